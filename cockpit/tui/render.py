"""The only place that makes something drawable from a person's text.

User text is never markup and never reaches the terminal as a control sequence: `plain` makes one
harmless line of it, `fit` makes it exactly so many cells wide, `content` and `text` wrap it.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, get_character_cell_size

from cockpit.domain.wording.times import absolute, ago, clock, minutes, relative, relative_date
from cockpit.tui.glyphs import ASCII, UNICODE, Glyphs, State, bar, state

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content

__all__ = [
    "ASCII", "UNICODE", "Glyphs", "State", "absolute", "ago", "bar", "clock", "content", "cut",
    "fit", "folded", "minutes", "paragraphs", "plain", "relative", "relative_date", "state", "text",
    "width_of", "wrap",
]  # fmt: skip

Align = Literal["left", "right", "center"]

COMBINING_LIMIT = 3
"""Combining marks kept on one letter; more would climb over the neighbouring rows."""


def plain(text: str) -> str:
    """One line without control characters, direction overrides or invisible characters.

    Line ends and tabs become a space; other control characters become their visible picture
    (ESC is "␛"); what cannot be encoded becomes "�". Joiners and emoji variants are dropped, since
    terminals disagree on their width and the row would be drawn wrongly.
    """
    if text.isascii() and text.isprintable():
        return text
    return _kept_marks(text.replace("\r\n", "\n").translate(_HARMLESS))


def content(text: str) -> Content:
    """User text as Textual content, every character taken literally."""
    from textual.content import Content

    return Content(plain(text))


def paragraphs(text: str) -> Content:
    """User text of several lines (notes) as Textual content; only its line ends are kept."""
    from textual.content import Content

    return Content("\n".join(plain(line) for line in text.splitlines()))


def text(value: str, style: str = "") -> Text:
    """User text as rich text in one style, every character taken literally."""
    from rich.text import Text

    return Text(plain(value), style=style, no_wrap=True, overflow="ellipsis", end="")


def width_of(value: str) -> int:
    """Cells that the text takes on the screen, after `plain`."""
    return cell_len(plain(value))


@lru_cache(maxsize=8192)
def fit(value: str, width: int, align: Align = "left", more: str = "…") -> str:
    """The text in exactly `width` cells: cut with "…" or filled with spaces.

    A wide glyph is never cut in half: where only one cell is left, a space stands.
    """
    if width <= 0:
        return ""
    # A row shows a few dozen cells: of 10,000 characters the first are enough.
    head = value[: 4 * width + 64]
    line = plain(head)
    size = cell_len(line)
    if size < width and len(head) < len(value):
        line = plain(value)
        size = cell_len(line)
    if size > width or (size == width and len(head) < len(value)):
        line = cut(line, width - cell_len(more)) + more
        size = cell_len(line)
    space = width - size
    if align == "right":
        return " " * space + line
    if align == "center":
        return " " * (space // 2) + line + " " * (space - space // 2)
    return line + " " * space


def wrap(value: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken at spaces where there are any."""
    lines: list[str] = []
    for paragraph in value.splitlines():
        line = ""
        for word in plain(paragraph).split(" "):
            joined = f"{line} {word}" if line else word
            if cell_len(joined) <= width or not line:
                line = joined
            else:
                lines.append(line)
                line = word
        lines.append(line)
    return [fit(line, width).rstrip() for line in lines]


def folded(value: str) -> str:
    """Text for searching: lower case, without accents, so that "jose" finds "José"."""
    if value.isascii():
        return value.lower()
    letters = unicodedata.normalize("NFKD", value.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))


def cut(line: str, width: int) -> str:
    """The first `width` cells of a plain line; half a wide glyph becomes a space."""
    kept = 0
    for index, one in enumerate(line):
        kept += get_character_cell_size(one)
        if kept > width:
            over = kept - get_character_cell_size(one)
            return line[:index] + " " * (width - over)
    return line


class _Harmless(dict[int, str]):
    """A translation table that answers for a character when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = answer = _harmless(chr(code))
        return answer


def _harmless(one: str) -> str:
    code = ord(one)
    if one in "\t\n\v\f\r\x85\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    category = unicodedata.category(one)
    if category in ("Cc", "Cs") or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "�"
    invisible = code in _INVISIBLE or 0xFE00 <= code <= 0xFE0F or 0xE0000 <= code <= 0xE0FFF
    if category == "Cf" or invisible or 0x1F3FB <= code <= 0x1F3FF:
        return ""
    return one


_INVISIBLE = {
    0x034F,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    0x180B,
    0x180C,
    0x180D,
    0x180F,
    0x3164,
    0xFFA0,
}
_HARMLESS = _Harmless()


def _kept_marks(line: str) -> str:
    """The line with at most a few combining marks on each letter, and none without a letter."""
    if line.isascii():
        return line
    line = unicodedata.normalize("NFC", line)
    if all(map(get_character_cell_size, line)):
        return line
    kept: list[str] = []
    run = 0
    for one in line:
        if get_character_cell_size(one):
            run = 0
        else:
            run += 1
            if run > COMBINING_LIMIT:
                continue
            if not kept:
                kept.append("◌")
        kept.append(one)
    return "".join(kept)
