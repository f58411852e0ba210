"""What others have in hand: tasks that wait on somebody, and work given to contractors."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple

from cockpit.actions.owner import owner_zone
from cockpit.actions.records import revise
from cockpit.domain.contractor_signals import signal_of
from cockpit.domain.identity import format_instant, number_of, parse_instant, ref
from cockpit.domain.wording.times import WEEKDAYS, ago, day_and_month, relative
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

MOST = 100
"""So many are listed at most."""


class Awaited(NamedTuple):
    """One thing that somebody else has in hand."""

    ref: str
    kind: Literal["task", "assignment"]
    who: str
    contractor: str | None
    """The contractor's id, where it is one."""
    title: str
    words: str
    """How it stands: "late 3d", "delivered: your verdict", "until 27 nov"."""
    late: bool
    delivered: bool
    """Whether it waits for a verdict of the owner."""
    due: str | None


def waiting_for(workspace: Workspace) -> list[Awaited]:
    """Work given away that is not done, and tasks that wait: what is late first, then by due."""
    found = [*_assignments(workspace), *_tasks(workspace)]
    found.sort(
        key=lambda one: (not one.late, not one.delivered, one.due or "~", number_of(one.ref))
    )
    return found[:MOST]


def wait_no_more(workspace: Workspace, task: str) -> Change:
    """A task waits on nobody any more. Raises `WrongUse` while a contractor has it in hand."""

    def fields(body: Body) -> dict[str, None]:
        given = body.get("assignment")
        work = workspace.find("assignment", number_of(given)) if given else None
        if work is not None and not work.get("closed_at"):
            raise WrongUse(
                _("{id} is given away ({other}); a verdict ends that (v).").format(
                    id=task, other=given
                )
            )
        return {"waiting": None}

    return revise(workspace, task, fields, _("{id} waits no more: {words}"), "task")


def reminder_text(workspace: Workspace, one: Awaited) -> str:
    """A friendly line to send to whoever has it in hand."""
    text = _("Hello {who}, how does it stand with “{title}”?").format(who=one.who, title=one.title)
    if one.due is None:
        return text
    now, zone = workspace.now(), owner_zone(workspace)
    due = parse_instant(one.due).astimezone(zone)
    day = f"{WEEKDAYS[due.weekday()]} {day_and_month(due.date(), now.astimezone(zone).date())}"
    if due < now:
        return f"{text} {_('It was due on {day}.').format(day=day)}"
    return f"{text} {_('It is due on {day}.').format(day=day)}"


def _assignments(workspace: Workspace) -> list[Awaited]:
    now, zone = workspace.now(), owner_zone(workspace)
    stamp = format_instant(now)
    found = []
    for number, body in workspace.live("assignment").items():
        state = body.get("state", "draft")
        if state == "draft":
            continue  # it has not left the house
        person = workspace.find("contractor", number_of(body["contractor"])) or {}
        due: str | None = body.get("due")
        delivered = state == "delivered"
        late = due is not None and due < stamp and not delivered
        words = signal_of(body, now).reason
        if delivered and body.get("delivered_at"):
            words = f"{words} · {ago(body['delivered_at'], now, zone)}"
        elif late and due is not None:
            asked = state == "changes_requested"
            words = (
                f"{relative(due, now, zone)}, {_('changes asked') if asked else _('not delivered')}"
            )
        elif due:
            words = f"{words} · {relative(due, now, zone)}"
        found.append(
            Awaited(
                ref("assignment", number),
                "assignment",
                str(person.get("name") or body["contractor"]),
                str(body["contractor"]),
                str(body["title"]),
                words,
                late,
                delivered,
                due,
            )
        )
    return found


def _tasks(workspace: Workspace) -> list[Awaited]:
    now, zone = workspace.now(), owner_zone(workspace)
    stamp = format_instant(now)
    people = {
        str(body["name"]).casefold(): ref("contractor", number)
        for number, body in workspace.live("contractor").items()
    }
    live = workspace.live("assignment")
    found = []
    for number, body in workspace.live("task").items():
        waiting = body.get("waiting")
        if not waiting or (body.get("assignment") and number_of(body["assignment"]) in live):
            continue
        who = str(waiting.get("who") or "")
        due: str | None = body.get("due")
        until = waiting.get("until")
        words = _("waits")
        if until:
            day = day_and_month(date.fromisoformat(until), now.astimezone(zone).date())
            words = _("waits until {day}").format(day=day)
        if due:
            words = f"{words} · {_due_words(due, now, body, workspace)}"
        found.append(
            Awaited(
                ref("task", number),
                "task",
                who or (_("nobody") if until else _("somebody")),
                people.get(who.casefold()),
                str(body["title"]),
                words,
                due is not None and due < stamp,
                False,
                due,
            )
        )
    return found


def _due_words(due: str, now: datetime, body: Body, workspace: Workspace) -> str:
    zone = owner_zone(workspace)
    if body.get("due_is_date") and due >= format_instant(now):
        day = parse_instant(due).astimezone(zone).date()
        return _("due {day}").format(day=day_and_month(day, now.astimezone(zone).date()))
    return _("due {when}").format(when=relative(due, now, zone))
