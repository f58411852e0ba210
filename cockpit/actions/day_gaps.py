"""The gaps of a day: past stretches of blocks in which nothing was clocked, and filling them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from cockpit.actions.clocking import add_entry
from cockpit.actions.desk import block_book, function_names
from cockpit.actions.owner import owner_zone
from cockpit.actions.records import Added
from cockpit.actions.time_log import entries_between
from cockpit.domain.clock import DAY_END
from cockpit.domain.days.clocked import day_span
from cockpit.domain.days.unclocked import unclocked
from cockpit.domain.identity import format_instant, ref
from cockpit.i18n import _
from cockpit.store.workspace import Change, Workspace


class Gap(NamedTuple):
    """A stretch of a block, at least ten minutes long; times are in the owner's zone."""

    occurrence: str
    """The occurrence of the block: "B4@2026-11-23", or "O3"."""
    function: str
    name: str
    """What the block is called: its label, else its function's name."""
    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Elapsed whole minutes."""
        return int(self.end.timestamp() - self.start.timestamp()) // 60


def unclocked_gaps(workspace: Workspace, day: date, day_end: time = DAY_END) -> list[Gap]:
    """The gaps of a business date up to now, by start; personal blocks count like any other."""
    book, names = block_book(workspace), function_names(workspace)
    start, end = day_span(day, book.zone, day_end)
    found = [*book.on(day)]
    if found:  # a block of the evening may reach beyond the day's end
        start = min(start, *(one.start for one in found))
        end = max(end, *(one.end for one in found))
    entries = entries_between(workspace, start, end)
    return [
        Gap(
            one.occurrence.id,
            one.occurrence.function or "",
            one.occurrence.label or names.get(one.occurrence.function or "", ""),
            one.start,
            one.end,
        )
        for one in unclocked(day, book, entries, workspace.now())
    ]


def fill_gap(
    workspace: Workspace, gap: Gap, *, task: str | None = None, function: str | None = None
) -> Added:
    """Clock a gap after the fact: on a task, on a function, else on the block's own function.

    A task's function is taken over. Raises `WrongUse` when something was clocked there meanwhile.
    """
    fields = {"started": format_instant(gap.start), "stopped": format_instant(gap.end)}
    if task is not None:
        _name, number, body = workspace.body(task, "task")
        fields["task"] = ref("task", number)
        own = body.get("function")
    else:
        own = ref("function", workspace.body(function or gap.function, "function")[1])
    if own:
        fields["function"] = own
    zone = owner_zone(workspace)
    span = f"{gap.start.astimezone(zone):%H:%M}–{gap.end.astimezone(zone):%H:%M}"
    with workspace.transaction(
        _("Fill {span}: {words}").format(span=span, words=fields.get("task") or gap.name)
    ) as transaction:
        added = add_entry(workspace, fields)
    return Added(added.ref, workspace.change(transaction))


def fill_gaps(
    workspace: Workspace,
    gaps: Sequence[Gap],
    *,
    task: str | None = None,
    function: str | None = None,
) -> Change:
    """Clock several gaps as one change, each on its own block's function unless told otherwise."""
    with workspace.transaction(_("Fill {count} gaps").format(count=len(gaps))) as transaction:
        for gap in gaps:
            fill_gap(workspace, gap, task=task, function=function)
    return workspace.change(transaction)
