"""What the palette does with the queue of requests: the batch of the day, canned replies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.locations import package_replies
from cockpit.tui.verbs.verbs import Verbs

if TYPE_CHECKING:
    from cockpit.actions.replies import Template


class QueueVerbs(Verbs):
    """Work through a batch, answer with a template."""

    def batch(self) -> None:
        """The batch of today, or the next one."""
        from cockpit.actions.batches import batches_of, next_batch_day
        from cockpit.tui.dialogs.batch import BatchList

        try:
            day = self.view.today
            if not batches_of(self.workspace, day):
                day = next_batch_day(self.workspace) or day
            self.screen.app.push_screen(BatchList(self.view, day))
        except CockpitError as error:
            self.screen.say_problem(str(error))

    def template(self) -> None:
        """Choose a canned reply for the request; its filled text is copied."""
        references = self.screen.wanted("template")
        if not references:
            return
        from cockpit.actions.replies import templates
        from cockpit.tui.dialogs.choose import Choose

        folders = (self.screen.cockpit.locations.replies, package_replies())
        try:
            found = {f"{one.name}.{one.language}": one for one in templates(folders)}
        except CockpitError as error:
            self.screen.say_problem(str(error))
            return
        options = [(key, f"{one.name} · {one.language}", "") for key, one in found.items()]

        def chosen(key: str | None) -> None:
            if key is not None:
                self._copy_template(references[0], found[key])

        title = _("Reply to {id}").format(id=references[0])
        self.screen.app.push_screen(Choose(title, options), chosen)

    def _copy_template(self, reference: str, template: Template) -> None:
        from cockpit.actions.replies import filled

        try:
            text = filled(self.workspace, reference, template)
        except CockpitError as error:
            self.screen.say_problem(str(error))
            return
        self.screen.app.copy_to_clipboard(text)
        self.screen.say(
            _("Copied {name} for {id}; r records that it was sent.").format(
                name=template.name, id=reference
            )
        )
