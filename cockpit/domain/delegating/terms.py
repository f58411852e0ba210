"""Which terms hold for a piece of work, and what a commission comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cockpit.errors import WrongUse
from cockpit.i18n import _

Body = Mapping[str, Any]


def terms_for(
    engagements: Iterable[Body], contractor: str, function: str | None, kind: str | None = None
) -> Body | None:
    """The engagement that holds: the one for the function before the one for all work.

    Of several alike the latest counts. `kind` asks for certain terms only; None when there are
    none.
    """
    own = [
        one
        for one in engagements
        if one["contractor"] == contractor and kind in (None, one["terms"])
    ]
    for wanted in (function, None):
        fitting = [one for one in own if one.get("function") == wanted]
        if fitting:
            return max(fitting, key=lambda one: (str(one.get("since") or ""), one["created_at"]))
    return own[0] if kind is not None and own else None


def commission_of(basis: Body, percent: float) -> dict[str, Any]:
    """The amount of a commission: percent of the basis, half a minor unit rounded up."""
    from decimal import ROUND_HALF_UP, Decimal

    share = Decimal(int(basis["minor"])) * Decimal(str(percent)) / 100
    minor = int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if minor < 1:
        raise WrongUse(_("The commission comes to nothing."))
    return {"minor": minor, "currency": basis["currency"]}
