"""What was raised: gone to, dismissed, snoozed; the list is that of the delivery log."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cockpit.actions.records import add_record
from cockpit.actions.requests import add_request
from cockpit.domain.identity import format_instant
from cockpit.domain.reminders import BLOCK_START, BREACHED, OPENING, Reminder
from cockpit.errors import CockpitError
from cockpit.locations import locate
from cockpit.scheduler import delivery
from cockpit.scheduler.delivery import key_of
from cockpit.settings import Settings
from cockpit.store.workspace import Workspace
from cockpit.tui.app import CockpitApp
from cockpit.tui.dialogs.ask import Ask
from cockpit.tui.dialogs.reminders import Reminders, short_id
from cockpit.tui.speaking import Speaker
from tests.dialog_host import HOSTILE, MONDAY, Host, drawn, press, workspace_at, write

MINUTE = timedelta(minutes=1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = workspace_at(tmp_path / "home")
    yield workspace
    workspace.close()


def late(reference: str, about: str = "Logo (Anna)", ago: int = 5) -> Reminder:
    """The first reply of a request is late since some minutes."""
    at = MONDAY - ago * MINUTE
    return Reminder(BREACHED, reference, "first", at, at, None, False, about)


class Raised:
    """A speaker with a list of its own."""

    def __init__(self, *reminders: Reminder, problem: str = "") -> None:
        self.reminders = list(reminders)
        self.snoozed: list[tuple[str, datetime]] = []
        self.problem = problem

    def raised(self) -> list[Reminder]:
        return list(self.reminders)

    def dismiss(self, reminders: list[Reminder]) -> None:
        if self.problem:
            raise CockpitError(self.problem)
        self.reminders = [one for one in self.reminders if one not in reminders]

    def snooze(self, reminders: list[Reminder], until: datetime) -> None:
        self.snoozed += [(one.subject, until) for one in reminders]
        self.dismiss(reminders)


async def opened(app: Host, pilot: Pilot[None], speaker: Raised) -> None:
    app.open(Reminders(app.view, speaker))
    await pilot.pause()


async def test_what_rang_last_stands_first_with_what_is_due(workspace: Workspace) -> None:
    block = Reminder(
        BLOCK_START, "B4@2026-11-23", "", MONDAY, MONDAY, MONDAY + 60 * MINUTE, False, "Writing"
    )
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, Raised(late("R1", "Old", 90), late("R2", "New", 5), block))

        lines = [line for line in drawn(app).splitlines() if "ago" in line or "now" in line]
        assert [word for line in lines for word in line.split() if word in ("B4", "R1", "R2")] == [
            "B4",
            "R2",
            "R1",
        ]
        assert "Writing from 10:15 to 11:15." in lines[0]
        assert "first reply late" in lines[1]
        assert "1h 30m ago" in lines[2]


@pytest.mark.parametrize(
    ("subject", "reference"), [("R7", "R7"), ("B4@2026-11-23", "B4"), ("H1", "H1")]
)
async def test_enter_returns_the_record_to_go_to(
    workspace: Workspace, subject: str, reference: str
) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, Raised(late(subject)))
        await press(pilot, "enter")

        assert app.results == [reference]


async def test_one_is_dismissed_and_the_cursor_goes_to_its_neighbour(workspace: Workspace) -> None:
    speaker = Raised(late("R1", ago=1), late("R2", ago=2), late("R3", ago=3))
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, speaker)
        await press(pilot, "j d")
        assert [one.subject for one in speaker.reminders] == ["R1", "R3"]
        await press(pilot, "enter")

        assert app.results == ["R3"]


async def test_marked_ones_are_dismissed_together(workspace: Workspace) -> None:
    speaker = Raised(late("R1", ago=1), late("R2", ago=2), late("R3", ago=3))
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, speaker)
        await press(pilot, "asterisk asterisk d")

        assert [one.subject for one in speaker.reminders] == ["R3"]


async def test_all_are_dismissed_but_not_one_that_came_meanwhile(workspace: Workspace) -> None:
    speaker = Raised(late("R1"), late("R2"))
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, speaker)
        speaker.reminders.append(late("R3"))
        await press(pilot, "D")

        assert [one.subject for one in speaker.reminders] == ["R3"]
        assert "R3" in drawn(app)
        await press(pilot, "D")
        assert "Nothing was raised that still holds." in drawn(app)
        await press(pilot, "enter d D S escape")
        assert app.results == [None]


async def test_snooze_asks_until_when_and_takes_only_what_lies_ahead(workspace: Workspace) -> None:
    speaker = Raised(late("R1"))
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, speaker)
        await press(pilot, "S")
        assert isinstance(app.screen, Ask)
        await write(pilot, "2026-11-20 9:00")
        await press(pilot, "enter")
        assert isinstance(app.screen, Ask), "what has been is not taken"
        assert "say a moment ahead" in drawn(app)
        await press(pilot, "ctrl+u")
        await write(pilot, "2026-11-23 16:00")
        await press(pilot, "enter")

        assert speaker.snoozed == [("R1", MONDAY.replace(hour=15, minute=0))]
        assert isinstance(app.screen, Reminders)


async def test_leaving_the_question_snoozes_nothing(workspace: Workspace) -> None:
    speaker = Raised(late("R1"))
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, speaker)
        await press(pilot, "S escape")

        assert (speaker.snoozed, len(speaker.reminders)) == ([], 1)


async def test_a_log_that_cannot_be_written_is_told_and_the_list_stays(
    workspace: Workspace,
) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, Raised(late("R1"), problem="The disk is full [/b]."))
        await press(pilot, "d")

        assert [note.message for note in app._notifications] == ["The disk is full [/b]."]
        assert "R1" in drawn(app)


async def test_more_than_a_screenful_fits_with_hostile_words(workspace: Workspace) -> None:
    reminders = [late(f"R{n}", HOSTILE[n % len(HOSTILE)], n) for n in range(1, 60)]
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        await opened(app, pilot, Raised(*reminders))
        await press(pilot, "G")

        assert "R59" in drawn(app)
        assert "dismiss" in drawn(app)
        assert "\x1b" not in drawn(app)


# -- in the cockpit ------------------------------------------------------------------------


async def started(app: CockpitApp, pilot: Pilot[None]) -> Speaker:
    """Wait until the scheduler runs beside the screen."""
    for _ in range(1000):
        if app.speaker is not None:
            break
        await pilot.pause()
    assert app.speaker is not None
    return app.speaker


def cockpit(workspace: Workspace, tmp_path: Path) -> CockpitApp:
    return CockpitApp(workspace, Settings(), locate(str(tmp_path / "home")), [], {})


async def test_b_lists_what_was_raised_and_enter_goes_there(
    workspace: Workspace, tmp_path: Path
) -> None:
    length = {"measure": "working", "minutes": 60}
    add_record(workspace, "promise", {"kind": "gift", "first_response": length})
    at = format_instant(MONDAY - timedelta(days=5))
    fields = {"subject": "Wrapping", "customer": "Karl", "kind": "gift", "received": at}
    reference = add_request(workspace, fields).ref
    app = cockpit(workspace, tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        speaker = await started(app, pilot)
        speaker.source.take(MONDAY)
        speaker.count()
        await press(pilot, "b")
        assert isinstance(app.screen, Reminders)
        assert "Wrapping (Karl)" in drawn(app)
        await press(pilot, "enter")

        assert app.main_screen.pane is app.main_screen.panes[2]
        assert app.main_screen.pane.selected() == [reference]
        await press(pilot, "b D escape")
        assert app.main_screen.raised == 0
        assert "reminder" not in drawn(app).splitlines()[0]


async def test_going_to_a_block_puts_the_cursor_on_todays(
    workspace: Workspace, tmp_path: Path
) -> None:
    block = {"label": "Reading", "weekday": "mon", "start": "20:00", "end": "21:00"}
    reference = add_record(workspace, "block", block).ref
    app = cockpit(workspace, tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await started(app, pilot)
        app.main_screen.go_to(short_id(late(f"{reference}@2026-11-23")))
        await pilot.pause()

        assert app.main_screen.pane is app.main_screen.panes[1]
        assert app.main_screen.pane.selected() == [reference]


async def test_a_start_clears_very_old_rows_of_the_log_but_none_of_a_live_record(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = MONDAY - delivery.KEPT_FOR - timedelta(days=1)
    reference = add_request(workspace, {"subject": "Wrapping", "customer": "Karl"}).ref
    gone = Reminder(OPENING, "H1", "", old, old, None, False, "")
    kept = Reminder(BREACHED, reference, "first", old, old, None, False, "Wrapping")
    connection = workspace.storage.connection
    delivery.claim(connection, [gone, kept], old)
    monkeypatch.setattr(delivery, "KEPT_ROWS", 0)
    app = cockpit(workspace, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await started(app, pilot)

        assert delivery.claimed_keys(connection) & {key_of(gone), key_of(kept)} == {key_of(kept)}
