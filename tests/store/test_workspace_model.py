"""A workspace against a dictionary: verbs, undo, redo, failures, two processes, restarts, restores."""

from __future__ import annotations

import shutil
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cockpit.actions import tasks
from cockpit.actions.records import add_record, edit_record
from cockpit.errors import CockpitError, WrongUse
from cockpit.store.backups.copying import back_up
from cockpit.store.backups.restoring import restore
from cockpit.store.doctor.examining import examine
from cockpit.store.workspace import Touched, Workspace
from tests.workspaces import NOW, open_workspace

Documents = dict[int, dict[str, Any]]
TITLES = st.sampled_from(["call", "write {x}", "[/b]", "ñ"])


class WorkspaceAgainstModel(RuleBasedStateMachine):
    """`now` is what must be stored; `done` and `undone` are the pictures to go back and on to."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.ws = open_workspace(self.folder)
        self.other = open_workspace(self.folder)
        self.now: Documents = {}
        self.done: list[Documents] = []
        self.undone: list[Documents] = []
        self.last = 0
        self.kept: tuple[str, Documents, list[Documents], list[Documents]] | None = None
        """A backup, and the pictures that belong to it."""
        self.told: list[Touched] = []
        self.ws.listeners.append(self.told.append)

    def teardown(self) -> None:
        assert examine(self.ws, {}) == []
        self.ws.close()
        self.other.close()
        shutil.rmtree(self.folder)

    def changed(self, before: Documents) -> None:
        if self.now != before:
            self.done.append(before)
            self.undone.clear()

    @rule(title=TITLES, elsewhere=st.booleans())
    def add(self, title: str, elsewhere: bool) -> None:
        before = deepcopy(self.now)
        reference = add_record(self.other if elsewhere else self.ws, "task", {"title": title}).ref
        self.last += 1
        assert reference == f"T{self.last}"
        self.now[self.last] = {"title": title}
        self.changed(before)

    @rule(pick=st.integers(0, 9), title=TITLES, elsewhere=st.booleans())
    def edit(self, pick: int, title: str, elsewhere: bool) -> None:
        if self.now:
            number = sorted(self.now)[pick % len(self.now)]
            before = deepcopy(self.now)
            edit_record(self.other if elsewhere else self.ws, f"T{number}", {"title": title})
            self.now[number]["title"] = title
            self.changed(before)

    @rule(pick=st.integers(0, 9), elsewhere=st.booleans())
    def done_or_refused(self, pick: int, elsewhere: bool) -> None:
        if self.now:
            number = sorted(self.now)[pick % len(self.now)]
            before = deepcopy(self.now)
            try:
                tasks.complete_task(self.other if elsewhere else self.ws, f"T{number}")
                assert "state" not in self.now[number]
                self.now[number]["state"] = "done"
            except WrongUse:
                assert self.now[number]["state"] == "done"
            self.changed(before)

    @rule(titles=st.lists(TITLES, max_size=3), fail_inner=st.booleans(), fail=st.booleans())
    def several(self, titles: list[str], fail_inner: bool, fail: bool) -> None:
        before = deepcopy(self.now)
        wanted, last = deepcopy(self.now), self.last
        try:
            with self.ws.transaction("several"):
                for title in titles:
                    add_record(self.ws, "task", {"title": title})
                    last += 1
                    wanted[last] = {"title": title}
                try:
                    with self.ws.transaction("inner"):
                        add_record(self.ws, "task", {"title": "inner"})
                        if fail_inner:
                            raise WrongUse("inner")
                    last += 1
                    wanted[last] = {"title": "inner"}
                except WrongUse:
                    pass
                assert self.seen(self.ws) == {n: b for n, b in wanted.items() if "state" not in b}
                if fail:
                    raise CockpitError("no")
        except CockpitError:
            return
        self.now, self.last = wanted, last
        self.changed(before)

    @precondition(lambda self: self.done)
    @rule(elsewhere=st.booleans())
    def undo(self, elsewhere: bool) -> None:
        (self.other if elsewhere else self.ws).undo()
        self.undone.append(self.now)
        self.now = self.done.pop()

    @precondition(lambda self: self.undone)
    @rule(elsewhere=st.booleans())
    def redo(self, elsewhere: bool) -> None:
        (self.other if elsewhere else self.ws).redo()
        self.done.append(self.now)
        self.now = self.undone.pop()

    @rule()
    def keep(self) -> None:
        path = back_up(self.ws.storage.path, str(self.folder / "backups"), NOW)
        self.kept = path, deepcopy(self.now), deepcopy(self.done), deepcopy(self.undone)

    @precondition(lambda self: self.kept)
    @rule()
    def go_back(self) -> None:
        assert self.kept is not None
        path, *pictures = self.kept
        restore(path, self.ws.storage.path, str(self.folder / "backups"), NOW)
        self.now, self.done, self.undone = deepcopy(pictures)

    @rule()
    def reopen(self) -> None:
        self.ws.close()
        self.ws = open_workspace(self.folder)
        self.ws.listeners.append(self.told.append)

    @rule()
    def count(self) -> None:
        self.ws.refresh()
        live = frozenset({"task"})
        count = self.ws.derive("count", live, lambda: len(self.ws.live("task")))
        assert count == len(self.seen(self.ws))

    @staticmethod
    def seen(workspace: Workspace) -> Documents:
        return {
            number: {name: body[name] for name in ("title", "state") if name in body}
            for number, body in workspace.live("task").items()
        }

    @invariant()
    def both_see_what_the_model_says(self) -> None:
        expected = {number: body for number, body in self.now.items() if "state" not in body}
        for workspace in (self.ws, self.other):
            workspace.refresh()
            assert self.seen(workspace) == expected
        assert len(self.ws.table("task")) == len(self.now)


TestWorkspaceAgainstModel = WorkspaceAgainstModel.TestCase
TestWorkspaceAgainstModel.settings = settings(
    settings.get_profile("short"), max_examples=40, stateful_step_count=25
)
