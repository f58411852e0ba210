"""The lines of the continuity screen: who does what, assets, access, procedures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from cockpit.actions.continuity.facts import drill_facts
from cockpit.actions.continuity.words import LEVELS, party_words
from cockpit.domain.drills.cover import COVERED, cover
from cockpit.domain.drills.facts import Facts, Function
from cockpit.domain.drills.parties import OWNER, is_contractor
from cockpit.domain.drills.questions import questions
from cockpit.domain.drills.rules import SOON, is_stale
from cockpit.domain.identity import parse_instant
from cockpit.i18n import _
from cockpit.tui.glyphs import Glyphs
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.view import View

Row = tuple[str, Line]
Body = dict[str, Any]

_FUNCTIONS = (
    Column("id", 4), Column("name", 14, flex=2), Column("who", 12, flex=1),
    Column("backups", 12, flex=1, shown_from=60), Column("sign", 1), Column("cover", 16),
)  # fmt: skip
_ASSETS = (
    Column("id", 4), Column("name", 14, flex=2), Column("holder", 12, flex=1),
    Column("admin", 9), Column("expires", 10, align="right", shown_from=60),
    Column("open", 6, align="right"),
)  # fmt: skip
_GRANTS = (
    Column("id", 4), Column("asset", 14, flex=2), Column("who", 12, flex=1),
    Column("level", 6), Column("shared", 9, shown_from=60),
    Column("review", 10, align="right"),
)  # fmt: skip
_PROCEDURES = (
    Column("id", 4), Column("name", 14, flex=2), Column("where", 12, flex=1),
    Column("alone", 12, flex=1, shown_from=60),
    Column("reviewed", 10, align="right"),
)  # fmt: skip
COLUMNS = _FUNCTIONS


def continuity_rows(view: View) -> list[Row]:
    """Every section with its heading; nothing at all while there is neither asset nor procedure."""
    workspace = view.workspace
    if not workspace.live("asset") and not workspace.live("procedure"):
        return []
    facts = drill_facts(workspace)
    open_ones = Counter(one.ref for one in questions(facts))
    sections = (
        ("functions", _head(_FUNCTIONS, _("function"), _("done by"), _("takes over"), "", _("now")),
         [_function(facts, one, view.glyphs) for one in facts.functions], ""),
        ("assets", _head(_ASSETS, _("asset"), _("in name of"), _("you admin"), _("ends"),
                         _("asked")),
         list(_assets(view, facts, open_ones)), _("No assets yet: a on any row adds one.")),
        ("grants", _head(_GRANTS, _("access to"), _("for"), _("level"), _("login"), _("review")),
         list(_grants(view, facts)), _("No access is noted: D on an asset gives it.")),
        ("procedures", _head(_PROCEDURES, _("procedure"), _("where"), _("done alone"),
                             _("reviewed")),
         list(_procedures(view, facts)),
         _("Nothing is written: a on a function adds how it is done.")),
    )  # fmt: skip
    rows: list[Row] = []
    for name, head, found, empty in sections:
        if found or empty:
            rows.append((f"#{name}", head))
        rows += found
        if not found and empty:
            words = Line((Cell(empty, "muted"),), (Column("words", 20, flex=1),))
            rows.append((f"#{name}-empty", words))
    return rows


def _head(columns: tuple[Column, ...], *words: str) -> Line:
    # a heading begins one cell further left than a row
    wider = (columns[0]._replace(width=columns[0].width + 1), *columns[1:])
    first, *others = words
    cells = (Cell(""), Cell(first, "heading"), *(Cell(one, "muted") for one in others))
    return Line(cells, wider)


def _function(facts: Facts, one: Function, glyphs: Glyphs) -> Row:
    level = cover(facts, one)
    covered = level == COVERED
    role = "" if covered else "sla-at-risk"
    backups = ", ".join(party_words(facts, person) for person in one.backups)
    cells = (
        Cell(one.ref, "muted"),
        Cell(one.name),
        _known(party_words(facts, one.primary)),
        Cell(backups or _("nobody"), "" if backups else "muted"),
        Cell(glyphs.done if covered else glyphs.at_risk, "sla-met" if covered else role),
        Cell(LEVELS[level], role),
    )
    return one.ref, Line(cells, _FUNCTIONS)


def _assets(view: View, facts: Facts, open_ones: Counter[str]) -> Iterator[Row]:
    for one in facts.assets:
        holder = party_words(facts, one.registered_to)
        elsewhere = one.registered_to not in (None, OWNER)
        asked = open_ones[one.ref]
        admin = {True: _("yes"), False: _("no"), None: "?"}[one.owner_admin]
        cells = (
            Cell(one.ref, "muted"),
            Cell(one.name),
            Cell(holder, "sla-breached") if elsewhere else _known(holder),
            Cell(admin, {True: "", False: "sla-breached", None: "sla-at-risk"}[one.owner_admin]),
            _date(view, one.expires, one.expires is not None
                  and one.expires <= view.today + timedelta(days=SOON)),
            Cell(f"{asked} ?" if asked else "", "sla-at-risk"),
        )  # fmt: skip
        yield one.ref, Line(cells, _ASSETS)


def _grants(view: View, facts: Facts) -> Iterator[Row]:
    names = {one.ref: one.name for one in facts.assets}
    at_work = {one.ref for one in facts.people}
    bodies = view.workspace.live("grant")
    for one in facts.access:
        body = bodies[int(one.ref[1:])]
        review = date.fromisoformat(body["review"]) if body.get("review") else None
        gone = is_contractor(one.person) and one.person not in at_work
        shared = {True: _("shared"), False: _("own"), None: "?"}[one.shared]
        who = party_words(facts, one.person)
        cells = (
            Cell(one.ref, "muted"),
            Cell(names.get(one.asset, one.asset)),
            Cell(_("{name} (gone)").format(name=who) if gone else who,
                 "sla-breached" if gone else ""),
            Cell(one.level),
            Cell(shared, "" if one.shared is False else "sla-at-risk"),
            _date(view, review, review is not None and review <= view.today),
        )  # fmt: skip
        yield one.ref, Line(cells, _GRANTS)


def _procedures(view: View, facts: Facts) -> Iterator[Row]:
    bodies = view.workspace.live("procedure")
    latest: dict[str, tuple[str, str]] = {}
    for body in view.workspace.live("run").values():
        if body.get("unaided") and body.get("ok"):
            run = (body["at"], body["by"])
            latest[body["procedure"]] = max(run, latest.get(body["procedure"], ("", "")))
    for one in facts.procedures:
        body = bodies[int(one.ref[1:])]
        reviewed = date.fromisoformat(body["reviewed"]) if body.get("reviewed") else None
        at, by = latest.get(one.ref, ("", ""))
        alone = ""
        if by:
            days = (view.today - parse_instant(at).astimezone(view.zone).date()).days
            when = _("{days} d ago").format(days=days) if days > 0 else _("today")
            alone = f"{party_words(facts, by)}, {when}"
        cells = (
            Cell(one.ref, "muted"),
            Cell(one.name),
            _known(one.where or ""),
            Cell(alone or _("nobody"), "" if alone else "sla-at-risk"),
            _date(view, reviewed, is_stale(body, view.today)),
        )
        yield one.ref, Line(cells, _PROCEDURES)


def _known(words: str) -> Cell:
    return Cell(words) if words else Cell("?", "sla-at-risk")


def _date(view: View, day: date | None, warns: bool) -> Cell:
    words = day.isoformat() if day else "–"
    return Cell(words, "sla-at-risk" if warns else "muted")
