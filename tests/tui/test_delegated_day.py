"""On the demo business, by keys alone: a day of delegation, then the drill of the busiest helper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cockpit.actions.delegating.dossiers import dossiers
from cockpit.domain.delegating.measures.load import load_of
from cockpit.store.workspace import Workspace
from cockpit.tui.continuity.drill import DrillScreen
from cockpit.tui.widgets.record_list import RecordList
from tests.command_line import NOW, CommandLine
from tests.tui.main_host import Cockpit, app_on, open_home, running


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """The demo business on a Monday morning in Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    home = tmp_path / "demo"
    ran = CommandLine(home)("demo", "--at", str(home), "--no-open")
    assert ran.status == 0, ran.err
    workspace = open_home(home, datetime.fromisoformat(NOW))
    yield workspace
    workspace.close()


async def fill(cockpit: Cockpit, *texts: str) -> None:
    """The fields of a form one after the other, then save it."""
    for at, text in enumerate(texts):
        if at:
            await cockpit.press("tab")
        if text:
            await cockpit.press("ctrl+u")
            await cockpit.type(text)
    await cockpit.press("ctrl+s")


async def line(cockpit: Cockpit, text: str) -> None:
    await cockpit.type(text)
    await cockpit.press("enter")


async def test_a_day_of_delegation_and_a_drill_are_played_through_by_keys(demo: Workspace) -> None:
    async with running(app_on(demo), (120, 48)) as cockpit:
        task = next(key for key in cockpit.rows(1) if key.startswith("T") and _mine(demo, key))
        title = cockpit.body(task)["title"]

        # give: one key, a person, five fields
        await cockpit.go(task)
        await cockpit.press("D")
        await line(cockpit, "Ana")
        await fill(cockpit, "Everything is in it", "sent; filed", "fri 16:00", "1h30m")
        work = cockpit.body(task)["assignment"]
        assert cockpit.body(work)["title"] == title
        assert cockpit.body(task)["waiting"] == {"who": "Ana Pereira"}

        # brief, and send
        await cockpit.go(work)
        await cockpit.press("Y")
        assert "- filed" in cockpit.app.clipboard
        assert "your time (Lisbon)" in cockpit.app.clipboard
        await cockpit.press("v s")
        assert cockpit.body(work)["state"] == "sent"

        # deliver, request changes, deliver again, approve
        await cockpit.press("v d")
        await line(cockpit, "shared folder, version 1")
        assert "waiting on you" in cockpit.edges(4)[0]
        await cockpit.press("v c")
        await line(cockpit, "the second line is wrong")
        assert cockpit.body(work)["state"] == "changes_requested"
        await cockpit.press("v d")
        await line(cockpit, "shared folder, version 2")
        await cockpit.press("v a")
        assert cockpit.body(work)["state"] == "approved"
        assert cockpit.body(task)["state"] == "done"

        # feedback, and pay
        await cockpit.go("C1")
        await cockpit.press("f")
        await fill(cockpit, "praise", "Quick and exact", "", work)
        assert _last(demo, "feedback")["words"] == "Quick and exact"
        await cockpit.press("p")
        await fill(cockpit, "The job", "60 EUR", "fri", work)
        await cockpit.press("p enter")
        assert _last(demo, "payment")["paid"] == "2026-11-23"

        # the drill of the busiest one; its first bundle is applied, and the score is higher
        busiest = _busiest(demo)
        await cockpit.go(busiest)
        await cockpit.press("X")
        found = cockpit.app.screen
        assert isinstance(found, DrillScreen)
        drill: DrillScreen = found
        assert drill.drilled is not None
        before, fixes = drill.drilled.score, drill.drilled.bundles
        drill.query_one(RecordList).move_to(f"fix:{fixes[0].function}")
        await cockpit.press("space")
        for _step in fixes[0].steps:  # those that need words ask for them, one after the other
            if cockpit.app.screen is drill:
                break
            await line(cockpit, "handbook, page 4")
        after = drill.drilled.score
        assert before is not None
        assert after is not None
        assert after > before
        await cockpit.press("escape")
        scores = [body["score"] for body in _drills(demo, busiest)]
        assert scores == [before, after]


def _mine(workspace: Workspace, key: str) -> bool:
    """Whether a task is the owner's own, and open."""
    body = workspace.body(key)[2]
    given = body.get("assignment") or body.get("waiting") or body.get("recurrence")
    return not given and not body.get("closed_at")


def _busiest(workspace: Workspace) -> str:
    """Who has the most minutes in hand."""
    loads = {
        key: load.minutes
        for key, one in dossiers(workspace).items()
        if (load := load_of(one, workspace.now())) is not None
    }
    return max(loads, key=lambda key: loads[key])


def _last(workspace: Workspace, table: str) -> dict[str, object]:
    documents = workspace.table(table).all()
    return dict(documents[-1])


def _drills(workspace: Workspace, who: str) -> list[dict[str, object]]:
    return [dict(one) for one in workspace.table("drill").all() if one["subject"] == who]
