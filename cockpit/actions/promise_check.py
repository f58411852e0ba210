"""Whether what the owner promises can be kept by the blocks as they stand, in his words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta, tzinfo
from typing import Any, NamedTuple

from cockpit.actions.desk import block_book, function_names, owner_calendar
from cockpit.actions.owner import owner_zone
from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.identity import format_instant, number_of, ref
from cockpit.domain.promising.check import Finding, check
from cockpit.domain.promising.serving import Opening, merged, openings, same_kind, servers
from cockpit.domain.promising.terms import Terms
from cockpit.domain.promising.words import day_label, length_label, target_words
from cockpit.domain.wording.plain_text import one_line
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.workspace import Workspace

IN_SIGHT = timedelta(weeks=53)
"""How far the check looks: a year with its holidays, and the changes planned in it."""

CLOCKS = {
    "first": _("first response"),
    "next": _("next response"),
    "resolution": _("resolution"),
}


class Checked(NamedTuple):
    """One promised length as the check found it."""

    promise: str
    """The short id of the promise."""
    kind: str
    """With whom or which priority it is for, where it is not for all."""
    clock: str
    promised: str
    state: str
    """ "kept", "broken", "unserved" (no function serves it) or "unknown" (it cannot be counted)."""
    name: str
    """The promise in words."""
    reason: str
    """Whether it can be kept, and why, in words."""
    finding: Finding | None

    @property
    def sentence(self) -> str:
        """Name and reason."""
        return _("{name}: {reason}").format(name=self.name, reason=self.reason)


def check_promises(workspace: Workspace) -> list[Checked]:
    """Every live promise against the blocks that serve its kind, in the order of the promises."""
    functions = workspace.live("function")
    served_by = servers(functions)
    now = workspace.now()
    offered = _openings(workspace)
    names = function_names(workspace)
    zone = owner_zone(workspace)
    window = int(now.timestamp()), int((now + IN_SIGHT).timestamp())
    found: list[Checked] = []
    for number, body in workspace.live("promise").items():
        own, kind = ref("promise", number), _kind_words(body)
        serving = served_by.get(same_kind(str(body["kind"])), ())
        try:
            terms = Terms.from_document(body)
            calendar = _calendar(workspace, terms)
            if not serving:
                found.append(Checked(own, kind, "", "", "unserved", kind, NOT_SERVED, None))
                continue
            findings = check(terms, merged(offered, serving), calendar, window)
        except CockpitError as error:
            found.append(Checked(own, kind, "", "", "unknown", kind, str(error), None))
            continue
        by = ", ".join(one_line(names.get(one, one), 40) for one in serving)
        found += [
            Checked(
                own,
                kind,
                CLOCKS[each.clock],
                target_words(each.target),
                "kept" if each.kept else "broken",
                _named(kind, each),
                _reason(each, by, zone),
                each,
            )
            for each in findings
        ]
    return found


NOT_SERVED = _("no function serves it; `cockpit function edit F… --kinds …` says which one does.")


def unserved_words(kind: str) -> str:
    """That no function serves a kind, and what to do."""
    return _("{name}: {reason}").format(name=kind, reason=NOT_SERVED)


def check_sentences(found: list[Checked]) -> list[str]:
    """What cannot be kept and why, a sentence for each reason; one for all when there is none."""
    by_reason: dict[str, list[Checked]] = {}
    for one in found:
        if one.state != "kept":
            by_reason.setdefault(one.reason, []).append(one)
    if found and not by_reason:
        return [_("Every promise can be kept by the blocks as they stand.")]
    return [
        each[0].sentence
        if len(each) == 1
        else _("{names}: {reason}").format(
            names=", ".join(f"{one.kind} {one.clock}".rstrip() for one in each), reason=reason
        )
        for reason, each in by_reason.items()
    ]


def longest_wait(one: Checked) -> str:
    """The longest gap, for a column: "14h 30m", "-" for none."""
    if one.finding is None or one.finding.gap is None:
        return "-"
    return length_label(one.finding.gap.length) if one.finding.gap.ends else _("for ever")


def shortest_words(one: Checked) -> str:
    """The shortest promise that can be kept, for a column."""
    if one.finding is None or one.finding.shortest is None:
        return "-"
    return length_label(timedelta(minutes=one.finding.shortest))


def check_json(found: list[Checked]) -> Iterator[dict[str, Any]]:
    """The same as JSON values; instants in UTC, lengths in minutes of the promise's measure."""
    for one in found:
        gap = one.finding.gap if one.finding else None
        batch = one.finding.batch if one.finding else None
        yield {
            "promise": one.promise,
            "kind": one.kind,
            "clock": one.finding.clock if one.finding else None,
            "measure": one.finding.target.measure if one.finding else None,
            "state": one.state,
            "gap": {
                "from": format_instant(gap.begins),
                "to": format_instant(gap.ends) if gap.ends else None,
                "minutes": gap.length.total_seconds() / 60,
            }
            if gap
            else None,
            "shortest_minutes": one.finding.shortest if one.finding else None,
            "batch": {
                "cut_off": format_instant(batch.cut_off),
                "close": format_instant(batch.due),
            }
            if batch
            else None,
            "sentence": one.sentence,
        }


