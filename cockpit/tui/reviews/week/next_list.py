"""Screen 6: the master list of the next week against its hours; in, out, and what will not fit."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll

from cockpit.actions.planning import FunctionOverload
from cockpit.actions.records import edit_record
from cockpit.actions.reviewing.crossing import QUARTER
from cockpit.actions.reviewing.overload_words import overload_sentence
from cockpit.actions.reviewing.weekly.master_list import FunctionBar, Listed
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import bar
from cockpit.tui.render import fit, width_of
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.reviews.week.week_step import WeekStep
from cockpit.tui.rows import CalledRows, Cell, Column, Line
from cockpit.tui.text_rows import Row, paragraph
from cockpit.tui.widgets.cell_text import CellText
from cockpit.tui.widgets.record_list import RecordList
from cockpit.tui.widgets.record_messages import CursorMoved

COLUMNS = (
    Column("in", 1),
    Column("title", 16, flex=3),
    Column("rolls", 3, align="right"),
    Column("function", 12, flex=1, shown_from=64),
    Column("minutes", 7, align="right"),
    Column("why", 14, shown_from=48),
)
HEADING = (Column("heading", 1, flex=1),)
BAR, NUMBER = 10, 8


class NextListStep(WeekStep):
    """What the next week is for."""

    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("toggle", _("in/out"), command="done"),
        StepKey("longer", "", "plus"),
        StepKey("shorter", _("estimate"), "minus", shown="+ -"),
        StepKey("cut", _("take the cut"), "c"),
        StepKey("add", _("add"), command="add"),
        StepKey("function", _("function"), "f"),
        StepKey("blocks", _("the week's blocks"), "o"),
        StepKey("edit", _("edit"), command="edit"),
    )

    def compose(self) -> ComposeResult:
        """Candidates on the left, the hours on the right."""
        self.rows = CalledRows(self._line)
        self._order: dict[str, list[str]] = {}
        self._candidates: dict[str, Listed] = {}
        self.add_class("-split")
        with Container(classes="-left"):
            yield RecordList(
                self.rows,
                COLUMNS,
                empty=_("There is no task yet; press a to add what the week is for."),
                glyphs=self.view.glyphs,
            )
        with VerticalScroll(id="hours", classes="-right -read", can_focus=False):
            yield CellText(self._hour_rows)

    def show(self) -> None:
        """The list as it is now; the order stays while it is worked on."""
        plan = self.week.plan
        self._candidates = {one.ref: one for one in plan.candidates}
        placed = {one for group in self._order.values() for one in group}
        for one in plan.candidates:
            if one.ref not in placed:
                self._order.setdefault(_group(one), []).append(one.ref)
        keys = []
        for group in _GROUPS:
            own = [one for one in self._order.get(group, ()) if one in self._candidates]
            if own:
                keys += [f"#{group}", *own]
        self.rows.replace(keys)
        self.list.sync()
        self._show_hours()

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """The function of the task is accented."""
        message.stop()
        self._show_hours()

    # -- keys ------------------------------------------------------------------------------

    def captured(self, reference: str) -> None:
        """What is added here without a day is for the next week."""
        if not reference.startswith("T"):
            return
        body = self.view.workspace.body(reference, "task")[2]
        if body.get("place", "backlog") == "backlog":
            self.week.choose(reference, True)

    def toggle(self) -> None:
        """In, or out."""
        one = self._current()
        if one is not None and self.do(lambda: self.week.choose(one.ref, not one.chosen)):
            self.list.action_cursor_down()

    def longer(self) -> None:
        """A quarter of an hour more."""
        self._estimate(QUARTER)

    def shorter(self) -> None:
        """A quarter of an hour less."""
        self._estimate(-QUARTER)

    def function(self) -> None:
        """Of which function it is."""
        reference = self.current()
        if reference is not None:
            self.ask_function(
                _("Function of {id}").format(id=reference),
                lambda function: self.week.say_function(reference, function),
            )

    def cut(self) -> None:
        """Leave out what is suggested for the first overload."""
        for over in self.week.plan.overloads:
            if over.cut:
                self.do(lambda over=over: self._cut(over))  # type: ignore[misc]
                return
        self.frame.say_problem(_("Nothing has to be cut."))

    def blocks(self) -> None:
        """The blocks of that week, to change them."""
        from cockpit.tui.weeks.screen import WeekBlocks

        self.app.push_screen(WeekBlocks(self.view, self.week.weeks.next_monday))

    # -- private ---------------------------------------------------------------------------

    def _current(self) -> Listed | None:
        key = self.current()
        return self._candidates.get(key) if key is not None else None

    def _estimate(self, step: int) -> None:
        one = self._current()
        if one is not None:
            estimate = max(QUARTER, (one.estimate or 0) + step)
            workspace = self.view.workspace
            self.do(lambda: edit_record(workspace, one.ref, {"estimate_minutes": estimate}))

    def _cut(self, over: FunctionOverload) -> None:
        for task in over.cut:
            self.week.choose(task, False)

    def _line(self, key: str) -> Line:
        if key.startswith("#"):
            return Line((Cell(self._title(key[1:]), "heading"),), HEADING)
        one, glyphs = self._candidates[key], self.view.glyphs
        role = "" if one.chosen else "muted"
        return Line(
            (
                Cell(
                    glyphs.done if one.chosen else glyphs.bullet, "sla-met" if one.chosen else role
                ),
                Cell(one.title, role),
                Cell(f"{glyphs.rolled}{one.rolls}" if one.rolls else "", "warning-text"),
                Cell(self.view.function_name(one.function), "muted"),
                Cell(minutes(one.minutes) if one.minutes else "", role),
                Cell(one.why, "muted"),
            )
        )

    def _title(self, group: str) -> str:
        weeks = self.week.weeks
        return {
            "next": _("On the list of {week}").format(week=weeks.next_week),
            "due": _("Due by then"),
            "left": _("Left over: out puts it into the backlog"),
            "backlog": _("From the backlog"),
        }[group]

    def _show_hours(self) -> None:
        self.query_one("#hours CellText", CellText).show(self._hour_rows)

    def _hour_rows(self, width: int) -> list[Row]:
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
        function = self._candidates[key].function if key in self._candidates else None
        widest = max((width_of(self._over(one)) for one in bars), default=0)
        rows = [self._bar(one, width - widest, accented=one.function == function) for one in bars]
        if not bars:
            rows = paragraph(_("The week has no blocks; o adds some."), width, "muted")
        return rows

    def _overload_rows(self, width: int) -> list[Row]:
        plan = self.week.plan
        rows: list[Row] = []
        for over in plan.overloads:
            sentence = f"{self.view.glyphs.late} {self._overload(over)}"
            rows += paragraph(sentence, width, "overload")
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

    def _overload(self, over: FunctionOverload) -> str:
        sentence = overload_sentence(over, self.view.now, self.view.zone)
        if not over.cut:
            return sentence
        cut = ", ".join(f"“{self._candidates[one].title}”" for one in over.cut)
        return f"{sentence} {_('Smallest cut: {cut} (c).').format(cut=cut)}"


_GROUPS = ("next", "due", "left", "backlog")


def _group(one: Listed) -> str:
    return "next" if one.stands else one.origin
