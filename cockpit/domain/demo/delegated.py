"""What the demo says of delegated work, in the shape in which it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.domain.delegating.money import read_money
from cockpit.domain.demo.times import DemoTimes
from cockpit.domain.identity import format_instant

DELEGATED = ("assignment", "engagement", "deliverable", "checkin", "feedback", "vetting", "payment")


def finish_delegated(
    table: str, record: Mapping[str, Any], body: dict[str, Any], times: DemoTimes
) -> None:
    """Amounts, dates and moments within pieces; what is paid or decided is closed."""
    for field in ("amount", "rate", "budget"):
        if field in record:
            body[field] = read_money(record[field])
    if "questions" in record:
        body["questions"] = [
            {**one, "at": format_instant(times.moment(one["at"]))} for one in record["questions"]
        ]
    if table == "deliverable" and "decided_at" in body:
        body["closed_at"] = body["decided_at"]
    if table == "payment":
        body.pop("due_is_date", None)
        if "due" in record:
            body["due"] = times.day(record["due"]).isoformat()
        if "paid" in record:
            day = times.day(record["paid"])
            body["paid"] = day.isoformat()
            body["closed_at"] = format_instant(min(times.at(day, "12:00"), times.now))
