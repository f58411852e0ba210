"""Looking: panes, zoom, widths, filter, help, palette, themes; nothing of it changes a record."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.settings import load
from cockpit.tui.command_table import COMMANDS, PANES, Command
from cockpit.tui.commands import works_in
from cockpit.tui.widgets.filter_line import FilterLine
from cockpit.tui.widgets.record_list import RecordList
from tests.tui.main_host import Cockpit, small_cockpit

SIZES = ((60, 16), (80, 24), (99, 24), (100, 24), (120, 36), (140, 30), (200, 60))


def shown(cockpit: Cockpit) -> list[int]:
    """The numbers of the panes that can be seen."""
    return [pane.NUMBER for pane in cockpit.main.panes if pane.region.area]


def accented(cockpit: Cockpit) -> list[int]:
    return [pane.NUMBER for pane in cockpit.main.panes if pane.has_class("-focused")]


async def test_numbers_and_tab_go_round_the_panes(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        for key, number in (("2", 2), ("tab", 3), ("tab", 4), ("tab", 1), ("shift+tab", 4)):
            await cockpit.press(key)
            assert number == cockpit.pane.NUMBER
            assert cockpit.app.focused is cockpit.pane.list
            assert accented(cockpit) == [number]


async def test_zoom_shows_one_pane_and_keeps_focus_and_cursor(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R1")
        await cockpit.press("z")
        assert shown(cockpit) == [3]
        assert "[3 Requests ▲1]" in cockpit.tabs
        await cockpit.press("1")
        assert shown(cockpit) == [1]
        await cockpit.press("3 z")
        assert shown(cockpit) == [1, 2, 3, 4]
        assert cockpit.app.focused is cockpit.pane.list
        assert cockpit.cursor == "R1"


@pytest.mark.parametrize(
    ("size", "panes", "detail"),
    [
        ((60, 16), [3], False),
        ((99, 24), [3], False),
        ((100, 24), [1, 2, 3, 4], False),
        ((139, 24), [1, 2, 3, 4], False),
        ((140, 24), [1, 2, 3, 4], True),
    ],
)
async def test_the_width_decides_what_is_shown(
    tmp_path: Path, size: tuple[int, int], panes: list[int], detail: bool
) -> None:
    async with small_cockpit(tmp_path, size) as cockpit:
        await cockpit.go("R1")
        assert shown(cockpit) == panes
        assert ("╭─ Detail" in cockpit.screen) is detail
        assert cockpit.app.focused is cockpit.pane.list


async def test_growing_and_shrinking_keep_focus_and_cursor(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("A1")
        for size in (*SIZES, (59, 24), *reversed(SIZES), (80, 15), (80, 24)):
            await cockpit.pilot.resize_terminal(*size)
            await cockpit.settled()
            small = size[0] < 60 or size[1] < 16
            assert ("The cockpit needs 60 columns and 16 lines" in cockpit.screen) is small
            assert cockpit.pane.NUMBER == 4
            assert cockpit.cursor == "A1"
            if not small:
                assert cockpit.app.focused is cockpit.pane.list
        await cockpit.press("j")
        assert cockpit.cursor == "A2"


@pytest.mark.parametrize("size", [(59, 24), (20, 5), (80, 15), (1, 1)])
async def test_too_small_is_said_and_nothing_else_is_drawn(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with small_cockpit(tmp_path, size) as cockpit:
        assert shown(cockpit) == []
        said = " ".join(cockpit.screen.split())
        assert (
            ("The cockpit needs" in said) is (size[0] > 50) or "The cockpit" in said or size[0] == 1
        )


@pytest.mark.parametrize("size", SIZES)
async def test_every_line_is_as_wide_as_the_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    from rich.cells import cell_len

    async with small_cockpit(tmp_path, size) as cockpit:
        lines = cockpit.screen.split("\n")
        assert len(lines) == size[1]
        assert {cell_len(line) for line in lines} == {size[0]}


# -- filter --------------------------------------------------------------------------------


async def test_each_letter_narrows_and_enter_keeps(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("slash")
        await cockpit.type("w")
        assert cockpit.rows(1) == ["#today", "T1", "T2", "T3", "#later", "T5", "#backlog", "T6"]
        await cockpit.type("ri")
        assert cockpit.rows(1) == ["#today", "T1", "T3"]
        assert cockpit.edges(1)[1] == "2 of 7"
        await cockpit.press("enter")
        assert cockpit.app.focused is cockpit.pane.list
        assert cockpit.rows(1) == ["#today", "T1", "T3"]
        assert "1 Tasks /wri" in cockpit.screen
        await cockpit.press("n")
        assert cockpit.cursor == "T3"
        await cockpit.press("N")
        assert cockpit.cursor == "T1"
        await cockpit.press("escape")
        assert len(cockpit.rows(1)) == 12


async def test_escape_in_the_filter_line_takes_the_filter_away(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("T6")
        await cockpit.press("slash")
        await cockpit.type("mail")
        assert cockpit.rows(1) == ["#today", "T1"]
        await cockpit.press("escape")
        assert len(cockpit.rows(1)) == 12
        assert cockpit.app.focused is cockpit.pane.list


async def test_a_filter_that_matches_nothing_leaves_nothing_to_work_on(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        revision = cockpit.workspace.revision
        await cockpit.press("slash")
        await cockpit.type("no such words")
        await cockpit.press("enter")
        assert cockpit.rows(1) == []
        await cockpit.press("space")
        assert cockpit.said.startswith("▲ There is nothing under the cursor")
        assert cockpit.workspace.revision == revision


async def test_a_change_under_a_filter_is_followed(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("slash")
        await cockpit.type("wri")
        await cockpit.press("enter")
        await cockpit.press("space")
        assert cockpit.rows(1) == ["#today", "T3", "T1"]
        await cockpit.press("escape")
        assert cockpit.rows(1)[:5] == ["#today", "T2", "T3", "T8", "T1"]


async def test_next_match_without_a_filter_says_what_to_press(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("n")
        assert "There is no filter; press /" in cockpit.said


async def test_escape_is_a_ladder_that_never_quits(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("z asterisk slash")
        await cockpit.type("e")
        await cockpit.press("enter")
        await cockpit.press("escape")
        assert not cockpit.pane.filter_words
        assert cockpit.pane.list.marks
        await cockpit.press("escape")
        assert not cockpit.pane.list.marks
        assert shown(cockpit) == [1]
        await cockpit.press("escape")
        assert shown(cockpit) == [1, 2, 3, 4]
        await cockpit.press("escape escape")
        assert cockpit.app.is_running


async def test_the_blocks_have_no_filter_and_say_so(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("2 slash")
        assert cockpit.said.startswith("▲ ")
        assert cockpit.app.focused is cockpit.pane.list


# -- help, palette, themes, quit -----------------------------------------------------------


@pytest.mark.parametrize("key", ["question_mark", "f1", "colon", "ctrl+p", "b"])
async def test_a_dialog_opens_and_gives_the_focus_back(tmp_path: Path, key: str) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R2")
        await cockpit.press(key)
        assert cockpit.dialog is not None
        await cockpit.press("escape")
        assert cockpit.app.screen is cockpit.main
        assert cockpit.app.focused is cockpit.pane.list
        assert cockpit.cursor == "R2"


async def test_a_command_from_the_palette_does_its_work(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("colon")
        await cockpit.type("tomorrow")
        await cockpit.press("enter")
        await cockpit.press("enter") if cockpit.app.screen is not cockpit.main else None
        assert cockpit.body("T1")["day"] == "2026-11-25"


async def test_a_theme_is_chosen_and_written_down(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        cockpit.main.run_command("theme")
        await cockpit.settled()
        cockpit.dialog.query_one(RecordList).move_to("light")
        await cockpit.press("enter")
        assert cockpit.app.theme == "light"
        assert load(cockpit.app.locations.config)[0].theme == "light"


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_quitting(tmp_path: Path, key: str) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.pilot.press(key)
        await cockpit.pilot.pause()
        assert not cockpit.app.is_running or cockpit.app._exit


async def test_q_in_a_text_line_is_a_letter(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("a q u")
        assert not cockpit.app._exit
        assert "qu" in cockpit.screen


# -- every command -------------------------------------------------------------------------


async def give(cockpit: Cockpit, one: Command) -> None:
    """Give a command by its key, or as the palette does where it has none."""
    if one.key_names:
        await cockpit.press(one.key_names[0])
    else:
        cockpit.main.run_command(one.id)
        await cockpit.settled()


@pytest.mark.parametrize("pane", range(1, 5))
async def test_every_command_of_a_pane_where_it_does_not_work_says_why(
    tmp_path: Path, pane: int
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press(str(pane))
        name = PANES[pane - 1]
        revision = cockpit.workspace.revision
        elsewhere = [one for one in COMMANDS if not works_in(name, one)]
        assert elsewhere
        for one in elsewhere:
            cockpit.main.clear_message()
            await give(cockpit, one)
            assert cockpit.said.startswith(f"▲ {one.label}: this works in "), one.id
        assert cockpit.workspace.revision == revision


@pytest.mark.parametrize("pane", range(1, 5))
async def test_every_command_of_a_pane_does_something_that_can_be_seen(
    tmp_path: Path, pane: int
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press(str(pane))
        for one in COMMANDS:
            if not works_in(PANES[pane - 1], one) or one.id in ("quit", "back", f"pane-{pane}"):
                continue
            cockpit.pane.list.action_first()
            cockpit.pane.list.action_cursor_down()
            cockpit.main.clear_message()
            await cockpit.settled()
            before = cockpit.screen
            await give(cockpit, one)
            assert cockpit.screen != before, one.id
            while cockpit.app.screen is not cockpit.main:
                cockpit.app.pop_screen()
                await cockpit.settled()
            for line in cockpit.main.query(FilterLine):
                line.action_leave()
            for _step in range(3):
                cockpit.main.action_back()
            cockpit.main.focus_pane(cockpit.main.panes[pane - 1])
            await cockpit.settled()
