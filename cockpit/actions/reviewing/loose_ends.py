"""What is still open at the end of a day: the clock, gaps, promised calls, requests, verdicts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from cockpit.actions.clocking import running_entry, stop_clock
from cockpit.actions.day_gaps import Gap, unclocked_gaps
from cockpit.actions.delegating.dossiers import waiting_on_owner
from cockpit.actions.desk import function_names
from cockpit.actions.forgotten_clock import forgotten_clock
from cockpit.actions.owner import owner_zone
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.clocked import day_span
from cockpit.domain.delegating.money import written_sums
from cockpit.domain.delegating.waiting import OLD_DRAFT
from cockpit.domain.identity import format_instant, number_of, parse_instant, ref, split_ref
from cockpit.domain.nights import NightDays
from cockpit.domain.ranks import WAITING_RANK, due_of, risk_of
from cockpit.domain.wording.times import absolute, ago, clock, minutes, relative
from cockpit.errors import Refused
from cockpit.i18n import _
from cockpit.store.workspace import Change, Workspace

Kind = Literal[
    "forgotten", "clock", "gap", "call_back", "request", "deliverable", "question", "draft"
]

MOST = 50
"""Requests and calls that are listed at most; the queue itself holds the others."""


class LooseEnd(NamedTuple):
    """One thing to settle, or to leave open knowingly."""

    key: str
    """What tells it from the others: the record's id, or a block's occurrence with a time."""
    kind: Kind
    ref: str
    """The record behind it."""
    words: str
    when: str
    """How long it has been so, or when it falls due."""
    proposal: str
    """What plain `Enter` does with it."""
    late: bool = False
    gap: Gap | None = None


def loose_ends(workspace: Workspace, days: NightDays, day_end: time = DAY_END) -> list[LooseEnd]:
    """Everything open at this moment, what must be answered first."""
    return [
        *_clock(workspace, day_end),
        *_gaps(workspace, days.day, day_end),
        *_call_backs(workspace, days.day, day_end),
        *_requests(workspace, days.tomorrow),
        *_deliverables(workspace),
    ]


def accept_loose_ends(workspace: Workspace, day_end: time = DAY_END) -> Change | None:
    """What plain `Enter` does: the clock stops, the rest stays as it is; None when none runs.

    Raises `Refused` for a forgotten clock: when that stopped is asked, never guessed.
    """
    forgotten = forgotten_clock(workspace, day_end)
    if forgotten is not None:
        raise Refused(
            _("{id} has been running since {when}: say first when it stopped (s).").format(
                id=forgotten.entry,
                when=absolute(forgotten.started, workspace.now(), owner_zone(workspace)),
            )
        )
    return stop_clock(workspace) if running_entry(workspace) else None


def _clock(workspace: Workspace, day_end: time) -> list[LooseEnd]:
    now, zone = workspace.now(), owner_zone(workspace)
    forgotten = forgotten_clock(workspace, day_end)
    if forgotten is not None:
        since = _("since {when}").format(when=absolute(forgotten.started, now, zone))
        return [
            LooseEnd(
                forgotten.entry, "forgotten", forgotten.entry, forgotten.words, since,
                _("say when it stopped"), late=True,
            )
        ]  # fmt: skip
    running = running_entry(workspace)
    if running is None:
        return []
    number, body = running
    on = str(body.get("task") or body.get("function") or "")
    words = function_names(workspace).get(on, on)
    if body.get("task"):
        words = str(workspace.body(body["task"], "task")[2]["title"])
    length = (now - parse_instant(body["started"])).total_seconds() / 60
    shown = ref("entry", number)
    return [
        LooseEnd(
            shown, "clock", shown, words, minutes(max(0, length)) or "0m",
            _("stops at {time}").format(time=clock(now, zone)),
        )
    ]  # fmt: skip


def _gaps(workspace: Workspace, day: date, day_end: time) -> list[LooseEnd]:
    """Business time only: few people clock their lunch."""
    zone = owner_zone(workspace)
    functions = workspace.live("function")
    found = []
    for gap in unclocked_gaps(workspace, day, day_end):
        if functions.get(number_of(gap.function), {}).get("personal"):
            continue
        span = f"{clock(gap.start, zone)}–{clock(gap.end, zone)}"
        length = minutes(gap.minutes)
        key = f"{gap.occurrence}/{format_instant(gap.start)}"
        words = _("{name}: nothing clocked").format(name=gap.name)
        found.append(
            LooseEnd(key, "gap", gap.function, words, f"{span} {length}", _("stays empty"), gap=gap)
        )
    return found


def _call_backs(workspace: Workspace, day: date, day_end: time) -> list[LooseEnd]:
    """The calls promised until the end of the day that was reviewed, or late by now."""
    now, zone = workspace.now(), owner_zone(workspace)
    until = format_instant(max(day_span(day, zone, day_end)[1], now))
    found = []
    for number, body in workspace.live("interruption").items():
        at = body.get("call_back")
        if not at or at >= until:
            continue
        words = _("call back {who}").format(who=body["who"])
        if body.get("about"):
            words += f" · {body['about']}"
        shown = ref("interruption", number)
        late = at < format_instant(now)
        found.append(
            LooseEnd(
                shown, "call_back", shown, words, relative(at, now, zone), _("stays promised"), late
            )
        )
    return found[:MOST]


def _requests(workspace: Workspace, tomorrow: date) -> list[LooseEnd]:
    """The requests late or at risk before noon of the day that is planned; the snoozed ones too."""
    now, zone = workspace.now(), owner_zone(workspace)
    noon = format_instant(datetime.combine(tomorrow, time(12), zone).astimezone(UTC))
    table = workspace.table("request")
    near = [row for row in table.ranks_between("1", WAITING_RANK) if risk_of(row[1]) < noon]
    found = []
    stamp = format_instant(now)
    for number, rank in near[:MOST]:
        body = workspace.find("request", number) or {}
        shown, due = ref("request", number), due_of(rank)
        words = f"{shown} {body.get('customer', '')} · {body.get('subject', '')}"
        when = relative(due, now, zone)
        found.append(LooseEnd(shown, "request", shown, words, when, _("stays open"), due < stamp))
    return found


def _deliverables(workspace: Workspace) -> list[LooseEnd]:
    """What contractors cannot go on without: verdicts, answers, drafts that were never sent.

    The longest waiting first of each. A draft of today is still being written, and left out.
    """
    now, zone = workspace.now(), owner_zone(workspace)
    found = []
    for one in waiting_on_owner(workspace):
        age = now - one.since
        if one.kind == "draft" and age < OLD_DRAFT:
            continue
        who = workspace.find("contractor", split_ref(one.contractor)[1]) or {}
        words = f"{who.get('name', '')} · {one.words}"
        if one.sums:
            words += f" · {written_sums(one.sums)}"
        if one.releases is not None:
            goes = absolute(one.releases, now, zone)
            words += " · " + _("released {when} by itself").format(when=goes)
        kind, proposal = _PROPOSALS[one.kind]
        key = one.reference if kind != "question" else f"{one.reference}?{one.since:%Y%m%d%H%M%S}"
        late = one.kind != "draft" and age > timedelta(days=2)
        found.append(
            LooseEnd(key, kind, one.reference, words, ago(one.since, now, zone), proposal, late)
        )
    return found


_PROPOSALS: dict[str, tuple[Kind, str]] = {
    "verdict": ("deliverable", _("your verdict stays owed")),
    "question": ("question", _("stays without an answer")),
    "draft": ("draft", _("stays a draft")),
}
