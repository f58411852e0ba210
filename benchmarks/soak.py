"""Leaves the cockpit open for an hour and watches memory and load: `make soak`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.programs import LINE, MODULE, ROOT, environment, make_home, timed
from benchmarks.sessions import FIRST_USEFUL
from benchmarks.terminal import Terminal

GROWTH = 2.0
"""MiB by which the memory of an open screen may differ from one part of an hour to the next."""
LOAD = 1.0
"""Per cent of one core."""
WORK = ("down", "down", "space", "u", "page-down", "s", "s", "home", "t", "u", "2", "3", "4", "1")


class Look(NamedTuple):
    """One look at the open screen."""

    seconds: float
    resident: float
    """MiB."""
    cpu: float
    """Per cent of one core since the look before."""


def growth(looks: Sequence[Look]) -> float:
    """How much the memory has grown from the second quarter to the last one, in MiB."""
    quarter = max(1, len(looks) // 4)
    early, late = looks[quarter : 2 * quarter] or looks[:1], looks[-quarter:]
    return median(look.resident for look in late) - median(look.resident for look in early)


def verdict(looks: Sequence[Look], worked: bool) -> str:
    """Whether memory was flat, and (when nobody worked) the load within its budget."""
    grown = growth(looks)
    flat = "flat" if grown <= GROWTH else "NOT flat"
    load = median(look.cpu for look in looks)
    words = f"memory {flat}: {grown:+.1f} MiB; load {load:.2f} % of a core"
    if worked:
        return words
    return f"{words}, {'met' if load < LOAD else 'not met'} (must be under {LOAD:g})"


def main(words: list[str] | None = None) -> int:
    """Watch, telling each look; 0 unless the screen could not be watched to the end."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", allow_abbrev=False)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--live", type=int, default=10_000)
    parser.add_argument("--closed", type=int, default=100_000)
    parser.add_argument("--every", type=float, default=60, help="seconds between two looks")
    parser.add_argument("--work", action="store_true", help="press keys, and add from beside")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="cockpit-soak-") as folder:
        home, env = Path(folder) / "home", environment(Path(folder) / "compiled")
        del env["COCKPIT_BACKUPS"]  # an hour holds one
        make_home(home, options.live, options.closed, env, None)
        terminal = Terminal([*MODULE, "--home", str(home)], env, str(ROOT))
        try:
            terminal.first_frame(FIRST_USEFUL)
            terminal.wait(10)
            looks: list[Look] = []
            spent = terminal.cpu()
            count = max(2, round(options.minutes * 60 / options.every))
            for number in range(1, count + 1):
                if options.work:
                    _work(terminal, options.every)
                    timed([*MODULE, "--home", str(home), "add", LINE], env)
                else:
                    terminal.wait(options.every)
                now = terminal.cpu()
                share = (now - spent) / options.every * 100
                looks.append(Look(number * options.every, terminal.resident(), share))
                spent = now
                print(
                    f"{looks[-1].seconds / 60:6.1f} min  {looks[-1].resident:7.1f} MiB  {share:6.2f} %",
                    flush=True,
                )
        finally:
            terminal.close()
    print(verdict(looks, options.work))
    return 0


def _work(terminal: Terminal, seconds: float) -> None:
    pause = seconds / len(WORK)
    for key in WORK:
        terminal.send(key, 0.05)
        terminal.wait(max(0.0, pause - 0.05))


if __name__ == "__main__":
    sys.exit(main())
