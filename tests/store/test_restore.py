"""Going back to a backup is one change beside whatever else goes on, and rings nothing again."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cockpit.domain.clock import FixedClock
from cockpit.domain.reminders import Reminder
from cockpit.errors import CockpitError, Refused
from cockpit.scheduler import delivery
from cockpit.store import opening
from cockpit.store.backups import restoring
from cockpit.store.backups.copying import back_up, backups, count_records
from cockpit.store.backups.restoring import restore
from cockpit.store.doctor.examining import examine
from cockpit.store.progress import read_progress, write_progress
from cockpit.store.workspace import Workspace

NOW = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)


class Home:
    def __init__(self, folder: Path) -> None:
        self.database = str(folder / "home" / "cockpit.db")
        self.folder = str(folder / "home" / "backups")

    def open(self) -> Workspace:
        return Workspace.open(self.database, FixedClock(NOW), actor="test")

    def add(self, title: str) -> None:
        with closing(self.open()) as workspace, workspace.transaction(f"Add {title}"):
            workspace.table("task").insert(
                {"uid": title, "created_at": "2026-11-23T09:00:00Z", "title": title}
            )

    def titles(self) -> list[str]:
        with closing(self.open()) as workspace:
            return sorted(body["title"] for body in workspace.live("task").values())

    def back(self, path: str) -> restoring.Restored:
        return restore(path, self.database, self.folder, NOW)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    made.add("first")
    return made


def reminder(subject: str) -> Reminder:
    return Reminder("breached", subject, "resolution", NOW, NOW, None, False, "logo")


def test_what_was_reminded_of_since_the_backup_does_not_ring_again(home: Home) -> None:
    path = back_up(home.database, home.folder, NOW)
    with closing(home.open()) as workspace:
        connection = workspace.storage.connection
        assert delivery.claim(connection, [reminder("R1"), reminder("R2")], NOW)
        delivery.dismiss(connection, [delivery.key_of(reminder("R1"))], NOW)

    home.back(path)

    with closing(home.open()) as workspace:
        connection = workspace.storage.connection
        later = NOW + timedelta(hours=1)
        assert delivery.claim(connection, [reminder("R1"), reminder("R2")], later) == []
        assert [one.subject for one in delivery.raised(connection, later)] == ["R2"]


def test_an_unfinished_review_is_that_of_the_backup(home: Home) -> None:
    with closing(home.open()) as workspace:
        write_progress(workspace, "nightly", {"step": 2})
    path = back_up(home.database, home.folder, NOW)
    with closing(home.open()) as workspace:
        write_progress(workspace, "nightly", {"step": 5})

    home.back(path)

    with closing(home.open()) as workspace:
        assert read_progress(workspace, "nightly") == {"step": 2}


def test_a_writer_in_the_middle_of_a_change_is_waited_for(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = back_up(home.database, home.folder, NOW)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with closing(home.open()) as workspace, workspace.transaction("Add"):
        workspace.table("task").insert({"title": "second"})
        with pytest.raises(CockpitError, match="Another program is writing"):
            home.back(path)

    assert home.titles() == ["first", "second"]


def test_the_state_that_is_kept_is_the_last_one_before(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given: another writer that tries its luck between the keeping and the restoring
    path = back_up(home.database, home.folder, NOW)
    keep = restoring.back_up

    def keep_and_meddle(*given: object) -> str:
        kept = keep(*given)  # type: ignore[arg-type]
        with (
            closing(sqlite3.connect(home.database, timeout=0.01)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("DELETE FROM document")
        return kept

    monkeypatch.setattr(restoring, "back_up", keep_and_meddle)
    home.add("second")

    kept = home.back(path).kept

    assert home.titles() == ["first"]
    assert kept is not None
    assert count_records(kept) == 2


def test_a_failure_in_the_middle_changes_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = back_up(home.database, home.folder, NOW)
    home.add("second")
    monkeypatch.setattr(restoring, "commit", lambda *_given: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        home.back(path)

    assert home.titles() == ["first", "second"]
    assert [name for name in os.listdir(home.folder) if not name.startswith("cockpit-")] == []


def test_a_restore_is_undone_by_restoring_what_was_kept(home: Home) -> None:
    path = back_up(home.database, home.folder, NOW)
    home.add("second")
    with closing(home.open()) as workspace:
        workspace.undo()
        workspace.redo()
        before = workspace.storage.connection.execute("SELECT body FROM document").fetchall()

    kept = home.back(path).kept
    assert kept is not None
    home.back(kept)

    with closing(home.open()) as workspace:
        connection = workspace.storage.connection
        assert connection.execute("SELECT body FROM document").fetchall() == before
        assert examine(workspace, {}) == []
        workspace.undo()
    assert home.titles() == ["first"]


def test_a_database_of_a_newer_cockpit_is_kept_twice_and_made_room_for(home: Home) -> None:
    path = back_up(home.database, home.folder, NOW)
    home.add("second")
    with closing(sqlite3.connect(home.database)) as newer:
        newer.execute("PRAGMA user_version = 99")

    kept = home.back(path).kept

    assert home.titles() == ["first"]
    assert kept is not None
    assert count_records(kept) == 2
    assert [name for name in os.listdir(home.folder) if name.startswith("newer-")]
    assert len(backups(home.folder)) == 2


def test_nothing_is_put_beside_the_log_of_a_database_that_is_gone(home: Home) -> None:
    path = back_up(home.database, home.folder, NOW)
    os.unlink(home.database)
    Path(home.database + "-wal").write_bytes(b"changes that are only here")

    with pytest.raises(Refused, match="its log"):
        home.back(path)
    assert not os.path.exists(home.database)
