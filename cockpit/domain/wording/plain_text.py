"""User text made safe for a terminal: no control character of it survives."""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0 and C1 controls, ESC and the one-byte CSI, OSC and ST among them
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # marks that turn the direction of what follows
    "\u2028\u2029\ufeff"  # separators that some terminals take for a line end, and the BOM
    "\ufff9-\ufffb\U000e0001-\U000e007f"  # annotation and tag characters, which hide text
    "\ud800-\udfff"  # lone surrogates, which cannot be written as UTF-8
    "]"
)
_SPACE = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")


def one_line(text: str, limit: int | None = None) -> str:
    """The text on one line without control characters, cut to `limit` characters with "…".

    Line ends and tabs become one space each run; everything else that could steer a terminal
    (ECMA-48 controls, bidirectional overrides of UAX 9, tag characters) is left out.
    """
    plain = _UNSAFE.sub("", _SPACE.sub(" ", text)).strip()
    if limit is not None and len(plain) > limit:
        return plain[: max(limit - 1, 0)].rstrip() + "…"
    return plain


def escaped(json_text: str) -> str:
    """JSON text that means the same, with every character escaped that could steer a terminal."""
    return _UNSAFE.sub(_escape, json_text)


def _escape(found: re.Match[str]) -> str:
    digits = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{digits[at : at + 4]}" for at in range(0, len(digits), 4))


def many_lines(text: str) -> str:
    """The same for text of several lines: line ends stay, as "\\n"; tabs become a space."""
    return "\n".join(one_line(line) for line in text.splitlines())
