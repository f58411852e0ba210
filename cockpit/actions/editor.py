"""Longer words are written in the owner's own editor."""

from __future__ import annotations

import os

from cockpit.domain.wording.plain_text import many_lines
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _


def find_editor() -> list[str]:
    """The program in $VISUAL or $EDITOR with its options, before the terminal is lent to it.

    Errors: `WrongUse` where none is set, `CockpitError` where there is no such program.
    """
    import shlex
    import shutil

    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not editor.strip():
        raise WrongUse(_("Set EDITOR to your editor, as in EDITOR=nano; nothing was recorded."))
    try:
        words = shlex.split(editor)
    except ValueError as error:
        raise _unusable(editor) from error
    if not words or shutil.which(words[0]) is None:
        raise _unusable(editor)
    return words


def edited(text: str) -> str:
    """What the owner makes of a text in $VISUAL or $EDITOR; the terminal is the editor's.

    Errors: those of `find_editor`, and `CockpitError` when it cannot be used, is left with a
    failure, or leaves no words.
    """
    import subprocess
    from tempfile import TemporaryDirectory

    editor = find_editor()
    with TemporaryDirectory(prefix="cockpit-reply-") as folder:
        path = os.path.join(folder, "reply.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{text}\n")
        try:
            status = subprocess.run([*editor, path], check=False).returncode
            with open(path, encoding="utf-8", errors="replace") as file:
                written = many_lines(file.read()).strip()
        except (OSError, ValueError) as error:
            raise _unusable(" ".join(editor)) from error
    if status != 0 or not written:
        raise CockpitError(_("The reply was left without words; nothing was recorded."))
    return written


def _unusable(editor: str) -> CockpitError:
    return CockpitError(
        _("The editor {editor!r} could not be used; set EDITOR to one that is installed;"
          " nothing was recorded.").format(editor=editor[:60])
    )  # fmt: skip
