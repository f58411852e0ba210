"""How sure a share is, and the middle and the far end of lengths: no more than the data tells."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, isfinite, sqrt
from statistics import NormalDist

from cockpit.errors import WrongUse
from cockpit.i18n import _

ENOUGH = 5
"""Under so many observations nothing is said: "too few to tell"."""


def wilson(successes: int, n: int, confidence: float = 0.8) -> tuple[float, float]:
    """The score interval of a share, lower and upper bound in 0..1 (Wilson 1927).

    Two-sided: with `confidence` 0.8 a tenth of the doubt lies on each side, z = 1.2816, and
    7 of 7 is the first unbroken row with a lower bound of at least 0.80 (n / (n + z²) = 0.810;
    6 of 6 has 0.785). One-sided, z = 0.8416, it would be 3 of 3 already, which is too easy.
    Nothing observed tells nothing: n = 0 gives (0.0, 1.0). No continuity correction.
    Errors: `WrongUse`. Source: E. B. Wilson, JASA 22 (1927) 209–212.
    """
    if type(n) is not int or n < 0:
        raise WrongUse(
            _("A share needs a whole number of observations from 0 on, not {n!r}.").format(n=n)
        )
    if type(successes) is not int or not 0 <= successes <= n:
        raise WrongUse(
            _("Of {n} observations {successes!r} cannot have succeeded: give 0 to {n}.").format(
                n=n, successes=successes
            )
        )
    if isinstance(confidence, bool) or not 0 < confidence < 1:
        raise WrongUse(
            _("A confidence lies between 0 and 1, as 0.8 does; {confidence!r} does not.").format(
                confidence=confidence
            )
        )
    if n == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = successes / n
    weight = 1 + z * z / n
    middle = (share + z * z / (2 * n)) / weight
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / weight
    lower = 0.0 if successes == 0 else max(0.0, middle - half)
    upper = 1.0 if successes == n else min(1.0, middle + half)
    return lower, upper


def median(values: Sequence[float]) -> float:
    """The middle value; of an even number of them the mean of the middle two. Errors: `WrongUse`"""
    return percentile(values, 50)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value under which `percent` (0 to 100) of the values lie, linear between neighbours.

    The rank is (n − 1) · percent / 100, counted from 0: type 7 of Hyndman and Fan, The American
    Statistician 50 (1996), the one of spreadsheets. 50 is the median, 0 and 100 the extremes.
    Errors: `WrongUse` for no values, a value that is no number, a percentage out of range.
    """
    if not 0 <= percent <= 100:
        raise WrongUse(
            _("A percentile lies between 0 and 100; {percent!r} does not.").format(percent=percent)
        )
    if not values:
        raise WrongUse(_("Of no values there is neither a median nor a percentile."))
    if not all(isfinite(value) for value in values):
        raise WrongUse(_("A median or percentile needs numbers; one of the values is none."))
    ordered = sorted(values)
    rank = (len(ordered) - 1) * percent / 100
    low = floor(rank)
    part = rank - low
    if not part:
        return float(ordered[low])
    return ordered[low] * (1 - part) + ordered[low + 1] * part
