"""Quick add written back: resolved values for chips, and the line that reads as the same fields."""

from __future__ import annotations

import re
from datetime import date, datetime

from cockpit.domain.identity import parse_instant
from cockpit.domain.quick.calendar import Calendar, end_of_day
from cockpit.domain.quick.lengths import write_estimate, write_rule
from cockpit.domain.quick.line import Parsed
from cockpit.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

LABELS = {
    "estimate_minutes": "estimate",
    "promised": "due",
    "day": "on",
    "recurrence": "repeats",
    "notes": "note",
    "call_back": "call back",
}
"""What a chip calls a field, where that is not the field's own name."""


def show_day(day: date, calendar: Calendar) -> str:
    """ "Fri 27 Nov", with the year when it is not the present one."""
    shown = f"{_(WEEKDAYS[day.weekday()])} {day.day} {_(MONTHS[day.month - 1])}"
    return shown if day.year == calendar.today.year else f"{shown} {day.year}"


def show_moment(moment: datetime, calendar: Calendar) -> str:
    """ "Fri 27 Nov 16:00" in the owner's zone."""
    local = moment.astimezone(calendar.zone)
    return f"{show_day(local.date(), calendar)} {local:%H:%M}"


def is_sign(text: str, place: int = 0) -> bool:
    """Whether the word at a place, its backslashes aside, could be taken for a sign."""
    pattern = (
        r'\\*(?:[#+@~"]|(?:[!?]|\([A-Z]\)|p[123]|by|para|antes|on|el)(?!\S)'
        r"|(?:due|rec|wait|cb|n|by|via|por):)"
    )
    # Compiled when first asked: most lines have no backslash.
    return re.compile(pattern, re.IGNORECASE).match(text, place) is not None


def escape(text: str) -> str:
    """The text with a backslash before every word that could be taken."""
    return re.sub(r"\S+", lambda word: ("\\" if is_sign(word[0]) else "") + word[0], text)


def compose(parsed: Parsed, calendar: Calendar, *, escaped: bool, comma: bool) -> str:
    """The line of these fields; `comma` writes an interruption as "who, about"."""
    fields = parsed.fields
    text = str(fields.get("title") or fields.get("subject") or fields.get("about") or "")
    words = [escape(text) if escaped else text]
    if parsed.kind == "interruption":
        who = fields.get("who", "")
        if not comma:
            words.insert(0, "@" + _name(who))
        else:
            words = [f"{who}, {text}" if text else who]
        words = ["!", _moment(fields["at"], calendar), *words]
    elif parsed.kind == "request":
        words = ["?", *_priority(fields), "@" + _name(fields.get("customer", "")), *words]
    else:
        words = [*_priority(fields), *words]
    words += _signs(parsed, calendar)
    return " ".join(word for word in words if word)


def _signs(parsed: Parsed, calendar: Calendar) -> list[str]:
    fields = parsed.fields
    words = []
    hashed = fields.get("function") if parsed.kind == "task" else fields.get("kind")
    for sign, name in (("#", hashed), ("+", fields.get("project"))):
        if name:
            words.append(sign + _name(name))
    if parsed.kind == "task" and fields.get("who"):
        words.append("@" + _name(fields["who"]))
    minutes = fields.get("estimate_minutes") or fields.get("minutes")
    if minutes:
        words.append("~" + write_estimate(minutes))
    for field, flag in (("due", "due_is_date"), ("promised", "promised_is_date")):
        if fields.get(field):
            words.append("by " + _due(fields[field], bool(fields.get(flag)), calendar))
    planned = fields.get("day") or fields.get("week")
    if planned:
        words.append("on " + planned)
    if fields.get("recurrence"):
        rule = fields["recurrence"]
        words.append("rec:" + write_rule(rule["rule"], rule.get("mode", "by_date")))
    if fields.get("waiting"):
        words.append(_waiting(fields["waiting"]))
    if fields.get("channel"):
        words.append("by:" + _name(fields["channel"]))
    if fields.get("call_back"):
        words.append("cb:" + _moment(fields["call_back"], calendar))
    if fields.get("notes"):
        words.append("n:" + _quoted(fields["notes"]))
    return words


def _priority(fields: dict[str, Any]) -> list[str]:
    return [f"({'ABC'[fields['priority'] - 1]})"] if fields.get("priority") else []


def _waiting(waiting: dict[str, str]) -> str:
    parts = ["wait"]
    if "who" in waiting:
        parts.append("@" + _name(waiting["who"], plain=r"[^\W\d_][^\s\":,;]*"))
    if "until" in waiting:
        parts.append(waiting["until"])
    return ":".join(parts)


def _due(instant: str, is_date: bool, calendar: Calendar) -> str:
    if is_date:
        day = parse_instant(instant).astimezone(calendar.zone).date()
        if end_of_day(day, calendar.zone) == parse_instant(instant):
            return day.isoformat()
    return _moment(instant, calendar)


def _moment(instant: str, calendar: Calendar) -> str:
    """Local date and time; the instant itself where the wall clock shows it twice."""
    moment = parse_instant(instant)
    local = moment.astimezone(calendar.zone)
    if not moment.second and calendar.moment(local.date(), (local.hour, local.minute)) == moment:
        return f"{local.date().isoformat()} {local:%H:%M}"
    return instant


def _name(name: str, plain: str = r"[^\W\d_](?:[^\s\"]*[^\s\",;])?") -> str:
    return name if re.fullmatch(plain, name) else _quoted(name)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
