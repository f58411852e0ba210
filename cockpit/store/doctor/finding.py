"""What the doctor says, and how he reads what is stored: past every rule that may be broken."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from cockpit.domain.identity import PREFIXES, ref
from cockpit.store.workspace import Body, Workspace

Bodies = Mapping[str, Mapping[int, Body]]
"""Table → number → document, live and closed."""


class Finding(NamedTuple):
    """One thing that is not as it should be."""

    check: str
    """Which look found it: file, modes, space, clock, backups, documents, references, ids,
    history, reminders, ranks, secrets, blocks."""
    where: str
    """The record or file."""
    problem: str
    can_mend: bool = False
    """Whether `mend` puts it right."""


def all_bodies(workspace: Workspace) -> Bodies:
    """All documents of all records; one that cannot be decoded is empty."""
    return {
        name: {
            number: decoded(text)
            for number, text in select(
                workspace, "SELECT id, body FROM document WHERE tbl = ? ORDER BY id", name
            )
        }
        for name in PREFIXES
    }


def decoded(text: str) -> Body:
    """A stored text as a document; empty where it is none."""
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def shown(name: str, number: int) -> str:
    """A document as the owner knows it."""
    return ref(name, number) if name in PREFIXES else f"{name} {number}"


def select(workspace: Workspace, question: str, *values: object) -> list[Any]:
    """The rows that answer an SQL question."""
    with workspace.storage.guard:
        return workspace.storage.connection.execute(question, values).fetchall()
