"""The report on promises over the cockpit: any period by keys, copied, taught when empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.actions.records import add_record
from cockpit.actions.requests import add_request
from cockpit.domain.identity import format_instant
from cockpit.store.workspace import Workspace
from cockpit.tui.dialogs.promise_report import PromiseReport
from cockpit.tui.dialogs.promise_report_rows import report_rows
from cockpit.tui.dialogs.promises import Promises
from cockpit.tui.glyphs import ASCII
from cockpit.tui.text_rows import row_width, text_of
from cockpit.tui.view import View
from tests.dialog_host import HOSTILE, Host, drawn, press, workspace_at, write
from tests.tui.main_host import local

HOURS = {day: [["09:00", "17:00"]] for day in "mon tue wed thu fri".split()}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Monday 23 November 10:15; gifts are answered within an hour."""
    workspace = workspace_at(tmp_path / "home", ready=False)
    add_record(workspace, "hours", {"name": "m", "zone": "Europe/Berlin", "week": HOURS})
    target = {"measure": "working", "minutes": 60}
    add_record(workspace, "promise", {"kind": "gift", "first_response": target})
    yield workspace
    workspace.close()


def answered(workspace: Workspace, received: str, reply: str, kind: str = "gift") -> None:
    told = [("received", received), ("reply", reply)]
    events = [{"type": name, "at": format_instant(local(at))} for name, at in told]
    words = {"subject": "s", "customer": "c", "kind": kind}
    add_request(workspace, {**words, "received": events[0]["at"], "events": events})


def filled(workspace: Workspace) -> Workspace:
    """Six of the last weeks, four of them in time; one in this week."""
    for day in (3, 4, 5, 6):
        answered(workspace, f"{day:02} 10:00", f"{day:02} 10:30")
    answered(workspace, "10 10:00", "10 12:00")
    answered(workspace, "23 09:00", "23 10:10")
    return workspace


def words_of(dialog: PromiseReport, width: int = 76) -> str:
    return text_of(dialog._rows(width))


def test_shares_lengths_and_the_backlog(workspace: Workspace) -> None:
    dialog = PromiseReport(Host(filled(workspace)).view)

    said = words_of(dialog).splitlines()
    assert said[2].split() == "gift 4 of 6 67 % 41–85 % 30m 1h35m – –".split()
    assert said[3].split() == "first response 4 of 6".split()
    assert "working time" in words_of(dialog)
    assert "The oldest is R1: 20 d." in said[-1]
    assert [line.split()[:5] for line in said if line.startswith("14 to 30 days")] == [
        ["14", "to", "30", "days", "4"]
    ]


def test_too_few_and_day_and_night_are_told(workspace: Workspace) -> None:
    answered(workspace, "23 09:00", "23 09:30")
    for day in (16, 17, 18, 19, 20):
        answered(workspace, f"{day} 10:00", f"{day} 11:30", kind="other")

    said = words_of(PromiseReport(Host(workspace).view))

    assert "fewer than 5" in said
    assert "1h30m*" in said
    assert "* day and night" in " ".join(said.split())


async def test_the_digits_choose_the_period(workspace: Workspace) -> None:
    dialog = PromiseReport(Host(filled(workspace)).view)
    app = Host(workspace)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open(dialog)
        await pilot.pause()
        assert "2026-10-27 – 2026-11-23" in drawn(app)
        assert "4 of 6" in drawn(app)
        for key, title, kept in (
            ("1", "2026-W48 · 2026-11-23 – 2026-11-29", "0 of 1"),
            ("h", "2026-W47", "Nothing was due or answered"),
            ("left", "2026-W46", "0 of 1"),
            ("l", "2026-W47", "Nothing was due or answered"),
            ("3", "2026-Q4", "4 of 6"),
            ("4", "Promises kept · 2026 ·", "4 of 6"),
            ("2", "2026-10-27 – 2026-11-23", "4 of 6"),
        ):
            await press(pilot, key)
            assert title in drawn(app), key
            assert kept in drawn(app), key


async def test_any_period_can_be_typed(workspace: Workspace) -> None:
    app = Host(filled(workspace))
    dialog = PromiseReport(app.view)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open(dialog)
        await press(pilot, "p")
        await write(pilot, "3 nov to 5 no")
        assert "is not a period" in drawn(app)
        await press(pilot, "v")
        assert "= 2026-11-03 – 2026-11-05" in drawn(app)
        await press(pilot, "enter")
        assert app.screen is dialog
        assert "3 of 3" in drawn(app)
        # when the question is left nothing changes
        await press(pilot, "p escape")
        assert "3 of 3" in drawn(app)


async def test_y_copies_it_as_text(workspace: Workspace) -> None:
    app = Host(filled(workspace))
    dialog = PromiseReport(app.view)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open(dialog)
        await press(pilot, "y")
        assert app.clipboard.splitlines()[0] == "Promises kept · 2026-10-27 – 2026-11-23"
        assert app.clipboard.endswith(words_of(dialog))


async def test_the_promises_lead_to_it_and_it_leads_back(workspace: Workspace) -> None:
    app = Host(workspace)
    promises = Promises(app.view)
    async with app.run_test(size=(100, 30)) as pilot:
        app.open(promises)
        await press(pilot, "v")
        assert isinstance(app.screen, PromiseReport)
        await press(pilot, "escape")
        assert app.screen is promises


async def test_all_its_keys_fit_on_the_smallest_screen(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(PromiseReport(app.view))
        await press(pilot, "2")
        assert "esc close" in drawn(app)


def test_an_empty_period_teaches(workspace: Workspace, tmp_path: Path) -> None:
    assert "Press r on a request" in words_of(PromiseReport(Host(workspace).view))

    nothing = workspace_at(tmp_path / "other", ready=False)
    said = words_of(PromiseReport(Host(nothing).view))
    nothing.close()
    assert "cockpit promise add inquiry" in said
    assert "None was open." in said


def test_a_period_that_cannot_be_leaves_a_sentence(workspace: Workspace) -> None:
    dialog = PromiseReport(Host(workspace).view)
    dialog._count(lambda: dialog.period.shifted(-1_000_000))

    assert words_of(dialog).startswith("The period lies outside the calendar")
    assert dialog.period.last.isoformat() == "2026-11-23"


@pytest.mark.parametrize("kind", HOSTILE)
def test_rows_fit_and_take_any_text(workspace: Workspace, kind: str) -> None:
    filled(workspace)
    promise = {"measure": "calendar", "minutes": 60}
    add_record(workspace, "promise", {"kind": kind, "resolution": promise})
    answered(workspace, "20 10:00", "20 10:30", kind=kind)
    view = View(workspace, Host(workspace).view.settings)
    view.glyphs = ASCII
    found = PromiseReport(view).found

    assert found is not None
    for width in (40, 58, 76):
        rows = report_rows(found, view, width)
        assert "\x1b" not in text_of(rows)
        if width == 76:
            assert max(map(row_width, rows)) <= width
