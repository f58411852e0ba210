"""What a key costs in the nightly review's proposal, beside the key of an app that does nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from benchmarks.figures import Figure, Rounds, all_of, compared, percentile
from benchmarks.measures import Plan, Say
from benchmarks.programs import make_home
from benchmarks.sessions import floor_sitting
from cockpit.actions.owner import today
from cockpit.actions.planning import Planner
from cockpit.domain.clock import SystemClock, week_of
from cockpit.store.workspace import Workspace

LIVE = 2_000
KEYS = 200
"""Choices that are toggled one after the other in each round, none of them taken back."""


class _Measured(NamedTuple):
    """Milliseconds by round."""

    keys: Rounds
    facts: Rounds


def figures(plan: Plan, homes: dict[int, Path], env: dict[str, str], say: Say) -> list[Figure]:
    """In and out with most tasks in the backlog, and with every one on the list of the week."""
    say(f"planning, {plan.rounds} rounds on {LIVE:,} live")
    usual, full, floor = _Measured([], []), _Measured([], []), []
    with TemporaryDirectory(prefix="cockpit-bench-") as folder:
        home = Path(folder) / "home"
        make_home(home, LIVE, plan.closed, env, None)
        crowded = Path(folder) / "crowded"
        make_home(crowded, LIVE, plan.closed, env, None)
        _into_the_week(crowded)
        for _round in range(plan.rounds):
            floor.append(floor_sitting(env, plan.amount, (plan.columns, plan.rows)).wall["key"])
            _measure(home, usual)
            _measure(crowded, full)
    found = []
    for measured, words in ((usual, ""), (full, ", all on the list of the week")):
        what = f"proposal: in or out{words}"
        found.append(compared(what, LIVE, measured.keys, [floor], "bare app", 2, 16.7))
    for measured, words in ((usual, ""), (full, ", all on the list of the week")):
        times = all_of(measured.facts)
        middle = percentile(times, 0.5)
        what = f"proposal: facts read, made for the first time{words}"
        found.append(Figure(what, LIVE, middle, "ms", "", None, middle, None, max(times)))
    return found


def _measure(home: Path, measured: _Measured) -> None:
    """Open the workspace, make a planner, and choose or take out one task after the other."""
    workspace = Workspace.open(str(home / "cockpit.db"), SystemClock(), actor="benchmark")
    try:
        day = _next_working_day(today(workspace))
        begun = perf_counter()
        planner = Planner(workspace, day)
        plan = planner.plan()
        measured.facts.append([(perf_counter() - begun) * 1e3])
        choices: dict[str, bool] = {}
        times = []
        for one in plan.candidates[:KEYS]:
            choices[one.ref] = not one.chosen
            begun = perf_counter()
            planner.plan(choices)
            times.append((perf_counter() - begun) * 1e3)
        measured.keys.append(times)
    finally:
        workspace.close()


def _into_the_week(home: Path) -> None:
    """Put every task on the list of the week that is planned."""
    workspace = Workspace.open(str(home / "cockpit.db"), SystemClock(), actor="benchmark")
    try:
        week = week_of(_next_working_day(today(workspace)))
        with workspace.transaction("All into the week"):
            workspace.table("task").update(
                lambda task: (task.pop("day", None), task.update(place="week", week=week)),
                doc_ids=list(workspace.live("task")),
            )
    finally:
        workspace.close()


def _next_working_day(day: date) -> date:
    """The next Monday to Friday, on which the demo has its blocks."""
    following = day + timedelta(days=1)
    return following if following.weekday() < 5 else _next_working_day(following)
