"""What is logged about contractors: check-ins, feedback, vetting checks, questions of theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cockpit.actions.contractors import log_contact
from cockpit.actions.records import Added, add_record, revise, words_of
from cockpit.domain.identity import format_instant, number_of, parse_instant, ref, split_ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace


def log_check_in(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """A check-in, now unless said otherwise; an incoming one is a sign of life.

    The contractor follows from the assignment, where that is said alone.
    """
    whole = _of_work(workspace, fields)
    label = _("Check-in of {who}").format(who=_who(workspace, whole))
    with workspace.transaction(label) as transaction:
        added = add_record(workspace, "checkin", whole)
        if whole.get("direction", "incoming") == "incoming" and whole.get("contractor"):
            log_contact(workspace, whole["contractor"], parse_instant(whole["at"]))
    return Added(added.ref, workspace.change(transaction))


def log_feedback(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """Praise, something taught or a problem, now unless said otherwise."""
    return add_record(workspace, "feedback", _of_work(workspace, fields))


def log_vetting(workspace: Workspace, fields: Mapping[str, Any]) -> Added:
    """A vetting check; a prospect is being vetted from the first one on."""
    whole = {**fields, "at": fields.get("at") or format_instant(workspace.now())}
    label = _("Vetting {who}: {kind}").format(
        who=_who(workspace, whole), kind=str(whole.get("kind", "")).replace("_", " ")
    )
    with workspace.transaction(label) as transaction:
        added = add_record(workspace, "vetting", whole)
        person = workspace.body(whole["contractor"])[2]
        if person.get("status") == "prospect":
            vetting = {"status": "vetting"}
            revise(workspace, whole["contractor"], vetting, _("Vetting {id}: {words}"))
    return Added(added.ref, workspace.change(transaction))


def start_vetting(workspace: Workspace, contractor: str, kinds: Sequence[str]) -> int:
    """Put the kinds of check on a contractor's list that are not there yet, their results unknown.

    Returns how many there were; what is not wanted is archived.
    """
    known = {
        body["kind"]
        for body in workspace.live("vetting").values()
        if body["contractor"] == contractor
    }
    wanted = [kind for kind in kinds if kind not in known]
    if wanted:
        with workspace.transaction(_("Vetting list for {id}").format(id=contractor)):
            for kind in wanted:
                log_vetting(workspace, {"contractor": contractor, "kind": kind})
    return len(wanted)


def ask_question(
    workspace: Workspace, assignment: str, text: str, at: datetime | None = None
) -> Change:
    """The contractor asks something about the work: it waits on the owner, and he was heard."""
    if not text.strip():
        raise WrongUse(_("Say what was asked."))
    shown = ref("assignment", split_ref(assignment, "assignment")[1])
    body = workspace.body(shown)[2]
    if body.get("closed_at"):
        raise WrongUse(_("{id} is closed; a question needs open work.").format(id=shown))
    asked = {"at": format_instant(at or workspace.now()), "text": text.strip()}
    label = _("Question about {id}: {words}")
    words = words_of("assignment", body)
    with workspace.transaction(label.format(id=shown, words=words)) as transaction:

        def fields(found: Body) -> Mapping[str, Any]:
            return {"questions": [*found.get("questions", ()), asked]}

        revise(workspace, shown, fields, label)
        log_contact(workspace, body["contractor"], at)
    return workspace.change(transaction)


def answer_question(
    workspace: Workspace, assignment: str, answer: str = "", place: int | None = None
) -> Change:
    """Answer the question at a place (counted from 1), the oldest open one if none is said."""
    shown = ref("assignment", split_ref(assignment, "assignment")[1])

    def fields(found: Body) -> Mapping[str, Any]:
        questions = [dict(one) for one in found.get("questions", ())]
        still_open = [at for at, one in enumerate(questions, 1) if not one.get("answered_at")]
        if not still_open or (place is not None and place not in still_open):
            raise WrongUse(_("{id} has no such open question.").format(id=shown))
        one = questions[(place or still_open[0]) - 1]
        one["answered_at"] = format_instant(workspace.now())
        if answer.strip():
            one["answer"] = answer.strip()
        return {"questions": questions}

    return revise(workspace, shown, fields, _("Answered on {id}: {words}"))


def _of_work(workspace: Workspace, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with their moment, and with the contractor of the assignment."""
    whole = {**fields, "at": fields.get("at") or format_instant(workspace.now())}
    work = whole.get("assignment")
    found = workspace.find("assignment", number_of(work)) if work else None
    if found is not None and not whole.get("contractor"):
        whole["contractor"] = found["contractor"]
    return whole


def _who(workspace: Workspace, fields: Mapping[str, Any]) -> str:
    person = fields.get("contractor")
    body = workspace.find("contractor", number_of(person)) if person else None
    return str((body or {}).get("name") or person or "")
