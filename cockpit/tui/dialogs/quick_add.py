"""Quick add: one line is typed, and what it will become is shown at every key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar
from weakref import WeakKeyDictionary

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from cockpit.actions.capture import LONGEST, body_of, look
from cockpit.actions.secrets import refuse_secret_line
from cockpit.errors import CockpitError, Refused
from cockpit.i18n import _
from cockpit.tui.dialogs.dialog import Dialog, DialogKey
from cockpit.tui.dialogs.typed import Typed
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import BLANK, Row, flow, paragraph
from cockpit.tui.view import View
from cockpit.tui.widgets.cell_text import CellText

if TYPE_CHECKING:
    from cockpit.domain.quick_add import Parsed

KINDS = {"task": _("task"), "request": _("request"), "interruption": _("interruption")}
GRAMMAR = {
    "task": (
        _("(A) title #function +project @who ~45m by fri 16:00"),
        _('on thu rec:1w wait:@maria n:"note"; or begin with ! or ?'),
    ),
    "request": (_('? @who subject #kind by wed n:"note"'),),
    "interruption": (_("! 14:05 who, about ~5m #business by:phone cb:16:00"),),
}
"""Kind of line to how it is written, in the words of the parser."""
LEAST_ROWS = 3
"""Lines kept for what was understood, so that the dialog seldom jumps."""
REMEMBERED = 50


class Memory:
    """What was typed in this session: lines that were added, and one that was left."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.lines: list[str] = []
        self.draft = ""

    def keep(self, line: str) -> None:
        """Remember a line as the latest."""
        self.lines = [*(one for one in self.lines if one != line), line][-REMEMBERED:]

    def leave(self, line: str, offered: str) -> None:
        """Remember what stood in the line when it was left; `offered` is what it began with."""
        if line.strip() in ("", "!", "?"):
            if offered == self.draft:
                self.draft = ""
            return
        if self.draft not in ("", offered, line):
            self.keep(self.draft)
        self.draft = line


_memories: WeakKeyDictionary[View, Memory] = WeakKeyDictionary()


def memory_of(view: View) -> Memory:
    """The memory of this session."""
    return _memories.setdefault(view, Memory())


class QuickAdd(Dialog[str | None]):
    """Returns the line when it can be added; typed text is offered again after leaving."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("up", "recall(1)", show=False),
        Binding("down", "recall(-1)", show=False),
    ]
    DEFAULT_CSS = """
    QuickAdd #understood { margin-top: 1; }
    """

    def __init__(self, view: View, initial: str = "") -> None:
        """Begin with `initial` ("? " for a request), or with the line that was left last."""
        up = "up" if view.glyphs.ascii_only else "↑"
        super().__init__(
            _("Add"),
            (
                DialogKey("enter", _("add"), "submit"),
                DialogKey(up, _("last lines"), "recall(1)"),
                DialogKey("esc", _("later"), "cancel"),
            ),
        )
        self.view = view
        self.memory = memory_of(view)
        draft = self.memory.draft
        self.initial = draft if draft and draft.startswith(initial.rstrip()) else initial
        self.refused = ""
        """Why the line was not taken, until it is changed."""
        self._recalled = 0
        self._typed = self.initial

    def parts(self) -> Iterable[Widget]:
        """The line, and what it means."""
        yield Typed(self.initial, _("what is there to do?"), id="line")
        yield CellText(self._rows, id="understood")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what the line means now."""
        event.stop()
        self.refused = ""
        self._show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, or say why not."""
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Return the line when it can be added; with a problem it stays and says why."""
        line = self.line.value
        problem = self._problem(line)
        if problem:
            self.refused = problem
            self._show()
            return
        self.memory.keep(line)
        if self.memory.draft in (self.initial, line):
            self.memory.draft = ""
        self.dismiss(line)

    def action_cancel(self) -> None:
        """Leave; what was typed is offered again, unless it is a secret."""
        try:
            refuse_secret_line(self.line.value)
        except Refused:
            pass
        else:
            self.memory.leave(self.line.value, self.initial)
        self.dismiss(None)

    def action_recall(self, step: int) -> None:
        """Go back (1) and forth (-1) through the lines of this session."""
        lines = self._recallable()
        if self._recalled == 0:
            self._typed = self.line.value
        place = min(max(self._recalled + step, 0), len(lines))
        if place == self._recalled:
            return
        self._recalled = place
        self.line.value = lines[-place] if place else self._typed
        self.line.cursor_position = len(self.line.value)

    @property
    def line(self) -> Typed:
        """Where the line is typed."""
        return self.query_one("#line", Typed)

    def _recallable(self) -> list[str]:
        draft = self.memory.draft
        return [*self.memory.lines, *([draft] if draft and draft != self.initial else [])]

    def _problem(self, line: str) -> str:
        if not line.strip():
            return _("There is nothing to add yet; write what there is to do.")
        if len(line) > LONGEST:
            return _("This line has {count} characters; {limit} is the most.").format(
                count=len(line), limit=LONGEST
            )
        try:
            parsed = self._look(line)
            if not parsed.problems:
                body_of(self.view.workspace, parsed)
        except CockpitError as error:
            return str(error)
        return parsed.problems[0] if parsed.problems else ""

    def _look(self, line: str) -> Parsed:
        return look(self.view.workspace, line, self.view.settings.day_end)

    def _show(self) -> None:
        self.query_one("#understood", CellText).show(self._rows)

    def _rows(self, width: int) -> list[Row]:
        line = self.line.value[:LONGEST]
        glyphs = self.view.glyphs
        try:
            parsed = self._look(line)
            problems = list(parsed.problems)
        except CockpitError as error:
            parsed, problems = self._look(""), [str(error)]
        if line.strip() in ("", "!", "?"):  # nobody is blamed for what he has not typed yet
            problems = []
        if self.refused and self.refused not in problems:
            problems.append(self.refused)
        rows = understood(parsed, width) if line.strip() else []
        for problem in problems:
            rows += paragraph(f"{glyphs.late} {problem}", width, "error-text")
        for hint in parsed.hints:
            rows += paragraph(f"{glyphs.bullet} {hint}", width, "warning-text")
        rows += [BLANK] * (LEAST_ROWS - len(rows))
        rows.append(BLANK)
        for words in GRAMMAR[parsed.kind]:
            rows += paragraph(words, width, "muted")
        return rows


def understood(parsed: Parsed, width: int) -> list[Row]:
    """The kind of record with its words, and each resolved value as a chip."""
    fields = parsed.fields
    said = str(fields.get("title") or fields.get("subject") or fields.get("about") or "")
    kind = (Cell(KINDS[parsed.kind], "heading"), Cell("  "), Cell(said[: 2 * width]))
    chips: list[Row] = [
        (Cell(chip.label, "muted"), Cell(" "), Cell(chip.value, "accent-text"))
        for chip in parsed.chips
        if chip.label != _("new")
    ]
    return [*flow([kind], width), *flow(chips, width, gap=3)]
