"""Speaking out of the terminal: the bell, the terminal's notifications, the owner's own command.

Nothing is written here: the bytes are handed to the screen, whose driver owns the terminal.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple

from cockpit.domain.wording.plain_text import many_lines, one_line
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.scheduler.terminal_notice import find_terminal, sequence

COMMAND_SECONDS = 10.0
"""How long the owner's command may take."""


class Voice(NamedTuple):
    """How to speak, as configured."""

    terminal: str = "auto"
    bell: bool = True
    command: str = ""
    """A command line, split by the rules of a shell but run without one; the text is its stdin."""


def command_line(command: str) -> list[str]:
    """The words of `notify.command`; raises `WrongUse` for open quotes."""
    try:
        return shlex.split(command)
    except ValueError as error:
        raise WrongUse(
            _("notify.command cannot be read: {reason}; close the quotes.").format(
                reason=str(error).lower()
            )
        ) from error


def run_command(argv: list[str], text: str, seconds: float = COMMAND_SECONDS) -> None:
    """Run the owner's command with the text on its stdin, without a shell; blocks until it ends.

    The screen calls this in a worker. Raises `CockpitError`: not found, failed, took too long.
    """
    # A file for what it says on stderr: a child that it leaves behind would keep a pipe open.
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                argv,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise _failed(argv, getattr(error, "strerror", None) or str(error)) from error
        try:
            process.communicate((many_lines(text) + "\n").encode("utf-8", "replace"), seconds)
        except subprocess.TimeoutExpired as error:
            _end(process)
            reason = _("it took longer than {seconds:g} s").format(seconds=seconds)
            raise _failed(argv, reason) from error
        if process.returncode:
            said.seek(0)
            words = one_line(said.read(2000).decode("utf-8", "replace"), 80)
            status = _("exit status {status}").format(status=process.returncode)
            raise _failed(argv, words or status)


class Notifier:
    """Speaks as configured, and tells each failure once."""

    def __init__(
        self,
        voice: Voice,
        *,
        environment: Mapping[str, str] | None = None,
        run: Callable[[list[str], str], None] = run_command,
    ) -> None:
        """Find the terminal; raises `WrongUse` for a voice that cannot be."""
        self.voice = voice
        self.terminal = find_terminal(
            voice.terminal, os.environ if environment is None else environment
        )
        self._argv = command_line(voice.command)
        self._run = run
        self._told: set[str] = set()

    def bytes_for(self, text: str, title: str = "cockpit") -> bytes:
        """What to write to the terminal for one text (a sentence or a summary)."""
        return sequence(title, text, self.terminal, bell=self.voice.bell)

    @property
    def has_command(self) -> bool:
        """Whether `call_command` has something to do, and a worker is worth starting."""
        return bool(self._argv)

    def call_command(self, text: str) -> str | None:
        """Hand the text to the owner's command; returns a failure the first time it is met."""
        if not self._argv:
            return None
        try:
            self._run(self._argv, text)
        except CockpitError as error:
            sentence = str(error)
            if sentence in self._told:
                return None
            self._told.add(sentence)
            return sentence
        self._told.clear()
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the command and what it started: it leads a session of its own."""
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _failed(argv: list[str], reason: str) -> CockpitError:
    return CockpitError(
        _("notify.command {command!r} failed: {reason}; correct it in the config.").format(
            command=one_line(argv[0] if argv else "", 60), reason=reason
        )
    )
