"""The requests that want a look once a week: late, without a due, or put aside for long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from cockpit.actions.owner import owner_zone
from cockpit.domain.identity import format_instant, ref
from cockpit.domain.ranks import NO_DUE_RANK, WAITING_RANK, due_of, has_due, risk_of, snoozed_of
from cockpit.domain.wording.times import absolute, relative
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

LONG = timedelta(days=7)
"""A request in which nothing has happened for so long is looked at again."""
MOST = 50
"""So many are listed at most; the queue itself holds the others."""

Kind = Literal["late", "at_risk", "waiting", "snoozed", "no_due"]


class Asked(NamedTuple):
    """A request to look at."""

    ref: str
    kind: Kind
    body: Body
    words: str
    """Why it is here: "late 3d", "waiting 9 d", "nothing due"."""

    @property
    def late(self) -> bool:
        """Whether its promise is broken."""
        return self.kind == "late"


def requests_to_look_at(workspace: Workspace) -> list[Asked]:
    """Late, then at risk, then without a due, then those that wait or sleep for long."""
    now = workspace.now()
    stamp, long_ago = format_instant(now), format_instant(now - LONG)
    found: list[Asked] = []
    groups: dict[Kind, list[tuple[int, str]]] = {}
    for number, rank in workspace.table("request").ranks_between("1", "4"):
        kind = _kind(rank, stamp)
        if kind is not None:
            groups.setdefault(kind, []).append((number, rank))
    for group in ("late", "at_risk", "no_due", "waiting", "snoozed"):
        for number, rank in groups.get(group, ()):
            body = workspace.find("request", number) or {}
            since = _last_event(body)
            if group in ("waiting", "snoozed") and since > long_ago:
                continue
            found.append(
                Asked(ref("request", number), group, body, _words(workspace, group, rank, since))
            )
            if len(found) == MOST:
                return found
    return found


def _kind(rank: str, stamp: str) -> Kind | None:
    if rank >= NO_DUE_RANK:
        return "no_due"
    if rank >= WAITING_RANK:
        return "waiting"
    if not has_due(rank):
        return None
    if due_of(rank) < stamp:
        return "late"
    if snoozed_of(rank) > stamp:
        return "snoozed"
    return "at_risk" if risk_of(rank) <= stamp else None


def _last_event(body: Body) -> str:
    return max((str(one["at"]) for one in body.get("events", ())), default=str(body["received"]))


def _words(workspace: Workspace, kind: Kind, rank: str, since: str) -> str:
    now, zone = workspace.now(), owner_zone(workspace)
    days = (now - datetime.fromisoformat(since)).days
    if kind in ("late", "at_risk"):
        return relative(due_of(rank), now, zone)
    if kind == "no_due":
        return _("nothing due")
    if kind == "snoozed":
        return _("snoozed until {when}").format(when=absolute(snoozed_of(rank), now, zone))
    return _("waiting {days} d").format(days=days)
