"""Shares with their doubt, medians and percentiles."""

from __future__ import annotations

from statistics import median as plain_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.statistics import median, percentile, wilson
from cockpit.errors import WrongUse

NUMBERS = st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=40)


@pytest.mark.parametrize(
    ("successes", "n", "confidence", "lower", "upper"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 0.95, 0.2553, 0.3662),
        (15, 148, 0.95, 0.0624, 0.1605),
        (0, 20, 0.95, 0.0000, 0.1611),
        (1, 29, 0.95, 0.0061, 0.1718),
        # n / (n + z²) and its mirror, z = 1.28155
        (7, 7, 0.80, 0.8100, 1.0000),
        (6, 6, 0.80, 0.7851, 1.0000),
        (0, 7, 0.80, 0.0000, 0.1900),
    ],
)
def test_published_score_intervals(
    successes: int, n: int, confidence: float, lower: float, upper: float
) -> None:
    assert wilson(successes, n, confidence) == pytest.approx((lower, upper), abs=0.00005)


def test_seven_of_seven_is_the_first_unbroken_row_that_is_surely_four_fifths() -> None:
    assert next(n for n in range(1, 20) if wilson(n, n)[0] >= 0.80) == 7


def test_nothing_observed_tells_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 500), st.integers(1, 500), st.floats(0.01, 0.999))
def test_the_share_lies_within_and_the_other_side_is_the_mirror(
    successes: int, n: int, confidence: float
) -> None:
    successes = min(successes, n)

    lower, upper = wilson(successes, n, confidence)

    assert 0.0 <= lower <= successes / n <= upper <= 1.0
    mirrored = wilson(n - successes, n, confidence)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((lower, upper))


@pytest.mark.parametrize(
    ("successes", "n", "confidence"),
    [
        *((8, 7, 0.8), (-1, 7, 0.8), (0, -1, 0.8), (1.0, 2, 0.8), (True, 2, 0.8), (1, 2.0, 0.8)),
        *((1, 2, 0.0), (1, 2, 1.0), (1, 2, 80), (1, 2, float("nan")), (1, 2, True)),
    ],
)
def test_a_share_that_cannot_be_is_one_sentence(successes: int, n: int, confidence: float) -> None:
    with pytest.raises(WrongUse) as error:
        wilson(successes, n, confidence)
    assert str(error.value).count("\n") == 0
    assert str(error.value).endswith(".")


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(0, 15), (25, 20), (40, 29), (50, 35), (75, 40), (90, 46), (100, 50)],
)
def test_percentiles_are_linear_between_neighbours(percent: float, expected: float) -> None:
    assert percentile([50, 15, 40, 20, 35], percent) == pytest.approx(expected)


@given(NUMBERS)
def test_the_median_is_that_of_the_standard_library(values: list[int]) -> None:
    assert median(values) == pytest.approx(plain_median(values))


@given(NUMBERS, st.floats(0, 100), st.floats(0, 100))
def test_a_higher_percentage_is_never_a_lower_value(
    values: list[int], one: float, other: float
) -> None:
    low, high = sorted((one, other))

    assert percentile(values, low) <= percentile(values, high) + 1e-6
    assert min(values) <= percentile(values, one) + 1e-6
    assert percentile(values, one) <= max(values) + 1e-6


@pytest.mark.parametrize(
    ("values", "percent"),
    [([], 50), ([1.0], -1), ([1.0], 100.5), ([float("nan"), 1.0], 50), ([1.0], float("nan"))],
)
def test_a_percentile_that_cannot_be_is_told(values: list[float], percent: float) -> None:
    with pytest.raises(WrongUse):
        percentile(values, percent)
