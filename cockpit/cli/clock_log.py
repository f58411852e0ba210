"""`cockpit clock log` and `fill`: the timeline of a day, and its gaps clocked after the fact."""

from __future__ import annotations

from datetime import date

from cockpit.actions.day_gaps import Gap, fill_gaps, unclocked_gaps
from cockpit.actions.day_log import BrokenIn, Logged, as_json, day_log
from cockpit.actions.typed.phrases import read_record, read_wall_time
from cockpit.cli.context import Context
from cockpit.cli.output import say_items, say_json, say_table
from cockpit.domain.identity import TABLES, format_instant, ref
from cockpit.domain.promising.words import day_label
from cockpit.domain.wording.lengths import written_minutes
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace


def say_log(context: Context, day: date) -> int:
    """Print the entries, gaps and interruptions of a day by their time."""
    log = day_log(context.workspace, day, context.settings.day_end)
    if context.json:
        say_json(context, as_json(log))
        return 0
    if log.lines:
        say_table(context, [_row(line) for line in log.lines], right=(2,))
    else:
        context.tell(_("Nothing was clocked on {day}.").format(day=day_label(day)))
    lengths = [
        (_("clocked {length}"), log.clocked),
        (_("unclocked in blocks {length}"), log.unclocked),
        (_("interrupted {length}"), log.interrupted),
    ]
    told = [words.format(length=written_minutes(length)) for words, length in lengths if length]
    if told:
        context.tell(f"{day_label(day)}: {', '.join(told)}")
    return 0


def fill(context: Context, day: date, at: str | None, on: str) -> int:
    """Clock the gaps of a day, or the one in which a wall time lies; prints the new ids."""
    workspace = context.workspace
    task = function = None
    if TABLES.get(on[:1].upper()) == "task" and on[1:].isdigit():
        task = on
    elif on:
        function = _function(workspace, on)
    gaps = unclocked_gaps(workspace, day, context.settings.day_end)
    if at is not None:
        gaps = [gap for gap in gaps if _holds(gap, read_wall_time(at))]
    if not gaps:
        raise WrongUse(
            _("There is no gap to fill on {day}{at}.").format(
                day=day_label(day), at=_(" at {time}").format(time=at) if at else ""
            )
        )
    change = fill_gaps(workspace, gaps, task=task, function=function)
    added = [ref("entry", number) for table, number in change.touched if table == "entry"]
    if context.json:
        items = [
            {"id": one, "started": format_instant(gap.start), "stopped": format_instant(gap.end)}
            for one, gap in zip(added, gaps, strict=True)
        ]
        say_items(context, items)
    else:
        for reference in added:
            context.say(reference)
    return 0


def split_day(workspace: Workspace, words: list[str]) -> tuple[str, list[str]]:
    """What is clocked on, and the words of the day that stands at the end: writing yesterday."""
    from cockpit.actions.periods import read_past_date

    for place in range(len(words)):
        try:
            read_past_date(workspace, " ".join(words[place:]))
        except WrongUse:
            continue
        return " ".join(words[:place]), words[place:]
    return " ".join(words), []


def _function(workspace: Workspace, said: str) -> str:
    try:
        return read_record(workspace, "function", said)
    except WrongUse as error:
        raise WrongUse(
            _("{said!r} is no day, and no task or function: {reason}").format(
                said=said[:40], reason=error
            )
        ) from error


def _holds(gap: Gap, wall: str) -> bool:
    """Whether a wall time lies in a gap, which may go over midnight."""
    start, end = f"{gap.start:%H:%M}", f"{gap.end:%H:%M}"
    return start <= wall < end if start < end else wall >= start or wall < end


def _row(line: Logged | Gap | BrokenIn) -> list[str]:
    if isinstance(line, Gap):
        words = _("nothing clocked · {name}").format(name=line.name)
        return ["-", _span(line), written_minutes(line.minutes), words]
    if isinstance(line, BrokenIn):
        body = line.body
        length = written_minutes(body["minutes"]) if body.get("minutes") is not None else "?"
        said = (body["who"], body.get("about"), body.get("channel"), body.get("kind"))
        return [line.id, f"{line.at:%H:%M}", length, "! " + " · ".join(one for one in said if one)]
    words = line.subject
    note = line.body.get("note")
    if note and note != words:
        words += f" ({note})"
    if line.clock_change:
        words += f"  ({line.clock_change})"
    if line.overlaps:
        words += _("  ! overlaps {others}").format(others=", ".join(line.overlaps))
    return [line.id, _span(line), written_minutes(line.minutes), words]


def _span(line: Logged | Gap) -> str:
    return f"{line.start:%H:%M}–{f'{line.end:%H:%M}' if line.end else '…'}"
