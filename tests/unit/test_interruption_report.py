"""Minutes lost per week: by whom, in which blocks, how; unknown lengths are not called none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cockpit.actions.capture import capture
from cockpit.actions.interruption_report import as_json, interruption_report, week_words
from cockpit.actions.interruptions import add_interruption, call_back_done
from cockpit.actions.records import add_record, edit_record
from cockpit.domain.quick.words import channel_of
from cockpit.store.workspace import Workspace
from tests.workspaces import advance, body, open_workspace, with_hours

MONDAY = date(2026, 11, 23)


@pytest.fixture
def ws(tmp_path: Path) -> Iterator[Workspace]:
    """Monday 11:00; writing is planned on Mondays from nine to eleven, a dentist within it."""
    workspace = with_hours(open_workspace(tmp_path))
    add_record(workspace, "function", {"name": "Writing"})
    for fields in (
        {"function": "F1", "start": "09:00", "end": "11:00"},
        {"label": "Dentist", "start": "10:00", "end": "10:30"},
    ):
        add_record(workspace, "block", {"weekday": "mon", **fields})
    yield workspace
    workspace.close()


def log(ws: Workspace, who: str, at: str, **fields: Any) -> str:
    """An interruption at an hour of UTC."""
    return add_interruption(ws, {"who": who, "at": f"2026-11-{at}:00Z", **fields}).ref


def test_a_week_is_grouped_by_people_blocks_and_channels(ws: Workspace) -> None:
    log(ws, "karl", "23T08:10", minutes=10, kind="business", channel="Phone")
    log(ws, "Karl", "23T09:15", minutes=5, kind="business", channel="teléfono")
    log(ws, "Mom", "23T10:30", minutes=20, kind="personal", channel="WhatsApp")
    log(ws, "Noor", "23T08:30")
    (week,) = interruption_report(ws, MONDAY, 1)
    assert (week.week, week.times, week.minutes, week.unknown) == ("2026-W48", 4, 35, 1)
    assert (week.business, week.personal, week.unsaid) == (15, 20, 0)
    assert [(one.name, one.times, one.minutes, one.unknown) for one in week.by_who] == [
        ("Mom", 1, 20, 0),
        ("Karl", 2, 15, 0),
        ("Noor", 1, 0, 1),
    ]
    assert [(one.key, one.name, one.minutes) for one in week.by_function] == [
        (None, "outside blocks", 20),
        ("F1", "Writing", 15),
    ]
    assert [(one.name, one.minutes) for one in week.by_channel] == [
        ("WhatsApp", 20),
        ("phone", 15),
        ("not said", 0),
    ]


def test_weeks_are_told_oldest_first_also_those_in_which_nobody_came(ws: Workspace) -> None:
    log(ws, "Karl", "09T08:10", minutes=10)
    log(ws, "Karl", "01T08:10", minutes=10)  # before the weeks that are asked for
    log(ws, "Karl", "16T02:59", minutes=5)  # 03:59 in Berlin: still Sunday's business day
    weeks = interruption_report(ws, MONDAY, 3)
    told = [(one.week, one.minutes) for one in weeks]
    assert told == [("2026-W46", 15), ("2026-W47", 0), ("2026-W48", 0)]
    assert [week_words(one) for one in weeks] == [
        "2026-W46: 2 times, 15m (neither said 15m)",
        "2026-W47: nobody broke in",
        "2026-W48: nobody broke in",
    ]


def test_an_unknown_length_is_said_to_be_unknown(ws: Workspace) -> None:
    log(ws, "Karl", "23T08:10", kind="business")
    assert week_words(interruption_report(ws, MONDAY, 1)[0]) == "2026-W48: once, length not said"
    log(ws, "Karl", "23T08:20", minutes=5, kind="business")
    assert week_words(interruption_report(ws, MONDAY, 1)[0]) == (
        "2026-W48: 2 times, 5m, 1 of unknown length (business 5m)"
    )


def test_a_call_back_that_was_made_later_stays_in_the_week_of_the_interruption(
    ws: Workspace,
) -> None:
    reference = log(ws, "Karl", "23T08:10", minutes=5, call_back="2026-11-24T08:00:00Z")
    assert interruption_report(ws, MONDAY, 1)[0].times == 1
    advance(ws, days=8)
    call_back_done(ws, reference)
    assert [one.times for one in interruption_report(ws, date(2026, 12, 1), 2)] == [1, 0]


def test_one_whose_moment_is_corrected_moves_with_it(ws: Workspace) -> None:
    log(ws, "Karl", "16T08:10", minutes=5)
    edit_record(ws, "I1", {"at": "2026-11-23T08:10:00Z"})
    assert body(ws, "I1")["closed_at"] == "2026-11-23T08:10:00Z"
    assert [one.times for one in interruption_report(ws, MONDAY, 2)] == [0, 1]


def test_one_line_logs_who_how_and_how_long(ws: Workspace) -> None:
    capture(ws, "! 10:05 Karl, the invoice ~10m #business by:phone cb:16:00")
    (week,) = interruption_report(ws, MONDAY, 1)
    assert (week.business, week.by_who[0].name, week.by_channel[0].name) == (10, "Karl", "phone")


def test_the_facts_are_json(ws: Workspace) -> None:
    log(ws, "Karl", "23T08:10", minutes=10, kind="business")
    (week,) = as_json(interruption_report(ws, MONDAY, 1))["weeks"]
    assert (week["week"], week["minutes"], week["business"]) == ("2026-W48", 10, 10)
    assert week["by_function"] == [
        {"key": "F1", "name": "Writing", "times": 1, "minutes": 10, "unknown": 0}
    ]


@pytest.mark.parametrize(
    ("said", "channel"),
    [
        ("Call", "phone"),
        ("llamada", "phone"),
        ("correo", "mail"),
        ("e-mail", "mail"),
        ("MENSAJE", "chat"),
        ("visita", "visit"),
        (" Signal ", "Signal"),
    ],
)
def test_a_channel_is_known_by_its_words_in_two_languages(said: str, channel: str) -> None:
    assert channel_of(said) == channel
