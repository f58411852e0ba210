"""A power cut played back: what a disk holds when everything not yet synced is lost, or in part.

Run as a program under `failing_disk.c` it makes changes, and every write is recorded.
"""

from __future__ import annotations

import ctypes
import os
import random
import struct
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

SECTOR = 512
"""Bytes that a disk writes as one."""
CHANGES = 12


class Step(NamedTuple):
    """One thing that the process did."""

    kind: str
    """c create, w write, t truncate, s sync, u unlink, n rename, l link, A said on stdout."""
    path: str
    data: bytes
    offset: int


class Disk:
    """Files as a disk holds them: what was synced, and the writes that are still on the way.

    Making, linking, renaming and removing files is ordered by the file system's own journal, and
    taken as done; what stands in the files is not.
    """

    def __init__(self) -> None:
        self.synced: dict[str, bytearray] = {}
        self.pending: dict[str, list[Step]] = {}

    def take(self, step: Step) -> None:
        """Let one more step happen."""
        match step.kind:
            case "c":
                self.synced.setdefault(step.path, bytearray())
            case "w" | "t":
                self.pending.setdefault(step.path, []).append(step)
            case "s":
                self._sync(step.path)
            case "u":
                self.synced.pop(step.path, None)
                self.pending.pop(step.path, None)
            case "n" | "l":
                new = step.data.decode()
                self.synced[new] = bytearray(self.synced.get(step.path, b""))
                self.pending[new] = list(self.pending.get(step.path, []))
                if step.kind == "n":
                    self.take(step._replace(kind="u"))

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files after a cut: of each write on the way nothing, some sectors or all came down."""
        found = {}
        for path, content in self.synced.items():
            left = bytearray(content)
            fate = chance.choice(("nothing", "some", "all"))
            for step in self.pending.get(path, []):
                if fate == "all":
                    _apply(left, step)
                elif fate == "some" and step.kind == "w":
                    for at in range(0, len(step.data), SECTOR):
                        if chance.random() < 0.5:
                            part = step.data[at : at + SECTOR]
                            _apply(left, step._replace(data=part, offset=step.offset + at))
            found[path] = bytes(left)
        return found

    def _sync(self, path: str) -> None:
        for step in self.pending.pop(path, []):
            _apply(self.synced.setdefault(path, bytearray()), step)


def read_log(path: Path) -> Iterator[Step]:
    """The steps that `failing_disk.c` recorded."""
    content = path.read_bytes()
    at = 0
    while at < len(content):
        kind, length, size, offset = struct.unpack_from("4q", content, at)
        at += 32
        name = content[at : at + length].decode()
        at += length
        holds = chr(kind) in "wnlA"
        data = content[at : at + size] if holds else b""
        at += size if holds else 0
        yield Step(chr(kind), name, data, offset)


def _apply(content: bytearray, step: Step) -> None:
    end = step.offset + len(step.data)
    if step.kind == "t":
        del content[step.offset :]
        content.extend(bytes(step.offset - len(content)))
        return
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[step.offset : end] = step.data


def _load(library: str, home: str, log: str) -> None:
    from cockpit.actions.records import add_record, edit_record
    from cockpit.domain.clock import FixedClock
    from cockpit.store.workspace import Workspace

    layer = ctypes.CDLL(library)
    layer.failing_disk_record(home.encode(), log.encode())
    clock = FixedClock(datetime.fromisoformat("2026-11-23T09:20:00+00:00"))
    for opened in range(2):
        workspace = Workspace.open(os.path.join(home, "cockpit.db"), clock, actor="load")
        for number in range(CHANGES // 2):
            title = f"{opened}.{number}"
            with workspace.transaction(title):
                first = add_record(workspace, "task", {"title": title})
                add_record(workspace, "task", {"title": f"{title} too"})
                edit_record(workspace, first.ref, {"notes": "long " * 400})
            os.write(1, f"{title}\n".encode())
        workspace.close()


if __name__ == "__main__":
    _load(*sys.argv[1:])
