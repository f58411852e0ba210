"""`cockpit today`: the day as text, the twin of the main screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from cockpit.actions.owner import owner_zone
from cockpit.actions.template_overlaps import overlap_in_template
from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.day_facts import Facts, day_facts
from cockpit.cli.output import say_json, say_table
from cockpit.domain.identity import parse_instant
from cockpit.domain.wording.lengths import written_minutes
from cockpit.domain.wording.plain_text import one_line
from cockpit.domain.wording.times import absolute, clock, relative, relative_date
from cockpit.i18n import _

MOST_REQUESTS = 20
"""So many requests are printed; --json has all."""

_SIGNS = {
    "late": "!", "at_risk": "~", "dark": "!", "delivered": "?", "question": "?", "done": "✓",
    **dict.fromkeys(("off_track", "overload", "over_budget"), "!"),
    **dict.fromkeys(("unpunctual", "stalled", "due_contact", "caution", "too_fast"), "~"),
}  # fmt: skip


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
    overlap = overlap_in_template(workspace)
    if overlap is not None:
        context.tell(overlap[1])
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
        until = _moment(hours["until"], now, zone) if hours["until"] else "…"
        parts.append(said.format(until=until))
    running = facts["clock"]
    if running:
        what = " · ".join(part for part in (running["function_name"], running["title"]) if part)
        parts.append(
            _("clock: {what} {length}").format(
                what=what, length=written_minutes(running["minutes"])
            )
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
        when = _due(one, now, zone) if due and not done else ""
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
            when = _("snoozed until {when}").format(when=_moment(one["snoozed_until"], now, zone))
        elif one["due"]:
            when = relative(one["due"], now, zone)
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
            when = _due(one, now, zone) if due else ""
            sign = _SIGNS.get(one["signal"], "")
            rows.append([sign, one["id"], f"  {one['title']}", one["reason"], when])
    return rows


def _due(one: Facts, now: datetime, zone: tzinfo) -> str:
    """The due of a task or an assignment; where only a date was said, without a time."""
    if one["due_is_date"]:
        day = parse_instant(one["due"]).astimezone(zone).date()
        return relative_date(day, now.astimezone(zone).date())
    return relative(one["due"], now, zone)


def _moment(instant: str, now: datetime, zone: tzinfo) -> str:
    """The wall time of a moment today; weekday or date before it beyond."""
    if parse_instant(instant).astimezone(zone).date() == now.astimezone(zone).date():
        return clock(instant, zone)
    return absolute(instant, now, zone)
