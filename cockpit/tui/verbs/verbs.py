"""How a command of the screen is carried out: one change, and a word on what it did."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cockpit.domain.identity import ref
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store.workspace import Workspace
from cockpit.tui.screens.parts import MainParts
from cockpit.tui.view import View

Step = Callable[[str], object]


class Verbs:
    """What the verbs of all panes share; every change goes through an action."""

    def __init__(self, screen: MainParts) -> None:
        """Work for a screen; made when the first command is given, not before the first frame."""
        self.screen = screen

    @property
    def view(self) -> View:
        """The screen's look at the workspace."""
        return self.screen.view

    @property
    def workspace(self) -> Workspace:
        """What is changed."""
        return self.screen.workspace

    def change(self, step: Callable[[], object], said: str | None = None) -> bool:
        """Carry out one change; says what it did, or the sentence why not."""
        try:
            done = step()
        except CockpitError as error:
            self.screen.say_problem(str(error))
            return False
        self.screen.say(said or str(getattr(done, "label", "") or ""))
        return True

    def each(
        self, references: list[str], step: Step, *, stays: bool = False, what: str = ""
    ) -> bool:
        """The same for every record, as one change that one undo takes back.

        With `stays` the records may leave their place, and the cursor does not follow them.
        `what` says what was done to several: "Reply sent".
        """
        pane = self.screen.pane
        if stays:
            pane.stay_near(references)
        done = self._each(references, step, what)
        if not done:
            pane.awaited = None
        return done

    def _each(self, references: list[str], step: Step, what: str) -> bool:
        if len(references) == 1:
            return self.change(partial(step, references[0]))

        def all_of_them() -> object:
            label = _("{count} records: {ids}").format(
                count=len(references), ids=", ".join(references)
            )
            if what:
                label = f"{what}, {label}"
            with self.workspace.transaction(label) as transaction:
                for reference in references:
                    step(reference)
            return transaction

        done = self.change(all_of_them)
        if done:
            self.screen.pane.list.mark(())
        return done

    def ask(
        self,
        title: str,
        hint: str,
        take: Callable[[str], object],
        interpret: Callable[[str], str] | None = None,
        initial: str = "",
    ) -> None:
        """Ask for one line; `interpret` says what it means while it is typed."""
        from cockpit.tui.dialogs.ask import Ask

        def answered(text: str | None) -> None:
            if text is not None:
                take(text)

        self.screen.app.push_screen(Ask(title, hint, initial, interpret), answered)

    def edit_form(self, table: str, number: int) -> None:
        """Open a record in its form; what was saved is said."""
        from cockpit.tui.dialogs.form import RecordForm

        reference = ref(table, number)

        def saved(changed: bool | None) -> None:
            if changed:
                self.screen.say(_("Saved {id}").format(id=reference))

        try:
            self.screen.app.push_screen(RecordForm(self.view, table, reference), saved)
        except CockpitError as error:
            self.screen.say_problem(str(error))
