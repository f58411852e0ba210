"""Stored bodies are sparse; here they are whole: every field, in the order of its model.

The models would do the same, but loading them costs more than listing a thousand records.
A test holds these tables against the models.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.domain.delegating.whole_fields import DELEGATING, DELEGATING_PARTS

Body = Mapping[str, Any]

_HEAD: dict[str, Any] = {"id": "", "uid": None, "created_at": None, "closed_at": None}

_FIELDS: dict[str, dict[str, Any]] = {
    "function": {
        "name": None,
        "target_minutes": 0,
        "personal": False,
        "kinds": [],
        "position": None,
        "primary": None,
        "backups": [],
        "needs_assets": None,
    },
    "block": {
        "function": None,
        "label": "",
        "notes": "",
        "weekday": None,
        "start": None,
        "end": None,
        "rule": None,
        "first_date": None,
        "last_date": None,
        "except_dates": [],
        "zone": None,
        "days": 1,
        "busy": True,
    },
    "override": {
        "date": None,
        "action": None,
        "block": None,
        "function": None,
        "label": "",
        "notes": "",
        "start": None,
        "end": None,
        "zone": None,
        "days": 1,
        "to_date": None,
        "busy": True,
    },
    "hours": {"name": None, "zone": None, "week": {}, "holidays": [], "exceptions": {}},
    "task": {
        "title": None,
        "place": "backlog",
        "week": None,
        "day": None,
        "function": None,
        "project": None,
        "tags": [],
        "who": None,
        "estimate_minutes": None,
        "first_estimate_minutes": None,
        "due": None,
        "due_is_date": False,
        "priority": None,
        "notes": "",
        "checklist": [],
        "recurrence": None,
        "series": None,
        "occurrence": 1,
        "rolls": 0,
        "roll_reasons": [],
        "whole": False,
        "block": None,
        "waiting": None,
        "position": None,
        "state": "open",
        "request": None,
        "assignment": None,
        "extra": {},
    },
    "request": {
        "subject": None,
        "kind": "inquiry",
        "customer": None,
        "address": None,
        "zone": None,
        "channel": "other",
        "received": None,
        "priority": None,
        "order_number": None,
        "notes": "",
        "tags": [],
        "promised": None,
        "promised_is_date": False,
        "snoozed_until": None,
        "assignment": None,
        "events": [],
        "verdicts": [],
        "merged_into": None,
    },
    "promise": {
        "kind": None,
        "customer": None,
        "priority": None,
        "hours": "H1",
        "first_response": None,
        "next_response": None,
        "resolution": None,
        "lead_minutes": None,
    },
    **DELEGATING,
    "interruption": {
        "at": None,
        "who": None,
        "about": "",
        "channel": None,
        "kind": None,
        "minutes": None,
        "answered": True,
        "call_back": None,
        "called_back_at": None,
    },
    "entry": {
        "started": None,
        "stopped": None,
        "function": None,
        "task": None,
        "note": "",
        "archived": False,
    },
    "asset": {
        "name": None,
        "kind": "account",
        "registered_to": None,
        "evidence": None,
        "owner_admin": None,
        "recovery": None,
        "second_factor": None,
        "kept_where": None,
        "last_login": None,
        "rotated": None,
        "expires": None,
        "paid_by": None,
        "exit_ready": None,
        "functions": [],
        "procedures": [],
        "notes": "",
    },
    "grant": {
        "asset": None,
        "contractor": None,
        "level": "use",
        "shared": None,
        "since": None,
        "review": None,
        "note": "",
    },
    "procedure": {
        "name": None,
        "function": None,
        "where": None,
        "format": None,
        "author": None,
        "written": None,
        "reviewed": None,
        "review_days": None,
        "notes": "",
    },
    "run": {
        "procedure": None,
        "by": None,
        "at": None,
        "unaided": None,
        "ok": None,
        "note": "",
    },
    "drill": {
        "subject": None,
        "name": None,
        "at": None,
        "score": None,
        "completeness": 0,
        "unknown": 0,
        "stops": [],
        "functions": [],
        "rules": [],
    },
    "review": {
        "kind": None,
        "day": None,
        "week": None,
        "started": None,
        "finished": None,
        "seconds": 0,
        "keys": 0,
        "note": "",
        "night": None,
        "weekly": None,
    },
}
"""Every field with its default in JSON shape; None also where a body always has it."""

_TARGET: dict[str, Any] = {
    "measure": None,
    "minutes": None,
    "weekdays": [],
    "cut_off": None,
    "cut_off_days_before": 0,
    "close": None,
    "closed_day": "previous",
}

_PARTS: dict[str, dict[str, dict[str, Any]]] = {
    "task": {
        "checklist": {"text": None, "done": False},
        "recurrence": {"rule": None, "mode": "by_date", "anchor": None},
        "roll_reasons": {"day": None, "reason": None},
        "waiting": {"who": None, "until": None},
    },
    "request": {
        "events": {"at": None, "type": None, "note": "", "by": ""},
        "verdicts": {"clock": None, "armed_at": None, "due": None, "verdict": None},
    },
    **DELEGATING_PARTS,
    "drill": {
        "functions": {"function": None, "name": None, "before": None, "level": None},
        "rules": {"rule": None, "asset": None, "name": None},
    },
    "promise": {"first_response": _TARGET, "next_response": _TARGET, "resolution": _TARGET},
    "review": {
        "night": {
            "functions": [],
            "tasks": [],
            "interrupted_minutes": 0,
            "tomorrow": None,
            "planned": [],
            "blocks": [],
        },
        "weekly": {"functions": [], "tasks": [], "next_week": None, "planned": []},
    },
}
"""The fields that hold pieces with fields of their own, or lists of such."""


def whole(table: str, reference: str, body: Body) -> dict[str, Any]:
    """The record with its short id, every field, and every field of its pieces, as JSON values."""
    record = {**_HEAD, **_FIELDS[table], **body, "id": reference}
    for field, piece in _PARTS.get(table, {}).items():
        value = record[field]
        if isinstance(value, list):
            record[field] = [{**piece, **one} for one in value]
        elif value is not None:
            record[field] = {**piece, **value}
    return record
