"""A clock that jumps: changes stand in the order in which they were made, and are told apart."""

from __future__ import annotations

from pathlib import Path

from tests.command_line import CommandLine

JUMPS = ("2026-11-23T09:20:00+00:00", "2036-01-01T00:00:00+00:00", "1999-12-31T23:59:59+00:00",
         "2026-11-23T10:21:00+00:00")  # fmt: skip


def test_undo_takes_back_what_was_made_last_whatever_the_clock_said(tmp_path: Path) -> None:
    cockpit = CommandLine(tmp_path / "home")
    for number, now in enumerate(JUMPS):
        cockpit.now = now
        assert cockpit("add", f"task {number}").id == f"T{number + 1}"

    labels = [one["label"] for one in cockpit.items("history")]
    assert labels == [f"Add task: task {number}" for number in reversed(range(4))]
    for left in (3, 2, 1, 0):
        assert cockpit("undo").status == 0
        assert len(cockpit.items("task", "list")) == left
    for now in JUMPS:
        cockpit.now = now
        assert cockpit("redo").status == 0
    assert {one["title"] for one in cockpit.items("task", "list")} == {
        f"task {number}" for number in range(4)
    }


def test_backups_go_on_after_a_jump_and_none_is_lost_by_it(tmp_path: Path) -> None:
    cockpit = CommandLine(tmp_path / "home")
    made = []
    for number, now in enumerate(JUMPS):
        cockpit.now = now
        assert cockpit("add", f"task {number}").id
        made.append(cockpit("backup", "--automatic").out.strip())

    assert len({*made}) == len(JUMPS)
    assert all(Path(path).exists() for path in made)


def test_a_doctor_doubts_a_clock_that_stands_before_the_last_change(tmp_path: Path) -> None:
    cockpit = CommandLine(tmp_path / "home", now=JUMPS[1])
    assert cockpit("add", "one").id

    cockpit.now = JUMPS[0]

    found = cockpit("doctor", "--json").json["items"]
    assert [one["check"] for one in found] == ["clock"]
    assert "2036-01-01" in found[0]["problem"]