def _openings(workspace: Workspace) -> list[Opening]:
    wanted = {one for each in servers(workspace.live("function")).values() for one in each}
    now = workspace.now()
    book = block_book(workspace)
    return openings(book, wanted, now, now + IN_SIGHT, owner_calendar(workspace))


def _calendar(workspace: Workspace, terms: Terms) -> BusinessCalendar:
    hours = workspace.live("hours").get(number_of(terms.hours))
    if hours is None:
        raise CockpitError(_("its hours {id} are not there; choose others.").format(id=terms.hours))
    return BusinessCalendar.from_document(hours)


def _kind_words(body: Mapping[str, Any]) -> str:
    words = [one_line(str(body["kind"]), 40)]
    if body.get("customer"):
        words.append(_("for {customer}").format(customer=one_line(str(body["customer"]), 40)))
    if body.get("priority"):
        words.append(_("of priority {priority}").format(priority=body["priority"]))
    return " ".join(words)


def _named(kind: str, one: Finding) -> str:
    return _("{kind}, {clock} {promised}").format(
        kind=kind, clock=CLOCKS[one.clock], promised=target_words(one.target)
    )


def _reason(one: Finding, by: str, zone: tzinfo) -> str:
    if one.gap is None:
        return _batch_reason(one, by, zone)
    begins = day_label(one.gap.begins.astimezone(zone), time=True)
    if one.gap.ends is None or one.shortest is None:
        return _(
            "cannot be kept at any load. From {begins} on no block of {functions} is in sight."
        ).format(begins=begins, functions=by)
    gap = _("{begins} to {ends}, {length}").format(
        begins=begins,
        ends=day_label(one.gap.ends.astimezone(zone), time=True),
        length=_measured(one.gap.length, one.target.measure),
    )
    if one.kept:
        return _("can be kept. The longest time without {functions}: {gap}.").format(
            gap=gap, functions=by
        )
    return _(
        "cannot be kept at any load. No block of {functions} from {gap}."
        " The shortest that can be kept: {shortest}."
    ).format(
        gap=gap,
        functions=by,
        shortest=length_label(timedelta(minutes=one.shortest)),
    )


def _batch_reason(one: Finding, by: str, zone: tzinfo) -> str:
    if one.batch is None:
        return _("can be kept. {functions} has time in every batch.").format(functions=by)
    told = _(
        "cannot be kept at any load. No block of {functions} between the cut-off"
        " {cut_off} and the close {close}"
    ).format(
        functions=by,
        cut_off=day_label(one.batch.cut_off.astimezone(zone), time=True),
        close=day_label(one.batch.due.astimezone(zone), time=True),
    )
    if one.failing > 1:
        told = _("{told}, nor in {count} later batches").format(told=told, count=one.failing - 1)
    if one.last_served is None:
        return f"{told}."
    return _("{told}. The last one before it ends {ends}.").format(
        told=told, ends=day_label(one.last_served.astimezone(zone), time=True)
    )


def _measured(length: timedelta, measure: str) -> str:
    words = length_label(length)
    return _("{length} of working time").format(length=words) if measure == "working" else words
