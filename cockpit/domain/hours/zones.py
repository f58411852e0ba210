"""Time zones by their IANA names, with one clear error for a name that is none."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from cockpit.errors import WrongUse
from cockpit.i18n import _


class UnknownZone(WrongUse):
    """A time zone that does not exist; the message names a near one."""


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone of that name; `UnknownZone` names a near match when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    near = _near_zone(name)
    hint = (
        _("did you mean {near}?").format(near=near) if near else _("use a name like Europe/Berlin.")
    )
    raise UnknownZone(_("There is no time zone {name!r}: {hint}").format(name=name, hint=hint))


def _near_zone(name: str) -> str | None:
    from difflib import get_close_matches
    from zoneinfo import available_timezones

    wanted = name.strip().replace(" ", "_").casefold()
    known: dict[str, str] = {}
    for zone in sorted(available_timezones()):
        known.setdefault(zone.casefold(), zone)
        known.setdefault(zone.rpartition("/")[2].casefold(), zone)
    near = get_close_matches(wanted, known, n=1) or get_close_matches(
        wanted.rpartition("/")[2], known, n=1
    )
    return known[near[0]] if near else None
