"""Canned replies: text files whose placeholders are filled from a request."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cockpit.actions.customers import zone_of_customer
from cockpit.actions.owner import owner_zone
from cockpit.domain.identity import ref
from cockpit.domain.promising.language import LANGUAGES
from cockpit.domain.promising.sentences import due_words, quoted_clock
from cockpit.domain.wording.plain_text import many_lines, one_line
from cockpit.errors import CockpitError, NotFound, WrongUse
from cockpit.i18n import _
from cockpit.store.request_ranks import promise_book
from cockpit.store.workspace import Body, Workspace

PLACEHOLDERS = ("name", "customer", "subject", "order_number", "due")
"""`name` is the customer's first name, `due` what was promised to him."""
DEFAULT_LANGUAGE = "en"
LIMIT = 100_000
"""Bytes of a template at most."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_FILE = re.compile(r"(.+?)(?:\.([a-z]{2}))?\.txt")


class Template(NamedTuple):
    """One canned reply; "refund.es.txt" is "refund" in Spanish, without a language English."""

    name: str
    language: str
    path: str


def templates(folders: Sequence[str]) -> list[Template]:
    """The templates in the folders, by name and language; the first folder that has one wins."""
    found: dict[tuple[str, str], Template] = {}
    for folder in folders:
        for file in _files(folder):
            match = _FILE.fullmatch(file)
            if match:
                one = Template(match[1], match[2] or DEFAULT_LANGUAGE, os.path.join(folder, file))
                found.setdefault((one.name.casefold(), one.language), one)
    return sorted(found.values())


def template_of(folders: Sequence[str], name: str, language: str | None = None) -> Template:
    """The template of a name; without a language the English one, or the only one there is.

    Raises `NotFound` naming the nearest names, or the languages in which there is one.
    """
    there = templates(folders)
    wanted = name.strip().casefold()
    same = [one for one in there if one.name.casefold() == wanted]
    if not same:
        names = sorted({one.name for one in there})
        near = difflib.get_close_matches(wanted, names, n=3) or names
        raise NotFound(
            _("There is no template {name!r}; there are {names}.").format(
                name=name[:40], names=", ".join(near) or _("none yet")
            )
        )
    spoken = (language or DEFAULT_LANGUAGE).strip().casefold()
    for one in same:
        if one.language == spoken or (language is None and len(same) == 1):
            return one
    raise NotFound(
        _("Template {name!r} is not there in {language!r}, only in {known}.").format(
            name=same[0].name, language=spoken[:10], known=", ".join(one.language for one in same)
        )
    )


def filled(workspace: Workspace, reference: str, template: Template) -> str:
    """The text of a template for one request, in lines without control characters.

    Raises `WrongUse` for a placeholder that is not known, or of which the request has nothing:
    a letter with a hole in it is not sent.
    """
    _table, number, body = workspace.body(reference, "request")
    text = read_template(template)
    values = {
        name: _value(workspace, body, name, template.language)
        for name in dict.fromkeys(_PLACEHOLDER.findall(text))
    }
    missing = [name for name, value in values.items() if not value]
    if missing:
        raise WrongUse(
            _("{id} has no {missing}, which template {name!r} names; choose another one.").format(
                id=ref("request", number),
                missing=", ".join(one.replace("_", " ") for one in missing),
                name=template.name,
            )
        )
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def read_template(template: Template) -> str:
    """The text of a template as it is written; `WrongUse` names placeholders nobody knows."""
    try:
        with open(template.path, "rb") as file:
            data = file.read(LIMIT + 1)
        text = many_lines(data.decode("utf-8-sig")).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CockpitError(
            _("The template {path} cannot be read; save it as a text file in UTF-8.").format(
                path=template.path
            )
        ) from error
    if len(data) > LIMIT or not text:
        raise CockpitError(
            _("The template {path} is empty, or far too long for a reply.").format(
                path=template.path
            )
        )
    unknown = [one for one in _PLACEHOLDER.findall(text) if one not in PLACEHOLDERS]
    if unknown:
        raise WrongUse(
            _("{path}: {unknown} is not known; there are {known}.").format(
                path=template.path,
                unknown=", ".join(f"{{{one}}}" for one in dict.fromkeys(unknown)),
                known=", ".join(f"{{{one}}}" for one in PLACEHOLDERS),
            )
        )
    return text


def _files(folder: str) -> Iterator[str]:
    try:
        yield from sorted(os.listdir(folder))
    except FileNotFoundError:
        return
    except OSError as error:
        raise CockpitError(
            _("The folder {path} cannot be read; look at its permissions.").format(path=folder)
        ) from error


def _value(workspace: Workspace, body: Body, name: str, language: str) -> str:
    if name == "due":
        return _due(workspace, body, language)
    if name == "name":
        return _first_name(str(body.get("customer") or ""))
    return one_line(str(body.get(name) or ""))


def _first_name(customer: str) -> str:
    """The first word of a name; of an address or a number all of it."""
    whole = one_line(customer)
    first = whole.partition(" ")[0]
    return first if re.fullmatch(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*", first) else whole


def _due(workspace: Workspace, body: Body, language: str) -> str:
    clock = quoted_clock(promise_book(workspace).clocks(body))
    if clock is None or clock.due is None:
        return ""
    is_date = clock.name == "promised" and bool(body.get("promised_is_date"))
    words = LANGUAGES.get(language, LANGUAGES[DEFAULT_LANGUAGE])
    zone, theirs = owner_zone(workspace), zone_of_customer(workspace, body)
    return due_words(
        clock.due, zone, words, is_date=is_date, theirs=theirs.zone if theirs else None
    )
