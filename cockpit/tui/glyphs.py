"""Signs of the screen, with an ASCII alternative, and the sign, word and role of every state.

A state is never shown by colour alone: glyph and word carry it, the role adds the colour.
"""

from __future__ import annotations

from typing import NamedTuple

from cockpit.i18n import _


class Glyphs(NamedTuple):
    """One set of signs, each of them one cell wide."""

    active: str
    open: str
    done: str
    late: str
    at_risk: str
    paused: str
    running: str
    rolled: str
    dropped: str
    unknown: str
    filled: str
    empty: str
    edge: str
    mark: str
    dash: str
    bullet: str
    branch: str
    last_branch: str
    line: str
    more: str

    @property
    def ascii_only(self) -> bool:
        """Whether this is the set for terminals without these signs."""
        return self.more.isascii()


UNICODE = Glyphs(
    "●", "○", "✓", "▲", "◐", "‖", "▶", "↻", "✗", "?",
    "█", "░", "▌", "◆", "–", "·", "├", "└", "─", "…",
)  # fmt: skip
ASCII = Glyphs(
    "*", "o", "x", "!", "~", "=", ">", "@", "-", "?",
    "#", ".", "|", "+", "-", ".", "|", "`", "-", "~",
)  # fmt: skip


class State(NamedTuple):
    """How one state is shown."""

    glyph: str
    word: str
    role: str


def state(name: str, glyphs: Glyphs = UNICODE) -> State:
    """Sign, word and role of a state of any record; an unknown name is shown as it is."""
    sign, word, role = _STATES.get(name, ("unknown", name, "muted"))
    return State(getattr(glyphs, sign), word, role)


def bar(part: float, width: int, glyphs: Glyphs = UNICODE) -> str:
    """A bar of `width` cells, `part` of it (0 to 1) filled; anything begun shows one cell."""
    part = min(max(part, 0.0), 1.0)
    cells = round(part * width)
    if part > 0 and cells == 0 and width > 0:
        cells = 1
    if part < 1 and cells == width > 0:
        cells -= 1
    return glyphs.filled * cells + glyphs.empty * (width - cells)


_STATES = {
    # promises
    "met": ("done", _("met"), "sla-met"),
    "due": ("active", _("due"), "sla-due"),
    "at_risk": ("at_risk", _("at risk"), "sla-at-risk"),
    "breached": ("late", _("late"), "sla-breached"),
    "late": ("late", _("late"), "sla-breached"),
    # tasks
    "open": ("open", _("open"), ""),
    "running": ("running", _("running"), "block-now"),
    "done": ("done", _("done"), "done"),
    "dropped": ("dropped", _("dropped"), "muted"),
    "archived": ("dropped", _("archived"), "muted"),
    "rolled": ("rolled", _("rolled"), "warning-text"),
    # requests
    "new": ("active", _("new"), "accent-text"),
    "waiting": ("paused", _("waiting"), "muted"),
    "resolved": ("done", _("resolved"), "done"),
    "reopened": ("active", _("reopened"), "sla-at-risk"),
    "snoozed": ("paused", _("snoozed"), "muted"),
    # contractors
    "prospect": ("open", _("prospect"), "muted"),
    "vetting": ("open", _("vetting"), "muted"),
    "trial": ("at_risk", _("trial"), "accent-text"),
    "active": ("active", _("active"), ""),
    "paused": ("paused", _("paused"), "muted"),
    "ending": ("at_risk", _("ending"), "sla-at-risk"),
    "ended": ("dropped", _("ended"), "muted"),
    "silent": ("at_risk", _("no word"), "sla-at-risk"),
    "dark": ("late", _("gone dark"), "sla-breached"),
    # assignments
    "draft": ("open", _("draft"), "muted"),
    "sent": ("active", _("sent"), ""),
    "working": ("running", _("working"), "block-now"),
    "delivered": ("late", _("your verdict"), "sla-at-risk"),
    "changes_requested": ("rolled", _("changes requested"), "warning-text"),
    "approved": ("done", _("approved"), "done"),
    "cancelled": ("dropped", _("cancelled"), "muted"),
}
