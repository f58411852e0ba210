"""Business time: laws on random hours, and a second, brute-force implementation that agrees."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cockpit.domain.business_time import BusinessCalendar, NoOpening
from cockpit.domain.hours.intervals import OverlappingHours

ZONES = (
    "Africa/Cairo",
    "America/Havana",
    "America/New_York",
    "America/Santiago",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Europe/London",
    "Pacific/Auckland",
    "UTC",
)
CHANGES = (
    date(2026, 3, 8),
    date(2026, 3, 29),
    date(2026, 4, 5),
    date(2026, 4, 24),
    date(2026, 9, 6),
    date(2026, 9, 27),
    date(2026, 10, 4),
    date(2026, 10, 25),
    date(2026, 10, 29),
    date(2026, 11, 1),
)
"""Dates on which the clocks of these zones change."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE = timedelta(minutes=1)

Hours = list[tuple[str, str]]


def wall(minutes: int) -> str:
    """Minutes from midnight as "HH:MM"."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def hours_of_a_day(draw: st.DrawFn, night: bool = True) -> Hours:
    """Up to three intervals, in any order; the last may run past midnight."""
    cuts = draw(st.lists(st.integers(0, 95), max_size=6, unique=True).map(sorted))
    hours = [
        (wall(start * 15), wall(end * 15))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    if night and len(cuts) % 2 and draw(st.booleans()):
        hours.append((wall(cuts[-1] * 15), draw(st.sampled_from(["00:00", "24:00", "01:30"]))))
    return draw(st.permutations(hours))


dates = st.sampled_from(CHANGES).flatmap(
    lambda day: st.integers(-4, 4).map(lambda shift: day + timedelta(days=shift))
)


@st.composite
def parts(draw: st.DrawFn) -> tuple[str, dict[str, Hours], set[date], dict[date, Hours]]:
    """What a calendar is made of: at least one weekday with an hour."""
    week = {day: draw(hours_of_a_day()) for day in DAYS}
    if not any(week.values()):
        week["wed"] = [("02:00", "11:15")]
    holidays = draw(st.sets(dates, max_size=3))
    exceptions = draw(st.dictionaries(dates, hours_of_a_day(), max_size=3))
    return draw(st.sampled_from(ZONES)), week, holidays, exceptions


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    """A calendar of random hours in one of a dozen zones."""
    try:
        return BusinessCalendar(*draw(parts()))
    except OverlappingHours:
        assume(False)
        raise


moments = st.builds(
    lambda day, second: datetime.combine(day, time(), UTC) + timedelta(seconds=second),
    dates,
    st.integers(-86_400, 86_400),
)
lengths = st.integers(1, 400_000).map(lambda seconds: timedelta(seconds=seconds))


class MinuteWalk:
    """The same rules without a table: the set of open minutes, walked one after the other."""

    def __init__(
        self,
        zone: str,
        week: dict[str, Hours],
        holidays: set[date],
        exceptions: dict[date, Hours],
        around: date,
    ) -> None:
        """Mark the open minutes of the 30 days around a date."""
        self.open: set[datetime] = set()
        for shift in range(-30, 31):
            day = around + timedelta(days=shift)
            hours = exceptions.get(day, [] if day in holidays else week[DAYS[day.weekday()]])
            for start, end in hours:
                minute = self._instant(zone, day, start)
                closing = self._instant(zone, day if end > start else day + timedelta(1), end)
                while minute < closing:
                    self.open.add(minute)
                    minute += MINUTE

    @staticmethod
    def _instant(zone: str, day: date, at: str) -> datetime:
        if at == "24:00":
            day, at = day + timedelta(1), "00:00"
        return datetime.combine(day, time.fromisoformat(at), ZoneInfo(zone)).astimezone(UTC)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The open minutes from `start` up to `end`."""
        count = 0
        while start < end:
            count += start in self.open
            start += MINUTE
        return count * MINUTE

    def add(self, start: datetime, minutes: int) -> datetime:
        """The end of the last of so many open minutes."""
        while minutes:
            minutes -= start in self.open
            start += MINUTE
        return start

    def subtract(self, end: datetime, minutes: int) -> datetime:
        """The beginning of the first of so many open minutes before `end`."""
        while minutes:
            end -= MINUTE
            minutes -= end in self.open
        return end


