"""Tables on the command line: aligned by cells, and narrowed where they are widest."""

from __future__ import annotations

import pytest

from cockpit.cli import output
from cockpit.cli.context import Context, Options
from cockpit.cli.output import fitting, say_table, width_of

ROWS = [
    ["T1", "Write launch mail for the planner bundle and tell everybody", "Writing", "tue 12:00"],
    ["T2", "日本語のお客様向けページを作る (page for customers in Japan)", "Product", "in 2h"],
]


def printed(capsys: pytest.CaptureFixture[str], width: int | None, **settings: bool) -> list[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output, "_terminal_width", lambda: width)
        say_table(Context(Options()), ROWS, **settings)
    return capsys.readouterr().out.splitlines()


def test_a_pipe_gets_everything(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, None)

    for line, row in zip(lines, ROWS, strict=True):
        assert all(cell in line for cell in row)


@pytest.mark.parametrize("width", [30, 40, 60, 80, 200])
def test_a_terminal_is_never_overrun(width: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert all(width_of(line) <= width for line in printed(capsys, width))


@pytest.mark.parametrize("width", [60, 80])
def test_the_widest_column_gives_way_and_the_last_one_stays(
    width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = printed(capsys, width)

    assert first.endswith("tue 12:00")
    assert second.endswith("in 2h")
    assert "…" in first
    assert width_of(first[: first.index("tue")]) == width_of(second[: second.index("in 2h")])


def test_a_record_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert all(
        cell in line
        for line, row in zip(printed(capsys, 40, whole=True), ROWS, strict=True)
        for cell in row
    )


@pytest.mark.parametrize(
    ("widths", "limit", "expected"),
    [
        ([2, 10], 20, [2, 10]),
        ([2, 30], 20, [2, 16]),
        ([30, 30], 32, [15, 15]),
        ([40, 20, 4], 30, [11, 11, 4]),
        ([9, 9, 9], 5, [5, 5, 5]),
    ],
)
def test_widths_that_fit(widths: list[int], limit: int, expected: list[int]) -> None:
    assert fitting(widths, limit) == expected
