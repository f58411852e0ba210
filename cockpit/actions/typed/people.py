"""Who does or holds something, as people type it: me, a contractor, nobody, anybody else."""

from __future__ import annotations

from typing import Any

from cockpit.actions.typed.phrases import named, read_record
from cockpit.domain.drills.parties import NOBODY, OWNER, is_contractor, is_nobody, is_owner
from cockpit.domain.identity import number_of, ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace


def read_people(workspace: Workspace, kind: str, said: str) -> Any:
    """The stored value of a field of kind person, people or holder.

    A person is the owner or a contractor; a holder may be anybody, also somebody unknown here.
    """
    if kind == "people":
        return [_person(workspace, part.strip()) for part in said.split(",") if part.strip()]
    return _person(workspace, said) if kind == "person" else read_holder(workspace, said)


def read_holder(workspace: Workspace, said: str) -> str:
    """The owner, nobody, a contractor by his whole name or id; else the words as they are."""
    if is_owner(said):
        return OWNER
    if is_nobody(said):
        return NOBODY
    if is_contractor(said.upper()):
        return read_record(workspace, "contractor", said)
    found = named(workspace.live("contractor"), said)
    if len(found) == 1:
        name = str(workspace.live("contractor")[found[0]]["name"])
        if name.casefold() == said.casefold():
            return ref("contractor", found[0])
    return said


def written_person(workspace: Workspace, stored: str) -> str:
    """A stored person or holder as it is typed: "me", "none", the contractor's name or id."""
    if stored == OWNER:
        return _("me")
    if not is_contractor(stored):
        return stored
    body = workspace.find("contractor", number_of(stored))
    name = str((body or {}).get("name") or stored)
    return name if "," not in name and _reads_back(workspace, name, stored) else stored


def _person(workspace: Workspace, said: str) -> str:
    return OWNER if is_owner(said) else read_record(workspace, "contractor", said)


def _reads_back(workspace: Workspace, name: str, stored: str) -> bool:
    """Whether the name is understood again as the same person, in every kind of field."""
    try:
        return read_holder(workspace, name) == stored == _person(workspace, name)
    except WrongUse:
        return False
