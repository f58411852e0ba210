"""Working hours as people write them: no day that is named gets lost."""

from __future__ import annotations

import pytest

from cockpit.actions.typed.weeks import read_week, write_week
from cockpit.errors import WrongUse

WRITTEN = [
    ("sat,sun 10-12", "sat-sun 10:00-12:00"),
    ("sat, sun 10-12", "sat-sun 10:00-12:00"),
    ("sat sun 10-12", "sat-sun 10:00-12:00"),
    ("mon,wed,fri 9-12", "mon 09:00-12:00; wed 09:00-12:00; fri 09:00-12:00"),
    ("tue-wed,fri 9-12, 13-17", "tue-wed 09:00-12:00 13:00-17:00; fri 09:00-12:00 13:00-17:00"),
    ("mon, mon-tue 9-12", "mon-tue 09:00-12:00"),
    ("Mondays 9-12; tuesday closed", "mon 09:00-12:00"),
    ("fri-mon 9-12", "mon 09:00-12:00; fri-sun 09:00-12:00"),
]


@pytest.mark.parametrize(("text", "expected"), WRITTEN)
def test_every_day_that_is_named_gets_the_openings(text: str, expected: str) -> None:
    assert write_week(read_week(text)) == expected


LEFT_OVER = ["monx 9-12", "mon-fry 9-12", "mon- 9-12", "mon,9-12,tue", "mon 9-12 tue 10-12", "9-12"]


@pytest.mark.parametrize("text", LEFT_OVER)
def test_what_is_left_over_is_refused(text: str) -> None:
    with pytest.raises(WrongUse, match="is not a"):
        read_week(text)
