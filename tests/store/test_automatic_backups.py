"""Automatic backups: hourly where something changed, verified, and never rotated away too soon."""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import stat
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tinydb import TinyDB

from cockpit.domain.clock import FixedClock
from cockpit.errors import CockpitError, NotFound, Refused
from cockpit.store.backups import automatic, copying
from cockpit.store.backups.automatic import is_due, keep_safe
from cockpit.store.backups.copying import backups, count_records, verify
from cockpit.store.workspace import Workspace
from tests.command_line import CommandLine

NOW = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Home:
    def __init__(self, folder: Path) -> None:
        self.database = str(folder / "home" / "cockpit.db")
        self.folder = str(folder / "home" / "backups")

    def add(self, count: int = 1) -> None:
        with closing(self.open()) as workspace, workspace.transaction("Add"):
            workspace.table("task").insert_multiple([{"title": "x"}] * count)

    def open(self) -> Workspace:
        return Workspace.open(self.database, FixedClock(NOW), actor="test")

    def names(self) -> list[str]:
        return sorted(os.listdir(self.folder))

    def changed_later(self) -> None:
        """As if the last write were younger than every backup."""
        later = time.time() + 60
        os.utime(self.database, (later, later))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv("COCKPIT_BACKUPS")
    made = Home(tmp_path)
    made.add()
    return made


def test_one_is_due_after_an_hour_in_which_something_changed(home: Home) -> None:
    assert is_due(home.database, home.folder, NOW)
    keep_safe(home.database, home.folder, NOW)

    assert not is_due(home.database, home.folder, NOW + 2 * HOUR)
    home.changed_later()
    assert not is_due(home.database, home.folder, NOW + HOUR / 2)
    assert is_due(home.database, home.folder, NOW + HOUR)


def test_a_clock_that_was_ahead_does_not_put_the_next_one_off(home: Home) -> None:
    keep_safe(home.database, home.folder, NOW + timedelta(days=3650))

    assert is_due(home.database, home.folder, NOW)


def test_what_is_only_in_the_log_is_a_change(home: Home) -> None:
    keep_safe(home.database, home.folder, NOW)
    with closing(home.open()) as workspace:
        with workspace.transaction("Add"):
            workspace.table("task").insert({"title": "y"})
        later = time.time() + 60
        os.utime(home.database + "-wal", (later, later))

        assert is_due(home.database, home.folder, NOW + HOUR)


