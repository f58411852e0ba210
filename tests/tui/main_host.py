"""The whole cockpit on a small business of its own, at 10:20 on a Tuesday that stands still."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from cockpit.actions.capture import capture
from cockpit.actions.clocking import add_entry
from cockpit.actions.contractors import move_assignment
from cockpit.actions.records import add_record
from cockpit.actions.requests import add_request, record_reply, resolve_request, wait_on_customer
from cockpit.actions.tasks import complete_task
from cockpit.domain.clock import FixedClock
from cockpit.domain.identity import format_instant
from cockpit.locations import Locations, locate
from cockpit.scheduler.engine import Engine
from cockpit.settings import Settings, load
from cockpit.store.workspace import Workspace
from cockpit.tui.app import CockpitApp
from cockpit.tui.panes.pane import Pane
from cockpit.tui.screens.main import MainScreen
from cockpit.tui.widgets.cell_line import CellLine
from tests.dialog_host import drawn

TUESDAY = datetime(2026, 11, 24, 9, 20, tzinfo=UTC)
"""24 November 2026, 10:20 in Berlin; the week is 2026-W48."""
WEEK = {day: [["09:00", "17:00"]] for day in "mon tue wed thu fri".split()}


def local(text: str) -> datetime:
    """A wall time in Berlin this winter: "24 09:30" is the 24th of November."""
    day, _space, clock = text.partition(" ")
    return datetime.fromisoformat(f"2026-11-{day} {clock}+01:00").astimezone(UTC)


def open_home(folder: Path, at: datetime = TUESDAY, actor: str = "screen") -> Workspace:
    """The workspace of a home, with a clock that stands still."""
    folder.mkdir(parents=True, exist_ok=True)
    return Workspace.open(str(folder / "cockpit.db"), FixedClock(at), actor=actor)


def set_clock(workspace: Workspace, at: datetime) -> None:
    """Put the clock of a workspace on a moment."""
    assert isinstance(workspace.clock, FixedClock)
    workspace.clock.moment = at.astimezone(UTC)


def small_business(workspace: Workspace) -> Workspace:
    """Three functions, five blocks, two promises, seven requests, eight tasks, two contractors."""
    set_clock(workspace, local("16 08:00"))
    _plan(workspace)
    _requests(workspace)
    _tasks(workspace)
    _people(workspace)
    set_clock(workspace, TUESDAY)
    add_entry(
        workspace,
        {
            "function": "F1",
            "started": format_instant(local("24 09:00")),
            "stopped": format_instant(local("24 09:40")),
        },
    )
    return workspace


def _plan(workspace: Workspace) -> None:
    hours = {"name": "mine", "zone": "Europe/Berlin", "week": WEEK}
    add_record(workspace, "hours", hours)
    for name, target in (("Writing", 600), ("Support", 240), ("Shop", 120)):
        add_record(workspace, "function", {"name": name, "target_minutes": target})
    for function, day, start, end in (
        ("F1", "tue", "09:00", "11:00"),
        ("F2", "tue", "11:30", "12:30"),
        ("F1", "tue", "14:00", "16:00"),
        ("F3", "thu", "09:00", "11:00"),
    ):
        block = {"function": function, "weekday": day, "start": start, "end": end}
        add_record(workspace, "block", block)
    dentist = {"label": "Dentist", "weekday": "tue", "start": "16:00", "end": "16:30"}
    add_record(workspace, "block", dentist)
    working = {"measure": "working"}
    add_record(
        workspace,
        "promise",
        {"kind": "inquiry", "first_response": {**working, "minutes": 240}, "lead_minutes": 60},
    )
    add_record(
        workspace,
        "promise",
        {"kind": "complaint", "first_response": {**working, "minutes": 120}, "lead_minutes": 60},
    )


def _requests(workspace: Workspace) -> None:
    for at, kind, customer, subject in (
        ("24 09:30", "complaint", "Anna", "Logo came out blurred"),
        ("23 15:00", "inquiry", "Bob", "Price of 500 stickers"),
        ("23 09:00", "inquiry", "Cleo", "Which paper?"),
        ("23 09:00", "gossip", "Dora", "Heard of the new shop?"),
        ("23 10:00", "complaint", "Emil", "Parcel never came"),
        ("23 09:00", "inquiry", "Finn", "Invoice copy"),
        ("23 09:00", "complaint", "Gwen", "Wrong colour"),
    ):
        moment = local(at)
        set_clock(workspace, moment)
        fields = {
            "kind": kind,
            "customer": customer,
            "subject": subject,
            "channel": "email",
            "received": format_instant(moment),
        }
        add_request(workspace, fields)
    set_clock(workspace, local("23 10:00"))
    record_reply(workspace, "R6")  # within four hours: met
    resolve_request(workspace, "R6")
    wait_on_customer(workspace, "R3")
    set_clock(workspace, local("23 16:00"))
    record_reply(workspace, "R7")  # after two hours: not met
    resolve_request(workspace, "R7")


def _tasks(workspace: Workspace) -> None:
    set_clock(workspace, local("24 09:00"))
    for line in (
        "(A) Write launch mail #Writing ~45m on today",
        "Plan the week on today",
        "Answer the press ~3h #Writing on today",
        "Call the printer on thu",
        "Renew domain on 2026-12-03 by 2026-12-05",
        "Sketch new cards ~20m #Shop",
        "Read the contract wait:Maria",
    ):
        capture(workspace, line)
    capture(workspace, "Tidy the desk on today")
    set_clock(workspace, local("24 09:50"))
    complete_task(workspace, "T8")


def _people(workspace: Workspace) -> None:
    set_clock(workspace, local("16 09:00"))
    add_record(workspace, "contractor", {"name": "Maria", "cadence_days": 30})
    add_record(workspace, "contractor", {"name": "Ivo", "email": "ivo@example.com"})
    for person, title, due, state in (
        ("C1", "Logo as svg", "27 12:00", "delivered"),
        ("C1", "Business cards", None, "draft"),
        ("C2", "Shop banner", "23 12:00", "working"),
    ):
        fields: dict[str, Any] = {
            "contractor": person,
            "title": title,
            "goal": "It can be printed",
            "done_when": ["the file opens"],
            "due": format_instant(local(due)) if due else None,
        }
        added = add_record(workspace, "assignment", fields).ref
        for step in {"delivered": ("sent", "delivered"), "working": ("sent", "working")}.get(
            state, ()
        ):
            set_clock(workspace, local("20 09:00"))
            move_assignment(workspace, added, step)


class Cockpit:
    """The running cockpit, as its owner sees it."""

    def __init__(self, app: CockpitApp, pilot: Pilot[None], workspace: Workspace) -> None:
        self.app = app
        self.pilot = pilot
        self.workspace = workspace

    @property
    def main(self) -> MainScreen:
        """The main screen, also while a dialog is open."""
        return self.app.main_screen

    @property
    def dialog(self) -> Screen[Any]:
        """The screen on top, which must be a dialog."""
        assert self.app.screen is not self.main
        return self.app.screen

    @property
    def pane(self) -> Pane:
        """The pane with the focus."""
        return self.main.pane

    async def press(self, keys: str) -> None:
        """Press keys, written with spaces between; then everything has been followed."""
        await self.pilot.press(*keys.split())
        await self.settled()

    async def type(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        from tests.dialog_host import write

        await write(self.pilot, text)
        await self.settled()

    async def settled(self) -> None:
        """All messages are handled, those that they caused too."""
        with suppress(WorkerCancelled):  # a newer look ahead takes the place of an older one
            await self.app.workers.wait_for_complete()
        for _again in range(3):
            await self.pilot.pause(0)

    async def at(self, moment: datetime) -> None:
        """The clock stands elsewhere, and a second has passed on the screen."""
        set_clock(self.workspace, moment)
        self.main._tick()
        await self.settled()

    async def go(self, reference: str) -> None:
        """The cursor stands on a record, and its pane has the focus."""
        self.main.go_to(reference)
        await self.settled()
        assert self.cursor == reference

    @property
    def cursor(self) -> str | None:
        """The short id under the cursor of the focused pane."""
        key = self.pane.list.cursor_key
        return None if key is None else self.pane.record_of(key)

    @property
    def status(self) -> str:
        """The words of the status line."""
        return self._line("#status")

    @property
    def said(self) -> str:
        """The line below: a message, or the keys."""
        return self._line("#keys")

    @property
    def tabs(self) -> str:
        """The words of the tabs."""
        return self._line("#tabs")

    @property
    def screen(self) -> str:
        """Every line of the screen."""
        return drawn(self.app)

    @property
    def toasts(self) -> list[str]:
        """The texts of the notices that stand on the screen."""
        return [str(one.message) for one in self.app._notifications]

    def body(self, reference: str) -> dict[str, Any]:
        """The stored body of a record."""
        return self.workspace.body(reference)[2]

    def rows(self, number: int) -> list[str]:
        """The keys of all rows of a pane (1 to 4), headings too."""
        source = self.main.panes[number - 1].list.source
        return [source.key_at(index) for index in range(len(source))]

    def edges(self, number: int) -> tuple[str, str]:
        """The figures on the frame of a pane: above right, below right."""
        top, bottom = self.main.panes[number - 1]._edges
        return top.right, bottom.right

    def texts(self, number: int) -> list[str]:
        """The rows of a pane as words, cells separated by spaces."""
        shown = self.main.panes[number - 1].list
        width = shown.scrollable_content_region.width or 80
        lines = (shown.source.line_at(at, width) for at in range(len(shown.source)))
        return [" ".join(filter(None, (cell.text for cell in line.cells))) for line in lines]

    def _line(self, name: str) -> str:
        line = self.main.query_one(name, CellLine)
        left, right = line._words
        words = ("".join(cell.text for cell in one.cells) for one in (*left, *right))
        return "  ".join(words)


@contextmanager
def no_timers() -> Iterator[None]:
    """Reminders are looked at when a test says so, and never by a timer."""
    with patch.object(Engine, "start", lambda _self: None):
        yield


async def all_loaded(app: CockpitApp, pilot: Pilot[None]) -> None:
    """Wait until what follows the first frame is done."""
    for _try in range(500):
        if app.speaker is not None:
            return
        await pilot.pause()
    raise AssertionError("what follows the first frame was never done")


def app_on(
    workspace: Workspace,
    *,
    settings: Settings | None = None,
    problems: Sequence[str] = (),
    environ: dict[str, str] | None = None,
) -> CockpitApp:
    """The app on a workspace, with the locations of its home."""
    where = locations_of(workspace)
    return CockpitApp(workspace, settings or Settings(), where, list(problems), environ or {})


def locations_of(workspace: Workspace) -> Locations:
    """Where the home of a workspace keeps everything."""
    return locate(str(Path(workspace.storage.path).parent))


def configured(workspace: Workspace, text: str | bytes) -> CockpitApp:
    """The app, started with this config.toml in its home, as the command line starts it."""
    where = locations_of(workspace)
    content = text.encode() if isinstance(text, str) else text
    Path(where.config).write_bytes(content)
    settings, problems = load(where.config)
    return CockpitApp(workspace, settings, where, problems, {})


@asynccontextmanager
async def running(
    app: CockpitApp, size: tuple[int, int] = (120, 36), *, ready: bool = True
) -> AsyncIterator[Cockpit]:
    """Run an app without a terminal, until what follows the first frame is done."""
    try:
        with no_timers():
            async with app.run_test(size=size, notifications=True) as pilot:
                cockpit = Cockpit(app, pilot, app.view.workspace)
                if ready:
                    await all_loaded(app, pilot)
                await cockpit.settled()
                yield cockpit
    finally:
        gc.unfreeze()  # the cockpit keeps what it has loaded; a test run does not


@asynccontextmanager
async def small_cockpit(
    folder: Path, size: tuple[int, int] = (120, 36), at: datetime = TUESDAY
) -> AsyncIterator[Cockpit]:
    """The cockpit on the small business in a folder, made when it is not there."""
    made = (folder / "cockpit.db").exists()
    workspace = open_home(folder, at)
    if not made:
        small_business(workspace)
    set_clock(workspace, at)
    try:
        async with running(app_on(workspace), size) as cockpit:
            yield cockpit
    finally:
        workspace.close()


MINUTE = timedelta(minutes=1)
