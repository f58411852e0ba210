"""The cockpit in a pseudo-terminal of its own: keys go in, and every byte that comes out is kept."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[1]
PATIENCE = 20.0
"""Seconds until something that does not appear counts as missing."""


def environment(**more: str) -> dict[str, str]:
    """The test's own environment, with a terminal and this checkout."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        **more,
    }


def command(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """One run of the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "cockpit", "--home", str(home), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        env=environment(**more),
        timeout=60,
    )


class RealTerminal:
    """One open cockpit; leave it with `quit` or `kill`."""

    def __init__(self, home: Path, columns: int = 100, lines: int = 30) -> None:
        """Open the cockpit on a home."""
        self.raw = bytearray()
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self.file = pty.fork()
        if self.pid == 0:
            words = [sys.executable, "-m", "cockpit", "--home", str(home)]
            os.execve(sys.executable, words, environment())
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        # not `screen.display`: it fails where half a wide glyph was overwritten
        lines = [self.screen.buffer[line] for line in range(self.screen.lines)]
        return "\n".join(
            "".join(line[column].data for column in range(self.screen.columns)) for line in lines
        )

    def press(self, *keys: str) -> None:
        """Send keys, as the terminal would."""
        for key in keys:
            os.write(self.file, key.encode())

    def wait_for(self, words: str) -> None:
        """Read until the words stand on the screen."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.text:
            assert time.monotonic() < deadline, f"{words!r} never came:\n{self.text}"
            assert self._read(), f"ended before {words!r} came:\n{self.text}"

    def wait_until_gone(self, words: str) -> None:
        """Read until the words do not stand on the screen any more."""
        deadline = time.monotonic() + PATIENCE
        while words in self.text:
            assert time.monotonic() < deadline, f"{words!r} never went:\n{self.text}"
            assert self._read(), f"ended before {words!r} went:\n{self.text}"

    def wait_for_end(self) -> int:
        """Read until the cockpit has ended; its exit status."""
        deadline = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < deadline, f"it did not end:\n{self.text}"
        _pid, status = os.waitpid(self.pid, 0)
        os.close(self.file)
        return os.waitstatus_to_exitcode(status)

    def quit(self) -> int:
        """Press q and wait for the end."""
        self.press("q")
        return self.wait_for_end()

    def kill(self) -> None:
        """End it as a power cut would."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.file)

    def read(self, seconds: float = 0.02) -> bool:
        """Read what comes within a moment; False when the cockpit has ended."""
        return self._read(seconds)

    def _read(self, seconds: float = 0.2) -> bool:
        ready, _w, _x = select.select([self.file], [], [], seconds)
        if not ready:
            return True
        try:
            found = os.read(self.file, 65536)
        except OSError:  # Linux: the other end is closed
            return False
        self.raw += found
        # pyte does not know these two, and would print their letters
        self._stream.feed(found.replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b""))
        return bool(found)
