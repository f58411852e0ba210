"""A disk that is full or fails while the screen is open: each key says so, and nothing is half done."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from cockpit.actions.checks import REFERENCES
from cockpit.store.doctor.examining import examine
from tests.tui.main_host import Cockpit, small_cockpit
from tests.workspaces import stored

CHANGING = "space d t plus s w S u".split()


def fill(connection: sqlite3.Connection) -> None:
    """As if not one more page found room."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    for size in (100, 10, 1):
        with suppress(sqlite3.OperationalError):
            for number in range(size * 1_000, size * 1_000 + 999):
                connection.execute(
                    "INSERT INTO document (tbl, id, body) VALUES ('filler', ?, ?)",
                    (number, json.dumps("x" * size)),
                )


def read_only(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = ON")


@pytest.mark.parametrize("trouble", [fill, read_only])
async def test_every_key_that_changes_something_says_so_and_changes_nothing(
    trouble: Callable[[sqlite3.Connection], None], tmp_path: Path
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        workspace = cockpit.workspace
        trouble(workspace.storage.connection)
        for key in CHANGING:
            before = stored(workspace)
            cockpit.main.clear_message()
            await cockpit.press(key)
            await _leave_dialogs(cockpit)
            if cockpit.said.startswith("▲ "):
                assert stored(workspace) == before, key

        await cockpit.press("a")
        await cockpit.press(" ".join("long" * 3) + " enter")
        shown = "\n".join([cockpit.said, *cockpit.toasts, cockpit.screen])
        assert "nothing" in shown or "only be read" in shown
        assert {one.where for one in examine(workspace, REFERENCES)} <= {"filler"}


async def _leave_dialogs(cockpit: Cockpit) -> None:
    while cockpit.app.screen is not cockpit.main:
        await cockpit.press("escape")
