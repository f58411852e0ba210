"""Real files of other programs, where the folder with them is at hand: none of them raises."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest

from cockpit.domain.records import MODELS
from cockpit.interchange import ics, taskwarrior, todotxt
from cockpit.interchange.report import Parsed

ROOT = Path(
    os.environ.get("COCKPIT_SAMPLES") or Path(__file__).resolve().parents[3] / "shared" / "samples"
)
KINDS: dict[str, ModuleType] = {"ics": ics, "taskwarrior": taskwarrior, "todotxt": todotxt}
FILES = [
    path
    for kind in KINDS
    for path in sorted((ROOT / kind).glob("*"))
    if path.name != "index.json" and path.is_file()
]
NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not FILES, reason="the folder with real files is not here")


def read(path: Path, zone: str = "Europe/Berlin") -> Parsed:
    parsed: Parsed = KINDS[path.parent.name].parse(path.read_bytes(), now=NOW, zone=zone)
    return parsed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_file_gives_valid_records_and_counts_that_add_up(path: Path) -> None:
    parsed = read(path)
    assert len({one.uid for one in parsed.proposals}) == len(parsed.proposals)
    assert parsed.read == len(parsed.proposals) + len(parsed.skipped)
    for one in parsed.proposals:
        body = {"created_at": "2026-11-23T08:00:00Z", **one.initial, **one.body, "uid": one.uid}
        if "block" in one.links:
            body["block"] = "B1"
        MODELS[one.table].of("", body)
    assert [(one.uid, one.digest) for one in read(path).proposals] == [
        (one.uid, one.digest) for one in parsed.proposals
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_file_is_read_whole(path: Path) -> None:
    facts = json.loads((path.parent / "index.json").read_text(encoding="utf-8"))
    (known,) = (one for one in facts if one["file"] == path.name)
    parsed = read(path)
    if path.parent.name == "ics":
        counted = re.findall(
            rb"(?im)^BEGIN:(?:VEVENT|VTODO|VFREEBUSY|VJOURNAL)\s*$", path.read_bytes()
        )
        assert parsed.read == len(counted)
    elif path.parent.name == "todotxt":
        done = [one for one in parsed.proposals if one.body["state"] == "done"]
        assert (parsed.read, len(done)) == (known["tasks_nonblank_lines"], known["completed"])
    else:
        assert parsed.read == known["tasks"]


SKIPPED = {
    "ical4j__boeing.ics": 1,
    "icalendar__big_bad_calendar.ics": 20,
    "icalendar__broken_dtstart.ics": 1,
    "khal__event_rrule_no_occurence.ics": 1,
    "node-ical__tentative-apple-calendar.ics": 1,
    "twweb_backlog.ndjson": 4,
}
"""What cannot be imported: free/busy, empty events, no date, never takes place, cancelled, older."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_what_cannot_be_imported_is_skipped(path: Path) -> None:
    assert len(read(path).skipped) == SKIPPED.get(path.name, 0)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_given_as_another_kind_is_refused_or_read_but_never_raises(
    path: Path, kind: str
) -> None:
    from cockpit.errors import CockpitError

    if kind == path.parent.name:
        return
    with pytest.raises(CockpitError) as error:
        KINDS[kind].parse(path.read_bytes(), now=NOW, zone="Europe/Berlin")
    assert "\n" not in str(error.value)
