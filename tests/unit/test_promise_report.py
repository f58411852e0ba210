"""The report on promises: shares with their doubt, lengths, and how old the backlog is."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.promise_report import length_words
from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.promising.clock import Target, Terms, clocks
from cockpit.domain.promising.report import Lengths, Report, Share, Told, report
from cockpit.domain.promising.report import _taken as taken
from cockpit.domain.promising.story import read_story
from tests.command_line import CommandLine

HOURS = BusinessCalendar(
    "Europe/Berlin", {day: [("09:00", "17:00")] for day in "mon tue wed thu fri".split()}
)
FOUR_HOURS = Terms(Target("working", 240), None, Target("calendar", 2880), None, "H1")


def at(written: str) -> datetime:
    """ "23 10:00" is in November 2026, Berlin time."""
    return datetime.fromisoformat(f"2026-11-{written.replace(' ', 'T')}:00+01:00")


def told(
    number: int, *events: str, kind: str = "inquiry", terms: Terms | None = FOUR_HOURS
) -> Told:
    """A request with events such as "reply 23 10:00"."""
    found: list[dict[str, Any]] = []
    for event in events:
        name, _, moment = event.partition(" ")
        found.append({"type": name, "at": at(moment).isoformat()})
    return Told(f"R{number}", kind, found, None, clocks(found, terms, HOURS), terms, HOURS)


def of(*requests: Told, since: str = "16 00:00", until: str = "24 00:00") -> Report:
    return report(requests, at(since), at(until), at("23 18:00"))


def test_a_request_counts_once_and_one_breach_is_enough() -> None:
    found = of(
        told(1, "received 23 09:00", "reply 23 10:00", "resolved 23 11:00"),
        told(2, "received 23 09:00", "reply 23 14:00"),
        told(3, "received 23 09:00"),
        told(4, "received 23 15:00"),
    )

    (kind,) = found.kinds
    assert kind.requests == Share(1, 3)
    assert kind.clocks == {"first": Share(1, 3), "resolution": Share(1, 1)}


def test_nothing_falls_once_a_request_was_archived() -> None:
    # both were put away on Monday; the due of the first had gone by on Friday
    late = told(1, "received 20 09:00")._replace(closed_at=at("23 09:30"))
    in_time = told(2, "received 23 09:00")._replace(closed_at=at("23 09:30"))

    (kind,) = of(late, in_time).kinds

    assert kind.requests == Share(0, 1)


def test_a_breach_falls_with_the_due_and_what_was_met_with_the_answer() -> None:
    requests = (
        # due Friday 13:00, answered on Monday
        told(1, "received 20 09:00", "reply 23 10:00"),
        told(2, "received 20 16:00", "reply 23 10:00"),
    )

    week_before = of(*requests, since="16 00:00", until="23 00:00")
    this_week = of(*requests, since="23 00:00", until="24 00:00")

    # the other kept its first response, but its two days were over on Sunday
    assert week_before.kinds[0].requests == Share(0, 2)
    assert week_before.kinds[0].clocks == {"first": Share(0, 1), "resolution": Share(0, 2)}
    assert this_week.kinds[0].requests == Share(1, 1)
    assert this_week.kinds[0].clocks["first"] == Share(1, 1)


@pytest.mark.parametrize(
    ("met", "n", "share", "interval"),
    [
        (0, 0, None, None),
        (4, 4, None, None),
        (5, 5, 1.0, (0.7527, 1.0)),
        (0, 5, 0.0, (0.0, 0.2473)),
    ],
)
def test_under_five_are_too_few_to_tell(
    met: int, n: int, share: float | None, interval: tuple[float, float] | None
) -> None:
    assert Share(met, n).share == share
    found = Share(met, n).interval
    assert found == (interval and pytest.approx(interval, abs=0.0001))


def test_lengths_are_working_time_where_the_promise_is() -> None:
    found = of(
        *(
            told(number, "received 20 16:00", f"reply 23 {9 + number:02}:00", "resolved 23 16:00")
            for number in range(1, 6)
        )
    )

    (kind,) = found.kinds
    # Friday 16:00 to Monday 10:00 are two working hours
    assert kind.first_response == Lengths("working", 5, 240.0, pytest.approx(336.0))
    assert kind.resolution == Lengths("calendar", 5, 72 * 60.0, 72 * 60.0)


def test_lengths_of_mixed_promises_are_plain_time() -> None:
    requests = [told(number, "received 23 09:00", "reply 23 10:00") for number in range(1, 5)]
    other = told(5, "received 23 09:00", "reply 23 10:00", terms=None)

    (kind,) = of(*requests, other).kinds

    assert (kind.first_response.measure, kind.first_response.n) == ("calendar", 5)


def test_lengths_under_five_are_not_told() -> None:
    (kind,) = of(told(1, "received 23 09:00", "reply 23 10:00")).kinds

    assert kind.first_response == Lengths("working", 1, None, None)


@pytest.mark.parametrize(
    ("calendar", "hours"),
    [(None, 5), (HOURS, 5)],
)
def test_time_spent_waiting_on_the_customer_is_left_out(
    calendar: BusinessCalendar | None, hours: int
) -> None:
    events = ("received 23 09:00", "waiting 23 10:00", "customer_message 23 12:00")
    run = read_story(told(1, *events, "resolved 23 16:00").events).runs[-1]

    assert taken(run, calendar) == timedelta(hours=hours)


def test_an_answer_while_waiting_takes_the_time_up_to_the_pause() -> None:
    run = read_story(
        told(1, "received 23 09:00", "waiting 23 10:00", "resolved 23 16:00").events
    ).runs[-1]

    assert taken(run, HOURS) == timedelta(hours=1)


def test_the_backlog_by_age_at_the_end_of_the_period() -> None:
    requests = (
        told(1, "received 23 09:00"),
        told(2, "received 22 18:00"),
        told(3, "received 16 18:00", "reply 16 19:00", "waiting 16 19:00"),
        told(4, "received 10 09:00", "resolved 20 10:00"),
        told(5, "received 10 09:00")._replace(closed_at=at("20 10:00")),
    )

    now = of(*requests).backlog
    friday = of(*requests, until="20 00:00").backlog

    assert [(band.from_days, band.open, band.waiting) for band in now.bands if band.open] == [
        (0, 1, 0),
        (1, 1, 0),
        (7, 1, 1),
    ]
    assert now.oldest == ("R3", 7)
    assert sum(band.open for band in friday.bands) == 3
    assert friday.oldest == ("R4", 9)


def test_nothing_at_all_is_a_report_too() -> None:
    found = of()

    assert (found.kinds, found.whole, found.backlog.oldest) == ([], Share(0, 0), None)


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    cockpit = CommandLine(own_home)
    cockpit("hours", "add", "mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9:00-17:00")
    cockpit("promise", "add", "inquiry", "--first-response", "4h")
    for number in range(1, 7):
        cockpit("request", "add", f"Question {number}", "--customer", "Anna")
        cockpit("request", "edit", f"R{number}", "--received", "2026-11-20 08:00")
        if number < 6:
            cockpit("request", "reply", f"R{number}", "--at", f"2026-11-20 {8 + number:02}:30")
    return cockpit


def test_the_report_on_the_command_line(cockpit: CommandLine) -> None:
    found = cockpit("request", "report", "--json").json

    (kind,) = found["kinds"]
    assert (kind["kind"], kind["met"], kind["n"], kind["share"]) == ("inquiry", 4, 6, 4 / 6)
    assert kind["interval"] == pytest.approx([0.4094, 0.8523], abs=0.0001)
    assert kind["first_response"] == {
        "measure": "working",
        "n": 5,
        "median": 150.0,
        "p90": pytest.approx(246.0),
    }
    assert (found["backlog"]["open"], found["backlog"]["oldest_days"]) == (6, 3)

    said = cockpit("request", "report").out
    assert "4 of 6" in said
    assert "67 % (41–85 %)" in said
    assert "2h 30m, 90 % in 4h 06m, working time" in said


def test_another_period_is_told_as_it_was(cockpit: CommandLine) -> None:
    found = cockpit(
        "request", "report", "--from", "2026-11-01", "--to", "2026-11-19", "--json"
    ).json

    assert (found["kinds"], found["backlog"]["open"]) == ([], 0)
    assert (found["from"], found["until"]) == ("2026-10-31T23:00:00Z", "2026-11-19T23:00:00Z")
    assert "nothing was due" in cockpit("request", "report", "--to", "2026-11-19").out


def test_a_period_can_be_said_in_words_also_to_promise_report(cockpit: CommandLine) -> None:
    said = cockpit("promise", "report", "last", "month")

    assert (said.status, said.err) == (0, "")
    assert "2026-10-01 – 2026-10-31" in said.out
    one = cockpit("request", "report", "2026-W48", "--json").json
    assert one["from"] == "2026-11-22T23:00:00Z"


def test_a_duplicate_is_counted_with_what_it_was_merged_into(cockpit: CommandLine) -> None:
    words = ("--customer", "Eva", "--kind", "gift", "--received", "2026-11-20 09:00")
    cockpit("promise", "add", "gift", "--first-response", "1h")
    first = cockpit("request", "add", "one", *words).id
    second = cockpit("request", "add", "the same", *words).id
    assert cockpit("request", "merge", first, second).status == 0

    kinds = {one["kind"]: one for one in cockpit("request", "report", "--json").json["kinds"]}

    assert (kinds["gift"]["met"], kinds["gift"]["n"]) == (0, 1)


@pytest.mark.parametrize(
    "words",
    [
        ("last", "month", "--from", "2026-11-20"),
        ("lst", "month"),
        ("--from", "2026-11-20", "--to", "2026-11-19"),
        ("--from", "soon"),
        ("--from", "2026-02-30"),
    ],
)
def test_a_period_that_cannot_be_is_wrong_use(cockpit: CommandLine, words: tuple[str, ...]) -> None:
    ran = cockpit("request", "report", *words)

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("\n") == 1


def test_lengths_are_written_in_one_way_whatever_their_measure() -> None:
    said = [length_words(Lengths(measure, 9, 100.0, 186.0)) for measure in ("working", "calendar")]
    assert said == ["1h 40m, 90 % in 3h 06m, working time", "1h 40m, 90 % in 3h 06m"]
