"""What the palette does with the queue of requests: batches, replies, duplicates, the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from cockpit.domain.identity import number_of
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.locations import package_replies
from cockpit.tui.verbs.verbs import Verbs

if TYPE_CHECKING:
    from collections.abc import Callable

    from cockpit.actions.replies import Template

SENTENCE = "due"
"""The choice of the plain sentence on the due, instead of a template."""
SENTENCE_KEY = "0"
"""Never a letter of a template, which has the same key wherever it is offered."""


class QueueVerbs(Verbs):
    """Work through a batch, answer with a template, merge duplicates."""

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

    def promise_report(self) -> None:
        """How promises were kept, in the last four weeks or another period."""
        from cockpit.tui.dialogs.promise_report import PromiseReport

        self.screen.app.push_screen(PromiseReport(self.view))

    def template(self) -> None:
        """Choose a canned reply for the request; its filled text is copied."""
        references = self.screen.wanted("template")
        if references:
            self._choose(references[0], (), self._copy_text)

    def write_reply(self) -> None:
        """Begin with a template or the sentence on the due, and finish it in $EDITOR."""
        references = self.screen.wanted("write-reply")
        if references:
            sentence = (SENTENCE, _("the sentence on its due"), SENTENCE_KEY)
            self._choose(references[0], (sentence,), self._write)

    def merge(self) -> None:
        """Merge the marked requests into the one under the cursor, or choose its duplicate."""
        references = self.screen.wanted("merge")
        if len(references) > 1:
            cursor = self.screen.pane.list.cursor_key
            kept = cursor if cursor in references else references[0]
            self._merge_into(kept, [one for one in references if one != kept])
        elif references:
            self._choose_duplicate(references[0])

    def _choose(
        self,
        reference: str,
        more: tuple[tuple[str, str, str], ...],
        use: Callable[[str, str, Template | None], None],
    ) -> None:
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
            if key is None:
                return
            try:
                use(reference, *self._text(reference, found.get(key)))
            except CockpitError as error:
                self.screen.say_problem(str(error))

        title = _("Reply to {id}").format(id=reference)
        self.screen.app.push_screen(Choose(title, [*more, *options]), chosen)

    def _text(self, reference: str, template: Template | None) -> tuple[str, Template | None]:
        if template is None:
            from cockpit.actions.quoting import reply_text

            return reply_text(self.workspace, reference), None
        from cockpit.actions.replies import filled

        return filled(self.workspace, reference, template), template

    def _copy_text(self, reference: str, text: str, template: Template | None) -> None:
        self.screen.app.copy_to_clipboard(text)
        self.screen.say(
            _("Copied {name} for {id}; r records that it was sent.").format(
                name=template.name if template else "", id=reference
            )
        )

    def _write(self, reference: str, text: str, _template: Template | None) -> None:
        from cockpit.actions.editor import edited, find_editor
        from cockpit.actions.requests import record_reply

        find_editor()
        try:
            with self.screen.app.suspend():
                written = edited(text)
        except SuspendNotSupported:
            self.screen.say_problem(
                _("This terminal cannot be lent to an editor; `cockpit request reply {id} --edit`"
                  " does it outside.").format(id=reference)
            )  # fmt: skip
            return
        if self.change(lambda: record_reply(self.workspace, reference, written)):
            self.screen.app.copy_to_clipboard(written)

    def _choose_duplicate(self, reference: str) -> None:
        from cockpit.actions.customers import customer_history
        from cockpit.tui.dialogs.choose import Choose

        body = self.workspace.find("request", number_of(reference)) or {}
        others = [
            (one.id, f"{one.id} {one.body.get('subject', '')}", "")
            for one in customer_history(self.workspace, str(body.get("customer") or ""))
            if not one.body.get("closed_at") and one.id != reference
        ]
        if not others:
            self.screen.say_problem(
                _("{customer} has no other open request; mark two with * to merge them.").format(
                    customer=body.get("customer")
                )
            )
            return

        def chosen(duplicate: str | None) -> None:
            if duplicate is not None:
                self._merge_into(reference, [duplicate])

        title = _("{id} takes over and closes").format(id=reference)
        self.screen.app.push_screen(Choose(title, others), chosen)

    def _merge_into(self, kept: str, duplicates: list[str]) -> None:
        from cockpit.actions.merging import merge_requests

        def all_of_them() -> object:
            label = _("Merge {others} into {id}").format(others=", ".join(duplicates), id=kept)
            with self.workspace.transaction(label) as transaction:
                for one in duplicates:
                    merge_requests(self.workspace, kept, one)
            return transaction

        if self.change(all_of_them):
            self.screen.pane.list.mark(())
