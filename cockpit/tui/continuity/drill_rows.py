"""The lines of a drill: hard rules, functions by what they lose, what stops, questions, fixes."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.actions.continuity.drills import Kept
from cockpit.actions.continuity.words import (
    LEVELS,
    answer_keys,
    question_words,
    rule_words,
    score_words,
    step_words,
)
from cockpit.actions.continuity.work import Left, Stopped
from cockpit.domain.drills.cover import COVERED
from cockpit.domain.drills.drill import Drilled, Loss
from cockpit.domain.drills.facts import Facts
from cockpit.domain.drills.mending import Bundle, Step
from cockpit.domain.drills.questions import Question
from cockpit.domain.drills.rules import Broken
from cockpit.domain.identity import parse_instant
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import Glyphs
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.view import View

Row = tuple[str, Line, object]
"""The key of a row, its line, and what a key pressed on it works with."""

SCORES = 6
"""So many earlier scores are told."""

COLUMNS = (Column("sign", 1), Column("words", 24, flex=3), Column("note", 18, flex=1))
_RULE = (Column("sign", 1), Column("asset", 18), Column("reason", 30, flex=1))
_QUESTION = (Column("sign", 1), Column("words", 24, flex=1), Column("keys", 14))
_FUNCTION = (
    Column("sign", 1), Column("name", 28), Column("bar", 4), Column("level", 1),
    Column("cover", 16), Column("before", 6, flex=1),
)  # fmt: skip
_STEP = (Column("space", 1), Column("words", 24, flex=1), Column("minutes", 7, align="right"))
_BUNDLE = (
    Column("sign", 1), Column("words", 24, flex=1), Column("gain", 11, align="right"),
    Column("minutes", 7, align="right"),
)  # fmt: skip


def drill_rows(
    view: View, facts: Facts, drilled: Drilled, left: Left, kept: list[Kept]
) -> list[Row]:
    """Every line of a drill, headings too ("#…"); what is empty is left out."""
    glyphs = view.glyphs
    rows: list[Row] = [_heading("score", _score(drilled)), *_history(view, kept)]
    rows += _part("rules", _("Hard rules"), (_rule(facts, one, glyphs) for one in drilled.rules))
    rows += _part(
        "functions",
        _("Functions without {name}").format(
            name=_("you") if drilled.subject == "owner" else drilled.name
        ),
        (_function(one, glyphs) for one in drilled.functions),
    )
    stops = (_stopped(view, one, glyphs) for one in (*left.assignments, *left.recurring))
    rows += _part("work", _("Work that stops"), stops)
    paid = (
        (
            f"paid:{one.ref}",
            _line(glyphs.late, f"{one.ref} {one.words}", one.amount, "", "sla-breached"),
            one,
        )
        for one in left.prepaid
    )
    rows += _part("paid", _("Paid, and nothing delivered"), paid)
    told = (
        (f"tell:{at}", _line(glyphs.bullet, one.name, one.why), None)
        for at, one in enumerate(left.tell)
    )
    rows += _part("tell", _("To be told"), told)
    rows += _part(
        "questions",
        _("Not known, and counted as no"),
        (_question(one, glyphs) for one in drilled.questions),
    )
    fixes = [row for one in drilled.bundles for row in _bundle(facts, one, glyphs)]
    rows += _part("fixes", _("What mends it, the most for a minute first"), fixes)
    return rows


def _part(name: str, words: str, rows: Iterator[Row] | list[Row]) -> list[Row]:
    found = list(rows)
    return [_heading(name, words), *found] if found else []


def _heading(name: str, words: str) -> Row:
    role = "strong" if name == "score" else "heading"
    return f"#{name}", Line((Cell(words, role),), (Column("words", 24, flex=1),)), None


def _line(sign: str, words: str, note: str = "", role: str = "", sign_role: str = "muted") -> Line:
    return Line((Cell(sign, sign_role), Cell(words, role), Cell(note, "muted")))


def _score(drilled: Drilled) -> str:
    words = [
        _("score {score}").format(score=score_words(drilled.score)),
        _("{percent} % answered").format(percent=drilled.completeness),
    ]
    if drilled.worst is not None and drilled.subject != "owner":
        words.append(_("worst single loss {score}").format(score=drilled.worst))
    return " · ".join(words)


def _history(view: View, kept: list[Kept]) -> list[Row]:
    """How the score went, the oldest first."""
    if len(kept) < 2:
        return []
    told = []
    for one in reversed(kept[:SCORES]):
        local = parse_instant(one.at).astimezone(view.zone)
        score = "–" if one.score is None else str(one.score)
        told.append(f"{score} ({local.day} {local:%b %H:%M})")
    return [("#history", _quiet(_("so far: {scores}").format(scores=", ".join(told))), None)]


def _quiet(words: str) -> Line:
    return Line((Cell(words, "muted"),), (Column("words", 24, flex=1),))


def _rule(facts: Facts, one: Broken, glyphs: Glyphs) -> Row:
    role = "sla-breached"
    cells = (Cell(glyphs.late, role), Cell(one.name, role), Cell(rule_words(facts, one), role))
    return f"{one.rule}:{one.asset}", Line(cells, _RULE), one


def _function(one: Loss, glyphs: Glyphs) -> Row:
    covered = one.level == COVERED
    role = "sla-breached" if one.stops else "" if covered else "sla-at-risk"
    sign = glyphs.late if one.stops else glyphs.done if covered else glyphs.at_risk
    cells = (
        Cell(sign, "sla-met" if covered else role),
        Cell(one.name, role),
        Cell(glyphs.filled * one.level + glyphs.empty * (COVERED - one.level), role),
        Cell(str(one.level), role),
        Cell(LEVELS[one.level], role),
        Cell(_("was {level}").format(level=one.before) if one.stops else "", "muted"),
    )
    return f"function:{one.function}", Line(cells, _FUNCTION), one


def _stopped(view: View, one: Stopped, glyphs: Glyphs) -> Row:
    recurs = one.ref.startswith("T")
    note = _("recurs") if recurs else _("in hand")
    if one.due:
        due = view.due_words({"due": one.due, "due_is_date": one.due_is_date})
        note = f"{note} · {due}"
    sign = glyphs.rolled if recurs else glyphs.active
    return one.ref, _line(sign, f"{one.ref} {one.words}", note), one


def _question(one: Question, glyphs: Glyphs) -> Row:
    cells = (
        Cell(glyphs.unknown, "sla-at-risk"), Cell(question_words(one)),
        Cell(answer_keys(one), "key"),
    )  # fmt: skip
    return f"?{one.key}", Line(cells, _QUESTION), one


def _bundle(facts: Facts, one: Bundle, glyphs: Glyphs) -> Iterator[Row]:
    words = _("{name}: from {before} to {after}").format(
        name=one.name, before=LEVELS[one.level], after=LEVELS[one.after]
    )
    gain = _("+{points} points").format(points=f"{one.gain:.0f}")
    cells = (
        Cell(glyphs.active, "accent-text"), Cell(words, "strong"), Cell(gain, "sla-met"),
        Cell(minutes(one.minutes), "strong"),
    )  # fmt: skip
    yield f"fix:{one.function}", Line(cells, _BUNDLE), one
    for step in one.steps:
        yield _step(facts, one, step)


def _step(facts: Facts, bundle: Bundle, step: Step) -> Row:
    cells = (Cell(""), Cell(f"  {step_words(facts, step)}"), Cell(minutes(step.minutes), "muted"))
    key = f"step:{bundle.function}:{step.kind}:{step.ref}:{step.person or ''}"
    return key, Line(cells, _STEP), step
