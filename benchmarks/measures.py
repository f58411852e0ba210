"""All measures in interleaved rounds, and the figures that come of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.figures import Figure, Rounds, compared, ratio
from benchmarks.programs import (
    FLOOR_APP,
    LINE,
    MODULE,
    PASS,
    Timed,
    bare_commits,
    script,
    timed,
)
from benchmarks.sessions import (
    FIRST_USEFUL,
    Amount,
    Sitting,
    at_rest,
    cockpit_sitting,
    floor_sitting,
    typical,
)

Say = Callable[[str], None]


class Plan(NamedTuple):
    """How much is measured."""

    sizes: tuple[int, ...] = (100, 1_000, 10_000)
    closed: int = 100_000
    rounds: int = 7
    captures: int = 25
    rest: float = 20
    """Seconds for which an open screen is left alone."""
    amount: Amount = Amount()
    columns: int = 120
    rows: int = 36


QUICK = Plan((100, 1_000), 5_000, 2, 7, 5, Amount(10, 3, 1, 2))


def screen_figures(
    plan: Plan, homes: dict[int, Path], env: dict[str, str], say: Say
) -> list[Figure]:
    """First frame, keys and changes, each beside the floor app of its own round."""
    size = plan.columns, plan.rows
    floor: list[Sitting] = []
    ours: dict[int, list[Sitting]] = {live: [] for live in plan.sizes}
    commits: Rounds = []
    for number in range(plan.rounds + 1):
        say(f"screen, round {number} of {plan.rounds}" if number else "screen, to warm up")
        round_of_floor = floor_sitting(env, plan.amount, size)
        found = {live: cockpit_sitting(homes[live], env, plan.amount, size) for live in plan.sizes}
        if number:
            floor.append(round_of_floor)
            commits.append(bare_commits(homes[plan.sizes[0]].parent, 60))
            for live, sitting in found.items():
                ours[live].append(sitting)
    figures = []
    for live in plan.sizes:
        figures.append(
            _beside("first useful frame", live, ours[live], floor, "frame", "frame", 1.5)
        )
    if len(plan.sizes) > 1:
        few, many = plan.sizes[-2:]
        figures.append(
            _beside(
                f"first frame, {many:,} beside {few:,} live",
                many,
                ours[many],
                ours[few],
                "frame",
                "frame",
                1.15,
                floor_name=f"at {few:,}",
            )
        )
    for live in plan.sizes:
        figures += _keys(live, ours[live], floor, commits)
    return figures


def _keys(live: int, ours: list[Sitting], floor: list[Sitting], commits: Rounds) -> list[Figure]:
    figures = []
    for what, name, limit, tail in (
        ("key: down in the tasks", "down", 2, 16.7),
        ("key: page down", "page down", 3, None),
        ("key: first letter of a filter", "first letter", 6, None),
        ("key: a further letter of a filter", "letter", 6, None),
        ("key: undo that touches all four panes", "four panes", 6, None),
    ):
        figures.append(_beside(what, live, ours, floor, name, "key", limit, tail))
    painted = _walls(ours, "down")
    for what, name in (
        ("change: done", "done"),
        ("change: undo", "undo"),
        ("change: tomorrow", "move"),
    ):
        figures.append(
            compared(
                f"{what}, durable and painted",
                live,
                _walls(ours, name),
                [commits, painted],
                "commit + key down",
                1.5,
            )
        )
    return figures


def _beside(
    what: str,
    live: int,
    ours: list[Sitting],
    floor: list[Sitting],
    name: str,
    floor_key: str,
    limit: float,
    tail: float | None = None,
    floor_name: str = "bare app",
) -> Figure:
    spent = typical(floor, floor_key)
    return compared(
        what,
        live,
        _walls(ours, name),
        [_walls(floor, floor_key)],
        floor_name,
        limit,
        tail,
        typical(ours, name) / spent if spent else None,
    )


def _walls(sittings: list[Sitting], name: str) -> Rounds:
    return [sitting.wall[name] for sitting in sittings]


def command_figures(
    plan: Plan, homes: dict[int, Path], env: dict[str, str], say: Say
) -> list[Figure]:
    """Captures and a list, each beside a Python that does nothing."""
    commands: dict[tuple[str, int], tuple[list[str], float]] = {}
    installed = script()
    for live, home in homes.items():
        add = ["--home", str(home), "add", LINE]
        if installed:
            commands["capture: cockpit add", live] = [*installed, *add], 4
        commands["capture: python -m cockpit add", live] = [*MODULE, *add], 4
    listed = min(homes, key=lambda live: abs(live - 1_000))
    words = ["--home", str(homes[listed]), "task", "list", "--json"]
    commands["cockpit task list --json", listed] = [*(installed or MODULE), *words], 15
    if not installed:
        say("the command `cockpit` is not installed beside this Python: measured as a module only")
    say(f"commands, {plan.captures} rounds")
    nothing: list[Timed] = []
    found: dict[tuple[str, int], list[Timed]] = defaultdict(list)
    for number in range(plan.captures + 1):
        idle = timed(PASS, env)
        runs = {key: timed(command, env) for key, (command, _limit) in commands.items()}
        if number:  # the first round warms what is compiled
            nothing.append(idle)
            for key, run in runs.items():
                found[key].append(run)
    return [
        compared(
            what,
            live,
            [[run.wall] for run in found[what, live]],
            [[[run.wall] for run in nothing]],
            "python -c pass",
            limit,
            None,
            ratio([[run.cpu] for run in found[what, live]], [[run.cpu] for run in nothing]),
        )
        for (what, live), (_command, limit) in commands.items()
    ]


def rest_figures(plan: Plan, homes: dict[int, Path], env: dict[str, str], say: Say) -> list[Figure]:
    """CPU and memory of an open screen that nobody touches."""
    size = plan.columns, plan.rows
    floor = at_rest(FLOOR_APP, env, "0 keys", 1, size)
    figures = []
    for live, home in homes.items():
        say(f"at rest for {plan.rest:g} s, {live:,} live")
        command = [*MODULE, "--home", str(home)]
        rest = at_rest(command, env, FIRST_USEFUL, plan.rest, size)
        figures += [
            Figure("at rest: CPU", live, rest.cpu, "% of a core", "", None, rest.cpu, 1.0),
            Figure(
                "at rest: resident memory",
                live,
                rest.resident,
                "MiB",
                "bare app",
                floor.resident,
                rest.resident / floor.resident,
                2.5,
            ),
        ]
    return figures


def slowest_first(figures: list[Figure]) -> list[Figure]:
    """What does not keep its budget, the worst first."""
    missed = [figure for figure in figures if figure.met is False]
    return sorted(missed, key=_over, reverse=True)


def _over(figure: Figure) -> float:
    """How many times its budget a figure is."""
    if figure.limit is None:
        return figure.ours / (figure.own_limit or 1)
    return figure.value / figure.limit
