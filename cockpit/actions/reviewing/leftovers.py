"""The cards of what was planned and not done: where each goes, one key each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple

from cockpit.actions.contractors import give_task
from cockpit.actions.owner import owner_zone
from cockpit.actions.records import revise, words_of
from cockpit.actions.reviewing.crossing import open_until
from cockpit.actions.splitting import FIRST_PIECE, split_task
from cockpit.actions.tasks import drop_task, move_to_backlog, move_to_day, move_to_week
from cockpit.domain.clock import week_of
from cockpit.domain.identity import number_of, parse_instant, ref, split_ref
from cockpit.domain.nights import NightDays, needs_the_owner
from cockpit.domain.ranks import task_rank
from cockpit.domain.wording.times import WEEKDAYS, minutes
from cockpit.errors import Refused
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

Goes = Literal["day", "week", "backlog"]

REASONS = (
    ("time", _("no time")),
    ("waiting", _("waits on somebody")),
    ("unclear", _("not clear what to do first")),
    ("big", _("too big")),
    ("mood", _("did not feel like it")),
)
"""Why a task is moved on for the third time: a key's worth of honesty, and never compulsory."""


class Leftover(NamedTuple):
    """A task that was planned and not done."""

    ref: str
    body: Body
    goes: Goes
    """What plain `Enter` does, where it does anything."""
    why: str
    """Why that is proposed."""

    @property
    def owner_decides(self) -> bool:
        """Whether plain `Enter` is withheld: it would be the third roll or a later one."""
        return needs_the_owner(int(self.body.get("rolls", 0)))


def leftovers(workspace: Workspace, days: NightDays, free: Mapping[str, int]) -> list[Leftover]:
    """The open tasks of the day and of earlier ones, each with what is proposed for it.

    `free` are the minutes that each function still has on the day that is planned; what the cards
    before take of it is taken into account.
    """
    left = dict(free)
    found = []
    rows = sorted(open_until(workspace, days.day), key=lambda row: task_rank(*row)[11:])
    for number, body in rows:
        goes, why = _proposal(workspace, body, days, left)
        found.append(Leftover(ref("task", number), body, goes, why))
    return found


def accept_leftover(workspace: Workspace, leftover: Leftover, days: NightDays) -> Change:
    """What plain `Enter` does; raises `Refused` from the third roll on: the owner decides."""
    if leftover.owner_decides:
        raise Refused(
            _("{id} was put off {rolls} times: say yourself where it goes.").format(
                id=leftover.ref, rolls=leftover.body.get("rolls", 0)
            )
        )
    return send(workspace, leftover.ref, leftover.goes, days)


def send(
    workspace: Workspace,
    reference: str,
    goes: Goes,
    days: NightDays,
    *,
    day: date | None = None,
    reason: str = "",
) -> Change:
    """To a day (the one that is planned unless said), back to its week, or to the backlog.

    Moving on is a roll; a reason is kept with it.
    """
    on = day or days.tomorrow
    with workspace.transaction(_label(workspace, reference, goes, on)) as transaction:
        if goes == "day":
            move_to_day(workspace, reference, on)
        elif goes == "week":
            move_to_week(workspace, reference, week_of(days.tomorrow))
        else:
            move_to_backlog(workspace, reference)
        if reason:
            _keep_reason(workspace, reference, days.day, reason)
    return workspace.change(transaction)


def give_away(workspace: Workspace, reference: str, contractor: str, days: NightDays) -> Change:
    """Give a leftover to a contractor; it waits on him in the week, off the days."""
    _name, _number, who = workspace.body(contractor, "contractor")
    label = _("Give {id} to {who}: {words}").format(
        id=reference, who=who["name"], words=_words(workspace, reference)
    )
    with workspace.transaction(label) as transaction:
        give_task(workspace, reference, contractor)
        move_to_week(workspace, reference, week_of(days.tomorrow))
    return workspace.change(transaction)


def split_off(workspace: Workspace, reference: str, first: int, days: NightDays) -> Change:
    """Do only the first minutes tomorrow; the rest goes onto the week's list as its own task."""
    label = _("First {length} of {id}: {words}").format(
        length=minutes(first), id=reference, words=_words(workspace, reference)
    )
    with workspace.transaction(label) as transaction:
        split_task(workspace, reference, first, week_of(days.tomorrow))
        move_to_day(workspace, reference, days.tomorrow)
    return workspace.change(transaction)


def shrink(workspace: Workspace, reference: str, days: NightDays) -> Change:
    """A first quarter of an hour tomorrow: enough to begin."""
    return split_off(workspace, reference, FIRST_PIECE, days)


def drop(workspace: Workspace, reference: str) -> Change:
    """It will not be done."""
    return drop_task(workspace, reference)


def weekday_after(day: date, weekday: int) -> date:
    """The next date after `day` that is this weekday (1 is Monday, 7 Sunday)."""
    return day + timedelta(days=(weekday - 1 - day.weekday() - 1) % 7 + 1)


def _proposal(
    workspace: Workspace, body: Body, days: NightDays, left: dict[str, int]
) -> tuple[Goes, str]:
    waiting = body.get("waiting") or {}
    if _is_with_somebody(workspace, body):
        return "week", _("it waits on {who}").format(who=waiting.get("who") or body["assignment"])
    if waiting.get("until") and waiting["until"] > days.tomorrow.isoformat():
        return "week", _("it waits until {day}").format(day=waiting["until"])
    function, needed = body.get("function"), int(body.get("estimate_minutes") or 0)
    if body.get("due"):
        due = parse_instant(body["due"]).astimezone(owner_zone(workspace)).date()
        if due <= days.tomorrow:
            if function in left:
                left[function] -= needed
            return "day", _("it is due")
    if function is None or not needed:
        return "day", ""
    room = left.get(function, 0)
    if room < needed:
        return "week", _("no room on {day}").format(day=WEEKDAYS[days.tomorrow.weekday()])
    left[function] = room - needed
    return "day", _("{length} free").format(length=minutes(room))


def _is_with_somebody(workspace: Workspace, body: Body) -> bool:
    """Whether a contractor has it; what he has delivered waits on the owner."""
    if not body.get("assignment"):
        return False
    given = workspace.find("assignment", number_of(body["assignment"])) or {}
    return not given.get("closed_at") and given.get("state") != "delivered"


def _keep_reason(workspace: Workspace, reference: str, day: date, reason: str) -> None:
    def fields(body: Body) -> Mapping[str, object]:
        said = [*body.get("roll_reasons", []), {"day": day.isoformat(), "reason": reason}]
        return {"roll_reasons": said}

    revise(workspace, reference, fields, _("Why {id} was put off: {words}"), "task")


def _label(workspace: Workspace, reference: str, goes: Goes, on: date) -> str:
    where = {"day": f"{WEEKDAYS[on.weekday()]} {on.isoformat()}", "week": _("the week")}
    return _("{id} to {where}: {words}").format(
        id=reference,
        where=where.get(goes, _("the backlog")),
        words=_words(workspace, reference),
    )


def _words(workspace: Workspace, reference: str) -> str:
    return words_of("task", workspace.body(reference, split_ref(reference)[0])[2])
