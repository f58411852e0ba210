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
        return self._attempt(lambda: self.carry_out(step, said))

    def carry_out(self, step: Callable[[], object], said: str | None = None) -> None:
        """The same where a refusal is told by who asked: `CockpitError` is raised."""
        done = step()
        self.screen.say(said or str(getattr(done, "label", "") or ""))

    def each(
        self, references: list[str], step: Step, *, stays: bool = False, what: str = ""
    ) -> bool:
        """The same for every record, as one change that one undo takes back.

        With `stays` the records may leave their place, and the cursor does not follow them.
        `what` says what was done to several: "Reply sent".
        """
        return self._attempt(lambda: self.carry_out_each(references, step, stays=stays, what=what))

    def carry_out_each(
        self, references: list[str], step: Step, *, stays: bool = False, what: str = ""
    ) -> None:
        """The same where a refusal is told by who asked: `CockpitError` is raised."""
        pane = self.screen.pane
        if stays:
            pane.stay_near(references)
        try:
            self.carry_out(self._as_one(references, step, what))
        except CockpitError:
            pane.awaited = None
            raise
        if len(references) > 1:
            pane.list.mark(())

    def _attempt(self, change: Callable[[], object]) -> bool:
        try:
            change()
        except CockpitError as error:
            self.screen.say_problem(str(error))
            return False
        return True

    def _as_one(self, references: list[str], step: Step, what: str) -> Callable[[], object]:
        if len(references) == 1:
            return partial(step, references[0])

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

        return all_of_them

    def ask(
        self,
        title: str,
        hint: str,
        take: Callable[[str], object],
        interpret: Callable[[str], str] | None = None,
        initial: str = "",
        then: Callable[[str], object] | None = None,
    ) -> None:
        """Ask for one line; `interpret` says what it means while it is typed.

        `take` carries it out; when it raises `CockpitError` the line stays, with the sentence.
        `then` goes on with it once the line is gone.
        """
        from cockpit.tui.dialogs.ask import Ask

        def closed(answer: str | None) -> None:
            if answer is not None and then is not None:
                then(answer)

        self.screen.app.push_screen(Ask(title, hint, initial, interpret, take), closed)

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
