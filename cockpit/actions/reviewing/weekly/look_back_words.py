"""A look back in sentences, the same on the screen and as text."""

from __future__ import annotations

from cockpit.actions.interruption_report import lost_words
from cockpit.actions.promise_report import share_words
from cockpit.actions.reviewing.usual import usual_words
from cockpit.actions.reviewing.weekly.compared import Became, Compared
from cockpit.actions.reviewing.weekly.looking_back import NIGHTS, Estimated, LookBack
from cockpit.actions.reviewing.weekly.put_off import PutOff, PutOffs
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _

MOST_PUT_OFF = 8
"""So many of the tasks that were put off are named."""

OUTCOMES = (
    (_("done"), ("done",)),
    (_("moved on"), ("day", "week")),
    (_("back to the backlog"), ("backlog",)),
    (_("given away"), ("given",)),
    (_("dropped"), ("dropped", "archived")),
    (_("still open"), ("open",)),
)
"""What becomes of the tasks of a list, in words, with the outcomes behind them."""


def compared_sentence(found: Compared) -> str:
    """ "Of the 12 tasks on its list: 7 done, 3 moved on, 2 still open."."""
    if not found.tasks:
        return _("Its list was empty.")
    parts = [
        f"{len(them)} {word}"
        for word, outcomes in OUTCOMES
        if (them := found.with_outcome(*outcomes))
    ]
    if len(found.tasks) == 1:
        return _("The one task on its list: {parts}.").format(parts=", ".join(parts))
    return _("Of the {count} tasks on its list: {parts}.").format(
        count=len(found.tasks), parts=", ".join(parts)
    )


def became_words(one: Became) -> str:
    """ "T12 Write the guide -> 2026-W49"."""
    return f"{one.ref} {one.title}" + (f" -> {one.to}" if one.to else "")


def put_off_sentence(found: PutOffs) -> str:
    """ "Put off 5 times: no time 2, too big 1."."""
    if not found.times:
        return _("Nothing was put off.")
    times = _("once") if found.times == 1 else _("{n} times").format(n=found.times)
    reasons = ", ".join(f"{reason} {count}" for reason, count in found.reasons)
    told = f": {reasons}" if reasons else ""
    return _("Put off {times}{reasons}.").format(times=times, reasons=told)


def put_off_words(one: PutOff) -> str:
    """ "T12 Write the guide: 2 times, 3 in all (no time)"."""
    times = _("once") if one.times == 1 else _("{n} times").format(n=one.times)
    in_all = _(", {n} in all").format(n=one.rolls) if one.rolls != one.times else ""
    reasons = f" ({'; '.join(one.reasons)})" if one.reasons else ""
    return f"{one.ref} {one.title}: {times}{in_all}{reasons}"


def estimate_sentence(one: Estimated) -> str:
    """ "Writing takes 1.4 × what you say (12 samples)."."""
    if one.factor is None:
        samples = _("1 sample") if one.samples == 1 else _("{n} samples").format(n=one.samples)
        return _("{name}: too few to tell ({samples}).").format(name=one.name, samples=samples)
    return _("{name} takes {factor:.1f} × what you say ({n} samples).").format(
        name=one.name, factor=one.factor, n=one.samples
    )


def interruption_sentences(found: LookBack) -> list[str]:
    """How often and by whom, and in which blocks."""
    week = found.interrupted
    if not week.times:
        return [_("Nobody broke in.")]
    times = _("once") if week.times == 1 else _("{n} times").format(n=week.times)
    sentences = [_("Interrupted {times}, lost: {lost}.").format(times=times, lost=lost_words(week))]
    for heading, groups in ((_("by"), week.by_who), (_("in the blocks of"), week.by_function)):
        named = ", ".join(f"{one.name} {lost_words(one)}" for one in groups)
        sentences.append(f"{heading} {named}")
    return sentences


def promise_sentence(found: LookBack) -> str:
    """ "Promises kept: 9 of 10, 90 % (71–97 %)."."""
    whole = found.promises.whole
    if not whole.n:
        return _("No promise fell due.")
    return _("Promises kept: {met} of {n}, {share}.").format(
        met=whole.met, n=whole.n, share=share_words(whole)
    )


def night_sentence(found: LookBack) -> str:
    """ "Reviewed 5 of the last 7 nights; usually 2:10 and 31 keys."."""
    words = _("Reviewed {n} of the last {nights} nights").format(n=found.nights, nights=NIGHTS)
    if found.usual is None:
        return f"{words}."
    usual = _("usually {usual}").format(usual=usual_words(*found.usual))
    return f"{words}; {usual}."


def hour_words(length: int) -> str:
    """Minutes as they are shown beside a bar; nothing is "0m"."""
    return minutes(length) or "0m"
