"""The frame of every review: which screen of how many, the time spent, the keys, one body."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.tui.messages import WorkspaceChanged
from cockpit.tui.narrow_compositor import NarrowScreen
from cockpit.tui.render import content
from cockpit.tui.reviews.reviewed import Reviewed
from cockpit.tui.reviews.step import Step, StepKey
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import Row, flow, paragraph
from cockpit.tui.widgets.cell_line import CellLine, words
from cockpit.tui.widgets.cell_text import CellText

if TYPE_CHECKING:
    from cockpit.store.workspace import Touched
    from cockpit.tui.app import CockpitApp
    from cockpit.tui.view import View


OWN_KEYS = (
    StepKey("accept", _("accept"), "enter"),
    StepKey("undo", _("undo"), command="undo"),
    StepKey("previous_step", _("screen before"), "shift+tab,left_square_bracket", shown="["),
    StepKey("next_step", _("next screen"), "tab,right_square_bracket", shown="]"),
    StepKey("keys", _("all keys"), command="help"),
    StepKey("leave", _("later"), "escape,q"),
)
"""The keys of every screen of a review, printed after those of the step."""


class ReviewFrame(NarrowScreen):
    """A review on the whole screen."""

    TITLES: ClassVar[Mapping[int, str]]
    """The title of each screen by its number."""
    DEFAULT_CSS = """
    ReviewFrame { background: $background; layout: vertical; }
    ReviewFrame > #review-head { background: $background; }
    ReviewFrame > #review-body { height: 1fr; }
    ReviewFrame > #review-keys { background: $background; padding: 0 1; }
    ReviewFrame > #review-said { background: $background; }
    ReviewFrame ToastRack { margin-bottom: 4; }
    ReviewFrame .-split { layout: horizontal; }
    ReviewFrame .-split > .-left {
        width: 1fr; height: 100%; border-right: solid $border-blurred;
    }
    ReviewFrame .-split > .-right { width: 1fr; height: 100%; }
    ReviewFrame.-one .-split { layout: vertical; }
    ReviewFrame.-one .-split > .-left {
        width: 100%; height: 1fr; border-right: none; border-bottom: solid $border-blurred;
    }
    ReviewFrame.-one .-split > .-right { width: 100%; height: 1fr; }
    ReviewFrame .-read { padding: 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    ReviewFrame > #review-small { display: none; padding: 1 2; }
    ReviewFrame.-tiny > #review-small, ReviewFrame.-short > #review-small { display: block; }
    ReviewFrame.-tiny > #review-body, ReviewFrame.-short > #review-body { display: none; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-one"), (100, "-two")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (16, "-tall")]

    def __init__(self, view: View, review: Reviewed, title: str) -> None:
        """A review over the cockpit; leaving it keeps how far it has come."""
        super().__init__()
        self.view = view
        self.review = review
        self.words = title
        self._step: Step | None = None
        self._shown = 0
        self._said: tuple[str, str] = ("", "")
        self._news = False
        """Whether the last key has said something, which a hint does not wipe away."""

    def body_of(self, step: int) -> Step:
        """The screen with this number."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Two lines above, the step, a line of what was done, and the keys."""
        yield CellLine(id="review-head")
        yield CellLine(id="review-steps")
        yield Container(id="review-body")
        yield Static(
            content(_("The review needs 60 columns and 16 lines; make the window larger.")),
            id="review-small",
        )
        yield CellLine(id="review-said")
        yield CellText(self._key_rows, id="review-keys")

    async def on_mount(self) -> None:
        """Go to the screen where it was left."""
        cast("CockpitApp", self.app).key_counter = self.review.press
        self.view.workspace.listeners.append(self._note_change)
        self.set_interval(1.0, self._tell)
        self.review.begin()
        await self._show_step()

    def on_unmount(self) -> None:
        """Keys are counted no more; what was decided is kept."""
        cast("CockpitApp", self.app).key_counter = None
        if self._note_change in self.view.workspace.listeners:
            self.view.workspace.listeners.remove(self._note_change)

    def _note_change(self, touched: Touched) -> None:
        self.post_message(WorkspaceChanged())

    def on_workspace_changed(self, message: WorkspaceChanged) -> None:
        """Another terminal, a dialog or a capture has changed something: it is shown."""
        message.stop()
        if self.review.look_again():
            self.follow()

    # -- deciding --------------------------------------------------------------------------

    def do(self, change: Callable[[], object]) -> bool:
        """Carry out one decision, show what it led to, and say it."""
        self.clear_said()
        try:
            done = change()
            self.review.decided()
        except CockpitError as error:
            self.say_problem(str(error))
            return False
        label = getattr(getattr(done, "change", done), "label", "")
        if label:
            self.say(str(label))
        self.follow()
        return True

    def follow(self) -> None:
        """Show the present screen as the records are now; another one when it has changed."""
        self.view.tick()
        if self.review.is_over:
            if self.is_current:
                self.dismiss(None)
                cast("CockpitApp", self.app).main_screen.say(self._said[0])
        elif self.review.step != self._shown:
            self.call_later(self._show_step)
        elif self._step is not None:
            self._step.show()
            self._tell()

    def accept(self) -> None:
        """What plain `Enter` does."""
        self.clear_said()
        try:
            said = self.review.accept()
        except CockpitError as error:
            self.say_problem(str(error))
        else:
            if said:
                self.say(said)
        self.follow()

    def undo(self) -> None:
        """Take back the last decision made in this review."""
        self.clear_said()
        try:
            self.say(_("Undone: {label}").format(label=self.review.undo()))
        except CockpitError as error:
            self.say_problem(str(error))
        self.follow()

    def previous_step(self) -> None:
        """The screen before."""
        if not self.review.back():
            self.say_problem(_("This is the first screen."))
        self.follow()

    def next_step(self) -> None:
        """The next screen, without accepting anything."""
        if self.review.step >= max(self.TITLES):
            self.say_problem(_("This is the last screen; enter closes the review."))
            return
        self.review.enter(self.review.step + 1)
        self.follow()

    def leave(self) -> None:
        """Leave; it is resumed here."""
        try:
            self.review.leave()
        except CockpitError as error:
            self.app.notify(str(error), severity="error", markup=False)
        self.dismiss(None)

    def keys(self) -> None:
        """All keys of this screen."""
        from cockpit.tui.reviews.help import ReviewHelp

        self.app.push_screen(ReviewHelp(self.TITLES[self.review.step], self._keys(), self._keymap))

    # -- saying ----------------------------------------------------------------------------

    def hint(self, text: str) -> None:
        """What a key would do here, where nothing has just been said."""
        if not self._news:
            self.say(text, "muted")
            self._news = False

    def say(self, text: str, role: str = "accent-text") -> None:
        """A word on what was done."""
        self._news = bool(text)
        self._said = (text, role)
        self.query_one("#review-said", CellLine).show([words(text, role)])

    def add_said(self, lines: Sequence[str]) -> None:
        """What followed from it, behind what was said."""
        if lines:
            text, role = self._said
            self.say(" · ".join((*((text,) if text else ()), *lines)), role or "accent-text")

    def say_problem(self, text: str) -> None:
        """What went wrong, or what the owner has to decide himself."""
        self.say(text, "error-text")

    def clear_said(self) -> None:
        """Nothing is said."""
        self.say("", "")

    # -- private ---------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """The keys of the step, then those of every review; moving is the list's own."""
        self._news = False
        for one in self._keys():
            if event.key not in one.names(self._keymap):
                continue
            event.stop()
            event.prevent_default()
            own = self._step is not None and one in self._step.KEYS
            method = getattr(self._step if own else self, one.action)
            method(event.key) if one.tells_key else method()
            return

    @property
    def _keymap(self) -> Mapping[str, str]:
        return cast("CockpitApp", self.app).own_keys

    def _keys(self) -> Sequence[StepKey]:
        own = self._step.KEYS if self._step is not None else ()
        taken = {one.action for one in own}
        return (*own, *(one for one in OWN_KEYS if one.action not in taken))

    async def _show_step(self) -> None:
        """Put the present screen in the place of the one before."""
        body = self.query_one("#review-body", Container)
        self._shown = self.review.step
        if not self._news:  # a hint was for the screen before
            self.clear_said()
        await body.remove_children()
        self._step = self.body_of(self._shown)
        await body.mount(self._step)
        self._step.show()
        self._step.focus_first()
        self.query_one("#review-keys", CellText).show(self._key_rows)
        self._tell()

    def _tell(self) -> None:
        """The lines above: what is reviewed, which screen, how long so far."""
        step, last = self.review.step, max(self.TITLES)
        minutes, seconds = divmod(self.review.seconds, 60)
        place = f"{step}/{last} {self.TITLES[step]} · {minutes}:{seconds:02}"
        self.query_one("#review-head", CellLine).show(
            [words(self.words, "heading")], [words(place, "heading")]
        )
        glyphs = self.view.glyphs
        line = []
        for number, title in self.TITLES.items():
            if number == step:
                line.append(words(f"{glyphs.edge}{title}", "accent-text"))
            elif self.review.is_settled(number):
                line.append(words(f"{glyphs.done} {title}", "muted"))
            else:
                line.append(words(f"{number} {title}", ""))
        self.query_one("#review-steps", CellLine).show(line)

    def _key_rows(self, width: int) -> list[Row]:
        pieces = [
            (Cell(one.printed(self._keymap), "key"), Cell(" "), Cell(one.label))
            for one in self._keys()
            if one.label
        ]
        return flow(pieces, width) or paragraph("", width)
