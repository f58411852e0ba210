"""The words after `by` or `on`, with their places in the line, and the times of day among them."""

from __future__ import annotations

import re

from cockpit.domain.quick import words as known
from cockpit.domain.quick.calendar import BadDate, WallClock
from cockpit.i18n import _

LONGEST = 9
"""No date phrase has more words."""


class Phrase:
    """The words from one place on, folded, up to the first punctuation that ends a phrase."""

    __slots__ = ("ends", "starts", "text", "words")

    def __init__(self, text: str, start: int) -> None:
        """Take at most `LONGEST` words; a comma, semicolon or full stop after one belongs to it."""
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in re.finditer(r"\S+", text[start : start + 200]):
            raw = match[0].translate(known.FOLDED)
            word = raw.rstrip(",;.!?)")
            if raw[len(word) :].startswith(".") and re.fullmatch(r"\d{1,2}\.\d{1,2}", word):
                word += "."
            rest = raw[len(word) :]
            if not word:
                break
            begin = start + match.start()
            self.words.append(word)
            self.starts.append(begin)
            self.ends.append(begin + len(word) + len(rest) - len(rest.lstrip(",;.")))
            if len(self.words) == LONGEST or (rest and not self._goes_on(rest)):
                break

    def word(self, index: int) -> str:
        """The folded word at an index, "" outside."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def end(self, index: int) -> int:
        """The place in the text after the word before `index`."""
        return self.ends[index - 1]

    def said(self, first: int, after: int) -> str:
        """What was typed from one word to before another."""
        last = min(after, len(self.words)) - 1
        return self.text[self.starts[first] : self.starts[last] + len(self.words[last])]

    def number(self, index: int) -> int | None:
        """A count in digits (up to four) or a word (a, two, tres, …)."""
        word = self.word(index)
        if word.isdecimal() and word.isascii() and len(word) < 5:
            return int(word)
        return known.NUMBERS.get(word)

    def _goes_on(self, rest: str) -> bool:
        """Whether a phrase may go on: "fri, 27 nov", "27 nov. 2026", "nov 27, 2026"."""
        if self.words[-1] in known.WEEKDAYS or self.words[-1] in known.MONTHS:
            return rest in (",", ".")
        return rest == "," and self.word(len(self.words) - 2) in known.MONTHS


def read_clock(phrase: Phrase, start: int) -> tuple[WallClock, int] | None:
    """The time of day at a word and the index after it; None where there is none.

    Raises `BadDate` for 25:00 or 13pm. A bare hour counts only after "at" and from 7 on: "at 4"
    could be either.
    """
    at = start
    word, following = phrase.word(at), phrase.word(at + 1)
    marked = word in ("at", "las") or (word == "a" and following in ("las", "la"))
    if marked:
        at += 2 if word == "a" else 1
    elif (word == "al" and following in known.NOON) or (
        word == "a" and following in known.MIDNIGHT
    ):
        at += 1
    elif (word, following) in (("por", "la"), ("in", "the")):
        at += 2
    word = phrase.word(at)
    if word in known.NOON:
        return (12, 0), at + 1
    if word in known.MIDNIGHT:
        return (24, 0), at + 1
    parts = known.PARTS_OF_DAY
    if phrase.word(at - 1) in ("la", "esta") and at:
        parts = known.PARTS_OF_DAY_ES
    if word in parts:
        return parts[word], at + 1
    if not word[:1].isdecimal():
        return None
    return _digits(phrase, at, marked)


def after_in(phrase: Phrase, at: int) -> int:
    """The index after "in", "en" or "dentro de"; 0 where they are not."""
    if phrase.word(at) in ("in", "en"):
        return at + 1
    return at + 2 if (phrase.word(at), phrase.word(at + 1)) == ("dentro", "de") else 0


def _digits(phrase: Phrase, at: int, marked: bool) -> tuple[WallClock, int] | None:
    match = re.fullmatch(r"(\d{1,2})(?:([:h])(\d\d))?(h)?(am|pm)?", phrase.word(at), re.ASCII)
    if not match:
        return None
    hour, minute, after = int(match[1]), int(match[3] or 0), at + 1
    half = known.HALF_OF_DAY.get(match[5] or "")
    night = False
    if half is None and phrase.word(after) in known.HALF_OF_DAY:
        half, after = known.HALF_OF_DAY[phrase.word(after)], after + 1
    elif half is None and (phrase.word(after), phrase.word(after + 1)) == ("de", "la"):
        half = known.HALF_OF_DAY_ES.get(phrase.word(after + 2))
        night = phrase.word(after + 2) == "noche"
        after += 0 if half is None else 3
    if half is not None:
        if not 1 <= hour <= 12 or minute > 59:
            raise BadDate(phrase.said(at, after), _("such hours go from 1 to 12"))
        hour = hour % 12 + (0 if night and hour == 12 else half)
        return ((24, 0) if night and hour == minute == 0 else (hour, minute)), after
    colon, letter = match[2] == ":", match[4] or match[2] == "h"
    if not colon and not letter and not (marked and 7 <= hour <= 23):
        return None
    if (hour < 24 and minute < 60) or (hour, minute) == (24, 0):
        return (hour, minute), after
    if colon:
        raise BadDate(phrase.said(at, after), _("a day has 24 hours of 60 minutes"))
    return None
