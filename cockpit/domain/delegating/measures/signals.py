"""The signals of a contractor: each with its reason, and with the figures that it follows from.

His lamp is the worst of them with its reason; nothing is weighed, nothing added up to a score.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple

from cockpit.domain.contractor_signals import ORDER, Signal, contact_of, signal_of
from cockpit.domain.delegating.dossier import Dossier, state_of
from cockpit.domain.delegating.measures.budget import Budget, at_risk, budgets_of
from cockpit.domain.delegating.measures.load import Load, load_of
from cockpit.domain.delegating.measures.movement import last_word_on, stalls_of
from cockpit.domain.delegating.measures.punctuality import GOOD_SHARE, on_time
from cockpit.domain.delegating.measures.trust import FIRST_JOB, GROWTH, payback_of, ramp_of
from cockpit.domain.delegating.money import written_money, written_sums
from cockpit.domain.identity import format_instant, parse_instant
from cockpit.domain.statistics import ENOUGH
from cockpit.domain.wording.lengths import written_minutes
from cockpit.i18n import _

Level = Literal["ok", "watch", "alarm", "unknown"]
"""Unknown is a question to the owner, never an "ok"."""


class Measure(NamedTuple):
    """One thing that is measured of a contractor, also where all is well."""

    name: str
    level: Level
    words: str
    inputs: str
    """The figures it follows from, and by which rule."""
    signal: Signal | None = None
    """What it adds to the lamp."""


def measures_of(dossier: Dossier, now: datetime, today: date) -> list[Measure]:
    """All that is measured: punctuality, contact, load, ramp-up, training, money, movement.

    `now` is aware; `today` the owner's business day, on which payments are counted.
    """
    return [
        _on_time(dossier, now),
        _contact(dossier, now),
        _load(dossier, now),
        *_movement(dossier, now),
        *_words(dossier),
        *_ramp_up(dossier),
        *_training(dossier),
        *_budgets(dossier, today),
        *_at_risk(dossier),
    ]


def lamp_of(dossier: Dossier, now: datetime, today: date) -> Signal:
    """The worst signal: of any open assignment, or of anything measured."""
    signals = [signal_of(body, now)._replace(subject=key) for key, body in dossier.open_work()]
    signals += [one.signal for one in measures_of(dossier, now, today) if one.signal is not None]
    if not signals:
        return Signal("idle", _("nothing in hand"))
    return min(signals, key=lambda one: ORDER.index(one.name))


def _on_time(dossier: Dossier, now: datetime) -> Measure:
    found = on_time(dossier, format_instant(now))
    inputs = _("Wilson 80 %: {lower} to {upper} %; reliable from {good} % on").format(
        lower=round(100 * found.lower), upper=round(100 * found.upper), good=round(100 * GOOD_SHARE)
    )
    if found.n < ENOUGH:
        inputs = _("nothing is said under {enough} dues that have fallen").format(enough=ENOUGH)
    if found.late:
        inputs += " · " + _("late: {ids}").format(ids=", ".join(found.late))
    signal = None
    level: Level = "ok"
    if found.grade == "too_few":
        level = "unknown"
    elif found.grade == "often_late":
        level = "alarm"
        signal = Signal("unpunctual", _("often late: {words}").format(words=found.words))
    return Measure("on_time", level, found.words, inputs, signal)


def _contact(dossier: Dossier, now: datetime) -> Measure:
    person = dossier.person
    cadence = person.get("cadence_days")
    if cadence is None:
        return Measure(
            "contact", "unknown", _("no cadence agreed"), _("how often should he be heard from?")
        )
    last = person.get("last_contact")
    inputs = _("cadence {cadence} d + grace {grace} d, from the last incoming word").format(
        cadence=cadence, grace=person.get("grace_days", 2)
    )
    signal = contact_of(person, now)
    if signal is not None:
        level: Level = "alarm" if signal.name == "dark" else "watch"
        return Measure("contact", level, signal.reason, inputs, signal)
    if last is None:
        return Measure("contact", "ok", _("not heard from yet"), inputs)
    days = (now - parse_instant(last)).days
    return Measure("contact", "ok", _("heard from {days} d ago").format(days=days), inputs)


def _load(dossier: Dossier, now: datetime) -> Measure:
    load = load_of(dossier, now)
    if load is None:
        return Measure(
            "load", "unknown", _("capacity unknown"), _("how many hours a week has he for you?")
        )
    inputs = _("{minutes} in hand, {capacity} a week, earliest due first").format(
        minutes=written_minutes(load.minutes), capacity=written_minutes(load.capacity)
    )
    if load.sizeless:
        inputs += " · " + _("size unknown: {ids}").format(ids=", ".join(load.sizeless))
    if load.unfit is not None:
        words = _("cannot finish {id} “{title}” in time: {over} too much").format(
            id=load.unfit,
            title=dossier.work[load.unfit]["title"],
            over=written_minutes(load.over),
        )
        return Measure(
            "load", "alarm", words, inputs, Signal("overload", words, subject=load.unfit)
        )
    return Measure("load", "unknown" if load.sizeless else "ok", busy_words(load), inputs)


def busy_words(load: Load) -> str:
    """ "4h in hand: busy until 2026-12-01"; "free" with nothing in hand."""
    if not load.minutes:
        return _("free")
    length = written_minutes(load.minutes)
    if load.busy_until is None:
        return _("{length} in hand and no hours for it").format(length=length)
    return _("{length} in hand: busy until {day}").format(
        length=length, day=load.busy_until.date().isoformat()
    )


def _movement(dossier: Dossier, now: datetime) -> list[Measure]:
    stalls = stalls_of(dossier, now)
    if not stalls:
        if not any(dossier.in_hand()):
            return []
        inputs = _("nothing in hand was still for longer than cadence + grace")
        return [Measure("movement", "ok", _("work moves"), inputs)]
    found = []
    for one in stalls:
        words = _("no movement on {id} for {days} d").format(id=one.reference, days=one.days)
        inputs = _("still for more than {limit} d (cadence + grace)").format(limit=one.limit_days)
        signal = Signal("stalled", words, one.since, subject=one.reference)
        found.append(Measure("movement", "watch", words, inputs, signal))
    return found


def _words(dossier: Dossier) -> list[Measure]:
    """What the contractor says himself of work in hand."""
    found = []
    for key, _work in dossier.in_hand():
        word = last_word_on(dossier, key)
        if word is None or word["status"] == "on_track":
            continue
        off = word["status"] == "off_track"
        said = _("off track: {why}") if off else _("caution: {why}")
        why = str(word.get("blocker") or word.get("note") or _("no reason said"))
        words = f"{key} {said.format(why=why)}"
        name = "off_track" if off else "caution"
        signal = Signal(name, words, parse_instant(word["at"]), subject=key)
        inputs = _("his latest check-in on it, {day}").format(day=str(word["at"])[:10])
        found.append(Measure("check_in", "alarm" if off else "watch", words, inputs, signal))
    return found


def _ramp_up(dossier: Dossier) -> list[Measure]:
    """One a function, of those he works in; a job that is larger than tried is told, not barred."""
    functions = [*dossier.person.get("functions", ())]
    functions += [body.get("function") for _key, body in dossier.work.items()]
    found = []
    for function in dict.fromkeys(functions):
        ramp = ramp_of(dossier, function)
        place = dossier.names.get(function or "", function) or _("no function")
        words = _("{place}: {stage}, next job up to {most}").format(
            place=place, stage=ramp.stage.name, most=written_minutes(ramp.most)
        )
        if ramp.largest:
            rule = _("{times} × the largest approved, {largest}").format(
                times=GROWTH, largest=written_minutes(ramp.largest)
            )
        else:
            rule = _("nothing approved with a size yet: a first job of {first}").format(
                first=written_minutes(FIRST_JOB)
            )
        inputs = _("{rule} · {count} approved · {review} · a word every {days} d").format(
            rule=rule, count=ramp.approved, review=ramp.stage.review, days=ramp.stage.cadence_days
        )
        larger = [
            key
            for key, body in dossier.open_work()
            if body.get("function") == function
            and int(body.get("estimate_minutes") or 0) > ramp.most
        ]
        if larger:
            words += " · " + _("larger: {ids}").format(ids=", ".join(larger))
        found.append(Measure("ramp_up", "watch" if larger else "ok", words, inputs))
    return found


def _training(dossier: Dossier) -> list[Measure]:
    payback = payback_of(dossier)
    if payback is None:
        return []
    inputs = _("{trained} taught ÷ median size of approved jobs; reviewing is not counted").format(
        trained=written_minutes(payback.trained)
    )
    if payback.payback_run is None:
        return [Measure("training", "unknown", _("no approved job has a size yet"), inputs)]
    words = _("paid back with job {run}; {done} done, {saved} saved").format(
        run=payback.payback_run, done=payback.runs, saved=written_minutes(payback.saved)
    )
    return [Measure("training", "ok", words, inputs)]


def _budgets(dossier: Dossier, today: date) -> list[Measure]:
    return [_budget(one) for one in budgets_of(dossier, today)]


def _budget(one: Budget) -> Measure:
    def money(minor: float) -> str:
        return written_money({"minor": round(minor), "currency": one.currency})

    words = _("{spent} of {budget} spent ({burn} %)").format(
        spent=money(one.spent), budget=money(one.budget), burn=round(100 * one.burn)
    )
    inputs = _("{owed} more planned or due").format(owed=money(one.owed))
    if one.elapsed is not None:
        inputs += " · " + _("{share} % of the time is over").format(share=round(100 * one.elapsed))
    if one.projected is not None:
        inputs += " · " + _("at this pace {projected}").format(projected=money(one.projected))
    if one.others:
        inputs += " · " + _("apart: {sums}").format(sums=written_sums(one.others))
    signal = None
    level: Level = "ok"
    if one.is_over:
        level = "alarm"
        words = _("over budget: {words}").format(words=words)
        signal = Signal("over_budget", words, subject=one.engagement)
    elif one.is_too_fast:
        level = "watch"
        words = _("budget goes too fast: {words}").format(words=words)
        signal = Signal("too_fast", words, subject=one.engagement)
    return Measure("budget", level, words, inputs, signal)


def _at_risk(dossier: Dossier) -> list[Measure]:
    found = []
    for key, sums in at_risk(dossier).items():
        words = _("{sums} paid for {id}, nothing delivered").format(sums=written_sums(sums), id=key)
        off = state_of(dossier.work[key]) == "cancelled"
        inputs = _("called off: claim it back") if off else _("paid before the delivery")
        signal = Signal("at_risk", words, subject=key)
        found.append(Measure("at_risk", "alarm" if off else "watch", words, inputs, signal))
    return found
