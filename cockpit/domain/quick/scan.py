"""Goes over a quick-add line word by word, takes what it understands and leaves the rest."""

from __future__ import annotations

import re

from cockpit.domain.identity import format_instant
from cockpit.domain.quick.calendar import BadDate
from cockpit.domain.quick.dates import DateReader
from cockpit.domain.quick.format import is_sign, show_moment
from cockpit.domain.quick.line import Chip, Parsed
from cockpit.domain.quick.take import Taker
from cockpit.domain.quick.words import FOLDED
from cockpit.errors import WrongUse
from cockpit.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cockpit.domain.quick.line import Lookup

LONGEST_LINE = 20_000
"""Characters of a title or name that the records hold."""

BARE_DAYS = ("today", "tomorrow", "hoy", "manana")
"""Days, folded, at the end of a title that were meant as one more often than not."""

_WORD = re.compile(r"\S+")
_QUOTED = re.compile(r'"(?:[^"\\]|\\[\s\S])*"(?!\w)\S*')


class Scanner:
    """One pass over one line."""

    def __init__(self, line: str, reader: DateReader, lookup: Lookup | None) -> None:
        """Find the kind of the line: "!" and "?" as its first word."""
        self.line = line
        first = _WORD.search(line)
        sign = first[0] if first else ""
        kind = "interruption" if sign == "!" else "request" if sign == "?" else "task"
        self.parsed = Parsed(
            "interruption" if sign == "!" else "request" if sign == "?" else "task"
        )
        self.taker = Taker(line, self.parsed, reader, lookup)
        self.reader = reader
        self.cuts: list[tuple[int, int, bool]] = []
        """What the title is without: a taken span (True) or an escaping backslash (False)."""
        self.begin = 0
        self.comma = -1
        """The place after the comma that ends an interruption's "who", also that of a sign."""
        if first and kind != "task":
            self._cut(first.start(), first.end())
            shown = _("interruption") if kind == "interruption" else _("request")
            self._chip(_("new"), shown, first.start(), first.end())
            self.begin = first.end()

    def scan(self) -> Parsed:
        """Take every sign that is understood; then put together what is left."""
        if self.parsed.kind == "interruption":
            self._take_moment()
        position, titled = self.begin, False
        while match := _WORD.search(self.line, position):
            start, position = match.span()
            group = _QUOTED.match(self.line, start) if match[0][0] == '"' else None
            if match[0][0] == "\\" and is_sign(self.line, start):
                self.cuts.append((start, start + 1, False))
            elif group:
                position = group.end()
            else:
                taken = self._take(start, position, titled)
                if taken:
                    self._cut(start, taken)
                    # What sticks to a taken word ("by fri?") is text.
                    rest = _WORD.match(self.line, taken)
                    position = rest.end() if rest else taken
                    if titled and self.comma < 0 and self.line[position - 1] == ",":
                        self.comma = position
                    titled = titled or rest is not None
                    continue
            titled = True
            if self.comma < 0 and self.line[position - 1] == ",":
                self.comma = position
        self._finish()
        return self.parsed

    def _take(self, start: int, end: int, titled: bool) -> int:
        try:
            return self.taker.take(start, end, titled)
        except WrongUse as error:
            self.parsed.problems.append(_in_line(error))
            return 0

    def _take_moment(self) -> None:
        calendar = self.reader.calendar
        moment = calendar.utc.replace(second=0, microsecond=0)
        try:
            when = self.reader.read_past(self.line, self.begin)
        except WrongUse as error:
            self.parsed.problems.append(_in_line(error))
            when = None
        if when and when.moment:
            moment = when.moment
            start = _WORD.search(self.line, self.begin)
            if start:
                self._cut(start.start(), when.end)
                self._chip(_("at"), show_moment(moment, calendar), start.start(), when.end)
            self.begin = when.end
        self.parsed.fields["at"] = format_instant(moment)

    # ---- what is left ----

    def _finish(self) -> None:
        parsed, fields = self.parsed, self.parsed.fields
        self.taker.finish()
        if parsed.kind == "interruption":
            self._finish_interruption()
            missing = "" if fields.get("who") else _("Who broke in? Write it like: ! Karl, invoice")
        elif parsed.kind == "request":
            fields["subject"] = self._left(0, len(self.line))
            missing = "" if fields["subject"] else _("Say what the customer wants.")
            if not fields.get("customer"):
                missing = _("Say who asks, like @anna; a request needs its customer.")
        else:
            fields["title"] = self._left(0, len(self.line))
            missing = (
                "" if fields["title"] else _("The line has no title; say what there is to do.")
            )
            self._hint_at_day()
        if missing:
            parsed.problems.append(missing)
        now = format_instant(self.reader.calendar.utc)
        if any(fields.get(name, now) < now for name in ("due", "promised")):
            parsed.hints.append(_("That moment has been: it is late from the start."))
        for name, value in fields.items():
            if name != "notes" and isinstance(value, str) and len(value) > LONGEST_LINE:
                parsed.problems.append(
                    _(
                        'The {name} has {count} characters, more than {most}; use n:"…" for it.'
                    ).format(name=name, count=len(value), most=LONGEST_LINE)
                )
        parsed.chips.sort(key=lambda chip: chip.start)

    def _hint_at_day(self) -> None:
        """A bare day at the very end may be part of the title, so it stays; but it is told."""
        last = self.parsed.fields["title"].rpartition(" ")[2]
        if "place" not in self.parsed.fields and last.translate(FOLDED) in BARE_DAYS:
            hint = _("{word} stays text; write on {word} to plan it for that day.")
            self.parsed.hints.append(hint.format(word=last))

    def _finish_interruption(self) -> None:
        fields, end = self.parsed.fields, len(self.line)
        if "who" in fields:
            self._tell_about(0, end)
            return
        split = self.comma if self.comma > 0 else end
        who = self._left(0, split)
        if self.comma > 0:
            who = who.removesuffix(",").rstrip()
        if not who:
            self._tell_about(0, end)
            return
        fields["who"] = who
        words = (word.start() for word in _WORD.finditer(self.line))
        begin = next((start for start in words if not self._is_cut(start)), 0)
        self._chip(_("who"), who, begin, split)
        self._tell_about(split, end)

    def _tell_about(self, begin: int, end: int) -> None:
        about = self._left(begin, end)
        if about:
            self.parsed.fields["about"] = about

    def _left(self, begin: int, end: int) -> str:
        """The text between two places without the cuts; white space around a taken span is one."""
        text, last, gap = "", begin, False
        for start, after, taken in [*sorted(self.cuts), (end, end, False)]:
            if start < begin or start > end:
                continue
            piece = self.line[last:start]
            if gap:
                piece = piece.lstrip()
            if piece:
                text += (" " if gap and text else "") + piece
                gap = False
            if taken:
                text = text.rstrip()
                gap = self.line[after : after + 1].isspace()
            last = after
        return text.strip()

    def _is_cut(self, place: int) -> bool:
        return any(start <= place < end and taken for start, end, taken in self.cuts)

    def _cut(self, start: int, end: int) -> None:
        self.cuts.append((start, end, True))

    def _chip(self, label: str, value: str, start: int, end: int) -> None:
        self.parsed.chips.append(Chip(label, value, start, end))


def _in_line(error: WrongUse) -> str:
    return error.in_line if isinstance(error, BadDate) else str(error)
