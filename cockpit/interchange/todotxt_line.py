"""One line of todo.txt, taken apart; what is not understood stays in the title.

Tags and keys before and after the sentence are taken out of it. Within the sentence +project and
@context are words as well and stay ("ask +Family about dinner"); keys with a field of ours (due:,
t:, rec:, pri:, uid:) are taken out wherever they stand.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from cockpit.interchange.moments import iso_date
from cockpit.interchange.recurrence import rule_of_words

_HEAD = re.compile(
    r"(?P<done>x[ \t]+)?"
    r"(?:(?P<first>\d{4}-\d\d-\d\d)[ \t]+(?P<second>\d{4}-\d\d-\d\d(?=[ \t]))?[ \t]*)?"
    r"(?:\((?P<priority>[A-Z])\)(?:[ \t]+|\Z))?"
    r"(?:(?P<third>\d{4}-\d\d-\d\d)[ \t]+(?P<fourth>\d{4}-\d\d-\d\d(?=[ \t]))?[ \t]*)?",
    re.ASCII,
)
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9_.-]*):([^\s:/\\]\S*)\Z", re.ASCII)
_TOKEN = re.compile(r"[^ \t]+")


class Line(NamedTuple):
    """What a line says."""

    done: bool
    ended: date | None
    made: date | None
    priority: str
    """A letter, or nothing."""
    title: str
    words: str
    """All of the line behind its head: what identifies it where it has no uid."""
    projects: list[str]
    contexts: list[str]
    keys: dict[str, str]


def read_line(raw: str) -> Line:
    """The parts of one line; the title is empty when the line has no words but tags."""
    head = _HEAD.match(raw)
    assert head is not None  # every part of it is optional
    done, priority, end = bool(head["done"]), "", head.end()
    dates: list[date] = []
    for name in ("first", "second", "priority", "third", "fourth"):
        if name == "priority":
            priority = head[name] or ""
        elif head[name]:
            day = iso_date(head[name])
            if day is None and done and not dates:
                done, priority, end = False, "", 0  # no such day: all of the line is text
                break
            if day is None or len(dates) == (2 if done else 1):
                end = head.start(name)
                break
            dates.append(day)
    ended = dates.pop(0) if done and dates else None
    words = raw[end:]
    title, projects, contexts, keys = _take(words)
    return Line(
        done, ended, dates[0] if dates else None, priority, title, words, projects, contexts, keys
    )


def is_ours(token: str) -> bool:
    """Whether the token is a key with a field of ours and a value that can be read."""
    found = _KEY.match(token)
    if found is None:
        return False
    match found[1]:
        case "due" | "t":
            return iso_date(found[2]) is not None
        case "rec":
            return rule_of_words(found[2].removeprefix("+")) is not None
        case "pri":
            return re.fullmatch("[A-Z]", found[2]) is not None
        case "uid" | "cockpit":
            return True
        case _:
            return False


def is_mark(token: str) -> bool:
    """Whether the token is a tag or a key, rather than a word."""
    if token[0] in "+@":
        return len(token) > 1
    found = _KEY.match(token)
    if found is None:
        return False
    return is_ours(token) or found[1] not in ("due", "t", "rec", "pri")


def _take(words: str) -> tuple[str, list[str], list[str], dict[str, str]]:
    """The title, projects, contexts and keys of the words behind the head."""
    tokens = list(_TOKEN.finditer(words))
    first, last = 0, len(tokens)
    while first < last and is_mark(tokens[first][0]):
        first += 1
    while last > first and is_mark(tokens[last - 1][0]):
        last -= 1
    projects: list[str] = []
    contexts: list[str] = []
    keys: dict[str, str] = {}
    pieces: list[str] = []
    for place, found in enumerate(tokens):
        token = found[0]
        within = first <= place < last
        if token[0] in "+@" and len(token) > 1:
            (projects if token[0] == "+" else contexts).append(token[1:])
            taken = not within
        else:
            taken = is_ours(token) or not within
            if taken:
                key, value = token.split(":", 1)
                keys[key] = f"{keys[key]} {value}" if key in keys else value
        if not taken:
            gap = words[tokens[place - 1].end() : found.start()] if pieces else ""
            pieces.append(gap + token)
    return "".join(pieces), projects, contexts, keys
