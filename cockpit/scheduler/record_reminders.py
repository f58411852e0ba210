"""The reminders of one record, derived from what stands in the workspace now."""

from __future__ import annotations

import logging
from datetime import datetime

from cockpit.domain.hours.quiet import Quiet
from cockpit.domain.identity import number_of
from cockpit.domain.reminders import (
    ASSET_RENEWAL,
    ASSIGNMENT_DUE,
    AT_RISK,
    BATCH_DAY,
    BREACHED,
    CALL_BACK,
    CHECK_IN_DUE,
    CUT_OFF,
    GONE_DARK,
    PAYMENT_DUE,
    PROCEDURE_STALE,
    VERDICT_OWED,
    WAITS_ON_OWNER,
    CallBack,
    DueTime,
    Reminder,
    of_call_back,
    of_due,
    of_moment,
)
from cockpit.scheduler import continuity
from cockpit.scheduler.agenda import Owner
from cockpit.scheduler.batch_days import BatchDays
from cockpit.scheduler.delegated import DELEGATED, moments_of
from cockpit.scheduler.delivery import Delivered, key_of
from cockpit.scheduler.request_dues import dues_of, owner_hours
from cockpit.store.request_ranks import promise_book
from cockpit.store.workspace import Workspace

TABLE_OF_KIND = {
    CALL_BACK: "interruption",
    BATCH_DAY: "promise",
    CUT_OFF: "promise",
    VERDICT_OWED: "assignment",
    WAITS_ON_OWNER: "assignment",
    ASSIGNMENT_DUE: "assignment",
    CHECK_IN_DUE: "contractor",
    GONE_DARK: "contractor",
    PAYMENT_DUE: "payment",
    ASSET_RENEWAL: "asset",
    PROCEDURE_STALE: "procedure",
}
"""Whose records a kind of reminder is derived from, but for hours, blocks and requests."""

TABLES = frozenset({"request", *TABLE_OF_KIND.values()})
"""The tables whose records have reminders."""

_log = logging.getLogger(__name__)


class RecordReminders:
    """Derives for one record at a time; the dues of a request once for each version of it."""

    def __init__(self, workspace: Workspace, quiet: Quiet) -> None:
        """Nothing is read before it is asked for."""
        self.workspace = workspace
        self.quiet = quiet
        self.batches = BatchDays(workspace)
        self._dues: dict[int, list[DueTime]] = {}
        self._troubles: set[str] = set()

    def of(self, owner: Owner) -> list[Reminder]:
        """The reminders of one record; one that cannot be read is logged, and has none."""
        try:
            return self._derived(*owner)
        except Exception as error:
            if str(error) not in self._troubles:
                self._troubles.add(str(error))
                _log.exception("no reminders for %s %s", *owner)
            return []

    def note_batches(self, number: int) -> set[int]:
        """Note in which batches a request stands; returns the promises whose batches changed."""
        try:
            return self.batches.note(number, self.workspace.live("request").get(number))
        except Exception:
            return set()  # logged when its dues are worked out

    def forget(self, owner: Owner) -> None:
        """A record has changed, or has nothing near: what was worked out for it goes."""
        if owner[0] == "request":
            self._dues.pop(owner[1], None)

    def forget_dues(self) -> None:
        """Promises or hours have changed: every due is another one."""
        self._dues.clear()
        self.batches.forget()

    def standing(self, row: Delivered) -> Reminder | None:
        """The reminder of a row, None when its due has moved or its record is closed."""
        table = TABLE_OF_KIND.get(row.kind)
        if table is None:
            return self._standing_due(row) if row.kind in (AT_RISK, BREACHED) else None
        known = self.of((table, number_of(row.subject)))
        return next((one for one in known if key_of(one) == row.key), None)

    def _derived(self, table: str, number: int) -> list[Reminder]:
        hours, quiet = owner_hours(self.workspace), self.quiet
        match table:
            case "request":
                return [one for due in self._dues_of(number) for one in of_due(due, hours, quiet)]
            case "promise":
                return self.batches.reminders(number, self.workspace.now(), hours, quiet)
            case "interruption":
                body = self.workspace.live("interruption").get(number)
                if body is None or not body.get("call_back") or body.get("called_back_at"):
                    return []
                return of_call_back(CallBack.of(number, body), hours, quiet)
            case _ if table in DELEGATED:
                moments = moments_of(self.workspace, table, number)
                return [one for each in moments for one in of_moment(each, hours, quiet)]
            case _ if table in continuity.CONTINUITY:
                moments = continuity.moments_of(self.workspace, table, number)
                return [one for each in moments for one in of_moment(each, hours, quiet)]
            case _:
                return []

    def _dues_of(self, number: int) -> list[DueTime]:
        body = self.workspace.live("request").get(number)
        if body is None:
            self._dues.pop(number, None)
            return []
        known = self._dues.get(number)
        if known is None:
            known = self._dues[number] = dues_of(promise_book(self.workspace), number, body)
        return known

    def _standing_due(self, row: Delivered) -> Reminder | None:
        """The same for a request, without asking the hours: there may be thousands."""
        try:
            dues = self._dues_of(number_of(row.subject))
        except Exception:
            return None  # logged when it was worked out
        for due in dues:
            late = row.kind == BREACHED
            instant: datetime | None = due.due if late else due.at_risk_from
            if due.stage == row.stage and instant == row.instant:
                until = None if late else due.due
                return Reminder(*row[:4], instant, until, due.urgent, due.about)
        return None
