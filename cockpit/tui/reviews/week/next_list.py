"""Screen 6: the master list of the next week against its hours; in, out, and what will not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from cockpit.actions.planning import FunctionOverload
from cockpit.actions.reviewing.week import Week
from cockpit.actions.reviewing.weekly.master_list import FunctionBar, Listed
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import bar
from cockpit.tui.render import fit, width_of
from cockpit.tui.reviews.choosing import CUT, ESTIMATE, TOGGLE, ChoosingStep
from cockpit.tui.reviews.frame import ReviewFrame
from cockpit.tui.reviews.listing import HEADING
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.reviews.week.week_step import WeekStep
from cockpit.tui.rows import Cell, Line
from cockpit.tui.text_rows import Row, paragraph

BAR, NUMBER = 10, 8


class NextListStep(ChoosingStep, WeekStep):
    """What the next week is for."""

    EMPTY = _("There is no task yet; press a to add what the week is for.")
    KEYS: ClassVar[tuple[StepKey, ...]] = (
        TOGGLE,
        *ESTIMATE,
        CUT,
        StepKey("add", _("add"), command="add"),
        StepKey("function", _("function"), "f"),
        StepKey("blocks", _("the week's blocks"), "o"),
        StepKey("edit", _("edit"), command="edit"),
    )

    def __init__(self, frame: ReviewFrame, week: Week) -> None:
        """Show the list that a week makes."""
        super().__init__(frame, week)
        self._order: dict[str, list[str]] = {}

    def show(self) -> None:
        """The list as it is now; the order stays while it is worked on."""
        plan = self.week.plan
        self.candidates = {one.ref: one for one in plan.candidates}
        placed = {one for group in self._order.values() for one in group}
        for one in plan.candidates:
            if one.ref not in placed:
                self._order.setdefault(_group(one), []).append(one.ref)
        keys = []
        for group in _GROUPS:
            own = [one for one in self._order.get(group, ()) if one in self.candidates]
            if own:
                keys += [f"#{group}", *own]
        self.show_candidates(keys)

    @property
    def overloads(self) -> Sequence[FunctionOverload]:
        """What does not fit into the week."""
        return self.week.plan.overloads

    def say_chosen(self, task: str, chosen: bool) -> None:
        """On the list, or not."""
        self.week.choose(task, chosen)

    # -- keys ------------------------------------------------------------------------------

    def captured(self, reference: str) -> None:
        """What is added here without a day is for the next week."""
        if not reference.startswith("T"):
            return
        body = self.view.workspace.body(reference, "task")[2]
        if body.get("place", "backlog") == "backlog":
            self.week.choose(reference, True)

    def function(self) -> None:
        """Of which function it is."""
        reference = self.current()
        if reference is not None:
            self.ask_function(
                _("Function of {id}").format(id=reference),
                lambda function: self.week.say_function(reference, function),
            )

    def blocks(self) -> None:
        """The blocks of that week, to change them."""
        from cockpit.tui.weeks.screen import WeekBlocks

        self.app.push_screen(WeekBlocks(self.view, self.week.weeks.next_monday))

    def line(self, key: str) -> Line:
        """One candidate, or the heading of a group."""
        if key.startswith("#"):
            return Line((Cell(self._title(key[1:]), "heading"),), HEADING)
        return super().line(key)

    def _title(self, group: str) -> str:
        weeks = self.week.weeks
        return {
            "next": _("On the list of {week}").format(week=weeks.next_week),
            "due": _("Due by then"),
            "left": _("Left over: out puts it into the backlog"),
            "backlog": _("From the backlog"),
        }[group]

    def time_rows(self, width: int) -> list[Row]:
        """The hours of each function, and what does not fit."""
        plan = self.week.plan
        chosen = plan.chosen
        total = sum(one.minutes for one in chosen)
        free = sum(one.free for one in plan.bars if not one.personal)
        head = _("{week} · {count} in · {total} of {free}").format(
            week=plan.week,
            count=len(chosen),
            total=minutes(total) or "0m",
            free=minutes(free) or "0m",
        )
        rows = paragraph(head, width, "heading")
        bars, told = self._bar_rows(width), self._overload_rows(width)
        # where little is in sight, what does not fit comes first
        first, second = (told, bars) if self.frame.has_class("-one") else (bars, told)
        return [*rows, *first, *second]

    def _bar_rows(self, width: int) -> list[Row]:
        bars = self.week.plan.bars
        key = self.list.cursor_key
        function = self.candidates[key].function if key and key in self.candidates else None
        widest = max((width_of(self._over(one)) for one in bars), default=0)
        rows = [self._bar(one, width - widest, accented=one.function == function) for one in bars]
        if not bars:
            rows = paragraph(_("The week has no blocks; o adds some."), width, "muted")
        return rows

    def _overload_rows(self, width: int) -> list[Row]:
        plan = self.week.plan
        rows: list[Row] = []
        for over in plan.overloads:
            rows += paragraph(self.overload_words(over), width, "overload")
        if plan.unknown:
            words = _("1 in has no estimate or no function, and counts nothing.")
            if plan.unknown > 1:
                words = _("{count} in have no estimate or no function, and count nothing.").format(
                    count=plan.unknown
                )
            rows += paragraph(words, width, "muted")
        return rows

    def _bar(self, one: FunctionBar, width: int, *, accented: bool) -> Row:
        glyphs = self.view.glyphs
        room = max(6, width - BAR - 2 * NUMBER - 3)
        role = "personal" if one.personal else "overload" if one.over else ""
        part = one.demand / one.free if one.free else float(bool(one.demand))
        return (
            Cell(fit(one.name, room), role or ("accent-text" if accented else "")),
            Cell(f" {bar(part, BAR, glyphs)} ", role or "accent-text"),
            Cell(fit(minutes(one.demand) or "0m", NUMBER, "right"), role or "strong"),
            Cell(f" {fit(minutes(one.free) or '0m', NUMBER, 'right')}", "muted"),
            Cell(self._over(one), "overload"),
        )

    def _over(self, one: FunctionBar) -> str:
        return f" {self.view.glyphs.late}{minutes(one.over)}" if one.over else ""


_GROUPS = ("next", "due", "left", "backlog")


def _group(one: Listed) -> str:
    return "next" if one.stands else one.origin
