"""A home that is damaged, foreign, unreachable or too new: one sentence, and nothing overwritten."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.real_terminal import RealTerminal

WRITING = (
    ("add", "x"),
    ("task", "done", "T1"),
    ("undo",),
    ("import", "todotxt", "-"),
    ("--dry-run", "add", "x"),
)


@pytest.fixture
def cockpit(tmp_path: Path) -> CommandLine:
    """A home with two tasks."""
    run = CommandLine(tmp_path / "home")
    assert run("add", "one").id
    assert run("add", "two").id
    return run


def _other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url)")
    other.close()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "random bytes": lambda path: path.write_bytes(b"\x5a\xa5" * 20_000),
    "cut short": lambda path: os.truncate(path, 9_000),
    "empty": lambda path: os.truncate(path, 0),
    "a picture": lambda path: path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" * 99),
    "of another program": _other_program,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_no_sound_database_is_refused_and_kept(
    damage: str, cockpit: CommandLine
) -> None:
    path = cockpit.home / "cockpit.db"
    for log in ("-wal", "-shm"):
        (cockpit.home / f"cockpit.db{log}").unlink(missing_ok=True)
    DAMAGES[damage](path)
    before = path.read_bytes() if path.is_file() else b""

    for words in (*WRITING, ("task", "list"), ("today",), ("export", "json")):
        ran = cockpit(*words, stdin="(A) a line")
        assert ran.status == 3, (words, ran)
        assert len(ran.err.splitlines()) == 1, ran.err
        assert str(path) in ran.err
        assert "Traceback" not in ran.err
    assert cockpit("doctor").status == 1

    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_newer_schema_is_read_and_never_written(cockpit: CommandLine) -> None:
    path = cockpit.home / "cockpit.db"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()

    assert cockpit("task", "list").status == 0
    ran = cockpit("add", "x")

    assert ran.status == 3
    assert "newer cockpit" in ran.err
    assert path.read_bytes() == before


@pytest.mark.parametrize("words", [("doctor",), ("--dry-run", "add", "x"), ("task", "list")])
def test_a_home_below_a_file_does_not_pass_for_an_empty_one(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine")
    ran = CommandLine(tmp_path / "file")(*words)

    assert ran.status == 1
    assert "cannot be reached" in ran.err + ran.out
    assert "All is well" not in ran.err
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may enter every folder")
@pytest.mark.parametrize("words", [("doctor",), ("--dry-run", "add", "x"), ("add", "x")])
def test_a_folder_that_may_not_be_entered_is_told(
    words: tuple[str, ...], cockpit: CommandLine
) -> None:
    cockpit.home.chmod(0o000)
    try:
        ran = cockpit(*words)
    finally:
        cockpit.home.chmod(0o700)

    assert ran.status == 1
    assert "cannot be reached" in ran.err + ran.out


def test_the_screen_refuses_in_one_sentence_and_gives_the_terminal_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "cockpit.db").write_bytes(b"no database at all" * 999)
    terminal = RealTerminal(home)

    assert terminal.wait_for_end() == 3
    said = terminal.raw.decode()
    assert "is damaged; it is kept as it is" in said
    assert "Traceback" not in said
    assert "\x1b" not in said


def test_a_home_removed_under_the_open_screen_takes_no_more_changes(tmp_path: Path) -> None:
    # given: an open cockpit whose folder is deleted from outside
    run = CommandLine(tmp_path / "home")
    assert run("add", "one").id
    terminal = RealTerminal(run.home)
    terminal.wait_for("esc set up nothing")
    terminal.press("\x1b")
    terminal.wait_until_gone("esc set up nothing")
    shutil.rmtree(run.home)

    # when: a task is ticked off
    terminal.press(" ")

    # then: it is not acknowledged, for it would be lost
    terminal.wait_for("removed")
    assert terminal.quit() == 0


def test_a_replaced_database_takes_no_change_meant_for_the_old_one(cockpit: CommandLine) -> None:
    from cockpit.domain.clock import SystemClock
    from cockpit.errors import Refused
    from cockpit.store.workspace import Workspace

    path = cockpit.home / "cockpit.db"
    workspace = Workspace.open(str(path), SystemClock(), actor="screen")
    try:
        other = cockpit.home / "other.db"
        shutil.copy(path, other)
        other.replace(path)
        with pytest.raises(Refused, match="removed or replaced"), workspace.transaction("Add"):
            workspace.table("task").insert({"title": "lost"})
        assert not workspace.storage.connection.in_transaction
    finally:
        workspace.close()
