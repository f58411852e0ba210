"""What to do when a contractor is silent: a few steps for each stage of it."""

from __future__ import annotations

from cockpit.i18n import _


def playbook(stage: str) -> tuple[str, ...]:
    """The steps for a stage of contact: "ok", "due_contact" or "dark"; none while all is well."""
    match stage:
        case "due_contact":
            return (
                _("Ask for a check-in in one line: what is done, what holds it up, what is next."),
                _("Say by when you want the answer; the grace runs until then."),
            )
        case "dark":
            return (
                _("Write once more, and by another way: telephone, chat, a person who knows him."),
                _("Name a day: without a word until then, the work goes to somebody else."),
                _("Pay nothing that is not owed yet; look at what is paid and not delivered."),
                _("Save what there is: shared folders, drafts, the last version handed in."),
                _("See what stops without him, and rotate the credentials he shares."),
                _("Give the work that is due first to a backup, with the brief as it stands."),
            )
        case _:
            return ()
