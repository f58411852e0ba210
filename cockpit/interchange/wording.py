"""Words of other programs made fit for our fields: one line, bounded, no broken characters."""

from __future__ import annotations

TITLE_LIMIT = 20_000
"""The longest line a record takes, in characters."""


def one_line(text: str) -> str:
    """The text on one line, trimmed; broken characters (lone surrogates) written out as \\udXXX."""
    whole = printable_surrogates(text)
    for end in ("\r\n", "\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"):
        whole = whole.replace(end, " ")
    return whole.strip(" \t\x1c\x1d\x1e\x1f").strip()


def title_and_rest(text: str) -> tuple[str, str]:
    """A title within the limit, and what did not fit, for the notes."""
    line = one_line(text)
    return line[:TITLE_LIMIT].rstrip(), line[TITLE_LIMIT:]


def labels(words: list[str]) -> list[str]:
    """Tags on one line each, without empty ones and repetitions, in their order."""
    found = (one_line(word)[:TITLE_LIMIT].strip() for word in words)
    return list(dict.fromkeys(word for word in found if word))


def printable_surrogates(text: str) -> str:
    """The text with lone surrogates written out, because they cannot be stored."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text
