"""Holding a drill, and keeping what it found: the history of the score."""

from __future__ import annotations

from typing import Any, NamedTuple

from cockpit.actions.continuity.facts import drill_facts
from cockpit.actions.owner import owner_zone, today
from cockpit.actions.records import add_record
from cockpit.actions.typed.phrases import read_record
from cockpit.domain.clock import business_day
from cockpit.domain.drills.drill import ALL, Drilled, Loss, Overview, drill, overview
from cockpit.domain.drills.parties import OWNER, is_contractor, is_owner
from cockpit.domain.drills.rules import Broken
from cockpit.domain.identity import format_instant, parse_instant, ref
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

SHOWN = 8
"""So many earlier drills are told beside a new one."""


class Kept(NamedTuple):
    """An earlier drill of the same subject."""

    ref: str
    at: str
    """A stored instant."""
    score: int | None
    completeness: int
    stops: int


def read_subject(workspace: Workspace, said: str) -> str:
    """Whom a drill takes out: "owner" for me, "all", a contractor, or another who holds something.

    Raises `WrongUse` naming whom there is to lose.
    """
    wanted = said.strip()
    if is_owner(wanted):
        return OWNER
    if wanted.casefold() in (ALL, _("all"), "everybody"):
        return ALL
    others = [one for one in drill_facts(workspace).losable() if not is_contractor(one)]
    same = [one for one in others if one.casefold() == wanted.casefold()]
    return same[0] if same else read_record(workspace, "contractor", wanted)


def hold_drill(workspace: Workspace, who: str) -> Drilled:
    """What becomes of the business without one person; nothing is written."""
    return drill(drill_facts(workspace), who)


def hold_all(workspace: Workspace) -> Overview:
    """Every single loss, and the owner's absence; nothing is written."""
    return overview(drill_facts(workspace))


def keep_drill(workspace: Workspace, drilled: Drilled) -> str | None:
    """Keep what a drill found; None where one of this subject found the same today.

    It is no step that undo takes back: nothing in the business was changed by it.
    """
    fields = _found(drilled)
    fields["functions"] = [_loss(one) for one in drilled.functions]
    return _keep(workspace, fields, _("Drill: {name}").format(name=drilled.name))


def keep_overview(workspace: Workspace, found: Overview) -> str | None:
    """Keep the score over all single losses, with the lowest level of each function."""
    lowest: dict[str, Any] = {}
    stops: dict[str, None] = {}
    for one in found.losses:
        stops.update(dict.fromkeys(loss.function for loss in one.stops))
        for loss in one.functions:
            known = lowest.get(loss.function)
            if known is None or loss.level < known["level"]:
                lowest[loss.function] = _loss(loss)
    rules = {(one.rule, one.asset): one for each in found.losses for one in each.rules}
    fields: dict[str, Any] = {
        "subject": ALL,
        "name": _("everybody, each alone"),
        "score": found.score,
        "completeness": found.completeness,
        "unknown": len(found.unknown),
        "stops": list(stops),
        "functions": list(lowest.values()),
        "rules": [_rule(one) for one in rules.values()],
    }
    return _keep(workspace, fields, _("Drill of everybody"))


def history_of(workspace: Workspace, who: str, limit: int = SHOWN) -> list[Kept]:
    """The kept drills of a subject, the latest first."""
    return [
        Kept(ref("drill", number), body["at"], body.get("score"), body.get("completeness", 0),
             len(body.get("stops", ())))
        for number, body in _kept(workspace, who)[:limit]
    ]  # fmt: skip


def _kept(workspace: Workspace, who: str) -> list[tuple[int, Body]]:
    def make() -> dict[str, list[tuple[int, Body]]]:
        found: dict[str, list[tuple[int, Body]]] = {}
        for document in workspace.table("drill").all():
            found.setdefault(document["subject"], []).append((document.doc_id, dict(document)))
        for own in found.values():
            own.sort(key=lambda one: (one[1]["at"], one[0]), reverse=True)
        return found

    return workspace.derive("kept_drills", frozenset({"drill"}), make).get(who, [])


def _keep(workspace: Workspace, fields: dict[str, Any], label: str) -> str | None:
    if workspace.read_only:
        return None
    before = _kept(workspace, fields["subject"])
    if before and _is_today(workspace, before[0][1]) and _is_same(before[0][1], fields):
        return None
    now = format_instant(workspace.now())
    with workspace.transaction(label, undoable=False):
        return add_record(workspace, "drill", {**fields, "at": now, "closed_at": now}).ref


def _is_today(workspace: Workspace, kept: Body) -> bool:
    """Looking twice on a day is one drill; the same score a month later is a second one."""
    held = business_day(parse_instant(kept["at"]), owner_zone(workspace))
    return held == today(workspace)


def _is_same(kept: Body, found: Body) -> bool:
    return all(kept.get(name, _NOTHING.get(name)) == found.get(name) for name in _COMPARED)


_COMPARED = ("score", "completeness", "unknown", "stops", "functions", "rules")
_NOTHING: dict[str, Any] = {
    "completeness": 0, "unknown": 0, "stops": [], "functions": [], "rules": [],
}  # fmt: skip
"""What a stored drill leaves out."""


def _found(drilled: Drilled) -> dict[str, Any]:
    return {
        "subject": drilled.subject,
        "name": _("the owner") if drilled.subject == OWNER else drilled.name,
        "score": drilled.score,
        "completeness": drilled.completeness,
        "unknown": len(drilled.questions),
        "stops": [one.function for one in drilled.stops],
        "rules": [_rule(one) for one in drilled.rules],
    }


def _rule(one: Broken) -> dict[str, Any]:
    return {"rule": one.rule, "asset": one.asset, "name": one.name}


def _loss(one: Loss) -> dict[str, Any]:
    return one._asdict()
