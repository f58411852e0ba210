"""What belongs to an asset, a procedure or a contractor: who gets in, who followed it."""

from __future__ import annotations

from collections.abc import Callable

from cockpit.actions.continuity.facts import drill_facts
from cockpit.actions.continuity.words import party_words
from cockpit.domain.identity import parse_instant
from cockpit.i18n import _
from cockpit.tui.text_rows import Row, heading, labelled
from cockpit.tui.view import View

RUNS = 8
"""So many runs of a procedure are shown, the latest first."""


def continuity_parts(view: View, reference: str, width: int) -> list[Row]:
    """The lines under a record; none for a kind that has no such part."""
    part = _PARTS.get(reference[:1])
    return part(view, reference, width) if part else []


def _of_asset(view: View, reference: str, width: int) -> list[Row]:
    """Who gets in."""
    facts = drill_facts(view.workspace)
    rows: list[Row] = []
    for one in facts.access:
        if one.asset == reference:
            shared = {True: _("shared"), False: _("own login"), None: _("shared or own: ?")}
            words = f"{one.level} · {shared[one.shared]}"
            rows += labelled(f"{one.ref} {party_words(facts, one.person)}", words, width, "", 24)
    return [*heading(_("Who gets in"), width), *rows] if rows else []


def _of_procedure(view: View, reference: str, width: int) -> list[Row]:
    """Who followed it."""
    facts = drill_facts(view.workspace)
    runs = [(number, body) for number, body in view.workspace.live("run").items()
            if body["procedure"] == reference]  # fmt: skip
    runs.sort(key=lambda one: (str(one[1]["at"]), one[0]), reverse=True)
    rows: list[Row] = []
    for _number, body in runs[:RUNS]:
        day = parse_instant(body["at"]).astimezone(view.zone).strftime("%Y-%m-%d")
        unaided = {True: _("unaided"), False: _("with help"), None: _("unaided: ?")}
        ok = {True: _("right"), False: _("went wrong"), None: _("right: ?")}
        words = [party_words(facts, body["by"]), unaided[body.get("unaided")], ok[body.get("ok")]]
        if body.get("note"):
            words.append(str(body["note"]))
        rows += labelled(day, " · ".join(words), width)
    return [*heading(_("Followed"), width), *rows] if rows else []


def _of_contractor(view: View, reference: str, width: int) -> list[Row]:
    """What he gets into."""
    facts = drill_facts(view.workspace)
    names = {one.ref: one.name for one in facts.assets}
    rows: list[Row] = []
    for one in facts.access:
        if one.person == reference:
            asset = f"{names.get(one.asset, one.asset)} · {one.level}"
            rows += labelled(f"{one.ref} {one.asset}", asset, width)
    return [*heading(_("Gets into"), width), *rows] if rows else []


_PARTS: dict[str, Callable[[View, str, int], list[Row]]] = {
    "S": _of_asset,
    "D": _of_procedure,
    "C": _of_contractor,
}
"""The letter of a short id to what is shown under the record."""