@settings(deadline=None, max_examples=80)
@given(parts(), moments, st.integers(1, 900), st.integers(0, 4000))
def test_a_minute_walk_agrees(
    made_of: tuple[str, dict[str, Hours], set[date], dict[date, Hours]],
    moment: datetime,
    minutes: int,
    span: int,
) -> None:
    """Given random hours near a change of clocks, when both count, then they agree."""
    try:
        calendar = BusinessCalendar(*made_of)
    except OverlappingHours:
        assume(False)
    start = moment.replace(second=0)
    walk = MinuteWalk(*made_of, around=start.date())
    week = 7 * 24 * 60 * MINUTE
    minutes = min(minutes, walk.between(start, start + 3 * week) // MINUTE)
    minutes = min(minutes, walk.between(start - 3 * week, start) // MINUTE)
    assume(minutes)
    end = start + span * MINUTE
    assert calendar.between(start, end) == walk.between(start, end)
    assert calendar.add(start, minutes * MINUTE) == walk.add(start, minutes)
    assert calendar.subtract(start, minutes * MINUTE) == walk.subtract(start, minutes)
    assert calendar.is_open(start) == (start in walk.open)


@given(calendars(), moments, lengths)
def test_between_is_the_inverse_of_add(
    calendar: BusinessCalendar, start: datetime, length: timedelta
) -> None:
    """Given a length added, when counted back, then it is the same, one second less is not."""
    due = calendar.add(start, length)
    assert calendar.between(start, due) == length
    assert calendar.between(start, due - timedelta(seconds=1)) < length


@given(calendars(), moments, lengths)
def test_subtract_is_the_mirror_of_add(
    calendar: BusinessCalendar, end: datetime, length: timedelta
) -> None:
    """Given a length taken back, when counted, then it is the same, one second later is not."""
    start = calendar.subtract(end, length)
    assert calendar.between(start, end) == length
    assert calendar.between(start + timedelta(seconds=1), end) < length
    assert calendar.is_open(start)


@given(calendars(), moments, lengths, lengths)
def test_add_in_two_steps_is_add_in_one(
    calendar: BusinessCalendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    """Given two lengths, when added one after the other, then it is as both at once."""
    assert calendar.add(start, one + other) == calendar.add(calendar.add(start, one), other)


@given(parts(), moments, lengths, st.data())
def test_splitting_and_permuting_changes_nothing(
    made_of: tuple[str, dict[str, Hours], set[date], dict[date, Hours]],
    start: datetime,
    length: timedelta,
    data: st.DataObject,
) -> None:
    """Given hours, when an interval is split in two touching ones, then no answer changes."""
    zone, week, holidays, exceptions = made_of
    split = {day: data.draw(st.permutations(hours)) for day, hours in week.items()}
    for day, hours in split.items():
        for index, (opens, closes) in enumerate(hours):
            if opens < "12:00" < closes:
                split[day] = [
                    *hours[:index],
                    ("12:00", closes),
                    (opens, "12:00"),
                    *hours[index + 1 :],
                ]
    try:
        whole = BusinessCalendar(zone, week, holidays, exceptions)
    except OverlappingHours:
        assume(False)
    pieces = BusinessCalendar(zone, split, holidays, exceptions)
    assert pieces.add(start, length) == whole.add(start, length)
    assert pieces.explain(start, length) == whole.explain(start, length)


@given(parts(), moments, lengths, dates)
def test_a_holiday_never_makes_a_due_earlier(
    made_of: tuple[str, dict[str, Hours], set[date], dict[date, Hours]],
    start: datetime,
    length: timedelta,
    holiday: date,
) -> None:
    """Given hours, when a holiday is added, then no due comes earlier."""
    zone, week, holidays, exceptions = made_of
    try:
        before = BusinessCalendar(zone, week, holidays, exceptions)
    except OverlappingHours:
        assume(False)
    after = BusinessCalendar(zone, week, {*holidays, holiday}, exceptions)
    assert after.add(start, length) >= before.add(start, length)


@given(calendars(), moments, lengths)
def test_the_parts_of_an_explanation_add_up(
    calendar: BusinessCalendar, start: datetime, length: timedelta
) -> None:
    """Given a due, when it is explained, then the parts are the length and within the hours."""
    rows = calendar.explain(start, length)
    assert sum((row.counted for row in rows), timedelta()) == length
    assert all(timedelta() < row.counted <= row.closed - row.opened for row in rows)
    assert [row.opened for row in rows] == sorted(row.opened for row in rows)
    for row in rows:
        assert (row.opened, row.closed) in calendar.hours_on(row.day)


@given(calendars(), moments)
def test_next_opening_is_the_first_open_moment(calendar: BusinessCalendar, at: datetime) -> None:
    """Given a moment, when the next opening is told, then it is open and all before it closed."""
    opening = calendar.next_opening(at)
    assert opening >= at
    assert calendar.is_open(opening)
    assert calendar.between(at, opening) == timedelta()
    assert calendar.add(at, timedelta()) == opening


@given(parts(), st.lists(st.tuples(moments, lengths), min_size=2, max_size=6))
def test_answers_do_not_depend_on_earlier_questions(
    made_of: tuple[str, dict[str, Hours], set[date], dict[date, Hours]],
    questions: list[tuple[datetime, timedelta]],
) -> None:
    """Given one calendar asked many things, when a fresh one is asked each, then they agree."""
    try:
        asked = BusinessCalendar(*made_of)
    except OverlappingHours:
        assume(False)
    for moment, length in questions:
        fresh = BusinessCalendar(*made_of)
        far = moment - timedelta(days=900)
        assert asked.add(far, length) == fresh.add(far, length)
        assert asked.subtract(moment, length) == BusinessCalendar(*made_of).subtract(moment, length)


@given(st.sets(st.integers(0, 4000), max_size=4), st.integers(0, 4000))
def test_few_openings_end_or_error_but_never_loop(days: set[int], length: int) -> None:
    """Given openings on a few dates, when a due is asked for, then it is told or refused."""
    first = date(2020, 1, 1)
    calendar = BusinessCalendar(
        "Europe/Berlin",
        {},
        (),
        {first + timedelta(days=day): [("10:00", "11:00")] for day in days},
    )
    start = datetime(2020, 1, 1, tzinfo=UTC)
    try:
        due = calendar.add(start, timedelta(minutes=length))
    except NoOpening:
        within = any(day <= 1829 for day in days)
        assert length > 60 * len(days) or not within or max(days) > 1829
    else:
        assert calendar.between(start, due) == timedelta(minutes=length)
