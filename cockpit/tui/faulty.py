"""A fault while the screen is open: one sentence on the owner's terminal, the rest in the log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from rich.text import Text

from cockpit.domain.wording.plain_text import one_line
from cockpit.i18n import _

if TYPE_CHECKING:
    from cockpit.tui.app import CockpitApp


class Told(Exception):
    """What the terminal shows in place of a traceback."""

    def __rich__(self) -> Text:
        """The sentence, as it is."""
        return Text(str(self))


def told(app: CockpitApp, error: Exception) -> Told:
    """The sentence for an error that nobody caught; the log gets where it happened."""
    from cockpit.store.doctor.suspicion import damage_behind

    logging.getLogger("cockpit").error("fault", exc_info=error)
    damage = damage_behind(app.view.workspace)
    if damage is not None:
        return Told(_("cockpit: {sentence}").format(sentence=one_line(str(damage))))
    fault = one_line(f"{type(error).__name__}: {error}", 300)
    sentence = _("cockpit: a fault of the program ({fault}); what led to it is in {log}.")
    return Told(sentence.format(fault=fault, log=app.locations.log))
