"""The fields of contractors, delegated work and money, as people type them."""

from __future__ import annotations

from cockpit.actions.typed.field import Field
from cockpit.i18n import _

STATUSES = ("prospect", "vetting", "trial", "active", "paused", "ending")
TERMS = ("before", "on_delivery", "milestone", "hourly", "recurring", "commission")
CHECKS = (
    "web_search", "references", "past_clients", "portfolio", "identity", "test_task", "terms",
)  # fmt: skip
RESULTS = ("good", "concern", "none_found")
PERIODS = ("week", "month")

DELEGATING_FIELDS: dict[str, tuple[Field, ...]] = {
    "contractor": (
        Field("name", "text", _("name")),
        Field("email", "text", _("e-mail address")),
        Field("phone", "text", _("phone")),
        Field("zone", "text", _("time zone: Asia/Manila")),
        Field("functions", "refs:function", _("functions, with commas between")),
        Field("capacity_minutes", "minutes", _("hours per week: 10h")),
        Field("cadence_days", "number", _("a sign of life every … days")),
        Field("grace_days", "number", _("days of grace")),
        Field("last_contact", "past", _("last heard from: yesterday 9:00")),
        Field("status", "choice", ", ".join(STATUSES), STATUSES),
        Field("notes", "long", _("private notes")),
    ),
    "assignment": (
        Field("title", "text", _("what is delegated")),
        Field("contractor", "ref:contractor", _("to whom, by name or id")),
        Field("goal", "long", _("the exact goal")),
        Field("done_when", "lines", _("done when …; with ; between")),
        Field("due", "moment", _("by when: fri 16:00")),
        Field("function", "ref:function", _("business function")),
        Field("estimate_minutes", "minutes", _("size: 4h")),
        Field("procedure", "ref:procedure", _("the procedure to follow, by name or id")),
        Field(
            "level",
            "choice",
            _("1 does as told, 2 brings facts, 3 proposes, 4 decides and tells, 5 decides"),
            ("1", "2", "3", "4", "5"),
        ),
        Field("notes", "long", _("private notes")),
    ),
    "engagement": (
        Field(
            "terms", "choice", _("when money is owed: {all}").format(all=", ".join(TERMS)), TERMS
        ),
        Field("contractor", "ref:contractor", _("with whom, by name or id")),
        Field("rate", "money", _("25 EUR: per hour, per job, or per week or month")),
        Field("budget", "money", _("at most: 500 EUR")),
        Field("every", "choice", _("the period of a recurring rate and of the budget"), PERIODS),
        Field("percent", "percent", _("share of a commission: 7.5")),
        Field("function", "ref:function", _("for this business function only")),
        Field("since", "date", _("since when")),
        Field("until", "date", _("until when")),
        Field("release_days", "number", _("money goes by itself … days after a delivery")),
        Field("notes", "long", _("private notes")),
    ),
    "deliverable": (
        Field("where", "text", _("where it lies: a link or folder")),
        Field("note", "text", _("note")),
    ),
    "checkin": (
        Field("note", "text", _("what was said")),
        Field("contractor", "ref:contractor", _("with whom, by name or id")),
        Field("assignment", "ref:assignment", _("about which work")),
        Field(
            "status",
            "choice",
            _("on_track, caution, off_track"),
            ("on_track", "caution", "off_track"),
        ),
        Field("blocker", "text", _("what holds it up")),
        Field("next_step", "text", _("the next step")),
        Field("at", "past", _("when: now if left out, yesterday 9:00")),
        Field(
            "direction",
            "choice",
            _("incoming (a sign of life) or outgoing"),
            ("incoming", "outgoing"),
        ),
    ),
    "feedback": (
        Field("words", "text", _("what was said")),
        Field("contractor", "ref:contractor", _("to whom, by name or id")),
        Field("kind", "choice", _("praise, teach, problem"), ("praise", "teach", "problem")),
        Field("assignment", "ref:assignment", _("about which work")),
        Field("minutes", "minutes", _("your time that it took: 45m")),
        Field("at", "past", _("when: now if left out")),
    ),
    "vetting": (
        Field("kind", "choice", ", ".join(CHECKS), CHECKS),
        Field("contractor", "ref:contractor", _("of whom, by name or id")),
        Field("result", "choice", _("good, concern, none_found; empty while unknown"), RESULTS),
        Field("found", "text", _("what was found, in your words")),
        Field("source", "text", _("where it was looked, or who was asked")),
        Field("at", "past", _("when: now if left out")),
    ),
    "payment": (
        Field("what", "text", _("what it is for")),
        Field("contractor", "ref:contractor", _("to whom, by name or id")),
        Field("amount", "money", _("how much: 120 EUR")),
        Field("due", "date", _("due on")),
        Field("assignment", "ref:assignment", _("for which work")),
        Field("every", "choice", _("comes again each week or month"), PERIODS),
        Field("function", "ref:function", _("business function, without work of its own")),
        Field("paid", "date", _("paid on")),
        Field("note", "text", _("note")),
    ),
}
"""Table name to its fields in the order of forms."""

FIRST_FIELDS: dict[str, tuple[str, ...]] = {
    "contractor": ("name", "functions", "zone", "capacity_minutes", "cadence_days"),
    "assignment": ("goal", "done_when", "due", "estimate_minutes", "procedure"),
    "engagement": ("terms", "rate", "budget", "every", "release_days"),
    "checkin": ("status", "blocker", "next_step", "note", "assignment"),
    "feedback": ("kind", "words", "minutes", "assignment"),
    "vetting": ("kind", "result", "found", "source"),
    "payment": ("what", "amount", "due", "assignment", "every"),
}
"""What a form asks for at first: at most five fields; the rest is edited later."""
