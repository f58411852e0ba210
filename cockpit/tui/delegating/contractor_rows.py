"""A contractor in full: his signals with their figures, what to do, money, words, vetting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cockpit.actions.delegating.dossiers import dossier_of, signals_of
from cockpit.actions.delegating.money_report import standing_of
from cockpit.actions.typed.delegating_fields import CHECKS
from cockpit.domain.delegating.dossier import Dossier
from cockpit.domain.delegating.measures.playbook import playbook
from cockpit.domain.delegating.measures.signals import Measure
from cockpit.domain.delegating.money import sums_of, written_money, written_sums
from cockpit.domain.identity import parse_instant
from cockpit.domain.wording.lengths import written_minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import state
from cockpit.tui.record_text import signed
from cockpit.tui.text_rows import Row, heading, labelled, paragraph
from cockpit.tui.view import View

Body = Mapping[str, Any]

LATEST = 6
"""So many check-ins, words and payments are shown; the lists on the command line show all."""

_NAMES = {
    "on_time": _("on time"),
    "contact": _("contact"),
    "load": _("load"),
    "movement": _("movement"),
    "check_in": _("check-in"),
    "ramp_up": _("ramp-up"),
    "training": _("training"),
    "budget": _("budget"),
    "at_risk": _("at risk"),
}
_LEVELS = {"ok": "done", "watch": "silent", "alarm": "late", "unknown": "unknown"}


def contractor_rows(view: View, reference: str, width: int) -> list[Row]:
    """Everything that follows from a contractor's records, under his fields."""
    dossier = dossier_of(view.workspace, reference)
    _lamp, measures = signals_of(view.workspace, reference, view.settings.day_end)
    rows = heading(_("Signals"), width)
    for one in measures:
        rows += _measure(view, one, width)
    rows += _what_to_do(measures, width)
    rows += _terms(dossier, width)
    rows += _money(view, dossier, width)
    rows += _check_ins(view, dossier, width)
    rows += _feedback(view, dossier, width)
    return rows + _vetting(view, dossier, width)


def _measure(view: View, one: Measure, width: int) -> list[Row]:
    sign = state(_LEVELS[one.level], view.glyphs)
    role = sign.role if one.level in ("watch", "alarm") else ""
    rows = signed(sign, f"{_NAMES.get(one.name, one.name)} · {one.words}", width, role)
    return [*rows, *paragraph(one.inputs, width, "muted", indent=4)]


def _what_to_do(measures: Iterable[Measure], width: int) -> list[Row]:
    stage = next(
        (one.signal.name for one in measures if one.name == "contact" and one.signal), "ok"
    )
    steps = playbook(stage)
    rows = heading(_("What to do"), width) if steps else []
    for number, step in enumerate(steps, 1):
        rows += labelled(f"{number}.", step, width, label_width=3)
    return rows


def _terms(dossier: Dossier, width: int) -> list[Row]:
    live = {key: one for key, one in dossier.engagements.items() if not one.get("closed_at")}
    rows = heading(_("Terms"), width) if live else []
    for key, one in live.items():
        words = terms_words(one, lambda function: dossier.names.get(function, function))
        rows += labelled(key, words, width, label_width=5)
    return rows


def terms_words(one: Body, name_of: Callable[[str], str]) -> str:
    """Terms in one line: when money is owed, for what, how much and at most."""
    words = [str(one["terms"]).replace("_", " ")]
    if one.get("function"):
        words.append(name_of(one["function"]))
    if one.get("rate"):
        words.append(written_money(one["rate"]))
    if one.get("percent"):
        words.append(f"{one['percent']:g} %")
    if one.get("budget"):
        words.append(_("budget {sum}").format(sum=written_money(one["budget"])))
    if one.get("every"):
        words.append(_("each {period}").format(period=_(one["every"])))
    if one.get("release_days") is not None:
        words.append(_("released {days} d after delivery").format(days=one["release_days"]))
    return " · ".join(words)


def _money(view: View, dossier: Dossier, width: int) -> list[Row]:
    payments = {
        key: one
        for key, one in dossier.payments.items()
        if one.get("paid") or not one.get("closed_at")
    }
    if not payments:
        return []
    rows = heading(_("Money"), width)
    for standing, label in (
        ("due", _("due")), ("planned", _("planned")), ("paid", _("paid")),
    ):  # fmt: skip
        own = {
            key: one for key, one in payments.items() if standing_of(one, view.today) == standing
        }
        if not own:
            continue
        role = "sla-breached" if standing == "due" else ""
        sums = written_sums(sums_of(one["amount"] for one in own.values()))
        rows += labelled(label, sums, width, role)
        latest = sorted(own.items(), key=lambda one: _day_of(one[1]), reverse=True)[:LATEST]
        for key, one in latest:
            day = _day_of(one)
            words = f"{written_money(one['amount'])} · {one['what']}"
            rows += labelled(f"  {key} {day}", words, width, "muted", label_width=17)
    return rows


def _check_ins(view: View, dossier: Dossier, width: int) -> list[Row]:
    rows = heading(_("Check-ins"), width) if dossier.check_ins else []
    for one in dossier.check_ins[: -LATEST - 1 : -1]:
        rows += labelled(_moment(view, one["at"]), check_in_words(one), width, label_width=16)
    return rows


def check_in_words(one: Body) -> str:
    """A check-in in one line: how it stands, what holds it up, what is next, what was said."""
    words = [_("you wrote")] if one.get("direction") == "outgoing" else []
    if one.get("assignment"):
        words.append(str(one["assignment"]))
    if one.get("status"):
        words.append(str(one["status"]).replace("_", " "))
    if one.get("blocker"):
        words.append(_("held up: {what}").format(what=one["blocker"]))
    if one.get("next_step"):
        words.append(_("next: {what}").format(what=one["next_step"]))
    if one.get("note"):
        words.append(str(one["note"]))
    return " · ".join(words) or _("heard from him")


def _feedback(view: View, dossier: Dossier, width: int) -> list[Row]:
    rows = heading(_("Feedback"), width) if dossier.feedback else []
    for one in dossier.feedback[: -LATEST - 1 : -1]:
        words = [str(one["kind"]), str(one.get("assignment") or ""), str(one["words"])]
        if one.get("minutes"):
            words.insert(1, written_minutes(one["minutes"]))
        rows += labelled(
            _moment(view, one["at"]), " · ".join(filter(None, words)), width, label_width=16
        )
    return rows


def _vetting(view: View, dossier: Dossier, width: int) -> list[Row]:
    """The seven kinds, those not looked into as questions; none of it for whom none was begun."""
    if not dossier.vetting and dossier.person.get("status", "active") not in (
        "prospect",
        "vetting",
    ):
        return []
    rows = heading(_("Vetting"), width)
    for kind in CHECKS:
        own = [one for one in dossier.vetting if one["kind"] == kind] or [{}]
        for one in own:
            result = str(one.get("result") or "")
            name = {"good": "done", "concern": "late", "none_found": "silent"}.get(
                result, "unknown"
            )
            words = [kind.replace("_", " "), result.replace("_", " ") or _("not known")]
            words += [str(one.get(part) or "") for part in ("found", "source")]
            rows += signed(state(name, view.glyphs), " · ".join(filter(None, words)), width)
    return rows


def _moment(view: View, instant: str) -> str:
    return parse_instant(instant).astimezone(view.zone).strftime("%Y-%m-%d %H:%M")


def _day_of(payment: Body) -> str:
    return str(payment.get("paid") or payment.get("due") or "")
