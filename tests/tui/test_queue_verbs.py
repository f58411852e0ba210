"""Duplicates are merged and replies are written in the editor, from the screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual.app import SuspendNotSupported

from cockpit.actions.records import edit_record
from cockpit.tui.dialogs.choose import Choose
from cockpit.tui.dialogs.promise_report import PromiseReport
from tests.tui.main_host import Cockpit, small_cockpit


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that does what its script says, and a terminal that can be lent to it."""
    script = tmp_path / "editor"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"sh {script}")

    @contextmanager
    def lend(_app: object) -> Iterator[None]:
        yield

    monkeypatch.setattr("cockpit.tui.app.CockpitApp.suspend", lend)
    return script


def says(editor: Path, script: str) -> None:
    editor.write_text(script)


async def write_reply(cockpit: Cockpit, choice: str) -> None:
    await cockpit.go("R2")
    cockpit.main.run_command("write-reply")
    await cockpit.settled()
    assert isinstance(cockpit.dialog, Choose)
    cockpit.dialog.dismiss(choice)
    await cockpit.settled()


async def test_a_reply_is_written_recorded_and_copied(tmp_path: Path, editor: Path) -> None:
    says(editor, 'echo "One more thing." >> "$1"\n')
    async with small_cockpit(tmp_path / "home") as cockpit:
        await write_reply(cockpit, "due")

        event = cockpit.body("R2")["events"][-1]
        assert event["type"] == "reply"
        assert event["note"].startswith("Hello")
        assert event["note"].endswith("One more thing.")
        assert cockpit.app.clipboard == event["note"]
        assert "Reply sent R2" in cockpit.said


async def test_it_can_begin_with_a_template(tmp_path: Path, editor: Path) -> None:
    says(editor, "true\n")
    async with small_cockpit(tmp_path / "home") as cockpit:
        await write_reply(cockpit, "settled.es")

        assert "Price of 500 stickers" in cockpit.body("R2")["events"][-1]["note"]


@pytest.mark.parametrize("script", ["exit 1", 'true > "$1"'])
async def test_an_editor_that_is_left_records_nothing(
    tmp_path: Path, editor: Path, script: str
) -> None:
    says(editor, f"{script}\n")
    async with small_cockpit(tmp_path / "home") as cockpit:
        await write_reply(cockpit, "due")

        assert len(cockpit.body("R2")["events"]) == 1
        assert "nothing was recorded" in cockpit.said


@pytest.mark.parametrize("editor_is", [None, "/nowhere/editor", "nano 'half"])
async def test_without_an_editor_the_terminal_is_not_lent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor_is: str | None
) -> None:
    def lend(_app: object) -> None:
        raise AssertionError("the terminal was lent")

    monkeypatch.setattr("cockpit.tui.app.CockpitApp.suspend", lend)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    if editor_is:
        monkeypatch.setenv("EDITOR", editor_is)
    async with small_cockpit(tmp_path / "home") as cockpit:
        await write_reply(cockpit, "due")

        assert "set EDITOR" in cockpit.said.replace("Set", "set")
        assert len(cockpit.body("R2")["events"]) == 1


async def test_a_lent_terminal_is_taken_back_from_an_editor_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = []

    @contextmanager
    def as_textual_lends(_app: object) -> Iterator[None]:
        steps.append("lent")
        yield  # and nothing that would take it back after a failure
        steps.append("taken back")

    monkeypatch.setattr("textual.app.App.suspend", as_textual_lends)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "false")
    async with small_cockpit(tmp_path / "home") as cockpit:
        await write_reply(cockpit, "due")

        assert steps == ["lent", "taken back"]
        assert "nothing was recorded" in cockpit.said


async def test_a_terminal_that_cannot_be_lent_is_told(
    tmp_path: Path, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_app: object) -> None:
        raise SuspendNotSupported

    monkeypatch.setattr("cockpit.tui.app.CockpitApp.suspend", refuse)
    async with small_cockpit(tmp_path / "home") as cockpit:
        await write_reply(cockpit, "due")

        assert "cockpit request reply R2 --edit" in cockpit.said
        assert len(cockpit.body("R2")["events"]) == 1


async def test_marked_requests_are_merged_into_the_one_under_the_cursor(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        for reference in ("R1", "R2"):
            await cockpit.go(reference)
            await cockpit.press("asterisk")
        await cockpit.go("R2")
        cockpit.main.run_command("merge")
        await cockpit.settled()

        assert cockpit.body("R1")["merged_into"] == "R2"
        assert "Merge R1 into R2" in cockpit.said
        assert not cockpit.pane.list.marks
        await cockpit.press("u")
        assert cockpit.body("R1").get("merged_into") is None


async def test_the_duplicate_of_one_request_is_chosen_among_those_of_its_customer(
    tmp_path: Path,
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        edit_record(cockpit.workspace, "R1", {"customer": cockpit.body("R2")["customer"]})
        await cockpit.go("R2")
        cockpit.main.run_command("merge")
        await cockpit.settled()
        assert isinstance(cockpit.dialog, Choose)
        assert "R1" in [one.id for one in cockpit.dialog.options]

        cockpit.dialog.dismiss("R1")
        await cockpit.settled()

        assert cockpit.body("R1")["merged_into"] == "R2"


async def test_a_customer_with_one_request_has_no_duplicate(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        edit_record(cockpit.workspace, "R2", {"customer": "Nobody else"})
        await cockpit.go("R2")
        cockpit.main.run_command("merge")
        await cockpit.settled()

        assert "no other open request" in cockpit.said


async def test_what_is_done_to_marked_requests_is_said(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        for reference in ("R1", "R2"):
            await cockpit.go(reference)
            await cockpit.press("asterisk")
        await cockpit.press("r")

        assert "Reply sent, 2 records: " in cockpit.said


async def test_the_palette_opens_the_report(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        cockpit.main.run_command("promise-report")
        await cockpit.settled()
        assert isinstance(cockpit.dialog, PromiseReport)
