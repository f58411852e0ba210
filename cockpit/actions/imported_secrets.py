"""What a file proposes, without the secrets in it: also what it said is kept, for the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cockpit.actions.secrets import leave_out_secrets, told

if TYPE_CHECKING:
    from cockpit.actions.imports import Proposed


class _Cleaned(NamedTuple):
    table: str
    uid: str
    body: dict[str, Any]
    initial: dict[str, Any]
    links: dict[str, tuple[str, str]]
    record: str


def cleaned(one: Proposed) -> tuple[Proposed, str]:
    """The proposal as it may be kept, and a sentence about what was left out, else ""."""
    body, where = leave_out_secrets(one.body)
    initial, in_initial = leave_out_secrets(one.initial)
    links, in_links = leave_out_secrets(one.links)
    where += in_initial + in_links
    if not where:
        return one, ""
    linked = {name: (str(to[0]), str(to[1])) for name, to in links.items()}
    record = cleaned_words(one.record)
    return _Cleaned(one.table, one.uid, body, initial, linked, record), told(where)


def cleaned_words(record: str) -> str:
    """The name of a record for a report, without the secrets in it."""
    return str(leave_out_secrets({"record": record})[0]["record"])
