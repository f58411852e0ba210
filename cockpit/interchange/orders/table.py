"""A table of text: its delimiter, its header, its rows with their line numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cockpit.errors import CockpitError
from cockpit.i18n import _

DELIMITERS = (",", ";", "\t", "|")

_SEARCHED = 10
"""So many rows at the top may stand before the header: a title, a date of export."""
_END = "\x1e"
"""A row of its own behind the last one; when it is not found there, a quote was left open."""
_LONGEST = 131_072
"""Characters in one cell; more of them come from a quote that was never closed."""


class Row(NamedTuple):
    """One row that is not blank."""

    line: int
    """The line of the file on which it begins, from 1."""
    cells: list[str]


class Table(NamedTuple):
    """A header and what stands under it."""

    header: list[str]
    rows: list[Row]
    delimiter: str


def read_table(text: str, count_known: Callable[[Sequence[str]], int]) -> Table:
    """The table of a text, split so that the header has the most cells that are known.

    `count_known` tells how many cells of a row are names of columns. Excel's `sep=;` is obeyed.
    Raises `CockpitError` when there is no row, or a quote is opened and never closed.
    """
    said, skipped = _said_delimiter(text)
    candidates = (said,) if said else DELIMITERS
    known, above, delimiter = 0, 0, max(candidates, key=text.partition("\n")[0].count)
    for candidate in candidates:
        for at, row in enumerate(_head(text, candidate, skipped)):
            found = count_known(row.cells)
            if found > known:
                known, above, delimiter = found, at, candidate
    rows = list(_rows(text, delimiter, skipped))
    if not rows:
        raise CockpitError(_("There is no row in this file; nothing was imported."))
    return Table(rows[above].cells, rows[above + 1 :], delimiter)


def _said_delimiter(text: str) -> tuple[str | None, int]:
    """The delimiter of a first line `sep=;`, and the number of lines to leave out."""
    first = text.partition("\n")[0].rstrip("\r").strip('"')
    if first[:4].lower() == "sep=" and len(first) == 5:
        return first[4], 1
    return None, 0


def _head(text: str, delimiter: str, skipped: int) -> list[Row]:
    found = []
    try:
        for row in _rows(text, delimiter, skipped):
            found.append(row)
            if len(found) == _SEARCHED:
                break
    except CockpitError:
        # with another delimiter the same quotes may be in order
        pass
    return found


def _rows(text: str, delimiter: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(_lines(text), delimiter=delimiter)
    begin = 1
    try:
        for cells in reader:
            line, begin = begin, reader.line_num + 1
            if cells == [_END]:
                return
            if line > skipped and any(cell.strip() for cell in cells):
                if cells[-1].endswith(_END):
                    raise _open_quote(line)
                yield Row(line, [cell.strip() for cell in cells])
    except csv.Error as error:
        raise _open_quote(begin) from error


def _lines(text: str) -> Iterator[str]:
    yield from io.StringIO(text, newline="")
    if text and text[-1] not in "\r\n":
        yield "\n"
    yield _END


def _open_quote(line: int) -> CockpitError:
    return CockpitError(
        _(
            "The row at line {line} opens a quote that is never closed, or has a cell of more than"
            " {longest} characters; nothing was imported: mend it and import again."
        ).format(line=line, longest=_LONGEST)
    )
