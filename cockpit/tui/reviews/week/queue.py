"""Screen 4: requests that want a look once a week; the keys are those of their pane."""

from __future__ import annotations

from typing import ClassVar

from cockpit.actions import requests
from cockpit.actions.giving import give_request
from cockpit.actions.reviewing.weekly.queue import Asked
from cockpit.domain.promising.story import state_of
from cockpit.i18n import _
from cockpit.tui.reviews.listing import ListStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.reviews.week.week_step import WeekStep
from cockpit.tui.rows import Cell, Column, Line

COLUMNS = (
    Column("state", 1),
    Column("id", 4),
    Column("kind", 10, shown_from=70),
    Column("customer", 10, flex=1),
    Column("subject", 12, flex=3),
    Column("words", 22, gap=2, align="right"),
)
_SIGNS = {
    "late": ("late", "sla-breached"),
    "at_risk": ("at_risk", "sla-at-risk"),
    "no_due": ("unknown", "muted"),
    "waiting": ("paused", "muted"),
    "snoozed": ("paused", "muted"),
}
"""Kind to its sign and colour."""


class QueueStep(ListStep, WeekStep):
    """Late, at risk, without a due, or put aside for long."""

    COLUMNS = COLUMNS
    EMPTY = _("No request wants a look; enter goes on.")
    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("reply", _("replied"), command="reply"),
        StepKey("waiting", _("waiting"), command="waiting"),
        StepKey("resolve", _("resolved"), command="done"),
        StepKey("snooze", _("snooze"), command="snooze"),
        StepKey("give", _("give"), command="give"),
        StepKey("explain", _("explain"), command="explain"),
        StepKey("open", _("open"), "o"),
        StepKey("edit", _("edit"), command="edit"),
    )

    def show(self) -> None:
        """The requests as they are now."""
        self.show_rows([(one.ref, self._line(one)) for one in self.week.requests])

    def reply(self) -> None:
        """A reply was sent."""
        self.on_current(lambda request: requests.record_reply(self.view.workspace, request))

    def waiting(self) -> None:
        """Wait on the customer, or wait no more."""
        reference = self.current()
        if reference is None:
            return
        workspace = self.view.workspace
        body = workspace.body(reference, "request")[2]
        waits = state_of(body.get("events", ())) == "waiting"
        verb = requests.open_request if waits else requests.wait_on_customer
        self.do(lambda: verb(workspace, reference))

    def resolve(self) -> None:
        """It is settled."""
        self.on_current(lambda request: requests.resolve_request(self.view.workspace, request))

    def snooze(self) -> None:
        """Hide it until a moment."""
        reference = self.current()
        if reference is not None:
            self.ask_snooze(reference)

    def give(self) -> None:
        """Give it to a contractor."""
        reference = self.current()
        if reference is not None:
            self.ask_person(
                _("Give {id} to").format(id=reference),
                lambda person: give_request(self.view.workspace, reference, person),
            )

    def explain(self) -> None:
        """Its due, day by day."""
        reference = self.current()
        if reference is not None:
            from cockpit.tui.dialogs.explanation import Explanation

            self.app.push_screen(Explanation(self.view, reference))

    def _line(self, one: Asked) -> Line:
        sign, role = _SIGNS[one.kind]
        text = role if one.kind in ("late", "at_risk") else ""
        return Line(
            (
                Cell(getattr(self.view.glyphs, sign), role),
                Cell(one.ref, "muted"),
                Cell(str(one.body.get("kind") or "inquiry"), "muted"),
                Cell(str(one.body.get("customer", "")), text),
                Cell(str(one.body.get("subject", "")), text),
                Cell(one.words, role),
            )
        )
