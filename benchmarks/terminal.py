"""A terminal around one program: starts it, presses keys, and says when the screen had changed.

Bytes are stamped when they are read and looked at only once the program is quiet, so what the
terminal's model costs is in no figure. A change counts when its synchronised frame is complete.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import NamedTuple

import psutil
import pyte

SIZE = (120, 36)
"""Columns and rows, unless told otherwise."""

KEYS = {
    "down": b"\x1b[B",
    "page-down": b"\x1b[6~",
    "home": b"\x1b[H",
    "escape": b"\x1b",
    "enter": b"\r",
    "space": b" ",
    "backspace": b"\x7f",
}

_END_OF_FRAME = b"\x1b[?2026l"
_ANSWERS = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}
_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b[P_].*?\x1b\\", re.S
)


class Painted(NamedTuple):
    """What a key brought about, in milliseconds after it was written."""

    first: float
    """The first change that is to be seen."""
    last: float
    """The last one, after which the screen stood still."""


class Silent(Exception):
    """The program did not show what was waited for."""


class Terminal:
    """One program on a screen of its own."""

    def __init__(
        self,
        command: Sequence[str],
        environment: dict[str, str],
        folder: str,
        size: tuple[int, int] = SIZE,
    ) -> None:
        """Start the command; the clock of the first frame starts here."""
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._shown = {row: self._row(row) for row in range(rows)}
        self._chunks: list[tuple[float, bytes]] = []
        self._rest = b""
        self._asked = b""
        self._fd, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started = monotonic()
        self.process = subprocess.Popen(
            command,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
        os.close(inner)
        self._tree = psutil.Process(self.process.pid)

    def first_frame(self, pattern: str, timeout: float = 30) -> float:
        """Milliseconds from the start to the end of the first frame that matches."""
        wanted = re.compile(pattern)
        until = self.started + timeout
        while monotonic() < until:
            self._read(0.005)
            for at in self._changes():
                if wanted.search(self.text()):
                    return (at - self.started) * 1e3
            if self.process.poll() is not None:
                break
        raise Silent(self._told(f"no screen with {pattern!r} in {timeout} s"))

    def press(self, key: str, quiet: float = 0.04, timeout: float = 3) -> Painted:
        """Press a key (a name of KEYS, or a character) and wait until the screen stands still."""
        self.settle(0.005)
        pressed = monotonic()
        os.write(self._fd, KEYS.get(key) or key.encode())
        changes: list[float] = []
        while True:
            came = self._read(quiet if changes else 0.02)
            if came:
                while self._read(0.004):
                    pass
            changes += self._changes()
            now = monotonic()
            if changes and not came and now - changes[-1] >= quiet:
                return Painted((changes[0] - pressed) * 1e3, (changes[-1] - pressed) * 1e3)
            if now - pressed > timeout or self.process.poll() is not None:
                raise Silent(self._told(f"{key!r} changed nothing in {timeout} s"))

    def send(self, key: str, pause: float = 0.08) -> None:
        """Press a key that is not measured, whether or not it changes anything."""
        os.write(self._fd, KEYS.get(key) or key.encode())
        self.settle(pause)

    def settle(self, quiet: float, timeout: float = 30) -> None:
        """Wait until nothing has come for `quiet` seconds."""
        until = monotonic() + timeout
        while monotonic() < until and self._read(quiet):
            pass
        list(self._changes())

    def wait(self, seconds: float) -> None:
        """Let the program run for a while, reading what it writes."""
        until = monotonic() + seconds
        while (left := until - monotonic()) > 0:
            self._read(left)
        list(self._changes())

    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self.screen.display)

    def cpu(self) -> float:
        """CPU seconds of the program so far, with its children."""
        times = self._tree.cpu_times()
        return float(times.user + times.system + times.children_user + times.children_system)

    def resident(self) -> float:
        """Resident memory in MiB."""
        return float(self._tree.memory_info().rss) / 2**20

    def close(self, key: str = "q") -> None:
        """Leave by the program's own key; end it when that does not help."""
        with contextlib.suppress(OSError):
            os.write(self._fd, key.encode())
        until = monotonic() + 5
        while self.process.poll() is None and monotonic() < until:
            self._read(0.02)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._fd)

    def _told(self, problem: str) -> str:
        """A problem with what the owner would see: the screen, or the program's last words."""
        ended = self.process.poll()
        if ended is None:
            return f"{problem}; it shows:\n{self.text().rstrip()}"
        words = self._rest.decode(errors="replace")[-2000:]
        return (
            f"{problem}: the program has ended with status {ended}\n{words}\n{self.text().rstrip()}"
        )

    def _read(self, wait: float) -> bool:
        """Take in what comes within `wait` seconds, and answer what the program asks."""
        if not select.select([self._fd], [], [], wait)[0]:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:  # the program has closed its side
            return False
        self._chunks.append((monotonic(), data))
        self._asked = self._asked[-16:] + data
        for question, answer in _ANSWERS.items():
            if question in self._asked:
                self._asked = self._asked.replace(question, b"")
                os.write(self._fd, answer)
        return bool(data)

    def _changes(self) -> Iterator[float]:
        """The instants at which a complete frame changed what is to be seen."""
        chunks, self._chunks = self._chunks, []
        for at, data in chunks:
            *frames, self._rest = (self._rest + data).split(_END_OF_FRAME)
            for frame in frames:
                self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", frame))
                if self._look():
                    yield at

    def _look(self) -> bool:
        changed = False
        for row in self.screen.dirty:
            cells = self._row(row)
            if self._shown.get(row) != cells:
                self._shown[row] = cells
                changed = True
        self.screen.dirty.clear()
        return changed

    def _row(self, row: int) -> tuple[object, ...]:
        line = self.screen.buffer[row]
        return tuple(line[column] for column in range(self.screen.columns))
