"""Any order of writes, failures, undo, redo and restarts gives what a plain dict would."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tinydb import where

from cockpit.errors import CockpitError, WrongUse
from cockpit.store import history
from cockpit.store.sqlite_tinydb import DocumentTable, SQLiteStorage

AT = "2026-11-23T05:32:00Z"
NAMES = st.text(st.characters(exclude_categories=[]), max_size=4)
VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
DOCUMENTS = st.dictionaries(NAMES, VALUES | NAMES | st.lists(VALUES, max_size=3), max_size=3)
IDS = st.lists(st.integers(1, 12), max_size=3)
CLOSED = st.sampled_from([None, "2026-11-23T10:00:00Z"])
Content = dict[int, dict[str, Any]]


class Store(RuleBasedStateMachine):
    """The table beside a dict; `done` and `undone` hold the contents that undo and redo lead to."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "home" / "cockpit.db"
        self.model: Content = {}
        self.done: list[Content] = []
        self.undone: list[Content] = []
        self.highest = 0
        self.start()

    def start(self) -> None:
        self.storage = SQLiteStorage(self.path)
        self.table = DocumentTable(self.storage, "task")

    def step(self, new: Content) -> None:
        """The model after a write that is a step of the history."""
        self.done.append(self.model)
        self.undone.clear()
        self.model = new

    def changed(self, new: Content) -> None:
        """The model after a write that may have changed nothing: then it is no step."""
        if repr(new) != repr(self.model):  # repr, for 1 == True == 1.0 are three documents
            self.step(new)

    @rule(documents=st.lists(DOCUMENTS, min_size=1, max_size=3), closed_at=CLOSED)
    def insert(self, documents: list[dict[str, Any]], closed_at: str | None) -> None:
        documents = [{**document, "closed_at": closed_at} for document in documents]
        ids = self.table.insert_multiple(documents)
        assert ids == list(range(self.highest + 1, self.highest + len(documents) + 1))
        self.highest = ids[-1]
        self.step({**self.model, **dict(zip(ids, documents, strict=True))})

    @rule(ids=IDS, fields=DOCUMENTS, closed_at=CLOSED)
    def update(self, ids: list[int], fields: dict[str, Any], closed_at: str | None) -> None:
        fields = {**fields, "closed_at": closed_at}
        assert self.table.update(fields, doc_ids=ids) == [n for n in ids if n in self.model]
        self.changed({n: {**d, **fields} if n in ids else d for n, d in self.model.items()})

    @rule(ids=IDS)
    def remove(self, ids: list[int]) -> None:
        self.table.remove(doc_ids=ids)
        self.changed({n: d for n, d in self.model.items() if n not in ids})

    @rule()
    def remove_closed(self) -> None:
        self.table.remove(where("closed_at") != None)  # noqa: E711
        self.changed({n: d for n, d in self.model.items() if d["closed_at"] is None})

    @rule(document=DOCUMENTS, ids=IDS)
    def several_in_one(self, document: dict[str, Any], ids: list[int]) -> None:
        document = {**document, "closed_at": None}
        with self.storage.transaction("several", actor="test", at=AT):
            number = self.table.insert(document)
            self.table.remove(doc_ids=ids)
        self.highest = number
        self.step({n: d for n, d in {**self.model, number: document}.items() if n not in ids})

    @rule(document=DOCUMENTS)
    def fail(self, document: dict[str, Any]) -> None:
        with pytest.raises(WrongUse), self.storage.transaction("fails", actor="test", at=AT):
            self.table.insert(document)
            self.table.update({"a": object()})

    @rule()
    def undo(self) -> None:
        if not self.done:
            with pytest.raises(CockpitError, match="nothing to undo"):
                history.undo(self.storage, actor="test", at=AT)
            return
        history.undo(self.storage, actor="test", at=AT)
        self.undone.append(self.model)
        self.model = self.done.pop()

    @rule()
    def redo(self) -> None:
        if not self.undone:
            with pytest.raises(CockpitError, match="nothing to redo"):
                history.redo(self.storage, actor="test", at=AT)
            return
        history.redo(self.storage, actor="test", at=AT)
        self.done.append(self.model)
        self.model = self.undone.pop()

    @rule()
    def restart(self) -> None:
        self.storage.close()
        self.start()

    @rule()
    def change_beside(self) -> None:
        """Another process writes."""
        other = SQLiteStorage(self.path)
        self.highest = DocumentTable(other, "task").insert({"closed_at": None})
        other.close()
        self.step({**self.model, self.highest: {"closed_at": None}})

    @invariant()
    def same_as_the_model(self) -> None:
        model = dict(sorted(self.model.items()))
        assert {doc.doc_id: dict(doc) for doc in self.table} == model
        assert len(self.table) == len(model)
        live = {n: d for n, d in model.items() if d["closed_at"] is None}
        assert dict(self.table.live()) == live
        assert self.table.count_live() == len(live)
        found = self.table.search(where("closed_at") == None)  # noqa: E711
        assert [doc.doc_id for doc in found] == list(live)

    def teardown(self) -> None:
        self.storage.close()
        self.folder.cleanup()


TestStore = Store.TestCase
TestStore.settings = settings(stateful_step_count=30)
