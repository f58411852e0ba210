"""One customer: what he asked so far, how the promises to him were kept, his time zone."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cockpit.actions.promise_keeping import verdicts_of
from cockpit.domain.hours.zones import zone_of
from cockpit.domain.identity import ref
from cockpit.domain.promising.story import state_of
from cockpit.errors import CockpitError, NotFound
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


class CustomerZone(NamedTuple):
    """Where a customer's clock stands, and how that is known."""

    zone: ZoneInfo
    told_by: str
    """The request that says so: the one in hand, or the latest of the same customer."""


def zone_of_customer(workspace: Workspace, body: Body) -> CustomerZone | None:
    """The time zone of the customer of a request; None where none of his requests tells it.

    What the request itself says comes first, else the latest request from the same address, else
    of the same name, unless it came from another address.
    """
    if body.get("zone"):
        return _zone(str(body["zone"]), "")
    requests = workspace.table("request")
    address = str(body.get("address") or "").strip()
    if address:
        found = _latest(requests.with_text("address", address))
        if found is not None:
            return found
    named = requests.with_text("customer", str(body.get("customer") or "").strip())
    return _latest((number, one) for number, one in named if not address or not one.get("address"))


def _latest(found: Iterable[tuple[int, Body]]) -> CustomerZone | None:
    told = [(str(one["received"]), number, one["zone"]) for number, one in found if one.get("zone")]
    if not told:
        return None
    _received, number, zone = max(told)
    return _zone(zone, ref("request", number))


def _zone(name: str, told_by: str) -> CustomerZone | None:
    try:
        return CustomerZone(zone_of(name), told_by)
    except CockpitError:  # a zone that this machine does not know any more
        return None


def _state(body: Body) -> str:
    state = state_of(body.get("events", ()))
    if body.get("closed_at") and state != "resolved":
        return "merged" if body.get("merged_into") else "archived"
    return state
