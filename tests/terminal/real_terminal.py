"""A real terminal for tests: the cockpit runs as a process of its own behind a pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from types import TracebackType

import pyte

PATIENCE = 20.0
"""Seconds after which something that was to appear is missing; it is waited for, not slept."""


class RealTerminal:
    """A process on a screen of `columns` × `lines`, its keys and what stands on its screen."""

    def __init__(self, *words: str, columns: int = 120, lines: int = 36, **environ: str) -> None:
        """Start `python -m cockpit WORDS…`."""
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.status: int | None = None
        self.written = b""
        """Everything the process wrote."""
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environ}
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            os.execve(sys.executable, [sys.executable, "-m", "cockpit", *words], environment)
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, size)

    def __enter__(self) -> RealTerminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, if it has not ended by itself."""
        if self.status is None:
            os.kill(self.process, signal.SIGKILL)
            os.waitpid(self.process, 0)
        os.close(self._terminal)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        rows, columns = range(self.screen.lines), range(self.screen.columns)
        return "\n".join(
            "".join(self.screen.buffer[row][column].data for column in columns) for row in rows
        )

    def press(self, keys: str) -> None:
        """Send keys as a keyboard does."""
        os.write(self._terminal, keys.encode())

    def shows(self, *words: str) -> None:
        """Read until all of these words stand on the screen."""
        self.reads(lambda text: all(one in text for one in words), " and ".join(words))

    def hides(self, words: str) -> None:
        """Read until these words stand there no more."""
        self.reads(lambda text: words not in text, f"no {words}")

    def reads(self, holds: Callable[[str], bool], wanted: str) -> None:
        """Read the terminal until something holds of its screen."""
        until = time.monotonic() + PATIENCE
        while not holds(self.text):
            left = until - time.monotonic()
            if left <= 0 or not self._read(left):
                raise AssertionError(f"waited for {wanted}; the screen is\n{self.text}")

    def ends(self) -> int:
        """Read until the process has ended; its exit status."""
        until = time.monotonic() + PATIENCE
        while self._read(max(0.0, until - time.monotonic())):
            pass
        assert time.monotonic() < until, f"it did not end; the screen is\n{self.text}"
        _process, state = os.waitpid(self.process, 0)
        self.status = os.waitstatus_to_exitcode(state)
        return self.status

    def _read(self, patience: float) -> bool:
        """Take in what the process writes; False when it ended or nothing came."""
        ready, _writable, _failed = select.select([self._terminal], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._terminal, 65_536)
        except OSError:  # the other end was closed
            return False
        self.written += data
        self._stream.feed(data)
        return bool(data)
