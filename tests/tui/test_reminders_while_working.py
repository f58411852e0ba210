"""A reminder comes while the owner works: it takes no focus and no key, and covers no key."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input
from textual.widgets._toast import Toast

from cockpit.settings import Settings
from cockpit.tui.app import CockpitApp
from tests.tui.main_host import (
    Cockpit,
    app_on,
    local,
    open_home,
    running,
    set_clock,
    small_business,
    small_cockpit,
)

AT_RISK = "R1 Logo came out blurred (Anna): the first reply is at risk, due 11:30."


async def reminded(cockpit: Cockpit, moment: str = "24 10:30") -> None:
    """A reminder comes at this moment."""
    set_clock(cockpit.workspace, local(moment))
    assert cockpit.app.speaker is not None
    cockpit.app.speaker.engine.beat()
    await cockpit.settled()


async def told_already(cockpit: Cockpit) -> None:
    """What was to be told at the start has been told, and has gone from the screen."""
    await reminded(cockpit, "24 10:20")
    cockpit.app.clear_notifications()
    await cockpit.settled()


def typed(app: CockpitApp) -> str:
    """What stands in the field that has the focus."""
    assert isinstance(app.focused, Input)
    return app.focused.value


@pytest.mark.parametrize(
    "keys",
    [
        "a",  # quick add
        "m",  # a question: where to
        "e",  # a form
        "i",  # an interruption
        "slash",  # the filter
        "colon",  # the palette
        "b S",  # snooze, over the list of reminders
        "R n",  # the note of the nightly review
    ],
)
async def test_what_is_being_typed_goes_on_in_the_same_field(tmp_path: Path, keys: str) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await told_already(cockpit)
        await cockpit.press("R " + "right_square_bracket " * 4 if keys[0] == "R" else "escape")
        await cockpit.press(keys.removeprefix("R "))
        await cockpit.press("h e l")
        screen, field = cockpit.app.screen, cockpit.app.focused
        before = typed(cockpit.app)

        await reminded(cockpit)

        assert AT_RISK in cockpit.toasts
        assert cockpit.app.screen is screen
        assert cockpit.app.focused is field
        await cockpit.press("l o")
        assert typed(cockpit.app) == before + "lo"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("keys", ["escape", "a", "e", "b", "question_mark", "R"])
async def test_a_notice_stands_above_and_leaves_every_key_to_be_seen(
    tmp_path: Path, size: tuple[int, int], keys: str
) -> None:
    async with small_cockpit(tmp_path, size) as cockpit:
        await told_already(cockpit)
        await cockpit.press(keys)
        set_clock(cockpit.workspace, local("24 15:45"))
        await cockpit.at(local("24 15:45"))
        before = cockpit.screen.splitlines()

        await reminded(cockpit, "24 15:45")

        after = cockpit.screen.splitlines()
        (toast,) = cockpit.app.screen.query(Toast)
        assert toast.region.y >= 1, "the line of the standing is to be seen"
        assert toast.region.bottom <= 5
        assert before[5:] == after[5:]


async def test_the_next_key_takes_a_notice_away_that_could_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await told_already(cockpit)
        await reminded(cockpit)
        cockpit.app.notify("Something else.", timeout=60)
        await cockpit.press("j")
        assert AT_RISK in cockpit.toasts, "nobody can have read it yet"

        monkeypatch.setattr("cockpit.tui.speaking.READ_SECONDS", 0)
        before = cockpit.cursor
        await cockpit.press("j")
        assert cockpit.toasts == ["Something else."]
        assert AT_RISK not in cockpit.screen
        assert cockpit.cursor != before, "the key did what it does"
        await cockpit.press("b")
        assert "Logo came out blurred" in cockpit.screen, "the list keeps it"


async def test_many_are_told_by_their_number_the_worst_and_the_key_that_lists_them(
    tmp_path: Path,
) -> None:
    workspace = small_business(open_home(tmp_path))
    settings = Settings()
    settings.keys = {"reminders": "f9"}
    async with running(app_on(workspace, settings=settings)) as cockpit:
        await reminded(cockpit, "24 15:45")
        head, worst = cockpit.toasts[0].splitlines()
        assert head.endswith("while you were away · f9 lists them")
        assert worst == (
            "R5 Parcel never came (Emil): the first reply is late, it was due Mon 23 Nov 12:00."
        )
    workspace.close()


async def test_the_shut_down_names_the_key_of_the_review_as_the_owner_has_it(
    tmp_path: Path,
) -> None:
    workspace = small_business(open_home(tmp_path))
    settings = Settings()
    settings.keys = {"review-night": "f8"}
    async with running(app_on(workspace, settings=settings)) as cockpit:
        await reminded(cockpit, "24 16:59")
        cockpit.app.clear_notifications()
        await reminded(cockpit, "24 17:00")
        assert "Time to shut down: working hours end at 17:00. f8 reviews the day." in (
            "\n".join(cockpit.toasts)
        )
    workspace.close()
