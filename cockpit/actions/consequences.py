"""What follows from an edit of some fields, so that a form never leaves a record half true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cockpit.domain.identity import ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

_OF_VERBS: dict[str, tuple[str, ...]] = {
    "task": ("state", "rolls", "roll_reasons", "first_estimate_minutes", "series", "occurrence"),
    "request": ("events", "verdicts"),
    "assignment": (
        "state", "sent_at", "delivered_at", "decided_at", "due_moves", "questions",
    ),
    "deliverable": ("assignment", "version", "at", "verdict", "reason", "decided_at"),
    "interruption": ("called_back_at",),
    "entry": ("archived",),
    "drill": (
        "subject", "name", "at", "score", "completeness", "unknown", "stops", "functions", "rules",
    ),
    "review": (
        "kind", "day", "week", "started", "finished", "seconds", "keys", "note", "night", "weekly",
    ),
}  # fmt: skip
"""Table to the fields that only its verbs write."""

_OF_ALL = ("uid", "created_at", "closed_at")


def refuse_fields_of_verbs(table: str, reference: str, fields: Mapping[str, Any]) -> None:
    """Raise `WrongUse` for a field that is not edited but follows from what is done."""
    for name in (*_OF_ALL, *_OF_VERBS.get(table, ())):
        if name in fields:
            raise WrongUse(
                _(
                    "{id}: {field} is not edited; it follows from what is done with the {table}."
                ).format(id=reference, field=name, table=table)
            )


def consequences(
    workspace: Workspace, table: str, number: int, body: Body, fields: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The further fields that change with `fields` of the record as it stands in `body`."""
    follow = _FOLLOW.get(table)
    return follow(workspace, number, body, fields) if follow else {}


def _task(
    workspace: Workspace, number: int, body: Body, fields: Mapping[str, Any]
) -> Mapping[str, Any]:
    said = [name for name in ("place", "day", "week") if name in fields]
    if not said:
        return {}
    from cockpit.actions.tasks import placed

    wanted = {name: fields[name] if name in fields else body.get(name) for name in ("day", "week")}
    if "place" in fields:
        place = fields["place"] or "backlog"
    elif fields.get("day") or fields.get("week"):
        place = "day" if fields.get("day") else "week"
    else:
        place = body.get("place", "backlog")
    return placed(workspace, number, body, {"place": place, place: wanted.get(place)})


def _request(
    workspace: Workspace, _number: int, body: Body, fields: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The promise is counted from the first event: it moves with the moment of receipt."""
    received = fields.get("received")
    if not received or received == body["received"]:
        return {}
    events = [dict(event) for event in body.get("events", ())]
    first = next((event for event in events if event["type"] == "received"), None)
    if first is None:
        return {}
    first["at"] = received
    if any(event["at"] < received for event in events):
        from cockpit.actions.owner import owner_zone
        from cockpit.actions.typed.shown import written_moment

        raise WrongUse(
            _("There are events before {at}; a request is received before all else.").format(
                at=written_moment(received, owner_zone(workspace))
            )
        )
    from cockpit.actions.verdicts import answered_verdicts

    events.sort(key=lambda event: str(event["at"]))
    return {
        "events": events,
        "verdicts": answered_verdicts(workspace, {**body, "events": events}, body),
    }


def _contractor(
    _workspace: Workspace, number: int, body: Body, fields: Mapping[str, Any]
) -> Mapping[str, Any]:
    status = fields.get("status")
    if status == "ended" and body.get("status") != "ended":
        raise WrongUse(
            _("Use `cockpit contractor end {id}`: it looks for open work first.").format(
                id=ref("contractor", number)
            )
        )
    if status != body.get("status", "active") and "status" in fields:
        from cockpit.domain.delegating.stages import refuse_stage

        before = str(body.get("status", "active"))
        refuse_stage(ref("contractor", number), before, str(status or "active"))
    return {"closed_at": None} if "status" in fields and status != "ended" else {}


def _assignment(
    workspace: Workspace, number: int, body: Body, fields: Mapping[str, Any]
) -> Mapping[str, Any]:
    """A due that is edited after the work was sent was moved by the owner."""
    if "due" not in fields or fields["due"] == body.get("due"):
        return {}
    from cockpit.actions.delegating.dues import moved

    return moved(workspace, ref("assignment", number), body, fields["due"], "owner")


def _payment(
    workspace: Workspace, number: int, body: Body, fields: Mapping[str, Any]
) -> Mapping[str, Any]:
    """A payment is open until it is paid."""
    if "paid" not in fields or fields["paid"] == body.get("paid"):
        return {}
    if fields["paid"]:
        raise WrongUse(
            _("Use `cockpit payment pay {id}`: what recurs is planned again with it.").format(
                id=ref("payment", number)
            )
        )
    return {"closed_at": None}


def _interruption(
    _workspace: Workspace, _number: int, body: Body, fields: Mapping[str, Any]
) -> Mapping[str, Any]:
    """An interruption is open while a call-back is promised and not made.

    One that is closed as it was logged stays closed at its moment, also when that is corrected.
    """
    if "call_back" not in fields or fields["call_back"] == body.get("call_back"):
        moved = fields.get("at") and body.get("closed_at") and not body.get("call_back")
        return {"closed_at": fields["at"]} if moved else {}
    if fields["call_back"]:
        return {"called_back_at": None, "closed_at": None}
    return {"called_back_at": None, "closed_at": body.get("closed_at") or body["at"]}


def _entry(
    workspace: Workspace, number: int, body: Body, fields: Mapping[str, Any]
) -> Mapping[str, Any]:
    """A time entry is live while its clock runs; times that are typed lie apart from others."""
    if any(name in fields and fields[name] != body.get(name) for name in ("started", "stopped")):
        from cockpit.actions.time_log import refuse_bad_times

        merged = {**body, **fields}
        if merged.get("started"):
            refuse_bad_times(workspace, number, merged)
    return {"closed_at": fields["stopped"]} if "stopped" in fields else {}


_FOLLOW: dict[str, Callable[[Workspace, int, Body, Mapping[str, Any]], Mapping[str, Any]]] = {
    "task": _task,
    "request": _request,
    "contractor": _contractor,
    "assignment": _assignment,
    "payment": _payment,
    "interruption": _interruption,
    "entry": _entry,
}
