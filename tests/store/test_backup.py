"""Backups: sound copies of a database in use, and the way back without losing the present."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cockpit.domain.clock import FixedClock
from cockpit.errors import CockpitError, NotFound, Refused
from cockpit.store.backups.copying import back_up, backups, copy_database, verify
from cockpit.store.backups.restoring import restore
from cockpit.store.doctor.examining import examine
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
            return [body["title"] for body in workspace.live("task").values()]

    def damage(self) -> None:
        Path(self.database).write_bytes(b"not a database at all" * 400)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    made.add("first")
    return made


def test_a_backup_is_dated_private_one_file_and_has_what_is_only_in_the_log(home: Home) -> None:
    with closing(home.open()) as workspace:
        with workspace.transaction("Add"):
            workspace.table("task").insert(
                {"uid": "2", "created_at": "2026-11-23T09:00:00Z", "title": "second"}
            )
        assert os.path.getsize(home.database + "-wal") > 0

        path = back_up(home.database, home.folder, NOW)

    assert os.path.basename(path) == "cockpit-2026-11-23T092000Z.db"
    assert os.listdir(home.folder) == [os.path.basename(path)]
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(home.folder).st_mode) == 0o700
    with closing(sqlite3.connect(path)) as copy:
        assert copy.execute("SELECT count(*) FROM document").fetchone() == (2,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_backups_of_one_second_stand_beside_each_other(home: Home) -> None:
    paths = [back_up(home.database, home.folder, NOW) for _time in range(3)]

    assert len(set(paths)) == 3
    assert sorted(backups(home.folder)) == sorted(paths)


def test_there_is_nothing_to_back_up_without_a_database(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        back_up(str(tmp_path / "cockpit.db"), str(tmp_path / "backups"), NOW)
    assert backups(str(tmp_path / "backups")) == []


def test_a_restore_goes_back_and_keeps_what_was(home: Home) -> None:
    first = back_up(home.database, home.folder, NOW)
    home.add("second")

    done = restore(first, home.database, home.folder, NOW)

    assert home.titles() == ["first"]
    assert done.kept is not None
    restore(done.kept, home.database, home.folder, NOW)
    assert sorted(home.titles()) == ["first", "second"]


def test_an_open_workspace_sees_what_a_restore_changed(home: Home) -> None:
    first = back_up(home.database, home.folder, NOW)
    home.add("second")
    with closing(home.open()) as workspace, closing(home.open()) as other:
        assert len(workspace.live("task")) == 2
        with other.transaction("Edit"):
            other.table("task").update({"title": "changed"}, doc_ids=[1])
        workspace.refresh()

        restore(first, home.database, home.folder, NOW)

        assert workspace.refresh() == {("task", 1), ("task", 2)}
        assert [body["title"] for body in workspace.live("task").values()] == ["first"]


def test_after_a_restore_ids_go_on_and_the_history_is_sound(home: Home) -> None:
    first = back_up(home.database, home.folder, NOW)
    home.add("second")
    restore(first, home.database, home.folder, NOW)
    home.add("third")

    with closing(home.open()) as workspace:
        assert list(workspace.live("task")) == [1, 3]
        assert [one for one in examine(workspace, {}) if one.check in ("history", "ids")] == []
        workspace.undo()
        workspace.undo()
        assert workspace.live("task") == {}
        with pytest.raises(CockpitError):
            workspace.undo()


def test_an_open_workspace_goes_on_after_a_restore(home: Home) -> None:
    first = back_up(home.database, home.folder, NOW)
    home.add("second")
    with closing(home.open()) as workspace:
        restore(first, home.database, home.folder, NOW)

        with workspace.transaction("Add"):
            workspace.table("task").insert(
                {"uid": "3", "created_at": "2026-11-23T09:00:00Z", "title": "third"}
            )
    assert sorted(home.titles()) == ["first", "third"]


@pytest.mark.parametrize("state", ["damaged", "empty"])
def test_a_database_that_cannot_be_read_is_put_aside_not_thrown_away(
    state: str, home: Home
) -> None:
    good = back_up(home.database, home.folder, NOW)
    if state == "damaged":
        home.damage()
    else:
        Path(home.database).write_bytes(b"")
    broken = Path(home.database).read_bytes()

    done = restore(good, home.database, home.folder, NOW)

    assert home.titles() == ["first"]
    assert done.kept is not None
    assert Path(done.kept).read_bytes() == broken


def test_a_restore_into_an_empty_home(home: Home, tmp_path: Path) -> None:
    good = back_up(home.database, home.folder, NOW)
    other = Home(tmp_path / "other")

    assert restore(good, other.database, other.folder, NOW).kept is None

    assert other.titles() == ["first"]
    assert stat.S_IMODE(os.stat(other.database).st_mode) == 0o600


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (text)")


def newer(path: Path, home: Home) -> None:
    copy_database(home.database, str(path))
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")


def torn(path: Path, home: Home) -> None:
    copy_database(home.database, str(path))
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\x55" * 8192
    path.write_bytes(content)


@pytest.mark.parametrize("what", ["foreign", "newer", "torn", "text", "empty", "missing"])
def test_what_is_no_sound_backup_is_refused_and_nothing_changes(
    what: str, home: Home, tmp_path: Path
) -> None:
    path = tmp_path / "bad.db"
    match what:
        case "foreign":
            foreign(path)
        case "newer":
            newer(path, home)
        case "torn":
            torn(path, home)
        case "text":
            path.write_text("hello " * 1_000)
        case "empty":
            path.write_bytes(b"")

    with pytest.raises((Refused, NotFound)) as told:
        restore(str(path), home.database, home.folder, NOW)

    assert str(path) in str(told.value)
    assert "\n" not in str(told.value)
    assert home.titles() == ["first"]
    assert not os.path.exists(home.folder)


def test_a_database_of_another_program_is_never_replaced(home: Home, tmp_path: Path) -> None:
    good = back_up(home.database, home.folder, NOW)
    other = tmp_path / "theirs" / "cockpit.db"
    other.parent.mkdir()
    foreign(other)
    before = other.read_bytes()

    with pytest.raises(Refused):
        restore(good, str(other), str(tmp_path / "backups"), NOW)

    assert other.read_bytes() == before


def test_a_copy_never_replaces_a_file(home: Home, tmp_path: Path) -> None:
    target = tmp_path / "there.db"
    target.write_text("mine")

    with pytest.raises(CockpitError):
        copy_database(home.database, str(target))

    assert target.read_text() == "mine"
    assert [one.name for one in tmp_path.iterdir() if "part" in one.name] == []


def test_a_backup_reads_no_more_than_its_own_file(home: Home) -> None:
    path = back_up(home.database, home.folder, NOW)

    verify(path)

    assert os.listdir(home.folder) == [os.path.basename(path)]


def test_no_copy_goes_into_a_folder_of_another_user(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner, real = os.geteuid(), os.stat
    os.makedirs(home.folder)

    def elsewhere(path: object, **more: object) -> object:
        found = real(path, **more)  # type: ignore[arg-type]
        if path != home.folder:
            return found
        return os.stat_result([*found[:4], owner + 1, *found[5:]])

    monkeypatch.setattr(os, "stat", elsewhere)

    with pytest.raises(Refused, match="belongs to another user"):
        back_up(home.database, home.folder, NOW)
    assert os.listdir(home.folder) == []
