"""Speaking: the scheduler runs beside the screen, and its reminders are shown, rung and counted."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from textual.notifications import Notification, Notify

from cockpit.domain.identity import ref
from cockpit.domain.reminders import Reminder
from cockpit.domain.wording.reminder_words import notice, summary
from cockpit.errors import CockpitError
from cockpit.scheduler import delivery
from cockpit.scheduler.engine import Engine, Taken
from cockpit.scheduler.notify import Notifier, Voice
from cockpit.scheduler.record_reminders import TABLES
from cockpit.scheduler.source import WorkspaceSource, quiet_rules
from cockpit.scheduler.terminal_notice import tmux_advice
from cockpit.tui.commands import command, key_label, keys_of
from cockpit.tui.messages import ReminderDue

if TYPE_CHECKING:
    from cockpit.store.workspace import Touched
    from cockpit.tui.app import CockpitApp

NOTICE_SECONDS = 12
"""How long a notice stands at most; the list under `b` keeps what it says."""
READ_SECONDS = 3
"""How long it stands at least: from then on the next key takes it away."""

COUNTED = TABLES | {"hours", "block", "override", "review", "engagement"}
"""The tables whose changes can take a reminder off the list."""


class Speaker:
    """Owns the engine while the screen is open."""

    def __init__(self, app: CockpitApp) -> None:
        """Prepare on the app's workspace; nothing runs before `start`."""
        self.app = app
        view = app.view
        self.source = WorkspaceSource(view.workspace, quiet_rules(app.settings, view.zone))
        self.engine = Engine(self, view.workspace.clock, self._deliver, tell=self._trouble)
        self._count_is_old = True
        self._notices: list[Notification] = []
        """What was shown and not taken away by a key."""
        self.notifier = self._notifier()

    def start(self) -> None:
        """Start the scheduler, and follow every change of the workspace."""
        self.app.view.workspace.listeners.append(self._changed)
        self._clean_up()
        self.engine.start()
        self.count()
        self._count_is_old = True  # of hours and blocks nothing is known before the first look
        if self.notifier is not None and self.notifier.terminal.tmux:
            self.app.run_worker(self._ask_tmux, thread=True, exit_on_error=False)

    def stop(self) -> None:
        """Nothing is delivered any more."""
        listeners = self.app.view.workspace.listeners
        if self._changed in listeners:
            listeners.remove(self._changed)
        self.engine.stop()

    def prepare(self, seconds: float) -> bool:
        """The source's part, for the engine."""
        return self.source.prepare(seconds)

    def take(self, now: datetime) -> Taken:
        """The source's part, for the engine; what was dealt with since is no longer counted."""
        taken = self.source.take(now)
        if self._count_is_old:
            self.count()
        return taken

    def show(self, reminders: list[Reminder]) -> None:
        """One notice for all that is raised at one moment; the terminal and the command too.

        It takes no focus and no key: what is being typed goes on, and pushes it away.
        """
        view = self.app.view
        review, listed = self._key("review-night"), self._key("reminders")
        text = notice(reminders, view.zone, view.now, review, listed)
        self._notices.append(Notification(text, timeout=NOTICE_SECONDS))
        self.app.post_message(Notify(self._notices[-1]))
        self.count()
        if self.notifier is None:
            return
        text = summary(reminders, view.zone, view.now, review)
        self._write(self.notifier.bytes_for(text))
        if self.notifier.has_command:
            self.app.run_worker(lambda: self._call(text), thread=True, exit_on_error=False)

    def key_pressed(self) -> None:
        """The owner goes on: a notice that could be read makes room for what is behind it."""
        read = [one for one in self._notices if one.time_left <= NOTICE_SECONDS - READ_SECONDS]
        for one in read:
            self._notices.remove(one)
            self.app._unnotify(one)

    def raised(self) -> list[Reminder]:
        """What was raised and is not dismissed."""
        return self.source.raised(self.app.view.workspace.now())

    def dismiss(self, reminders: list[Reminder]) -> None:
        """Off the list for good."""
        self.source.dismiss(reminders, self.app.view.workspace.now())
        self.count()

    def snooze(self, reminders: list[Reminder], until: datetime) -> None:
        """Off the list until a moment, then once more."""
        self.source.snooze(reminders, until)
        self.engine.rearm()
        self.count()

    def count(self) -> None:
        """Write how many wait into the status line."""
        self._count_is_old = False
        self.app.main_screen.raised = len(self.raised())
        self.app.main_screen.tell()

    def _deliver(self, reminders: list[Reminder]) -> None:
        self.app.post_message(ReminderDue(reminders))

    def _changed(self, touched: Touched) -> None:
        if any(table in COUNTED for table, _number in touched):
            self._count_is_old = True
        self.engine.rearm()

    def _trouble(self, sentence: str) -> None:
        self.app.main_screen.say_problem(sentence)

    def _clean_up(self) -> None:
        """Remove very old rows of the delivery log, none of a live record; costs one count."""
        workspace = self.app.view.workspace
        if workspace.read_only:
            return
        live = (
            ref(table, number)
            for table in ("request", "interruption")
            for number in workspace.live(table)
        )
        try:
            with workspace.storage.guard:
                delivery.clean_up(workspace.storage.connection, workspace.now(), live)
        except CockpitError as error:
            self._trouble(str(error))

    def _call(self, text: str) -> None:
        problem = self.notifier.call_command(text) if self.notifier else None
        if problem:
            self.app.call_from_thread(self.app.main_screen.say_problem, problem)

    def _ask_tmux(self) -> None:
        advice = tmux_advice(self.notifier.terminal) if self.notifier else None
        if advice:
            self.app.notify(advice, markup=False, timeout=NOTICE_SECONDS)

    def _key(self, command_id: str) -> str:
        """The key of a command as the owner has it, "" without one."""
        one = command(command_id)
        keys = keys_of(one, self.app.own_keys) if one else ()
        return key_label(keys[0]) if keys else ""

    def _write(self, control: bytes) -> None:
        driver = self.app._driver
        if control and driver is not None and not self.app.is_headless:
            driver.write(control.decode("utf-8", "replace"))
            driver.flush()

    def _notifier(self) -> Notifier | None:
        settings = self.app.settings
        voice = Voice(settings.notifications, settings.bell, settings.notify_command)
        try:
            return Notifier(voice, environment=self.app.environ)
        except CockpitError as error:
            self.app.notify(str(error), severity="warning", markup=False)
            return None
