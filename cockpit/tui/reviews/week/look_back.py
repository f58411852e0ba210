"""Screen 2: the week that was, to be read: its hours, its list, what was put off, and why."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from cockpit.actions.reviewing.weekly import look_back_words as words
from cockpit.actions.reviewing.weekly.compared import Became
from cockpit.i18n import _
from cockpit.tui.reviews.reading import READING_KEYS, ReadingStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.reviews.week.week_step import WeekStep
from cockpit.tui.text_rows import BLANK, Row, heading, paragraph
from cockpit.tui.weeks.balance_rows import balance_rows
from cockpit.tui.widgets.cell_text import CellText

INDENT = 2


class LookBackStep(WeekStep, ReadingStep):
    """Nothing is decided here."""

    KEYS: ClassVar[tuple[StepKey, ...]] = READING_KEYS

    def compose(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(classes="-read", can_focus=False):
            yield CellText(self._rows)

    def show(self) -> None:
        """The week as the records tell it now."""
        self.query_one(CellText).show(self._rows)

    # -- the text --------------------------------------------------------------------------

    def _rows(self, width: int) -> list[Row]:
        back, glyphs = self.week.look_back, self.view.glyphs
        rows = paragraph(words.night_sentence(back), width, "muted")
        rows += heading(_("Hours of {week}, and the weeks before").format(week=back.week), width)
        hours = balance_rows(back.hours, width, glyphs)
        rows += hours if len(hours) > 1 else paragraph(_("No blocks, and nothing clocked."), width)
        rows += self._list_rows(width)
        rows += heading(_("Put off"), width)
        rows += paragraph(words.put_off_sentence(back.put_off), width)
        for one in back.put_off.tasks[: words.MOST_PUT_OFF]:
            line = f"{glyphs.rolled} {words.put_off_words(one)}"
            rows += paragraph(line, width, "muted", INDENT)
        if back.estimates:
            rows += heading(_("Estimates"), width)
            for estimate in back.estimates:
                role = "" if estimate.factor is not None else "muted"
                rows += paragraph(words.estimate_sentence(estimate), width, role)
        rows += heading(_("Interruptions"), width)
        first, *others = words.interruption_sentences(back)
        rows += paragraph(first, width)
        for line in others:
            rows += paragraph(line, width, "muted", INDENT)
        rows += heading(_("Promises"), width)
        return [*rows, *paragraph(words.promise_sentence(back), width), BLANK]

    def _list_rows(self, width: int) -> list[Row]:
        found = self.week.look_back.compared
        rows = heading(_("The list"), width)
        if found is None:
            sentence = _("No list was made in a review for this week; the next one is compared.")
            return [*rows, *paragraph(sentence, width, "muted")]
        rows += paragraph(words.compared_sentence(found), width)
        for word, outcomes in words.OUTCOMES:
            if outcomes != ("done",):
                for one in found.with_outcome(*outcomes):
                    rows += paragraph(self._became(word, one), width, "muted", INDENT)
        return rows

    def _became(self, word: str, one: Became) -> str:
        to = f" · {one.to}" if one.to else ""
        return f"{self.view.glyphs.bullet} {one.title} ({word}{to})"
