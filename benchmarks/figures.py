"""What was measured, held against what it must be: ratios, verdicts, tables and the saved file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

RESULTS = Path(__file__).with_name("results.json")
"""Where a full run is saved; the README's figures are taken from it and from nowhere else."""

Rounds = list[list[float]]
"""What was measured in each round."""


class Figure(NamedTuple):
    """One measure beside its floor."""

    what: str
    live: int | None
    """Live tasks and requests in the home; None where it does not matter."""
    ours: float
    """Our median, in `unit`."""
    unit: str
    floor_name: str
    floor: float | None
    """The floor's median in the same run."""
    value: float
    """What is held against the limit: the ratio to the floor, or `ours` where there is none."""
    limit: float | None
    """The budget; None for what is only told."""
    tail: float | None = None
    """Our 99th percentile."""
    tail_limit: float | None = None
    cpu: float | None = None
    """The ratio in CPU time, which other work on the machine disturbs less."""
    own_limit: float | None = None
    """A budget in `unit`, for what is told beside its floor and held against the clock."""

    @property
    def met(self) -> bool | None:
        """Whether the budgets are kept; None when there is none."""
        if self.limit is None and self.own_limit is None:
            return None
        within = self.tail is None or self.tail_limit is None or self.tail <= self.tail_limit
        own = self.own_limit is None or self.ours <= self.own_limit
        return (self.limit is None or self.value <= self.limit) and own and within

    @property
    def verdict(self) -> str:
        """The same in words."""
        return {None: "", True: "met", False: "not met"}[self.met]


def ratio(ours: Rounds, *floors: Rounds) -> float:
    """Our median over the sum of the floors' medians, round by round; the median of these."""
    return median(
        median(own) / sum(median(floor[number]) for floor in floors)
        for number, own in enumerate(ours)
    )


def all_of(rounds: Rounds) -> list[float]:
    """The values of all rounds together."""
    return [value for values in rounds for value in values]


def percentile(values: Iterable[float], part: float) -> float:
    """The value that `part` (0 to 1) of the values do not exceed, by nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -int(-part * len(ordered) // 1) - 1)]


def compared(
    what: str,
    live: int | None,
    ours: Rounds,
    floors: Sequence[Rounds],
    floor_name: str,
    limit: float | None,
    tail_limit: float | None = None,
    cpu: float | None = None,
) -> Figure:
    """A figure in milliseconds beside its floor, or beside a sum of floors."""
    return Figure(
        what,
        live,
        median(all_of(ours)),
        "ms",
        floor_name,
        sum(median(all_of(floor)) for floor in floors),
        ratio(ours, *floors),
        limit,
        percentile(all_of(ours), 0.99),
        tail_limit,
        cpu,
    )


HEADINGS = ("what", "live", "median", "99 %", "floor", "ratio", "CPU", "must be", "")


def cells(figure: Figure) -> tuple[str, ...]:
    """A figure as the words of one row."""
    unit = f" {figure.unit}"
    beside = figure.floor is not None
    sign = "×" if beside else unit
    limit = "" if figure.limit is None else f"≤ {figure.limit:g}{sign}"
    if figure.own_limit is not None:
        limit += f"{', ' if limit else ''}≤ {figure.own_limit:g}{unit}"
    if figure.tail_limit is not None:
        limit += f", 99 % ≤ {figure.tail_limit:g}{unit}"
    return (
        figure.what,
        "" if figure.live is None else f"{figure.live:,}",
        _number(figure.ours) + unit,
        "" if figure.tail is None else _number(figure.tail) + unit,
        f"{figure.floor_name} {_number(figure.floor)}{unit}" if figure.floor is not None else "",
        f"{_ratio(figure.value)}×" if beside else "",
        "" if figure.cpu is None else f"{figure.cpu:.2f}×",
        limit,
        figure.verdict,
    )


def text_table(figures: Sequence[Figure]) -> str:
    """The figures for a terminal."""
    rows = [HEADINGS, *map(cells, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    numbers = {1, 2, 3, 5, 6}
    return "\n".join(
        "  ".join(
            word.rjust(width) if column in numbers else word.ljust(width)
            for column, (word, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def markdown_table(figures: Sequence[Figure]) -> str:
    """The figures for the README."""
    rows = [HEADINGS, ("---", *["---:"] * 3, "---", "---:", "---:", "---", "---")]
    rows += map(cells, figures)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def markdown(saved: dict[str, Any]) -> str:
    """A saved run as the README shows it: the table, and under what circumstances it was made."""
    return f"{markdown_table(figures_of(saved))}\n\n{circumstances(saved['run'])}"


def circumstances(run: dict[str, Any]) -> str:
    """One paragraph on how a run was made."""
    return (
        f"Measured on {run['day']} with Python {run['python']} and Textual {run['textual']} on "
        f"{run['processors']} processors (load {run['load']:.1f} of others at the start), a "
        f"terminal of {run['columns']}×{run['rows']}, {run['closed']:,} closed records beside the "
        f"live ones, {run['rounds']} interleaved rounds. Medians; a ratio is taken within a round, "
        "then the median of the rounds. The machine is not idle: where wall time and CPU time "
        "disagree, believe the CPU column."
    )


def save(figures: Sequence[Figure], run: dict[str, Any], path: Path = RESULTS) -> None:
    """Keep a run, with figures rounded to what was really resolved."""
    rows = [
        {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in figure._asdict().items()
        }
        for figure in figures
    ]
    saved = {"schema": 1, "run": run, "figures": rows}
    path.write_text(json.dumps(saved, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(path: Path = RESULTS) -> dict[str, Any] | None:
    """A saved run; None when none was made yet. ValueError for one of another form."""
    if not path.exists():
        return None
    saved: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if saved.get("schema") != 1:
        raise ValueError(f"{path.name} is of another form: run `make bench` again")
    return saved


def figures_of(saved: dict[str, Any]) -> list[Figure]:
    """The figures of a saved run."""
    return [Figure(**row) for row in saved["figures"]]


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"{value:.2g}"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"
