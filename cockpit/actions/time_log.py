"""The time log: the entries of a span, corrected and archived, and never two at one time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cockpit.actions.owner import owner_zone
from cockpit.actions.records import revise
from cockpit.domain.identity import format_instant, number_of, parse_instant, ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace


def entries_between(workspace: Workspace, start: datetime, end: datetime) -> dict[int, Body]:
    """The time entries that reach into a span, by start; archived ones are left out.

    A running one reaches as far as now.
    """
    since, until = format_instant(start), format_instant(end)
    running_on = "~" if start <= workspace.now() else ""
    known = {
        **dict(workspace.table("entry").closed_since(since)),
        **workspace.live("entry"),
    }
    found = {
        number: body
        for number, body in known.items()
        if not body.get("archived")
        and body["started"] < until
        and (body.get("stopped") or running_on) > since
    }
    return dict(sorted(found.items(), key=lambda one: (one[1]["started"], one[0])))


def subject_of(workspace: Workspace, body: Mapping[str, Any]) -> str:
    """What an entry was on, in words: "Writing · Launch mail"; its note where it says neither."""
    words = []
    for name, field in (("function", "name"), ("task", "title")):
        found = workspace.find(name, number_of(body[name])) if body.get(name) else None
        if found is not None:
            words.append(str(found[field]))
    return " · ".join(words) or str(body.get("note") or "")


def function_of(workspace: Workspace, body: Mapping[str, Any]) -> str | None:
    """The function on which an entry counts: its own, else its task's."""
    if body.get("function") or not body.get("task"):
        return body.get("function")
    task = workspace.find("task", number_of(body["task"])) or {}
    return task.get("function")


def refuse_bad_times(workspace: Workspace, number: int | None, body: Mapping[str, Any]) -> None:
    """Raise `WrongUse` for typed times of an entry that lie ahead, or within another's (named).

    Only what people type is held against this: the clock itself never refuses to count, and an
    import brings what it has.
    """
    start = parse_instant(body["started"])
    stop = parse_instant(body["stopped"]) if body.get("stopped") else None
    now = workspace.now()
    if (stop or start) > now:
        raise WrongUse(_("A time entry cannot lie in the future; say times that have been."))
    # one that stopped before it started is refused by its model, in its own words
    for other, there in entries_between(workspace, start, stop or now).items():
        if other != number:
            own = ref("entry", number) if number else _("this one")
            raise WrongUse(
                _("Two time entries do not overlap: {first} and {second}.").format(
                    first=entry_words(workspace, ref("entry", other), there),
                    second=entry_words(workspace, own, body),
                )
            )


def entry_words(workspace: Workspace, shown: str, body: Mapping[str, Any]) -> str:
    """An entry in a sentence: "E1 Writing (2026-11-23 09:00–10:00)"."""
    zone = owner_zone(workspace)
    start = parse_instant(body["started"]).astimezone(zone)
    span = f"{start:%Y-%m-%d %H:%M}–"
    if body.get("stopped"):
        stop = parse_instant(body["stopped"]).astimezone(zone)
        span += f"{stop:%H:%M}" if stop.date() == start.date() else f"{stop:%Y-%m-%d %H:%M}"
    else:
        span += _("still running")
    return " ".join(part for part in (shown, subject_of(workspace, body), f"({span})") if part)


def archive_entry(workspace: Workspace, reference: str) -> Change:
    """Take an entry out of the log; it is kept and counts nowhere, and undo brings it back."""
    _name, number, body = workspace.body(reference, "entry")
    shown = ref("entry", number)
    label = _("Archive {entry}").format(entry=entry_words(workspace, shown, body))

    def fields(body: Body) -> Mapping[str, Any]:
        if not body.get("stopped"):
            raise WrongUse(
                _("The clock of {id} is running; stop it first (`cockpit clock stop`).").format(
                    id=shown
                )
            )
        if body.get("archived"):
            raise WrongUse(_("{id} is archived already.").format(id=shown))
        return {"archived": True}

    return revise(workspace, shown, fields, label.replace("{", "{{").replace("}", "}}"))
