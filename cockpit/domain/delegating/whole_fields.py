"""The fields of contractors and delegated work in the order of their models; light to load."""

from __future__ import annotations

from typing import Any

DELEGATING: dict[str, dict[str, Any]] = {
    "contractor": {
        "name": None,
        "email": None,
        "phone": None,
        "zone": None,
        "functions": [],
        "capacity_minutes": None,
        "cadence_days": None,
        "grace_days": 2,
        "last_contact": None,
        "status": "active",
        "notes": "",
    },
    "assignment": {
        "contractor": None,
        "title": None,
        "goal": "",
        "done_when": [],
        "due": None,
        "due_is_date": False,
        "function": None,
        "task": None,
        "request": None,
        "procedure": None,
        "level": None,
        "estimate_minutes": None,
        "state": "draft",
        "sent_at": None,
        "delivered_at": None,
        "decided_at": None,
        "due_moves": [],
        "questions": [],
        "notes": "",
    },
    "engagement": {
        "terms": None,
        "contractor": None,
        "function": None,
        "rate": None,
        "every": None,
        "percent": None,
        "budget": None,
        "since": None,
        "until": None,
        "release_days": None,
        "notes": "",
    },
    "deliverable": {
        "assignment": None,
        "version": 1,
        "at": None,
        "where": None,
        "note": "",
        "verdict": None,
        "reason": "",
        "decided_at": None,
    },
    "checkin": {
        "contractor": None,
        "assignment": None,
        "at": None,
        "direction": "incoming",
        "status": None,
        "blocker": None,
        "next_step": None,
        "note": "",
    },
    "feedback": {
        "words": None,
        "contractor": None,
        "kind": None,
        "assignment": None,
        "at": None,
        "minutes": None,
    },
    "vetting": {
        "kind": None,
        "contractor": None,
        "result": None,
        "found": "",
        "source": None,
        "at": None,
    },
    "payment": {
        "what": None,
        "contractor": None,
        "amount": None,
        "assignment": None,
        "function": None,
        "due": None,
        "paid": None,
        "every": None,
        "note": "",
    },
}
"""Every field with its default in JSON shape; None also where a body always has it."""

_MONEY: dict[str, Any] = {"minor": None, "currency": None}

DELEGATING_PARTS: dict[str, dict[str, dict[str, Any]]] = {
    "assignment": {
        "due_moves": {"at": None, "by": None, "before": None, "after": None, "reason": ""},
        "questions": {"at": None, "text": None, "answered_at": None, "answer": ""},
    },
    "engagement": {"rate": _MONEY, "budget": _MONEY},
    "payment": {"amount": _MONEY},
}
"""The fields that hold pieces with fields of their own, or lists of such."""
