"""Laws of quick add: nothing vanishes, the canonical line reads the same, capture stays light."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

import cockpit
from cockpit.domain.interruptions import Interruption
from cockpit.domain.quick.format import is_sign
from cockpit.domain.quick_add import Parsed, canonical, preview
from cockpit.domain.record import Record
from cockpit.domain.requests import Request
from cockpit.domain.tasks import Task

HOUSE = Path(cockpit.__file__).parents[1]

WORDS = (
    "call write by on el para antes del de due: rec: wait: n: cb: the next this in at fri mon "
    "viernes mañana today tomorrow hoy 27 nov 27/11 27.11. 2026-11-27 16:00 4pm noon midnight 3 "
    "days weeks hours que viene feb 30 end of week fin mes 2026-W49 fri, 25:00 a.m. "
    "#writing #F3 #1 # #wri,ting +blog + +1 @maria @ @a@b.c ~45m ~1h30 ~x ~ ~0m p1 p2 (A) (B) ! ? "
    "rec:1w rec:+2d rec:mon,fri rec:xyz rec:FREQ=WEEKLY;COUNT=3 wait:@maria:fri wait:fri wait:x,y "
    'cb:16:00 cb:tomorrow due:fri #business ~5m, Karl, , ; . ? fri? (fri) \\ \\#x \\\\#y \\by \\" '
    'by:phone via:correo por:teléfono, by:"in the hall" by: by:1 by:fri VIA:Signal '
    '" "a b" "by fri" #"client work" @"Lopez, M" n:"note" n:"a \\"b\\" \\\\" n:" n:"" "x"y '
    "日本 🎉 e\u0301 \u202ex \u00a0 İstanbul"
).split(" ")

LINES = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), max_size=14).flatmap(
    lambda words: st.sampled_from((" ", "  ", "\t")).map(lambda gap: gap.join(words))
)
LINES = st.one_of(
    LINES, LINES.map(lambda line: "! " + line), LINES.map(lambda line: "? @a " + line)
)
ZONES = st.sampled_from(
    (
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "America/Havana",
        "Pacific/Auckland",
        "Asia/Kolkata",
    )
).map(ZoneInfo)
NOWS = st.one_of(
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)),
    # Around the changes of the clock, where local times come twice or never.
    st.integers(0, 60 * 48).map(
        lambda minutes: datetime(2026, 10, 24, 12) + timedelta(minutes=minutes)
    ),
    st.integers(0, 60 * 48).map(
        lambda minutes: datetime(2026, 3, 28, 12) + timedelta(minutes=minutes)
    ),
).map(lambda moment: moment.replace(tzinfo=UTC))


def texts(parsed: Parsed) -> str:
    return "".join(parsed.fields.get(name, "") for name in ("title", "subject", "who", "about"))


@given(LINES, NOWS, ZONES)
@example("a \\#b by fri?", datetime(2026, 11, 23, tzinfo=UTC), ZoneInfo("UTC"))
def test_nothing_vanishes(line: str, now: datetime, zone: ZoneInfo) -> None:
    parsed = preview(line, now=now, zone=zone)
    spans = [range(chip.start, chip.end) for chip in parsed.chips]
    words = iter(texts(parsed))
    for place, character in enumerate(line):
        if character.isspace() or any(place in span for span in spans):
            continue
        if character == "\\" and is_sign(line, place):
            continue  # a backslash that escapes is no text
        assert character in words, (character, parsed.fields)


@given(LINES, NOWS, ZONES)
def test_what_was_taken_lies_in_order_and_apart(line: str, now: datetime, zone: ZoneInfo) -> None:
    chips = preview(line, now=now, zone=zone).chips
    apart = [chip for chip in chips if chip.label != "who"]  # a "who" before a comma may hold signs
    for before, after in pairwise(apart):
        assert 0 <= before.start < before.end <= after.start < after.end <= len(line)


@given(LINES, NOWS, ZONES)
@example(
    "x by 5 in \\by fri by in 5 minutes",
    datetime(2026, 10, 25, 1, 10, tzinfo=UTC),
    ZoneInfo("Europe/Berlin"),
)
@example('"x by fri n:"a"', datetime(2026, 11, 23, tzinfo=UTC), ZoneInfo("UTC"))
def test_the_canonical_line_reads_as_the_same_fields(
    line: str, now: datetime, zone: ZoneInfo
) -> None:
    parsed = preview(line, now=now, zone=zone)
    if parsed.problems:
        return
    written = canonical(parsed, now=now, zone=zone)
    again = preview(written, now=now, zone=zone)
    assert (again.kind, again.fields, again.problems) == (parsed.kind, parsed.fields, []), written
    assert canonical(again, now=now, zone=zone) == written


@given(LINES, NOWS, ZONES)
def test_the_fields_make_a_valid_record(line: str, now: datetime, zone: ZoneInfo) -> None:
    parsed = preview(line, now=now, zone=zone)
    if parsed.problems:
        return
    body = {"uid": "1", "created_at": "2026-11-23T05:32:00Z", **parsed.fields}
    body.pop("function", None)  # a name here; the action puts the function's id
    if parsed.kind == "request":
        body["received"] = body["created_at"]
    models: dict[str, type[Record]] = {
        "task": Task,
        "request": Request,
        "interruption": Interruption,
    }
    record = models[parsed.kind].of("T1", body).body()
    assert {name: record[name] for name in parsed.fields if name != "function"} == {
        name: value for name, value in parsed.fields.items() if name != "function"
    }


def loaded_after(line: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after parsing a line."""
    script = (
        "import sys; from datetime import datetime, timezone as z\n"
        "from cockpit.domain.quick_add import parse, canonical\n"
        "known = dict(now=datetime(2026, 11, 23, 9, tzinfo=z.utc), zone=z.utc)\n"
        f"canonical(parse({line!r}, **known), **known); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script], capture_output=True, text=True, check=True, cwd=HOUSE
    )
    return set(done.stdout.split())


def test_capture_loads_nothing_heavy() -> None:
    line = "stand by me (A) #writing ~45m by fri 16:00 on thu rec:1w wait:@maria:fri"
    heavy = {
        "typing",
        "dataclasses",
        "parsedatetime",
        "zoneinfo",
        "pydantic",
        "inspect",
        "dateutil",
    }
    assert loaded_after(line) & heavy == set()
