"""All that is known of one contractor: what his signals follow from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Body = Mapping[str, Any]

IN_HAND = ("sent", "working", "changes_requested")
"""The states in which an assignment is with the contractor."""


class Dossier(NamedTuple):
    """The records of one contractor, closed ones too; nothing in it is changed."""

    reference: str
    person: Body
    work: Mapping[str, Body] = {}
    """Assignments by short id, closed ones too."""
    versions: Mapping[str, Sequence[Body]] = {}
    """Assignment to its deliverables, the first version first."""
    check_ins: Sequence[Body] = ()
    feedback: Sequence[Body] = ()
    vetting: Sequence[Body] = ()
    payments: Mapping[str, Body] = {}
    engagements: Mapping[str, Body] = {}
    names: Mapping[str, str] = {}
    """Function to its name."""

    def open_work(self) -> Iterator[tuple[str, Body]]:
        """What is not decided."""
        return ((key, body) for key, body in self.work.items() if not body.get("closed_at"))

    def in_hand(self) -> Iterator[tuple[str, Body]]:
        """What he is to work on now."""
        return ((key, body) for key, body in self.open_work() if state_of(body) in IN_HAND)

    def approved(self) -> Iterator[tuple[str, Body]]:
        """What was accepted."""
        return ((key, body) for key, body in self.work.items() if state_of(body) == "approved")


def state_of(work: Body) -> str:
    """The state of an assignment."""
    return str(work.get("state", "draft"))


def first_delivery(work: Body, versions: Sequence[Body]) -> str | None:
    """When a first version was handed in, a stored instant; None when none was."""
    if versions:
        return min(str(one["at"]) for one in versions)
    return work.get("delivered_at")
