"""One kind of record as a table for spreadsheets; no cell of it is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from cockpit.actions.owner import owner_zone
from cockpit.actions.typed.fields import FIELDS, Field
from cockpit.actions.typed.shown import shown, written_moment
from cockpit.domain.identity import ref
from cockpit.domain.wording.plain_text import many_lines
from cockpit.interchange.complete import complete
from cockpit.interchange.guarded import is_guarded
from cockpit.store.workspace import Workspace

FORMULA = "=+-@\t\r\n＝＋－＠"
"""What a cell begins with that spreadsheets take for a formula. Source: OWASP, CSV injection."""

_DEFUSED = "'"
"""Put before such a cell, it makes a text of it."""

_STANDING: Mapping[str, tuple[Field, ...]] = {
    "task": (Field("state", "text", ""), Field("assignment", "text", "")),
    "request": (Field("assignment", "text", ""),),
    "assignment": (
        Field("state", "text", ""),
        Field("task", "text", ""),
        Field("request", "text", ""),
        Field("sent_at", "past", ""),
        Field("delivered_at", "past", ""),
        Field("decided_at", "past", ""),
    ),
    "deliverable": (
        Field("assignment", "ref:assignment", ""),
        Field("version", "text", ""),
        Field("at", "past", ""),
        Field("verdict", "text", ""),
        Field("reason", "long", ""),
        Field("decided_at", "past", ""),
    ),
    "drill": (
        Field("at", "past", ""),
        Field("score", "text", ""),
        Field("completeness", "text", ""),
        Field("unknown", "text", ""),
        Field("stops", "words", ""),
    ),
    "review": (
        Field("kind", "text", ""),
        Field("day", "text", ""),
        Field("week", "text", ""),
    ),
}  # fmt: skip
"""What verbs write and no form asks for, where a table without it would say too little."""


def columns_of(table: str, *, private: bool = False) -> list[Field]:
    """The columns between the id and the moments of a record; guarded ones when asked for."""
    typed = [one for one in FIELDS[table] if private or not is_guarded(table, one.name)]
    return [*typed, *_STANDING.get(table, ())]


def export_csv(
    workspace: Workspace,
    table: str,
    bodies: Mapping[int, Mapping[str, Any]],
    *,
    private: bool = False,
) -> str:
    """The records as RFC 4180 has it: a head, a record a row, CRLF, quotes where they are needed.

    Fields stand as they are typed, moments in the owner's zone. A cell that begins like a formula
    gets an apostrophe before it; what could steer a terminal is left out.
    """
    columns = columns_of(table, private=private)
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(["id", *(one.name for one in columns), "created", "closed"])
    for number, body in sorted(bodies.items()):
        whole = complete(table, body)
        cells = [shown(workspace, one, whole) for one in columns]
        moments = [_moment(workspace, body, name) for name in ("created_at", "closed_at")]
        rows.writerow([ref(table, number), *(_cell(one) for one in (*cells, *moments))])
    return written.getvalue()


def _moment(workspace: Workspace, body: Mapping[str, Any], name: str) -> str:
    return written_moment(body[name], owner_zone(workspace)) if body.get(name) else ""


def _cell(text: str) -> str:
    plain = many_lines(text)
    begins = {text[:1], plain[:1]} - {""}
    return _DEFUSED + plain if any(one in FORMULA for one in begins) else plain
