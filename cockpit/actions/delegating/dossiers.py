"""The dossiers of contractors out of the workspace, closed records too; made when asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from tinydb.table import Document

from cockpit.actions.desk import function_names
from cockpit.actions.owner import owner_zone, today
from cockpit.domain.clock import DAY_END
from cockpit.domain.contractor_signals import Signal
from cockpit.domain.delegating.dossier import Dossier
from cockpit.domain.delegating.measures.punctuality import on_time
from cockpit.domain.delegating.measures.signals import Measure, lamp_of, measures_of
from cockpit.domain.delegating.money import written_sums
from cockpit.domain.delegating.waiting import OwnersTurn, owners_turns
from cockpit.domain.identity import format_instant, ref, split_ref
from cockpit.domain.wording.times import absolute
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

TABLES = frozenset(
    {
        "contractor", "assignment", "deliverable", "checkin", "feedback", "vetting", "payment",
        "engagement", "function",
    }
)  # fmt: skip
"""What a dossier holds records of."""


def dossiers(workspace: Workspace) -> Mapping[str, Dossier]:
    """The dossier of every live contractor by short id; kept until one of their records changes."""
    return workspace.derive("dossiers", TABLES, lambda: _dossiers(workspace))


def dossier_of(workspace: Workspace, reference: str) -> Dossier:
    """The dossier of one contractor, also of one who has ended. Raises `NotFound`."""
    number, body = workspace.body(reference, "contractor")[1:]
    shown = ref("contractor", number)
    found = dossiers(workspace).get(shown)
    return found or _made(workspace, {shown: body})[shown]


def signals_of(
    workspace: Workspace, reference: str, day_end: time = DAY_END
) -> tuple[Signal, list[Measure]]:
    """The lamp of a contractor and all that is measured of him, at this moment."""
    dossier, now, day = dossier_of(workspace, reference), workspace.now(), today(workspace, day_end)
    return lamp_of(dossier, now, day), measures_of(dossier, now, day)


def lamps(workspace: Workspace, day: date) -> dict[str, Signal]:
    """The lamp of every live contractor."""
    now = workspace.now()
    return {key: lamp_of(one, now, day) for key, one in dossiers(workspace).items()}


def kept_dues(workspace: Workspace) -> dict[str, str]:
    """ "on time 6 of 7" for every live contractor of whom that can be said."""
    stamp = format_instant(workspace.now())
    counted = {key: on_time(one, stamp) for key, one in dossiers(workspace).items()}
    return {key: one.words for key, one in counted.items() if one.grade != "too_few"}


def waiting_on_owner(workspace: Workspace) -> list[OwnersTurn]:
    """What contractors cannot go on without, verdicts first, the longest waiting first."""
    work = {ref("assignment", n): body for n, body in workspace.live("assignment").items()}
    engagements = list(workspace.live("engagement").values())
    return owners_turns(work, workspace.live("payment").values(), engagements)


def hanging_on_verdicts(workspace: Workspace) -> dict[str, str]:
    """Assignment to the money that hangs on its verdict, and when it goes by itself.

    "your verdict · 280 EUR · goes 8 dec"; only where there is any.
    """
    now, zone = workspace.now(), owner_zone(workspace)
    found = {}
    for one in waiting_on_owner(workspace):
        if one.kind == "verdict" and (one.sums or one.releases):
            words = [_("your verdict"), written_sums(one.sums)]
            if one.releases:
                words.append(_("goes {when}").format(when=absolute(one.releases, now, zone)))
            found[one.reference] = " · ".join(filter(None, words))
    return found


def contractor_of(workspace: Workspace, text: str) -> str:
    """The short id of a contractor said by id, also one who has ended, or by name."""
    from cockpit.actions.typed.phrases import read_record
    from cockpit.errors import WrongUse

    try:
        return ref("contractor", split_ref(text, "contractor")[1])
    except WrongUse:
        return read_record(workspace, "contractor", text)


def _dossiers(workspace: Workspace) -> dict[str, Dossier]:
    people = workspace.live("contractor")
    return _made(workspace, {ref("contractor", number): body for number, body in people.items()})


def _made(workspace: Workspace, people: Mapping[str, Body]) -> dict[str, Dossier]:
    work = _grouped(workspace, "assignment", people)
    payments = _grouped(workspace, "payment", people)
    engagements = _grouped(workspace, "engagement", people)
    logs = {table: _logged(workspace, table) for table in ("checkin", "feedback", "vetting")}
    names = function_names(workspace)
    versions: dict[str, list[Body]] = {}
    for document in _all(workspace, "deliverable"):
        versions.setdefault(document["assignment"], []).append(document)
    for one in versions.values():
        one.sort(key=lambda body: int(body.get("version", 1)))
    return {
        key: Dossier(
            key,
            person,
            work.get(key, {}),
            {own: versions[own] for own in work.get(key, ()) if own in versions},
            logs["checkin"].get(key, ()),
            logs["feedback"].get(key, ()),
            logs["vetting"].get(key, ()),
            payments.get(key, {}),
            engagements.get(key, {}),
            names,
        )
        for key, person in people.items()
    }


def _grouped(
    workspace: Workspace, table: str, people: Mapping[str, Any]
) -> dict[str, dict[str, Body]]:
    """All records of a table by their contractor, closed ones too, by short id."""
    found: dict[str, dict[str, Body]] = {}
    for document in _all(workspace, table):
        if document["contractor"] in people:
            own = found.setdefault(document["contractor"], {})
            own[ref(table, document.doc_id)] = document
    return found


def _all(workspace: Workspace, table: str) -> list[Document]:
    """Every document of a table; kept while nothing of it changes, whatever else does."""
    return workspace.derive(
        f"all of {table}", frozenset({table}), lambda: workspace.table(table).all()
    )


def _logged(workspace: Workspace, table: str) -> dict[str, list[Body]]:
    """The records of a log by their contractor; what was archived does not count."""
    found: dict[str, list[Body]] = {}
    for body in workspace.live(table).values():
        found.setdefault(body["contractor"], []).append(body)
    for one in found.values():
        one.sort(key=lambda body: str(body["at"]))
    return found
