"""The nightly review's last screen mutes the reminders, in every terminal, until it is undone."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from cockpit.actions.interruptions import add_interruption
from cockpit.actions.records import add_record
from tests.evening import TUESDAY_EVENING, berlin
from tests.tui.main_host import Cockpit, app_on, open_home, running, set_clock


async def beat(cockpit: Cockpit, moment: str) -> list[str]:
    """What a look at this moment brings."""
    cockpit.app.clear_notifications()
    set_clock(cockpit.workspace, datetime.fromisoformat(berlin(moment)).astimezone(UTC))
    assert cockpit.app.speaker is not None
    cockpit.app.speaker.engine.beat()
    await cockpit.settled()
    return cockpit.toasts


async def test_a_closed_day_is_quiet_in_both_terminals_and_speaks_again_after_undo(
    tmp_path: Path,
) -> None:
    # given an owner who works late, and a call promised for the evening
    workspace = open_home(tmp_path, at=TUESDAY_EVENING)
    week = {day: [["09:00", "22:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    add_record(workspace, "hours", {"name": "mine", "zone": "Europe/Berlin", "week": week})
    add_interruption(workspace, {"who": "Karl", "call_back": berlin("24 19:00")})
    other = open_home(tmp_path, at=TUESDAY_EVENING)
    async with running(app_on(workspace)) as one:
        await beat(one, "24 17:30")
        await one.press("R j enter")  # yes, though work goes on until ten
        for _screen in range(5):
            if one.app.screen is not one.main:
                await one.press("enter")
        assert one.said.startswith("Close tue 24 nov")
        assert await beat(one, "24 19:00") == []
    async with running(app_on(other)) as two:
        assert await beat(two, "24 19:01") == []
        await two.press("u")  # takes the closing back, which the other terminal made
        assert "Call back Karl: promised for 19:00." in "\n".join(await beat(two, "24 19:02"))
    for each in (workspace, other):
        each.close()
