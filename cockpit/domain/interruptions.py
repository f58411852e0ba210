"""Interruptions: who broke in, how long it took, and when to call back."""

from __future__ import annotations

from typing import ClassVar, Literal

from cockpit.domain.record import Instant, Line, Minutes, Record


class Interruption(Record):
    """A call, message or visit that broke into a block."""

    TABLE: ClassVar[str] = "interruption"

    at: Instant
    who: Line
    about: str = ""
    channel: Line | None = None
    """How it broke in: phone, chat, mail, visit, or the owner's own word."""
    kind: Literal["business", "personal"] | None = None
    minutes: Minutes | None = None
    answered: bool = True
    call_back: Instant | None = None
    called_back_at: Instant | None = None
