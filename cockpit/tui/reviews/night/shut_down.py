"""Screen 5: tomorrow on one screen, what today was, a note; enter closes the day."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from cockpit.actions.reviewing.closing import function_times
from cockpit.actions.reviewing.usual import usual_night, usual_words
from cockpit.domain.wording.times import minutes
from cockpit.i18n import _
from cockpit.tui.glyphs import bar
from cockpit.tui.render import fit
from cockpit.tui.reviews.night.blocks_text import block_rows
from cockpit.tui.reviews.night.night_step import NightStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import BLANK, Row, heading, paragraph
from cockpit.tui.widgets.cell_text import CellText

BAR, NUMBER = 10, 7


class ShutDownStep(NightStep):
    """The last look."""

    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("note", _("note"), "n"),
        StepKey("accept", _("close the day"), "enter"),
    )

    def compose(self) -> ComposeResult:
        """Tomorrow, and today."""
        self.add_class("-split")
        with VerticalScroll(id="planned", classes="-left -read", can_focus=False):
            yield CellText(self._tomorrow_rows)
        with VerticalScroll(id="day", classes="-right -read", can_focus=False):
            yield CellText(self._today_rows)

    def show(self) -> None:
        """Both as they are now."""
        self.query_one("#planned CellText", CellText).show(self._tomorrow_rows)
        self.query_one("#day CellText", CellText).show(self._today_rows)

    def accept(self) -> None:
        """Close the day."""
        self.frame.accept()

    def note(self) -> None:
        """A note on the day, kept with its snapshot."""
        self.ask(
            _("Note on the day"),
            _("what to remember; empty takes it away"),
            self.night.say_note,
            lambda text: text.strip() or _("no note"),
            self.night.progress.note,
        )

    def _tomorrow_rows(self, width: int) -> list[Row]:
        plan = self.night.standing_plan
        titles = {one.ref: one.title for one in plan.candidates}
        rows = heading(self.tomorrow_words, width)[1:]
        rows += block_rows(self.view, plan, titles, width)
        placed = {piece.ref for block in plan.blocks for piece in block.pieces}
        loose = [one for one in plan.candidates if one.chosen and one.ref not in placed]
        if loose:
            rows += heading(_("In no block"), width)
            for one in loose:
                rows += paragraph(f"{self.view.glyphs.bullet} {one.title}", width, "muted")
        return rows

    def _today_rows(self, width: int) -> list[Row]:
        night, glyphs = self.night, self.view.glyphs
        rows = heading(_("Today, planned and actual"), width)[1:]
        times = function_times(self.view.workspace, night.use)
        room = max(8, width - BAR - 2 * NUMBER - 3)
        for one in times:
            planned, actual = one["planned_minutes"], one["actual_minutes"]
            role = "personal" if self.view.is_personal(one["function"]) else ""
            part = actual / planned if planned else 1.0 if actual else 0.0
            rows.append(
                (
                    Cell(fit(str(one["name"]), room), role),
                    Cell(f" {bar(part, BAR, glyphs)} ", role or "accent-text"),
                    Cell(fit(minutes(actual) or "0m", NUMBER, "right"), "strong"),
                    Cell(f" {fit(minutes(planned), NUMBER, 'right')}", "muted"),
                )
            )
        if not times:
            rows += paragraph(_("No block, and nothing clocked."), width, "muted")
        done = [one for one in night.tasks if one.done]
        rows += heading(_("Done: {count}").format(count=len(done)), width)
        for task in done[:12]:
            rows += [(Cell(fit(f"{glyphs.done} {task.body['title']}", width).rstrip(), "done"),)]
        if night.progress.note:
            rows += [*heading(_("Note"), width), *paragraph(night.progress.note, width)]
        usual = usual_night(self.view.workspace)
        if usual is not None:
            rows += [
                BLANK,
                *paragraph(
                    _("A review usually takes {usual}.").format(usual=usual_words(*usual)),
                    width,
                    "muted",
                ),
            ]
        rows += [
            BLANK,
            *paragraph(
                _("Enter closes the day; reminders keep quiet until opening."), width, "muted"
            ),
        ]
        return rows
