"""On time: how often a contractor kept his dues, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from cockpit.domain.delegating.dossier import Body, Dossier, first_delivery, state_of
from cockpit.domain.statistics import ENOUGH, wilson
from cockpit.i18n import _

GOOD_SHARE = 0.8
"""The share of dues kept from which a contractor is called reliable."""

Grade = Literal["too_few", "reliable", "mixed", "often_late"]


class OnTime(NamedTuple):
    """Dues kept, of those that have fallen."""

    kept: int
    n: int
    lower: float
    upper: float
    late: tuple[str, ...]
    """The assignments that were, or are, late."""

    @property
    def grade(self) -> Grade:
        """What may be said: nothing under five observations.

        Reliable when even the lower bound of the interval reaches `GOOD_SHARE`, often late when
        not even the upper one does, mixed between.
        """
        if self.n < ENOUGH:
            return "too_few"
        if self.lower >= GOOD_SHARE:
            return "reliable"
        return "often_late" if self.upper < GOOD_SHARE else "mixed"

    @property
    def words(self) -> str:
        """ "on time 6 of 7", or that it is too early to tell."""
        if self.n < ENOUGH:
            return _("on time {kept} of {n}: too few to tell").format(kept=self.kept, n=self.n)
        return _("on time {kept} of {n}").format(kept=self.kept, n=self.n)


def fair_due(work: Body) -> str | None:
    """The due by which a contractor is judged, a stored instant; None without one.

    The one it was sent with, and after that each one to which the owner moved it; a move by the
    contractor changes nothing.
    """
    moves = work.get("due_moves") or ()
    if not moves:
        return work.get("due")
    fair: str | None = moves[0].get("before") or moves[0]["after"]
    for move in moves:
        if move["by"] == "owner":
            fair = move["after"]
    return fair


def on_time(dossier: Dossier, now: str) -> OnTime:
    """The dues that have fallen by `now` (a stored instant), of all work that was ever sent.

    Kept when the first version came at or before `fair_due`. What is overdue and not delivered
    counts as late at once, also when it was called off after its due; what was called off before,
    and what is not due yet and not delivered, is no observation. The interval is Wilson's at 80 %
    (`statistics.wilson`; E. B. Wilson, JASA 22 (1927) 209–212).
    """
    kept, late = 0, []
    for key, work in dossier.work.items():
        verdict = was_kept(work, dossier.versions.get(key, ()), now)
        if verdict is False:
            late.append(key)
        kept += bool(verdict)
    n = kept + len(late)
    return OnTime(kept, n, *wilson(kept, n), tuple(late))


def was_kept(work: Body, versions: Sequence[Body], now: str) -> bool | None:
    """Whether the due of one assignment was kept; None while that is open, or never to be told."""
    due = fair_due(work)
    if due is None or state_of(work) == "draft" or not work.get("sent_at"):
        return None
    first = first_delivery(work, versions)
    if first is not None:
        return first <= due
    until = min(now, str(work.get("closed_at") or now))
    return False if due < until else None
