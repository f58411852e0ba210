"""The figures are what was measured: ratios, verdicts, tables, and the README's part of them."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks import business_time
from benchmarks.figures import (
    Figure,
    all_of,
    cells,
    compared,
    figures_of,
    markdown,
    markdown_table,
    percentile,
    ratio,
    read,
    save,
    text_table,
)
from benchmarks.imports import Loaded, heaviest, parse
from benchmarks.measures import slowest_first
from benchmarks.soak import Look, growth, verdict
from cockpit.domain.business_time import BusinessCalendar
from tests.readme import README, figures_part

RUN = {
    "day": "2026-11-23",
    "python": "3.11.7",
    "textual": "8.2.8",
    "processors": 2,
    "load": 0.5,
    "columns": 120,
    "rows": 36,
    "closed": 100_000,
    "rounds": 7,
}
FRAME = Figure("first frame", 10_000, 300.0, "ms", "bare app", 250.0, 1.2, 1.5, 320.0)


def test_a_ratio_is_taken_within_a_round() -> None:
    # given a machine that was twice as slow in the second round and busy for one key
    ours = [[20.0, 21.0, 19.0], [40.0, 41.0, 300.0], [20.0, 20.0, 20.0]]
    floor = [[10.0, 10.0, 11.0], [20.0, 20.0, 21.0], [10.0, 10.0, 10.0]]

    assert ratio(ours, floor) == 2.0


def test_a_sum_of_floors_is_the_sum_of_their_medians() -> None:
    assert ratio([[6.0]], [[1.0, 1.0, 9.0]], [[2.0]]) == 2.0


@pytest.mark.parametrize(
    ("part", "expected"), [(0.5, 50), (0.99, 99), (0.991, 100), (1.0, 100), (0.001, 1)]
)
def test_a_percentile_is_one_of_the_values(part: float, expected: int) -> None:
    assert percentile(range(100, 0, -1), part) == expected


def test_a_figure_tells_the_median_and_the_tail_of_all_rounds() -> None:
    figure = compared("key", 100, [[1.0, 2.0], [3.0, 90.0]], [[[1.0], [1.0]]], "floor", 2, 16.7)

    assert (figure.ours, figure.tail, figure.floor) == (2.5, 90.0, 1.0)
    assert all_of([[1.0, 2.0], [3.0]]) == [1.0, 2.0, 3.0]


@pytest.mark.parametrize(
    ("changed", "verdict_word"),
    [
        ({}, "met"),
        ({"value": 1.5}, "met"),
        ({"value": 1.51}, "not met"),
        ({"tail_limit": 320.0}, "met"),
        ({"tail_limit": 319.9}, "not met"),
        ({"limit": None, "value": 99.0}, ""),
        ({"limit": None, "value": 99.0, "own_limit": 300.0}, "met"),
        ({"limit": None, "own_limit": 299.0}, "not met"),
        ({"own_limit": 299.0}, "not met"),
    ],
)
def test_a_budget_is_met_or_not(changed: dict[str, float], verdict_word: str) -> None:
    assert FRAME._replace(**changed).verdict == verdict_word


def test_what_misses_its_budget_most_is_told_first() -> None:
    bad, worse = FRAME._replace(value=3.0), FRAME._replace(value=4.0, limit=1.0)

    assert slowest_first([FRAME, bad, worse]) == [worse, bad]


def test_a_budget_of_its_own_stands_beside_the_ratio() -> None:
    due = Figure("one due", None, 1.4, "µs", "walk", 2700.0, 0.0005, None, own_limit=10)

    assert cells(due)[5:] == ("0.0005×", "", "≤ 10 µs", "met")
    assert cells(FRAME._replace(own_limit=400))[-2:] == ("≤ 1.5×, ≤ 400 ms", "met")
    assert slowest_first([FRAME, due._replace(ours=20.0)]) == [due._replace(ours=20.0)]


def test_the_walk_beside_business_time_finds_the_same_dues() -> None:
    calendar = BusinessCalendar(business_time.ZONE, business_time.WEEK, business_time.HOLIDAYS)

    for start in business_time.STARTS[::500]:
        for hours in (1, 8, 400):
            length = timedelta(hours=hours)
            assert business_time.walk(start, length) == calendar.add(start, length)


def test_the_tables_say_the_same() -> None:
    rest = Figure("at rest", 100, 0.3, "% of a core", "", None, 0.3, 1.0)
    figures = [FRAME, rest]

    words = [cell.strip() for cell in markdown_table(figures).splitlines()[2].split("|")[1:-1]]
    assert words == [
        "first frame", "10,000", "300 ms", "320 ms", "bare app 250 ms", "1.20×", "", "≤ 1.5×", "met",
    ]  # fmt: skip
    assert "0.30 % of a core" in text_table(figures).splitlines()[2]
    assert "≤ 1 % of a core" in text_table(figures)


def test_a_saved_run_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    assert read(path) is None

    save([FRAME], RUN, path)

    saved = read(path)
    assert saved is not None
    assert figures_of(saved) == [FRAME]
    assert "120×36, 100,000 closed" in markdown(saved)


def test_a_run_of_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    path.write_text('{"schema": 2}', encoding="utf-8")

    with pytest.raises(ValueError, match="make bench"):
        read(path)


def test_the_readme_has_figures_only_of_a_saved_run(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    text = "<!-- figures -->\nolder\n<!-- /figures -->\n"
    assert figures_part(text, path) == text

    save([FRAME], RUN, path)

    assert "| first frame | 10,000 | 300 ms |" in figures_part(text, path)
    assert "older" not in figures_part(text, path)
    assert "<!-- figures -->" in README.read_text(encoding="utf-8")


REPORT = """import time: self [us] | cumulative | imported package
import time:       100 |        100 |     sqlite3
import time:      2404 |       5803 |     cockpit.store.workspace
import time:       400 |      11114 |   cockpit.cli.context
import time:        10 |         10 |   cockpitish
a line of the program's own | with | bars
"""


def test_what_python_tells_of_imports_is_read() -> None:
    modules = parse(REPORT)

    assert [module.name for module in modules][:2] == ["sqlite3", "cockpit.store.workspace"]
    assert heaviest(modules, count=1) == [Loaded("cockpit.cli.context", 0.4, 11.114)]
    assert len(heaviest(modules)) == 2


def test_memory_is_flat_when_the_last_quarter_is_like_the_second() -> None:
    # given a screen that grows while it warms up, and then no more
    flat = [Look(number * 60.0, 90.0 + min(number, 3), 0.3) for number in range(1, 61)]
    grown = [look._replace(resident=look.resident + look.seconds / 600) for look in flat]

    assert growth(flat) == 0
    assert verdict(flat, worked=False).startswith("memory flat: +0.0 MiB; load 0.30 %")
    assert "met" in verdict(flat, worked=False)
    assert "NOT flat" in verdict(grown, worked=False)


# -- the measuring terminal ---------------------------------------------------------------

PROGRAM = """
import os, sys, termios, tty
tty.setraw(0)
write = lambda words: (sys.stdout.write(words), sys.stdout.flush())
write("\\x1b[?2026$p\\x1b[>1u")
answer = os.read(0, 64)
write("\\x1b[?2026hready " + ascii(answer) + "\\x1b[?2026l")
while (key := os.read(0, 8)) != b"q":
    if key == b"x":
        write("\\x1b[?2026h\\x1b[2;1Hone\\x1b[?2026l")
        write("\\x1b[?2026h\\x1b[2;1Hone\\x1b[?2026l")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")
