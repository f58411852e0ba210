"""Screen 7: the blocks of the next week, a move that mends the balance; enter closes the week."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from cockpit.actions.balance import MoveSuggestion, suggest_move, take_suggestion, use_of_weeks
from cockpit.actions.reviewing.weekly.closing import next_list
from cockpit.actions.reviewing.weekly.words import blocks_of_week
from cockpit.actions.weeks.facts import DROPPED, Box, DayBoxes
from cockpit.actions.weeks.telling import MARKS
from cockpit.domain.wording.times import WEEKDAYS, day_and_month, minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import bar
from cockpit.tui.render import fit
from cockpit.tui.reviews.reading import READING_KEYS, ReadingStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.reviews.week.week_step import WeekStep
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import Row, flow, heading, paragraph
from cockpit.tui.widgets.cell_text import CellText

NUMBER, BAR, DAY = 8, 10, 20


class BlocksStep(WeekStep, ReadingStep):
    """The last look."""

    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("blocks", _("change the blocks"), "o"),
        StepKey("take_move", _("take the move"), "M"),
        StepKey("note", _("note"), "n"),
        StepKey("accept", _("close the week"), "enter"),
        *READING_KEYS,
    )

    def compose(self) -> ComposeResult:
        """The blocks, and what else there is to say."""
        self._days: list[DayBoxes] = []
        self._suggestion: MoveSuggestion | None = None
        self.add_class("-split")
        with VerticalScroll(id="blocks", classes="-left -read", can_focus=False):
            yield CellText(self._block_rows)
        with VerticalScroll(id="words", classes="-right -read", can_focus=False):
            yield CellText(self._word_rows)

    def show(self) -> None:
        """Both as they are now."""
        self._days = blocks_of_week(self.week)
        self._suggestion = suggest_move(self.view.workspace, self.week.day_end)
        self.query_one("#blocks CellText", CellText).show(self._block_rows)
        self.query_one("#words CellText", CellText).show(self._word_rows)

    def accept(self) -> None:
        """Close the week."""
        self.frame.accept()

    def blocks(self) -> None:
        """The grid of the week, to change it."""
        from cockpit.tui.weeks.screen import WeekBlocks

        self.app.push_screen(WeekBlocks(self.view, self.week.weeks.next_monday))

    def take_move(self) -> None:
        """Give one block to the function that is short."""
        suggestion = self._suggestion
        if suggestion is None:
            self.frame.say_problem(_("No move is suggested: no function is short for long."))
            return
        self.do(lambda: take_suggestion(self.view.workspace, suggestion))

    def note(self) -> None:
        """A note on the week, kept with its snapshot."""
        self.ask(
            _("Note on the week"),
            _("what to remember; empty takes it away"),
            self.week.say_note,
            lambda text: text.strip() or _("no note"),
            self.week.progress.note,
        )

    # -- the texts -------------------------------------------------------------------------

    def _block_rows(self, width: int) -> list[Row]:
        rows = heading(_("Blocks of {week}").format(week=self.week.weeks.next_week), width)[1:]
        for day in self._days:
            length = minutes(day.planned) if day.planned else ""
            name = f"{WEEKDAYS[day.day.weekday()]} {day_and_month(day.day, self.view.today)}"
            label = fit(f"{name:<10} {length}", DAY)
            pieces = [(Cell(self._box(box)),) for box in day.boxes if box.mark != DROPPED]
            lines = flow(pieces, max(12, width - DAY), 2) or [(Cell(_("no blocks"), "muted"),)]
            for at, line in enumerate(lines):
                rows.append((Cell(label if not at else " " * DAY, "muted"), *line))
        return rows

    def _box(self, box: Box) -> str:
        name = box.name or _("appointment")
        mark = f" ({MARKS[box.mark]})" if box.mark else ""
        return f"{box.one.start:%H:%M} {name}{mark}"

    def _word_rows(self, width: int) -> list[Row]:
        week, glyphs = self.week, self.view.glyphs
        listed = next_list(self.view.workspace, week.weeks)
        length = sum(int(body.get("estimate_minutes") or 0) for _number, body in listed)
        words = _("{count} tasks are on the list of {week}: {length}.")
        if len(listed) == 1:
            words = _("1 task is on the list of {week}: {length}.")
        words = words.format(
            count=len(listed), week=week.weeks.next_week, length=minutes(length) or "0m"
        )
        rows = paragraph(words, width, "heading")
        sentence = _("Enter closes {week}; what it was is kept as it is now.")
        rows += paragraph(sentence.format(week=week.weeks.week), width, "muted")
        if self._suggestion is not None:
            sentence = f"{glyphs.at_risk} {self._suggestion.sentence} (M)"
            rows += paragraph(sentence, width, "warning-text")
        if week.progress.note:
            rows += paragraph(f"{glyphs.mark} {week.progress.note}", width)
        return [*rows, *self._hour_rows(width)]

    def _hour_rows(self, width: int) -> list[Row]:
        rows = heading(_("Planned against target"), width)
        hours = self._hours()
        for name, planned, target, personal in hours:
            room = max(6, width - BAR - 2 * NUMBER - 2)
            role = "personal" if personal else ""
            part = planned / target if target else 1.0
            rows.append(
                (
                    Cell(fit(name, room), role),
                    Cell(f" {bar(part, BAR, self.view.glyphs)} ", role or "accent-text"),
                    Cell(fit(minutes(planned) or "0m", NUMBER, "right"), "strong"),
                    Cell(fit(minutes(target) if target else "", NUMBER, "right"), "muted"),
                )
            )
        if not hours:
            rows += paragraph(_("No blocks, and no targets; o adds blocks."), width, "muted")
        return rows

    def _hours(self) -> list[tuple[str, int, int, bool]]:
        """Name, planned and target minutes of each function of the next week, and if personal."""
        used = use_of_weeks(self.view.workspace, self.week.weeks.next_monday, 1)[0][1]
        return [
            (row.name, row.planned, row.target, self.view.is_personal(row.function))
            for row in used
            if row.planned or row.target
        ]