def test_nothing_is_due_without_a_home_or_when_turned_off(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_due(str(tmp_path / "none.db"), home.folder, NOW)
    monkeypatch.setenv("COCKPIT_BACKUPS", "off")
    assert not is_due(home.database, home.folder, NOW)


def test_it_is_dated_private_and_sound(home: Home) -> None:
    made = keep_safe(home.database, home.folder, NOW).made

    assert home.names() == ["auto-2026-11-23T092000Z.db"]
    assert made == backups(home.folder)[0]
    verify(made)
    assert stat.S_IMODE(os.stat(made).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(home.folder).st_mode) == 0o700


def test_a_copy_that_was_written_wrongly_does_not_count(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_safe(home.database, home.folder, NOW)
    whole = copying.sync

    def wrongly(path: str) -> None:
        if path.endswith(".part"):
            content = bytearray(Path(path).read_bytes())
            content[4096:12288] = b"\x55" * 8192
            Path(path).write_bytes(content)
        whole(path)

    monkeypatch.setattr(copying, "sync", wrongly)

    with pytest.raises(Refused, match="is damaged"):
        keep_safe(home.database, home.folder, NOW + 2 * HOUR)
    assert home.names() == ["auto-2026-11-23T092000Z.db"]


def test_old_ones_go_and_those_made_by_hand_stay(home: Home) -> None:
    by_hand = copying.back_up(home.database, home.folder, NOW - timedelta(days=999))
    for hour in range(30):
        keep_safe(home.database, home.folder, NOW + hour * HOUR)

    assert os.path.exists(by_hand)
    assert len(home.names()) == 1 + 24
    assert "auto-2026-11-23T092000Z.db" not in home.names()


def test_backups_with_far_more_records_are_kept_and_told_until_that_is_meant(home: Home) -> None:
    # given: a day of backups with many records, then a home with almost none
    home.add(99)
    for hour in range(24):
        keep_safe(home.database, home.folder, NOW + hour * HOUR)
    with closing(home.open()) as workspace:
        workspace.undo()

    # when: backups go on for days
    days = [keep_safe(home.database, home.folder, NOW + (24 + n) * HOUR) for n in range(40)]

    # then: none of the many went, and it is told
    assert len(days[-1].held) == 23
    assert [count_records(path) for path in days[-1].held] == [100] * 23
    assert days[-1].removed
    # and: the owner may say that it was meant
    done = keep_safe(home.database, home.folder, NOW + 65 * HOUR, fewer_is_meant=True)
    assert set(days[-1].held) <= set(done.removed)
    assert done.held == ()


def test_two_processes_make_one(home: Home) -> None:
    os.makedirs(home.folder)
    handle = os.open(home.folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        assert keep_safe(home.database, home.folder, NOW).made is None
    finally:
        os.close(handle)
    assert home.names() == []


def test_a_nearly_full_disk_gets_none_and_loses_none(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    for hour in range(30):
        keep_safe(home.database, home.folder, NOW + hour * HOUR)
    before = home.names()
    monkeypatch.setattr(automatic, "LITTLE_SPACE", 1 << 60)

    with pytest.raises(CockpitError, match="free some space"):
        keep_safe(home.database, home.folder, NOW + 40 * HOUR)
    assert home.names() == before


def test_what_a_killed_copy_left_goes_after_a_day(home: Home) -> None:
    os.makedirs(home.folder)
    old, young = Path(home.folder, "auto-x.db.1.part"), Path(home.folder, "auto-y.db.2.part")
    for path in (old, young):
        path.write_text("half")
    os.utime(old, (0, 0))

    keep_safe(home.database, home.folder, NOW)

    assert home.names() == ["auto-2026-11-23T092000Z.db", young.name]


def test_there_is_none_of_a_home_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    with pytest.raises(NotFound):
        keep_safe(str(tmp_path / "cockpit.db"), str(tmp_path / "backups"), NOW)


# -- from the command line -------------------------------------------------------------------------


@pytest.fixture
def cockpit(tmp_path: Path) -> CommandLine:
    run = CommandLine(tmp_path / "home")
    run("add", "one")
    return run


def test_the_daily_dump_opens_in_tinydb_and_goes_back_in(
    cockpit: CommandLine, tmp_path: Path
) -> None:
    assert cockpit("backup", "--automatic").status == 0

    dump = cockpit.home / "backups" / "records-2026-11-23.json"
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600
    with TinyDB(dump) as database:
        assert [one["title"] for one in database.table("task")] == ["one"]
    fresh = CommandLine(tmp_path / "fresh")
    assert fresh("import", "json", str(dump)).status == 0
    assert fresh("export", "json").out == cockpit("export", "json").out == dump.read_text()


def test_there_is_one_dump_a_day_of_the_last_seven(cockpit: CommandLine) -> None:
    for day in range(10, 22):
        for hour in (8, 9):
            cockpit.now = f"2026-11-{day}T{hour:02}:00:00+00:00"
            assert cockpit("backup", "--automatic").status == 0

    dumps = sorted(path.name for path in (cockpit.home / "backups").glob("records-*.json"))
    assert dumps == [f"records-2026-11-{day}.json" for day in range(15, 22)]


def test_held_backups_are_told_on_the_command_line_and_by_the_doctor(
    cockpit: CommandLine,
) -> None:
    lines = "".join(f"task {number}\n" for number in range(50))
    assert cockpit("add", "-", stdin=lines).status == 0
    for hour in range(24):
        cockpit.now = f"2026-11-23T{hour:02}:20:00+00:00"
        assert cockpit("backup", "--automatic").err == ""
    cockpit.now = "2026-11-24T10:20:00+00:00"
    assert cockpit("undo").status == 0
    for minute in (20, 50):
        cockpit.now = f"2026-11-24T11:{minute}:00+00:00"
        ran = cockpit("backup", "--automatic", "--json")

    assert "hold far more records" in ran.err
    assert ran.err.count("\n") == 1
    assert len(json.loads(ran.out)["held"]) == 1
    assert [one["check"] for one in cockpit("doctor", "--json").json["items"]] == ["backups"]
    assert cockpit("backup", "--fewer-is-meant").err == ""
    assert cockpit("doctor").status == 0


def test_once_a_day_the_records_are_looked_through(cockpit: CommandLine) -> None:
    # given: a title of which a letter is another, which SQLite itself cannot notice
    path = cockpit.home / "cockpit.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE document SET body = replace(body, 'one', 'onf')")

    first, second = cockpit("backup", "--automatic"), cockpit("backup", "--automatic")

    assert "what the cockpit did not write" in first.err
    assert first.err.count("\n") == 1
    assert second.err == ""
