"""What the database file looks like inside: version 1 of the schema; later ones are migrations."""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x434B5054
"""Marks a database file as the cockpit's ("CKPT"), for `file` and for our own check."""

FIRST_VERSION = 1
"""The version that `VERSION_1` makes."""

VERSION_1 = (
    # uid and closed_at stand before body, so that reading them never walks a long body
    """CREATE TABLE document (
        tbl TEXT NOT NULL,
        id INTEGER NOT NULL,
        rank TEXT,
        uid TEXT GENERATED ALWAYS AS (json_extract(body, '$.uid')) STORED,
        closed_at TEXT GENERATED ALWAYS AS (json_extract(body, '$.closed_at')) STORED,
        body TEXT NOT NULL,
        PRIMARY KEY (tbl, id)
    )""",
    "CREATE INDEX document_live ON document (tbl, rank, id) WHERE closed_at IS NULL",
    "CREATE INDEX document_closed ON document (tbl, closed_at) WHERE closed_at IS NOT NULL",
    "CREATE UNIQUE INDEX document_uid ON document (tbl, uid) WHERE uid IS NOT NULL",
    # listed: the table exists for TinyDB; a dropped one keeps its row, so ids stay used
    """CREATE TABLE sequence (
        tbl TEXT PRIMARY KEY,
        last INTEGER NOT NULL,
        listed INTEGER NOT NULL DEFAULT 1
    )""",
    """CREATE TABLE change (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        label TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
        target INTEGER,
        undone INTEGER NOT NULL DEFAULT 0
    )""",
    """CREATE TABLE history (
        change_id INTEGER NOT NULL REFERENCES change (id),
        tbl TEXT NOT NULL,
        doc_id INTEGER NOT NULL,
        before TEXT,
        after TEXT,
        PRIMARY KEY (change_id, tbl, doc_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX history_document ON history (tbl, doc_id, change_id)",
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)",
    """CREATE TABLE delivery (
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        stage TEXT NOT NULL,
        instant TEXT NOT NULL,
        claimed_at TEXT,
        dismissed_at TEXT,
        snoozed_until TEXT,
        UNIQUE (kind, subject, stage, instant)
    )""",
)
"""The statements of version 1; never edited once a version is released."""


def create(connection: sqlite3.Connection) -> None:
    """Make version 1 in an empty database, inside the caller's transaction."""
    for statement in VERSION_1:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FIRST_VERSION}")


def version_of(connection: sqlite3.Connection) -> int:
    """The schema version of an open database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
