"""Laws of the panes: following changes one by one shows what reading all anew would show."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cockpit.actions import clocking, contractors, requests, tasks
from cockpit.actions.capture import capture
from cockpit.actions.priorities import change_priority
from cockpit.actions.records import archive_record, edit_record
from cockpit.errors import CockpitError
from cockpit.settings import Settings
from cockpit.store.workspace import Touched, Workspace
from cockpit.tui.panes.blocks import BlocksPane
from cockpit.tui.panes.contractors import ContractorsPane
from cockpit.tui.panes.pane import Pane
from cockpit.tui.panes.requests import RequestsPane
from cockpit.tui.panes.tasks import TasksPane
from cockpit.tui.view import View
from tests.tui.main_host import TUESDAY, open_home, set_clock, small_business

Verb = Callable[[Workspace, int, int], object]

VERBS: tuple[Verb, ...] = (
    lambda w, n, k: tasks.complete_task(w, f"T{n}"),
    lambda w, n, k: tasks.reopen_task(w, f"T{n}"),
    lambda w, n, k: tasks.drop_task(w, f"T{n}"),
    lambda w, n, k: tasks.move_to_day(w, f"T{n}", TUESDAY.date() + timedelta(days=k - 3)),
    lambda w, n, k: tasks.move_to_week(w, f"T{n}", f"2026-W{47 + k % 4}"),
    lambda w, n, k: tasks.move_to_backlog(w, f"T{n}"),
    lambda w, n, k: tasks.reorder_task(w, f"T{n}", 1 if k % 2 else -1),
    lambda w, n, k: change_priority(w, f"T{n}", 1 if k % 2 else -1),
    lambda w, n, k: change_priority(w, f"R{n}", 1 if k % 2 else -1),
    lambda w, n, k: requests.record_reply(w, f"R{n}"),
    lambda w, n, k: requests.wait_on_customer(w, f"R{n}"),
    lambda w, n, k: requests.record_customer_message(w, f"R{n}"),
    lambda w, n, k: requests.resolve_request(w, f"R{n}"),
    lambda w, n, k: requests.reopen_request(w, f"R{n}"),
    lambda w, n, k: requests.snooze_request(w, f"R{n}", w.now() + timedelta(minutes=k * 20)),
    lambda w, n, k: archive_record(w, f"R{n}"),
    lambda w, n, k: archive_record(w, f"T{n}"),
    lambda w, n, k: capture(w, f"New {n} ~{k + 1}m #Writing on today"),
    lambda w, n, k: capture(w, f"? @zoe wants {n}"),
    lambda w, n, k: contractors.move_assignment(w, f"A{n}", ("delivered", "approved")[k % 2]),
    lambda w, n, k: contractors.give_task(w, f"T{n}", "C1"),
    lambda w, n, k: contractors.log_contact(w, f"C{n}"),
    lambda w, n, k: clocking.start_clock(w, task=f"T{n}"),
    lambda w, n, k: clocking.stop_clock(w),
    lambda w, n, k: edit_record(w, f"P{n % 2 + 1}", {"lead_minutes": 10 * k + 10}),
    lambda w, n, k: edit_record(w, f"F{n}", {"name": f"Function {k}"}),
    lambda w, n, k: w.undo(),
    lambda w, n, k: w.redo(),
    lambda w, n, k: set_clock(w, w.now() + timedelta(minutes=k * 15)),
)
STEPS = st.tuples(st.sampled_from(range(len(VERBS))), st.integers(1, 9), st.integers(0, 6))


def shown(pane: Pane) -> list[tuple[str, object]]:
    """Every row: its key and its cells."""
    source = pane.list.source
    return [(source.key_at(at), source.line_at(at, 90)) for at in range(len(source))]


def told(pane: Pane) -> list[tuple[str, str]]:
    return [(edge.left, edge.right) for edge in pane._edges]


def panes_of(view: View) -> list[Pane]:
    return [TasksPane(view), BlocksPane(view), RequestsPane(view), ContractorsPane(view)]


@given(st.lists(STEPS, max_size=12), st.sampled_from(["", "w", "a n"]))
def test_following_each_change_is_reading_all_anew(
    steps: list[tuple[int, int, int]], words: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = small_business(open_home(Path(folder)))
        view = View(workspace, Settings())
        panes = panes_of(view)
        touched: Touched = set()
        workspace.listeners.append(touched.update)
        for pane in panes:
            pane.show_all()
            pane.filter(words)
        for verb, number, amount in steps:
            with suppress(CockpitError):
                VERBS[verb](workspace, number, amount)
            new_day = view.tick()
            for pane in panes:
                own = {one for one in touched if one[0] in pane.TABLES}
                if own:
                    pane.follow(own)
                pane.tick(new_day)
            touched.clear()
        for pane, fresh in zip(panes, panes_of(view), strict=True):
            fresh.show_all()
            fresh.filter(words)
            assert shown(pane) == shown(fresh)
            assert told(pane) == told(fresh)
        workspace.close()


@given(st.lists(STEPS, max_size=12))
def test_the_rows_stand_in_the_order_of_the_store(steps: list[tuple[int, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = small_business(open_home(Path(folder)))
        view = View(workspace, Settings())
        for verb, number, amount in steps:
            with suppress(CockpitError):
                VERBS[verb](workspace, number, amount)
        view.tick()
        for pane, letter, table in (
            (TasksPane(view), "T", "task"),
            (RequestsPane(view), "R", "request"),
        ):
            pane.show_all()
            source = pane.list.source
            stored = [f"{letter}{number}" for number, _body in workspace.table(table).live()]
            keys = [source.key_at(at) for at in range(len(source))]
            open_keys = [key for key in keys if key in set(stored)]
            assert sorted(open_keys) == sorted(stored)
            for section in {pane.rows.section_of(key) for key in open_keys}:
                own = [key for key in open_keys if pane.rows.section_of(key) == section]
                assert own == [key for key in stored if key in set(own)]
        workspace.close()


@given(st.lists(STEPS, max_size=12), st.integers(1, 30))
def test_the_first_rows_stand_where_they_will_stand(
    steps: list[tuple[int, int, int]], limit: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = small_business(open_home(Path(folder)))
        view = View(workspace, Settings())
        for verb, number, amount in steps:
            with suppress(CockpitError):
                VERBS[verb](workspace, number, amount)
        view.tick()
        for first, whole in zip(panes_of(view), panes_of(view), strict=True):
            first.show_first(limit)
            whole.show_all()
            head, rows = shown(first)[:limit], shown(whole)
            assert [key for key, _line in head] == [key for key, _line in rows[: len(head)]]
        workspace.close()
