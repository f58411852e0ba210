"""How the cockpit looks: the small business at 10:20 on a Tuesday, in its sizes and themes."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from textual.pilot import Pilot

from cockpit.actions import records
from cockpit.domain.identity import format_instant
from cockpit.settings import Settings
from cockpit.store.workspace import Workspace
from cockpit.tui.app import CockpitApp
from tests.dialog_host import write
from tests.tui.main_host import (
    Cockpit,
    all_loaded,
    app_on,
    local,
    no_timers,
    open_home,
    small_business,
)

Compare = Callable[..., bool]
Before = Callable[[Pilot[None]], Awaitable[None]]

SMALL, MIDDLE, LARGE = (80, 24), (120, 36), (200, 60)


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Identifiers in order, no timers, and the same colours whatever the terminal."""
    numbers = count(1)
    monkeypatch.setattr(records, "new_uid", lambda: f"{next(numbers):032x}")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    with no_timers():
        yield
    gc.unfreeze()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_home(tmp_path / "home")
    yield workspace
    workspace.close()


@pytest.fixture
def business(home: Workspace) -> Workspace:
    return small_business(home)


def app_with(workspace: Workspace, theme: str = "dark", *, ascii_only: bool = False) -> CockpitApp:
    settings = Settings()
    settings.theme = theme
    settings.ascii = ascii_only
    return app_on(workspace, settings=settings, environ={"TZ": "Europe/Berlin"})


def after(*keys: str, text: str = "", beat: bool = False) -> Before:
    """Wait until all that follows the first frame is done, then press keys and type a text."""

    async def before(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, CockpitApp)
        await all_loaded(app, pilot)
        cockpit = Cockpit(app, pilot, app.view.workspace)
        if beat:
            app.speaker.engine.beat()
        await cockpit.settled()
        if keys:
            await cockpit.press(" ".join(keys))
        if text:
            await write(pilot, text)
        await cockpit.settled()
        await cockpit.settled()

    return before


@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_main_screen(snap_compare: Compare, business: Workspace, size: tuple[int, int]) -> None:
    assert snap_compare(app_with(business), terminal_size=size, run_before=after())


@pytest.mark.parametrize("theme", ["light", "mono", "colour-blind", "high-contrast"])
@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_themes(
    snap_compare: Compare, business: Workspace, theme: str, size: tuple[int, int]
) -> None:
    keys = () if size == MIDDLE else ("3",)
    assert snap_compare(app_with(business, theme), terminal_size=size, run_before=after(*keys))


def test_plain_signs(snap_compare: Compare, business: Workspace) -> None:
    app = app_with(business, "mono", ascii_only=True)
    assert snap_compare(app, terminal_size=MIDDLE, run_before=after())


def test_an_empty_cockpit_teaches(snap_compare: Compare, home: Workspace) -> None:
    assert snap_compare(app_with(home), terminal_size=MIDDLE, run_before=after("escape"))


def test_the_first_questions(snap_compare: Compare, home: Workspace) -> None:
    assert snap_compare(app_with(home), terminal_size=SMALL, run_before=after())


def test_too_small(snap_compare: Compare, business: Workspace) -> None:
    assert snap_compare(app_with(business), terminal_size=(50, 12), run_before=after())


DIALOGS = (
    ("quick-add", ("a",), '(A) Print cards #Writing ~20m by fri 16:00 n:"two sides"'),
    ("quick-add-refused", ("a",), "Print cards by feb 30"),
    ("form", ("e",), ""),
    ("move", ("m",), "fri"),
    ("record", ("enter",), ""),
    ("explanation", ("3", "j", "x"), ""),
    ("give", ("D",), ""),
    ("verdict", ("4", "j", "j", "j", "v"), ""),
    ("help", ("question_mark",), ""),
    ("filter", ("slash",), "wri"),
)


@pytest.mark.parametrize(("name", "keys", "text"), DIALOGS, ids=[one[0] for one in DIALOGS])
def test_the_dialogs(
    snap_compare: Compare, business: Workspace, name: str, keys: tuple[str, ...], text: str
) -> None:
    before = after(*keys, text=text)
    assert snap_compare(app_with(business), terminal_size=SMALL, run_before=before)


def test_marks_a_running_clock_and_a_snooze(snap_compare: Compare, business: Workspace) -> None:
    snoozed = {"snoozed_until": format_instant(local("24 14:00"))}
    records.edit_record(business, "R2", snoozed)
    before = after("s", "j", "asterisk", "asterisk")
    assert snap_compare(app_with(business), terminal_size=MIDDLE, run_before=before)


def test_the_reminders(snap_compare: Compare, business: Workspace) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await after(beat=True)(pilot)
        pilot.app.clear_notifications()
        await after("b")(pilot)

    assert snap_compare(app_with(business), terminal_size=SMALL, run_before=before)
