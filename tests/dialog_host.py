"""A small app over which dialogs are opened in tests, on a workspace of its own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Button

from cockpit.actions.first_start import set_up
from cockpit.domain.clock import FixedClock
from cockpit.locations import package_themes
from cockpit.settings import Settings
from cockpit.store.workspace import Workspace
from cockpit.tui.themes import load_themes, textual_theme
from cockpit.tui.view import View

MONDAY = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)

HOSTILE = (
    "[/b] closes nothing",
    "[urgent] call",
    "\x1b]0;owned\x07\x1b[2J and\ta tab",
    "x" * 10_000,
    "שלום עולם",
    "日本語テキストが長い場合でも大丈夫",
    "e" + "\u0301" * 200,
    "\u202ereversed",
)


def workspace_at(folder: Path, *, ready: bool = True) -> Workspace:
    """A workspace that stands on a Monday morning, set up unless told otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    workspace = Workspace.open(str(folder / "cockpit.db"), FixedClock(MONDAY), actor="screen")
    if ready:
        set_up(workspace, {"zone": "Europe/Berlin"})
    return workspace


class Host(App[None]):
    """A button that has the focus, so that one can see who gets it back."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.view = View(workspace, Settings())
        self.results: list[Any] = []
        for theme in load_themes([package_themes()]).themes.values():
            self.register_theme(textual_theme(theme))
        self.theme = "dark"

    def compose(self) -> ComposeResult:
        yield Button("other", id="other")
        yield Button("mine", id="mine")

    def on_mount(self) -> None:
        self.query_one("#mine").focus()

    def open(self, dialog: Screen[Any]) -> None:
        """Open a dialog and keep what it returns."""
        self.push_screen(dialog, self.results.append)


async def press(pilot: Pilot[None], keys: str) -> None:
    """Press keys that are written with spaces between."""
    await pilot.press(*keys.split())
    await pilot.pause()


async def write(pilot: Pilot[None], text: str) -> None:
    """Put a text where the focus is: the last character by its key, the others at once."""
    from textual.keys import _character_to_key
    from textual.widgets import Input, TextArea

    await pilot.pause()
    editor = pilot.app.focused
    if isinstance(editor, Input):
        editor.insert_text_at_cursor(text[:-1])
    elif isinstance(editor, TextArea):
        editor.insert(text[:-1])
    if text:
        await pilot.press(_character_to_key(text[-1]))
    await pilot.pause()


def drawn(app: App[None]) -> str:
    """Every line of the screen as it is drawn."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
