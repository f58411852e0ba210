"""Holidays are taken over by the name of a country, or from a calendar, and out again."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cockpit.actions.holidays import country_of, holidays_of, read_years, subdivision_of
from cockpit.errors import CockpitError, WrongUse
from cockpit.interchange.holiday_dates import holidays_in
from tests.command_line import CommandLine

WEEK = "mon-fri 9:00-17:00"


@pytest.fixture
def run(tmp_path: Path) -> CommandLine:
    cockpit = CommandLine(tmp_path / "home")
    cockpit("hours", "add", "Mine", "--zone", "Europe/Berlin", "--week", WEEK)
    return cockpit


def closed(run: CommandLine) -> list[str]:
    found: list[str] = run("hours", "show", "H1", "--json").json["holidays"]
    return found


@pytest.mark.parametrize("said", ["DE", "de", "DEU", "Germany", " germany "])
def test_a_country_is_known_by_code_and_name(said: str) -> None:
    assert country_of(said) == ("DE", "Germany")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Germny", r"'Germny'; did you mean .*Germany \(DE\)"),
        ("United", r"did you mean .*United"),
        ("XX", "as in Germany or DE"),
        ("", "as in Germany or DE"),
    ],
)
def test_an_unknown_country_is_told_with_the_nearest_names(said: str, told: str) -> None:
    with pytest.raises(WrongUse, match=told):
        country_of(said)


def test_a_part_is_known_by_code_and_name_and_others_are_told() -> None:
    germany = country_of("DE")
    assert subdivision_of(germany, "be") == subdivision_of(germany, "Berlin") == "BE"
    assert subdivision_of(germany, "Baden Wurttemberg") == "BW"
    with pytest.raises(WrongUse, match=r"no part 'Bavria'; choose from .*Bayern \(BY\)"):
        subdivision_of(germany, "Bavria")
    with pytest.raises(WrongUse, match="the same everywhere"):
        subdivision_of(country_of("Monaco"), "north")


def test_the_days_of_a_part_are_those_of_the_country_and_its_own() -> None:
    country, berlin = holidays_of("DE", None, [2026]), holidays_of("DE", "BE", [2026])

    assert berlin.keys() - country.keys() == {date(2026, 3, 8)}
    assert berlin[date(2026, 10, 3)] == "German Unity Day"


def test_years_that_are_not_known_are_told() -> None:
    with pytest.raises(WrongUse, match="Germany are known from"):
        holidays_of("DE", None, [1971])


@pytest.mark.parametrize(
    ("said", "years"),
    [(None, [2026, 2027]), ("2030", [2030]), ("2026-2028", [2026, 2027, 2028])],
)
def test_years(said: str | None, years: list[int]) -> None:
    assert list(read_years(said, 2026)) == years


@pytest.mark.parametrize("said", ["soon", "2028-2026", "26", "1500", "2026-2090", ""])
def test_years_that_are_none(said: str) -> None:
    with pytest.raises(WrongUse):
        read_years(said, 2026)


def test_a_country_is_taken_over_in_one_change_and_undone(run: CommandLine) -> None:
    run("hours", "edit", "H1", "--holidays", "2026-12-24, 2026-12-25")

    ran = run("hours", "holidays", "h1", "Germany", "--subdivision", "BE", "--years", "2026")

    assert ran.status == 0, ran.err
    assert "2026-10-03  Sat  German Unity Day" in ran.out
    assert "H1: of the holidays of Germany (BE) 2026 9 new, 1 were there already." in ran.err
    assert len(closed(run)) == 11
    assert closed(run)[-2:] == ["2026-12-25", "2026-12-26"]
    run("undo")
    assert closed(run) == ["2026-12-24", "2026-12-25"]


def test_they_are_taken_out_and_what_was_entered_by_hand_stays(run: CommandLine) -> None:
    run("hours", "edit", "H1", "--holidays", "2026-12-24")
    run("hours", "holidays", "H1", "DE")
    assert len(closed(run)) > 10

    ran = run("hours", "holidays", "H1", "DE", "--remove")

    assert "removed" in ran.err
    assert closed(run) == ["2026-12-24"]


def test_twice_is_as_once(run: CommandLine) -> None:
    run("hours", "holidays", "H1", "DE")
    before = closed(run)

    again = run("hours", "holidays", "H1", "DE", "--json")

    assert again.json["dates"] == []
    assert closed(run) == before


@pytest.mark.parametrize(
    "words",
    [["H1"], ["H1", "DE", "--from", "x.ics"], ["H9", "DE"], ["H1", "DE", "--subdivision", "QQ"]],
)
def test_what_cannot_be_is_told_and_nothing_is_written(run: CommandLine, words: list[str]) -> None:
    assert run("hours", "holidays", *words).status in (1, 2)
    assert closed(run) == []


CALENDAR = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//x//y//EN\r
BEGIN:VEVENT\r
UID:1\r
SUMMARY:Founders day\r
DTSTART;VALUE=DATE:20200504\r
RRULE:FREQ=YEARLY\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:2\r
SUMMARY:Between the years\r
DTSTART;VALUE=DATE:20261228\r
DTEND;VALUE=DATE:20270103\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:3\r
SUMMARY:Called off\r
STATUS:CANCELLED\r
DTSTART;VALUE=DATE:20260601\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:4\r
SUMMARY:Lunch\r
DTSTART:20260601T120000Z\r
DTEND:20260601T130000Z\r
END:VEVENT\r
END:VCALENDAR\r
"""


def test_a_calendar_gives_its_whole_days(run: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "closed.ics"
    file.write_text(CALENDAR)

    ran = run("hours", "holidays", "H1", "--from", str(file), "--years", "2026")

    assert closed(run) == ["2026-05-04", *(f"2026-12-{day}" for day in (28, 29, 30, 31))]
    assert "1 events with a time of day were left out" in ran.err
    assert "closed.ics 2026" in run("history").out


@pytest.mark.parametrize(
    "text", ["", "not a calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "<html></html>"]
)
def test_what_is_no_calendar_is_told(text: str) -> None:
    with pytest.raises(CockpitError, match="nothing was taken over"):
        holidays_in(text, range(2026, 2027))


def test_the_library_of_holidays_is_loaded_only_when_it_is_asked() -> None:
    code = "import cockpit.cli.verbs, sys; print('holidays' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == "False"
