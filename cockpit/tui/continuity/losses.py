"""Every single loss on one screen: who is gone, what stops; enter holds the drill of one."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from cockpit.actions.continuity.drills import hold_all, keep_overview
from cockpit.actions.continuity.words import score_words, stops_words
from cockpit.domain.drills.drill import Drilled, Overview
from cockpit.domain.drills.parties import OWNER
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.clocking.working_list import WorkingList
from cockpit.tui.dialogs.dialog import DialogKey
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.view import View
from cockpit.tui.widgets.record_messages import RecordOpened


class Losses(WorkingList):
    """The single losses, the worst first, and the owner's own absence beside them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("X", "cancel", show=False),
        Binding("C", "continuity", show=False),
    ]
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("sign", 1),
        Column("name", 14, flex=1),
        Column("stops", 17),
        Column("score", 10, align="right"),
        Column("which", 12, flex=2, gap=2, shown_from=64),
    )

    def __init__(self, view: View) -> None:
        """Hold the drill of everybody."""
        self.found: Overview | None = None
        super().__init__(
            view,
            (
                DialogKey("enter", _("drill")),
                DialogKey("C", _("assets and procedures"), "continuity"),
                DialogKey("u", _("undo"), "undo"),
                DialogKey("esc", _("close"), "cancel"),
            ),
        )

    def read(self) -> list[tuple[str, Line]]:
        """Everybody who can be lost."""
        found = self.found = hold_all(self.view.workspace)
        rows = [(one.subject, self._line(one, one.name)) for one in found.losses]
        if not rows:
            words = _("There is nobody to lose: no contractor, nobody else who holds anything.")
            rows = [("#nobody", Line((Cell(words, "muted"),), (Column("words", 20, flex=1),)))]
        alone = Line((Cell(_("And without you"), "heading"),), (Column("words", 20, flex=1),))
        return [*rows, ("#owner", alone), (OWNER, self._line(found.owner, _("you")))]

    def title_words(self) -> str:
        """The score of the business, and how sure it is."""
        if self.found is None:
            return ""
        return _("If one is gone tomorrow · worst: {score} · {percent} % answered").format(
            score=score_words(self.found.score), percent=self.found.completeness
        )

    def on_mount(self) -> None:
        """Keep what was found."""
        super().on_mount()
        if self.found is not None and not self.view.workspace.read_only:
            try:
                keep_overview(self.view.workspace, self.found)
            except CockpitError as error:
                self.complain(error)

    def on_record_opened(self, message: RecordOpened) -> None:
        """Enter: the drill of one; coming back shows what it changed."""
        message.stop()
        from cockpit.tui.continuity.drill import DrillScreen

        def back(_result: None) -> None:
            self.show_again()

        self.app.push_screen(DrillScreen(self.view, message.key), back)

    def action_continuity(self) -> None:
        """What it all stands on."""
        from cockpit.tui.continuity.continuity import Continuity

        def back(_result: None) -> None:
            self.show_again()

        self.app.push_screen(Continuity(self.view), back)

    def _line(self, one: Drilled, name: str) -> Line:
        stops = len(one.stops)
        glyphs = self.view.glyphs
        role = "sla-breached" if stops else "sla-met"
        return Line(
            (
                Cell(glyphs.late if stops else glyphs.done, role),
                Cell(name),
                Cell(stops_words(stops), role if stops else "muted"),
                Cell(score_words(one.score), "" if stops else "muted"),
                Cell(", ".join(loss.name for loss in one.stops), "muted"),
            )
        )
