"""What a drill looks at: functions, assets, access, procedures, runs and people, as plain facts.

Stored bodies are read once; the rules of a drill are then functions of these facts alone. None is
not known, everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cockpit.domain.drills.parties import NOBODY, OWNER, party
from cockpit.domain.identity import ref

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
    in_hand: int = 0
    """Minutes of his open assignments, as far as they were estimated."""


class Facts(NamedTuple):
    """All that a drill is derived from."""

    today: date
    functions: tuple[Function, ...] = ()
    assets: tuple[Asset, ...] = ()
    access: tuple[Access, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    runs: tuple[Run, ...] = ()
    people: tuple[Helper, ...] = ()
    names: Mapping[str, str] = _NOBODY
    """The names of contractors who are not at work."""

    def needed(self, function: str) -> list[Asset]:
        """The assets without which a function cannot be done."""
        return [one for one in self.assets if function in one.functions]

    def written(self, function: str) -> list[Procedure]:
        """The procedures of a function."""
        return [one for one in self.procedures if one.function == function]

    def present(self, gone: Gone) -> list[str]:
        """Who is left: the owner and the contractors at work, without those who are gone."""
        return [one for one in (OWNER, *(each.ref for each in self.people)) if one not in gone]

    def name_of(self, who: str) -> str:
        """The name of a contractor; any other party is named by its own words."""
        at_work = (one.name for one in self.people if one.ref == who)
        return next(at_work, self.names.get(who, who))

    def losable(self) -> list[str]:
        """Everybody who can be lost: contractors at work, and all others who hold something."""
        found = dict.fromkeys(one.ref for one in self.people)
        for asset in self.assets:
            for holder in (
                asset.registered_to, asset.second_factor, asset.recovery, asset.paid_by,
            ):  # fmt: skip
                if holder is not None and holder not in (OWNER, NOBODY):
                    found[holder] = None
        return list(found)


def facts_of(tables: Tables, today: date, elsewhere: Mapping[str, str] = _NOBODY) -> Facts:
    """The facts of live bodies: of functions, assets, grants, procedures, runs, contractors and
    assignments, by table.

    `elsewhere` names contractors who are not live, but may still hold something.
    """
    names = {
        str(body["name"]).casefold(): ref("contractor", number)
        for number, body in tables["contractor"].items()
    }
    in_hand: dict[str, int] = {}
    for body in tables["assignment"].values():
        whose = body["contractor"]
        in_hand[whose] = in_hand.get(whose, 0) + int(body.get("estimate_minutes") or 0)
    return Facts(
        today,
        tuple(_function(number, body) for number, body in tables["function"].items()
              if not body.get("personal")),
        tuple(_asset(number, body, names) for number, body in tables["asset"].items()),
        tuple(
            Access(ref("grant", number), body["asset"], body["contractor"],
                   body.get("level", "use"), body.get("shared"))
            for number, body in tables["grant"].items()
        ),
        tuple(
            Procedure(ref("procedure", number), str(body["name"]), body.get("function"),
                      body.get("where"))
            for number, body in tables["procedure"].items()
        ),
        tuple(
            Run(ref("run", number), body["procedure"], body["by"], body.get("unaided"),
                body.get("ok"))
            for number, body in tables["run"].items()
        ),
        tuple(
            Helper(ref("contractor", number), str(body["name"]), body.get("status", "active"),
                   body.get("capacity_minutes"), in_hand.get(ref("contractor", number), 0))
            for number, body in tables["contractor"].items()
            if body.get("status", "active") in AT_WORK
        ),
        {**elsewhere, **{ref("contractor", number): str(body["name"])
                         for number, body in tables["contractor"].items()}},
    )  # fmt: skip


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
