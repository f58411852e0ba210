"""What the keys do with the clock: start, stop, the log of a day, functions, working hours."""

from __future__ import annotations

from datetime import datetime

from cockpit.actions import clocking
from cockpit.actions.owner import OWNER_HOURS
from cockpit.domain.identity import split_ref
from cockpit.i18n import _
from cockpit.tui.verbs.verbs import Verbs


class ClockVerbs(Verbs):
    """Clock the time, and correct what was clocked."""

    def clock(self) -> None:
        """Start the clock on what is under the cursor, or stop it when it runs there.

        A clock that was forgotten is asked about first.
        """
        references = self.screen.wanted("clock")
        if not references:
            return
        reference = references[0]
        if not self._ask_first(reference):
            self.change(lambda: self._start_or_stop(reference))

    def clock_stop_at(self) -> None:
        """Stop the running clock at a time that is asked for."""
        if clocking.running_entry(self.workspace) is None:
            self.screen.say_problem(_("No clock is running; press s on a task to start one."))
            return
        from cockpit.tui.clocking.forgotten import ask_when

        def stop(at: datetime) -> None:
            self.carry_out(lambda: clocking.stop_clock(self.workspace, at))

        ask_when(self.screen.app, self.view, stop)

    def time_log(self) -> None:
        """What was clocked today, and what was not."""
        from cockpit.tui.clocking.time_log import TimeLog

        self.screen.app.push_screen(TimeLog(self.view))

    def interruption_report(self) -> None:
        """The minutes lost per week."""
        from cockpit.tui.clocking.interruptions import InterruptionReport

        self.screen.app.push_screen(InterruptionReport(self.view))

    def functions(self) -> None:
        """The functions with their week."""
        from cockpit.tui.clocking.functions import Functions

        self.screen.app.push_screen(Functions(self.view))

    def hours(self) -> None:
        """The working hours in their form; the questions of the first start while none are set."""
        reason = self.screen.why_not("hours")
        if reason is not None:
            self.screen.say_problem(reason)
        elif OWNER_HOURS in self.workspace.live("hours"):
            self.edit_form("hours", OWNER_HOURS)
        else:
            self.screen.cockpit.ask_first_questions()

    def _ask_first(self, reference: str) -> bool:
        """Whether the clock that runs is asked about; what was wanted follows the answer."""
        running = clocking.running_entry(self.workspace)
        if running is None:
            return False
        from cockpit.tui.clocking.forgotten import ask_about_clock, is_to_be_asked

        since_another_day = clocking.runs_since_another_day(self.workspace, running[1])
        if not since_another_day and is_to_be_asked(self.view) is None:
            return False
        stops = self._runs_on(reference)

        def then() -> None:
            if not stops:
                self.change(lambda: self._start_or_stop(reference))

        return ask_about_clock(self.screen.app, self.view, then)

    def _start_or_stop(self, reference: str) -> object:
        if self._runs_on(reference):
            return clocking.stop_clock(self.workspace)
        if split_ref(reference)[0] == "task":
            return clocking.start_clock(self.workspace, task=reference).change
        return clocking.start_clock(self.workspace, block=reference).change

    def _runs_on(self, reference: str) -> bool:
        """Whether the running clock is that of a task, or on the function of a block."""
        running = clocking.running_entry(self.workspace)
        if running is None:
            return False
        table, number = split_ref(reference)
        if table == "task":
            return running[1].get("task") == reference
        body = self.workspace.find(table, number) or {}
        if body.get("block") and not body.get("function"):
            body = self.workspace.body(body["block"])[2]
        function = body.get("function")
        return function is not None and running[1].get("function") == function
