"""Rows kept in order by section, and narrowed by a filter, without ever sorting all again.

A section ("Today", "This week") is a list of (sort key, key) kept by bisection: putting, moving
or taking out one row costs a search and a memory move, at any length.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from cockpit.tui.render import folded
from cockpit.tui.rows import Cell, Line

Entry = tuple[Any, str]
"""Sort key and record key; the record key settles ties."""


class Section(NamedTuple):
    """A group of rows; without a title it has no heading."""

    id: str
    title: str = ""


class SortedRows:
    """A RowSource: `line(key, width)` draws a record, `haystack(key)` is its searchable text.

    `haystack` is asked once per record, at the first filter. `heading(section, count, width)`
    may draw the headings; without it a heading is its title. Sort keys of one section must be
    comparable with each other.
    """

    def __init__(
        self,
        sections: Iterable[Section] = (Section(""),),
        *,
        line: Callable[[str, int], Line],
        haystack: Callable[[str], str] | None = None,
        heading: Callable[[Section, int, int], Line] | None = None,
    ) -> None:
        self._sections = tuple(sections)
        self._numbers = {one.id: number for number, one in enumerate(self._sections)}
        self._line, self._haystack, self._heading = line, haystack, heading
        self._all: list[list[Entry]] = [[] for _ in self._sections]
        self._shown = self._all
        self._where: dict[str, tuple[int, Any]] = {}
        self._folded: dict[str, str] = {}
        self._words: tuple[str, ...] = ()
        self._starts: list[int] | None = None

    def load(self, rows: Iterable[tuple[str, str, Any]]) -> None:
        """Begin again with these (key, section id, sort key), in any order."""
        numbers, where = self._numbers, {}
        lists: list[list[Entry]] = [[] for _ in self._sections]
        for key, section, sort_key in rows:
            number = numbers[section]
            where[key] = (number, sort_key)
            lists[number].append((sort_key, key))
        for entries in lists:
            entries.sort()
        self._all, self._where = lists, where
        self._folded.clear()
        self._show_all_that_match()

    def put(self, key: str, section: str, sort_key: Any) -> None:
        """Add a row, or move it to where it now belongs; its searchable text is read anew."""
        self.remove(key)
        number = self._numbers[section]
        entry = (sort_key, key)
        self._where[key] = (number, sort_key)
        insort(self._all[number], entry)
        if self._shown is not self._all and self._matches(key):
            insort(self._shown[number], entry)
        self._starts = None

    def remove(self, key: str) -> bool:
        """Take a row out; False when it was not there."""
        place = self._where.pop(key, None)
        self._folded.pop(key, None)
        if place is None:
            return False
        number, sort_key = place
        _take_out(self._all[number], (sort_key, key))
        if self._shown is not self._all:
            _take_out(self._shown[number], (sort_key, key))
        self._starts = None
        return True

    def prepare_filter(self) -> None:
        """Read the searchable text of every row, so that the first letter need not wait for it."""
        for key in self._where:
            if key not in self._folded:
                self._folded[key] = folded(self._haystack(key)) if self._haystack else key

    def filter(self, text: str) -> int:
        """Show only rows that contain every word of `text`; returns how many records are shown.

        Case and accents do not matter. A longer text searches only what the shorter one left.
        """
        words = tuple(folded(text).split())
        if words == self._words:
            return self.shown_count
        narrower = bool(self._words) and _narrows(self._words, words)
        self._words = words
        if narrower:
            self._show([self._matching(entries) for entries in self._shown])
        else:
            self._show_all_that_match()
        return self.shown_count

    @property
    def filter_words(self) -> tuple[str, ...]:
        """The words that every shown row contains; empty without a filter."""
        return self._words

    @property
    def count(self) -> int:
        """Records, whether shown or not; headings do not count."""
        return len(self._where)

    @property
    def shown_count(self) -> int:
        """Records that the filter leaves."""
        return sum(map(len, self._shown))

    def keys(self) -> Iterator[str]:
        """Keys of the shown records in order, without headings."""
        return (key for _, key in chain.from_iterable(self._shown))

    def section_of(self, key: str) -> str | None:
        """The section in which the record stands, shown or not."""
        place = self._where.get(key)
        return None if place is None else self._sections[place[0]].id

    def count_in(self, section: str) -> int:
        """Records of a section, whether shown or not."""
        return len(self._all[self._numbers[section]])

    def __contains__(self, key: object) -> bool:
        return key in self._where

    def __len__(self) -> int:
        return self._firsts()[-1]

    def key_at(self, index: int) -> str:
        """The key at a place; a heading's is "#" and its section's id."""
        number, place = self._locate(index)
        return f"#{self._sections[number].id}" if place < 0 else self._shown[number][place][1]

    def index_of(self, key: str) -> int | None:
        """The place of a key, None when it is not there or filtered out."""
        if key.startswith("#"):
            number = self._numbers.get(key[1:], -1)
            titled = number >= 0 and self._sections[number].title and self._shown[number]
            return self._firsts()[number] if titled else None
        where = self._where.get(key)
        if where is None:
            return None
        number, sort_key = where
        entries = self._shown[number]
        place = bisect_left(entries, (sort_key, key))
        if place == len(entries) or entries[place][1] != key:
            return None
        return self._firsts()[number] + place + bool(self._sections[number].title)

    def is_heading(self, index: int) -> bool:
        """Whether a heading stands at this place."""
        return self._locate(index)[1] < 0

    def line_at(self, index: int, width: int) -> Line:
        """The row's cells."""
        number, place = self._locate(index)
        if place >= 0:
            return self._line(self._shown[number][place][1], width)
        section = self._sections[number]
        if self._heading is not None:
            return self._heading(section, len(self._shown[number]), width)
        return Line((Cell(section.title, "heading"),))

    def _firsts(self) -> list[int]:
        """Where each section begins, and at the end the number of rows."""
        if self._starts is None:
            starts = [0]
            for section, entries in zip(self._sections, self._shown, strict=True):
                rows = len(entries) + bool(section.title) if entries else 0
                starts.append(starts[-1] + rows)
            self._starts = starts
        return self._starts

    def _locate(self, index: int) -> tuple[int, int]:
        """Section and place in it; the heading's place is -1."""
        starts = self._firsts()
        if not 0 <= index < starts[-1]:
            raise IndexError(index)
        number = 0
        while starts[number + 1] <= index:
            number += 1
        return number, index - starts[number] - bool(self._sections[number].title)

    def _matches(self, key: str) -> bool:
        text = self._folded.get(key)
        if text is None:
            text = folded(self._haystack(key)) if self._haystack is not None else key
            self._folded[key] = text
        return all(word in text for word in self._words)

    def _matching(self, entries: list[Entry]) -> list[Entry]:
        known, words = self._folded, self._words
        if len(words) == 1 and len(known) == len(self._where):
            (word,) = words
            return [entry for entry in entries if word in known[entry[1]]]
        return [entry for entry in entries if self._matches(entry[1])]

    def _show_all_that_match(self) -> None:
        if self._words:
            self._show([self._matching(entries) for entries in self._all])
        else:
            self._show(self._all)

    def _show(self, lists: list[list[Entry]]) -> None:
        self._shown, self._starts = lists, None


def _narrows(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Whether everything that matches `after` matched `before` too."""
    return all(any(old in new for new in after) for old in before)


def _take_out(entries: list[Entry], entry: Entry) -> None:
    place = bisect_left(entries, entry)
    if place < len(entries) and entries[place] == entry:
        del entries[place]
