"""A dump of everything: opened by TinyDB, put back, and never stopped by one bad record."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.command_line import CommandLine


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    return CommandLine(own_home)


def counts(report: dict[str, object]) -> tuple[object, ...]:
    return tuple(report[name] for name in ("read", "added", "updated", "unchanged"))


def test_a_dump_opens_in_tinydb_and_restores_identical_records(
    cockpit: CommandLine, tmp_path: Path
) -> None:
    todo = tmp_path / "todo.txt"
    todo.write_text(
        "(A) Call Anna +sale due:2026-11-27\nBuy paper\nx 2026-11-20 Send the contract\n"
    )
    cockpit("import", "todotxt", str(todo))
    cockpit("request", "add", "Logo", "--customer", "Anna")
    writing = cockpit("function", "add", "Writing").id
    cockpit("task", "add", "Proof", "--function", writing)
    dump = tmp_path / "all.json"
    assert cockpit("export", "json", "-o", str(dump)).status == 0
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600
    with TinyDB(dump) as database:
        assert {one["title"] for one in database.table("task").all()} >= {"Proof", "Buy paper"}

    fresh = CommandLine(tmp_path / "fresh")
    report = fresh("import", "json", str(dump), "--json").json

    assert report["skipped"] == []
    assert report["added"] == report["read"]
    assert fresh("export", "json").out == cockpit("export", "json").out
    assert counts(fresh("import", "json", str(dump), "--json").json) == (
        report["read"],
        0,
        0,
        report["read"],
    )
    assert fresh("import", "todotxt", str(todo), "--json").json["unchanged"] == 3
    assert fresh("doctor").status == 0


def test_a_dump_into_a_home_with_other_records_gets_free_ids_and_references_follow(
    cockpit: CommandLine, tmp_path: Path
) -> None:
    cockpit("function", "add", "Writing")
    cockpit("task", "add", "Proof", "--function", "F1")
    dump = tmp_path / "all.json"
    cockpit("export", "json", "-o", str(dump))
    other = CommandLine(tmp_path / "other")
    other("function", "add", "Design")

    assert other("import", "json", str(dump)).status == 0

    names = {one["id"]: one["name"] for one in other.items("function", "list")}
    (task,) = other.items("task", "list")
    assert names["F1"] == "Design"
    assert names[task["function"]] == "Writing"
    assert task["function"] != "F1"


TASK = {"uid": "u1", "created_at": "2026-11-23T09:00:00Z", "title": "Proof"}


@pytest.mark.parametrize(
    ("dump", "expected"),
    [
        ({"task": {"1": TASK}}, (1, 1, 0)),
        ({"task": {"1": {"title": "Only words"}, "2": TASK}}, (2, 2, 0)),
        ({"task": {"1": {**TASK, "priority": 9}, "2": {**TASK, "uid": "u2"}}}, (2, 1, 1)),
        ({"task": {"1": TASK, "2": TASK}}, (2, 1, 1)),
        ({"task": {"one": TASK, "0": TASK, "-1": TASK, "3": TASK}}, (4, 1, 3)),
        ({"task": {"1": "words", "2": None, "3": TASK}}, (3, 1, 2)),
        ({"task": {"1": {**TASK, "function": "F7"}}}, (1, 1, 0)),
        ({"task": {"1": {**TASK, "function": "nonsense"}, "2": {**TASK, "uid": 5}}}, (2, 0, 2)),
        ({"task": {"1": {**TASK, "title": "\ud800"}}}, (1, 0, 1)),
        ({"task": {"1": TASK}, "colours": {"1": {"name": "red"}}}, (2, 1, 1)),
        ({"task": {"1": TASK}, "imported": {"1": {"uid": "task/u1"}}}, (1, 1, 1)),
        ({"meta": {"1": {"schema": 1}}}, (0, 0, 0)),
        (
            {
                "task": {"1": {**TASK, "assignment": "A1"}},
                "assignment": {"1": {"title": "Banner", "contractor": "C1", "task": "T1"}},
                "contractor": {"1": {"name": ""}},
            },
            (3, 1, 2),
        ),
    ],
)
def test_a_dump_with_bad_records_gives_the_good_ones(
    dump: object, expected: tuple[int, int, int], cockpit: CommandLine, tmp_path: Path
) -> None:
    path = tmp_path / "dump.json"
    path.write_text(json.dumps(dump))

    report = cockpit("import", "json", str(path), "--json").json

    assert (report["read"], report["added"], len(report["skipped"])) == expected
    assert cockpit("import", "json", str(path), "--json").json["added"] == 0
    assert cockpit("doctor").status == 0


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        "null",
        '{"task": []}',
        '{"task": {"1": {"position": NaN}}}',
        '{"task": {"1": ',
        "x",
    ],
)
def test_what_is_no_dump_is_refused(text: str, cockpit: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "dump.json"
    path.write_text(text)

    ran = cockpit("import", "json", str(path))

    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert cockpit.items("history") == []


def test_a_dump_takes_a_record_back_to_what_it_was(cockpit: CommandLine, tmp_path: Path) -> None:
    cockpit("task", "add", "Proof")
    path = tmp_path / "dump.json"
    cockpit("export", "json", "-o", str(path))
    cockpit("task", "edit", "T1", "--title", "Letters")

    assert counts(cockpit("import", "json", str(path), "--json").json) == (1, 0, 1, 0)
    assert cockpit.items("task", "list")[0]["title"] == "Proof"
    assert cockpit("undo").status == 0
    assert cockpit.items("task", "list")[0]["title"] == "Letters"
