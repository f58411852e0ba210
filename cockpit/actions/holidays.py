"""Holidays of a country and its parts, by name, taken over into working hours."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from cockpit.actions.records import revise
from cockpit.domain.identity import ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

LAST_YEARS = 20
"""Years that are taken over at once at most."""


class Country(NamedTuple):
    """A country whose holidays are known."""

    code: str
    """ISO 3166-1 alpha-2."""
    name: str


class Taken(NamedTuple):
    """What became of the dates."""

    dates: tuple[date, ...]
    """Those that are new among the holidays, or that were taken out of them."""
    known: int
    """How many changed nothing."""
    change: Change


def holidays_of(country: str, subdivision: str | None, years: Collection[int]) -> dict[date, str]:
    """The public holidays by date with their names, observed days included.

    Source: the `holidays` library. Raises `WrongUse` naming the nearest names there are.
    """
    import holidays

    found = country_of(country)
    part = subdivision_of(found, subdivision) if subdivision else None
    days = holidays.country_holidays(found.code, subdiv=part, years=sorted(years))
    first, last = days.start_year, days.end_year
    if not first <= min(years) <= max(years) <= last:
        raise WrongUse(
            _("The holidays of {country} are known from {first} to {last}.").format(
                country=found.name, first=first, last=last
            )
        )
    return {day: str(name) for day, name in sorted(days.items()) if day.year in years}


def country_of(said: str) -> Country:
    """The country of an ISO code of two or three letters, or of its English name."""
    from holidays.registry import COUNTRIES

    words = _folded(said)
    names: dict[str, Country] = {}
    for module, (_class, *codes) in COUNTRIES.items():
        country = Country(str(codes[0]), module.replace("_", " ").title())
        for name in (module, *codes[:2]):
            names[_folded(name)] = country
    if words in names:
        return names[words]
    spelled = sorted(name for name in names if len(name) > 3)
    near = [one for one in spelled if len(words) > 2 and one.startswith(words)]
    near = near[:3] or difflib.get_close_matches(words, spelled, n=3, cutoff=0.5)
    hint = ", ".join(f"{names[one].name} ({names[one].code})" for one in near)
    if hint:
        raise WrongUse(
            _("There is no country {said!r}; did you mean {hint}?").format(
                said=said[:40], hint=hint
            )
        )
    raise WrongUse(
        _("There is no country {said!r}; give its name or code, as in Germany or DE.").format(
            said=said[:40]
        )
    )


def subdivision_of(country: Country, said: str) -> str:
    """The code of a part of a country, said by its code or its name."""
    import holidays

    known = holidays.list_supported_countries(include_aliases=False).get(country.code, [])
    names = {_folded(code): code for code in known}
    aliases: Mapping[str, str] = getattr(
        holidays.country_holidays(country.code), "subdivisions_aliases", {}
    )
    names.update({_folded(alias): code for alias, code in aliases.items()})
    words = _folded(said)
    if words in names:
        return names[words]
    if not names:
        raise WrongUse(
            _("The holidays of {country} are the same everywhere; leave {said!r} out.").format(
                country=country.name, said=said[:40]
            )
        )
    labels = {_folded(alias): f"{alias} ({code})" for alias, code in aliases.items()}
    near = difflib.get_close_matches(words, names, n=3, cutoff=0.5)
    shown = [labels.get(one, names[one]) for one in near] or sorted(known)
    raise WrongUse(
        _("{country} has no part {said!r}; choose from {known}.").format(
            country=country.name, said=said[:40], known=", ".join(shown)
        )
    )


def read_years(said: str | None, this_year: int) -> range:
    """ "2026" or "2026-2028"; this year and the next when nothing is said."""
    if said is None:
        return range(this_year, this_year + 2)
    match = re.fullmatch(r"(\d{4})(?:\s*(?:-|–|\.\.)\s*(\d{4}))?", said.strip())
    if match is None:
        raise WrongUse(_("{said!r} is no year; write 2026 or 2026-2028.").format(said=said[:40]))
    first, last = int(match[1]), int(match[2] or match[1])
    if not 1970 <= first <= last <= 2199 or last - first >= LAST_YEARS:
        raise WrongUse(
            _("{said!r}: give up to {count} years, the first one first.").format(
                said=said.strip(), count=LAST_YEARS
            )
        )
    return range(first, last + 1)


def take_over(
    workspace: Workspace,
    reference: str,
    days: Collection[date],
    source: str,
    *,
    remove: bool = False,
) -> Taken:
    """Add the dates to the holidays of hours, or take them out; one undoable change.

    `source` is named in the history. Dates that are there already, or are not, change nothing.
    """
    _name, number, _body = workspace.body(reference, "hours")
    wanted = {day.isoformat() for day in days}
    moved: set[str] = set()

    def fields(body: Body) -> Mapping[str, Any]:
        there = set(body.get("holidays", ()))
        moved.update(wanted & there if remove else wanted - there)
        return {"holidays": sorted(there - moved if remove else there | moved)}

    label = (
        _("Remove holidays of {source} from {{id}}")
        if remove
        else _("Holidays of {source} in {{id}}")
    )
    plain = source.replace("{", "{{").replace("}", "}}")
    change = revise(workspace, ref("hours", number), fields, label.format(source=plain))
    dates = tuple(date.fromisoformat(one) for one in sorted(moved))
    return Taken(dates, len(wanted) - len(moved), change)


def _folded(text: str) -> str:
    """Without case, accents, spaces and signs: "Baden-Württemberg" is "badenwurttemberg"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if one.isalnum())
