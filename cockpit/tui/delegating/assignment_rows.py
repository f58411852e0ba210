"""What became of an assignment: versions and verdicts, questions, moved dues, words, money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.actions.delegating.deliverables import versions_of
from cockpit.actions.delegating.dossiers import dossier_of
from cockpit.domain.delegating.measures.movement import check_ins_on
from cockpit.domain.delegating.measures.punctuality import fair_due
from cockpit.domain.delegating.money import written_money
from cockpit.domain.identity import parse_instant
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.delegating.contractor_rows import check_in_words
from cockpit.tui.glyphs import state
from cockpit.tui.record_text import signed
from cockpit.tui.text_rows import Row, heading, labelled, paragraph
from cockpit.tui.view import View

Body = Mapping[str, Any]

_VERDICTS = {"approved": "approved", "changes_requested": "changes_requested", "rejected": "late"}


def assignment_rows(view: View, reference: str, body: Body, width: int) -> list[Row]:
    """The lines under an assignment's fields."""
    rows = _versions(view, reference, width)
    rows += _questions(view, body, width)
    rows += _dues(view, body, width)
    try:
        dossier = dossier_of(view.workspace, body["contractor"])
    except CockpitError:
        return rows
    said = check_ins_on(dossier, reference)
    if said:
        rows += heading(_("Check-ins"), width)
    for one in said[::-1]:
        rows += labelled(_moment(view, one["at"]), check_in_words(one), width, label_width=16)
    told = [one for one in dossier.feedback if one.get("assignment") == reference]
    if told:
        rows += heading(_("Feedback"), width)
    for one in told:
        rows += labelled(str(one["kind"]), str(one["words"]), width, label_width=8)
    paid = {key: one for key, one in dossier.payments.items() if one.get("assignment") == reference}
    if paid:
        rows += heading(_("Money"), width)
    for key, one in paid.items():
        how = _("paid {day}") if one.get("paid") else _("due {day}")
        day = one.get("paid") or one.get("due") or _("some day")
        words = f"{written_money(one['amount'])} · {how.format(day=day)} · {one['what']}"
        rows += labelled(key, words, width, label_width=5)
    return rows


def _versions(view: View, reference: str, width: int) -> list[Row]:
    versions = versions_of(view.workspace, reference)
    rows = heading(_("Handed in"), width) if versions else []
    for _key, one in versions:
        verdict = str(one.get("verdict") or "")
        sign = state(_VERDICTS.get(verdict, "delivered"), view.glyphs)
        words = [
            _("version {number}").format(number=one.get("version", 1)),
            _moment(view, one["at"]),
            verdict.replace("_", " ") or _("your verdict"),
            str(one.get("reason", "")),
            str(one.get("where") or ""),
            str(one.get("note", "")),
        ]
        rows += signed(sign, " · ".join(filter(None, words)), width)
    return rows


def _questions(view: View, body: Body, width: int) -> list[Row]:
    questions = body.get("questions") or []
    rows = heading(_("Questions"), width) if questions else []
    for one in questions:
        answered = bool(one.get("answered_at"))
        sign = state("done" if answered else "delivered", view.glyphs)
        rows += signed(sign, f"{one['text']} · {_moment(view, one['at'])}", width)
        if one.get("answer"):
            rows += paragraph(one["answer"], width, "muted", indent=4)
    return rows


def _dues(view: View, body: Body, width: int) -> list[Row]:
    moves = body.get("due_moves") or []
    if not moves:
        return []
    rows = heading(_("Due moved"), width)
    for move in moves:
        who = _("by you") if move["by"] == "owner" else _("by him")
        words = [f"{who} → {_moment(view, move['after'])}", str(move.get("reason", ""))]
        rows += labelled(
            _moment(view, move["at"]), " · ".join(filter(None, words)), width, label_width=16
        )
    fair = fair_due(body)
    if fair and fair != body.get("due"):
        text = _("On time is counted by {due}: what he moved himself does not count.")
        rows += paragraph(text.format(due=_moment(view, fair)), width, "muted")
    return rows


def _moment(view: View, instant: str) -> str:
    return parse_instant(instant).astimezone(view.zone).strftime("%Y-%m-%d %H:%M")
