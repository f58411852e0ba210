"""Stored documents leave out what is at its default; here they are whole again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cockpit.errors import WrongUse

_NOT_OWN = ("id", "uid", "created_at", "closed_at", "function", "request", "assignment")


def complete(table: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """The document with every field of its model and its parts, in JSON shape.

    A document that is not valid (an older or damaged one) is filled up as it is, so that an
    export never fails for one record.
    """
    from cockpit.domain.records import MODELS

    model = MODELS[table]
    try:
        return model.of("", dict(body)).model_dump(mode="json", exclude={"id"})
    except WrongUse:
        empty = model.model_construct(
            uid="", created_at=datetime.min.replace(tzinfo=UTC)
        ).model_dump(mode="json", exclude={"id", "created_at"}, warnings=False)
        return {**empty, **body}


@lru_cache(maxsize=32)
def own_fields(table: str) -> tuple[str, ...]:
    """The fields of a table that mean the same in another home: no identity, no references."""
    from cockpit.domain.records import MODELS

    return tuple(name for name in MODELS[table].model_fields if name not in _NOT_OWN)
