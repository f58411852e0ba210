"""iCalendar: events become blocks and overrides, to-dos become tasks."""

from __future__ import annotations

import re
from datetime import datetime

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.interchange.decode import decode, looks_like_other
from cockpit.interchange.ical.components import Component, components
from cockpit.interchange.ical.entries import Entry, label_of
from cockpit.interchange.ical.events import event, exception
from cockpit.interchange.ical.rules import RuleBook
from cockpit.interchange.ical.todos import todo
from cockpit.interchange.ical.zones import Zones
from cockpit.interchange.report import ContentKeys, Context, Parsed, Proposal, Skipped

__all__ = ["parse"]

_CALENDAR = re.compile(
    r"(?i)(?:\A|[\r\n])[ \t]*BEGIN[ \t]*:[ \t]*V(?:CALENDAR|EVENT|TODO)[ \t]*(?=[\r\n]|\Z)"
)


def parse(data: bytes | str, *, now: datetime, zone: str) -> Parsed:
    """The events and to-dos of a calendar.

    `zone` is the owner's IANA zone: that of floating times. An event with a rule becomes one
    block, others become added overrides; RECURRENCE-ID moves or drops one date; nothing is
    expanded. Raises `CockpitError` when the file is no calendar.
    """
    source = decode(data, _("a calendar"))
    other = looks_like_other(source.text)
    if other not in (None, "iCalendar") or not _CALENDAR.search(source.text):
        raise CockpitError(
            _("This is not an iCalendar file{hint}; nothing was imported.").format(
                hint=_(" but {format}").format(format=other) if other else ""
            )
        )
    _root, found = components(source)
    zones = Zones(zone, [one for one in found if one.kind == "VTIMEZONE"])
    reader = _Reader(zones, Context(now, zone))
    records = [one for one in found if one.kind != "VTIMEZONE"]
    for component in records:
        reader.sort_in(component)
    reader.read()
    return Parsed(len(records), list(reader.proposals.values()), reader.skipped, source.encoding)


class _Reader:
    """Collects the proposals of one file; a bad component costs itself only."""

    def __init__(self, zones: Zones, context: Context) -> None:
        self.zones = zones
        self.context = context
        self.keys = ContentKeys("ics")
        self.rules = RuleBook()
        self.entries: dict[tuple[str, str, str], Entry] = {}
        self.proposals: dict[str, Proposal] = {}
        self.skipped: list[Skipped] = []

    def sort_in(self, component: Component) -> None:
        """Keep the component to be read, or skip it: damaged, unknown, or an older version."""
        reason = _unfit(component)
        if reason:
            self.skip(component, reason)
            return
        content = "\n".join(component.raw)
        uid = component.text("UID")
        if not uid.strip():
            uid = self.keys.key(content)
        changed = component.first("RECURRENCE-ID")
        key = component.kind, uid, changed.value.strip() if changed else ""
        known = self.entries.get(key)
        if known and _version(known.component) == _version(component):
            if known.component.raw == component.raw:
                self.skip(component, _("the same one stands in the file already"))
                return
            uid = self.keys.key(content)  # two different ones wrongly share a uid
            key = component.kind, uid, key[2]
        elif known:
            older = min(known.component, component, key=_version)
            self.skip(older, _("an older version of one that is in the file too"))
            if older is component:
                return
        self.entries[key] = Entry(component, uid, self.zones, self.context, self.rules)

    def read(self) -> None:
        """Make the proposals: events and to-dos first, then the exceptions to them."""
        masters: dict[str, Entry] = {}
        for (kind, uid, changed), entry in self.entries.items():
            if changed and kind == "VEVENT":
                continue
            for proposal in self.proposed(entry, None):
                self.proposals[proposal.uid] = proposal
                if proposal.table == "block":
                    masters[uid] = entry
        for (kind, uid, changed), entry in self.entries.items():
            if changed and kind == "VEVENT":
                for proposal in self.proposed(entry, masters.get(uid)):
                    self.proposals[proposal.uid] = proposal
                    self.drop_replaced(uid, proposal)

    def proposed(self, entry: Entry, master: Entry | None) -> list[Proposal]:
        """The proposals of one entry; none, and a line in the report, where it is wrong."""
        try:
            if entry.component.kind == "VTODO":
                return [todo(entry)]
            if entry.component.first("RECURRENCE-ID"):
                return [exception(entry, master)]
            return event(entry)
        except (ValueError, OverflowError) as error:
            self.skip(entry.component, str(error))
            return []

    def drop_replaced(self, uid: str, proposal: Proposal) -> None:
        """An exception to an event without a rule stands in place of that event's own date."""
        own = self.proposals.get(uid)
        if own and own.table == "override" and proposal.uid == f"{uid}/{own.body['date']}":
            del self.proposals[uid]

    def skip(self, component: Component, reason: str) -> None:
        """Tell that a component is not imported."""
        self.skipped.append(Skipped(label_of(component), reason))


def _unfit(component: Component) -> str | None:
    if component.damage:
        return component.damage
    if not component.ended:
        return _("it is cut off: its END:{kind} is missing").format(kind=component.kind)
    if component.kind not in ("VEVENT", "VTODO"):
        return _("{kind} is not imported").format(kind=component.kind)
    return None


def _version(component: Component) -> tuple[int, str]:
    said = component.text("SEQUENCE").strip()
    number = int(said) if said.isdigit() and len(said) < 10 else 0
    return number, component.text("LAST-MODIFIED").strip()
