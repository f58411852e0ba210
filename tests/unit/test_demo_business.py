"""The demo business is alive and valid whenever it is opened."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.demo.business import documents
from cockpit.domain.demo.scale import scaled
from cockpit.domain.demo.times import DemoTimes
from cockpit.domain.identity import PREFIXES, format_instant, ref
from cockpit.domain.promising.book import PromiseBook
from cockpit.domain.records import MODELS
from cockpit.errors import WrongUse
from cockpit.locations import package_data
from tests.command_line import CommandLine

Documents = list[tuple[str, dict[str, Any]]]

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 9, 50, tzinfo=UTC)
MOMENTS = {
    "monday morning": MONDAY,
    "wednesday lunch": datetime(2026, 11, 25, 11, 45, tzinfo=UTC),
    "thursday after the cut-off": datetime(2026, 11, 26, 17, 30, tzinfo=UTC),
    "friday night": datetime(2026, 11, 27, 23, 30, tzinfo=UTC),
    "sunday": datetime(2026, 11, 29, 14, 0, tzinfo=UTC),
    "new year": datetime(2027, 1, 1, 3, 30, tzinfo=UTC),
    "the night the clocks change": datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
}


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    with open(package_data("demo.toml"), "rb") as file:
        return tomllib.load(file)


@pytest.fixture(params=MOMENTS, ids=str)
def now(request: pytest.FixtureRequest) -> datetime:
    return MOMENTS[request.param]


def table(found: Documents, name: str) -> list[dict[str, Any]]:
    return [body for one, body in found if one == name]


def numbered(found: Documents) -> list[tuple[str, str, dict[str, Any]]]:
    count: Counter[str] = Counter()
    result = []
    for name, body in found:
        count[name] += 1
        result.append((name, ref(name, count[name]), body))
    return result


def refuse_broken_references(found: Documents) -> None:
    known = {own for _name, own, _body in numbered(found)}
    for _name, own, body in numbered(found):
        for key in (
            "function",
            "task",
            "request",
            "assignment",
            "contractor",
            "asset",
            "procedure",
        ):
            assert body.get(key) is None or body[key] in known, (own, key)


def test_every_record_is_valid_and_sparse(spec: dict[str, Any], now: datetime) -> None:
    for name, own, body in numbered(documents(spec, now, BERLIN)):
        assert MODELS[name].of(own, body).body() == body, own


def test_every_reference_leads_to_a_record_and_uids_are_unique(spec: dict[str, Any]) -> None:
    found = documents(spec, MONDAY, BERLIN)

    refuse_broken_references(found)
    assert len({body["uid"] for _name, body in found}) == len(found)
    # reviews and drills are the owner's own: nobody begins with one
    assert set(PREFIXES) - {name for name, _body in found} <= {"review", "drill"}


def test_nothing_that_happened_lies_ahead_of_now(spec: dict[str, Any], now: datetime) -> None:
    latest = format_instant(now)

    for name, own, body in numbered(documents(spec, now, BERLIN)):
        happened = [
            body.get(key)
            for key in ("created_at", "closed_at", "received", "started", "stopped", "sent_at",
                        "delivered_at", "last_contact")
        ]  # fmt: skip
        happened += [event["at"] for event in body.get("events", ())]
        if name == "interruption":
            happened.append(body["at"])
        assert max(moment for moment in happened if moment) <= latest, own


def test_one_request_is_late_two_at_risk_and_one_paused(
    spec: dict[str, Any], now: datetime
) -> None:
    found = documents(spec, now, BERLIN)
    book = PromiseBook(*(dict(enumerate(table(found, name), 1)) for name in ("promise", "hours")))

    states: dict[str, list[str]] = {}
    for body in (body for body in table(found, "request") if not body.get("closed_at")):
        states.setdefault(book.derived(body, now)["status"], []).append(body["subject"])

    assert states["breached"] == ["Does the planner fit a ring binder (A5)?"]
    assert states["at_risk"][:2] == [
        "Would you make 40 copies with our logo?",
        "Two pages are missing",
    ]
    assert states["paused"] == ["The link in the guide does not open"]


def test_the_refund_that_came_after_the_cut_off_waits_for_the_next_friday(
    spec: dict[str, Any],
) -> None:
    found = documents(spec, MONDAY, BERLIN)
    book = PromiseBook(*(dict(enumerate(table(found, name), 1)) for name in ("promise", "hours")))
    refund = next(body for body in table(found, "request") if body["customer"] == "José Ortiz")

    assert refund["received"] == "2026-11-19T17:20:00Z"
    assert book.derived(refund, MONDAY)["due"] == "2026-11-27T16:00:00Z"


def test_only_what_is_promised_for_complaints_cannot_be_kept(tmp_path: Path) -> None:
    # the instructive case: two hours, where the blocks of customer service lie further apart
    run = CommandLine(tmp_path / "demo")
    assert run("demo", "--no-open").status == 0

    broken = [one for one in run.items("promise", "check") if one["state"] != "kept"]

    assert [(one["kind"], one["clock"]) for one in broken] == [("complaint", "first")]
    assert "will break" in run("request", "forecast").out


def test_without_the_one_who_holds_the_domain_two_functions_stop(tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "demo")
    assert run("demo", "--no-open").status == 0

    found = run("drill", "tunde", "--json").json

    assert [one["name"] for one in found["functions"] if one["stops"]] == [
        "Product development",
        "Content",
    ]
    assert {one["rule"] for one in found["rules"]} == {
        "registered", "admin", "second_factor", "recovery", "pointer", "expires",
    }  # fmt: skip
    assert found["questions"]
    assert found["score"] == found["worst_single_loss"]


def test_the_last_weeks_are_settled_and_nearly_all_of_them_in_time(
    spec: dict[str, Any], now: datetime
) -> None:
    found = documents(spec, now, BERLIN)
    book = PromiseBook(*(dict(enumerate(table(found, name), 1)) for name in ("promise", "hours")))
    past = [body for body in table(found, "request") if body.get("closed_at")]

    assert len(past) == 6 * spec["past"]["weeks"] + 1
    share = Counter(book.derived(body, now)["status"] for body in past)
    assert 0.7 < share["met"] / len(past) < 0.95
    for kind in ("inquiry", "complaint", "refund", "order"):
        assert sum(body.get("kind", "inquiry") == kind for body in past) >= 5


def test_events_stand_in_their_order(spec: dict[str, Any], now: datetime) -> None:
    for body in table(documents(spec, now, BERLIN), "request"):
        moments = [event["at"] for event in body["events"]]
        assert moments == sorted(moments), body["subject"]


def test_every_place_and_state_of_a_task_is_shown(spec: dict[str, Any]) -> None:
    tasks = table(documents(spec, MONDAY, BERLIN), "task")

    live = Counter(task.get("place", "backlog") for task in tasks if not task.get("closed_at"))
    assert live == {"day": 6, "week": 10, "backlog": 10}
    assert {task["day"] for task in tasks if task.get("place") == "day"} == {"2026-11-23"}
    assert {task["week"] for task in tasks if task.get("place") == "week"} == {"2026-W48"}
    for key in ("recurrence", "rolls", "waiting", "checklist", "notes", "due_is_date"):
        assert any(task.get(key) for task in tasks), key


def test_one_clock_runs_and_no_two_entries_overlap(spec: dict[str, Any], now: datetime) -> None:
    entries = table(documents(spec, now, BERLIN), "entry")

    assert [entry for entry in entries if "stopped" not in entry] == entries[-1:]
    assert len(entries) > 40
    for before, after in pairwise(entries):
        assert before["started"] < before["stopped"] <= after["started"]


def test_the_same_moment_gives_the_same_business(spec: dict[str, Any]) -> None:
    assert documents(spec, MONDAY, BERLIN) == documents(spec, MONDAY, BERLIN)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_it_can_be_opened_at_any_moment(now: datetime) -> None:
    with open(package_data("demo.toml"), "rb") as file:
        spec = tomllib.load(file)

    for zone in (BERLIN, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles")):
        entries = table(documents(spec, now, zone), "entry")
        assert entries[-1]["started"] <= format_instant(now)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("-95m", "2026-11-23T08:15:00Z"),
        ("+3h", "2026-11-23T12:50:00Z"),
        ("0d 16:00", "2026-11-23T15:00:00Z"),
        ("-2d 16:00", "2026-11-21T15:00:00Z"),
        ("+3d", "2026-11-26T22:59:59Z"),
        ("-30m working", "2026-11-23T09:20:00Z"),
        ("-210m working", "2026-11-20T13:50:00Z"),
        ("last thu 18:20", "2026-11-19T17:20:00Z"),
        ("last mon 10:00", "2026-11-23T09:00:00Z"),
        ("last mon 11:00", "2026-11-16T10:00:00Z"),
        ("next fri 12:00", "2026-11-27T11:00:00Z"),
        ("next mon 10:00", "2026-11-30T09:00:00Z"),
        ("next mon 12:00", "2026-11-23T11:00:00Z"),
    ],
)
def test_said_times(spec: dict[str, Any], said: str, moment: str) -> None:
    times = DemoTimes(MONDAY, BERLIN, {"zone": "Europe/Berlin", **spec["hours"][0]})

    assert format_instant(times.moment(said)) == moment


@pytest.mark.parametrize("said", ["", "soon", "+3", "next xyz", "3d 1600"])
def test_a_time_that_is_none_is_refused(spec: dict[str, Any], said: str) -> None:
    times = DemoTimes(MONDAY, BERLIN, {"zone": "Europe/Berlin", **spec["hours"][0]})

    with pytest.raises(WrongUse, match="is not a time of the demo"):
        times.moment(said)


def test_a_name_that_is_none_is_refused(spec: dict[str, Any]) -> None:
    broken = {**spec, "task": [{**spec["task"][0], "function": "Wrting"}]}

    with pytest.raises(WrongUse, match="no function named 'Wrting'"):
        documents(broken, MONDAY, BERLIN)


def test_a_scaled_business_has_as_many_records_as_asked(spec: dict[str, Any]) -> None:
    found = list(scaled(spec, 100, 500, MONDAY, BERLIN))

    for name in ("task", "request"):
        assert sum(not body.get("closed_at") for body in table(found, name)) == 100
    made = [body for name, body in found if name in ("task", "request", "entry")]
    assert sum(bool(body.get("closed_at")) for body in made) == 500
    live = [body for body in table(found, "task") if not body.get("closed_at")]
    assert Counter(body.get("place", "backlog") for body in live) == {
        "day": 8,
        "week": 40,
        "backlog": 52,
    }


def test_scaled_records_are_valid_sparse_and_refer_to_each_other(spec: dict[str, Any]) -> None:
    found = list(scaled(spec, 200, 400, MONDAY, BERLIN))

    for name, own, body in numbered(found):
        assert MODELS[name].of(own, body).body() == body, own
    refuse_broken_references(found)
    assert len({body["uid"] for _name, body in found}) == len(found)
    titles = {body["title"] for body in table(found, "task")}
    assert len(titles) > 300


def test_a_scaled_business_is_the_same_for_the_same_seed(spec: dict[str, Any]) -> None:
    def made(seed: int) -> Documents:
        return list(scaled(spec, 20, 20, MONDAY, BERLIN, seed=seed))

    assert made(1) == made(1)
    assert made(1) != made(2)
    assert made(1)[-1][1]["created_at"] <= format_instant(MONDAY + timedelta(0))
