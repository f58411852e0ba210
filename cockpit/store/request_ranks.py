"""The stored order of open requests: by the due that follows from promises and hours.

The due itself is derived, never stored; its place in the index is kept in step here, so that
the first rows of the queue are one index scan. It is worked out again whenever a promise or
hours have changed, also by another process or a restored backup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cockpit.domain.identity import format_instant
from cockpit.errors import CockpitError

if TYPE_CHECKING:
    from cockpit.domain.promising.book import PromiseBook
    from cockpit.store.workspace import Workspace

RANKED_BY = frozenset({"promise", "hours"})
"""The tables on which the dues of all requests depend."""

_BASIS = "request_rank_basis"
_VERSION = 1
"""Raised when the rule of the order changes, so that stored orders are worked out again."""


def promise_book(workspace: Workspace) -> PromiseBook:
    """All promises with their calendars: the clocks of any request."""
    from cockpit.domain.promising.book import PromiseBook

    return workspace.derive(
        "promise_book",
        RANKED_BY,
        lambda: PromiseBook(workspace.live("promise"), workspace.live("hours")),
    )


def rank_of_request(workspace: Workspace, body: Mapping[str, Any]) -> str:
    """The order key of one request; a request that no promise can be worked out for comes last."""
    try:
        return promise_book(workspace).rank(body)
    except CockpitError:
        return "3"


def rank_requests(workspace: Workspace) -> bool:
    """Put all open requests in order again if promises or hours are not those they stand by.

    Returns whether they were.
    """
    basis = _basis(workspace)
    connection = workspace.storage.connection
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_BASIS,)).fetchone()
    if row is not None and row[0] == basis:
        return False
    ranks = [
        (number, rank_of_request(workspace, body))
        for number, body in workspace.table("request").live()
    ]
    at = format_instant(workspace.now())
    with workspace.storage.transaction("rank", actor="store", at=at, undoable=False) as change:
        change.write_ranks("request", ranks)
        connection.execute(
            "INSERT INTO meta (key, value) VALUES (?1, ?2) "
            "ON CONFLICT (key) DO UPDATE SET value = ?2",
            (_BASIS, basis),
        )
    return True


def _basis(workspace: Workspace) -> str:
    content: list[object] = [_VERSION]
    content += [sorted(workspace.live(name).items()) for name in sorted(RANKED_BY)]
    return json.dumps(content, sort_keys=True)
