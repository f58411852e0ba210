"""How fast business time is, each figure beside a day-by-day walk of the same round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.figures import Figure, all_of, compared
from benchmarks.measures import Plan, Say
from cockpit.domain.business_time import BusinessCalendar, NoOpening
from cockpit.domain.promising.book import PromiseBook

ZONE = "Europe/Berlin"
HOURS = [("09:00", "12:30"), ("13:30", "17:30")]
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), HOURS)
HOLIDAYS = [date(year, 12, day) for year in range(2020, 2040) for day in (24, 25, 26, 31)]
START = datetime(2026, 1, 5, 8, tzinfo=UTC)
STARTS = [START + timedelta(minutes=37 * number) for number in range(10_000)]
FIVE_YEARS = 5 * 366

Add = Callable[[datetime, timedelta], datetime]
Job = Callable[[], object]


def figures(plan: Plan, homes: dict[int, Path], env: dict[str, str], say: Say) -> list[Figure]:
    """One figure per promise on speed; the walk's part of a long job is measured and scaled up."""
    say(f"business time, {plan.rounds} rounds")
    calendar = BusinessCalendar(ZONE, WEEK, HOLIDAYS)
    found = [
        _beside(
            plan,
            "10,000 dues, 8 working hours each",
            "ms",
            (partial(each, calendar.add, STARTS, timedelta(hours=8)), 1e3),
            (partial(each, walk, STARTS[::20], timedelta(hours=8)), 20e3),
            100,
        )
    ]
    for hours, some in ((1, 5), (40, 50), (4_000, 1_000)):
        length = timedelta(hours=hours)
        found.append(
            _beside(
                plan,
                f"one due, {hours:,} working hours ahead",
                "µs",
                (partial(each, calendar.add, STARTS, length), 1e6 / len(STARTS)),
                (partial(each, walk, STARTS[::some], length), 1e6 / len(STARTS[::some])),
                10,
            )
        )
    found.append(
        _beside(
            plan,
            "hours without an opening, refused",
            "ms",
            (lambda: _refused(BusinessCalendar(ZONE, {}).add), 1e3),
            (lambda: _refused(partial(walk, week={})), 1e3),
            50,
        )
    )
    return [*found, _whole_requests(plan, calendar)]


def walk(
    start: datetime, length: timedelta, week: dict[str, list[tuple[str, str]]] = WEEK
) -> datetime:
    """The same due found day by day, as business-time libraries commonly do."""
    zone, closed = ZoneInfo(ZONE), set(HOLIDAYS)
    day = start.astimezone(zone).date()
    for _day in range(FIVE_YEARS):
        for opens, closes in week.get(f"{day:%a}".lower(), ()) if day not in closed else ():
            opening = datetime.combine(day, time.fromisoformat(opens), zone).astimezone(UTC)
            closing = datetime.combine(day, time.fromisoformat(closes), zone).astimezone(UTC)
            begin = max(opening, start)
            if begin < closing:
                if begin + length <= closing:
                    return begin + length
                length -= closing - begin
        day += timedelta(days=1)
    raise NoOpening("no opening")


def each(add: Add, starts: list[datetime], length: timedelta) -> None:
    """Add a length to every start."""
    for start in starts:
        add(start, length)


def _refused(add: Add) -> None:
    try:
        add(START, timedelta(hours=8))
    except NoOpening:
        return
    raise AssertionError("hours without an opening have answered")


def _whole_requests(plan: Plan, calendar: BusinessCalendar) -> Figure:
    """All clocks of a request from its events, up to its place in the queue."""
    hours = {1: {"zone": ZONE, "week": WEEK, "holidays": [str(day) for day in HOLIDAYS]}}
    promise = {name: {"measure": "working", "minutes": 240} for name in TARGETS}
    requests = [_request(start, number) for number, start in enumerate(STARTS)]

    def ours() -> None:
        book = PromiseBook({1: {"kind": "inquiry", **promise}}, hours)
        for request in requests:
            book.rank(request)

    def floor() -> None:
        for start in STARTS[::20]:
            for _target in ("first_response", "resolution"):
                walk(start, timedelta(hours=4))

    figure = _beside(
        plan, "10,000 whole requests, from events to queue", "ms", (ours, 1e3), (floor, 20e3), None
    )
    return figure._replace(floor_name="walk of two dues each")


TARGETS = ("first_response", "next_response", "resolution")


def _request(start: datetime, number: int) -> dict[str, Any]:
    """One in three was answered, one in six waits on the customer."""
    told = ["received", *(["reply"] if not number % 3 else []), *(["waiting"] * (not number % 6))]
    events = [
        {"at": (start + timedelta(minutes=40 * place)).isoformat(), "type": event}
        for place, event in enumerate(told)
    ]
    return {"kind": "inquiry", "customer": f"customer {number}", "events": events}


def _beside(
    plan: Plan,
    what: str,
    unit: str,
    ours: tuple[Job, float],
    floor: tuple[Job, float],
    budget: float | None,
) -> Figure:
    """Both in turn, in every round; a job comes with the units of one second of it."""
    rounds: list[list[float]] = []
    floors: list[list[float]] = []
    for number in range(plan.rounds + 1):
        own, walked = (_took(job) * scale for job, scale in (ours, floor))
        if number:  # the first round warms what is remembered
            rounds.append([own])
            floors.append([walked])
    figure = compared(what, None, rounds, [floors], "day-by-day walk", None)
    return figure._replace(unit=unit, own_limit=budget, tail=max(all_of(rounds)))


def _took(job: Job) -> float:
    begun = perf_counter()
    job()
    return perf_counter() - begun
