"""Dates of quick add: phrases in English and Spanish, at a moment, in a zone."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.quick_add import parse, preview
from cockpit.errors import WrongUse

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 14, 49, 7, tzinfo=BERLIN)


def due(phrase: str, now: datetime = MONDAY, day_end: time = time(4)) -> str:
    """The due of `Report <phrase>` in local words: a date, or a date and a time."""
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    parsed = parse(f"Report {phrase}", now=now, zone=zone, day_end=day_end)
    assert parsed.fields["title"] == "Report", parsed.fields
    local = datetime.fromisoformat(parsed.fields["due"]).astimezone(zone)
    if parsed.fields.get("due_is_date"):
        assert f"{local:%H:%M:%S}" == "23:59:59"
        return f"{local:%Y-%m-%d}"
    assert local.second == 0
    return f"{local:%Y-%m-%d %H:%M}"


ENGLISH = [
    ("by today", "2026-11-23"),
    ("by tonight", "2026-11-23"),
    ("by tonight 21:30", "2026-11-23 21:30"),
    ("by this evening", "2026-11-23 18:00"),
    ("by tomorrow", "2026-11-24"),
    ("by tomorrow 9am", "2026-11-24 09:00"),
    ("by tomorrow morning", "2026-11-24 09:00"),
    ("by tomorrow at noon", "2026-11-24 12:00"),
    ("by day after tomorrow", "2026-11-25"),
    ("by the day after tomorrow", "2026-11-25"),
    ("by mon", "2026-11-30"),
    ("by Monday", "2026-11-30"),
    ("by tue", "2026-11-24"),
    ("by fri", "2026-11-27"),
    ("by friday", "2026-11-27"),
    ("by Friday.", "2026-11-27"),
    ("by sun", "2026-11-29"),
    ("by fri 16:00", "2026-11-27 16:00"),
    ("by fri at 16:00", "2026-11-27 16:00"),
    ("by fri 4pm", "2026-11-27 16:00"),
    ("by fri 4 pm", "2026-11-27 16:00"),
    ("by fri 4:30 p.m.", "2026-11-27 16:30"),
    ("by fri 12am", "2026-11-27 00:00"),
    ("by fri 12pm", "2026-11-27 12:00"),
    ("by fri at 9", "2026-11-27 09:00"),
    ("by fri 16h", "2026-11-27 16:00"),
    ("by fri 16h30", "2026-11-27 16:30"),
    ("by fri afternoon", "2026-11-27 15:00"),
    ("by fri midnight", "2026-11-28 00:00"),
    ("by fri 24:00", "2026-11-28 00:00"),
    ("by 16:00 fri", "2026-11-27 16:00"),
    ("by noon tomorrow", "2026-11-24 12:00"),
    ("by this friday", "2026-11-27"),
    ("by this mon", "2026-11-23"),
    ("by next fri", "2026-12-04"),
    ("by next mon", "2026-11-30"),
    ("by fri next week", "2026-12-04"),
    ("by fri 27 nov", "2026-11-27"),
    ("by Friday, 27 November 2026", "2026-11-27"),
    ("by fri 27", "2026-11-27"),
    ("by in 3 days", "2026-11-26"),
    ("by in two weeks", "2026-12-07"),
    ("by in 2w", "2026-12-07"),
    ("by in a month", "2026-12-23"),
    ("by in 3 months", "2027-02-23"),
    ("by in 1 year", "2027-11-23"),
    ("by in 2 hours", "2026-11-23 16:50"),
    ("by in 30 minutes", "2026-11-23 15:20"),
    ("by in half an hour", "2026-11-23 15:20"),
    ("by 27 nov", "2026-11-27"),
    ("by 27th November", "2026-11-27"),
    ("by 27th of november", "2026-11-27"),
    ("by nov 27", "2026-11-27"),
    ("by Nov. 27", "2026-11-27"),
    ("by nov 27th, 2027", "2027-11-27"),
    ("by 27nov", "2026-11-27"),
    ("by 27 nov 16:00", "2026-11-27 16:00"),
    ("by nov 23", "2026-11-23"),
    ("by nov 22", "2027-11-22"),
    ("by 3 mar", "2027-03-03"),
    ("by 3 mar 2026", "2026-03-03"),
    ("by 29 feb 2028", "2028-02-29"),
    ("by the 27th", "2026-11-27"),
    ("by the 5th", "2026-12-05"),
    ("by the 31st", "2026-12-31"),
    ("by 27/11", "2026-11-27"),
    ("by 5/12", "2026-12-05"),
    ("by 27/11/26", "2026-11-27"),
    ("by 27/11/2027", "2027-11-27"),
    ("by 27.11.", "2026-11-27"),
    ("by 27.11.2027", "2027-11-27"),
    ("by 27-11-2026", "2026-11-27"),
    ("by 2026-11-27", "2026-11-27"),
    ("by 2026-11-27 16:00", "2026-11-27 16:00"),
    ("by 2026-11-27T16:00", "2026-11-27 16:00"),
    ("by 2026-11-27T16:00Z", "2026-11-27 17:00"),
    ("by 2026-11-27T16:00+05:30", "2026-11-27 11:30"),
    ("by 2020-01-31", "2020-01-31"),
    ("by 2026-W48", "2026-11-29"),
    ("by eod", "2026-11-23"),
    ("by eow", "2026-11-29"),
    ("by end of week", "2026-11-29"),
    ("by the end of the week", "2026-11-29"),
    ("by end of next week", "2026-12-06"),
    ("by eom", "2026-11-30"),
    ("by end of month", "2026-11-30"),
    ("by end of next month", "2026-12-31"),
    ("by end of january", "2027-01-31"),
    ("by eoy", "2026-12-31"),
    ("by this week", "2026-11-29"),
    ("by next week", "2026-11-30"),
    ("by next month", "2026-12-01"),
    ("by next year", "2027-01-01"),
    ("by 16:00", "2026-11-23 16:00"),
    ("by 14:49", "2026-11-24 14:49"),
    ("by 9:00", "2026-11-24 09:00"),
    ("by 4pm", "2026-11-23 16:00"),
    ("by noon", "2026-11-24 12:00"),
    ("by midnight", "2026-11-24 00:00"),
    ("due:fri", "2026-11-27"),
    ("due:2026-11-27", "2026-11-27"),
    ('due:"fri 16:00"', "2026-11-27 16:00"),
    ("due:fri 16:00", "2026-11-27 16:00"),
    ('by "next fri 16:00"', "2026-12-04 16:00"),
    ("by 3 days from now", "2026-11-26"),
    ("by 2 weeks after friday", "2026-12-11"),
]

SPANISH = [
    ("para hoy", "2026-11-23"),
    ("para esta noche", "2026-11-23"),
    ("para esta tarde", "2026-11-23 15:00"),
    ("para mañana", "2026-11-24"),
    ("para manana", "2026-11-24"),
    ("para mañana por la mañana", "2026-11-24 09:00"),
    ("para pasado mañana", "2026-11-25"),
    ("para el lunes", "2026-11-30"),
    ("para el viernes", "2026-11-27"),
    ("para viernes", "2026-11-27"),
    ("para el miércoles", "2026-11-25"),
    ("PARA EL SÁBADO", "2026-11-28"),
    ("para este lunes", "2026-11-23"),
    ("para el próximo viernes", "2026-11-27"),
    ("para el viernes que viene", "2026-11-27"),
    ("para el viernes próximo", "2026-11-27"),
    ("para el viernes a las 16:00", "2026-11-27 16:00"),
    ("para el viernes a las 16", "2026-11-27 16:00"),
    ("para el viernes 16h", "2026-11-27 16:00"),
    ("para el viernes al mediodía", "2026-11-27 12:00"),
    ("para el viernes a las 4 de la tarde", "2026-11-27 16:00"),
    ("para el viernes a las 9 de la mañana", "2026-11-27 09:00"),
    ("para el viernes a las 12 de la noche", "2026-11-28 00:00"),
    ("para el viernes por la tarde", "2026-11-27 15:00"),
    ("para en 3 días", "2026-11-26"),
    ("para dentro de 2 semanas", "2026-12-07"),
    ("para dentro de un mes", "2026-12-23"),
    ("para dentro de 2 horas", "2026-11-23 16:50"),
    ("para dentro de media hora", "2026-11-23 15:20"),
    ("para el 27 de noviembre", "2026-11-27"),
    ("para el 27 de noviembre de 2027", "2027-11-27"),
    ("para el 27", "2026-11-27"),
    ("para el 5", "2026-12-05"),
    ("para 3 ene", "2027-01-03"),
    ("para el 27/11", "2026-11-27"),
    ("para las 16:00", "2026-11-23 16:00"),
    ("para la 1:00", "2026-11-24 01:00"),
    ("para mediodía", "2026-11-24 12:00"),
    ("para fin de mes", "2026-11-30"),
    ("para finales de mes", "2026-11-30"),
    ("para fin de año", "2026-12-31"),
    ("para finales de enero", "2027-01-31"),
    ("para esta semana", "2026-11-29"),
    ("para la próxima semana", "2026-11-30"),
    ("para la semana que viene", "2026-11-30"),
    ("para el próximo mes", "2026-12-01"),
    ("para el mes que viene", "2026-12-01"),
    ("antes del viernes", "2026-11-27"),
    ("antes del 27 de noviembre", "2026-11-27"),
    ("antes del 27", "2026-11-27"),
    ("antes de mañana", "2026-11-24"),
    ("antes de las 16:00", "2026-11-23 16:00"),
    ("antes del mediodía", "2026-11-24 12:00"),
]


@pytest.mark.parametrize(("phrase", "expected"), ENGLISH + SPANISH)
def test_a_phrase_is_a_due(phrase: str, expected: str) -> None:
    assert due(phrase) == expected


PLANNED = [
    ("on thu", "2026-11-26"),
    ("on Thursday", "2026-11-26"),
    ("on mon", "2026-11-30"),
    ("on today", "2026-11-23"),
    ("on tomorrow", "2026-11-24"),
    ("on the 27th", "2026-11-27"),
    ("on 2026-12-01", "2026-12-01"),
    ("el jueves", "2026-11-26"),
    ("el próximo jueves", "2026-11-26"),
    ("el 27 de noviembre", "2026-11-27"),
    ("el 27", "2026-11-27"),
    ("on this week", "2026-W48"),
    ("on next week", "2026-W49"),
    ("on 2027-W01", "2027-W01"),
]


@pytest.mark.parametrize(("phrase", "expected"), PLANNED)
def test_a_phrase_is_a_planned_day_or_week(phrase: str, expected: str) -> None:
    fields = parse(f"Report {phrase}", now=MONDAY, zone=BERLIN).fields
    place = "week" if "W" in expected else "day"
    assert fields == {"title": "Report", "place": place, place: expected}


@pytest.mark.parametrize("day", range(7))
def test_a_bare_weekday_is_one_to_seven_days_ahead(day: int) -> None:
    now = datetime(2026, 11, 23 + day, 10, tzinfo=BERLIN)
    for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun")):
        found = datetime.fromisoformat(due(f"by {name}", now))
        ahead = (found.date() - now.date()).days
        assert found.weekday() == number
        assert 1 <= ahead <= 7


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("by feb 30", "'feb 30': February has no day 30"),
        ("by 30 February", "'30 February': February has no day 30"),
        ("by 30 de febrero", "'30 de febrero': February has no day 30"),
        ("by 31/11", "'31/11': November has no day 31"),
        ("by 31.4.", "'31.4.': April has no day 31"),
        ("by 11/27", "'11/27': dates are day/month, and no month is 27"),
        ("by 2026-13-01", "no month is 13"),
        ("by 2026-02-29", "'2026-02-29': February 2026 has no day 29"),
        ("by feb 29", "'feb 29': 2027 is not a leap year"),
        ("by 2026-W54", "'2026-W54': that year has no such week"),
        ("by 25:00", "'25:00': a day has 24 hours"),
        ("by fri 16:75", "'16:75': a day has 24 hours"),
        ("by 13pm", "'13pm': such hours go from 1 to 12"),
        ("by 2026-11-27T25:00", "a day has 24 hours"),
        ("by thu 27 nov", "'thu 27 nov': 2026-11-27 is not that weekday"),
        ("by 0001-01-01", "the year must lie between 1970 and 2999"),
        ("by in 9999 years", "'in 9999 years': it is too far away"),
        ("by in 3000 years", "'in 3000 years': it is too far away"),
        ("on feb 30", "'feb 30'"),
        ("el 31 de abril", "'31 de abril'"),
        ("wait:@maria:2026-02-30", "'2026-02-30'"),
    ],
)
def test_a_bad_date_is_refused_by_name_and_the_preview_tells_it(phrase: str, reason: str) -> None:
    with pytest.raises(WrongUse) as refused:
        parse(f"Report {phrase}", now=MONDAY, zone=BERLIN)
    shown = preview(f"Report {phrase}", now=MONDAY, zone=BERLIN)
    assert reason in str(refused.value)
    assert shown.problems == [str(refused.value)]
    assert shown.fields["title"] == f"Report {phrase}"


LATE_NIGHT = datetime(2026, 11, 24, 1, 30, tzinfo=BERLIN)  # still Monday's business day


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("by today", "2026-11-23"),
        ("by tomorrow", "2026-11-24"),
        ("by tue", "2026-11-24"),
        ("by mon", "2026-11-30"),
        ("by 02:00", "2026-11-24 02:00"),
        ("by 16:00", "2026-11-24 16:00"),
        ("by today 02:00", "2026-11-24 02:00"),
        ("by today 16:00", "2026-11-24 16:00"),
        ("by in 1 hour", "2026-11-24 02:30"),
    ],
)
def test_after_midnight_today_is_still_the_evening_before(phrase: str, expected: str) -> None:
    assert due(phrase, LATE_NIGHT) == expected


def test_a_day_that_ends_at_midnight_has_no_night_before() -> None:
    assert due("by today", LATE_NIGHT, time(0)) == "2026-11-24"
    assert due("by tue", LATE_NIGHT, time(0)) == "2026-12-01"


def test_small_hours_of_today_are_the_coming_night() -> None:
    assert due("by tonight 01:00") == "2026-11-24 01:00"


@pytest.mark.parametrize(
    ("zone", "today"),
    [
        ("Pacific/Auckland", "2026-11-24"),
        ("Asia/Kolkata", "2026-11-24"),
        ("UTC", "2026-11-23"),
        ("America/Los_Angeles", "2026-11-23"),
    ],
)
def test_the_owners_zone_decides_what_today_is(zone: str, today: str) -> None:
    now = datetime(2026, 11, 23, 23, tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert due("by today", now) == today


def test_a_time_in_the_dst_gap_moves_forward_by_the_gap() -> None:
    now = datetime(2026, 3, 28, 12, tzinfo=BERLIN)
    assert due("by tomorrow 02:30", now) == "2026-03-29 03:30"


def test_a_time_that_comes_twice_is_the_first() -> None:
    now = datetime(2026, 10, 24, 12, tzinfo=BERLIN)
    fields = parse("x by tomorrow 02:30", now=now, zone=BERLIN).fields
    assert fields["due"] == "2026-10-25T00:30:00Z"


def test_hours_from_now_are_elapsed_hours() -> None:
    now = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)
    assert due("by in 1 hour", now) == "2026-03-29 03:30"


def test_a_date_is_due_at_its_last_second_where_midnight_falls_into_the_change() -> None:
    havana = ZoneInfo("America/Havana")  # at 01:00 on 2026-11-01 the clock goes back to 00:00
    now = datetime(2026, 10, 30, 12, tzinfo=havana)
    fields = parse("x by 31 oct", now=now, zone=havana).fields
    assert fields["due"] == "2026-11-01T03:59:59Z"


def test_a_bare_time_beside_a_planned_day_is_that_days() -> None:
    for line in ("x on thu by 16:00", "x by 16:00 on thu"):
        fields = parse(line, now=MONDAY, zone=BERLIN).fields
        assert (fields["day"], fields["due"]) == ("2026-11-26", "2026-11-26T15:00:00Z")
