"""What a record list tells, in the past tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from cockpit.tui.widgets.record_list import RecordList


class _OfRecordList(Message):
    """Something happened in a list."""

    def __init__(self, record_list: RecordList) -> None:
        super().__init__()
        self.record_list = record_list

    @property
    def control(self) -> RecordList:
        """The list in which it happened, for `@on(…, "#id")`."""
        return self.record_list


class CursorMoved(_OfRecordList):
    """The cursor stands on another record, or (None) on none."""

    def __init__(self, record_list: RecordList, key: str | None) -> None:
        super().__init__(record_list)
        self.key = key


class RecordOpened(_OfRecordList):
    """The owner pressed enter on a record, or clicked it twice."""

    def __init__(self, record_list: RecordList, key: str) -> None:
        super().__init__(record_list)
        self.key = key


class MarksChanged(_OfRecordList):
    """Records were marked or unmarked; `keys` are all that are marked now."""

    def __init__(self, record_list: RecordList, keys: frozenset[str]) -> None:
        super().__init__(record_list)
        self.keys = keys
