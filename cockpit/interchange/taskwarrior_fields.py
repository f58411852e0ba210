"""One task of Taskwarrior as the fields of ours; what has no field of ours is kept in `extra`."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.interchange.moments import due_fields, from_epoch, instant, local_date
from cockpit.interchange.recurrence import rule_of_words
from cockpit.interchange.report import Context
from cockpit.interchange.wording import labels, one_line, printable_surrogates, title_and_rest

_PRIORITIES = {"H": 1, "M": 2, "L": 3}
_STATES = {
    "pending": "open",
    "waiting": "open",
    "recurring": "open",
    "completed": "done",
    "deleted": "dropped",
}
_COMPUTED = ("id", "urgency", "uuid", "description")
"""What Taskwarrior computes anew at each export, and what is read elsewhere."""
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d))?(Z?))?\Z", re.ASCII)


def task_body(
    raw: dict[str, Any], template: dict[str, Any] | None, context: Context
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The body of a task, and the fields for a new record only.

    `template` is the task's recurring parent when this task carries the series on.
    """
    left = {key: value for key, value in raw.items() if key not in _COMPUTED}
    title, rest = title_and_rest(raw["description"])
    body: dict[str, Any] = {"title": title}
    initial: dict[str, Any] = {}
    notes = [printable_surrogates(rest)] if rest else []
    body["notes"] = "\n".join(notes + _annotations(left, context))
    body["project"] = _line(left, "project")
    body["tags"] = _tags(left)
    body["priority"] = _priority(left)
    body["series"] = _line(left, "parent")
    _put_due(body, left, context)
    _put_waiting(body, left, context)
    _put_state(body, initial, left, context)
    _put_recurrence(body, initial, left, template, context)
    body["extra"] = {
        one_line(str(key)): _as_text(value) for key, value in left.items() if value is not None
    }
    return body, initial


def read_date(value: object, zone: str) -> datetime | None:
    """The moment of "20260101T000000Z", an ISO date, or Unix seconds; without Z it is local."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    said = str(value).strip()
    if re.fullmatch(r"-?\d{9,11}", said, re.ASCII):
        return from_epoch(int(said))
    found = _DATE.match(said)
    if not found:
        return None
    parts = [int(part or 0) for part in found.groups()[:6]]
    try:
        return datetime(*parts, tzinfo=UTC if found[7] else ZoneInfo(zone))  # type: ignore[arg-type,misc]
    except ValueError:
        return None


def _line(left: dict[str, Any], key: str) -> str | None:
    value = left.get(key)
    if not isinstance(value, str) or len(value) > 20_000:
        return None
    del left[key]
    return one_line(value) or None


def _tags(left: dict[str, Any]) -> list[str]:
    value = left.get("tags")
    words = value.split(",") if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return []
    del left["tags"]
    return labels(words)


def _priority(left: dict[str, Any]) -> int | None:
    found = _PRIORITIES.get(str(left.get("priority")))
    if found or left.get("priority") == "":
        del left["priority"]
    return found


def _annotations(left: dict[str, Any], context: Context) -> list[str]:
    value = left.get("annotations")
    if isinstance(value, str):
        value = [{"description": value}]
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        return []
    if not all(isinstance(one.get("description"), str) for one in value):
        return []
    del left["annotations"]
    lines = []
    for one in value:
        made = read_date(one.get("entry"), context.zone)
        day = local_date(made, context.zone) if made else None
        text = printable_surrogates(one["description"]).strip()
        lines.append(f"{day}: {text}" if day else text)
    return lines


def _put_due(body: dict[str, Any], left: dict[str, Any], context: Context) -> None:
    due = read_date(left.get("due"), context.zone)
    fields = due_fields(due, context.zone) if due else {"due": None, "due_is_date": False}
    if fields["due"]:
        del left["due"]
    else:
        fields = {"due": None, "due_is_date": False}
    body.update(fields)


def _put_waiting(body: dict[str, Any], left: dict[str, Any], context: Context) -> None:
    wait = read_date(left.get("wait"), context.zone)
    until = local_date(wait, context.zone) if wait else None
    body["waiting"] = {"who": None, "until": until.isoformat()} if until else None
    if until and wait and due_fields(wait, context.zone)["due_is_date"]:
        del left["wait"]  # a time of day would be lost: then it stays in extra beside the date
    if left.get("status") == "waiting" and not until:
        body["waiting"] = {"who": None, "until": None}


def _put_state(
    body: dict[str, Any], initial: dict[str, Any], left: dict[str, Any], context: Context
) -> None:
    status = left.pop("status", "pending")
    state = _STATES.get(status) if isinstance(status, str) else None
    if state is None:
        left["status"] = status
        state = "open"
    body["state"] = state
    made = _instant(left, "entry", context)
    if made:
        body["created_at"] = made
    if state == "open":
        body["closed_at"] = None
        return
    ended = _instant(left, "end", context) or _instant({**left}, "modified", context)
    if ended:
        body["closed_at"] = ended
    else:
        initial["closed_at"] = instant(context.now)


def _put_recurrence(
    body: dict[str, Any],
    initial: dict[str, Any],
    left: dict[str, Any],
    template: dict[str, Any] | None,
    context: Context,
) -> None:
    recurs = template is not None or (body["series"] is None and "recur" in left)
    words = left.get("recur") or (template or {}).get("recur")
    rule = rule_of_words(words) if recurs and isinstance(words, str) else None
    if rule is None:
        body["recurrence"] = None
        return
    left.pop("recur", None)
    due = read_date((template or {}).get("due"), context.zone)
    anchor_text = body["due"] or body.get("created_at")
    anchor = due or (datetime.fromisoformat(anchor_text) if anchor_text else None)
    day = local_date(anchor or context.now, context.zone)
    assert day is not None  # every one of these moments was stored or told before
    recurrence = {"rule": rule, "mode": "by_date", "anchor": day.isoformat()}
    (body if anchor else initial)["recurrence"] = recurrence


def _instant(left: dict[str, Any], key: str, context: Context) -> str | None:
    moment = read_date(left.get(key), context.zone)
    text = instant(moment) if moment else None
    if text:
        del left[key]
    return text


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return printable_surrogates(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return printable_surrogates(",".join(value))
    return printable_surrogates(json.dumps(value, ensure_ascii=False))
