"""Each key of the tasks pane does its work through an action, says so, and undo takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialog_host import drawn
from tests.tui.main_host import TUESDAY, Cockpit, local, small_cockpit

KEYS = (
    # cursor, keys, field, value afterwards, what is said, cursor afterwards
    ("T1", "space", "state", "done", "Done T1: Write launch mail", "T2"),
    ("T4", "d", "state", "archived", "Archive T4: Call the printer", "T5"),
    ("T1", "t", "day", "2026-11-25", "Move T1 to 2026-11-25: Write launch mail", "T2"),
    ("T2", "+", "priority", 3, "Priority of T2: Plan the week", "T2"),
    ("T1", "-", "priority", 2, "Priority of T1: Write launch mail", "T1"),
    ("T6", "m f r i enter", "day", "2026-11-27", "Move T6 to 2026-11-27: Sketch new", "T7"),
    ("T1", "m w e e k enter", "week", "2026-W48", "Move T1 to 2026-W48", "T2"),
    ("T4", "m b a c k l o g enter", "day", None, "Move T4 to the backlog", "T5"),
    ("T2", "w M a x enter", "waiting", {"who": "Max"}, "T2 waits on Max: Plan the week", "T2"),
    ("T7", "w ctrl+u enter", "waiting", None, "T7 waits on nobody", "T7"),
    ("T1", "S f r i enter", "day", "2026-11-27", "Move T1 to 2026-11-27", "T2"),
)
NAMES = {"+": "plus", "-": "minus"}


@pytest.mark.parametrize(("reference", "keys", "field", "value", "said", "cursor"), KEYS)
async def test_a_key_changes_the_task_and_undo_takes_it_back(
    tmp_path: Path, reference: str, keys: str, field: str, value: object, said: str, cursor: str
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go(reference)
        before = cockpit.body(reference)
        await cockpit.press(" ".join(NAMES.get(key, key) for key in keys.split()))
        assert cockpit.body(reference).get(field) == value
        assert said in cockpit.said
        assert cockpit.cursor == cursor
        await cockpit.press("u")
        assert cockpit.body(reference) == before
        assert "Undone" in cockpit.said
        await cockpit.press("U")
        assert cockpit.body(reference).get(field) == value
        assert "Done again" in cockpit.said


async def test_a_task_that_is_crossed_off_stays_in_sight_and_space_reopens_it(
    tmp_path: Path,
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("space")
        assert cockpit.rows(1)[:5] == ["#today", "T2", "T3", "T8", "T1"]
        assert cockpit.edges(1) == ("today 2 · 3h", "6 open")
        assert cockpit.cursor == "T2"
        await cockpit.go("T1")
        await cockpit.press("space")
        assert "Reopen T1" in cockpit.said
        assert cockpit.rows(1)[:5] == ["#today", "T1", "T2", "T3", "T8"]


async def test_reordering_moves_a_task_among_its_equals(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("T2")
        await cockpit.press("J")
        assert cockpit.rows(1)[:4] == ["#today", "T1", "T3", "T2"]
        assert cockpit.cursor == "T2"
        assert "Reorder T2" in cockpit.said
        await cockpit.press("K")
        assert cockpit.rows(1)[:4] == ["#today", "T1", "T2", "T3"]
        await cockpit.press("u")
        assert cockpit.rows(1)[:4] == ["#today", "T1", "T3", "T2"]


async def test_reordering_at_the_end_says_why_not(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("T1")
        revision = cockpit.workspace.revision
        await cockpit.press("K")
        assert cockpit.said.startswith("▲ T1")
        assert cockpit.workspace.revision == revision


async def test_a_priority_beyond_the_highest_says_why_not(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("plus")
        assert "T1 has the highest priority." in cockpit.said


async def test_a_task_is_not_put_off_to_today(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        before = cockpit.body("T1")
        await cockpit.press("S 1 6 : 0 0 enter")
        assert "only a date is needed" in cockpit.screen
        await cockpit.press("ctrl+u t o d a y enter")
        assert "a later day" in cockpit.screen
        await cockpit.press("escape")
        assert cockpit.body("T1") == before


async def test_the_clock_starts_shows_and_stops(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("s")
        assert "▶ Writing · Write launch mail 0:00" in cockpit.status
        assert "Start the clock on T1" in cockpit.said
        assert cockpit.texts(1)[1].startswith("▶ 1 Write launch mail")
        await cockpit.at(local("24 10:35"))
        assert "Write launch mail 0:15" in cockpit.status
        assert cockpit.edges(2)[0] == "planned 5h · done 55m"
        await cockpit.press("s")
        assert "▶" not in cockpit.status
        assert "Stop the clock" in cockpit.said
        await cockpit.press("u")
        assert "Write launch mail 0:15" in cockpit.status


async def test_the_clock_goes_over_to_another_task_in_one_change(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("s")
        await cockpit.at(local("24 10:30"))
        await cockpit.go("T3")
        await cockpit.press("s")
        assert "Answer the press 0:00" in cockpit.status
        await cockpit.press("u")
        assert "Write launch mail 0:10" in cockpit.status


async def test_adding_puts_the_cursor_on_the_new_task(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("a")
        await cockpit.type("Buy stamps ~10m on today")
        await cockpit.press("enter")
        assert cockpit.said.startswith("T9: Buy stamps")
        assert cockpit.cursor == "T9"
        assert cockpit.edges(1)[0] == "today 4 · 3h 55m"
        await cockpit.press("u")
        assert "T9" not in cockpit.rows(1)
        assert cockpit.cursor == "T8"


async def test_an_interruption_is_logged_with_its_call_back(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("i")
        await cockpit.type("Karl, invoice cb:16:00")
        await cockpit.press("enter")
        assert cockpit.said.startswith("I1: ! ")
        assert cockpit.body("I1")["who"] == "Karl"
        assert cockpit.body("I1")["call_back"] == "2026-11-24T15:00:00Z"


async def test_the_form_saves_one_change(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("e")
        await cockpit.type(" today")
        await cockpit.press("ctrl+s")
        assert cockpit.body("T1")["title"] == "Write launch mail today"
        assert cockpit.texts(1)[1].startswith("○ 1 Write launch mail today")
        await cockpit.press("u")
        assert cockpit.texts(1)[1].startswith("○ 1 Write launch mail Writing 45m")


async def test_a_task_is_given_to_a_contractor(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("D")
        assert "Maria" in drawn(cockpit.app)
        await cockpit.press("enter")
        assert "done when" in cockpit.screen
        await cockpit.press("escape")
        assert "Give T1 to" in cockpit.said
        assert cockpit.body("T1")["assignment"] == "A4"
        assert "A4" in cockpit.rows(4)
        await cockpit.press("u")
        assert "assignment" not in cockpit.body("T1")
        assert "A4" not in cockpit.rows(4)


async def test_copying_takes_the_words(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("y")
        assert cockpit.app.clipboard == "Write launch mail"
        assert "Copied: Write launch mail" in cockpit.said


async def test_undo_at_the_beginning_says_that_there_is_nothing(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("U")
        assert "▲ There is nothing to" in cockpit.said


# -- marks ---------------------------------------------------------------------------------


async def marked(cockpit: Cockpit, *references: str) -> None:
    for reference in references:
        await cockpit.go(reference)
        await cockpit.press("asterisk")


async def test_a_command_works_on_all_marked_rows_and_one_undo_takes_it_back(
    tmp_path: Path,
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await marked(cockpit, "T1", "T4", "T6")
        assert "3 marked; esc unmarks" in cockpit.said
        before = [cockpit.body(one) for one in ("T1", "T4", "T6")]
        await cockpit.press("t")
        assert {cockpit.body(one)["day"] for one in ("T1", "T4", "T6")} == {"2026-11-25"}
        assert "3 records: T1, T4, T6" in cockpit.said
        assert not cockpit.pane.list.marks
        await cockpit.press("u")
        assert [cockpit.body(one) for one in ("T1", "T4", "T6")] == before


async def test_one_refusal_among_the_marked_leaves_all_as_they_were(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await marked(cockpit, "T2", "T1")  # T1 has the highest priority already
        before = cockpit.body("T2")
        await cockpit.press("plus")
        assert "T1 has the highest priority." in cockpit.said
        assert cockpit.body("T2") == before
        assert cockpit.pane.list.marks == {"T1", "T2"}


async def test_escape_takes_the_marks_away_and_changes_nothing(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await marked(cockpit, "T1", "T2")
        await cockpit.press("escape")
        assert not cockpit.pane.list.marks
        assert "a add" in cockpit.said


async def test_the_cursor_stays_on_its_record_while_others_come_and_go(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("T6")
        from cockpit.actions.tasks import drop_task, move_to_day

        drop_task(cockpit.workspace, "T2")
        move_to_day(cockpit.workspace, "T7", TUESDAY.date())
        await cockpit.settled()
        assert cockpit.cursor == "T6"
        assert cockpit.rows(1)[:5] == ["#today", "T1", "T3", "T7", "T8"]
