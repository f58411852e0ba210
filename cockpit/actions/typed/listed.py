"""Lists as people type them, words with spaces and lines with ";", and back without loss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"(?=[\s,]|\Z)|([^\s,]+)')
_LINE = re.compile(r"(?:[^;\n\\]|\\.|\\)+", re.DOTALL)


def read_words(text: str) -> list[str]:
    """The words between spaces or commas; one that contains these stands in quotes."""
    return [
        re.sub(r"\\(.)", r"\1", found[1]).strip() if found[1] is not None else found[2]
        for found in _WORD.finditer(text)
        if found[2] or (found[1] or "").strip()
    ]


def write_words(words: Iterable[str]) -> str:
    """The words with spaces between, quoted where they need it."""
    return " ".join(
        '"' + re.sub(r'(["\\])', r"\\\1", word) + '"' if re.search(r'[\s,]|\A"', word) else word
        for word in words
    )


def read_lines(text: str) -> list[str]:
    r"""The lines between ";" or line ends; `\;` is a semicolon of the line itself."""
    lines = (re.sub(r"\\([;\\\n])", r"\1", found).strip() for found in _LINE.findall(text))
    return [line for line in lines if line]


def write_lines(lines: Iterable[str]) -> str:
    """The lines with "; " between."""
    return "; ".join(re.sub(r"([;\\\n])", r"\\\1", line) for line in lines)


def read_checklist(text: str) -> list[dict[str, Any]]:
    """The lines of a checklist; `[x]` before one means that it is ticked."""
    items = []
    for line in read_lines(text):
        mark = line[:3].casefold()
        words = line[3:].strip() if mark in ("[x]", "[ ]") else line
        if words:
            items.append({"text": words, "done": mark == "[x]"})
    return items


def write_checklist(items: Iterable[Mapping[str, Any]]) -> str:
    """The checklist as `read_checklist` understands it."""
    return write_lines(f"[{'x' if item.get('done') else ' '}] {item['text']}" for item in items)
