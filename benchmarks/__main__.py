"""`python -m benchmarks`: measures the cockpit beside its floors and holds it to its budgets."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import business_time, imports, planning
from benchmarks.figures import Figure, circumstances, markdown_table, save, text_table
from benchmarks.measures import (
    QUICK,
    Plan,
    command_figures,
    rest_figures,
    screen_figures,
    slowest_first,
)
from benchmarks.programs import Failed, environment, make_home
from benchmarks.terminal import Silent

PARTS = {
    "screen": screen_figures,
    "commands": command_figures,
    "rest": rest_figures,
    "time": business_time.figures,
    "planning": planning.figures,
}


def main(words: list[str] | None = None) -> int:
    """Measure and tell; 1 only when something could not be measured."""
    options = _options(words)
    plan = QUICK if options.quick else Plan()
    if options.rounds:
        plan = plan._replace(rounds=options.rounds)
    if options.size:
        columns, _by, rows = options.size.partition("x")
        plan = plan._replace(columns=int(columns), rows=int(rows))
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-", dir=options.folder) as folder:
        work = Path(folder)
        env = environment(work / "compiled")
        env["XDG_CONFIG_HOME"] = env["XDG_STATE_HOME"] = str(work / "nothing")
        if options.profile:
            home = _homes(plan._replace(sizes=plan.sizes[:1]), work, env, options.homes)
            print(imports.report(home[plan.sizes[0]], env))
            return 0
        homes = (
            {} if options.only in ("time", "planning") else _homes(plan, work, env, options.homes)
        )
        figures: list[Figure] = []
        failed = False
        for name, measure in PARTS.items():
            if options.only in (None, name):
                try:
                    figures += measure(plan, homes, env, _say)
                except (Failed, Silent) as problem:
                    failed = True
                    _say(f"{name} could not be measured: {problem}")
    run = {
        "day": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "textual": version("textual"),
        "processors": os.cpu_count(),
        "load": load,
        **{name: getattr(plan, name) for name in ("columns", "rows", "closed", "rounds")},
    }
    print("\n" + (markdown_table(figures) if options.markdown else text_table(figures)))
    print("\n" + circumstances(run))
    missed = slowest_first(figures)
    for figure in missed:
        live = "" if figure.live is None else f" ({figure.live:,} live)"
        print(f"not met: {figure.what}{live}")
    if failed or options.quick or options.only:
        _say("not saved: only a whole run is, for the README")
    else:
        save(figures, run)
    return 1 if failed else 0


def _options(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", allow_abbrev=False)
    parser.add_argument("--quick", action="store_true", help="small homes, few rounds")
    parser.add_argument("--markdown", action="store_true", help="the table as Markdown")
    parser.add_argument("--profile", action="store_true", help="what a start imports")
    parser.add_argument("--only", choices=tuple(PARTS), help="one part; nothing is saved")
    parser.add_argument("--rounds", type=int, help="rounds at the screen")
    parser.add_argument("--size", metavar="COLSxROWS", help="the terminal; 120x36")
    parser.add_argument("--folder", help="where the homes are put; the disk that is measured")
    parser.add_argument("--homes", type=Path, help="copy homes made before: DIR/100, DIR/1000 …")
    return parser.parse_args(words)


def _homes(plan: Plan, work: Path, env: dict[str, str], ready: Path | None) -> dict[int, Path]:
    homes = {live: work / f"home{live}" for live in plan.sizes}
    for live, home in homes.items():
        _say(f"a home of {live:,} live and {plan.closed:,} closed")
        make_home(home, live, plan.closed, env, ready)
    return homes


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
