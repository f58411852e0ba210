"""Telling the owner when a job is larger than what was tried with this contractor."""

from __future__ import annotations

from cockpit.domain.identity import ref
from cockpit.domain.wording.lengths import written_minutes
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace


def larger_than_tried(workspace: Workspace, assignment: str, body: Body) -> list[str]:
    """A sentence for a job larger than the next one should be; it is told, never refused.

    A job without a size cannot be judged, and nothing is said of it.
    """
    from cockpit.domain.delegating.dossier import Dossier
    from cockpit.domain.delegating.measures.trust import GROWTH, ramp_of

    size = body.get("estimate_minutes")
    if not size:
        return []
    person = body["contractor"]
    work = {
        ref("assignment", one.doc_id): one
        for one in workspace.table("assignment").all()
        if one["contractor"] == person
    }
    who = workspace.body(person)[2]
    ramp = ramp_of(Dossier(person, who, work), body.get("function"))
    if size <= ramp.most:
        return []
    if ramp.largest is None:
        text = _("{id} is {size}: nothing was approved of {who} here yet; begin with {most}.")
    else:
        text = _(
            "{id} is {size}: more than {times} × the largest job approved of {who} here,"
            " {largest}; perhaps give {most} first."
        )
    return [
        text.format(
            id=assignment,
            size=written_minutes(size),
            who=who["name"],
            times=GROWTH,
            largest=written_minutes(ramp.largest or 0),
            most=written_minutes(ramp.most),
        )
    ]
