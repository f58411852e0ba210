"""What one customer asked so far, open and closed, and how the promises to him were kept."""

from __future__ import annotations

import difflib
from typing import NamedTuple

from cockpit.actions.promise_keeping import verdicts_of
from cockpit.domain.identity import ref
from cockpit.domain.promising.story import state_of
from cockpit.errors import NotFound
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace


class Asked(NamedTuple):
    """One request of a customer."""

    id: str
    body: Body
    state: str
    """new, open, waiting, resolved; archived or merged when it was closed otherwise."""
    met: bool | None
    """Of a resolved one, whether its promise was met; None when nothing was promised."""


def customer_history(workspace: Workspace, customer: str) -> list[Asked]:
    """All requests of a customer, the latest first; names are equal without regard to case."""
    found = workspace.table("request").with_text("customer", customer.strip())
    closed = [(number, body) for number, body in found if _state(body) == "resolved"]
    verdicts = verdicts_of(workspace, closed)
    asked = [
        Asked(ref("request", number), body, _state(body), verdicts.get(number))
        for number, body in found
    ]
    return sorted(asked, key=lambda one: str(one.body.get("received", "")), reverse=True)


def known_customer(workspace: Workspace, said: str) -> str:
    """The customer who is meant by a name, or by a part of it that only one has.

    Raises `NotFound` with the nearest names.
    """
    wanted = said.strip().casefold()
    names: dict[str, str] = {}
    for name in workspace.table("request").values_of("customer"):
        names.setdefault(name.casefold(), name)
    if wanted in names:
        return names[wanted]
    inside = [name for folded, name in names.items() if wanted and wanted in folded]
    if len(inside) == 1:
        return inside[0]
    close = difflib.get_close_matches(wanted, names, n=3)
    near = inside[:5] or [names[one] for one in close]
    if near:
        raise NotFound(
            _("There is no customer {name!r}; did you mean {near}?").format(
                name=said[:40], near=", ".join(near)
            )
        )
    raise NotFound(_("There is no request of {name!r}.").format(name=said[:40]))


def _state(body: Body) -> str:
    state = state_of(body.get("events", ()))
    if body.get("closed_at") and state != "resolved":
        return "merged" if body.get("merged_into") else "archived"
    return state
