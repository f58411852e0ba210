"""todo.txt: one task on each line, with (A), dates, +project, @context and key:value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.interchange.complete import complete
from cockpit.interchange.decode import Text, decode, looks_like_other
from cockpit.interchange.report import (
    ContentKeys,
    Context,
    Documents,
    Parsed,
    Proposal,
    Skipped,
    shorten,
)
from cockpit.interchange.todotxt_line import read_line
from cockpit.interchange.todotxt_task import task_body, task_line, uid_of

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")


def parse(data: bytes | str, *, now: datetime, zone: str) -> Parsed:
    """The tasks of a todo.txt file; every line that is not blank is one.

    `zone` is the owner's IANA zone, in which dates are days. Raises `CockpitError` when the file
    is not text or obviously of another format.
    """
    source = decode(data, _("a todo.txt file"))
    other = looks_like_other(source.text)
    if other:
        raise CockpitError(
            _("This is not a todo.txt file but {format}; nothing was imported.").format(
                format=other
            )
        )
    context, keys = Context(now, zone), ContentKeys("todotxt")
    proposals: dict[str, Proposal] = {}
    skipped: list[Skipped] = []
    read = 0
    for number, start, end in _lines(source):
        raw = source.text[start:end].strip()
        if not raw:
            continue
        read += 1
        record = _("line {line}").format(line=number)
        damage = source.damage(start, end)
        if damage:
            skipped.append(Skipped(record, damage))
            continue
        line = read_line(raw)
        body, initial = task_body(line, raw, context)
        record = f"{record}: {shorten(body['title'], 60)}"
        uid = uid_of(line) or keys.key(line.words)
        if uid in proposals:
            reason = _("an earlier line with the same uid; the last one counts")
            skipped.append(Skipped(proposals.pop(uid).record, reason))
        proposals[uid] = Proposal("task", uid, body, initial, {}, record)
    return Parsed(read, list(proposals.values()), skipped, source.encoding)


def export_todotxt(documents: Documents, *, zone: str) -> str:
    """All tasks as a todo.txt file, in the order of their ids; dates are days in `zone`.

    `parse` reads the same tasks from it, but for references to other records and the time of day
    at which a task was made and closed.
    """
    tasks = documents.get("task", {})
    whole = (complete("task", body) for _id, body in sorted(tasks.items()))
    return "".join(f"{task_line(body['uid'], body, zone)}\n" for body in whole)


def _lines(source: Text) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of each line; only CR and LF end a line, not all that Unicode may."""
    for number, found in enumerate(_LINE.finditer(source.text), start=1):
        yield number, found.start(), found.end(1)
