"""Whether a fault of the program met damaged records: then that is told, and not the fault."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cockpit.errors import CockpitError, Refused
from cockpit.i18n import _
from cockpit.store.doctor import chain, home, records, reminders
from cockpit.store.doctor.finding import Finding, all_bodies
from cockpit.store.workspace import Workspace


def damage_behind(workspace: Workspace) -> CockpitError | None:
    """What to tell the owner when something unforeseen went wrong; None where all is sound.

    Reads everything, so it is only for when the work has stopped anyway.
    """
    looks: tuple[Callable[[], Iterable[Finding]], ...] = (
        lambda: home.file(workspace),
        lambda: records.documents(all_bodies(workspace)),
        lambda: chain.history(workspace),
        lambda: reminders.reminders(workspace),
    )
    for look in looks:
        try:
            found = next(iter(look()), None)
        except CockpitError as error:
            return error
        except Exception as error:  # what cannot even be looked at is not sound
            found = Finding("file", workspace.storage.path, str(error))
        if found is not None:
            return Refused(
                _(
                    "{path} holds what the cockpit did not write there ({where}: {problem}); it is"
                    " kept as it is: `cockpit doctor` tells more, `cockpit restore` goes back to a"
                    " backup."
                ).format(path=workspace.storage.path, where=found.where, problem=found.problem)
            )
    return None
