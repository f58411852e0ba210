"""Starter lists: what most online businesses stand on, to be taken over and pruned."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from cockpit.actions.records import add_record
from cockpit.domain.identity import ref
from cockpit.errors import CockpitError, NotFound
from cockpit.i18n import _
from cockpit.locations import package_data
from cockpit.store.workspace import Body, Change, Workspace

TABLES = ("function", "asset", "procedure")


class Offer(NamedTuple):
    """One record of the starter lists."""

    table: str
    name: str
    functions: tuple[str, ...]
    """The names of the functions that it serves."""
    is_there: bool
    """Whether a live record has this name already."""


def offered(workspace: Workspace) -> list[Offer]:
    """Everything on the starter lists, in their order."""
    there = {table: _names(workspace, table) for table in TABLES}
    return [
        Offer(table, one["name"], _functions(one), one["name"].casefold() in there[table])
        for table in TABLES
        for one in _starter()[f"{table}s"]
    ]


def take_starter(workspace: Workspace, names: Iterable[str] | None = None) -> Change:
    """Add the records of the starter lists that are not there by name, as one change.

    With `names` only these, and the functions that they serve. Functions are added only to a home
    that has none: an owner who has named his functions does not need ours, and what serves one
    that he does not have is taken without it. Raises `NotFound` for a name that is not offered,
    and `CockpitError` where all is there already.
    """
    offers = _wanted(offered(workspace), names)
    if _names(workspace, "function"):
        offers = [one for one in offers if one.table != "function"]
    offers = [one for one in offers if not one.is_there]
    if not offers:
        raise CockpitError(_("All of that is there already; archive what you do not have."))
    label = _("Take {count} records from the starter lists").format(count=len(offers))
    with workspace.transaction(label) as transaction:
        for one in offers:
            add_record(workspace, one.table, _fields(workspace, one))
    return workspace.change(transaction)


def _wanted(offers: list[Offer], names: Iterable[str] | None) -> list[Offer]:
    if names is None:
        return offers
    found: list[Offer] = []
    for name in names:
        same = [one for one in offers if one.name.casefold() == name.strip().casefold()]
        if not same:
            raise NotFound(
                _("The starter lists have no {name!r}; `cockpit continuity starter` shows them.")
                .format(name=name[:60])
            )  # fmt: skip
        found += same
    return found


def _fields(workspace: Workspace, one: Offer) -> Body:
    known = _names(workspace, "function")
    served = [known[name.casefold()] for name in one.functions if name.casefold() in known]
    raw: dict[str, Any] = next(
        each for each in _starter()[f"{one.table}s"] if each["name"] == one.name
    )
    fields: Body = {"name": one.name}
    if raw.get("kind"):
        fields["kind"] = raw["kind"]
    if one.table == "asset":
        fields["functions"] = served
    elif one.table == "procedure" and served:
        fields["function"] = served[0]
    return fields


def _functions(one: dict[str, Any]) -> tuple[str, ...]:
    return tuple(one.get("functions") or ([one["function"]] if one.get("function") else ()))


def _names(workspace: Workspace, table: str) -> dict[str, str]:
    """The short id of each live record by its folded name."""
    return {
        str(body["name"]).casefold(): ref(table, number)
        for number, body in workspace.live(table).items()
    }


@lru_cache(maxsize=1)
def _starter() -> dict[str, Any]:
    import tomllib

    with open(package_data("continuity.toml"), "rb") as file:
        return tomllib.load(file)
