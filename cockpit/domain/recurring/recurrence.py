"""The next date of a recurring task, by date or counted from its completion."""

from __future__ import annotations

from datetime import date, timedelta

from cockpit.domain.recurring.date_rules import DateRule, check_rule, date_rule
from cockpit.domain.recurring.rule_text import FAR, last_date, rule_parts

__all__ = ["check_rule", "next_date", "occurrence_uid"]


def next_date(
    rule: str,
    mode: str,
    anchor: date,
    *,
    done_on: date,
    stood_on: date | None = None,
    made: int = 1,
) -> date | None:
    """The date on which a recurring task comes again; None when its rule has ended.

    `by_date`: the first date of the rule (counted from `anchor`) after the one on which the task
    stood (its due or its day; without one, the day it was done), and never in the past: where
    several were missed, the first on or after `done_on`.
    `after_completion`: the interval counted from `done_on`; a month after the 31st is the last
    day of a shorter month. `made` is how many tasks the series has had, for a rule with COUNT.
    Dates are the owner's business dates. Raises `WrongUse` for a rule that is not valid.
    """
    if mode == "after_completion":
        return _after_completion(rule, done_on, made)
    dates = date_rule(rule, anchor)
    if stood_on is None:
        return dates.after(done_on)
    return dates.after(max(stood_on, done_on - timedelta(days=1)))


def occurrence_uid(series: str, day: date) -> str:
    """The uid of a series' task for one date: making it twice makes the same one."""
    return f"{series}@{day.isoformat()}"


def _after_completion(rule: str, done_on: date, made: int) -> date | None:
    parts = rule_parts(rule)
    if int(parts.pop("COUNT", made + 1)) <= made:
        return None
    if parts["FREQ"] in ("MONTHLY", "YEARLY") and not any(key.startswith("BY") for key in parts):
        step = int(parts.get("INTERVAL", "1")) * (12 if parts["FREQ"] == "YEARLY" else 1)
        found = _add_months(done_on, step)
        return found if found <= last_date(parts.get("UNTIL"), None, 0) else None
    return DateRule(parts, done_on).after(done_on)


def _add_months(day: date, months: int) -> date:
    month = _month(day) + months
    if month // 12 > FAR.year:
        return date.max
    following = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(month // 12, month % 12 + 1, min(day.day, last))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
