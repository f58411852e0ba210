"""One screen of a review: what it shows, and the keys that decide something on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.containers import Container

from cockpit.i18n import _
from cockpit.tui.commands import command, key_label, keys_of
from cockpit.tui.dialogs.ask import Ask, Interpret
from cockpit.tui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from cockpit.tui.reviews.frame import ReviewFrame
    from cockpit.tui.view import View


class StepKey(NamedTuple):
    """A key of a step: of a command of the registry, or one that only a review has."""

    action: str
    """The method of the step, or else of the frame, that carries it out."""
    label: str
    keys: str = ""
    """Textual's names, comma-separated; "" takes those of the command."""
    command: str = ""
    """The command whose keys, also the owner's own, it shares: a letter means the same here."""
    shown: str = ""
    """How the keys are printed, where that is not the first of them."""
    tells_key: bool = False
    """Whether the method is told which of the keys was pressed."""

    def names(self, keymap: Mapping[str, str]) -> tuple[str, ...]:
        """The keys under the owner's keymap."""
        one = command(self.command)
        return keys_of(one, keymap) if one is not None else tuple(self.keys.split(","))

    def printed(self, keymap: Mapping[str, str]) -> str:
        """The key as it is printed."""
        return self.shown or key_label(next(iter(self.names(keymap)), ""))


class Step(Container):
    """The body of one screen of a review."""

    KEYS: ClassVar[tuple[StepKey, ...]] = ()
    DEFAULT_CSS = """
    Step { height: 1fr; background: $surface; }
    """

    def __init__(self, frame: ReviewFrame) -> None:
        """Belong to a frame; `show` reads the facts."""
        super().__init__()
        self.frame = frame

    @property
    def view(self) -> View:
        """The look at the workspace."""
        return self.frame.view

    def show(self) -> None:
        """Show the facts as they are now."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Give the focus to what is worked on."""
        found = self.query(RecordList)
        if found:
            self.frame.set_focus(found.first(RecordList))
        else:
            self.frame.set_focus(None)

    def do(self, change: Callable[[], object]) -> bool:
        """Carry out one decision; a sentence says what it did, or why not."""
        return self.frame.do(change)

    def ask(
        self,
        title: str,
        hint: str,
        take: Callable[[str], object],
        interpret: Interpret | None = None,
        initial: str = "",
    ) -> None:
        """Ask for one line, then decide with it; what is refused stands there, with the reason."""
        done: list[object] = []

        def closed(answer: str | None) -> None:
            if answer is not None:
                self.do(done.pop)

        def carry_out(text: str) -> None:
            done.append(take(text))

        self.app.push_screen(Ask(title, hint, initial, interpret, carry_out), closed)

    @property
    def list(self) -> RecordList:
        """The list that is worked on."""
        return self.query_one(RecordList)

    def current(self) -> str | None:
        """The key of the row under the cursor; says so when there is none."""
        key = self.list.cursor_key
        if key is None:
            self.frame.say_problem(_("There is nothing under the cursor."))
        return key
