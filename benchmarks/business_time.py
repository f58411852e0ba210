"""How fast business time is, each beside a day-by-day walk in the same run.

Run: python benchmarks/business_time.py
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from time import perf_counter
from zoneinfo import ZoneInfo

from cockpit.domain.business_time import BusinessCalendar, NoOpening
from cockpit.domain.promising.clock import Target, Terms, clocks, request_due

ZONE = "Europe/Berlin"
HOURS = [("09:00", "12:30"), ("13:30", "17:30")]
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), HOURS)
HOLIDAYS = [date(year, 12, day) for year in range(2024, 2034) for day in (24, 25, 26, 31)]
START = datetime(2026, 1, 5, 8, tzinfo=UTC)


def walk(start: datetime, length: timedelta) -> datetime:
    """The same due found day by day, as business-time libraries commonly do."""
    zone, closed = ZoneInfo(ZONE), set(HOLIDAYS)
    day = start.astimezone(zone).date()
    while True:
        if day.weekday() < 5 and day not in closed:
            for opens, closes in HOURS:
                opening = datetime.combine(day, time.fromisoformat(opens), zone).astimezone(UTC)
                closing = datetime.combine(day, time.fromisoformat(closes), zone).astimezone(UTC)
                begin = max(opening, start)
                if begin < closing:
                    if begin + length <= closing:
                        return begin + length
                    length -= closing - begin
        day += timedelta(days=1)


def best(run: Callable[[], object], times: int = 5) -> float:
    """The best of some runs, in seconds."""
    found = []
    for _again in range(times):
        begun = perf_counter()
        run()
        found.append(perf_counter() - begun)
    return min(found)


def each(
    add: Callable[[datetime, timedelta], datetime], starts: list[datetime], length: timedelta
) -> None:
    """Add a length to every start."""
    for start in starts:
        add(start, length)


def main() -> None:
    """Print one line per measure."""
    calendar = BusinessCalendar(ZONE, WEEK, HOLIDAYS)
    starts = [START + timedelta(minutes=37 * number) for number in range(10_000)]
    for hours in (1, 8, 40, 400, 4000):
        length = timedelta(hours=hours)
        assert calendar.add(START, length) == walk(START, length)
        ours = best(partial(each, calendar.add, starts, length)) / len(starts)
        few = starts[:: max(50, 10 * hours)]
        theirs = best(partial(each, walk, few, length), 2) / len(few)
        print(
            f"add {hours:5} h: {ours * 1e6:6.2f} µs   day-by-day walk {theirs * 1e6:9.1f} µs"
            f"   {theirs / ours:7.1f} times"
        )
    eight = timedelta(hours=8)
    ten_thousand = best(partial(each, calendar.add, starts, eight))
    print(f"10,000 dues: {ten_thousand * 1e3:.1f} ms")
    first = best(lambda: BusinessCalendar(ZONE, WEEK, HOLIDAYS).add(START, eight))
    print(f"a calendar made and asked once: {first * 1e3:.2f} ms")

    def refused() -> None:
        try:
            BusinessCalendar(ZONE, {}).add(START, eight)
        except NoOpening:
            return
        raise AssertionError

    print(f"hours without an opening refused in {best(refused) * 1e3:.2f} ms")
    terms = Terms(Target("working", 240), Target("working", 240), Target("working", 2400))
    events = [
        {"at": "2026-03-02T09:00:00Z", "type": "received"},
        {"at": "2026-03-02T11:00:00Z", "type": "reply"},
        {"at": "2026-03-03T11:00:00Z", "type": "customer_message"},
    ]
    per_request = best(
        lambda: [request_due(clocks(events, terms, calendar)) for _each in range(2000)]
    )
    print(f"all clocks of a request from its events: {per_request / 2000 * 1e6:.1f} µs")


if __name__ == "__main__":
    main()
