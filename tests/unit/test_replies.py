"""Canned replies: found by name and language, filled from the request, printed and recorded."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.replies import PLACEHOLDERS, Template, read_template, template_of, templates
from cockpit.cli.queue import replies
from cockpit.errors import CockpitError, NotFound
from cockpit.locations import package_replies
from tests.command_line import CommandLine

REFUNDS = "fri before thu 18:00 close 17:00"


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    cockpit = CommandLine(tmp_path / "home")
    cockpit("hours", "add", "Mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9:00-17:00")
    cockpit("promise", "add", "refund", "--resolution", REFUNDS)
    words = ["--customer", "Anna Ruiz", "--kind", "refund", "--order-number", "1234"]
    cockpit("request", "add", "Return of bookends", *words)
    return cockpit


def write(run: CommandLine, name: str, text: str | bytes) -> Path:
    folder = run.home / "replies"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def events(run: CommandLine, reference: str = "R1") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("request", "show", reference, "--json").json["events"]
    return found


def test_a_template_is_filled_printed_and_recorded(run: CommandLine) -> None:
    ran = run("request", "reply", "r1", "--template", "refund")

    assert ran.status == 0, ran.err
    assert ran.out.splitlines() == [
        "Hello Anna,",
        "",
        "the refund for your order 1234 is being prepared. It will be on its way by"
        " Friday 27 November, 17:00 (Berlin time).",
        "",
        "Kind regards",
    ]
    assert events(run)[-1]["type"] == "reply"
    assert events(run)[-1]["note"] == ran.out.strip()
    run("undo")
    assert [one["type"] for one in events(run)] == ["received"]


def test_in_the_language_of_the_customer(run: CommandLine) -> None:
    ran = run("request", "reply", "R1", "--template", "refund", "--lang", "es", "--print")

    assert "Hola, Anna:" in ran.out
    assert "el viernes 27 de noviembre a las 17:00 (hora de Berlin)" in ran.out


def test_print_records_nothing(run: CommandLine) -> None:
    assert "Hello Anna" in run("request", "reply", "R1", "--template", "received", "--print").out
    assert len(events(run)) == 1


def test_without_a_template_it_is_recorded_as_ever(run: CommandLine) -> None:
    ran = run("request", "reply", "R1", "--note", "by phone", "--at", "10:20")

    assert (ran.status, ran.out) == (0, "")
    assert events(run)[-1]["note"] == "by phone"


def test_the_owners_own_comes_before_the_one_that_ships(run: CommandLine) -> None:
    write(run, "refund.en.txt", "{customer}: {subject}\n")

    ran = run("request", "reply", "R1", "--template", "Refund", "--print")

    assert ran.out == "Anna Ruiz: Return of bookends\n"
    listed = run("request", "templates").out.splitlines()
    assert [line.split() for line in listed if "refund" in line] == [
        ["refund", "en", "your", "own"],
        ["refund", "es"],
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dear {who}, {surprise} {name}", r"\{who\}, \{surprise\} is not known; there are \{name"),
        ("", "empty"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_template_that_is_wrong_is_told_and_nothing_is_recorded(
    run: CommandLine, text: str | bytes, told: str
) -> None:
    write(run, "mine.txt", text)

    ran = run("request", "reply", "R1", "--template", "mine")

    assert ran.status in (1, 2)
    assert re.search(told, ran.err), ran.err
    assert len(events(run)) == 1


def test_a_letter_with_a_hole_in_it_is_not_sent(run: CommandLine) -> None:
    run("request", "add", "Hello", "--customer", "Bob", "--kind", "gossip")

    ran = run("request", "reply", "R2", "--template", "refund")

    assert ran.status == 2
    assert "R2 has no order number, due, which template 'refund' names" in ran.err
    assert len(events(run, "R2")) == 1


def test_an_unknown_name_or_language_is_told() -> None:
    folders = [package_replies()]
    with pytest.raises(NotFound, match="no template 'refnd'; there are refund"):
        template_of(folders, "refnd")
    with pytest.raises(NotFound, match="not there in 'fr', only in en, es"):
        template_of(folders, "refund", "fr")


def test_a_template_in_one_language_only_needs_none_named(tmp_path: Path) -> None:
    (tmp_path / "bonjour.fr.txt").write_text("Bonjour {name}")
    assert template_of([str(tmp_path)], "bonjour").language == "fr"
    assert template_of([str(tmp_path / "gone"), str(tmp_path)], "bonjour").name == "bonjour"


def test_control_characters_of_customer_and_file_are_left_out(run: CommandLine) -> None:
    words = ["request", "add", "x\x1b]0;owned\x07y", "--customer", "Bob\x1b[2J", "--kind", "refund"]
    run(*words)
    write(run, "mine.txt", "{subject}\x1b[31m\n{name} {nothing here}")

    ran = run("request", "reply", "R2", "--template", "mine", "--print")

    assert "\x1b" not in ran.out
    assert "{nothing here}" in ran.out


@pytest.mark.parametrize("one", templates([package_replies()]), ids=lambda one: Path(one.path).name)
def test_every_template_that_ships_can_be_read_and_is_there_in_both_languages(
    one: Template,
) -> None:
    assert "{" in read_template(one)
    assert all(name in PLACEHOLDERS for name in re.findall(r"\{(\w+)\}", read_template(one)))
    assert {"en", "es"} <= {
        each.language for each in templates([package_replies()]) if each.name == one.name
    }


def test_without_a_terminal_the_editor_is_refused(run: CommandLine) -> None:
    ran = run("request", "reply", "R1", "--edit")

    assert ran.status == 2
    assert "--edit needs a terminal" in ran.err
    assert len(events(run)) == 1


@pytest.fixture
def editor(run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that does what its script says."""
    script = tmp_path / "editor"
    monkeypatch.setattr(replies, "has_terminal", lambda: True)
    monkeypatch.setenv("EDITOR", f"sh {script}")
    return script


def test_the_editor_begins_with_the_template_and_its_words_are_recorded(
    run: CommandLine, editor: Path
) -> None:
    editor.write_text('echo "One more thing." >> "$1"\n')

    ran = run("request", "reply", "R1", "--template", "settled", "--edit")

    assert ran.status == 0, ran.err
    assert ran.out.startswith("Hello Anna,")
    assert ran.out.endswith("One more thing.\n")
    assert events(run)[-1]["note"] == ran.out.strip()


@pytest.mark.parametrize("script", ['true > "$1"', "exit 1"])
def test_an_editor_that_is_left_records_nothing(
    run: CommandLine, editor: Path, script: str
) -> None:
    editor.write_text(script + "\n")

    ran = run("request", "reply", "R1", "--template", "settled", "--edit")

    assert ran.status == 1
    assert "nothing was recorded" in ran.err
    assert len(events(run)) == 1


def test_an_editor_that_is_not_there_is_told(
    run: CommandLine, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "/nowhere/editor")
    assert "could not be used" in run("request", "reply", "R1", "--edit").err
    monkeypatch.delenv("EDITOR")
    assert "Set EDITOR" in run("request", "reply", "R1", "--edit").err


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "replies").mkdir(mode=0o000)
    with pytest.raises(CockpitError, match="permissions"):
        templates([str(tmp_path / "replies")])
