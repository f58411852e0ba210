"""The facts of a drill out of the workspace, made again only after one of their records changed."""

from __future__ import annotations

from datetime import time
from typing import Any

from cockpit.actions.owner import today
from cockpit.domain.clock import DAY_END
from cockpit.domain.delegating.dossier import Dossier
from cockpit.domain.delegating.measures.load import load_of
from cockpit.domain.drills.facts import Facts, facts_of, with_spare
from cockpit.domain.drills.parties import is_contractor
from cockpit.domain.identity import number_of, ref
from cockpit.store.workspace import Workspace

TABLES = ("function", "asset", "grant", "procedure", "run", "contractor")
"""The kinds of record that a drill looks at."""

_HOLDERS = ("registered_to", "second_factor", "recovery", "paid_by", "contractor")


def drill_facts(workspace: Workspace, day_end: time = DAY_END) -> Facts:
    """The business as a drill sees it, on the owner's day."""

    def make() -> Facts:
        tables = {name: workspace.live(name) for name in TABLES}
        return facts_of(tables, today(workspace, day_end), _names_elsewhere(workspace, tables))

    kept = workspace.derive("drill_facts", frozenset(TABLES), lambda: [make()])
    day = today(workspace, day_end)
    if kept[0].today != day:
        kept[0] = kept[0]._replace(today=day)
    kept[0] = with_spare(kept[0], _spare(workspace))  # what is left of a week moves with the clock
    return kept[0]


def _spare(workspace: Workspace) -> dict[str, int]:
    """The minutes of the coming week that each contractor has left, of whom a capacity is known."""
    work: dict[str, dict[str, Any]] = {}
    for number, body in workspace.live("assignment").items():
        work.setdefault(body["contractor"], {})[ref("assignment", number)] = body
    found = {}
    for number, person in workspace.live("contractor").items():
        key = ref("contractor", number)
        load = load_of(Dossier(key, person, work.get(key, {})), workspace.now())
        if load is not None:
            found[key] = load.spare
    return found


def _names_elsewhere(workspace: Workspace, tables: dict[str, Any]) -> dict[str, str]:
    """The names of contractors who have ended, and still hold or get into something."""
    named = {
        str(body[field])
        for table in ("asset", "grant")
        for body in tables[table].values()
        for field in _HOLDERS
        if body.get(field)
    }
    found = {}
    for who in named:
        if is_contractor(who) and number_of(who) not in tables["contractor"]:
            body = workspace.find("contractor", number_of(who))
            found[who] = str((body or {}).get("name") or who)
    return found
