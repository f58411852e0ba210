"""What is exported as todo.txt reads back as the same records, whatever the owner wrote."""

from __future__ import annotations

import string
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.record import Record
from cockpit.domain.tasks import Task
from cockpit.interchange.moments import end_of_day
from cockpit.interchange.todotxt import export_todotxt, parse

ZONE = "America/New_York"
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TRICKY = [
    "x done already",
    "(A) not a priority",
    "2026-01-01 no date",
    "call +1 555 @ noon",
    "+project @context due:2026-01-01 rec:1w",
    "two\nlines\rthree\u2028four",
    "x 2026-01-01 a\nx 2026-01-02 b",
    "\x1b]0;title\x07 escape",
    "uid:other cockpit:{}",
    "[/b] [urgent] \\ back\\slash",
    "שלום עולם",
    "a  b\tc",
    "100% sure",
]

dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))
texts = st.one_of(
    st.sampled_from(TRICKY),
    st.text(alphabet=string.printable + "äß€ ١x+@:()\\%{}\"'", max_size=40),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30),
)
lines = texts.map(lambda text: text.strip(string.whitespace + "\x1c\x1d\x1e\x1f\x85\xa0 ").strip())
lines = lines.map(lambda text: text or "words")
words = st.one_of(st.sampled_from(["Family", "a:b", "@x", "+", "two words", "100%"]), lines)
keys = st.one_of(st.sampled_from(["due", "t", "pri", "projects", "uid", "Level", "cockpit"]), lines)


def whole(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude={"id"})


@st.composite
def tasks(draw: st.DrawFn) -> dict[str, Any]:
    due = draw(st.none() | dates)
    state = draw(st.sampled_from(["open", "open", "done", "dropped", "archived"]))
    recurrence = {
        "rule": draw(st.sampled_from(["FREQ=WEEKLY", "FREQ=MONTHLY;BYMONTHDAY=-1"])),
        "mode": draw(st.sampled_from(["by_date", "after_completion"])),
        "anchor": draw(dates).isoformat(),
    }
    body: dict[str, Any] = {
        "uid": draw(st.uuids().map(lambda uid: uid.hex) | lines),
        "created_at": "2026-01-05T10:20:30Z",
        "closed_at": None if state == "open" else "2026-02-05T10:20:30Z",
        "title": draw(lines),
        "notes": draw(texts),
        "project": draw(st.none() | words),
        "tags": list(dict.fromkeys(draw(st.lists(words, max_size=3)))),
        "who": draw(st.none() | lines),
        "priority": draw(st.sampled_from([None, 1, 2, 3])),
        "estimate_minutes": draw(st.sampled_from([None, 45])),
        "due": None if due is None else end_of_day(due, ZONE),
        "due_is_date": due is not None,
        "state": state,
        "waiting": draw(st.none() | dates.map(lambda d: {"who": "Anna", "until": d.isoformat()})),
        "recurrence": draw(st.none() | st.just(recurrence)),
        "checklist": draw(st.just([]) | st.just([{"text": "a b", "done": True}])),
        "place": "day",
        "day": draw(dates).isoformat(),
        "rolls": draw(st.integers(0, 3)),
        "extra": draw(st.dictionaries(keys, texts, max_size=3)),
    }
    if due is not None and draw(st.booleans()):
        body["due_is_date"] = False
        moment = datetime.fromisoformat(body["due"]) - timedelta(hours=3, seconds=7)
        body["due"] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return whole(Task.of("", body))


LEFT_BEHIND = ("created_at", "closed_at", "function", "request", "assignment")


@given(st.lists(tasks(), max_size=4, unique_by=lambda body: body["uid"]))
def test_what_is_written_reads_back_as_the_same_tasks(bodies: list[dict[str, Any]]) -> None:
    text = export_todotxt({"task": dict(enumerate(bodies, start=1))}, zone=ZONE)
    parsed = parse(text, now=NOW, zone=ZONE)
    assert (parsed.read, parsed.skipped) == (len(bodies), [])
    for body, one in zip(bodies, parsed.proposals, strict=True):
        found = {"created_at": body["created_at"], **one.initial, **one.body, "uid": one.uid}
        back = whole(Task.of("", found))
        assert {k: v for k, v in back.items() if k not in LEFT_BEHIND} == {
            k: v for k, v in body.items() if k not in LEFT_BEHIND
        }
        assert back["created_at"][:10] == body["created_at"][:10]
        assert (back["closed_at"] or "")[:10] == (body["closed_at"] or "")[:10]


@given(tasks())
def test_nothing_that_the_owner_wrote_ends_a_line_or_steers_a_terminal(
    body: dict[str, Any],
) -> None:
    text = export_todotxt({"task": {1: body}}, zone=ZONE)
    assert text.endswith("\n")
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in text[:-1])


def test_a_plain_task_is_a_plain_line() -> None:
    body = Task.of(
        "",
        {
            "uid": "abc",
            "created_at": "2026-11-20T10:00:00Z",
            "title": "Print the leaflets",
            "project": "Winter",
            "tags": ["shop"],
            "priority": 1,
            "due": end_of_day(date(2026, 11, 30), ZONE),
            "due_is_date": True,
            "extra": {"Level": "5"},
        },
    ).body()
    assert export_todotxt({"task": {1: body}}, zone=ZONE) == (
        "(A) 2026-11-20 Print the leaflets +Winter @shop due:2026-11-30 Level:5 uid:abc\n"
    )


def test_words_edited_since_the_export_count() -> None:
    body = Task.of(
        "", {"uid": "abc", "created_at": "2026-11-20T10:00:00Z", "title": "call +1 555"}
    ).body()
    text = export_todotxt({"task": {1: body}}, zone=ZONE)
    assert "call \\+1 555" in text
    edited = text.replace("call", "ring", 1)
    (found,) = parse(edited, now=NOW, zone=ZONE).proposals
    assert (found.uid, found.body["title"]) == ("abc", "ring \\+1 555")
