"""Words shown to people: `_()` translates when a catalogue for the locale is installed.

English is the source. `gettext` is imported only when a catalogue is there, because quick
capture must not pay for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable

CATALOGUES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "locale")


def language() -> str:
    """The two-letter language of the session, "en" when none is set."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return (
                value[:2].lower() if value[:1].isalpha() and value not in ("C", "POSIX") else "en"
            )
    return "en"


def _translator() -> Callable[[str], str]:
    catalogue = os.path.join(CATALOGUES, language(), "LC_MESSAGES", "cockpit.mo")
    if not os.path.exists(catalogue):
        return str
    import gettext

    with open(catalogue, "rb") as file:
        return gettext.GNUTranslations(file).gettext


_ = _translator()
