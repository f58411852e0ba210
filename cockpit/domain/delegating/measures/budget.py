"""Money: how much of a budget is gone, how fast it goes, and what is paid for nothing yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from cockpit.domain.delegating.dossier import Body, Dossier, first_delivery, state_of
from cockpit.domain.delegating.money import sums_of

SAYS_FROM = 0.25
"""The share of a period after which its pace says something."""
TOO_FAST = 1.2
"""A projection above so many times the budget is ahead of its pace."""
_STEADY = ("recurring",)
"""Terms whose money goes at once in each period: their pace says nothing."""


class Budget(NamedTuple):
    """One budget in its present period; all amounts in minor units of its currency."""

    engagement: str
    currency: str
    budget: int
    spent: int
    """Paid in the period."""
    owed: int
    """Planned or due in the period, and not paid."""
    elapsed: float | None
    """The share of the period that is over, 0..1; None where it has no end."""
    first: date | None
    last: date | None
    steady: bool
    others: dict[str, int]
    """Sums in other currencies, which are not in these figures."""

    @property
    def burn(self) -> float:
        """Spent as a share of the budget."""
        return self.spent / self.budget

    @property
    def projected(self) -> float | None:
        """What would be spent by the end at this pace: spent / elapsed share; None too early."""
        if self.elapsed is None or self.elapsed < SAYS_FROM or self.steady:
            return None
        return self.spent / self.elapsed

    @property
    def is_over(self) -> bool:
        """Whether what is spent and owed exceeds the budget."""
        return self.spent + self.owed > self.budget

    @property
    def is_too_fast(self) -> bool:
        """Whether the projection exceeds `TOO_FAST` times the budget."""
        return (self.projected or 0) > TOO_FAST * self.budget


def budgets_of(dossier: Dossier, today: date) -> list[Budget]:
    """Every budget that was agreed, over its month or week, or from its first day to its last."""
    found = []
    for key, terms in dossier.engagements.items():
        if not terms.get("budget") or terms.get("closed_at"):
            continue
        first, last = _period(terms, today)
        money = terms["budget"]
        paid: list[Body] = []
        owed: list[Body] = []
        for payment in dossier.payments.values():
            if terms.get("function") and function_of(dossier, payment) != terms["function"]:
                continue
            day = str(payment.get("paid") or payment.get("due") or "")
            inside = (not first or day >= first.isoformat()) and (
                not last or day <= last.isoformat()
            )
            if not day or inside:
                if payment.get("paid"):
                    paid.append(payment["amount"])
                elif not payment.get("closed_at"):
                    owed.append(payment["amount"])
        sums, due = sums_of(paid), sums_of(owed)
        currency = money["currency"]
        others = sums_of(one for one in (*paid, *owed) if one["currency"] != currency)
        elapsed = None
        if first and last:
            elapsed = min(1.0, max(0.0, ((today - first).days + 1) / ((last - first).days + 1)))
        found.append(
            Budget(
                key, currency, int(money["minor"]), sums.get(currency, 0), due.get(currency, 0),
                elapsed, first, last, terms["terms"] in _STEADY, others,
            )
        )  # fmt: skip
    return found


def at_risk(dossier: Dossier) -> dict[str, dict[str, int]]:
    """Assignment to the sums paid for it, where nothing was ever delivered.

    Work that was called off undelivered counts: its money is to be claimed back.
    """
    paid: dict[str, list[Body]] = {}
    for payment in dossier.payments.values():
        work = payment.get("assignment")
        if work and payment.get("paid"):
            paid.setdefault(work, []).append(payment["amount"])
    return {
        key: sums_of(paid[key])
        for key, work in dossier.work.items()
        if key in paid
        and state_of(work) not in ("approved", "delivered")
        and first_delivery(work, dossier.versions.get(key, ())) is None
    }


def function_of(dossier: Dossier, payment: Body) -> str | None:
    """The function that a payment is for: its own, else that of its assignment."""
    own: str | None = payment.get("function")
    return own or (dossier.work.get(payment.get("assignment") or "") or {}).get("function")


def _period(terms: Body, today: date) -> tuple[date | None, date | None]:
    if terms.get("every") == "month":
        first = today.replace(day=1)
        return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    if terms.get("every") == "week":
        first = today - timedelta(days=today.weekday())
        return first, first + timedelta(days=6)
    since, until = terms.get("since"), terms.get("until")
    return (
        date.fromisoformat(since) if since else None,
        date.fromisoformat(until) if until else None,
    )
