"""Every verb of the main screen in one place, by the names of the command registry."""

from __future__ import annotations

from cockpit.tui.delegating.verbs import DelegatingVerbs
from cockpit.tui.verbs.clock import ClockVerbs
from cockpit.tui.verbs.continuity import ContinuityVerbs
from cockpit.tui.verbs.contractors import ContractorVerbs
from cockpit.tui.verbs.queue import QueueVerbs
from cockpit.tui.verbs.records import RecordVerbs
from cockpit.tui.verbs.requests import RequestVerbs
from cockpit.tui.verbs.tasks import TaskVerbs


class AllVerbs(
    RecordVerbs,
    DelegatingVerbs,
    TaskVerbs,
    RequestVerbs,
    QueueVerbs,
    ContractorVerbs,
    ClockVerbs,
    ContinuityVerbs,
):
    """Made with the first command, not before the first frame."""
