"""The floor of every figure of the screen: a Textual app with one Static that a key changes."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class FloorApp(App[None]):
    """Counts its keys; `q` ends it."""

    def compose(self) -> ComposeResult:
        """Nothing but one line of text."""
        self.keys = 0
        self.line = Static("0 keys")
        yield self.line

    def on_key(self, event: events.Key) -> None:
        """Change the line."""
        if event.key == "q":
            self.exit()
        self.keys += 1
        self.line.update(f"{self.keys} keys")


if __name__ == "__main__":
    FloorApp().run()
