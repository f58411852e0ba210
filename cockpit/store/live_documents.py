"""The live documents of one table in memory: kept as stored text, decoded when looked at.

Ten thousand decoded documents take tens of megabytes and as many milliseconds; the screen looks
at a few dozen of them.
"""

from __future__ import annotations

import json
from collections.abc import ItemsView, Iterable, Iterator, MutableMapping, ValuesView
from typing import Any

from cockpit.store.transaction import decode

Body = dict[str, Any]

_REMEMBERED = 1024
"""Decoded documents that are kept for the next look."""
_CHUNK = 256


class LiveDocuments(MutableMapping[int, Body]):
    """Number to document; those handed out are the store's own: read them, never change them."""

    def __init__(self, texts: Iterable[tuple[int, str]] = ()) -> None:
        """Take the stored texts in their order."""
        self._texts: dict[int, str] = dict(texts)
        self._decoded: dict[int, Body] = {}

    def __getitem__(self, number: int) -> Body:
        """The document; decoded once while it is looked at again and again."""
        known = self._decoded.get(number)
        if known is not None:
            return known
        body: Body = json.loads(self._texts[number])
        if len(self._decoded) >= _REMEMBERED:
            self._decoded.clear()
        self._decoded[number] = body
        return body

    def __setitem__(self, number: int, body: Body) -> None:
        """Put a changed document in place of the one before."""
        self._texts[number] = json.dumps(body, separators=(",", ":"))
        self._decoded[number] = body

    def __delitem__(self, number: int) -> None:
        """Take a document out."""
        del self._texts[number]
        self._decoded.pop(number, None)

    def __iter__(self) -> Iterator[int]:
        """The numbers in the order in which they were read."""
        return iter(self._texts)

    def __len__(self) -> int:
        """How many documents are live."""
        return len(self._texts)

    def __contains__(self, number: object) -> bool:
        """Whether a document is live."""
        return number in self._texts

    def items(self) -> ItemsView[int, Body]:
        """Numbers with documents, decoded many at a time and not kept."""
        return _Items(self)

    def values(self) -> ValuesView[Body]:
        """The documents, decoded many at a time and not kept."""
        return _Values(self)

    def decoded(self) -> Iterator[tuple[int, Body]]:
        """Every number with its document, as they stand when the walk begins."""
        numbers, texts = list(self._texts), list(self._texts.values())
        for start in range(0, len(numbers), _CHUNK):
            yield from zip(
                numbers[start : start + _CHUNK], decode(texts[start : start + _CHUNK]), strict=True
            )


class _Items(ItemsView[int, Body]):
    _mapping: LiveDocuments

    def __iter__(self) -> Iterator[tuple[int, Body]]:
        return self._mapping.decoded()


class _Values(ValuesView[Body]):
    _mapping: LiveDocuments

    def __iter__(self) -> Iterator[Body]:
        return (body for _number, body in self._mapping.decoded())
