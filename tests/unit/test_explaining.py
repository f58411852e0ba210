"""Dues in plain words: what the owner reads, what the customer is sent, what is published."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.actions.explaining import as_json, explained, explanation
from cockpit.actions.explaining_rows import rows_of
from cockpit.actions.quoting import promise_text, reply_text
from cockpit.domain.clock import FixedClock
from cockpit.domain.promising.clock import Terms, clocks
from cockpit.domain.promising.explained import explain
from cockpit.domain.promising.language import LANGUAGES, language_of
from cockpit.domain.promising.sentences import due_words, kind_sentence, length_words
from cockpit.domain.promising.terms import Target
from cockpit.errors import NotFound, WrongUse
from cockpit.store.workspace import Workspace
from tests.command_line import CommandLine
from tests.promise_story import BERLIN, FRIDAY_OFF, OFFICE, at, refunds, story, working

WEEK = {
    day: [["09:00", "12:30"], ["14:00", "17:30"]] for day in ("mon", "tue", "wed", "thu", "fri")
}
FIRST = {"measure": "working", "minutes": 240}
REFUNDS = {
    "measure": "batch",
    "weekdays": ["fri"],
    "cut_off": "18:00",
    "cut_off_days_before": 1,
    "close": "17:00",
}


class Office:
    """A workspace in Berlin, told in words."""

    def __init__(self, path: Path) -> None:
        self.clock = FixedClock(at("20 10:00"))
        self.workspace = Workspace.open(str(path / "cockpit.db"), self.clock)

    def add(self, table: str, **body: Any) -> str:
        with self.workspace.transaction("add"):
            number = self.workspace.table(table).insert(
                {"uid": f"{table}{body}", "created_at": "2026-11-01T09:00:00Z", **body}
            )
        return f"{table[0].upper()}{number}"

    def request(self, events: str, now: str, **body: Any) -> str:
        """A request told in events, looked at at a moment."""
        self.clock.moment = at(now)
        told = story(events)
        usual = {"subject": "Refund for the bundle", "customer": "Karl M.", "kind": "refund"}
        return self.add("request", received=told[0]["at"], events=told, **{**usual, **body})


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    office.add("hours", name="Mine", zone="Europe/Berlin", week=WEEK)
    office.add("promise", kind="refund", first_response=FIRST, resolution=REFUNDS)
    yield office
    office.workspace.close()


def test_a_refund_after_the_cut_off_shows_the_right_friday_and_why(office: Office) -> None:
    reference = office.request("received 19 18:20, reply 20 10:12", now="22 15:20")

    assert explanation(office.workspace, reference) == [
        "R1 refund · Karl M. · Refund for the bundle",
        "promised           first response within 4h of working time",
        "                   resolution on Fri, in before Thu 18:00, done by 17:00",
        "counted in         H1 Mine (Europe/Berlin)",
        "arrived            Thu 19 Nov 18:20",
        "",
        "first response     within 4h of working time",
        "  Thu 19 Nov       after closing time                             0h 00m",
        "  Fri 20 Nov       09:00–12:30, 14:00–14:30                       4h 00m",
        "  sum                                                             4h 00m",
        "  due              Fri 20 Nov 14:30   met Fri 20 Nov 10:12",
        "",
        "resolution         on Fri, in before Thu 18:00, done by 17:00",
        "  Fri 20 Nov       batch missed: its cut-off was Thu 19 Nov 18:00",
        "  Fri 27 Nov       batch joined: cut-off Thu 26 Nov 18:00, done by 17:00",
        "  due              Fri 27 Nov 17:00   in 5d 1h",
        "",
        "To send: “Hello Karl, your refund will be on its way by Friday 27 November, 17:00 "
        "(Berlin time).”",
    ]


def test_a_holiday_a_weekend_and_a_pause_are_told(office: Office) -> None:
    with office.workspace.transaction("holiday"):
        office.workspace.table("hours").update({"holidays": ["2026-11-27"]}, doc_ids=[1])
    events = "received 26 17:00, waiting 30 09:30, customer_message 30 11:00"
    reference = office.request(events, now="30 11:30")

    lines = explanation(office.workspace, reference)
    start = lines.index("first response     within 4h of working time")
    assert lines[start + 1 : start + 9] == [
        "  Thu 26 Nov       17:00–17:30                                    0h 30m",
        "  Fri 27 Nov       closed: holiday                                0h 00m",
        "  Sat 28 – Sun 29  closed                                         0h 00m",
        "  Mon 30 Nov       09:00–09:30                                    0h 30m",
        "  Mon 30 Nov       waiting on the customer 09:30–11:00",
        "  Mon 30 Nov       11:00–12:30, 14:00–15:30                       3h 00m",
        "  sum                                                             4h 00m",
        "  due              Mon 30 Nov 15:30   in 4h 00m",
    ]


def test_a_batch_that_is_moved_from_a_holiday_says_why(office: Office) -> None:
    with office.workspace.transaction("holiday"):
        office.workspace.table("hours").update({"holidays": ["2026-11-27"]}, doc_ids=[1])
    reference = office.request("received 25 17:00", now="25 17:10")

    lines = explanation(office.workspace, reference)
    start = lines.index("resolution         on Fri, in before Thu 18:00, done by 17:00")
    assert lines[start + 1 : start + 4] == [
        "  Fri 27 Nov       closed (holiday): the batch is moved to Thu 26 Nov",
        "  Thu 26 Nov       batch joined: cut-off Wed 25 Nov 18:00, done by 17:00",
        "  due              Thu 26 Nov 17:00   in 23h 50m",
    ]


def test_while_it_waits_the_sum_tells_what_is_left_and_there_is_no_due(office: Office) -> None:
    reference = office.request("received 23 09:00, waiting 23 10:00", now="23 12:00")

    lines = explanation(office.workspace, reference)
    assert "  sum              3h 00m left once the customer answers          1h 00m" in lines
    assert "  due              none while it waits on the customer" in lines
    assert reply_text(office.workspace, reference).endswith("we will tell you the new date.")


def test_minutes_add_up_as_shown_also_where_seconds_were_counted(office: Office) -> None:
    """Given an arrival and a pause within minutes, then what is read adds up to the target."""
    reference = office.request(
        "received 23 10:15:30, waiting 23 10:45:50, customer_message 23 11:00:10", now="23 12:00"
    )

    first = explained(office.workspace, reference).parts[0]
    assert [(row.words, row.shown / timedelta(minutes=1)) for row in first.rows] == [
        ("10:15–10:45", 30),
        ("waiting on the customer 10:45–11:00", 0),
        ("11:00–12:30, 14:00–15:59", 210),
    ]
    assert first.shown == timedelta(hours=4)


@pytest.mark.parametrize(
    ("events", "now", "verdict"),
    [
        ("received 23 09:00", "23 10:00", "in 4h 30m"),
        ("received 23 09:00", "23 14:00", "in 30m, at risk"),
        ("received 23 09:00", "23 15:00", "late 30m"),
        ("received 23 09:00, reply 23 14:30", "24 09:00", "met Mon 23 Nov 14:30"),
        ("received 23 09:00, reply 23 15:30", "24 09:00", "1h 00m late: Mon 23 Nov 15:30"),
        ("received 23 09:00", "26 15:30", "late 3d 1h"),
    ],
)
def test_the_verdict_so_far(office: Office, events: str, now: str, verdict: str) -> None:
    told = explained(office.workspace, office.request(events, now))

    assert next(part for part in told.parts if part.name == "first").verdict == verdict


def test_the_next_response_says_since_when_it_runs(office: Office) -> None:
    office.add("promise", kind="inquiry", first_response=FIRST, next_response=FIRST)
    events = "received 23 09:00, reply 23 10:00, customer_message 24 11:00"
    reference = office.request(events, now="24 12:00", kind="inquiry")

    assert "  since            Tue 24 Nov 11:00" in explanation(office.workspace, reference)


def test_a_due_promised_by_name_is_told_and_quoted_as_its_date(office: Office) -> None:
    reference = office.request(
        "received 23 09:00, reply 23 10:00",
        now="23 12:00",
        promised="2026-11-25T22:59:59Z",
        promised_is_date=True,
    )

    lines = explanation(office.workspace, reference)
    assert "promised           by name, to this customer" in lines
    assert "  due              Wed 25 Nov   in 2d 11h" in lines
    assert reply_text(office.workspace, reference) == (
        "Hello Karl, your refund will be on its way by Wednesday 25 November."
    )


def test_nothing_promised_and_hours_that_are_gone_are_said(office: Office) -> None:
    office.add("promise", kind="complaint", hours="H9", first_response=FIRST)
    reference = office.request("received 23 09:00", now="23 12:00", kind="praise")

    assert "nothing for praise" in explanation(office.workspace, reference)[1]
    assert reply_text(office.workspace, reference) == ""
    complaint = office.request("received 23 09:00", now="23 12:00", kind="complaint")
    lines = explanation(office.workspace, complaint)
    assert "counted in         H9, but there are no such hours: choose others" in lines
    with pytest.raises(NotFound):
        explanation(office.workspace, "R99")
    with pytest.raises(WrongUse, match="T1 is a task"):
        explanation(office.workspace, "T1")


def test_a_late_promise_is_not_promised_again(office: Office) -> None:
    reference = office.request("received 12 09:00, reply 12 10:00", now="16 09:00")

    assert reply_text(office.workspace, reference).startswith("Hello Karl, we are sorry")


@pytest.mark.parametrize(
    ("customer", "greeting"),
    [
        ("Karl M.", "Hello Karl, "),
        ("José Ortiz", "Hello José, "),
        ("Anne-Marie O’Hara", "Hello Anne-Marie, "),
        ("J. Okonkwo", "Hello J. Okonkwo, "),
        ("林美玲", "Hello 林美玲, "),
        ("anna@example.org", "Hello, "),
        ("#100234", "Hello, "),
        ("\x1b]0;owned\x07Eve\x1b[2J", "Hello, "),
    ],
)
def test_a_customer_is_greeted_by_name_where_there_is_one(
    office: Office, customer: str, greeting: str
) -> None:
    reference = office.request("received 23 09:00", now="23 10:00", customer=customer)

    assert reply_text(office.workspace, reference).startswith(greeting + "your refund")


def test_user_text_loses_its_control_characters(office: Office) -> None:
    hostile = {"subject": "\x1b[2J[/b] \u202ex\ny", "customer": "[urgent]\x07"}
    reference = office.request("received 23 09:00", now="23 10:00", **hostile)

    assert explanation(office.workspace, reference)[0] == "R1 refund · [urgent] · [2J[/b] x y"


def test_each_of_several_hours_says_what_is_counted_in_it(office: Office) -> None:
    office.add("hours", name="Shop", zone="Europe/Madrid", week={"sat": [["10:00", "14:00"]]})
    office.add("promise", kind="inquiry", first_response=FIRST, hours="H2")
    office.add("promise", kind="gift wrap", first_response=FIRST, hours="H2")

    assert promise_text(office.workspace)[-2:] == [
        "Our working hours for refunds (Berlin time): Monday to Friday 09:00–12:30, 14:00–17:30.",
        "Our working hours for inquiries and gift wrap (Madrid time): Saturday 10:00–14:00.",
    ]
    assert promise_text(office.workspace, "es")[-1] == (
        "Nuestro horario para consultas y gift wrap (hora de Madrid): sábado 10:00–14:00."
    )


@pytest.mark.parametrize(
    ("zone", "language", "due"),
    [
        (None, "en", "Friday 27 November, 17:00 (Berlin time)."),
        ("America/New_York", "en", "Friday 27 November, 11:00 your time."),
        ("America/New_York", "es", "viernes 27 de noviembre a las 11:00 (su hora local)."),
        ("Pacific/Auckland", "en", "Saturday 28 November, 05:00 your time."),
        ("Asia/Karachi", "en", "Friday 27 November, 21:00 your time."),
        ("Europe/Berlin", "en", "Friday 27 November, 17:00 your time."),
        ("Asia/Kathmandu", "es", "viernes 27 de noviembre a las 21:45 (su hora local)."),
    ],
)
def test_the_due_is_told_in_the_customers_own_time(
    office: Office, zone: str | None, language: str, due: str
) -> None:
    reference = office.request("received 19 18:20", now="22 15:20", zone=zone)

    assert reply_text(office.workspace, reference, language).endswith(due)


def test_a_midnight_of_his_is_the_end_of_his_day(office: Office) -> None:
    # 17:00 in Berlin is 24:00 in Shanghai
    reference = office.request("received 19 18:20", now="22 15:20", zone="Asia/Shanghai")

    assert reply_text(office.workspace, reference).endswith("by Friday 27 November.")


def test_a_date_by_name_stays_that_date_in_every_zone(office: Office) -> None:
    reference = office.request(
        "received 19 18:20",
        now="20 10:00",
        zone="Pacific/Auckland",
        promised="2026-11-27T22:59:59Z",
        promised_is_date=True,
    )

    assert reply_text(office.workspace, reference).endswith("by Friday 27 November.")


def test_his_zone_is_taken_from_his_latest_request(office: Office) -> None:
    office.request("received 18 10:00", now="22 15:20", zone="Asia/Tokyo")
    office.request("received 19 10:00", now="22 15:20", zone="America/New_York")
    reference = office.request("received 20 10:00", now="22 15:20")

    assert "11:00 your time" in reply_text(office.workspace, reference)
    told = explanation(office.workspace, reference)
    assert "customer's zone    New York (America/New_York), as in R2" in told
    assert as_json(explained(office.workspace, reference))["customer_zone"] == "America/New_York"


@pytest.mark.parametrize(
    ("other", "known"),
    [
        ({"address": "karl@one.example", "customer": "K. M."}, True),
        ({"address": "Karl@One.example"}, True),
        ({"address": None}, True),
        ({"address": "karl@other.example"}, False),
        ({"customer": "Karla", "address": None}, False),
    ],
)
def test_an_address_is_a_customer_and_a_name_is_unless_its_address_is_another(
    office: Office, other: dict[str, Any], known: bool
) -> None:
    office.request("received 18 10:00", now="22 15:20", zone="Asia/Tokyo", **other)
    reference = office.request("received 20 10:00", now="22 15:20", address="karl@one.example")

    assert ("your time" in reply_text(office.workspace, reference)) is known


def test_a_zone_that_is_gone_is_unknown(office: Office) -> None:
    reference = office.request("received 19 18:20", now="22 15:20", zone="Mars/Olympus")

    assert reply_text(office.workspace, reference).endswith("(Berlin time).")


def test_a_reply_in_spanish_and_in_no_known_language(office: Office) -> None:
    reference = office.request("received 23 09:00", now="23 10:00")

    assert reply_text(office.workspace, reference, "es") == (
        "Hola, Karl: emitiremos su reembolso a más tardar el viernes 27 de noviembre "
        "a las 17:00 (hora de Berlin)."
    )
    with pytest.raises(WrongUse, match="choose from en, es"):
        reply_text(office.workspace, reference, "fr")


def test_what_is_published_is_one_sentence_per_kind_and_the_hours(office: Office) -> None:
    shipping = {"measure": "batch", "weekdays": ["thu", "tue"], "cut_off": "12:00"}
    office.add("promise", kind="order", resolution={**shipping, "closed_day": "next"})
    office.add("promise", kind="refund", customer="Karl M.", first_response=FIRST)
    office.add("promise", kind="inquiry", priority=1, first_response=FIRST)
    office.add("promise", kind="praise")

    assert promise_text(office.workspace) == [
        "Refunds: you have our first answer within 4 working hours. They go out on Fridays; what "
        "reaches us before 18:00 on Thursday is on its way by 17:00 that day. When we are closed "
        "that day, it is the working day before.",
        "Orders: they are shipped on Tuesdays and Thursdays; what is ordered before 12:00 that day "
        "is on its way by the end of that working day. When we are closed that day, it is the "
        "next working day.",
        "Our working hours (Berlin time): Monday to Friday 09:00–12:30, 14:00–17:30.",
    ]
    assert promise_text(office.workspace, "es")[0].startswith(
        "Reembolsos: recibirá nuestra primera respuesta en un plazo de 4 horas laborables. "
        "Se emiten los viernes; lo que recibamos antes de las 18:00 del jueves"
    )


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target("working", 60), "1 working hour"),
        (Target("working", 90), "1 hour 30 minutes of our working time"),
        (Target("working", 45), "45 minutes of our working time"),
        (Target("calendar", 1440), "24 hours"),
        (Target("calendar", 2880), "2 days"),
        (Target("calendar", 61), "1 hour 1 minute"),
    ],
)
def test_lengths_are_said_as_customers_read_them(target: Target, words: str) -> None:
    assert length_words(target, language_of("en")) == words


def test_a_due_at_midnight_is_that_of_the_day_that_ends() -> None:
    words = language_of("en")
    assert due_words(at("28 00:00"), BERLIN, words) == "Friday 27 November"
    assert due_words(at("27 17:00"), BERLIN, words) == "Friday 27 November, 17:00 (Berlin time)"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", ["inquiry", "complaint", "refund", "order", "my own"])
@pytest.mark.parametrize(
    "target",
    [
        working(4),
        Target("calendar", 90),
        refunds(),
        refunds(cut_off_days_before=0),
        refunds(weekdays=("mon", "wed", "fri")),
        refunds(weekdays=("mon", "fri"), cut_off_days_before=3),
        refunds(cut_off="24:00", cut_off_days_before=4, close=None),
    ],
)
def test_every_kind_has_its_sentence_with_nothing_left_to_fill_in(
    code: str, kind: str, target: Target
) -> None:
    sentence = kind_sentence(kind, Terms(target, target, target), language_of(code))

    assert sentence.endswith(".")
    assert not {"{", "}"} & set(sentence)


@given(
    st.integers(1, 3000),
    st.integers(0, 13),
    st.integers(0, 23),
    st.lists(st.integers(1, 20_000), max_size=5, unique=True),
    st.booleans(),
)
def test_the_rows_add_up_to_the_target(
    minutes: int, day: int, hour: int, pauses: list[int], holiday: bool
) -> None:
    calendar = FRIDAY_OFF if holiday else OFFICE
    begin = at(f"{16 + day} {hour:02}:30:17")
    events = [{"at": begin, "type": "received"}]
    for number, seconds in enumerate(sorted(pauses)):
        kind = "customer_message" if number % 2 else "waiting"
        events.append({"at": begin + timedelta(seconds=7 * seconds), "type": kind})
    clock = clocks(events, Terms(Target("working", minutes)), calendar).first
    assert clock is not None

    rows = rows_of(clock, explain(clock, calendar), calendar)

    left = clock.remaining if clock.due is None else timedelta()
    assert left is not None
    assert sum((row.counted for row in rows), left) == timedelta(minutes=minutes)
    if not left:
        assert sum((row.shown for row in rows), left) == timedelta(minutes=minutes)
    assert all(abs(row.shown - row.counted) < timedelta(minutes=1) for row in rows)
    assert all(isinstance(row.date, date) and row.words for row in rows)


def test_the_same_as_json(office: Office) -> None:
    told = explained(office.workspace, office.request("received 23 09:00", now="23 10:00"))

    values = json.loads(json.dumps(as_json(told)))
    first, resolution = values["clocks"]
    assert (first["clock"], first["due"], first["status"]) == (
        "first",
        "2026-11-23T13:30:00Z",
        "on_time",
    )
    assert [day["counted_minutes"] for day in first["days"]] == [240]
    assert resolution["due"] == "2026-11-27T16:00:00Z"


def test_the_command_line_prints_the_same(office: Office, tmp_path: Path) -> None:
    reference = office.request("received 23 09:00", now="23 10:00")
    run = CommandLine(tmp_path, now=office.clock.moment.isoformat())

    lines = run("request", "explain", reference).out.splitlines()
    assert lines == explanation(office.workspace, reference)
    told = run("request", "explain", reference, "--json").json
    assert told["clocks"][0]["due"] == "2026-11-23T13:30:00Z"
    assert run("request", "explain", "R9").status == 1
