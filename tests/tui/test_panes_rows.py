"""What the panes show of the small business, worked out by hand from its records."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.actions.records import add_record, edit_record, revise
from cockpit.actions.tasks import move_to_day
from cockpit.domain.identity import format_instant
from tests.tui.main_host import TUESDAY, local, small_cockpit, timedelta


async def test_tasks_stand_by_day_week_and_backlog(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        assert cockpit.rows(1) == [
            "#today", "T1", "T2", "T3", "T8", "#week", "T4", "#later", "T5", "#backlog", "T6", "T7",
        ]  # fmt: skip
        # 45 minutes of T1 and 3 hours of T3; T8 is done
        assert cockpit.edges(1) == ("today 3 · 3h 45m", "7 open")
        assert cockpit.texts(1)[4] == "✓ Tidy the desk"
        assert cockpit.texts(1)[6] == "○ Call the printer on thu"
        assert cockpit.texts(1)[8] == "○ Renew domain on 3 dec"
        assert cockpit.texts(1)[11] == "‖ Read the contract Maria"


async def test_leftovers_of_earlier_days_stand_with_todays_and_tell_their_day(
    tmp_path: Path,
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.at(TUESDAY + timedelta(days=1))
        assert cockpit.rows(1)[:4] == ["#today", "T1", "T2", "T3"]
        assert cockpit.texts(1)[1] == "○ 1 Write launch mail Writing 45m was tue"
        await cockpit.go("T1")
        await cockpit.press("t")
        assert "↻1" in next(one for one in cockpit.texts(1) if "launch" in one)


async def test_a_due_within_the_day_counts_down_and_turns_late(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        edit_record(cockpit.workspace, "T2", {"due": format_instant(local("24 11:30"))})
        await cockpit.settled()
        assert cockpit.texts(1)[2] == "○ Plan the week in 1h 10m"
        await cockpit.at(local("24 11:45"))
        assert cockpit.texts(1)[2] == "▲ Plan the week late 15m"


async def test_a_task_put_into_a_later_block_waits_for_that(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        later = next(key for key in cockpit.rows(2) if key.startswith("B3@"))
        revise(cockpit.workspace, "T3", {"block": later}, "Into the afternoon")
        await cockpit.settled()
        assert "Answer the press" not in " ".join(cockpit.texts(2))

        await cockpit.at(local("24 14:05"))

        assert "└ Answer the press" in " ".join(cockpit.texts(2))


async def test_the_day_with_its_breaks_its_tasks_and_its_end(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        assert [one.strip() for one in cockpit.texts(2)] == [
            "09:00 Writing 2h ███░░░░░░░ 40m done",
            "├ Write launch mail 45m",
            "└ Answer the press 3h",
            "11:00  ── break ──",
            "11:30 Support 1h ░░░░░░░░░░",
            "12:30  ── free 1h 30m ──",
            # 45 m and 3 h wait for Writing; 40 m and 2 h are left of its blocks
            "14:00 Writing 2h ░░░░░░░░░░ ▲ over by 1h 05m",
            "16:00 Dentist 30m",
            "17:00  ── shut down ──",
        ]
        assert cockpit.edges(2)[0] == "planned 5h · done 40m"
        # 10 h wanted, 40 m done, 2 h 40 m still to come
        assert cockpit.edges(2)[1] == "▲ Writing: 3h 20m of 10h still possible"


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        ("24 08:30", None, "B1@2026-11-24"),
        ("24 11:10", "#break1100", "B2@2026-11-24"),
        ("24 13:00", "#break1230", "B3@2026-11-24"),
        ("24 16:45", "B5@2026-11-24", "#shut-down"),
        ("24 18:00", "#shut-down", None),
    ],
)
async def test_the_now_line_stands_between_what_was_and_what_comes(
    tmp_path: Path, moment: str, before: str | None, after: str | None
) -> None:
    async with small_cockpit(tmp_path, at=local(moment)) as cockpit:
        rows = [key for key in cockpit.rows(2) if "/" not in key]
        at = rows.index("#now")
        assert (rows[at - 1] if at else None) == before
        assert (rows[at + 1] if at + 1 < len(rows) else None) == after
        assert f"{moment[3:]}  ── now ──" in "\n".join(cockpit.texts(2))


async def test_within_a_block_there_is_no_now_line(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        assert "#now" not in cockpit.rows(2)


async def test_time_outside_the_blocks_has_a_row_of_its_own(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        from cockpit.actions.clocking import add_entry

        span = {
            "started": format_instant(local("24 08:00")),
            "stopped": format_instant(local("24 08:25")),
        }
        add_entry(cockpit.workspace, {"function": "F3", **span})
        await cockpit.settled()
        assert cockpit.rows(2)[-1] == "#outside"
        assert cockpit.texts(2)[-1].strip() == "outside blocks 25m"
        assert cockpit.edges(2)[0] == "planned 5h · done 1h 05m"


async def test_a_day_without_blocks_teaches(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path, at=local("28 10:00")) as cockpit:
        assert cockpit.rows(2) == []
        assert "No blocks today." in cockpit.screen
        assert "closed until mon 09:00" in cockpit.status


async def test_the_queue_stands_by_due_and_tells_what_is_left(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path, (200, 40)) as cockpit:
        assert cockpit.rows(3) == ["R5", "R2", "R1", "#waiting", "R3", "#unpromised", "R4"]
        # R2: four working hours from Monday 15:00 are Tuesday 11:00; R1: two from 9:30
        assert [one.split()[0] for one in cockpit.texts(3)[:3]] == ["▲", "◐", "●"]
        assert [one.rpartition("  ")[0] or one for one in cockpit.texts(3)[1:2]] == [
            "◐ R2 inquiry Bob Price of 500 stickers in 40m"
        ]
        assert cockpit.texts(3)[2].endswith("in 1h 10m")
        assert cockpit.texts(3)[0].endswith("late 22h")
        # of R6 (answered within an hour) and R7 (after seven) one promise was kept
        assert cockpit.edges(3) == ("next due in 40m", "met 50 % of 2 this month")


async def test_the_month_begins_anew(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path, at=local("30 10:00").replace(month=12, day=1)) as cockpit:
        assert cockpit.edges(3)[1] == "5 open"


async def test_contractors_stand_by_their_worst_signal(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        assert cockpit.rows(4) == ["C2", "A3", "C1", "A1", "A2"]
        assert cockpit.texts(4) == [
            "▲ Ivo late, not delivered",
            "└ ▲ Shop banner late, not delivered late 22h",
            "▲ Maria delivered 4 d ago: your verdict",
            "├ ▲ Logo as svg delivered: your verdict 4 d ago",
            "└ ○ Business cards draft, never sent 4 d ago",
        ]
        # a verdict on A1, and the draft A2 that was never sent
        assert cockpit.edges(4) == ("2 waiting on you", "2 people · 3 open")


async def test_silence_beyond_the_cadence_is_told_when_it_comes(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        add_record(cockpit.workspace, "contractor", {"name": "Olga", "cadence_days": 7})
        await cockpit.settled()
        assert cockpit.texts(4)[-1] == "○ Olga nothing in hand"
        await cockpit.at(TUESDAY + timedelta(days=8))
        assert "no word for 8 d (cadence 7, grace 2)" in "\n".join(cockpit.texts(4))


# -- the first frame -----------------------------------------------------------------------


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 8, 24])
async def test_the_first_rows_are_those_that_stand_there_later(tmp_path: Path, limit: int) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        move_to_day(cockpit.workspace, "T7", TUESDAY.date() + timedelta(days=1))
        await cockpit.settled()
        for number in (1, 3):
            pane = cockpit.main.panes[number - 1]
            whole, texts = cockpit.rows(number), cockpit.texts(number)
            pane.show_first(limit)
            head, head_texts = cockpit.rows(number), cockpit.texts(number)
            pane.show_all()
            assert head[: limit + 1] == whole[: limit + 1][: len(head)]
            assert head_texts[: limit + 1] == texts[: limit + 1][: len(head)]


async def test_what_was_crossed_off_today_does_not_push_the_rest_down_later(
    tmp_path: Path,
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        pane = cockpit.main.panes[0]
        pane.show_first(24)
        assert cockpit.rows(1)[:5] == ["#today", "T1", "T2", "T3", "T8"]
        assert cockpit.edges(1) == ("today 3 · 3h 45m", "7 open")
