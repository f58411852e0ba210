"""Taskwarrior's export: JSON tasks in an array or one on each line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.interchange.decode import decode
from cockpit.interchange.json_records import objects
from cockpit.interchange.report import ContentKeys, Context, Parsed, Proposal, Skipped, shorten
from cockpit.interchange.taskwarrior_fields import task_body
from cockpit.interchange.wording import one_line

_MARKS = ("description", "uuid", "status", "entry")


def parse(data: bytes | str, *, now: datetime, zone: str) -> Parsed:
    """The tasks of an export of Taskwarrior.

    `zone` is the owner's IANA zone: in it a due at midnight is a date. Of several states of one
    uuid the last in the file counts. A template of a series gives its rule to its latest open
    occurrence and is not a task of its own where there is one. Raises `CockpitError` when the
    file is no such export.
    """
    source = decode(data, _("a Taskwarrior export"))
    context = Context(now, zone)
    keys = ContentKeys("taskwarrior")
    tasks: dict[str, tuple[str, dict[str, Any]]] = {}
    skipped: list[Skipped] = []
    read = objects_seen = 0
    for found in objects(source):
        read += 1
        record = _("line {line}").format(line=found.line)
        if found.value is None:
            skipped.append(Skipped(record, found.reason))
            continue
        objects_seen += any(mark in found.value for mark in _MARKS)
        raw = found.value
        title = raw.get("description")
        if not isinstance(title, str) or not one_line(title):
            skipped.append(Skipped(record, _("the task has no description")))
            continue
        record = f"{record}: {shorten(title, 60)}"
        uid = _uid(raw, keys)
        if uid in tasks:
            earlier = tasks.pop(uid)[0]
            reason = _("an earlier state of the same task; the last one in the file counts")
            skipped.append(Skipped(earlier, reason))
        tasks[uid] = (record, raw)
    _refuse_others(source.text, read, objects_seen)
    return _settled(read, tasks, skipped, context, source.encoding)


def _refuse_others(text: str, read: int, objects_seen: int) -> None:
    if not objects_seen and (read or "".join(text.split()) != "[]"):
        raise CockpitError(
            _(
                "This is not a Taskwarrior export: no task was found in it; "
                "make one with `task export > tasks.json`."
            )
        )


def _uid(raw: dict[str, Any], keys: ContentKeys) -> str:
    uuid = raw.get("uuid")
    if isinstance(uuid, str) and uuid.strip():
        return one_line(uuid)[:500]
    return keys.key(f"{raw.get('entry')}\n{raw['description']}")


def _settled(
    read: int,
    tasks: dict[str, tuple[str, dict[str, Any]]],
    skipped: list[Skipped],
    context: Context,
    encoding: str,
) -> Parsed:
    carriers = _carriers(tasks)
    templates = {child: template for template, child in carriers.items()}
    proposals = []
    for uid, (record, raw) in tasks.items():
        if raw.get("status") == "recurring" and uid in carriers:
            reason = _("the template of a series; its open occurrence carries the rule")
            skipped.append(Skipped(record, reason))
            continue
        template = tasks[templates[uid]][1] if uid in templates else None
        body, initial = task_body(raw, template, context)
        proposals.append(Proposal("task", uid, body, initial, {}, record))
    return Parsed(read, proposals, skipped, encoding)


def _carriers(tasks: dict[str, tuple[str, dict[str, Any]]]) -> dict[str, str]:
    """Uid of a template → uid of its latest open occurrence."""
    found: dict[str, str] = {}
    for uid, (_record, raw) in tasks.items():
        parent = raw.get("parent")
        if not isinstance(parent, str) or parent not in tasks:
            continue
        if raw.get("status") not in ("pending", "waiting"):
            continue
        if tasks[parent][1].get("status") != "recurring":
            continue
        latest = found.get(parent)
        if latest is None or str(raw.get("due")) > str(tasks[latest][1].get("due")):
            found[parent] = uid
    return found
