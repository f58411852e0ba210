"""The answer to a question of a drill, written into the record that it is about."""

from __future__ import annotations

from typing import Any

from cockpit.actions.owner import today
from cockpit.actions.records import add_record, revise
from cockpit.actions.typed.fields import field, read_field
from cockpit.actions.typed.phrases import read_record
from cockpit.domain.drills.parties import is_nobody
from cockpit.domain.drills.questions import Question
from cockpit.domain.identity import number_of, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Change, Workspace

_EVIDENCE = "registered_to"
"""Who says in whose name something is has seen it."""


def answer(workspace: Workspace, question: Question, text: str) -> Change:
    """Write an answer as it was typed; raises `WrongUse` where it cannot be one.

    For what a function needs: names of assets with commas between, new ones are added; "none".
    """
    if not text.strip():
        raise WrongUse(_("Write an answer, or leave with esc: then it stays a question."))
    if question.kind == "assets":
        return _needs(workspace, question, text)
    table = split_ref(question.ref)[0]
    fields = read_field(workspace, field(table, question.field), text)
    if question.field == _EVIDENCE:
        fields["evidence"] = today(workspace).isoformat()
    label = _("Answer {field} of {id}: {words}").replace("{field}", question.field)
    return revise(workspace, question.ref, fields, label)


def meaning(workspace: Workspace, question: Question, text: str) -> str:
    """What an answer would be taken for, in words; nothing is written."""
    if not text.strip():
        raise WrongUse(_("Write an answer."))
    if question.kind == "assets":
        return "; ".join(_needed(workspace, text)) or _("it needs none")
    from cockpit.actions.typed.shown import shown

    one = field(split_ref(question.ref)[0], question.field)
    return shown(workspace, one, read_field(workspace, one, text))


def _needs(workspace: Workspace, question: Question, text: str) -> Change:
    label = _("What {name} needs").format(name=question.name)
    with workspace.transaction(label) as transaction:
        if is_nobody(text):
            revise(
                workspace, question.ref, {"needs_assets": False}, _("Needs no asset {id}: {words}")
            )
        for name in _names(text):
            _serve(workspace, question.ref, name)
    return workspace.change(transaction)


def _serve(workspace: Workspace, function: str, name: str) -> None:
    known = _known(workspace, name)
    if known is None:
        add_record(workspace, "asset", {"name": name, "functions": [function]})
        return

    def fields(body: dict[str, Any]) -> dict[str, Any]:
        return {"functions": list(dict.fromkeys([*body.get("functions", ()), function]))}

    revise(workspace, known, fields, _("Edit {id}: {words}"))


def _needed(workspace: Workspace, text: str) -> list[str]:
    found = []
    for name in _names(text):
        known = _known(workspace, name)
        if known is None:
            found.append(_("{name} (new)").format(name=name))
        else:
            body = workspace.live("asset")[number_of(known)]
            found.append(f"{body['name']} {known}")
    return found


def _names(text: str) -> list[str]:
    return [] if is_nobody(text) else [one.strip() for one in text.split(",") if one.strip()]


def _known(workspace: Workspace, name: str) -> str | None:
    """The asset that is meant; None where there is none of that name yet."""
    if not workspace.live("asset"):
        return None
    try:
        return read_record(workspace, "asset", name)
    except WrongUse as error:
        if "could be more than one" in str(error):
            raise
        return None
