"""What a drill looks at: functions, assets, access, procedures, runs and people, as plain facts.

Stored bodies are read once; the rules of a drill are then functions of these facts alone. None is
not known, everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from cockpit.domain.drills.parties import NOBODY, OWNER, party
from cockpit.domain.identity import number_of, ref
from cockpit.domain.ranks import effective_position

K = TypeVar("K")
V = TypeVar("V")
Body = Mapping[str, Any]
Tables = Mapping[str, Mapping[int, Body]]
Gone = frozenset[str]
"""Who is taken out: "owner" or contractors."""

_NOBODY: Mapping[str, str] = {}

AT_WORK = ("trial", "active", "paused", "ending")
"""The states of a contractor in which he is somebody to lose."""


class Function(NamedTuple):
    """A business function; personal time is none."""

    ref: str
    name: str
    primary: str | None = None
    backups: tuple[str, ...] = ()
    needs_assets: bool | None = None


class Asset(NamedTuple):
    """An asset; holders are parties ("owner", "none", "C3", or the name of somebody else)."""

    ref: str
    name: str
    functions: tuple[str, ...] = ()
    registered_to: str | None = None
    owner_admin: bool | None = None
    recovery: str | None = None
    second_factor: str | None = None
    kept_where: str | None = None
    expires: date | None = None
    paid_by: str | None = None
    exit_ready: bool | None = None
    kind: str = "account"


class Access(NamedTuple):
    """A live grant."""

    ref: str
    asset: str
    person: str
    level: str = "use"
    shared: bool | None = None


class Procedure(NamedTuple):
    """How something is done."""

    ref: str
    name: str
    function: str | None = None
    where: str | None = None


class Run(NamedTuple):
    """Somebody followed a procedure."""

    ref: str
    procedure: str
    by: str
    unaided: bool | None = None
    ok: bool | None = None


class Helper(NamedTuple):
    """A contractor who is at work."""

    ref: str
    name: str
    status: str = "active"
    capacity: int | None = None
    """Minutes a week."""
    spare: int | None = None
    """Minutes of the coming week that nothing in hand needs; None while that is not known."""


class _Facts(NamedTuple):
    """The fields of `Facts`."""

    today: date
    functions: tuple[Function, ...] = ()
    assets: tuple[Asset, ...] = ()
    access: tuple[Access, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    runs: tuple[Run, ...] = ()
    people: tuple[Helper, ...] = ()
    names: Mapping[str, str] = _NOBODY
    """The names of contractors who are not at work."""


class Facts(_Facts):
    """All that a drill is derived from; what follows from it alone is worked out once."""

    @cached_property
    def _needed(self) -> dict[str, list[Asset]]:
        return _grouped((ref, one) for one in self.assets for ref in one.functions)

    @cached_property
    def _written(self) -> dict[str, list[Procedure]]:
        return _grouped((one.function or "", one) for one in self.procedures)

    @cached_property
    def _granted(self) -> dict[tuple[str, str], list[Access]]:
        return _grouped(((one.asset, one.person), one) for one in self.access)

    @cached_property
    def _tried(self) -> dict[str, set[str]]:
        serves = {one.ref: one.function for one in self.procedures if one.where}
        found: dict[str, set[str]] = {}
        for run in self.runs:
            function = serves.get(run.procedure)
            if function is not None and run.unaided is True and run.ok is True:
                found.setdefault(function, set()).add(run.by)
        return found

    @cached_property
    def _helpers(self) -> dict[str, Helper]:
        return {one.ref: one for one in self.people}

    @cached_property
    def known(self) -> dict[object, Any]:
        """What was worked out for single losses, by what it is of: a memory, no fact."""
        return {}

    def needed(self, function: str) -> list[Asset]:
        """The assets without which a function cannot be done."""
        return self._needed.get(function, [])

    def written(self, function: str) -> list[Procedure]:
        """The procedures of a function."""
        return self._written.get(function, [])

    def granted(self, asset: str, person: str) -> list[Access]:
        """The live grants of one person for one asset."""
        return self._granted.get((asset, person), [])

    def tried(self, function: str) -> set[str]:
        """Who once followed a findable procedure of a function unaided, and it went well.

        One of several is enough: one that is written in addition never lowers the cover.
        """
        return self._tried.get(function, set())

    def helper(self, who: str) -> Helper | None:
        """A contractor at work."""
        return self._helpers.get(who)

    def present(self, gone: Gone) -> list[str]:
        """Who is left: the owner and the contractors at work, without those who are gone."""
        return [one for one in (OWNER, *self._helpers) if one not in gone]

    def name_of(self, who: str) -> str:
        """The name of a contractor; any other party is named by its own words."""
        helper = self.helper(who)
        return helper.name if helper is not None else self.names.get(who, who)

    def losable(self) -> list[str]:
        """Everybody who can be lost: contractors at work, and all others who hold something."""
        found = dict.fromkeys(self._helpers)
        for asset in self.assets:
            for holder in (
                asset.registered_to, asset.second_factor, asset.recovery, asset.paid_by,
            ):  # fmt: skip
                if holder is not None and holder not in (OWNER, NOBODY):
                    found[holder] = None
        return list(found)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def facts_of(tables: Tables, today: date, elsewhere: Mapping[str, str] = _NOBODY) -> Facts:
    """The facts of live bodies: of functions, assets, grants, procedures, runs and contractors, by
    table.

    `elsewhere` names contractors who are not live, but may still hold something. What time people
    have is told besides, as it moves with the clock: `with_spare`.
    """
    names = {
        str(body["name"]).casefold(): ref("contractor", number)
        for number, body in tables["contractor"].items()
    }
    assets = sorted(tables["asset"].items(), key=_by_name)
    place = {ref("asset", number): at for at, (number, _body) in enumerate(assets)}
    people = {ref("contractor", number): body for number, body in tables["contractor"].items()}
    return Facts(
        today,
        tuple(_function(number, body) for number, body in _in_own_order(tables["function"])
              if not body.get("personal")),
        tuple(_asset(number, body, names) for number, body in assets),
        tuple(
            Access(ref("grant", number), body["asset"], body["contractor"],
                   body.get("level", "use"), body.get("shared"))
            for number, body in sorted(
                tables["grant"].items(), key=lambda one: (place.get(one[1]["asset"], -1), one[0])
            )
        ),
        tuple(
            Procedure(ref("procedure", number), str(body["name"]), body.get("function"),
                      body.get("where"))
            for number, body in sorted(tables["procedure"].items(), key=_by_name)
        ),
        tuple(
            Run(ref("run", number), body["procedure"], body["by"], body.get("unaided"),
                body.get("ok"))
            for number, body in sorted(tables["run"].items())
        ),
        tuple(
            Helper(person, str(body["name"]), body.get("status", "active"),
                   body.get("capacity_minutes"))
            for person, body in sorted(people.items(), key=lambda one: number_of(one[0]))
            if body.get("status", "active") in AT_WORK
        ),
        {**elsewhere, **{person: str(body["name"]) for person, body in people.items()}},
    )  # fmt: skip


def with_spare(facts: Facts, spare: Mapping[str, int]) -> Facts:
    """The facts with the minutes that contractors have left; the same ones where nothing moved."""
    people = tuple(one._replace(spare=spare.get(one.ref)) for one in facts.people)
    return facts if people == facts.people else facts._replace(people=people)


def _by_name(one: tuple[int, Body]) -> tuple[str, int]:
    return str(one[1]["name"]).casefold(), one[0]


def _in_own_order(functions: Mapping[int, Body]) -> list[tuple[int, Body]]:
    return sorted(functions.items(), key=lambda one: (effective_position(*one), one[0]))


def _function(number: int, body: Body) -> Function:
    return Function(
        ref("function", number),
        str(body["name"]),
        body.get("primary"),
        tuple(body.get("backups", ())),
        body.get("needs_assets"),
    )


def _asset(number: int, body: Body, names: Mapping[str, str]) -> Asset:
    expires = body.get("expires")
    return Asset(
        ref("asset", number),
        str(body["name"]),
        tuple(body.get("functions", ())),
        party(body.get("registered_to"), names),
        body.get("owner_admin"),
        party(body.get("recovery"), names),
        party(body.get("second_factor"), names),
        body.get("kept_where"),
        date.fromisoformat(expires) if expires else None,
        party(body.get("paid_by"), names),
        body.get("exit_ready"),
        str(body.get("kind", "account")),
    )
