"""What stops beside the functions when somebody is gone: his work, what recurs, who has to know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from cockpit.domain.drills.parties import is_contractor
from cockpit.domain.identity import number_of, ref
from cockpit.i18n import _
from cockpit.store.workspace import Workspace


class Stopped(NamedTuple):
    """A record that is left lying."""

    ref: str
    words: str
    due: str | None = None
    """A stored instant."""
    due_is_date: bool = False


class ToTell(NamedTuple):
    """Somebody who has to know, and why."""

    name: str
    why: str


class Prepaid(NamedTuple):
    """An assignment that was paid for, and of which nothing was delivered."""

    ref: str
    words: str
    amount: str
    """Amounts of several currencies stand apart: "120 EUR + 80 USD"."""


class Left(NamedTuple):
    """All that is left lying."""

    assignments: tuple[Stopped, ...] = ()
    prepaid: tuple[Prepaid, ...] = ()
    recurring: tuple[Stopped, ...] = ()
    tell: tuple[ToTell, ...] = ()


def left_lying(workspace: Workspace, who: str, functions: Iterable[str]) -> Left:
    """The open assignments of `who`, recurring tasks of him or of the functions, people to tell.

    To be told are the customers and people whose work he has in hand, and those who share the
    functions that stop with him.
    """
    stops = frozenset(functions)
    mine = {
        ref("assignment", number): body
        for number, body in workspace.live("assignment").items()
        if body["contractor"] == who
    }
    ordered = sorted(mine.items(), key=lambda one: (str(one[1].get("due") or "~"), one[0]))
    return Left(
        tuple(_stopped(reference, body) for reference, body in ordered),
        tuple(_prepaid(workspace, who)),
        tuple(
            _stopped(ref("task", number), body)
            for number, body in workspace.live("task").items()
            if body.get("recurrence")
            and (body.get("function") in stops or body.get("assignment") in mine)
        ),
        tuple(_to_tell(workspace, who, mine, stops)),
    )


def _stopped(reference: str, body: dict[str, Any]) -> Stopped:
    return Stopped(
        reference, str(body["title"]), body.get("due"), bool(body.get("due_is_date"))
    )  # fmt: skip


def _prepaid(workspace: Workspace, who: str) -> list[Prepaid]:
    if not is_contractor(who) or not workspace.find("contractor", number_of(who)):
        return []
    from cockpit.actions.delegating.dossiers import dossier_of
    from cockpit.domain.delegating.measures.budget import at_risk
    from cockpit.domain.delegating.money import written_sums

    found = at_risk(dossier_of(workspace, who))
    return [
        Prepaid(
            reference,
            str((workspace.find("assignment", number_of(reference)) or {}).get("title", "")),
            written_sums(sums),
        )
        for reference, sums in found.items()
    ]


def _to_tell(
    workspace: Workspace, who: str, mine: dict[str, dict[str, Any]], stops: frozenset[str]
) -> list[ToTell]:
    found: dict[str, str] = {}
    for reference, body in mine.items():
        for table, field in (("request", "customer"), ("task", "who")):
            other = workspace.find(table, number_of(body[table])) if body.get(table) else None
            if other and other.get(field):
                why = _("waits on {id}").format(id=reference)
                found.setdefault(str(other[field]), why)
    for number, function in workspace.live("function").items():
        if ref("function", number) not in stops:
            continue
        for person in (function.get("primary"), *function.get("backups", ())):
            colleague = _contractor(workspace, person)
            if colleague is not None and person != who:
                why = _("works on {function} too").format(function=function["name"])
                found.setdefault(str(colleague["name"]), why)
    return [ToTell(name, why) for name, why in found.items()]


def _contractor(workspace: Workspace, person: str | None) -> dict[str, Any] | None:
    if person is None or not is_contractor(person):
        return None
    return workspace.live("contractor").get(number_of(person))
