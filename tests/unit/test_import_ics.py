"""Calendars become blocks, overrides and tasks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.days.block_days import BlockBook
from cockpit.domain.records import MODELS
from cockpit.errors import CockpitError
from cockpit.interchange.ics import parse
from cockpit.interchange.report import Parsed

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
BERLIN = "Europe/Berlin"


def calendar(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", ""])


def event(*lines: str, uid: str = "e1") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "SUMMARY:Stand-up", *lines, "END:VEVENT"])


def read(*lines: str, zone: str = BERLIN) -> Parsed:
    return checked(parse(calendar(*lines), now=NOW, zone=zone))


def checked(parsed: Parsed) -> Parsed:
    for one in parsed.proposals:
        body = {"created_at": "2026-11-23T08:00:00Z", **one.initial, **one.body, "uid": one.uid}
        if "block" in one.links:
            body["block"] = "B1"
        MODELS[one.table].of("", body)
    return parsed


def body_of(*lines: str, zone: str = BERLIN) -> dict[str, Any]:
    parsed = read(event(*lines), zone=zone)
    assert [one.reason for one in parsed.skipped] == []
    assert len(parsed.proposals) == 1
    return parsed.proposals[0].body


def reason(*lines: str) -> str:
    parsed = read(event(*lines), event("DTSTART:20261124T100000", uid="good"))
    assert [one.uid for one in parsed.proposals] == ["good"]
    assert parsed.read == 2
    assert len(parsed.skipped) == 1
    return parsed.skipped[0].reason


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("DTSTART:20261124T090000", "DTEND:20261124T103000"),
            ("2026-11-24", "09:00", "10:30", 1, None, True),
        ),
        (
            ("DTSTART:20261124T090000", "DURATION:PT1H30M"),
            ("2026-11-24", "09:00", "10:30", 1, None, True),
        ),
        (
            ("DTSTART;TZID=America/New_York:20261124T090000", "DURATION:PT1H"),
            ("2026-11-24", "09:00", "10:00", 1, "America/New_York", True),
        ),
        (
            ("DTSTART:20261124T233000Z", "DTEND:20261125T003000Z"),
            ("2026-11-25", "00:30", "01:30", 1, None, True),
        ),
        (
            ("DTSTART:20261124T220000", "DTEND:20261125T000000"),
            ("2026-11-24", "22:00", "24:00", 1, None, True),
        ),
        (
            ("DTSTART:20261124T220000", "DTEND:20261125T060000"),
            ("2026-11-24", "22:00", "06:00", 1, None, True),
        ),
        (
            ("DTSTART:20261124T220000", "DTEND:20261127T060000"),
            ("2026-11-24", "22:00", "06:00", 4, None, True),
        ),
        (
            ("DTSTART:20261124T090000", "DTEND:20261125T100000"),
            ("2026-11-24", "09:00", "10:00", 2, None, True),
        ),
        (
            ("DTSTART;VALUE=DATE:20261124",),
            ("2026-11-24", "00:00", "24:00", 1, None, False),
        ),
        (
            ("DTSTART;VALUE=DATE:20261124", "DTEND;VALUE=DATE:20261127", "TRANSP:OPAQUE"),
            ("2026-11-24", "00:00", "24:00", 3, None, True),
        ),
        (
            ("DTSTART:20261124T090000", "DURATION:PT1H", "TRANSP:TRANSPARENT"),
            ("2026-11-24", "09:00", "10:00", 1, None, False),
        ),
        (
            ("DTSTART:20261124T090000",),
            ("2026-11-24", "09:00", "09:01", 1, None, False),
        ),
        (
            ("DTSTART;TZID=America/New_York:20261124T090000", "DTEND:20261124T160000Z"),
            ("2026-11-24", "09:00", "11:00", 1, "America/New_York", True),
        ),
        (
            ("DTSTART;VALUE=DATE:20261124T090000", "DTEND;VALUE=DATE:20261124T100000"),
            ("2026-11-24", "09:00", "10:00", 1, None, True),
        ),
    ],
)
def test_a_single_event_is_an_added_override(
    lines: tuple[str, ...], expected: tuple[object, ...]
) -> None:
    body = body_of(*lines)
    assert body["action"] == "add"
    names = ("date", "start", "end", "days", "zone", "busy")
    assert tuple(body[name] for name in names) == expected


def test_a_rule_is_one_block() -> None:
    parsed = read(
        event(
            "DTSTART;TZID=Europe/Berlin:20261123T090000",
            "DTEND;TZID=Europe/Berlin:20261123T093000",
            "RRULE:FREQ=WEEKLY;UNTIL=20261231T080000Z;BYDAY=MO, WE",
            "EXDATE;TZID=Europe/Berlin:20261125T090000,20261130T090000",
            "EXDATE:20261202T080000Z",
            "EXDATE;VALUE=DATE:20261207",
            "EXDATE;TZID=Europe/Berlin:20261209T110000",
            "CATEGORIES:Client work,Calls",
        )
    )
    (found,) = parsed.proposals
    assert (found.table, found.uid) == ("block", "e1")
    assert found.body["rule"] == "FREQ=WEEKLY;UNTIL=20261231T080000Z;BYDAY=MO,WE"
    assert (found.body["first_date"], found.body["weekday"]) == ("2026-11-23", None)
    assert found.body["except_dates"] == ["2026-11-25", "2026-11-30", "2026-12-02", "2026-12-07"]
    assert found.links == {"function": ("function", "Client work")}


def test_exceptions_move_and_drop_one_date_of_the_block() -> None:
    parsed = read(
        event("RECURRENCE-ID:20261130T080000Z", "DTSTART:20261201T100000", "DURATION:PT1H"),
        event("DTSTART:20261123T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY"),
        event("RECURRENCE-ID:20261207T090000", "DTSTART:20261207T090000", "STATUS:CANCELLED"),
    )
    block, moved, dropped = parsed.proposals
    assert block.table == "block"
    assert (moved.uid, dropped.uid) == ("e1/2026-11-30", "e1/2026-12-07")
    assert moved.links["block"] == dropped.links["block"] == ("block", "e1")
    assert (moved.body["action"], moved.body["date"], moved.body["to_date"]) == (
        "move",
        "2026-11-30",
        "2026-12-01",
    )
    assert (dropped.body["action"], dropped.body["date"]) == ("drop", "2026-12-07")
    blocks = {1: {**block.body, "uid": "e1", "closed_at": None}}
    overrides = {
        n: {**one.body, "uid": one.uid, "block": "B1", "closed_at": None}
        for n, one in enumerate((moved, dropped), start=1)
    }
    book = BlockBook(blocks, overrides, ZoneInfo(BERLIN))
    starts = [o.start for o in book.between(date(2026, 11, 23), date(2026, 12, 14))]
    assert [f"{start:%m-%d %H:%M}" for start in starts] == [
        "11-23 09:00",
        "12-01 10:00",
        "12-14 09:00",
    ]


def test_an_exception_without_its_event_is_a_date_of_its_own() -> None:
    (found,) = read(
        event("RECURRENCE-ID:20261130T090000", "DTSTART:20261201T100000", "DURATION:PT1H")
    ).proposals
    assert (found.uid, found.body["action"], found.body["date"]) == (
        "e1/2026-11-30",
        "add",
        "2026-12-01",
    )


def test_extra_dates_are_overrides_of_their_own() -> None:
    parsed = read(
        event(
            "DTSTART:20261123T090000",
            "DURATION:PT1H",
            "RDATE:20261125T090000,20261127T090000",
            "EXDATE:20261125T090000",
        )
    )
    found = [(one.uid, one.body["date"]) for one in parsed.proposals]
    assert found == [("e1", "2026-11-23"), ("e1/2026-11-27", "2026-11-27")]
    assert parsed.read == 1


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        (("DTSTART:20261124T090000", "STATUS:CANCELLED"), "cancelled"),
        ((), "no DTSTART"),
        (("DTSTART:INVALID-DATE",), "INVALID-DATE"),
        (("DTSTART:20261324T090000",), "20261324T090000"),
        (("DTSTART:20261124T090000", "DTEND:20261123T090000"), "ends before"),
        (("DTSTART:20261124T090000", "DURATION:P900D"), "longer than a year"),
        (("DTSTART:20261124T090000", "DURATION:P999999W"), "longer than a year"),
        (("DTSTART:20261124T090000", "DURATION:one hour"), "one hour"),
        (("DTSTART;TZID=Mars/Olympus:20261124T090000",), "Mars/Olympus"),
        (("DTSTART:20261124T090000", "RRULE:FREQ=SECONDLY"), "more often than daily"),
        (("DTSTART:20261124T090000", "RRULE:FREQ=HOURLY;COUNT=99999999"), "more often"),
        (("DTSTART:20261124T090000", "RRULE:FREQ=DAILY;BYHOUR=9,17"), "several times"),
        (("DTSTART:20261124T090000", "RRULE:FREQ=SOMETIMES"), "SOMETIMES"),
        (("DTSTART:20261124T090000", "RRULE:FREQ=DAILY;UNTIL=20200101T000000Z"), "never"),
        (("DTSTART:20261124T090000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "no date"),
        (("DTSTART:20261124T090000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "no date"),
        (("DTSTART:20261124T090000", "RRULE:" + "FREQ=DAILY;" * 500), "2000"),
        (("DTSTART:20261124T090000", "RDATE:" + "20261124T090000," * 3000), "2000"),
    ],
)
def test_a_bad_event_costs_only_itself(lines: tuple[str, ...], part: str) -> None:
    assert part in reason(*lines)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;COUNT=999999999",
        "FREQ=DAILY;INTERVAL=999999",
        "FREQ=YEARLY;COUNT=100000000;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=DAILY;UNTIL=99991231T235959Z",
        "FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=1",
    ],
)
def test_nothing_is_expanded_on_import(rule: str) -> None:
    first = "DTSTART:16040229T090000"
    parsed = read(*(event(first, "DURATION:PT1H", f"RRULE:{rule}", uid=f"{n}") for n in range(30)))
    assert len(parsed.proposals) + len(parsed.skipped) == 30


@pytest.mark.parametrize(
    ("tzid", "zone"),
    [
        ("W. Europe Standard Time", None),
        ("Eastern Standard Time", "America/New_York"),
        ('"Pacific Standard Time"', "America/Los_Angeles"),
        ("/mozilla.org/20050126_1/Europe/London", "Europe/London"),
        ("US-Eastern", "US/Eastern"),
        ("UTC", None),
        ("GMT+0200", "Etc/GMT-2"),
        ('"UTC-03:00"', "Etc/GMT+3"),
    ],
)
def test_zones_by_other_names(tzid: str, zone: str | None) -> None:
    body = body_of(f"DTSTART;TZID={tzid}:20261124T090000", "DURATION:PT1H")
    assert body["zone"] == zone


RULES = """BEGIN:VTIMEZONE
TZID:My own zone
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:{summer}
TZOFFSETTO:{winter}
RRULE:FREQ=YEARLY;BYDAY={autumn}
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:{winter}
TZOFFSETTO:{summer}
RRULE:FREQ=YEARLY;BYDAY={spring}
END:DAYLIGHT
END:VTIMEZONE"""
EUROPE = {"autumn": "-1SU;BYMONTH=10", "spring": "-1SU;BYMONTH=3"}
AMERICA = {"autumn": "1SU;BYMONTH=11", "spring": "2SU;BYMONTH=3"}


@pytest.mark.parametrize(
    ("rules", "zone"),
    [
        ({"winter": "+0100", "summer": "+0200", **EUROPE}, None),
        ({"winter": "+0000", "summer": "+0100", **EUROPE}, "Europe/London"),
        ({"winter": "-0500", "summer": "-0400", **AMERICA}, "America/New_York"),
        ({"winter": "-0600", "summer": "-0500", **AMERICA}, "America/Chicago"),
        ({"winter": "+0530", "summer": "+0530", **EUROPE}, "Asia/Kolkata"),
    ],
)
def test_a_zone_that_the_file_describes_is_found_by_its_rules(
    rules: dict[str, str], zone: str | None
) -> None:
    parsed = read(
        event("DTSTART;TZID=My own zone:20261124T090000", "DURATION:PT1H"), RULES.format(**rules)
    )
    assert parsed.proposals[0].body["zone"] == zone


def test_versions_and_repetitions_of_an_event() -> None:
    parsed = read(
        event("DTSTART:20261124T090000", "SEQUENCE:1"),
        event("DTSTART:20261124T100000", "SEQUENCE:3"),
        event("DTSTART:20261124T110000", "SEQUENCE:2"),
        event("DTSTART:20261124T090000", uid="twice"),
        event("DTSTART:20261124T090000", uid="twice"),
        event("DTSTART:20261124T090000", uid="shared"),
        event("DTSTART:20261125T090000", uid="shared"),
    )
    found = {one.uid: one.body["start"] for one in parsed.proposals}
    assert found.pop("e1") == "10:00"
    assert found.pop("twice") == found.pop("shared") == "09:00"
    assert len(found) == 1
    assert (parsed.read, len(parsed.skipped)) == (7, 3)


def test_a_to_do_is_a_task() -> None:
    parsed = read(
        "BEGIN:VTODO",
        "UID:t1",
        "SUMMARY:Send the offer\\, today",
        "DESCRIPTION:two\\nlines",
        "DUE;VALUE=DATE:20261130",
        "PRIORITY:2",
        "CATEGORIES:print,big\\, bold",
        "LOCATION:office",
        "RRULE:FREQ=MONTHLY",
        "PERCENT-COMPLETE:40",
        "CREATED:20260101T090000Z",
        "BEGIN:VALARM",
        "SUMMARY:not the title",
        "TRIGGER:-PT15M",
        "END:VALARM",
        "END:VTODO",
    )
    (found,) = parsed.proposals
    assert (found.table, found.uid, parsed.read) == ("task", "t1", 1)
    assert found.body == {
        "title": "Send the offer, today",
        "notes": "two\nlines",
        "tags": ["print", "big, bold"],
        "priority": 1,
        "due": "2026-11-30T22:59:59Z",
        "due_is_date": True,
        "state": "open",
        "closed_at": None,
        "created_at": "2026-01-01T09:00:00Z",
        "recurrence": {"rule": "FREQ=MONTHLY", "mode": "by_date", "anchor": "2026-11-30"},
        "extra": {"location": "office", "priority": "2", "percent-complete": "40"},
    }


@pytest.mark.parametrize(
    ("line", "state", "closed"),
    [
        ("COMPLETED:20261101T120000Z", "done", "2026-11-01T12:00:00Z"),
        ("STATUS:CANCELLED\r\nLAST-MODIFIED:20261101T120000Z", "dropped", "2026-11-01T12:00:00Z"),
        ("PERCENT-COMPLETE:100\r\nLAST-MODIFIED:20261101T120000Z", "done", "2026-11-01T12:00:00Z"),
        ("STATUS:IN-PROCESS", "open", None),
    ],
)
def test_states_of_a_to_do(line: str, state: str, closed: str | None) -> None:
    (found,) = read("BEGIN:VTODO", "SUMMARY:x", line, "END:VTODO").proposals
    assert (found.body["state"], found.body["closed_at"]) == (state, closed)


def test_a_file_that_is_cut_off_keeps_what_came_before() -> None:
    text = calendar(event("DTSTART:20261124T090000"), event("DTSTART:20261125T090000", uid="e2"))
    parsed = checked(parse(text[: text.rindex("END:VEVENT")], now=NOW, zone=BERLIN))
    assert [one.uid for one in parsed.proposals] == ["e1"]
    assert "END:VEVENT is missing" in parsed.skipped[0].reason


def test_a_damaged_byte_costs_its_event_only() -> None:
    text = calendar(
        event("DTSTART:20261124T090000", "LOCATION:Café Müller"),
        event("DTSTART:20261125T090000", "LOCATION:bro@ken", uid="e2"),
    )
    data = text.encode().replace(b"@", b"\xff")
    parsed = checked(parse(data, now=NOW, zone=BERLIN))
    assert [one.uid for one in parsed.proposals] == ["e1"]
    assert f"0xFF at offset {data.index(0xFF)} " in parsed.skipped[0].reason


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "",
        "hello",
        '[{"description": "x"}]',
        "<html>BEGIN:VCALENDAR</html>",
        "BEGIN:VCARD\nEND:VCARD\n",
    ],
)
def test_what_is_no_calendar_is_refused(data: str | bytes) -> None:
    with pytest.raises(CockpitError, match="not (an iCalendar|a calendar)"):
        parse(data, now=NOW, zone=BERLIN)


def test_importing_twice_proposes_the_same() -> None:
    text = calendar(
        event("DTSTART:20261124T090000", "RRULE:FREQ=DAILY"),
        "BEGIN:VEVENT",
        "DTSTAMP:20261123T080000Z",
        "DTSTART:20261124T090000",
        "END:VEVENT",
    )
    later = text.replace("DTSTAMP:20261123T080000Z", "DTSTAMP:20261124T080000Z")
    first, second = (parse(one, now=NOW, zone=BERLIN) for one in (text, later))
    assert [(one.uid, one.digest) for one in first.proposals] == [
        (one.uid, one.digest) for one in second.proposals
    ]


def test_folded_lines_old_line_ends_and_encodings() -> None:
    text = calendar(event("DTSTART\r\n :20261124T090000", "LOCATION:Ca\r\n fé"))
    for data in (text.encode("utf-16"), text.replace("\r\n", "\r").encode(), text.encode("cp1252")):
        assert checked(parse(data, now=NOW, zone=BERLIN)).proposals[0].body["date"] == "2026-11-24"
