"""Every kind of record by its table: the one list of models."""

from __future__ import annotations

from cockpit.domain.blocks import Block, Entry, Function, Hours, Override
from cockpit.domain.continuity import Asset, Drill, Grant, Procedure, Run
from cockpit.domain.contractors import Assignment, Contractor
from cockpit.domain.delegating.records import (
    CheckIn,
    Deliverable,
    Engagement,
    Feedback,
    Payment,
    VettingCheck,
)
from cockpit.domain.interruptions import Interruption
from cockpit.domain.promises import Promise
from cockpit.domain.record import Record
from cockpit.domain.requests import Request
from cockpit.domain.reviews import Review
from cockpit.domain.tasks import Task

MODELS: dict[str, type[Record]] = {
    model.TABLE: model
    for model in (
        Function,
        Block,
        Override,
        Hours,
        Task,
        Request,
        Promise,
        Contractor,
        Assignment,
        Interruption,
        Entry,
        Asset,
        Procedure,
        Review,
        Grant,
        Run,
        Drill,
        Engagement,
        Deliverable,
        CheckIn,
        Feedback,
        VettingCheck,
        Payment,
    )
}
