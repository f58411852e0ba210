"""Everything about one record as lines to read: words, standing, fields, what belongs to it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cockpit.actions.records import WORDS
from cockpit.actions.typed.fields import FIELDS
from cockpit.actions.typed.shown import shown
from cockpit.domain.identity import PREFIXES, parse_instant, ref, split_ref
from cockpit.domain.wording.times import WEEKDAYS
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.glyphs import State, state
from cockpit.tui.record_standing import standing
from cockpit.tui.render import ago, relative, relative_date
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import BLANK, Row, heading, labelled, paragraph
from cockpit.tui.view import View

Body = dict[str, Any]

DAY = timedelta(days=1)

LABELS = {
    "estimate_minutes": _("estimate"),
    "target_minutes": _("target"),
    "capacity_minutes": _("capacity"),
    "cadence_days": _("cadence days"),
    "lead_minutes": _("lead"),
    "function": _("function"),
    "waiting": _("waits on"),
    "recurrence": _("repeats"),
    "done_when": _("done when"),
    "first_response": _("first answer"),
    "next_response": _("next answers"),
    "order_number": _("order"),
    "promised": _("promised"),
    "except_dates": _("except"),
    "registered_to": _("in name of"),
}
"""What people call a field, where that is not its name."""
DEFAULTS: dict[str, Body] = {
    "request": {"kind": "inquiry", "channel": "other"},
    "contractor": {"status": "active", "grace_days": 2},
    "promise": {"hours": "H1"},
    "asset": {"kind": "account"},
    "grant": {"level": "use"},
}
"""What a stored body leaves out, where people want to read it all the same."""
OWN_HEADING = ("checklist", "notes", "goal", "done_when")
"""Fields that stand under a heading of their own."""


def label_of(name: str) -> str:
    """What people call a field."""
    return LABELS.get(name) or name.replace("_", " ")


def title_of(table: str, body: Body) -> str:
    """The words of a record."""
    return str(body.get(WORDS.get(table, "name")) or body.get("about") or _(table))


def whole(table: str, body: Body) -> Body:
    """The body with the defaults that people want to read."""
    return {**DEFAULTS.get(table, {}), **body}


def record_rows(view: View, reference: str, width: int) -> list[Row]:
    """All lines about a record, for `width` cells; a record that is gone is one sentence."""
    try:
        table, number = split_ref(reference)
        body = view.workspace.find(table, number)
    except CockpitError as error:
        return paragraph(str(error), width, "error-text")
    if body is None:
        return paragraph(_("{id} is not there any more.").format(id=reference), width, "muted")
    body = whole(table, body)
    rows = paragraph(title_of(table, body), width, "strong")
    rows += standing(view, table, ref(table, number), body, width)
    fields = _fields(view, table, body, width)
    rows += [BLANK, *fields] if fields else []
    rows += _checklist(view, body, width)
    rows += _lists(body, width)
    for part in (_assignments, _events, _delegated, _continuity):
        rows += part(view, ref(table, number), body, width)
    rows += _extra(body, width)
    return rows + _history(view, body, width)


def _fields(view: View, table: str, body: Body, width: int) -> list[Row]:
    rows: list[Row] = []
    for one in FIELDS[table]:
        if one.name in OWN_HEADING or one.name == WORDS.get(table, "name"):
            continue
        text = shown(view.workspace, one, body)
        if not text:
            continue
        if one.kind in ("moment", "past"):
            if not body.get(f"{one.name}_is_date"):
                text = _read_moment(view, body[one.name])
            if not body.get("closed_at"):  # how far off it is matters while the record is open
                text = f"{text} ({_when(view, body, one.name)})"
        elif one.kind == "place" and body.get("day"):
            text = f"{text} ({_which_day(view, date.fromisoformat(text))})"
        elif one.kind.startswith("ref:"):
            text = f"{text}  {body[one.name]}" if text != body[one.name] else text
        rows += labelled(label_of(one.name), text, width)
    for name in ("request", "assignment", "task"):
        if body.get(name) and not any(one.name == name for one in FIELDS[table]):
            rows += labelled(label_of(name), f"{body[name]} {view.title_of(body[name])}", width)
    return rows


def _read_moment(view: View, instant: str) -> str:
    """A moment to be read, not written again: the wall time to the minute."""
    return parse_instant(instant).astimezone(view.zone).strftime("%Y-%m-%d %H:%M")


def _when(view: View, body: Body, name: str) -> str:
    """How far off a moment is: within a day and when late its distance, else its weekday."""
    moment = parse_instant(body[name])
    if body.get(f"{name}_is_date"):
        return _which_day(view, moment.astimezone(view.zone).date())
    past = name in ("received", "at", "started", "stopped", "last_contact")
    if moment - view.now >= DAY or (past and view.now - moment >= DAY):
        return WEEKDAYS[moment.astimezone(view.zone).weekday()]
    return (ago if past else relative)(moment, view.now, view.zone)


def _which_day(view: View, day: date) -> str:
    """How far off a day is: "today", "late 2d", else its weekday."""
    ahead = (day - view.today).days > 1
    return WEEKDAYS[day.weekday()] if ahead else relative_date(day, view.today)


def _checklist(view: View, body: Body, width: int) -> list[Row]:
    items = body.get("checklist") or []
    if not items:
        return []
    done = sum(1 for item in items if item.get("done"))
    rows = heading(_("Checklist {done} of {count}").format(done=done, count=len(items)), width)
    for item in items:
        sign = state("done" if item.get("done") else "open", view.glyphs)
        rows += signed(sign, str(item["text"]), width, "done" if item.get("done") else "")
    return rows


def _lists(body: Body, width: int) -> list[Row]:
    rows: list[Row] = []
    if body.get("goal"):
        rows += [*heading(_("Goal"), width), *paragraph(str(body["goal"]), width)]
    if body.get("done_when"):
        rows += heading(_("Done when"), width)
        for line in body["done_when"]:
            rows += paragraph(f"- {line}", width)
    if body.get("notes"):
        rows += [*heading(_("Notes"), width), *paragraph(str(body["notes"]), width)]
    return rows


def _events(view: View, _reference: str, body: Body, width: int) -> list[Row]:
    events = body.get("events") or []
    rows = heading(_("What happened"), width) if events else []
    for event in events:
        words = EVENTS.get(str(event["type"]), str(event["type"]))
        if event.get("note"):
            words = f"{words}: {event['note']}"
        at = _read_moment(view, event["at"])
        rows += labelled(at, words, width, label_width=16)
    return rows


EVENTS = {
    "received": _("received"),
    "opened": _("opened"),
    "customer_message": _("customer wrote"),
    "reply": _("reply sent"),
    "waiting": _("waiting on the customer"),
    "resolved": _("resolved"),
    "reopened": _("reopened"),
    "note": _("note"),
}


def _assignments(view: View, reference: str, _body: Body, width: int) -> list[Row]:
    """What a contractor has in hand."""
    if not reference.startswith(PREFIXES["contractor"]):
        return []
    work = [
        (number, body)
        for number, body in view.workspace.live("assignment").items()
        if body["contractor"] == reference
    ]
    rows = heading(_("In hand"), width) if work else []
    for number, body in sorted(work, key=lambda one: (str(one[1].get("due") or "~"), one[0])):
        sign = state(str(body.get("state", "draft")), view.glyphs)
        due = view.due_words(body)
        words = f"{ref('assignment', number)} {body['title']} · {sign.word}"
        rows += signed(sign, f"{words} · {due}" if due else words, width)
    return rows


def _delegated(view: View, reference: str, body: Body, width: int) -> list[Row]:
    """The signals, money and words of a contractor; what became of an assignment."""
    if reference.startswith(PREFIXES["contractor"]):
        from cockpit.tui.delegating.contractor_rows import contractor_rows

        return contractor_rows(view, reference, width)
    if reference.startswith(PREFIXES["assignment"]):
        from cockpit.tui.delegating.assignment_rows import assignment_rows

        return assignment_rows(view, reference, body, width)
    return []


def _continuity(view: View, reference: str, _body: Body, width: int) -> list[Row]:
    """Who gets into an asset, who followed a procedure, what a contractor gets into."""
    if reference[0] not in "SDC":
        return []
    from cockpit.tui.continuity.record_parts import continuity_parts

    return continuity_parts(view, reference, width)


def signed(sign: State, text: str, width: int, role: str = "") -> list[Row]:
    """A text with the sign of a state before its first line."""
    rest = paragraph(text, width, role, indent=2)
    ((cell,), *lines) = rest or [(Cell("  ", role),)]
    return [(Cell(f"{sign.glyph} ", sign.role), Cell(cell.text[2:], role)), *lines]


def _extra(body: Body, width: int) -> list[Row]:
    """Imported attributes that have no field of their own here."""
    extra = body.get("extra") or {}
    rows = heading(_("Also imported"), width) if extra else []
    for name, text in extra.items():
        rows += labelled(str(name), str(text), width)
    return rows


def _history(view: View, body: Body, width: int) -> list[Row]:
    made = _("added {when}").format(when=_read_moment(view, str(body["created_at"])))
    if body.get("closed_at"):
        closed = _read_moment(view, str(body["closed_at"]))
        made += " · " + _("closed {when}").format(when=closed)
    return [BLANK, *paragraph(made, width, "muted")]
