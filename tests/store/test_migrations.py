"""Each step is one transaction, and the file as it was before is kept beside it."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from cockpit.errors import CockpitError, Refused
from cockpit.store import migrations, schema
from cockpit.store.migrations import Migration
from cockpit.store.opening import open_database
from cockpit.store.sqlite_tinydb import DocumentTable, SQLiteStorage


def add_colour(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE document ADD COLUMN colour TEXT DEFAULT 'blue'")


def add_size(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE document ADD COLUMN size INTEGER DEFAULT 3")


def interrupted(connection: sqlite3.Connection) -> None:
    add_size(connection)
    connection.execute("UPDATE document SET body = '{}'")
    raise KeyboardInterrupt


TO_2 = Migration(2, "documents have a colour", add_colour)
TO_3 = Migration(3, "documents have a size", add_size)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database of version 1 with one task."""
    path = tmp_path / "home" / "cockpit.db"
    with closing(SQLiteStorage(path)) as storage:
        DocumentTable(storage, "task").insert({"title": "kept"})
    return path


@pytest.fixture
def newer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (TO_2, TO_3))


def columns(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[1] for row in connection.execute("PRAGMA table_info(document)")}


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return schema.version_of(connection)


def test_the_released_steps_are_numbered_without_gaps() -> None:
    numbers = [step.version for step in migrations.MIGRATIONS]
    assert numbers == list(range(2, 2 + len(numbers)))
    assert migrations.current_version() == 1 + len(numbers)


@pytest.mark.usefixtures("newer")
def test_an_older_database_goes_through_every_step(path: Path) -> None:
    with closing(SQLiteStorage(path)) as storage:
        assert DocumentTable(storage, "task").all() == [{"title": "kept"}]
        assert not storage.read_only
    assert version(path) == 3
    assert {"colour", "size"} <= columns(path)


@pytest.mark.usefixtures("newer")
def test_the_file_before_each_step_is_kept_and_private(path: Path) -> None:
    open_database(str(path))
    kept = {n: path.with_name(f"cockpit.db.before-v{n}") for n in (2, 3)}
    assert {n: version(file) for n, file in kept.items()} == {2: 1, 3: 2}
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept.values()} == {0o600}
    assert "colour" not in columns(kept[2])
    with closing(sqlite3.connect(kept[2])) as old:
        assert old.execute("SELECT body FROM document").fetchall() == [('{"title":"kept"}',)]


@pytest.mark.usefixtures("newer")
def test_a_new_database_has_the_newest_schema_and_no_copies(tmp_path: Path) -> None:
    path = tmp_path / "new" / "cockpit.db"
    open_database(str(path)).connection.close()
    assert version(path) == 3
    assert {"colour", "size"} <= columns(path)
    assert [file.name for file in path.parent.iterdir()] == ["cockpit.db"]


def test_an_interrupted_step_leaves_the_version_before_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        migrations, "MIGRATIONS", (TO_2, Migration(3, "is interrupted", interrupted))
    )
    with pytest.raises(KeyboardInterrupt):
        open_database(str(path))
    assert version(path) == 2
    assert "size" not in columns(path)
    monkeypatch.setattr(migrations, "MIGRATIONS", (TO_2, TO_3))
    with closing(SQLiteStorage(path)) as storage:
        assert DocumentTable(storage, "task").all() == [{"title": "kept"}]
    assert version(path) == 3
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "cockpit.db",
        "cockpit.db.before-v2",
        "cockpit.db.before-v3",
        "cockpit.db.before-v3-2",
    ]


def test_a_failing_statement_is_told_in_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Migration(2, "is broken", lambda connection: connection.execute("SELEC") and None)
    monkeypatch.setattr(migrations, "MIGRATIONS", (broken,))
    with pytest.raises(CockpitError, match=r"cockpit\.db could not be used: .*syntax error"):
        open_database(str(path))
    assert version(path) == 1


def test_no_room_for_the_copy_means_no_step(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (TO_2,))

    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrations.os, "rename", full)
    with pytest.raises(CockpitError, match=r"could not be brought up to date: No space left"):
        open_database(str(path))
    assert version(path) == 1
    assert [file.name for file in path.parent.iterdir()] == ["cockpit.db"]


@pytest.mark.usefixtures("newer")
def test_reading_only_does_not_migrate(path: Path) -> None:
    with pytest.raises(Refused, match="older schema .1, this cockpit writes 3."):
        open_database(str(path), read_only=True)
    assert version(path) == 1


@pytest.mark.usefixtures("newer")
def test_two_that_start_at_once_migrate_once(path: Path) -> None:
    first = sqlite3.connect(path, isolation_level=None)
    assert len(migrations.migrate(first, os.fspath(path))) == 2
    assert migrations.migrate(sqlite3.connect(path, isolation_level=None), os.fspath(path)) == []
