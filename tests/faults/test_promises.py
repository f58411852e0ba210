"""Every promise names the tests that show it, and every test that is named is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "PROMISES.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py::\w+)`", TEXT)))
PROMISES = re.findall(r"^- .+(?:\n  .+)*", TEXT, re.MULTILINE)


@pytest.mark.parametrize("named", NAMED)
def test_a_test_that_is_named_is_there(named: str) -> None:
    file, _colons, name = named.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {getattr(node, "name", "") for node in tree.body}


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise[2:60])
def test_every_promise_is_shown_by_a_test(promise: str) -> None:
    assert re.search(r"`tests/[\w/]+\.py::\w+`", promise)


def test_nothing_else_in_the_document_looks_like_a_test() -> None:
    assert len(re.findall(r"tests/\S+::", TEXT)) == len(
        re.findall(r"`tests/[\w/]+\.py::\w+`", TEXT)
    )
    assert len(PROMISES) > 30
