"""Longer words are written in the owner's own editor."""

from __future__ import annotations

import os

from cockpit.domain.wording.plain_text import many_lines
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _


def edited(text: str) -> str:
    """What the owner makes of a text in $VISUAL or $EDITOR; the terminal is the editor's.

    Errors: `WrongUse` without an editor, `CockpitError` when it cannot be used, is left with a
    failure, or leaves no words.
    """
    import shlex
    import subprocess
    from tempfile import TemporaryDirectory

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not editor.strip():
        raise WrongUse(_("Set EDITOR to your editor, as in EDITOR=nano; nothing was recorded."))
    with TemporaryDirectory(prefix="cockpit-reply-") as folder:
        path = os.path.join(folder, "reply.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
        try:
            status = subprocess.run([*shlex.split(editor), path], check=False).returncode
            with open(path, encoding="utf-8", errors="replace") as file:
                written = many_lines(file.read()).strip()
        except (OSError, ValueError) as error:
            raise CockpitError(
                _("The editor {editor!r} could not be used; nothing was recorded.").format(
                    editor=editor[:60]
                )
            ) from error
    if status != 0 or not written:
        raise CockpitError(_("The reply was left without words; nothing was recorded."))
    return written