def test_a_key_is_painted_when_the_screen_has_changed(tmp_path: Path) -> None:
    from benchmarks.terminal import Silent, Terminal

    terminal = Terminal([sys.executable, "-c", PROGRAM], {"TERM": "xterm"}, str(tmp_path), (40, 5))
    try:
        # then the terminal has answered the program, and unknown sequences are not drawn
        assert terminal.first_frame("ready") > 0
        assert terminal.text().splitlines()[0].rstrip() == r"ready b'\x1b[?2026;2$y'"
        # when a key changes the screen, and once more to the same
        painted = terminal.press("x")
        assert 0 < painted.first == painted.last
        assert terminal.text().splitlines()[1].startswith("one")
        # when a key changes nothing
        with pytest.raises(Silent, match="'x' changed nothing"):
            terminal.press("x", timeout=0.2)
        assert terminal.cpu() >= 0
        assert terminal.resident() > 1
    finally:
        terminal.close()
    assert terminal.process.returncode == 0


def test_a_program_that_ends_is_told_with_its_last_words(tmp_path: Path) -> None:
    from benchmarks.terminal import Silent, Terminal

    terminal = Terminal([sys.executable, "-c", "raise SystemExit('broken')"], {}, str(tmp_path))
    try:
        with pytest.raises(Silent, match="broken"):
            terminal.first_frame("ready", timeout=5)
    finally:
        terminal.close()
