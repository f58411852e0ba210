"""The promise check and the forecast on the owner's own records, and on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.forecast import first_break, foresee, mend_of
from cockpit.domain.promising.forecast import Break
from tests.command_line import CommandLine
from tests.tui.main_host import local, open_home

MONDAY = "2026-11-23T09:00:00+01:00"
"""9:00 in Berlin."""


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    """Support on Monday 14:00-15:00 and Wednesday 10:00-10:30, hours from 9 to 17."""
    run = CommandLine(own_home, MONDAY)
    for words in (
        ("hours", "add", "Mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9:00-17:00"),
        ("function", "add", "Support", "--kinds", "inquiry refund"),
        ("block", "add", "F1", "--weekday", "mon", "--start", "14:00", "--end", "15:00"),
        ("block", "add", "F1", "--weekday", "wed", "--start", "10:00", "--end", "10:30"),
        ("promise", "add", "inquiry", "--first-response", "8h"),
    ):
        ran = run(*words)
        assert ran.status == 0, (words, ran.err)
    return run


def ask(cockpit: CommandLine, count: int = 1, kind: str = "inquiry") -> None:
    for _each in range(count):
        assert cockpit("request", "add", "Paper?", "--customer", "Anna", "--kind", kind).status == 0


def forecast(cockpit: CommandLine) -> dict[str, Any]:
    ran = cockpit("request", "forecast", "--json")
    assert ran.status == 0, ran.err
    return ran.json


# -- the check -------------------------------------------------------------------------------


def test_a_promise_that_cannot_be_kept_is_told_with_the_gap(cockpit: CommandLine) -> None:
    ran = cockpit("promise", "check")

    assert ran.status == 0
    assert "cannot be kept" in ran.out
    assert (
        "inquiry, first response within 8h of working time: cannot be kept at any load. "
        "No block of Support from Wed 25 Nov 10:30 to Mon 30 Nov 14:00, 27h 30m of working time. "
        "The shortest that can be kept: 27h 31m." in ran.out
    )


def test_a_promise_that_can_be_kept_is_told(cockpit: CommandLine) -> None:
    assert cockpit("promise", "edit", "P1", "--first-response", "28h").status == 0

    (item,) = cockpit.items("promise", "check")

    assert (item["state"], item["shortest_minutes"]) == ("kept", 1651)
    assert "Every promise can be kept" in cockpit("promise", "check").out


def test_a_holiday_counts_its_block_for_nothing(cockpit: CommandLine) -> None:
    assert cockpit("hours", "edit", "H1", "--holidays", "2026-11-30").status == 0

    (item,) = cockpit.items("promise", "check")

    assert item["gap"] == {
        "from": "2026-11-25T09:30:00Z",
        "to": "2026-12-02T09:00:00Z",
        "minutes": 6.5 * 60 + 2 * 8 * 60 + 8 * 60 + 60,
    }


def test_a_kind_that_no_function_serves_is_told(cockpit: CommandLine) -> None:
    assert cockpit("promise", "add", "complaint", "--first-response", "2h").status == 0

    ran = cockpit("promise", "check")

    assert "complaint: no function serves it; `cockpit function edit" in ran.out
    assert "not served" in ran.out


def test_a_batch_without_time_is_told(cockpit: CommandLine) -> None:
    batch = "fri before thu 18:00 close 17:00"
    assert cockpit("promise", "add", "refund", "--resolution", batch).status == 0

    ran = cockpit("promise", "check")

    assert "between the cut-off Thu 26 Nov 18:00 and the close Fri 27 Nov 17:00" in ran.out
    assert "The last one before it ends Wed 25 Nov 10:30." in ran.out


def test_hours_that_are_not_there_are_a_sentence_and_no_error(cockpit: CommandLine) -> None:
    assert cockpit("hours", "add", "Shop", "--zone", "UTC", "--week", "sat 9:00-12:00").status == 0
    words = ("refund", "--first-response", "1h", "--hours", "H2")
    assert cockpit("promise", "add", *words).status == 0
    workspace = open_home(cockpit.home, local("23 09:00"))
    with workspace.transaction("gone"):
        workspace.table("hours").update({"closed_at": "2026-11-23T08:00:00Z"}, doc_ids=[2])
    workspace.close()

    ran = cockpit("promise", "check")

    assert ran.status == 0
    assert "refund: its hours H2 are not there; choose others." in ran.out


def test_without_promises_it_says_so(own_home: Path) -> None:
    ran = CommandLine(own_home, MONDAY)("promise", "check")

    assert (ran.status, ran.out) == (0, "")
    assert "Nothing is promised yet" in ran.err


# -- the forecast ----------------------------------------------------------------------------


def test_an_empty_queue_is_told(cockpit: CommandLine) -> None:
    assert cockpit("request", "forecast").out == "No open request has a due.\n"


def test_four_in_an_hour_are_kept_and_the_fifth_breaks(cockpit: CommandLine) -> None:
    ask(cockpit, 4)
    assert "All 4 open dues can be kept" in cockpit("request", "forecast").out

    ask(cockpit)

    found = forecast(cockpit)
    assert [(one["id"], one["short_minutes"]) for one in found["breaks"]] == [("R5", 15)]
    assert found["breaks"][0]["due"] == "2026-11-23T16:00:00Z"
    assert found["mend"] == {
        "function": "F1",
        "minutes": 15,
        "day": "2026-11-23",
        "free_minutes": 7 * 60,
    }
    told = cockpit("request", "forecast").out
    assert "R5 (inquiry, Anna) will break Mon 23 Nov 17:00: 15m short." in told
    assert "15m more of Support on Mon 23 Nov, before it is due, would mend it." in told


def test_an_appointment_takes_its_time_from_the_block(cockpit: CommandLine) -> None:
    ask(cockpit, 4)
    words = ("--weekday", "mon", "--start", "14:30", "--end", "14:40", "--label", "Dentist")
    assert cockpit("block", "add", *words).status == 0

    assert [one["short_minutes"] for one in forecast(cockpit)["breaks"]] == [10]


def test_what_is_past_of_a_block_serves_nobody(cockpit: CommandLine) -> None:
    ask(cockpit, 4)
    cockpit.now = "2026-11-23T14:20:00+01:00"

    assert [one["short_minutes"] for one in forecast(cockpit)["breaks"]] == [5, 20]


def test_what_waits_on_the_customer_is_left_out(cockpit: CommandLine) -> None:
    ask(cockpit, 5)
    assert cockpit("request", "wait", "R1").status == 0

    assert forecast(cockpit)["queued"] == 4
    assert forecast(cockpit)["breaks"] == []


def test_a_batch_is_due_at_its_close(cockpit: CommandLine) -> None:
    batch = "wed before 9:30 close 10:20"
    assert cockpit("promise", "add", "refund", "--resolution", batch).status == 0
    ask(cockpit, 6, "refund")

    found = forecast(cockpit)

    # an hour on Monday and 20 minutes on Wednesday are five, and five minutes
    assert [(one["id"], one["short_minutes"]) for one in found["breaks"]] == [("R6", 10)]
    assert found["breaks"][0]["due"] == "2026-11-25T09:20:00Z"


def test_a_kind_takes_what_its_tasks_took(cockpit: CommandLine) -> None:
    ask(cockpit, 4)
    assert cockpit("task", "add", "Look for paper", "--estimate", "20m").status == 0
    workspace = open_home(cockpit.home, local("23 09:00"))
    with workspace.transaction("link"):
        workspace.table("task").update({"request": "R1"}, doc_ids=[1])
    workspace.close()

    found = forecast(cockpit)

    assert found["usual_minutes"] == {"inquiry": 20.0}
    assert [one["short_minutes"] for one in found["breaks"]] == [20]
    assert "Counted with inquiry 20m" in found["sentences"][-1]


def test_a_kind_that_nobody_serves_is_no_break(cockpit: CommandLine) -> None:
    assert cockpit("promise", "add", "praise", "--first-response", "1h").status == 0
    ask(cockpit, 2, "praise")

    found = forecast(cockpit)

    assert (found["breaks"], found["unserved"]) == ([], {"praise": 2})
    assert found["sentences"][0].startswith("praise: no function serves it")


def test_late_ones_come_first_and_could_be_put_last(cockpit: CommandLine) -> None:
    cockpit.now = "2026-11-20T09:00:00+01:00"
    ask(cockpit)
    cockpit.now = MONDAY
    ask(cockpit, 4)

    told = cockpit("request", "forecast").out

    assert "Late already, and served first: 1." in told
    assert "With the late ones put last, all other dues can be kept." in told


def test_the_screen_finds_the_same_first_break_in_pieces(cockpit: CommandLine) -> None:
    ask(cockpit, 6)
    workspace = open_home(cockpit.home, local("23 09:00"))
    pieces = first_break(workspace, workspace.table("request").ranks(), workspace.live("request"))

    found: Break | None = None
    try:
        while True:
            next(pieces)
    except StopIteration as end:
        found = end.value

    assert found is not None
    assert found == foresee(workspace).forecast.first
    assert mend_of(workspace, found).free == 420
    workspace.close()
