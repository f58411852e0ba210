"""One sitting at a screen: start it, press the keys of an owner, and keep what each one took."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks.programs import FLOOR_APP, MODULE, ROOT, Failed, changes, touch_four_panes
from benchmarks.terminal import SIZE, Terminal

FIRST_USEFUL = r"1 Tasks.*2 Today[\s\S]*[○▲◐●✓][\s\S]*3 Requests.*4 Contractors[\s\S]*[○▲◐●]"
"""All four panes, with rows in them."""


class Amount(NamedTuple):
    """How often each thing is done in one sitting."""

    down: int = 40
    page: int = 6
    filter: int = 2
    change: int = 6


class Sitting(NamedTuple):
    """What one sitting took: milliseconds to the last change of the screen, by measure."""

    wall: dict[str, list[float]]
    cpu: dict[str, float]
    """CPU milliseconds for one time, by measure."""


def floor_sitting(env: dict[str, str], amount: Amount, size: tuple[int, int] = SIZE) -> Sitting:
    """The floor app: its first frame, and its key."""
    terminal = Terminal(FLOOR_APP, env, str(ROOT), size)
    try:
        sitting = _opened(terminal, "0 keys")
        terminal.settle(1)
        _press(terminal, sitting, "key", ["down"] * amount.down)
        return sitting
    finally:
        terminal.close()


def cockpit_sitting(
    home: Path, env: dict[str, str], amount: Amount, size: tuple[int, int] = SIZE
) -> Sitting:
    """The cockpit on a home: first frame, moving, filtering, and changes, all of them durable."""
    touch_four_panes(home)
    terminal = Terminal([*MODULE, "--home", str(home)], env, str(ROOT), size)
    try:
        sitting = _opened(terminal, FIRST_USEFUL)
        terminal.settle(2.5)
        before = changes(home)
        _press(terminal, sitting, "four panes", ["u", "U"] * amount.change)
        terminal.send("home")
        _press(terminal, sitting, "down", ["down"] * amount.down)
        terminal.send("home")
        _press(terminal, sitting, "page down", ["page-down"] * amount.page)
        for _again in range(amount.filter):
            terminal.send("/", 0.2)
            _press(terminal, sitting, "first letter", ["w"])
            _press(terminal, sitting, "letter", ["r", "i", "backspace", "backspace"])
            terminal.send("escape", 0.3)
            terminal.send("1")
        for name, key in (("done", "space"), ("move", "t")):
            for _again in range(amount.change):
                terminal.send("home")
                _press(terminal, sitting, name, [key])
                _press(terminal, sitting, "undo", ["u"])
        made, wanted = changes(home) - before, 6 * amount.change
        if made < wanted:
            raise Failed(f"{wanted} changes were painted, but only {made} are in the database")
        return sitting
    finally:
        terminal.close()


class Rest(NamedTuple):
    """A screen that nobody touches."""

    cpu: float
    """Per cent of one core."""
    resident: float
    """MiB."""


def at_rest(
    command: list[str],
    env: dict[str, str],
    pattern: str,
    seconds: float,
    size: tuple[int, int] = SIZE,
) -> Rest:
    """Open a screen and leave it alone."""
    terminal = Terminal(command, env, str(ROOT), size)
    try:
        terminal.first_frame(pattern)
        terminal.settle(4)
        begun = terminal.cpu()
        terminal.wait(seconds)
        return Rest((terminal.cpu() - begun) / seconds * 100, terminal.resident())
    finally:
        terminal.close()


def typical(sittings: list[Sitting], name: str) -> float:
    """The median CPU milliseconds of a measure."""
    return median(sitting.cpu[name] for sitting in sittings)


def _opened(terminal: Terminal, pattern: str) -> Sitting:
    frame = terminal.first_frame(pattern)
    return Sitting({"frame": [frame]}, {"frame": terminal.cpu() * 1e3})


def _press(terminal: Terminal, sitting: Sitting, name: str, keys: list[str]) -> None:
    begun = terminal.cpu()
    values = sitting.wall.setdefault(name, [])
    known = len(values)
    values.extend(terminal.press(key).last for key in keys)
    spent = (terminal.cpu() - begun) * 1e3
    sitting.cpu[name] = (sitting.cpu.get(name, 0.0) * known + spent) / len(values)
