"""Secrets typed on the screen: told where they stand, kept nowhere, and the words stay to mend."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from cockpit.actions.records import add_record
from cockpit.store.workspace import Workspace
from cockpit.tui.dialogs.ask import Ask
from cockpit.tui.dialogs.form import RecordForm
from cockpit.tui.dialogs.quick_add import QuickAdd, memory_of
from tests.dialog_host import Host, drawn, press, workspace_at, write
from tests.tui.main_host import small_cockpit

SECRET = "hunter2zz"
SAID = f"password: {SECRET}"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = workspace_at(tmp_path / "home")
    add_record(workspace, "task", {"title": "Launch mail"})
    yield workspace
    workspace.close()


def kept_in(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in files if SECRET.encode() in path.read_bytes()]


async def test_a_form_says_it_at_the_field_and_keeps_what_was_typed(
    workspace: Workspace, tmp_path: Path
) -> None:
    app = Host(workspace)
    revision = workspace.revision
    async with app.run_test(size=(100, 30)) as pilot:
        app.open(RecordForm(app.view, "task", "T1"))
        await pilot.pause()
        await write(pilot, f" {SAID}")
        await press(pilot, "ctrl+s")

        assert app.results == []
        assert "task: title holds a password" in " ".join(drawn(app).split())
        editor = app.focused
        assert isinstance(editor, Input)
        assert editor.value == f"Launch mail {SAID}"
        assert workspace.revision == revision
        assert kept_in(tmp_path) == []

        await press(pilot, "ctrl+u")
        await write(pilot, "Launch mail, password: in 1Password")
        await press(pilot, "ctrl+s")
        assert app.results == [True]


async def test_quick_add_keeps_the_line_open_and_forgets_it_afterwards(
    workspace: Workspace, tmp_path: Path
) -> None:
    app = Host(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open(QuickAdd(app.view))
        await write(pilot, SAID)
        await press(pilot, "enter")

        assert app.results == []
        assert "title holds a password" in " ".join(drawn(app).split())
        assert app.screen.query_one(Input).value == SAID

        await press(pilot, "escape")
        assert (memory_of(app.view).draft, memory_of(app.view).lines) == ("", [])
        assert kept_in(tmp_path) == []


async def test_a_draft_that_was_left_is_not_replaced_by_a_secret(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        memory_of(app.view).draft = "Call Anna"
        app.open(QuickAdd(app.view))
        await write(pilot, f" {SAID}")
        await press(pilot, "escape")

        assert memory_of(app.view).draft == "Call Anna"


async def test_a_question_does_not_take_a_secret_for_an_answer(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open(Ask("What has to change"))
        await write(pilot, SAID)
        await press(pilot, "enter")

        assert app.results == []
        assert "This holds a password" in " ".join(drawn(app).split())


async def test_what_may_be_a_secret_is_added_and_told_in_the_line_below(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path, size=(160, 36)) as cockpit:
        await cockpit.press("a")
        await cockpit.type("Give Marta the password gato2019 today")
        await cockpit.press("enter")

        assert "task: title holds what may be a password" in cockpit.said
        assert "gato2019" not in cockpit.said
        assert cockpit.workspace.warned == []


async def test_nothing_of_a_refused_line_stays_in_the_home(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("a")
        await cockpit.type(SAID)
        await cockpit.press("enter")
        await cockpit.press("escape")

        assert SECRET not in cockpit.screen
        assert SECRET not in " ".join(cockpit.toasts)
        assert kept_in(tmp_path) == []
