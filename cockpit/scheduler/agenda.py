"""The agenda: all pending reminders in one heap, replaced subject by subject as records change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from cockpit.domain.reminders import Reminder
from cockpit.scheduler.delivery import Key, key_of

Owner = tuple[str, int]
"""What put reminders in: a table and the number of its record."""


class Agenda:
    """Pending reminders; 10,000 of them cost one heap. What was claimed once never comes back."""

    def __init__(self, claimed: Iterable[Key] = ()) -> None:
        """Begin empty; `claimed` are the keys that the log holds already."""
        self.claimed: set[Key] = set(claimed)
        self._pending: dict[Owner, dict[int, Reminder]] = {}
        self._heap: list[tuple[datetime, int, Owner]] = []
        self._serial = count()
        self.size = 0
        """How many reminders are pending."""

    def replace(self, owner: Owner, reminders: Iterable[Reminder]) -> None:
        """Put the reminders of an owner in the place of its earlier ones."""
        self.size -= len(self._pending.pop(owner, ()))
        for reminder in reminders:
            if key_of(reminder) not in self.claimed:
                self._push(owner, reminder)
        if len(self._heap) > 64 and len(self._heap) > 2 * self.size:
            self._sweep()

    def pending(self, owner: Owner) -> list[Reminder]:
        """The reminders of an owner that are still to come."""
        return list(self._pending.get(owner, {}).values())

    def next_instant(self) -> datetime | None:
        """When the next one rings, None when there is none."""
        while self._heap:
            rings, serial, owner = self._heap[0]
            if serial in self._pending.get(owner, ()):
                return rings
            heappop(self._heap)
        return None

    def pop_due(self, now: datetime) -> Iterator[tuple[Owner, Reminder]]:
        """Take out, in order, what rings at or before `now`; it is gone unless put back."""
        while (rings := self.next_instant()) is not None and rings <= now:
            _rings, serial, owner = heappop(self._heap)
            own = self._pending[owner]
            reminder = own.pop(serial)
            if not own:
                del self._pending[owner]
            self.size -= 1
            yield owner, reminder

    def put_back(self, owner: Owner, reminder: Reminder, rings: datetime | None = None) -> None:
        """Keep a reminder that could not be raised, to ring again at `rings`."""
        self._push(owner, reminder if rings is None else reminder._replace(rings=rings))

    def mark_claimed(self, reminders: Iterable[Reminder]) -> None:
        """Remember that these were raised, by this process or by another one."""
        self.claimed.update(map(key_of, reminders))

    def _push(self, owner: Owner, reminder: Reminder) -> None:
        serial = next(self._serial)
        self._pending.setdefault(owner, {})[serial] = reminder
        self.size += 1
        heappush(self._heap, (reminder.rings, serial, owner))

    def _sweep(self) -> None:
        """Leave out what was replaced, so that a day of changes does not grow the heap."""
        self._heap = sorted(
            (reminder.rings, serial, owner)
            for owner, own in self._pending.items()
            for serial, reminder in own.items()
        )
