"""Dialogs that are only read, and the palette: keys of lists scroll them, any key closes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.actions.records import add_record
from cockpit.store.workspace import Workspace
from cockpit.tui.commands import PANES, commands, keys_label
from cockpit.tui.dialogs.dialog import Box
from cockpit.tui.dialogs.help import Help, help_rows
from cockpit.tui.dialogs.record import RecordScreen
from cockpit.tui.palette import Palette, RegistryCommands
from cockpit.tui.text_rows import row_width, text_of
from tests.dialog_host import HOSTILE, Host, drawn, press, workspace_at, write


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = workspace_at(tmp_path / "home")
    notes = "\n".join(f"line {number}" for number in range(100))
    add_record(workspace, "task", {"title": "Launch mail", "notes": notes})
    yield workspace
    workspace.close()


# -- a record ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "top"),
    [("j", 1), ("down down up", 1), ("j j k", 1), ("ctrl+d", 6), ("ctrl+d ctrl+u", 0),
     ("pagedown", 12), ("k", 0), ("G g", 0)],
)  # fmt: skip
async def test_the_keys_of_lists_scroll(workspace: Workspace, keys: str, top: int) -> None:
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        app.open(RecordScreen(app.view, "T1"))
        await pilot.pause()
        await press(pilot, keys)

        assert app.screen.query_one(Box).scroll_offset.y == top


async def test_the_last_line_can_be_reached_and_the_keys_stay(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        app.open(RecordScreen(app.view, "T1"))
        await pilot.pause()
        assert "Launch mail" in drawn(app)
        assert "esc close" in drawn(app)

        await press(pilot, "G")
        assert "lists every change" in drawn(app)
        assert "esc close" in drawn(app)


@pytest.mark.parametrize("key", ["escape", "q", "enter"])
async def test_a_record_is_closed_and_the_focus_goes_back(workspace: Workspace, key: str) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordScreen(app.view, "T1"))
        await pilot.pause()
        await press(pilot, key)

        assert app.focused is app.query_one("#mine")


@pytest.mark.parametrize("title", HOSTILE)
async def test_a_hostile_record_is_drawn_as_it_is(workspace: Workspace, title: str) -> None:
    added = add_record(workspace, "task", {"title": title, "notes": title})
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        app.open(RecordScreen(app.view, added.ref))
        await pilot.pause()

        assert "\x1b" not in drawn(app)
        assert "\u202e" not in drawn(app)
        if title.startswith("["):
            assert title in drawn(app)


async def test_the_owners_own_keys_scroll(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        app.set_keymap({"cursor-down": "x"})
        app.open(RecordScreen(app.view, "T1"))
        await pilot.pause()
        await press(pilot, "x x j")

        assert app.screen.query_one(Box).scroll_offset.y == 2


# -- help ----------------------------------------------------------------------------------


@pytest.mark.parametrize("pane", PANES)
def test_help_names_every_command_once_those_of_the_pane_first(pane: str) -> None:
    text = text_of(help_rows(pane, {}, 76))

    for one in commands():
        assert " ".join(text.split()).count(one.help) == 1
    here = next(one for one in commands() if one.where == (pane,)) if pane != "blocks" else None
    elsewhere = next(one for one in commands() if pane not in one.where and len(one.where) == 1
                     and one.where[0] in PANES)  # fmt: skip
    first = text.index("in other panes")
    assert here is None or text.index(here.help[:30]) < first
    assert text.index(elsewhere.help[:30]) > first


@pytest.mark.parametrize("width", [56, 76])
def test_help_fits_and_shows_the_owners_keys(width: int) -> None:
    rows = help_rows("tasks", {"add": "f7"}, width)

    assert max(map(row_width, rows)) <= width
    assert "f7" in text_of(rows)


async def test_help_works_on_a_small_screen(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        app.open(Help("tasks"))
        await pilot.pause()
        assert "Work" in drawn(app)
        await press(pilot, "G")
        assert "(contractors)" in drawn(app)  # the last of what works in other panes
        await press(pilot, "question_mark")
        assert app.focused is app.query_one("#mine")


# -- palette -------------------------------------------------------------------------------


class WithCommands(Host):
    """A host whose screen carries out commands."""

    COMMANDS = {RegistryCommands}
    ran: list[str]

    def on_mount(self) -> None:
        super().on_mount()
        self.ran = []
        self.screen.run_command = self.ran.append  # type: ignore[attr-defined]
        self.screen.why_not = self.why_not  # type: ignore[attr-defined]

    def why_not(self, command_id: str) -> str | None:
        return "This works in requests." if command_id == "reply" else None


async def test_a_command_is_found_by_its_name_and_carried_out(workspace: Workspace) -> None:
    app = WithCommands(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Palette())
        await pilot.pause()
        await write(pilot, "undo")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "Undo  u" in drawn(app)
        assert "🔎" not in drawn(app)

        await press(pilot, "enter")
        assert app.ran == ["undo"]


async def test_the_palette_finds_every_report_by_that_word(workspace: Workspace) -> None:
    app = WithCommands(workspace)
    async with app.run_test(size=(80, 24)):
        found = [hit.text async for hit in RegistryCommands(app.screen).search("report")]
        assert {"promise report", "interruptions"} <= {*found}


async def test_a_command_that_cannot_be_done_says_why(workspace: Workspace) -> None:
    app = WithCommands(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(Palette())
        await pilot.pause()
        await write(pilot, "replied")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert "This works in requests." in drawn(app)


async def test_the_provider_offers_all_that_is_not_moving(workspace: Workspace) -> None:
    app = WithCommands(workspace)
    async with app.run_test(size=(80, 24)):
        provider = RegistryCommands(app.screen)
        offered = {hit.text async for hit in provider.discover()}
        expected = {
            f"{one.label}  {keys_label(one)}".strip()
            for one in commands()
            if one.group != "move" and one.id not in ("palette", "back")
        }
        assert offered == expected

        other = Host(workspace)
        async with other.run_test():
            assert [hit async for hit in RegistryCommands(other.screen).discover()] == []
