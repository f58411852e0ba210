"""The words of the status line and of the tabs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cockpit.actions.clocking import running_entry
from cockpit.actions.desk import block_book, owner_calendar
from cockpit.domain.clock import week_of
from cockpit.domain.days.forgotten import certain_end
from cockpit.domain.identity import number_of, parse_instant
from cockpit.domain.wording.times import MONTHS, WEEKDAYS, minutes
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.workspace import Body
from cockpit.tui.panes.pane import Pane
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_line import Words, words

SHORT_BELOW = 100
"""Columns under which the line is told in fewer words."""


def status_words(
    view: View, width: int, late: int, at_risk: int, raised: int
) -> tuple[list[Words], list[Words]]:
    """Left: date and week, open or closed, the running clock. Right: alarms and the time."""
    if width < SHORT_BELOW:
        return _short_words(view, late, at_risk, raised)
    day = view.today
    week = week_of(day)[5:]
    weekday, month = WEEKDAYS[day.weekday()].capitalize(), MONTHS[day.month - 1].capitalize()
    left = [words(f"{weekday} {day.day} {month} · {week}", "heading"), _opening(view)]
    running = _running(view)
    if running is not None:
        left.append(running)
    right = []
    glyphs = view.glyphs
    if late:
        right.append(
            words(_("{glyph} {count} late").format(glyph=glyphs.late, count=late), "sla-breached")
        )
    if at_risk:
        right.append(
            words(
                _("{glyph} {count} at risk").format(glyph=glyphs.at_risk, count=at_risk),
                "sla-at-risk",
            )
        )
    if raised:
        text = _("1 reminder") if raised == 1 else _("{count} reminders").format(count=raised)
        right.append(words(text, "warning-text", "reminders"))
    right.append(words(f"{view.now.astimezone(view.zone):%H:%M}", "heading"))
    return left, right


def _short_words(
    view: View, late: int, at_risk: int, raised: int
) -> tuple[list[Words], list[Words]]:
    day, glyphs = view.today, view.glyphs
    weekday, month = WEEKDAYS[day.weekday()].capitalize(), MONTHS[day.month - 1].capitalize()
    left = [words(f"{weekday} {day.day} {month}", "heading"), _opening(view, short=True)]
    running = _running(view)
    if running is not None:
        left.append(running)
    right = []
    if late:
        right.append(words(f"{glyphs.late}{late}", "sla-breached"))
    if at_risk:
        right.append(words(f"{glyphs.at_risk}{at_risk}", "sla-at-risk"))
    if raised:
        right.append(words(f"!{raised}", "warning-text", "reminders"))
    right.append(words(f"{view.now.astimezone(view.zone):%H:%M}", "heading"))
    return left, right


def tab_words(panes: Sequence[Pane], focused: Pane) -> list[Words]:
    """The panes by number with what is to be done there, the focused one in brackets."""
    found = []
    for pane in panes:
        label = f"{pane.NUMBER} {pane.TITLE} {pane.badge()}".strip()
        shown = f"[{label}]" if pane is focused else f" {label} "
        found.append(words(shown, "key" if pane is focused else "muted", f"pane-{pane.NUMBER}"))
    return found


def _opening(view: View, *, short: bool = False) -> Words:
    """Whether the owner's hours are open, and until when."""
    calendar = owner_calendar(view.workspace)
    if calendar is None:
        return words(_("no working hours set"), "muted")
    try:
        if calendar.is_open(view.now):
            closing = calendar.next_closing(view.now)
            if closing is None:
                return words(_("{glyph} open").format(glyph=view.glyphs.active), "sla-met")
            left = minutes((closing - view.now).total_seconds() // 60)
            until = f"{closing.astimezone(view.zone):%H:%M}"
            if short:
                text = _("{glyph} until {until}").format(glyph=view.glyphs.active, until=until)
                return words(text, "sla-met")
            text = _("{glyph} open until {until} ({left})")
            return words(text.format(glyph=view.glyphs.active, until=until, left=left), "sla-met")
        opening = calendar.next_opening(view.now)
    except CockpitError:
        return words(_("no working hours set"), "muted")
    text = _("{glyph} until {until}") if short else _("{glyph} closed until {until}")
    return words(text.format(glyph=view.glyphs.open, until=_when(view, opening)), "muted")


def _when(view: View, moment: datetime) -> str:
    local = moment.astimezone(view.zone)
    if local.date() == view.now.astimezone(view.zone).date():
        return f"{local:%H:%M}"
    return f"{WEEKDAYS[local.weekday()]} {local:%H:%M}"


def _running(view: View) -> Words | None:
    running = running_entry(view.workspace)
    if running is None:
        return None
    body = running[1]
    name = view.function_name(body.get("function"))
    title = view.title_of(body.get("task"))
    what = " · ".join(part for part in (name, title) if part)
    seconds = (view.now - parse_instant(body["started"])).total_seconds()
    length = f"{max(0, int(seconds)) // 3600}:{max(0, int(seconds)) // 60 % 60:02}"
    doubt = "?" if _is_forgotten(view, body) else ""
    return words(f"{view.glyphs.running} {what} {length}{doubt}", "block-now")


def _is_forgotten(view: View, body: Body) -> bool:
    """Whether nobody knows if the clock still should run: numbers do not count all of it."""
    function, task = body.get("function"), body.get("task")
    if function is None and task is not None:
        function = (view.workspace.find("task", number_of(task)) or {}).get("function")
    return certain_end(body, function, block_book(view.workspace), view.now) is not None
