"""The README says what is: its keys are the cockpit's, its commands are the Makefile's."""

from __future__ import annotations

import re

import pytest

from tests.readme import README, generated, with_part

ROOT = README.parent


def test_the_key_table_is_that_of_the_commands() -> None:
    text = README.read_text(encoding="utf-8")

    assert generated(text) == text, "run `make readme`"


def test_every_make_command_it_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    text = README.read_text("utf-8").partition("## Look")[2]
    named = set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", text, re.MULTILINE))
    assert {"demo", "test", "check", "bench"} <= named
    assert {name for name in named if name not in targets} == set()


def test_a_readme_without_a_place_is_told() -> None:
    with pytest.raises(ValueError, match="no place for keys"):
        with_part("nothing", "keys", "x")
