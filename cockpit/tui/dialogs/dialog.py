"""What all dialogs share: a framed box in the middle, its keys printed on the last line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget

from cockpit.tui.commands import LIST, bindings
from cockpit.tui.render import content
from cockpit.tui.rows import Cell
from cockpit.tui.widgets.cell_line import CellLine, Words

Result = TypeVar("Result")

SCROLLING = (
    "cursor-down", "cursor-up", "first", "last", "half-page-down", "half-page-up",
    "page-down", "page-up",
)  # fmt: skip
"""The commands of lists that a text which is only read follows too, with the owner's keys."""


class DialogKey(NamedTuple):
    """A key as it is printed, and what it does."""

    key: str
    label: str
    action: str = ""
    """The action behind it, for the mouse."""


class KeyLine(CellLine):
    """The keys of a dialog; a click is as good as a key."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; background: $surface; }
    """

    def __init__(self, keys: Iterable[DialogKey]) -> None:
        """Show these keys."""
        super().__init__()
        self.show_keys(keys)

    def show_keys(self, keys: Iterable[DialogKey]) -> None:
        """Show other keys."""
        self.show(
            [
                Words((Cell(key, "key"), Cell(" "), Cell(label)), action)
                for key, label, action in keys
            ]
        )

    async def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        action = self.about_at(event.x)
        if action:
            event.stop()
            await self.screen.run_action(action)


class Box(VerticalScroll, can_focus=False):
    """The frame of a dialog; what does not fit is scrolled, the keys stay."""


class Dialog(ModalScreen[Result]):
    """A question or a text over the cockpit; leaving it gives the focus back."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background 60%; }
    Dialog > Box {
        width: 60;
        max-width: 100%;
        height: auto;
        max-height: 100%;
        border: round $accent;
        border-title-color: $foreground;
        border-subtitle-color: $text-muted;
        background: $surface;
        padding: 0;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
    }
    Dialog.-wide > Box { width: 80; }
    Dialog > Box > CellText { padding: 0 1; }
    Dialog > Box > Typed { margin: 0 1; width: 1fr; }
    """
    TITLE_ROOM: ClassVar[int] = 50
    """Characters of a title at most."""

    def __init__(self, title: str, keys: Sequence[DialogKey]) -> None:
        """A dialog with a title (user text is taken literally) and the keys on its last line."""
        super().__init__()
        self._ahead: list[events.Key] | None = []
        """Keys typed before anything has the focus; None once something had it."""
        self.words = title
        self.dialog_keys = tuple(keys)

    def compose(self) -> ComposeResult:
        """The box with the parts of the dialog, and its keys."""
        with Box():
            yield from self.parts()
            yield KeyLine(self.dialog_keys)

    def parts(self) -> Iterable[Widget]:
        """What stands in the box."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Write the title."""
        self.set_title(self.words)

    def set_title(self, title: str) -> None:
        """Another title."""
        room = self.TITLE_ROOM
        shown = title if len(title) <= room else title[: room - 1] + "…"
        self.query_one(Box).border_title = content(shown)

    def set_focus(
        self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
    ) -> None:
        """The first that has the focus gets the keys that were typed ahead."""
        super().set_focus(widget, scroll_visible, from_app_focus)
        if self.focused is not None:
            self._hand_on_keys()

    def on_screen_resume(self) -> None:
        """A text that is only read has nothing to focus: its keys are the dialog's own."""
        self.call_after_refresh(self._hand_on_keys)

    def _forward_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and self._ahead is not None and self.focused is None:
            self._ahead.append(event)
        else:
            super()._forward_event(event)

    def _hand_on_keys(self) -> None:
        ahead, self._ahead = self._ahead, None
        for event in ahead or ():
            if self.focused is not None:
                self.focused._forward_event(event)
            else:
                super()._forward_event(event)

    def action_cancel(self) -> None:
        """Leave without a result."""
        self.dismiss(None)


class ReadingDialog(Dialog[None]):
    """A dialog that is only read: the keys of lists scroll it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(one for one in bindings(LIST) if one.id in SCROLLING),
    ]

    def action_cursor_down(self) -> None:
        """One line down."""
        self._scroll(1)

    def action_cursor_up(self) -> None:
        """One line up."""
        self._scroll(-1)

    def action_half_page_down(self) -> None:
        """Half a page down."""
        self._scroll(self._page // 2)

    def action_half_page_up(self) -> None:
        """Half a page up."""
        self._scroll(-(self._page // 2))

    def action_page_down(self) -> None:
        """A page down."""
        self._scroll(self._page)

    def action_page_up(self) -> None:
        """A page up."""
        self._scroll(-self._page)

    def action_first(self) -> None:
        """To the beginning."""
        self.query_one(Box).scroll_home(animate=False)

    def action_last(self) -> None:
        """To the end."""
        self.query_one(Box).scroll_end(animate=False)

    @property
    def _page(self) -> int:
        return max(2, self.query_one(Box).size.height - 2)

    def _scroll(self, lines: int) -> None:
        box = self.query_one(Box)
        box.scroll_to(y=box.scroll_target_y + lines, animate=False)
