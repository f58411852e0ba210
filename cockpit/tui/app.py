"""The app: themes, keys and screens around one workspace; reminders are spoken here."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App
from textual.screen import Screen

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.locations import package_themes
from cockpit.tui.messages import ReminderDue
from cockpit.tui.screens.main import MainScreen
from cockpit.tui.theme_files import BUILT_IN, ThemeFile
from cockpit.tui.themes import default_theme, load_themes, textual_theme, theme_to_start
from cockpit.tui.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.console import RenderableType
    from textual.command import Provider
    from textual.notifications import Notify

    from cockpit.locations import Locations
    from cockpit.settings import Settings
    from cockpit.store.workspace import Workspace
    from cockpit.tui.speaking import Speaker


TOLD = 3
"""Mistakes in the owner's files that are told when the screen opens; more would fill it."""


def _registry_commands() -> type[Provider]:
    """What the palette offers; loaded when it is opened."""
    from cockpit.tui.palette import RegistryCommands

    return RegistryCommands


class CockpitApp(App[None]):
    """The cockpit on one workspace."""

    TITLE = "cockpit"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_registry_commands}
    """In place of Textual's own commands, which know nothing of the registry."""
    CSS_PATH = "css/main.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "f12"
    """Textual binds its own palette; ours is a command of the registry, on the owner's keys."""

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        locations: Locations,
        problems: list[str],
        environ: Mapping[str, str],
    ) -> None:
        """Prepare; `problems` of the settings are told once the screen stands."""
        super().__init__()
        self.animation_level = "none"
        self.settings = settings
        self.locations = locations
        self.environ = environ
        self.problems = list(problems)
        self.view = View(workspace, settings)
        self.own_keys: dict[str, str] = {}
        if settings.keys:
            from cockpit.tui.keymap import read_keymap

            keymap = read_keymap(settings.keys, locations.config)
            self.own_keys = keymap.keys
            self.problems += keymap.problems
        self._load_themes()
        self.speaker: Speaker | None = None
        self.key_counter: Callable[[], None] | None = None
        """Told of every key while a review is open, which counts them."""
        self.leaving = False
        """Whether the screen is being taken down; keys typed ahead open nothing any more."""

    def _load_themes(self) -> None:
        wanted = self.settings.theme or default_theme(self.environ)
        found = theme_to_start(wanted, package_themes(), self.locations.themes)
        name = found.choose(wanted)
        self.problems += found.problems
        self.register_theme(textual_theme(found.themes[name]))
        self.theme = name

    def all_themes(self) -> dict[str, ThemeFile]:
        """Every theme that can be used, ours and the owner's."""
        return load_themes([package_themes(), self.locations.themes]).themes

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our roles, also under a theme that does not know them."""
        return BUILT_IN.variables()

    def use_theme(self, name: str) -> str | None:
        """Change the theme and write it to the settings; a sentence when that could not be."""
        if name not in self.available_themes:
            self.register_theme(textual_theme(self.all_themes()[name]))
        self.theme = name
        from cockpit.settings_writing import write_setting

        try:
            write_setting(self.locations.config, "theme", name)
        except (CockpitError, OSError) as error:
            return str(error)
        return None

    def get_default_screen(self) -> Screen[Any]:
        """The main screen is the first one; no other is drawn before it."""
        self.main_screen = MainScreen(self.view)
        return self.main_screen

    def on_mount(self) -> None:
        """The owner's keys are in force before the first key."""
        if self.own_keys:
            self.set_keymap(self.own_keys)

    async def after_first_frame(self) -> None:
        """What a first frame can wait for: the models, the scheduler, what is to be told."""
        for problem in self.problems[:TOLD]:
            self.notify(problem, severity="warning", markup=False, timeout=12)
        if len(self.problems) > TOLD:
            more = _("{count} more mistakes like these; `cockpit config` tells all of them.")
            more = more.format(count=len(self.problems) - TOLD)
            self.notify(more, severity="warning", markup=False, timeout=12)
        if self.view.workspace.warning:
            self.main_screen.say_problem(self.view.workspace.warning)
        from asyncio import to_thread
        from importlib import import_module

        await to_thread(import_module, "cockpit.domain.records")
        if not self.view.workspace.live("hours") and not self.view.workspace.read_only:
            self.ask_first_questions()
        await to_thread(import_module, "cockpit.tui.speaking")
        from cockpit.tui.speaking import Speaker

        self.speaker = Speaker(self)
        self.speaker.start()
        from cockpit.tui.safekeeping import Safekeeping

        self.safekeeping = Safekeeping(self)
        self.safekeeping.start()
        from cockpit.tui.clocking.forgotten import watch_clock

        watch_clock(self)

    def ask_first_questions(self) -> None:
        """What a week to start from needs to know."""
        from cockpit.actions.first_start import guess_zone, set_up
        from cockpit.tui.dialogs.first_start import FirstStart

        def answered(answers: dict[str, str] | None) -> None:
            if answers is None:
                return
            try:
                set_up(self.view.workspace, answers)
            except CockpitError as error:
                self.main_screen.say_problem(str(error))
                return
            self.view.tick()
            self.main_screen.say(_("Set up. Press a to add the first task, ? for all keys."))

        self.push_screen(FirstStart(guess_zone(self.environ)), answered)

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave; a dialog that was opened now would never get its parts."""
        self.leaving = True
        super().exit(result, return_code, message)

    async def on_event(self, event: events.Event) -> None:
        """A review counts its keys, those in its dialogs too; reminders make room for them."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            if self.key_counter is not None:
                self.key_counter()
            if self.speaker is not None:
                self.speaker.key_pressed()
        await super().on_event(event)

    def on_notify(self, event: Notify) -> None:
        """A toast that says the same as one on the screen takes its place."""
        new = event.notification
        for old in list(self._notifications):
            if (old.message, old.severity) == (new.message, new.severity):
                self._unnotify(old, refresh=False)

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Lend the terminal; it is taken back also when what borrowed it fails.

        Textual would leave it as the borrower left it, without a screen and without keys.
        """
        failure: Exception | None = None
        with super().suspend():
            try:
                yield
            except Exception as error:
                failure = error
        if failure is not None:
            raise failure

    def _handle_exception(self, error: Exception) -> None:
        """An error that nobody caught ends the cockpit with a sentence, not with a traceback."""
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        from cockpit.tui.faulty import told

        super()._handle_exception(told(self, error))

    def on_reminder_due(self, message: ReminderDue) -> None:
        """Reminders are shown as one toast, rung, and counted until they are dismissed."""
        if self.speaker is not None:
            self.speaker.show(message.reminders)

    async def on_unmount(self) -> None:
        """The scheduler stops with the screen."""
        if self.speaker is not None:
            self.speaker.stop()

    def action_command_palette(self) -> None:
        """Our palette over the registry, loaded when it is opened."""
        from cockpit.tui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())
