"""A dump of all records, read back: TinyDB's JSON shape, table → number → document."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, NamedTuple, NoReturn

from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.interchange.decode import decode
from cockpit.interchange.report import ContentKeys, Skipped, shorten

_OWN = "meta"
"""The table that says what wrote the dump."""


class Dump(NamedTuple):
    """What was read from a dump."""

    read: int
    """How many records it holds, skipped ones included."""
    tables: dict[str, dict[int, dict[str, Any]]]
    skipped: list[Skipped]
    encoding: str


def parse(data: bytes | str, *, known: Collection[str], uncounted: Collection[str] = ()) -> Dump:
    """The documents of a dump by table and number, each with a uid.

    `known` are the tables that there are; of other tables each document is skipped and told.
    Documents of `uncounted` tables are read without being records. A document without a uid gets
    one from its content. Raises `CockpitError` when the file is no dump.
    """
    source = decode(data, _("a dump of the cockpit"))
    if "\udc80" <= max(source.text, default="") <= "\udcff" and source.damage(0, len(source.text)):
        _refuse(str(source.damage(0, len(source.text))))
    try:
        content = json.loads(source.text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        _refuse(_("it is not JSON"))
    if not isinstance(content, dict) or not all(isinstance(one, dict) for one in content.values()):
        _refuse(_("it is not an object of tables"))
    if not content.keys() & {*known, _OWN}:
        _refuse(_("none of its tables is known"))
    keys = ContentKeys("json")
    read = 0
    tables: dict[str, dict[int, dict[str, Any]]] = {}
    skipped: list[Skipped] = []
    for name, documents in content.items():
        if name == _OWN:
            continue
        for key, body in documents.items():
            read += name not in uncounted
            record = shorten(f"{name} {key}")
            reason = _unfit(name, key, body, known)
            if reason:
                skipped.append(Skipped(record, reason))
                continue
            uid = body.get("uid") or keys.key(json.dumps([name, body], sort_keys=True))
            tables.setdefault(name, {})[int(key)] = {**body, "uid": uid}
    return Dump(read, _each_uid_once(tables, skipped), skipped, source.encoding)


def _unfit(name: str, key: str, body: object, known: Collection[str]) -> str | None:
    if name not in known:
        return _("there is no table of this name")
    if not key.isascii() or not key.isdecimal() or not 0 < int(key) < 10**15:
        return _("its number is not a whole number above zero")
    if not isinstance(body, dict) or not isinstance(body.get("uid", ""), str):
        return _("it is not a record")
    return None


def _each_uid_once(
    tables: dict[str, dict[int, dict[str, Any]]], skipped: list[Skipped]
) -> dict[str, dict[int, dict[str, Any]]]:
    kept: dict[str, dict[int, dict[str, Any]]] = {}
    for name, documents in tables.items():
        seen: set[str] = set()
        for number, body in documents.items():
            if body["uid"] in seen:
                reason = _("another record of this file has its uid")
                skipped.append(Skipped(f"{name} {number}", reason))
                continue
            seen.add(body["uid"])
            kept.setdefault(name, {})[number] = body
    return kept


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are not JSON, and could not be stored


def _refuse(problem: str) -> NoReturn:
    raise CockpitError(
        _("This is not a dump of the cockpit ({problem}); nothing was imported.").format(
            problem=problem
        )
    )
