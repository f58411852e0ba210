"""Reminders on the screen: shown once, counted until dismissed, quiet outside working hours."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.settings import Settings
from tests.tui.main_host import (
    Cockpit,
    app_on,
    local,
    open_home,
    running,
    small_business,
    small_cockpit,
)


async def beat(cockpit: Cockpit, moment: str = "") -> None:
    """The scheduler looks, at this moment."""
    if moment:
        await cockpit.at(local(moment))
    assert cockpit.app.speaker is not None
    cockpit.app.speaker.engine.beat()
    await cockpit.settled()


async def told_already(cockpit: Cockpit) -> None:
    """What was to be told at the start has been told, and has gone from the screen."""
    await beat(cockpit)
    cockpit.app.clear_notifications()


async def test_at_risk_is_told_once_and_not_again_after_a_restart(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await told_already(cockpit)
        await beat(cockpit, "24 10:29")
        assert cockpit.toasts == []
        await beat(cockpit, "24 10:30")
        assert cockpit.toasts == [
            "R1 Logo came out blurred (Anna): the first reply is at risk, due 11:30."
        ]
        await beat(cockpit, "24 10:31")
        assert len(cockpit.toasts) == 1
        counted = [one for one in cockpit.status.split("  ") if "reminder" in one]
        assert counted
    async with small_cockpit(tmp_path, at=local("24 10:32")) as cockpit:
        await beat(cockpit)
        assert cockpit.toasts == []
        assert [one for one in cockpit.status.split("  ") if "reminder" in one] == counted


async def test_what_came_due_while_the_cockpit_was_closed_is_one_summary(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await told_already(cockpit)
    async with small_cockpit(tmp_path, at=local("24 11:45")) as cockpit:
        await beat(cockpit)
        assert len(cockpit.toasts) == 1
        assert "while you were away" in cockpit.toasts[0]
        assert "R2" in cockpit.toasts[0]
        assert "is late, it was due 11:00" in cockpit.toasts[0]


async def test_outside_working_hours_it_is_quiet_until_the_opening(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await told_already(cockpit)
        await beat(cockpit, "24 17:00")
        cockpit.app.clear_notifications()
        await cockpit.press("a")
        await cockpit.type("! Karl, invoice cb:18:00")
        await cockpit.press("enter")
        await beat(cockpit, "24 18:30")
        asked_for = list(cockpit.toasts)  # a call-back was promised for this very moment
        cockpit.app.clear_notifications()
        await beat(cockpit, "24 23:00")
        assert cockpit.toasts == []
        await beat(cockpit, "25 08:59")
        assert cockpit.toasts == []
        await beat(cockpit, "25 09:00")
        assert "Working hours began at 09:00." in "\n".join(cockpit.toasts)
        assert sum("Karl" in toast for toast in (*asked_for, *cockpit.toasts)) == 1


async def test_the_list_of_reminders_leads_to_the_record_and_dismissing_counts_down(
    tmp_path: Path,
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await told_already(cockpit)
        assert cockpit.app.speaker is not None
        before = len(cockpit.app.speaker.raised())
        assert before
        await cockpit.press("b")
        assert "Reminders" in cockpit.screen
        await cockpit.press("d")
        assert len(cockpit.app.speaker.raised()) == before - 1
        await cockpit.press("D escape")
        assert cockpit.app.speaker.raised() == []
        assert "reminder" not in cockpit.status


async def test_enter_on_a_reminder_puts_the_cursor_on_its_record(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await told_already(cockpit)
        await beat(cockpit, "24 10:30")
        await cockpit.press("b g enter")
        assert cockpit.app.screen is cockpit.main
        assert cockpit.cursor == "R1"
        assert cockpit.pane.NUMBER == 3


async def test_an_answered_request_is_no_longer_among_the_reminders(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await told_already(cockpit)
        await beat(cockpit, "24 10:30")
        assert cockpit.app.speaker is not None
        assert "R1" in {one.subject for one in cockpit.app.speaker.raised()}
        assert "6 reminders" in cockpit.status
        await cockpit.go("R1")
        await cockpit.press("r")
        await beat(cockpit)
        assert "R1" not in {one.subject for one in cockpit.app.speaker.raised()}
        assert "5 reminders" in cockpit.status
        await cockpit.press("u")
        await beat(cockpit)
        assert "6 reminders" in cockpit.status


async def test_a_notify_command_that_fails_is_told_and_the_toast_stands(tmp_path: Path) -> None:
    workspace = small_business(open_home(tmp_path))
    settings = Settings()
    settings.notify_command = str(tmp_path / "no-such-program")
    async with running(app_on(workspace, settings=settings)) as cockpit:
        await beat(cockpit)
        await cockpit.settled()
        assert any("R5" in toast for toast in cockpit.toasts)
        told = "\n".join([cockpit.said, *cockpit.toasts])
        assert "failed: No such file or directory" in told
    workspace.close()


async def test_a_hostile_subject_is_read_out_as_it_is(tmp_path: Path) -> None:
    from cockpit.actions.records import edit_record

    async with small_cockpit(tmp_path) as cockpit:
        await told_already(cockpit)
        edit_record(cockpit.workspace, "R1", {"subject": "[/b] [red]\x1b[2J help"})
        await beat(cockpit, "24 10:30")
        assert "[/b]" in cockpit.toasts[0]
        assert "\x1b" not in cockpit.toasts[0]
        assert "[/b]" in cockpit.screen


async def test_it_is_told_when_tmux_keeps_the_notifications_to_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cockpit.scheduler.terminal_notice._ask", lambda _argv: "off\n")
    workspace = small_business(open_home(tmp_path))
    environ = {"TERM": "tmux-256color", "TMUX": "x", "KITTY_WINDOW_ID": "1"}
    async with running(app_on(workspace, environ=environ)) as cockpit:
        assert any("allow-passthrough on" in toast for toast in cockpit.toasts)
    workspace.close()
