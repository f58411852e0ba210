"""Backup, restore, doctor, demo, today and reminders from the command line."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.command_line import CommandLine


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    return CommandLine(own_home)


@pytest.fixture
def demo(tmp_path: Path) -> CommandLine:
    """The demo business on a Monday morning in working hours."""
    home = tmp_path / "demo"
    run = CommandLine(home)
    assert run("demo", "--no-open").out.strip() == str(home)
    return run


def test_backup_and_restore(cockpit: CommandLine) -> None:
    cockpit("task", "add", "Proof")
    path = cockpit("backup").out.strip()
    cockpit("task", "add", "Letters")

    assert [one["file"] for one in cockpit.items("restore")] == [path]
    restored = cockpit("restore", os.path.basename(path), "--json").json
    assert restored["file"] == path
    assert [one["title"] for one in cockpit.items("task", "list")] == ["Proof"]

    cockpit("restore", restored["kept"])
    assert [one["title"] for one in cockpit.items("task", "list")] == ["Proof", "Letters"]


def test_restoring_what_is_no_backup_is_refused(cockpit: CommandLine, tmp_path: Path) -> None:
    cockpit("task", "add", "Proof")
    bad = tmp_path / "bad.db"
    bad.write_text("hello")

    ran = cockpit("restore", str(bad))

    assert (ran.status, ran.err.count("\n")) == (3, 1)
    assert cockpit("restore", "nowhere.db").status == 1
    assert len(cockpit.items("task", "list")) == 1


def test_a_damaged_database_is_told_kept_and_restored(cockpit: CommandLine) -> None:
    cockpit("task", "add", "Proof")
    backup = cockpit("backup").out.strip()
    database = cockpit.home / "cockpit.db"
    database.write_bytes(b"\x00garbage" * 2_000)
    broken = database.read_bytes()

    for words in (("task", "list"), ("add", "Letters"), ("today",), ("undo",), ("backup",)):
        ran = cockpit(*words)
        assert ran.status == 3, words
        assert "damaged" in ran.err, words
        assert ran.err.count("\n") == 1
    assert database.read_bytes() == broken
    examined = cockpit("doctor", "--json")
    assert (examined.status, examined.json["ok"]) == (1, False)

    assert cockpit("restore", backup).status == 0
    assert [one["title"] for one in cockpit.items("task", "list")] == ["Proof"]
    assert any(one.name.startswith("damaged-") for one in (cockpit.home / "backups").iterdir())


def test_the_doctor_says_what_is_wrong_and_mends_after_a_backup(cockpit: CommandLine) -> None:
    cockpit("task", "add", "Proof")
    assert cockpit("doctor").status == 0
    with closing(sqlite3.connect(cockpit.home / "cockpit.db", isolation_level=None)) as database:
        database.execute("UPDATE document SET rank = 'x'")

    found = cockpit("doctor", "--json")
    assert found.status == 1
    assert [one["check"] for one in found.json["items"]] == ["ranks"]
    assert cockpit("doctor", "--repair", "--dry-run").status == 0
    assert cockpit("doctor").status == 1

    mended = cockpit("doctor", "--repair", "--json")
    assert (mended.status, len(mended.json["repaired"])) == (0, 1)
    assert os.path.exists(mended.json["backup"])
    assert cockpit("doctor").status == 0


def test_the_doctor_of_an_empty_home_makes_nothing(cockpit: CommandLine) -> None:
    assert cockpit("doctor", "--json").json["ok"] is True
    assert not cockpit.home.exists()


def test_the_demo_is_sound_alive_and_has_a_history(demo: CommandLine) -> None:
    assert demo("doctor").status == 0
    assert len(demo.items("history")) >= 3
    title = demo.items("request", "list")[0]["subject"]
    assert title
    assert demo("undo").status == 0
    for noun in ("task", "request", "block", "contractor", "assignment", "promise", "hours"):
        assert demo.items(noun, "list"), noun


def test_a_scaled_demo_has_as_many_live_records_as_asked(tmp_path: Path) -> None:
    run = CommandLine(tmp_path / "large")

    made = run("demo", "--scale", "60", "--closed", "200", "--no-open", "--json").json
    assert made["home"] == str(run.home)

    assert len(run.items("task", "list")) == 60
    assert len(run.items("request", "list")) == 60
    closed = [len(run.items(noun, "list", "--closed")) for noun in ("task", "request", "entry")]
    assert 200 <= sum(closed) <= 202
    assert run("doctor").status == 0
    dues = [one["due"] for one in run.items("request", "list") if one["due"]]
    assert dues == sorted(dues)
    assert dues


def test_a_demo_replaces_a_demo_but_never_a_home_with_data(
    demo: CommandLine, cockpit: CommandLine
) -> None:
    demo("task", "add", "Mine?")
    assert demo("demo", "--no-open").status == 0
    assert demo.items("task", "list", "Mine?") == []

    cockpit("task", "add", "Mine")
    refused = cockpit("demo", "--no-open")
    assert (refused.status, refused.out) == (3, "")
    assert len(cockpit.items("task", "list")) == 1


@pytest.mark.parametrize(
    "words",
    [("--scale", "-1"), ("--scale", "x"), ("--closed", "5"), ("--scale", "2", "--closed", "-1")],
)
def test_a_demo_of_no_sensible_size_is_wrong_use(
    words: tuple[str, ...], cockpit: CommandLine
) -> None:
    assert cockpit("demo", "--no-open", *words).status == 2
    assert not cockpit.home.exists()


def test_the_day_as_text_shows_what_the_screen_shows(demo: CommandLine) -> None:
    ran = demo("today")

    assert ran.status == 0
    for words in (
        "Mon 2026-11-23 · W48",
        "open until 12:30",
        "late",
        "09:00–10:30  Product development",
        "Write launch mail for the planner bundle",
        "Does the planner fit a ring binder (A5)?",
        "李伟 Li Wei",
        "late, not delivered",
    ):
        assert words in ran.out, words
    assert demo().out == ran.out  # without a terminal


def test_the_day_as_facts(demo: CommandLine) -> None:
    facts = demo("today", "--json").json

    assert (facts["date"], facts["week"]) == ("2026-11-23", "2026-W48")
    assert facts["hours"] == {"open": True, "until": "2026-11-23T12:30:00Z"}
    assert facts["clock"]["minutes"] > 0
    assert sum(one["now"] for one in facts["blocks"]) == 1
    assert facts["late"] == sum(one["status"] == "late" for one in facts["requests"]) > 0
    assert {one["day"] for one in facts["tasks"]} == {"2026-11-23", None}
    assert {"id", "title", "state"} <= set(facts["tasks"][0])


def test_the_day_of_an_empty_home(cockpit: CommandLine) -> None:
    ran = cockpit("today")

    assert ran.status == 0
    assert "no working hours set" in ran.out
    assert cockpit("today", "--json").json["tasks"] == []


def test_a_task_of_yesterday_is_still_there_today(cockpit: CommandLine) -> None:
    cockpit("task", "add", "Proof", "--place", "2026-11-20")
    cockpit("task", "add", "Later", "--place", "2026-11-24")

    ran = cockpit("today")

    assert "since 2026-11-20" in ran.out
    assert "Later" not in ran.out


def test_what_is_due_is_told_once(demo: CommandLine) -> None:
    first = demo.items("reminder", "due")
    assert {one["kind"] for one in first} >= {"breached", "at_risk"}
    assert all(one["text"] for one in first)

    assert demo.items("reminder", "due") == []
    listed = demo.items("reminder", "list")
    assert {one["subject"] for one in listed} <= {one["subject"] for one in first}
    assert listed == demo.items("reminder")


def test_reminders_are_dismissed_and_snoozed(demo: CommandLine) -> None:
    demo("reminder", "due")
    first, second, *_others = dict.fromkeys(
        one["subject"] for one in demo.items("reminder", "list")
    )

    assert demo("reminder", "dismiss", first.lower()).status == 0
    assert demo("reminder", "snooze", second, "--until", "20m").status == 0
    left = {one["subject"] for one in demo.items("reminder", "list")}
    assert not left & {first, second}
    assert demo.items("reminder", "due") == []

    demo.now = "2026-11-23T09:41:00+00:00"
    assert second in {one["subject"] for one in demo.items("reminder", "due")}
    assert first not in {one["subject"] for one in demo.items("reminder", "list")}
    assert demo("reminder", "dismiss", "--all").status == 0
    assert demo.items("reminder", "list") == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("dismiss",), 2),
        (("dismiss", "R999"), 1),
        (("dismiss", "R1", "--all"), 2),
        (("snooze", "--all", "--until", "yesterday"), 2),
        (("shout",), 2),
    ],
)
def test_a_reminder_that_is_not_there_is_told(
    words: tuple[str, ...], status: int, cockpit: CommandLine
) -> None:
    ran = cockpit("reminder", *words)

    assert (ran.status, ran.out) == (status, "")
