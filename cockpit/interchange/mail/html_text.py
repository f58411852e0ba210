"""The text of an HTML mail, in one pass over it: nothing is fetched, run or shown."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,30})")
_UNSEEN = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE)
    for name in ("style", "script", "title", "template", "svg")
}
_LINES = {"br", "p", "div", "tr", "li", "table", "blockquote", "hr", "h1", "h2", "h3", "h4", "ul"}
_QUOTE = "blockquote"


def html_to_text(html: str) -> str:
    """What a reader sees of it, with quoted mails marked by ">"; what is cut off stays away.

    It never looks back, so that no input makes it slow.
    """
    parts: list[str] = []
    quoted = 0
    at = 0
    while True:
        tag = html.find("<", at)
        parts.append(_words(html[at:] if tag < 0 else html[at:tag]))
        if tag < 0:
            break
        named = _TAG.match(html, tag)
        if html.startswith("<!--", tag):
            end = html.find("-->", tag)
            at = end + 3
        elif named or html.startswith(("<!", "<?"), tag):
            end = html.find(">", tag)
            at = end + 1
            name = named[1].lower() if named else ""
            closes = html.startswith("</", tag)
            if name in _UNSEEN and not closes and end >= 0:
                closing = _UNSEEN[name].search(html, at)
                if closing is None:
                    break
                at = closing.start()
            elif name in _LINES:
                if name == _QUOTE:
                    quoted = max(0, quoted - 1) if closes else quoted + 1
                parts.append("\n> " if quoted else "\n")
            elif name in ("td", "th"):
                parts.append(" ")
        else:
            parts.append("<")
            end = at = tag + 1
        if end < 0:
            break
    return unescape("".join(parts)).replace("\xa0", " ")


def _words(text: str) -> str:
    """Line ends in the source mean nothing but a space."""
    if not text.strip():
        return " " if text else ""
    lead = " " if text[0].isspace() else ""
    trail = " " if text[-1].isspace() else ""
    return lead + " ".join(text.split()) + trail
