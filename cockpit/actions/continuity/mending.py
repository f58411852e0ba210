"""The steps of a bundle: written down as done, or put on tomorrow's list as tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from cockpit.actions.continuity.access import grant_access
from cockpit.actions.continuity.answers import answer, meaning
from cockpit.actions.continuity.facts import drill_facts
from cockpit.actions.continuity.procedures import log_run
from cockpit.actions.continuity.words import step_words
from cockpit.actions.owner import today
from cockpit.actions.records import add_record, revise
from cockpit.domain.drills.mending import Bundle, Step
from cockpit.domain.drills.parties import OWNER
from cockpit.domain.drills.questions import Question
from cockpit.domain.identity import ref
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

_ASKS: dict[str, tuple[str, str]] = {
    "assets": ("needs_assets", "assets"),
    "pointer": ("kept_where", "text"),
    "say_where": ("where", "text"),
    "time": ("capacity_minutes", "minutes"),
}
"""The kinds of step that are done by an answer, with its field and how it is answered."""

_HINTS = {
    "assets": _("names with commas between; none when it needs none"),
    "pointer": _("vault and item, never the secret: 1Password, Shop"),
    "say_where": _("handbook, page 4"),
    "write": _("where it is written now: handbook, page 4"),
    "time": _("hours per week: 10h"),
}


def hint_of(step: Step) -> str | None:
    """What is to be written so that a step is done; None where it is enough to say that it is."""
    return _HINTS.get(step.kind)


def step_meaning(workspace: Workspace, step: Step, words: str) -> str:
    """What the words for a step would be taken for; raises `WrongUse` when they are none."""
    if step.kind in _ASKS:
        return meaning(workspace, _question(step), words)
    if not words.strip():
        raise WrongUse(_("Write where it is."))
    return words.strip()


def do_steps(
    workspace: Workspace, steps: Sequence[Step], words: Mapping[Step, str] | None = None
) -> Change:
    """Write down that steps are done, in their order and as one change.

    `words` are the answers of those that need one. Raises `WrongUse` where one is missing, and
    changes nothing then.
    """
    said = words or {}
    facts = drill_facts(workspace)
    label = "; ".join(step_words(facts, step) for step in steps)
    if len(steps) > 1:
        label = _("{count} steps: {words}").format(count=len(steps), words=label)
    with workspace.transaction(_("Done: {words}").format(words=_short(label))) as transaction:
        for step in steps:
            _do(workspace, step, said.get(step, ""))
    return workspace.change(transaction)


def steps_as_tasks(workspace: Workspace, bundle: Bundle) -> Change:
    """Put the steps of a bundle on tomorrow's list; one that is there by its words is left out."""
    facts = drill_facts(workspace)
    there = {str(body["title"]).casefold() for body in workspace.live("task").values()}
    day = (today(workspace) + timedelta(days=1)).isoformat()
    steps = [one for one in bundle.steps if step_words(facts, one).casefold() not in there]
    if not steps:
        raise CockpitError(_("All steps of this bundle are on your lists already."))
    label = _("{count} tasks for tomorrow: {name} without a hostage").format(
        count=len(steps), name=bundle.name
    )
    with workspace.transaction(label) as transaction:
        for step in steps:
            fields = {
                "title": step_words(facts, step),
                "place": "day",
                "day": day,
                "estimate_minutes": step.minutes,
                "tags": ["continuity"],
            }
            add_record(workspace, "task", fields)
    return workspace.change(transaction)


_OF_ASSET: dict[str, dict[str, Any]] = {
    "see_registered": {"registered_to": OWNER},
    "register": {"registered_to": OWNER},
    "admin": {"owner_admin": True},
    "see_factor": {"second_factor": OWNER},
    "factor": {"second_factor": OWNER},
    "recovery": {"recovery": OWNER},
    "pay": {"paid_by": OWNER},
}


def _do(workspace: Workspace, step: Step, words: str) -> None:
    label = _("Done {id}: {words}")
    if step.kind in _OF_ASSET:
        fields = dict(_OF_ASSET[step.kind])
        if "registered_to" in fields:
            fields["evidence"] = today(workspace).isoformat()
        revise(workspace, step.ref, fields, label)
    elif step.kind in _ASKS:
        answer(workspace, _question(step), words)
    elif step.kind == "backup":

        def named(body: Body) -> Mapping[str, Any]:
            return {"backups": list(dict.fromkeys([*body.get("backups", ()), step.person]))}

        revise(workspace, step.ref, named, label)
    elif step.kind == "let_in" and step.person is not None:
        _let_in(workspace, step.ref, step.person)
    elif step.kind == "write":
        if not words.strip():
            raise WrongUse(_("Say where it is written now; without that nobody finds it."))
        fields = {"name": step.name, "function": step.ref, "where": words.strip()}
        add_record(workspace, "procedure", {**fields, "author": OWNER})
    elif step.kind == "try":
        procedure = _findable(workspace, step.ref)
        log_run(workspace, procedure, step.person or OWNER, unaided=True, ok=True)


def _let_in(workspace: Workspace, asset: str, person: str) -> None:
    """A login of his own with all rights; a grant that is there already becomes that."""
    for number, grant in workspace.live("grant").items():
        if (grant["asset"], grant["contractor"]) == (asset, person):
            fields = {"level": "admin", "shared": False}
            revise(workspace, ref("grant", number), fields, _("Done {id}: {words}"))
            return
    grant_access(workspace, asset, person, "admin", shared=False)


def _findable(workspace: Workspace, function: str) -> str:
    for number, body in workspace.live("procedure").items():
        if body.get("function") == function and body.get("where"):
            return ref("procedure", number)
    raise WrongUse(_("Nothing is written for {id} yet; do that first.").format(id=function))


def _question(step: Step) -> Question:
    field, kind = _ASKS[step.kind]
    return Question(step.ref, field, step.name, kind)


def _short(words: str) -> str:
    return words if len(words) <= 90 else words[:89] + "…"
