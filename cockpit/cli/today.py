"""`cockpit today`: the day as text, the twin of the main screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from cockpit.actions.owner import owner_zone
from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.day_facts import Facts, day_facts
from cockpit.cli.output import say_json, say_table
from cockpit.domain.due_words import due_words, moment_words
from cockpit.domain.identity import parse_instant
from cockpit.domain.lengths import written_minutes
from cockpit.domain.plain_text import one_line
from cockpit.i18n import _

MOST_REQUESTS = 20
"""So many requests are printed; --json has all."""

_SIGNS = {"late": "!", "at_risk": "~", "dark": "!", "delivered": "?", "done": "✓"}


def run(context: Context, words: list[str]) -> int:
    """Print the day; with --json its facts."""
    parser = Parser(prog="cockpit today", description=_("The day as text."))
    parser.parse_args(words[1:])
    workspace = context.workspace
    facts = day_facts(workspace, context.settings.day_end)
    if context.json:
        say_json(context, facts)
        return 0
    now, zone = workspace.now(), owner_zone(workspace)
    context.say(one_line(_status(facts, now, zone)))
    _section(context, _("Blocks"), _block_rows(facts, zone), _("no blocks today"))
    _section(context, _("Tasks"), _task_rows(facts, now, zone), _("nothing planned for today"))
    requests = _request_rows(facts, now, zone)
    _section(context, _("Requests"), requests[:MOST_REQUESTS], _("no open requests"))
    if len(requests) > MOST_REQUESTS:
        context.say(_("  … and {count} more").format(count=len(requests) - MOST_REQUESTS))
    _section(context, _("Contractors"), _contractor_rows(facts, now, zone), _("nobody yet"))
    return 0


def _section(context: Context, title: str, rows: Sequence[Sequence[str]], empty: str) -> None:
    context.say("")
    context.say(title)
    if rows:
        say_table(context, [["", *row] for row in rows])
    else:
        context.say(f"  {empty}")


def _status(facts: Facts, now: datetime, zone: tzinfo) -> str:
    day = date.fromisoformat(facts["date"])
    parts = [f"{day:%a} {day.isoformat()} · {facts['week'][5:]} · {now.astimezone(zone):%H:%M}"]
    hours = facts["hours"]
    if hours is None:
        parts.append(_("no working hours set"))
    else:
        said = _("open until {until}") if hours["open"] else _("closed until {until}")
        until = moment_words(parse_instant(hours["until"]), now, zone) if hours["until"] else "…"
        parts.append(said.format(until=until))
    clock = facts["clock"]
    if clock:
        what = " · ".join(part for part in (clock["function_name"], clock["title"]) if part)
        parts.append(
            _("clock: {what} {length}").format(what=what, length=written_minutes(clock["minutes"]))
        )
    if facts["late"]:
        parts.append(_("{count} late").format(count=facts["late"]))
    if facts["at_risk"]:
        parts.append(_("{count} at risk").format(count=facts["at_risk"]))
    return " | ".join(parts)


def _block_rows(facts: Facts, zone: tzinfo) -> list[list[str]]:
    rows = []
    for one in facts["blocks"]:
        start, end = (parse_instant(one[side]).astimezone(zone) for side in ("start", "end"))
        words = [one["function_name"], one["label"] if one["label"] != one["function_name"] else ""]
        done = one["done_minutes"]
        rows.append(
            [
                ">" if one["now"] else "",
                f"{start:%H:%M}–{end:%H:%M}",
                " · ".join(part for part in words if part) or _("appointment"),
                written_minutes(one["planned_minutes"]) if one["function"] else "",
                _("{length} done").format(length=written_minutes(done)) if done else "",
            ]
        )
    return rows


def _task_rows(facts: Facts, now: datetime, zone: tzinfo) -> list[list[str]]:
    rows = []
    for one in facts["tasks"]:
        done = one["state"] == "done"
        due = one["due"]
        when = due_words(due, now, zone, is_date=one["due_is_date"]) if due and not done else ""
        if not when and not done and one["day"] != facts["date"]:
            when = _("since {day}").format(day=one["day"])
        rows.append(
            [
                _SIGNS["done"] if done else "!" if due and due < facts["now"] else "",
                one["id"],
                f"p{one['priority']}" if one["priority"] else "",
                one["title"],
                one["function_name"],
                written_minutes(one["estimate_minutes"]) if one["estimate_minutes"] else "",
                when,
            ]
        )
    return rows


def _request_rows(facts: Facts, now: datetime, zone: tzinfo) -> list[list[str]]:
    rows = []
    for one in facts["requests"]:
        if one["snoozed_until"]:
            when = _("snoozed until {when}").format(
                when=moment_words(parse_instant(one["snoozed_until"]), now, zone)
            )
        elif one["due"]:
            when = due_words(one["due"], now, zone)
        else:
            when = _("waiting") if one["status"] == "waiting" else ""
        sign = _SIGNS.get(one["status"], "")
        rows.append([sign, one["id"], one["kind"], one["customer"], one["subject"], when])
    return rows


def _contractor_rows(facts: Facts, now: datetime, zone: tzinfo) -> list[list[str]]:
    rows = []
    for person in facts["contractors"]:
        sign = _SIGNS.get(person["signal"], "")
        rows.append([sign, person["id"], person["name"], person["reason"], ""])
        for one in person["assignments"]:
            due = one["due"]
            when = due_words(due, now, zone, is_date=one["due_is_date"]) if due else ""
            sign = _SIGNS.get(one["signal"], "")
            rows.append([sign, one["id"], f"  {one['title']}", one["reason"], when])
    return rows
