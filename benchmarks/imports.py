"""Which of our modules a start waits for: `python -m benchmarks --profile`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.programs import LINE, ROOT, Failed

SCREEN = "import cockpit.__main__, cockpit.cli.main, cockpit.cli.screen, cockpit.tui.app"
"""What is loaded before the first frame (Textual writes where the report would be written, so
these are imported without a screen)."""


class Loaded(NamedTuple):
    """One module, in milliseconds."""

    name: str
    own: float
    cumulative: float
    """With everything that it was the first to import."""


def parse(report: str) -> list[Loaded]:
    """What `-X importtime` wrote, as modules."""
    found = []
    for line in report.splitlines():
        own, bar, rest = line.removeprefix("import time:").partition("|")
        if line.startswith("import time:") and bar and own.strip().isdigit():
            cumulative, _bar, name = rest.partition("|")
            found.append(Loaded(name.strip(), int(own) / 1e3, int(cumulative) / 1e3))
    return found


def heaviest(modules: list[Loaded], count: int = 15, package: str = "cockpit") -> list[Loaded]:
    """The modules of a package that took longest, with what they imported."""
    own = [module for module in modules if module.name.partition(".")[0] == package]
    return sorted(own, key=lambda module: -module.cumulative)[:count]


def report(home: Path, env: dict[str, str]) -> str:
    """The heaviest modules of a capture and of a first frame."""
    words = []
    for title, tail in (
        ("capture", ["-m", "cockpit", "--home", str(home), "add", LINE]),
        ("first frame", ["-c", SCREEN]),
    ):
        modules = _run(tail, env)
        total = sum(module.own for module in modules)
        words.append(f"{title}: {len(modules)} modules in {total:.1f} ms (longer than without -X)")
        words += [
            f"  {module.cumulative:8.2f} ms {module.own:8.2f} own  {module.name}"
            for module in heaviest(modules)
        ]
    return "\n".join(words)


def _run(words: list[str], env: dict[str, str]) -> list[Loaded]:
    best: list[Loaded] | None = None
    for _again in range(4):  # the first one warms what is compiled
        done = subprocess.run(
            [sys.executable, "-X", "importtime", *words],
            env=env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        modules = parse(done.stderr)
        if done.returncode or not modules:
            raise Failed(
                f"python {' '.join(words)} left with {done.returncode}: {done.stderr[-500:]}"
            )
        if best is None or sum(m.own for m in modules) < sum(m.own for m in best):
            best = modules
    return best or []
