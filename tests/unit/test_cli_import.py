"""Import and export on the command line: the report, twice is once, the owner's changes stay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import CommandLine

KEYS = {"schema", "read", "added", "updated", "unchanged", "skipped"}
TODO = "(A) Call Anna +sale @phone due:2026-11-27\nx 2026-11-20 2026-11-19 Send the contract\nBuy paper\n"
TASKS = [
    {
        "uuid": "11111111-1111-4111-8111-111111111111",
        "description": "Write launch mail",
        "status": "pending",
        "entry": "20261101T080000Z",
        "project": "sale",
    },
    {
        "uuid": "22222222-2222-4222-8222-222222222222",
        "description": "Order paper",
        "status": "completed",
        "entry": "20261101T080000Z",
        "end": "20261102T080000Z",
    },
]
EVENTS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:choir
DTSTAMP:20261101T000000Z
DTSTART;TZID=Europe/Berlin:20261105T183000
DTEND;TZID=Europe/Berlin:20261105T200000
RRULE:FREQ=WEEKLY
SUMMARY:Choir
END:VEVENT
BEGIN:VEVENT
UID:choir
RECURRENCE-ID;TZID=Europe/Berlin:20261126T183000
DTSTAMP:20261101T000000Z
DTSTART;TZID=Europe/Berlin:20261126T190000
DTEND;TZID=Europe/Berlin:20261126T210000
SUMMARY:Choir
END:VEVENT
BEGIN:VEVENT
UID:meeting
DTSTAMP:20261101T000000Z
DTSTART:20261124T100000Z
DTEND:20261124T110000Z
SUMMARY:Meeting
CATEGORIES:Writing
END:VEVENT
BEGIN:VTODO
UID:todo
DTSTAMP:20261101T000000Z
SUMMARY:Renew the domain
END:VTODO
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    return CommandLine(own_home)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    found = {}
    for kind, name, content in (
        ("todotxt", "todo.txt", TODO),
        ("taskwarrior", "tasks.json", json.dumps(TASKS)),
        ("ics", "calendar.ics", EVENTS),
    ):
        found[kind] = tmp_path / name
        found[kind].write_text(content, encoding="utf-8", newline="")
    return found


def counts(report: dict[str, object]) -> tuple[object, ...]:
    return tuple(report[name] for name in ("read", "added", "updated", "unchanged"))


@pytest.mark.parametrize(
    ("kind", "first", "again"),
    [
        ("todotxt", (3, 3, 0, 0), (3, 0, 0, 3)),
        ("taskwarrior", (2, 2, 0, 0), (2, 0, 0, 2)),
        ("ics", (4, 4, 0, 0), (4, 0, 0, 4)),
    ],
)
def test_twice_adds_nothing_and_the_report_is_as_agreed(
    kind: str,
    first: tuple[int, ...],
    again: tuple[int, ...],
    cockpit: CommandLine,
    files: dict[str, Path],
) -> None:
    report = cockpit("import", kind, str(files[kind]), "--json").json
    assert set(report) == KEYS
    assert counts(report) == first
    assert report["skipped"] == []

    assert counts(cockpit("import", kind, str(files[kind]), "--json").json) == again
    assert len(cockpit.items("history")) == 1


def test_uids_are_kept_and_found_among_closed_records_too(
    cockpit: CommandLine, files: dict[str, Path]
) -> None:
    cockpit("import", "taskwarrior", str(files["taskwarrior"]))

    tasks = cockpit.items("task", "list", "--all")

    assert {one["uid"]: one["state"] for one in tasks} == {
        TASKS[0]["uuid"]: "open",
        TASKS[1]["uuid"]: "done",
    }


def test_an_event_finds_its_function_and_an_exception_its_block(
    cockpit: CommandLine, files: dict[str, Path]
) -> None:
    writing = cockpit("function", "add", "writing").id

    cockpit("import", "ics", str(files["ics"]))

    (block,) = cockpit.items("block", "list")
    overrides = {one["label"]: one for one in cockpit.items("override", "list")}
    assert overrides["Choir"]["block"] == block["id"]
    assert overrides["Choir"]["action"] == "move"
    assert overrides["Meeting"]["function"] == writing
    assert cockpit.items("task", "list")[0]["title"] == "Renew the domain"


def test_one_import_of_several_files_is_undone_at_once(
    cockpit: CommandLine, files: dict[str, Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Water the plants\n")

    ran = cockpit("import", "todotxt", str(files["todotxt"]), str(other), "--json").json
    assert [(Path(one["file"]).name, one["added"]) for one in ran["items"]] == [
        ("todo.txt", 3),
        ("other.txt", 1),
    ]

    assert cockpit("undo").status == 0
    assert cockpit.items("task", "list", "--all") == []
    assert cockpit("redo").status == 0
    assert len(cockpit.items("task", "list", "--all")) == 4
    assert counts(cockpit("import", "todotxt", str(other), "--json").json) == (1, 0, 0, 1)


def test_after_an_undo_the_same_file_adds_again(
    cockpit: CommandLine, files: dict[str, Path]
) -> None:
    cockpit("import", "todotxt", str(files["todotxt"]))
    cockpit("undo")

    assert cockpit("import", "todotxt", str(files["todotxt"]), "--json").json["added"] == 3


def test_the_owners_later_changes_stay_and_only_what_changed_in_the_file_comes(
    cockpit: CommandLine, files: dict[str, Path]
) -> None:
    cockpit("import", "taskwarrior", str(files["taskwarrior"]))
    task = cockpit.items("task", "list")[0]["id"]
    cockpit("task", "edit", task, "--title", "Write the mail", "--priority", "1")
    cockpit("task", "done", task)

    same = cockpit("import", "taskwarrior", str(files["taskwarrior"]), "--json").json
    assert counts(same) == (2, 0, 0, 2)
    changed = [{**TASKS[0], "project": "winter"}, TASKS[1]]
    files["taskwarrior"].write_text(json.dumps(changed))
    assert counts(cockpit("import", "taskwarrior", str(files["taskwarrior"]), "--json").json) == (
        2,
        0,
        1,
        1,
    )

    record = cockpit("task", "show", task, "--json").json
    assert (record["title"], record["priority"]) == ("Write the mail", 1)
    assert (record["state"], record["project"]) == ("done", "winter")
    assert record["closed_at"] is not None


def test_a_task_that_the_file_closes_is_closed_and_opened_again(
    cockpit: CommandLine, files: dict[str, Path]
) -> None:
    cockpit("import", "taskwarrior", str(files["taskwarrior"]))
    swapped = [
        {**TASKS[0], "status": "completed", "end": "20261120T100000Z"},
        {key: value for key, value in TASKS[1].items() if key != "end"} | {"status": "pending"},
    ]
    files["taskwarrior"].write_text(json.dumps(swapped))

    assert cockpit("import", "taskwarrior", str(files["taskwarrior"])).status == 0

    tasks = {one["uid"]: one for one in cockpit.items("task", "list", "--all")}
    assert tasks[TASKS[0]["uuid"]]["closed_at"] == "2026-11-20T10:00:00Z"
    assert tasks[TASKS[1]["uuid"]]["closed_at"] is None
    assert [one["uid"] for one in cockpit.items("task", "list")] == [TASKS[1]["uuid"]]


@pytest.mark.parametrize("kind", ["taskwarrior", "todotxt", "ics", "json"])
@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"<!doctype html><p>hello"])
def test_a_file_of_another_format_is_refused_and_nothing_is_written(
    kind: str, content: bytes, cockpit: CommandLine, files: dict[str, Path], tmp_path: Path
) -> None:
    bad = tmp_path / "bad"
    bad.write_bytes(content)
    good = [str(files[kind])] if kind in files else []

    ran = cockpit("import", kind, *good, str(bad))

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert str(bad) in ran.err
    assert cockpit.items("history") == []


def test_a_file_that_is_not_there_is_told(cockpit: CommandLine) -> None:
    ran = cockpit("import", "ics", "nowhere.ics")

    assert ran.status == 1
    assert "nowhere.ics" in ran.err


def test_one_bad_record_costs_only_itself(cockpit: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([*TASKS, {"uuid": "3", "status": "pending"}]))

    report = cockpit("import", "taskwarrior", str(path), "--json").json

    assert counts(report) == (3, 2, 0, 0)
    assert len(report["skipped"]) == 1
    assert set(report["skipped"][0]) == {"record", "reason"}


def test_standard_input_and_the_encoding_that_is_told(cockpit: CommandLine) -> None:
    ran = cockpit("import", "todotxt", "-", "--json", stdin="Café zählen\n".encode("cp1252"))

    assert ran.json["added"] == 1
    assert "cp1252" in ran.err
    assert cockpit.items("task", "list")[0]["title"] == "Café zählen"


def test_a_dry_run_reports_and_writes_nothing(cockpit: CommandLine, files: dict[str, Path]) -> None:
    ran = cockpit("import", "todotxt", str(files["todotxt"]), "--json", "--dry-run")

    assert ran.json["added"] == 3
    assert cockpit.items("task", "list", "--all") == []


def test_the_text_report_names_what_was_skipped(cockpit: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps([{"uuid": "3", "status": "pending"}, TASKS[0]]))

    ran = cockpit("import", "taskwarrior", str(path))

    assert "read 2, added 1, updated 0, unchanged 0, skipped 1" in ran.out
    assert "no description" in ran.out


def test_a_large_file_is_imported_whole_and_found_again(
    cockpit: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "todo.txt"
    path.write_text("".join(f"Task number {number} +many\n" for number in range(5_000)))

    assert cockpit("import", "todotxt", str(path), "--json").json["added"] == 5_000
    assert cockpit("import", "todotxt", str(path), "--json").json["unchanged"] == 5_000
    assert len(cockpit.items("history")) == 1
