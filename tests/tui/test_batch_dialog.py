"""The batch of the day is worked through with one key for each request."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cockpit.actions.batches import batch_day_beside
from cockpit.actions.records import add_record
from cockpit.actions.requests import add_request
from cockpit.domain.promising.story import state_of
from cockpit.store.workspace import Workspace
from cockpit.tui.dialogs.batch import BatchList
from cockpit.tui.dialogs.dialog import Box
from cockpit.tui.dialogs.record import RecordScreen
from cockpit.tui.widgets.record_list import RecordList
from tests.tui.main_host import Cockpit, app_on, running, set_clock
from tests.workspaces import body, open_workspace, with_hours

FRIDAY = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
REFUNDS = {
    "measure": "batch", "weekdays": ["fri"], "cut_off": "18:00", "cut_off_days_before": 1,
    "close": "17:00",
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "home").mkdir()
    workspace = with_hours(open_workspace(tmp_path / "home"))
    add_record(workspace, "promise", {"kind": "refund", "resolution": REFUNDS})
    for customer in ("Anna", "Bob", "Cleo"):
        fields = {"subject": "money back", "customer": customer, "kind": "refund"}
        add_request(workspace, fields)
    set_clock(workspace, FRIDAY)
    yield workspace
    workspace.close()


@asynccontextmanager
async def batch_list(workspace: Workspace) -> AsyncIterator[Cockpit]:
    async with running(app_on(workspace)) as cockpit:
        cockpit.main.run_command("batch")
        await cockpit.settled()
        assert isinstance(cockpit.dialog, BatchList)
        yield cockpit


def cursor(cockpit: Cockpit) -> str | None:
    return cockpit.dialog.query_one(RecordList).cursor_key


def title(cockpit: Cockpit) -> str:
    return str(cockpit.dialog.query_one(Box).border_title)


def states(workspace: Workspace) -> list[str]:
    return [state_of(body(workspace, one)["events"]) for one in ("R1", "R2", "R3")]


async def test_one_key_for_each_and_the_cursor_goes_on(workspace: Workspace) -> None:
    async with batch_list(workspace) as cockpit:
        assert cursor(cockpit) == "R1"
        assert title(cockpit) == "Batch of Fri 27 Nov · 0 of 3 done"
        assert "refund · Fri 27 Nov · cut-off Thu 26 Nov 18:00" in cockpit.screen

        await cockpit.press("space w r")

        assert states(workspace) == ["resolved", "waiting", "open"]
        assert title(cockpit) == "Batch of Fri 27 Nov · 2 of 3 done"
        assert "replied" in cockpit.screen


async def test_u_takes_back_what_was_done_here_and_nothing_else(workspace: Workspace) -> None:
    async with batch_list(workspace) as cockpit:
        await cockpit.press("space u")
        assert states(workspace) == ["new", "new", "new"]
        assert cursor(cockpit) == "R1"

        await cockpit.press("u")

        assert states(workspace) == ["new", "new", "new"]
        assert "Nothing was done here yet." in cockpit.toasts


async def test_what_cannot_be_is_told(workspace: Workspace) -> None:
    async with batch_list(workspace) as cockpit:
        await cockpit.press("space k space")
        assert any("R1 is resolved" in one for one in cockpit.toasts)


async def test_enter_opens_the_request_and_esc_leaves(workspace: Workspace) -> None:
    async with batch_list(workspace) as cockpit:
        await cockpit.press("enter")
        assert isinstance(cockpit.dialog, RecordScreen)
        await cockpit.press("escape escape")
        assert cockpit.app.screen is cockpit.main


async def test_y_copies_the_sheet(workspace: Workspace) -> None:
    async with batch_list(workspace) as cockpit:
        await cockpit.press("y")
        assert "[ ] R1 Anna · money back" in cockpit.app.clipboard


async def test_on_another_day_the_next_batch_is_opened(workspace: Workspace) -> None:
    set_clock(workspace, datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    async with batch_list(workspace) as cockpit:
        assert title(cockpit) == "Batch of Fri 27 Nov · 0 of 3 done"


async def test_without_batches_the_reason_is_told(tmp_path: Path) -> None:
    workspace = with_hours(open_workspace(tmp_path))
    async with running(app_on(workspace)) as cockpit:
        cockpit.main.run_command("batch")
        await cockpit.settled()
        assert cockpit.app.screen is cockpit.main
        assert "promised in batches" in cockpit.said
    workspace.close()


async def test_h_and_l_go_to_the_batches_of_other_days(workspace: Workspace) -> None:
    late = {"subject": "money back", "customer": "Dora", "kind": "refund"}
    add_request(workspace, late)
    async with batch_list(workspace) as cockpit:
        assert title(cockpit).startswith("Batch of Fri 27 Nov")
        await cockpit.press("l")
        assert title(cockpit) == "Batch of Fri 4 Dec · 0 of 1 done"
        assert cursor(cockpit) == "R4"
        await cockpit.press("left h")
        assert title(cockpit).startswith("Batch of Fri 20 Nov")
        await cockpit.press("right space")
        assert title(cockpit).startswith("Batch of Fri 27 Nov · 1 of 3")


def test_the_next_batch_day_of_a_day_that_has_none(workspace: Workspace) -> None:
    assert batch_day_beside(workspace, date(2026, 11, 25), 1) == date(2026, 11, 27)
    assert batch_day_beside(workspace, date(2026, 11, 25), -1) == date(2026, 11, 20)
