"""Merging duplicates: one story of what two requests tell, and one of them is closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.actions.records import revise, words_of
from cockpit.actions.verdicts import answered_verdicts, fallen_verdicts
from cockpit.domain.identity import format_instant, ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

_FILLED = ("address", "zone", "order_number", "assignment")
"""Fields that are taken from the duplicate where the request has none."""


def merge_requests(workspace: Workspace, reference: str, duplicate: str) -> Change:
    """Take a duplicate over into a request; one undoable change.

    The events are united in their order and the earlier arrival counts; the later one becomes a
    message of the customer. Raises `WrongUse` when either is closed.
    """
    kept = ref("request", split_ref(reference, "request")[1])
    other = ref("request", split_ref(duplicate, "request")[1])
    if kept == other:
        raise WrongUse(_("{id} cannot be merged with itself; name two.").format(id=kept))
    label = _("Merge {other} into {id}: {words}").replace("{other}", other)
    words = words_of("request", workspace.body(kept)[2])
    workspace.body(other)
    with workspace.transaction(label.format(id=kept, words=words)) as transaction:
        there = workspace.body(other)[2]

        def united(body: Body) -> Mapping[str, Any]:
            for shown, one in ((kept, body), (other, there)):
                if one.get("closed_at"):
                    raise WrongUse(
                        _("{id} is closed; only open requests are merged.").format(id=shown)
                    )
            return _united(workspace, body, (other, there))

        revise(workspace, kept, united, label)
        _point_to(workspace, other, kept)
        at = format_instant(workspace.now())
        note = {"at": at, "type": "note", "note": _("merged into {id}").format(id=kept)}
        closed = {
            "events": [*there.get("events", []), note],
            "closed_at": at,
            "snoozed_until": None,
            "merged_into": kept,
        }
        revise(workspace, other, closed, _("Close {id}: {words}"))
    return workspace.change(transaction)


def _united(workspace: Workspace, body: Body, duplicate: tuple[str, Body]) -> dict[str, Any]:
    other, there = duplicate
    at = format_instant(workspace.now())
    fields: dict[str, Any] = {
        "received": min(body["received"], there["received"]),
        "events": [
            *_events(body, there, other),
            {"at": at, "type": "note", "note": _("{id} was merged into this").format(id=other)},
        ],
        "tags": list(dict.fromkeys([*body.get("tags", []), *there.get("tags", [])])),
        "notes": "\n\n".join(filter(None, (body.get("notes"), there.get("notes")))),
        "snoozed_until": None,
    }
    for name in _FILLED:
        fields[name] = body.get(name) or there.get(name)
    priorities = [one["priority"] for one in (body, there) if one.get("priority")]
    fields["priority"] = min(priorities, default=None)
    if not body.get("promised"):
        fields["promised"] = there.get("promised")
        fields["promised_is_date"] = there.get("promised_is_date", False)
    facts = [*fallen_verdicts(workspace, body), *fallen_verdicts(workspace, there)]
    known = {(one["clock"], one["armed_at"]): one for one in reversed(facts)}
    whole = {**body, **fields}
    fields["verdicts"] = answered_verdicts(
        workspace, whole, {**whole, "verdicts": list(known.values())}
    )
    return fields


def _events(body: Body, there: Body, other: str) -> list[dict[str, Any]]:
    """All events in order; of two arrivals the later one is a message of the customer."""
    first_is_kept = body["received"] <= there["received"]
    later = there if first_is_kept else body
    said = other if first_is_kept else ""
    events = [dict(one) for one in (body if first_is_kept else there).get("events", ())]
    for event in later.get("events", ()):
        if event["type"] == "received":
            words = " ".join(filter(None, (said, str(later["subject"]))))
            event = {"note": words, **event, "type": "customer_message"}
        events.append(dict(event))
    return sorted(events, key=lambda event: str(event["at"]))


def _point_to(workspace: Workspace, other: str, kept: str) -> None:
    """What belonged to the duplicate belongs to the request."""
    for table in ("task", "assignment"):
        for number, body in list(workspace.live(table).items()):
            if body.get("request") == other:
                label = _("{id} belongs to {kept} now: {words}").replace("{kept}", kept)
                revise(workspace, ref(table, number), {"request": kept}, label)
