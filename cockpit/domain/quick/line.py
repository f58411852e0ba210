"""What a quick-add line gives: a kind, fields of a document, and chips that show what was taken."""

from __future__ import annotations

from cockpit.i18n import _

TYPE_CHECKING = False  # typing itself would cost a capture 3 ms
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Literal

    Kind = Literal["task", "interruption", "request"]
    Lookup = Callable[[str, str], str | Sequence[str] | None]
    """(field, name as typed) to the name to show; for a function that is not known None, for one
    that could be several a list of theirs."""


class Chip:
    """One thing that was understood: its name, its resolved value, its place in the line."""

    __slots__ = ("end", "label", "start", "value")

    def __init__(self, label: str, value: str, start: int, end: int) -> None:
        """Keep the words for the owner and the half-open span of characters."""
        self.label = label
        self.value = value
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        """For a failing test."""
        return f"Chip({self.label!r}, {self.value!r}, {self.start}, {self.end})"


class Parsed:
    """A quick-add line, understood."""

    __slots__ = ("chips", "fields", "hints", "kind", "problems")

    def __init__(self, kind: Kind) -> None:
        """Begin empty."""
        self.kind: Kind = kind
        self.fields: dict[str, Any] = {}
        """Only what was said, in the shape of a stored body (nothing at its default); a function
        by its name as typed."""
        self.chips: list[Chip] = []
        """In the order of the line."""
        self.problems: list[str] = []
        """Sentences for which `parse` refuses the line."""
        self.hints: list[str] = []
        """Sentences about words with a sign that were left in the title."""


def no_function(said: str, candidates: Sequence[str] | None) -> str:
    """The hint at a function that stays text."""
    if not candidates:
        return _("There is no function {word}; it stays text.").format(word=said)
    return _("{word} could be {names}; it stays text.").format(
        word=said, names=_(" or ").join(candidates)
    )
