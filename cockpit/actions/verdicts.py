"""Verdicts that have fallen are kept: no later policy, hours, priority or kind undoes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import datetime
from typing import Any

from cockpit.domain.identity import format_instant, parse_instant
from cockpit.domain.promising.status import Clock, Clocks, Fallen, fallen
from cockpit.errors import CockpitError
from cockpit.store.request_ranks import promise_book
from cockpit.store.workspace import Body, Workspace

Verdicts = list[dict[str, Any]]
Key = tuple[str, datetime]

POLICY: Mapping[str, tuple[str, ...]] = {
    "promise": (
        "kind", "customer", "priority", "hours", "first_response", "next_response", "resolution",
        "closed_at",
    ),
    "hours": ("zone", "week", "holidays", "exceptions", "closed_at"),
    "request": ("kind", "customer", "priority"),
}  # fmt: skip
"""Table to the fields on which the dues of requests depend."""

_PAUSING = ("waiting", "customer_message", "reopened")
"""Events that move the dues of clocks that ran when they happened."""


def moves_dues(table: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a change of a record of this table from one body to the other moves dues."""
    return any(before.get(field) != after.get(field) for field in POLICY.get(table, ()))


def keep_verdicts(workspace: Workspace) -> int:
    """Write what has fallen by now into all open requests, before promises or hours change.

    Returns how many requests had something that was not kept yet.
    """
    facts: dict[str, Verdicts] = {}
    numbers = []
    for number, body in workspace.live("request").items():
        found = fallen_verdicts(workspace, body)
        if found != body.get("verdicts", []):
            facts[body["uid"]] = found
            numbers.append(number)
    if facts:
        workspace.table("request").update(_gets(facts), doc_ids=numbers)
    return len(facts)


def fallen_verdicts(workspace: Workspace, body: Body) -> Verdicts:
    """What is kept of a request, with what has fallen by now under the terms of this moment."""
    found = _clocks(workspace, body)
    if found is None:
        return list(body.get("verdicts", []))
    return _stored(fallen(found, workspace.now()))


def answered_verdicts(
    workspace: Workspace, body: Body, before: Body | None = None, event: Body | None = None
) -> Verdicts:
    """What to keep of a request whose events are new: the verdicts of all answered clocks.

    A late one without an answer stays kept if it was `before`. An `event` that is told afterwards
    and pauses or resumes makes anew what fell after its moment.
    """
    kept = list((before or body).get("verdicts", []))
    if before is not None and event is not None and event["type"] in _PAUSING:
        kept = _fallen_until(workspace, before, kept, parse_instant(event["at"]))
    found = _clocks(workspace, {**body, "verdicts": kept})
    if found is None:
        return kept
    known = {_key(one) for one in kept}
    return _stored(
        Fallen(clock.name, clock.armed_at, clock.due, clock.verdict)
        for clock in _each(found)
        if clock.verdict is not None
        and (clock.answered_at is not None or (clock.name, clock.armed_at) in known)
    )


def _fallen_until(workspace: Workspace, body: Body, kept: Verdicts, at: datetime) -> Verdicts:
    found = _clocks(workspace, body)
    if found is None:
        return kept
    fell = {(clock.name, clock.armed_at): _fell(clock) for clock in _each(found)}
    return [one for one in kept if (moment := fell.get(_key(one))) is None or moment <= at]


def _fell(clock: Clock) -> datetime | None:
    """A breach falls with the due, a promise is met with the answer."""
    return clock.due if clock.verdict == "breached" else clock.answered_at


def _clocks(workspace: Workspace, body: Body) -> Clocks | None:
    try:
        return promise_book(workspace).clocks(body)
    except CockpitError:  # its promise cannot be counted: then nothing falls
        return None


def _each(clocks: Clocks) -> list[Clock]:
    return [*clocks.past, *clocks.latest()]


def _key(stored: Mapping[str, Any]) -> Key:
    return stored["clock"], parse_instant(stored["armed_at"])


def _stored(facts: Iterable[Fallen]) -> Verdicts:
    """A due by name is no policy: it changes only when the owner gives another one."""
    stored: Verdicts = []
    for fact in facts:
        if fact.clock != "promised":
            due = {"due": format_instant(fact.due)} if fact.due else {}
            armed = format_instant(fact.armed_at)
            one = {"clock": fact.clock, "armed_at": armed, **due, "verdict": fact.verdict}
            stored.append(one)
    return stored


def _gets(facts: Mapping[str, Verdicts]) -> Callable[[MutableMapping[Any, Any]], None]:
    def write(document: MutableMapping[Any, Any]) -> None:
        document["verdicts"] = facts[document["uid"]]

    return write
