"""A line of todo.txt as the fields of a task, and a task as its line.

The law: what is written reads back as the same record. What the format has no words for goes
into one key, `cockpit:{…}` (JSON without blanks), which other programs leave alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from cockpit.interchange.complete import complete, own_fields
from cockpit.interchange.moments import date_due, instant, iso_date, local_date, start_of_day
from cockpit.interchange.recurrence import rule_of_words, words_of_rule
from cockpit.interchange.report import Context
from cockpit.interchange.todotxt_line import Line, is_mark, read_line
from cockpit.interchange.wording import labels, one_line, title_and_rest

_PRIORITIES = "ABC"


def task_body(line: Line, raw: str, context: Context) -> tuple[dict[str, Any], dict[str, Any]]:
    """The body of the task, and the fields to fill only where the record has none."""
    keys = dict(line.keys)
    keys.pop("uid", None)
    blob = keys.pop("cockpit", None)
    body, initial = _plain_body(line, keys, raw, context)
    if blob is not None:
        carried = _read_blob(blob)
        if carried is None or not _is_valid({**body, **carried}):
            body["extra"]["cockpit"] = blob
        else:
            carried.pop("uid", None)
            if "title" in carried and safe_title(carried["title"]) != body["title"]:
                del carried["title"]  # the words were edited since: they count
            body.update(carried)
    return body, initial


def task_line(uid: str, body: Mapping[str, Any], zone: str) -> str:
    """The line of a task document; dates are days in `zone`."""
    state, extra = body["state"], dict(body.get("extra") or {})
    closed = state != "open"
    letter = extra.pop("pri", "")
    if body.get("priority"):
        letter = _PRIORITIES[body["priority"] - 1]
    elif not re.fullmatch("[D-Z]", letter):
        letter = ""
    made, ended = _day(body.get("created_at"), zone), _day(body.get("closed_at"), zone)
    head = ["x"] if closed else [f"({letter})"] if letter else []
    if closed and ended:
        head.append(ended)
    if made and (ended or not closed):
        head.append(made)
    marks = [f"+{body['project']}"] if body.get("project") else []
    marks += [f"+{name}" for name in extra.pop("projects", "").split(" ") if name]
    marks += [f"@{tag}" for tag in body.get("tags") or []]
    if body.get("due"):
        marks.append(f"due:{_day(body['due'], zone)}")
    if (body.get("waiting") or {}).get("until"):
        marks.append(f"t:{body['waiting']['until']}")
    marks += _rec(body.get("recurrence"))
    marks += [f"pri:{letter}"] if closed and letter else []
    marks += [f"{key}:{value}" for key, value in extra.items()]
    marks = [mark for mark in [*marks, f"uid:{uid}"] if _holds(mark)]
    plain = " ".join([*head, safe_title(body["title"]), *marks])
    return plain + _blob_for(body, plain, uid, zone)


def safe_title(title: str) -> str:
    """The title so that no program takes a part of it for a mark: such words get a backslash."""
    words = re.split(r"([ \t]+)", _without_controls(one_line(title)).strip() or "…")
    for place in range(0, len(words), 2):
        if words[place] and (is_mark(words[place]) or words[place].startswith("\\")):
            words[place] = "\\" + words[place]
    if re.match(r"(x|\([A-Z]\)|\d{4}-\d\d-\d\d)\Z", words[0], re.ASCII):
        words[0] = "\\" + words[0]
    return "".join(words)


def _plain_body(
    line: Line, keys: dict[str, str], raw: str, context: Context
) -> tuple[dict[str, Any], dict[str, Any]]:
    zone = context.zone
    initial: dict[str, Any] = {}
    title, rest = title_and_rest(line.title or raw)
    letter = line.priority or keys.pop("pri", "")
    due, threshold = iso_date(keys.pop("due", "")), iso_date(keys.pop("t", ""))
    projects = labels(line.projects)
    body: dict[str, Any] = {
        "title": title,
        "notes": rest,
        "state": "done" if line.done else "open",
        "priority": _PRIORITIES.index(letter) + 1 if letter and letter in _PRIORITIES else None,
        "project": projects[0] if projects else None,
        "tags": labels(line.contexts),
        **({"due": None, "due_is_date": False} if due is None else date_due(due, zone)),
        "waiting": {"who": None, "until": threshold.isoformat()} if threshold else None,
        "recurrence": None,
        "extra": {},
    }
    words = keys.pop("rec", None)
    if words is not None:
        anchor = due or threshold or line.made
        body["recurrence"] = recurrence = _recurrence(words, anchor, context)
        if anchor is None:
            initial["recurrence"] = recurrence
            del body["recurrence"]
    if letter and body["priority"] is None:
        body["extra"]["pri"] = letter
    if len(projects) > 1:
        body["extra"]["projects"] = " ".join(projects[1:])
    body["extra"].update(keys)
    made = line.made or line.ended
    if made:
        initial["created_at"] = start_of_day(made, zone)
    if line.done:
        ended = start_of_day(line.ended, zone) if line.ended else None
        initial["closed_at"] = ended or instant(context.now)
    else:
        body["closed_at"] = None
    return body, {key: value for key, value in initial.items() if value is not None}


def _recurrence(words: str, anchor: date | None, context: Context) -> dict[str, Any]:
    day = anchor or local_date(context.now, context.zone)
    assert day is not None  # now is within the calendar
    return {
        "rule": rule_of_words(words.removeprefix("+")),
        "mode": "by_date" if words.startswith("+") else "after_completion",
        "anchor": day.isoformat(),
    }


def _blob_for(body: Mapping[str, Any], plain: str, uid: str, zone: str) -> str:
    """The key for all that the plain line does not say, with a leading blank; or nothing."""
    context = Context(datetime.fromisoformat("2000-01-01T00:00:00+00:00"), zone)
    line = read_line(plain)
    read = {**complete("task", {}), **task_body(line, plain, context)[0]}
    carried = {
        name: body[name]
        for name in own_fields("task")
        if name in body and (name not in read or body[name] != read[name])
    }
    if line.keys.get("uid") != uid:
        carried["uid"] = uid
    return f" cockpit:{_one_token(carried)}" if carried else ""


def _one_token(carried: dict[str, Any]) -> str:
    text = json.dumps(carried, separators=(",", ":"))
    return text.replace("%", "%25").replace(" ", "%20").replace("\x7f", "%7F")


def _read_blob(blob: str) -> dict[str, Any] | None:
    text = blob.replace("%7F", "\x7f").replace("%20", " ").replace("%25", "%")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not set(found) <= {*own_fields("task"), "uid"}:
        return None
    return found


def uid_of(line: Line) -> str | None:
    """The uid that our own export wrote, if any."""
    carried = _read_blob(line.keys.get("cockpit", "")) or {}
    uid = carried.get("uid") or line.keys.get("uid")
    return uid if isinstance(uid, str) else None


def _is_valid(body: dict[str, Any]) -> bool:
    from cockpit.domain.tasks import Task
    from cockpit.errors import WrongUse

    try:
        Task.of("", {**body, "uid": "1", "created_at": "2000-01-01T00:00:00Z"})
    except (WrongUse, TypeError):
        return False
    return True


def _rec(recurrence: Mapping[str, Any] | None) -> list[str]:
    words = words_of_rule(recurrence["rule"]) if recurrence else None
    if recurrence is None or words is None:
        return []
    return [f"rec:{'+' if recurrence['mode'] == 'by_date' else ''}{words}"]


def _holds(mark: str) -> bool:
    """Whether a mark is one token that reads as what it was written for."""
    return mark == _token(mark) and is_mark(mark) and not mark.startswith("cockpit:")


def _token(text: str) -> str:
    return "".join(text.split()) if _without_controls(text) == text else ""


def _without_controls(text: str) -> str:
    """The text with control characters shown as blanks, so that no line or escape is injected."""
    return re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text)


def _day(moment: str | None, zone: str) -> str:
    day = local_date(datetime.fromisoformat(moment), zone) if moment else None
    return day.isoformat() if day else ""
