"""Writes a home of the present schema as SQL: to be kept for ever once that schema is released."""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cockpit.store import migrations
from tests.command_line import CommandLine

FOLDER = Path(__file__).parent


def statements(connection: sqlite3.Connection) -> Iterator[str]:
    """The schema and every row of a database, without what is generated from a row itself."""
    for name in ("application_id", "user_version"):
        yield f"PRAGMA {name} = {connection.execute(f'PRAGMA {name}').fetchone()[0]};"
    tables = []
    for kind, name, sql in connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
    ).fetchall():
        if not name.startswith("sqlite_"):
            yield f"{sql};"
        if kind == "table":
            tables.append(name)
    for table in tables:
        if table == "sqlite_sequence":
            yield "DELETE FROM sqlite_sequence;"
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        values = "|| ', ' ||".join(f"quote({column})" for column in columns)
        for (row,) in connection.execute(f"SELECT {values} FROM {table}").fetchall():
            yield f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({row});"


def write(home: Path) -> Path:
    """A small business by way of the command line, as SQL."""
    cockpit = CommandLine(home)
    for words in (
        "hours add mine --zone Europe/Berlin --week mon-fri_09:00-17:00",
        "function add Writing",
        "contractor add Cora",
        "add Proof #writing ~45m by fri",
        "add Letters rec:1w",
        "add Old",
        "add ? @anna wants the logo",
        "add ! 14:05 Karl cb:16:00",
        "task done T2",
        "task archive T3",
        "task edit T1 --title Proofs",
        "undo",
        "reminder due",
    ):
        ran = cockpit(*(word.replace("_", " ") for word in words.split()))
        assert ran.status == 0, (words, ran)
    path = FOLDER / f"v{migrations.current_version()}.sql"
    with closing(sqlite3.connect(home / "cockpit.db")) as connection:
        path.write_text("\n".join(statements(connection)) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    os.environ["COCKPIT_BACKUPS"] = "off"
    with tempfile.TemporaryDirectory() as folder:
        print(write(Path(folder) / "home"), file=sys.stderr)
