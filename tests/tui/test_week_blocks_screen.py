"""The week's blocks on the screen: key scripts, both modes, one day, every size, hostile names."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.actions.weeks.one_date import add_on_date
from cockpit.domain.plans.places import Place
from cockpit.settings import Settings
from cockpit.tui.dialogs.ask import Ask
from cockpit.tui.weeks.screen import WeekBlocks
from cockpit.tui.widgets.cell_line import CellLine
from tests.dialog_host import HOSTILE
from tests.tui.main_host import (
    Cockpit,
    app_on,
    local,
    open_home,
    running,
    small_business,
    small_cockpit,
)

TUESDAY = date(2026, 11, 24)
WEEK = timedelta(weeks=1)


def week_of(cockpit: Cockpit) -> WeekBlocks:
    """The screen on top."""
    screen = cockpit.app.screen
    assert isinstance(screen, WeekBlocks)
    return screen


def blocks(cockpit: Cockpit) -> list[str]:
    """The blocks of functions that the screen shows: "Writing 24 09:00-11:00", with their mark."""
    return [
        f"{box.name} {box.one.start:%d %H:%M}-{box.one.end:%H:%M} {box.mark}".rstrip()
        for day in week_of(cockpit).days
        for box in day.boxes
        if not box.is_appointment
    ]


def line(cockpit: Cockpit, name: str) -> str:
    """The words of one of the lines around the grid."""
    left, right = week_of(cockpit).query_one(name, CellLine)._words
    return "  ".join("".join(cell.text for cell in one.cells) for one in (*left, *right))


def said(cockpit: Cockpit) -> str:
    return line(cockpit, "KeyLine")


@asynccontextmanager
async def week_screen(
    folder: Path, size: tuple[int, int] = (120, 36), keys: str = "B"
) -> AsyncIterator[Cockpit]:
    """The small business on a Tuesday at 10:20, with the week open."""
    async with small_cockpit(folder, size) as cockpit:
        await cockpit.press(keys)
        yield cockpit


AS_EVER = [
    "Writing 24 09:00-11:00",
    "Support 24 11:30-12:30",
    "Writing 24 14:00-16:00",
    "Shop 26 09:00-11:00",
]


def replaced(at: int, *now: str) -> list[str]:
    return [*AS_EVER[:at], *now, *AS_EVER[at + 1 :]]


async def test_the_week_shows_days_blocks_and_where_the_cursor_is(tmp_path: Path) -> None:
    async with week_screen(tmp_path) as cockpit:
        assert blocks(cockpit) == AS_EVER
        shown = cockpit.screen
        for words in ("W48 · 23–29 Nov 2026", "[Tue 24]", "Sun 29", "40m of 2h", "Dentist"):
            assert words in shown
        assert "changes this date only" in line(cockpit, "#week-head")
        assert line(cockpit, "#under").startswith("B1 Writing  tue 24 nov 09:00–11:00 (2h)")


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("J", replaced(0, "Writing 24 09:15-11:15 moved")),
        ("K K", replaced(0, "Writing 24 08:30-10:30 moved")),
        ("J K", AS_EVER),
        ("plus plus", replaced(0, "Writing 24 09:00-11:30 moved")),
        ("minus", replaced(0, "Writing 24 09:00-10:45 moved")),
        ("d", replaced(0, "Writing 24 09:00-11:00 dropped")),
        ("d backspace", AS_EVER),
        ("j d", replaced(1, "Support 24 11:30-12:30 dropped")),
        ("G k d", replaced(2, "Writing 24 14:00-16:00 dropped")),
        ("l l J", replaced(3, "Shop 26 09:15-11:15 moved")),
        ("J u", AS_EVER),
        ("J u U", replaced(0, "Writing 24 09:15-11:15 moved")),
        ("J J u", replaced(0, "Writing 24 09:15-11:15 moved")),
    ],
)
async def test_one_key_is_one_change_of_this_date(
    tmp_path: Path, keys: str, shown: list[str]
) -> None:
    async with week_screen(tmp_path) as cockpit:
        await cockpit.press(keys)
        assert blocks(cockpit) == shown
        await cockpit.press("right_square_bracket")
        assert len(blocks(cockpit)) == 4
        assert not any(one.endswith(("moved", "dropped")) for one in blocks(cockpit))


async def test_in_the_mode_of_every_week_the_past_stays(tmp_path: Path) -> None:
    async with week_screen(tmp_path) as cockpit:
        await cockpit.press("w")
        assert "changes every week" in line(cockpit, "#week-head")
        await cockpit.press("l l J J")
        assert blocks(cockpit)[3] == "Shop 26 09:30-11:30"
        assert said(cockpit).startswith("Every week from thu 26 nov: move B6 Shop to thu 09:30")
        await cockpit.press("pagedown")
        assert blocks(cockpit)[3] == "Shop 03 09:30-11:30"
        await cockpit.press("pageup pageup")
        assert blocks(cockpit)[3] == "Shop 19 09:00-11:00"
        await cockpit.press("w 0 d")
        assert "changes this date only" in line(cockpit, "#week-head")


@pytest.mark.parametrize(("mode", "next_week"), [("", 4), ("w ", 5)])
async def test_a_block_is_added_by_words(tmp_path: Path, mode: str, next_week: int) -> None:
    async with week_screen(tmp_path) as cockpit:
        await cockpit.press(f"{mode}l a")
        await cockpit.type("shop 14:00 45m")
        assert "= Shop" in cockpit.screen
        assert "14:00–14:45" in cockpit.screen
        await cockpit.press("enter")
        assert [one for one in blocks(cockpit) if " 25 " in one] == [
            "Shop 25 14:00-14:45" + ("" if mode else " added")
        ]
        assert week_of(cockpit).box is not None
        assert line(cockpit, "#under").startswith("B6 Shop" if mode else "O1 Shop")
        await cockpit.press("right_square_bracket")
        assert len(blocks(cockpit)) == next_week


async def test_a_block_moves_by_words_and_the_cursor_goes_along(tmp_path: Path) -> None:
    async with week_screen(tmp_path) as cockpit:
        await cockpit.press("j m")
        await cockpit.type("fri 16:00")
        assert "= fri 27 nov 16:00–17:00" in cockpit.screen
        await cockpit.press("enter")
        assert "Support 27 16:00-17:00 moved" in blocks(cockpit)
        await cockpit.press("J m")
        await cockpit.type("4 dec 9:00")
        await cockpit.press("enter")
        assert "W49" in line(cockpit, "#week-head")
        assert "Support 04 09:00-10:00 moved" in blocks(cockpit)
        assert line(cockpit, "#under").startswith("B2 Support  fri 4 dec 09:00–10:00")


async def test_an_overlap_is_refused_with_both_named(tmp_path: Path) -> None:
    async with week_screen(tmp_path) as cockpit:
        await cockpit.press("plus plus plus")
        assert blocks(cockpit)[0] == "Writing 24 09:00-11:30 moved"
        assert said(cockpit) == (
            "▲ Blocks do not overlap: O1 Writing (tue 24 nov 09:00–11:45)"
            " and B2 Support (tue 24 nov 11:30–12:30)."
        )


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("h d", "There is no block under the cursor; a adds one."),
        ("G d", "An appointment stands where it is; e edits its record."),
        ("d J", "Writing is dropped on this date; backspace takes that back."),
        ("backspace", "B1 Writing stands on tue 24 nov as in every week."),
        ("M", "There is no move to suggest"),
        ("C", "Nothing of 2026-W47 is left to copy."),
        ("tab", "The balance stands under the grid."),
    ],
)
async def test_a_key_that_can_do_nothing_says_why(tmp_path: Path, keys: str, words: str) -> None:
    async with week_screen(tmp_path) as cockpit:
        await cockpit.press(keys)
        assert words in said(cockpit)


async def test_last_weeks_changes_are_copied_when_asked_for_twice(tmp_path: Path) -> None:
    async with week_screen(tmp_path) as cockpit:
        add_on_date(cockpit.workspace, "F3", Place(TUESDAY - WEEK, "17:00", "18:00"))
        await cockpit.press("C")
        assert "Copy 1 from 2026-W47" in cockpit.screen
        await cockpit.press("l")
        assert blocks(cockpit) == AS_EVER
        await cockpit.press("C c")
        assert "Shop 24 17:00-18:00 added" in blocks(cockpit)
        assert said(cockpit) == "Copied from 2026-W47: 1."
        await cockpit.press("u")
        assert blocks(cockpit) == AS_EVER


async def test_form_record_copy_and_help_are_reached_by_their_keys(tmp_path: Path) -> None:
    async with week_screen(tmp_path) as cockpit:
        for key, words in (("e", "B1 "), ("enter", "B1"), ("question_mark", "15 minutes later.")):
            await cockpit.press(key)
            assert words in cockpit.screen
            await cockpit.press("escape")
        await cockpit.press("y")
        assert "  09:00–11:00  B1  Writing  2h  (40m done)" in cockpit.app.clipboard
        await cockpit.press("escape")
        assert cockpit.app.screen is cockpit.main


async def test_one_day_alone_has_the_same_keys(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        cockpit.app.push_screen(WeekBlocks(cockpit.app.view, TUESDAY, only_day=True))
        await cockpit.settled()
        assert blocks(cockpit) == AS_EVER[:3]
        await cockpit.press("j J a")
        await cockpit.type("shop 17:00-18:00")
        await cockpit.press("enter")
        assert blocks(cockpit)[1::2] == [
            "Support 24 11:45-12:45 moved",
            "Shop 24 17:00-18:00 added",
        ]
        assert "Wed 25" not in cockpit.screen
        await cockpit.press("l")
        assert line(cockpit, "#week-head").startswith("Wed 25 nov")


async def test_a_block_of_the_small_hours_tells_under_which_day_it_will_stand(
    tmp_path: Path,
) -> None:
    async with week_screen(tmp_path) as cockpit:
        await cockpit.press("a")
        await cockpit.type("1:00-3:00 shop")
        assert "= Shop tue 24 nov 01:00–03:00. It stands under" in cockpit.screen


async def test_after_an_undo_the_cursor_stands_on_the_nearest_block(tmp_path: Path) -> None:
    async with week_screen(tmp_path) as cockpit:
        await cockpit.press("a")
        await cockpit.type("shop 17:00-18:00")
        await cockpit.press("enter u")
        assert line(cockpit, "#under").startswith("B5 Dentist")

        await cockpit.press("l a")  # an empty day
        await cockpit.type("shop 9:00-10:00")
        await cockpit.press("enter u")
        assert "wed 25 nov: no blocks" in line(cockpit, "#under")


async def test_what_another_process_writes_appears(tmp_path: Path) -> None:
    async with week_screen(tmp_path) as cockpit:
        other = open_home(tmp_path, actor="cli")
        add_on_date(other, "F3", Place(TUESDAY, "17:00", "18:00"))
        other.close()
        cockpit.main._tick()
        await cockpit.settled()
        assert "Shop 24 17:00-18:00 added" in blocks(cockpit)


async def test_the_now_line_follows_the_clock(tmp_path: Path) -> None:
    async with week_screen(tmp_path) as cockpit:
        assert "10:20▶" in cockpit.screen
        await cockpit.at(local("24 13:10"))
        week_of(cockpit)._tick()
        await cockpit.settled()
        (now,) = [line for line in cockpit.screen.splitlines() if line.startswith("13:10▶")]
        assert "────" in now


async def test_an_empty_week_and_a_business_without_functions_teach(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        for number in range(1, 6):
            archive_record(cockpit.workspace, f"B{number}")
        await cockpit.press("B")
        assert "Press a and write: writing 14:00-15:30" in cockpit.screen
        assert "tue 24 nov: no blocks; a adds one" in cockpit.screen
        await cockpit.press("escape")
        workspace = cockpit.workspace
        with workspace.transaction("all"):
            for name in ("task", "function", "entry"):
                for number in list(workspace.live(name)):
                    workspace.table(name).remove(doc_ids=[number])
        await cockpit.press("B")
        assert "cockpit function add Writing --target 10h" in cockpit.screen
        await cockpit.press("a")
        assert "There are no functions yet" in said(cockpit)


SIZES = ((60, 16), (80, 24), (120, 36), (160, 48))


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_shows_the_days_the_mode_and_the_way_out(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with week_screen(tmp_path, size) as cockpit:
        lines = cockpit.screen.splitlines()
        assert len(lines) == size[1]
        assert "this date only" in lines[0]
        assert "24]" in lines[1]
        assert "esc back" in lines[-1]
        assert ("W44" in cockpit.screen) is (size[1] >= 36)
        await cockpit.press("G k")
        assert "16:00" in cockpit.screen  # the cursor's block is scrolled into sight


async def test_in_a_small_window_tab_shows_the_balance(tmp_path: Path) -> None:
    async with week_screen(tmp_path, (80, 24)) as cockpit:
        await cockpit.press("tab")
        assert "planned" in cockpit.screen
        assert "Writing" in cockpit.screen
        assert "[Tue 24]" not in cockpit.screen
        await cockpit.press("tab")
        assert "[Tue 24]" in cockpit.screen


@pytest.mark.parametrize("size", [(59, 24), (80, 15)])
async def test_a_window_that_is_too_small_says_so(tmp_path: Path, size: tuple[int, int]) -> None:
    async with week_screen(tmp_path, size) as cockpit:
        assert "60 columns and 16 lines" in " ".join(cockpit.screen.split())


NAMES = (*HOSTILE, "[b]x[/b]", "🧾 invoices 请求", "👩‍💻")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_hostile_names_are_only_words(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    async with small_cockpit(tmp_path, size) as cockpit:
        edit_record(cockpit.workspace, "F1", {"name": name})
        edit_record(cockpit.workspace, "B5", {"label": name})
        await cockpit.press("B")
        await cockpit.press("J m escape d u C tab tab e escape enter escape G")
        shown = cockpit.screen
        assert "\x1b" not in shown
        assert len(shown.splitlines()) == size[1]
        if name.startswith("[b]"):
            assert "[b]x[/b]" in shown


@pytest.mark.parametrize("settings", [{"ascii": True}, {"theme": "mono"}])
async def test_without_colours_and_without_signs_it_is_as_readable(
    tmp_path: Path, settings: dict[str, Any]
) -> None:
    workspace = small_business(open_home(tmp_path))
    own = Settings()
    for setting, value in settings.items():
        setattr(own, setting, value)
    async with running(app_on(workspace, settings=own)) as cockpit:
        await cockpit.press("B J")
        await cockpit.press("j d")
        shown = cockpit.screen
        if "ascii" in settings:
            grid = "\n".join(shown.splitlines()[1:24]).replace("–", "-")
            assert grid.isascii()
            assert "@Writing" in grid
            assert "-Support" in grid
        else:
            assert "↷Writing" in shown
            assert "✗Support" in shown
    workspace.close()


HARD: dict[str, Callable[[Any], object]] = {
    "over midnight": lambda ws: add_on_date(ws, "F3", Place(TUESDAY, "23:00", "02:00")),
    "before the day's end": lambda ws: add_on_date(ws, "F3", Place(TUESDAY, "01:00", "03:00")),
    "a quarter": lambda ws: add_on_date(ws, "F3", Place(TUESDAY, "11:00", "11:15")),
    "all day": lambda ws: add_record(
        ws,
        "override",
        {"date": "2026-11-24", "action": "add", "label": "Fair", "start": "00:00", "end": "24:00"},
    ),
    "three days": lambda ws: add_record(
        ws,
        "override",
        {
            "date": "2026-11-24",
            "action": "add",
            "label": "Trip",
            "start": "09:00",
            "end": "17:00",
            "days": 3,
        },
    ),
}


@pytest.mark.parametrize("name", HARD)
async def test_whatever_the_hours_every_block_can_be_reached(tmp_path: Path, name: str) -> None:
    async with small_cockpit(tmp_path, (80, 24)) as cockpit:
        HARD[name](cockpit.workspace)
        await cockpit.press("B")
        screen = week_of(cockpit)
        day = next(day for day in screen.days if any(box.key == "O1" for box in day.boxes))
        screen.go_to_day(day.day)
        await cockpit.press("g" + " j" * len(day.boxes))
        screen.key = "O1"
        screen.show_cursor()
        await cockpit.settled()
        assert line(cockpit, "#under").startswith("O1 ")
        words = {"all day": "Fair", "three days": "Trip"}.get(name, "+Shop")
        assert words in cockpit.screen


async def test_keys_typed_ahead_go_to_the_week(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.pilot.press("B", "J", "J", "a")
        await cockpit.settled()
        assert isinstance(cockpit.dialog, Ask)
        await cockpit.press("escape")
        assert blocks(cockpit)[0] == "Writing 24 09:30-11:30 moved"


async def test_the_owners_own_keys_hold_here_too(tmp_path: Path) -> None:
    from tests.tui.main_host import configured

    workspace = small_business(open_home(tmp_path))
    async with running(configured(workspace, '[keys]\nreorder-down = "f5"\n')) as cockpit:
        await cockpit.press("B f5")
        assert blocks(cockpit)[0] == "Writing 24 09:15-11:15 moved"
        await cockpit.press("J u u")
        week_of(cockpit)._message_left = 0
        week_of(cockpit).tell()
        assert "f5 K later/earlier" in said(cockpit)
    workspace.close()
