"""The explanation over the cockpit: read with the keys of lists, copied with one key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.actions.explaining import explained
from cockpit.actions.quoting import reply_text
from cockpit.actions.records import add_record
from cockpit.actions.requests import add_request
from cockpit.store.workspace import Workspace
from cockpit.tui.dialogs.dialog import Box
from cockpit.tui.dialogs.explanation import Explanation, explanation_rows
from cockpit.tui.glyphs import ASCII, UNICODE
from cockpit.tui.text_rows import row_width, text_of
from tests.dialog_host import HOSTILE, Host, drawn, press, workspace_at

LENGTH = {"measure": "working", "minutes": 6000}
"""100 working hours: three weeks, more lines than a small screen has."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = workspace_at(tmp_path / "home")
    for kind, target in (("gift", {"measure": "working", "minutes": 60}), ("book", LENGTH)):
        add_record(workspace, "promise", {"kind": kind, "first_response": target})
    yield workspace
    workspace.close()


def asked(workspace: Workspace, kind: str, **fields: str) -> str:
    """A request of a kind that came in now, Monday 10:15 in Berlin."""
    usual = {"subject": "Wrapping", "customer": "Karl M.", "kind": kind}
    return add_request(workspace, {**usual, **fields}).ref


async def test_it_shows_how_the_due_came_about_and_changes_nothing(workspace: Workspace) -> None:
    reference = asked(workspace, "gift")
    revision = workspace.revision
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Explanation(app.view, reference))
        await pilot.pause()

        shown = drawn(app)
        for words in (
            f"{reference} gift · Karl M. · Wrapping",
            "Mon 23 Nov 10:15",
            "10:15–11:15",
            "1h 00m",
            "Mon 23 Nov 11:15",
            "Hello Karl, you will have our answer by Monday 23 November, 11:15",
        ):
            assert words in shown
        assert app.screen.query_one(Box).region.width <= 80

    assert workspace.revision == revision


async def test_y_copies_the_sentence_to_send(workspace: Workspace) -> None:
    reference = asked(workspace, "gift")
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Explanation(app.view, reference))
        await press(pilot, "y")

        assert app.clipboard == reply_text(workspace, reference)
        assert app.clipboard.startswith("Hello Karl")


async def test_l_changes_the_language_of_the_sentence(workspace: Workspace) -> None:
    reference = asked(workspace, "gift")
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Explanation(app.view, reference))
        await press(pilot, "l")
        assert "Hola, Karl" in drawn(app)
        await press(pilot, "l")
        assert "Hello Karl" in drawn(app)
        await press(pilot, "l y")
        assert app.clipboard == reply_text(workspace, reference, "es")


async def test_y_says_when_there_is_nothing_to_send(workspace: Workspace) -> None:
    reference = asked(workspace, "praise")
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Explanation(app.view, reference))
        await pilot.pause()
        assert "nothing for praise" in drawn(app)
        await press(pilot, "y")

        assert app.clipboard == ""
        assert [note.message for note in app._notifications] == [
            "There is nothing to send: nothing is promised."
        ]


@pytest.mark.parametrize("key", ["escape", "q", "enter", "x"])
async def test_it_closes(workspace: Workspace, key: str) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Explanation(app.view, asked(workspace, "gift")))
        await press(pilot, key)

        assert app.results == [None]
        assert app.focused is not None
        assert app.focused.id == "mine"


async def test_a_long_one_is_scrolled_with_the_keys_of_lists(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 16)) as pilot:
        app.open(Explanation(app.view, asked(workspace, "book")))
        await pilot.pause()
        box = app.screen.query_one(Box)
        last = box.max_scroll_y

        places = []
        for key in "j j k ctrl+d ctrl+u G g".split():
            await press(pilot, key)
            places.append(box.scroll_offset.y)

        half = places[3] - 1
        assert last > half > 3
        assert places == [1, 2, 1, 1 + half, 1, last, 0]


async def test_a_request_that_is_not_there_is_told(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Explanation(app.view, "R99"))
        await pilot.pause()

        assert "There is no request R99" in drawn(app)


@pytest.mark.parametrize("words", HOSTILE)
async def test_user_text_is_taken_literally(workspace: Workspace, words: str) -> None:
    reference = asked(workspace, "gift", subject=words[:500], customer=words[:500])
    app = Host(workspace)
    async with app.run_test(size=(60, 20)) as pilot:
        app.open(Explanation(app.view, reference))
        await press(pilot, "y")

        assert "\x1b" not in drawn(app)
        assert "Mon 23 Nov 11:15" in drawn(app)


@pytest.mark.parametrize("width", [36, 56, 76, 200])
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_no_row_is_wider_than_the_dialog(workspace: Workspace, width: int, glyphs: object) -> None:
    told = explained(workspace, asked(workspace, "book"))

    rows = explanation_rows(told, width, glyphs)  # type: ignore[arg-type]

    assert [row for row in rows if row_width(row) > max(width, 56)] == []
    assert "100h 00m" in text_of(rows)
