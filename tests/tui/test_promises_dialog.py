"""The promises over the cockpit, and the break that the requests pane foresees on its edge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.actions.promise_check import check_promises
from cockpit.actions.quoting import promise_text
from cockpit.actions.records import add_record, edit_record
from cockpit.actions.requests import add_request
from cockpit.domain.identity import format_instant
from cockpit.store.workspace import Workspace
from cockpit.tui.dialogs.promises import Promises, check_rows
from cockpit.tui.glyphs import ASCII, UNICODE
from cockpit.tui.text_rows import row_width, text_of
from tests.dialog_host import HOSTILE, Host, drawn, press, workspace_at
from tests.tui.main_host import Cockpit, app_on, local, open_home, running, small_cockpit


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Monday 10:15; support on Mondays from 14:00 to 15:00, gifts within an hour."""
    workspace = workspace_at(tmp_path / "home", ready=False)
    week = {day: [["09:00", "17:00"]] for day in "mon tue wed thu fri".split()}
    add_record(workspace, "hours", {"name": "mine", "zone": "Europe/Berlin", "week": week})
    add_record(workspace, "function", {"name": "Support", "kinds": ["gift"]})
    block = {"function": "F1", "weekday": "mon", "start": "14:00", "end": "15:00"}
    add_record(workspace, "block", block)
    target = {"measure": "working", "minutes": 60}
    add_record(workspace, "promise", {"kind": "gift", "first_response": target})
    yield workspace
    workspace.close()


def ask(workspace: Workspace, **fields: str) -> str:
    usual = {"subject": "Wrapping", "customer": "Karl M.", "kind": "gift"}
    return add_request(workspace, {**usual, **fields}).ref


async def test_it_shows_text_check_and_forecast_and_changes_nothing(workspace: Workspace) -> None:
    ask(workspace)
    revision = workspace.revision
    app = Host(workspace)
    async with app.run_test(size=(100, 50)) as pilot:
        app.open(Promises(app.view))
        await pilot.pause()

        shown = " ".join(drawn(app).split())
        for words in ("As it is published", *promise_text(workspace)[0].split()):
            assert words in shown
        assert "Can it be kept?" in shown
        assert "cannot be kept at any load" in shown
        assert "will break Mon 23 Nov 11:15: 15m short" in shown

    assert workspace.revision == revision


async def test_y_copies_the_published_text(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Promises(app.view))
        await press(pilot, "y")

        assert app.clipboard == "\n".join(promise_text(workspace))
        assert app.clipboard


@pytest.mark.parametrize("key", ["escape", "q", "enter"])
async def test_it_closes(workspace: Workspace, key: str) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Promises(app.view))
        await press(pilot, key)

        assert app.results == [None]


async def test_without_promises_it_says_what_to_do(tmp_path: Path) -> None:
    empty = workspace_at(tmp_path / "home", ready=False)
    app = Host(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Promises(app.view))
        await press(pilot, "y")

        assert "Nothing is promised yet" in drawn(app)
        assert app.clipboard == ""
    empty.close()


@pytest.mark.parametrize("words", HOSTILE)
async def test_user_text_is_taken_literally(workspace: Workspace, words: str) -> None:
    edit_record(workspace, "P1", {"kind": words[:200]})
    ask(workspace, customer=words[:200], kind=words[:200])
    app = Host(workspace)
    async with app.run_test(size=(60, 20)) as pilot:
        app.open(Promises(app.view))
        await press(pilot, "G")

        assert "\x1b" not in drawn(app)


@pytest.mark.parametrize("width", [56, 76, 120])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_no_row_is_wider_than_the_dialog(workspace: Workspace, width: int, glyphs: object) -> None:
    rows = check_rows(check_promises(workspace), width, glyphs)  # type: ignore[arg-type]

    assert [row for row in rows if row_width(row) > width] == []
    assert "gift" in text_of(rows)


# -- the edge of the requests pane -------------------------------------------------------------


def edge(cockpit: Cockpit) -> str:
    """The words below left on the frame of the requests."""
    return cockpit.main.panes[2]._edges[1].left


async def test_l_shows_and_copies_it_in_the_next_language(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Promises(app.view))
        await press(pilot, "l y")
        assert "nuestra primera respuesta" in drawn(app)
        assert app.clipboard == "\n".join(promise_text(workspace, "es"))
        await press(pilot, "l y")
        assert app.clipboard == "\n".join(promise_text(workspace))


async def test_the_palette_command_opens_it(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        cockpit.main.run_command("promises")
        await cockpit.settled()
        assert isinstance(cockpit.dialog, Promises)


async def test_nothing_stands_on_the_edge_while_no_function_serves(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        assert edge(cockpit) == ""


async def test_the_edge_tells_what_will_break_and_follows_changes(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        # R2 is due at 11:00; support begins at 11:30
        edit_record(cockpit.workspace, "F2", {"kinds": ["inquiry"]})
        await cockpit.settled()
        assert edge(cockpit) == "▲ R2 will break tue 11:00: 15m short"

        added = {"function": "F2", "weekday": "tue", "start": "08:00", "end": "09:00"}
        add_record(cockpit.workspace, "block", added)
        await cockpit.settled()
        assert edge(cockpit) == "▲ R2 will break tue 11:00: 15m short"  # that hour is past

        await cockpit.go("R2")
        await cockpit.press("r")
        assert edge(cockpit) == ""
        await cockpit.press("u")
        assert edge(cockpit) == "▲ R2 will break tue 11:00: 15m short"

        await cockpit.at(local("24 11:01"))  # now it is late, and breaks no more
        assert edge(cockpit) == ""


async def test_a_long_queue_is_looked_through_in_pieces(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home", local("24 08:00"))
    add_record(
        home, "hours", {"name": "m", "zone": "Europe/Berlin", "week": {"tue": [["09:00", "17:00"]]}}
    )
    add_record(home, "function", {"name": "Support", "kinds": ["gift"]})
    block = {"function": "F1", "weekday": "tue", "start": "09:00", "end": "17:00"}
    add_record(home, "block", block)
    target = {"measure": "calendar", "minutes": 60 * 24 * 2}
    add_record(home, "promise", {"kind": "gift", "first_response": target})
    received = format_instant(local("24 08:00"))
    with home.transaction("many"):
        for _each in range(600):
            ask(home, received=received)
    async with running(app_on(home)) as cockpit:
        # eight hours are 32 requests; the 33rd is the first that has no time
        assert edge(cockpit) == "▲ R33 will break thu 08:00: 15m short"


async def test_a_promise_is_made_and_edited_here(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        cockpit.main.run_command("promises")
        await cockpit.press("A")
        await cockpit.type("refund")
        await cockpit.press("tab")
        await cockpit.type("3h")
        await cockpit.press("ctrl+s")
        assert cockpit.body("P3")["first_response"] == {"measure": "working", "minutes": 180}
        assert isinstance(cockpit.dialog, Promises)
        assert "refund" in cockpit.screen

        await cockpit.press("e j j enter")
        await cockpit.press("tab ctrl+u")
        await cockpit.type("5h")
        await cockpit.press("ctrl+s")
        assert cockpit.body("P3")["first_response"]["minutes"] == 300
