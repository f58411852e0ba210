"""Typing and choosing in dialogs: what is typed is understood at once, and never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from cockpit.errors import WrongUse
from cockpit.store.workspace import Workspace
from cockpit.tui.dialogs.ask import Ask
from cockpit.tui.dialogs.choose import Choose, Option, with_keys
from cockpit.tui.dialogs.dialog import Box
from cockpit.tui.dialogs.quick_add import QuickAdd
from cockpit.tui.dialogs.typed import harmless
from cockpit.tui.widgets.record_list import RecordList
from tests.dialog_host import HOSTILE, Host, drawn, press, workspace_at, write


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = workspace_at(tmp_path / "home")
    yield workspace
    workspace.close()


def day(text: str) -> str:
    if text != "fri":
        raise WrongUse("That is not a day; write it like fri.")
    return "Friday 27 November"


# -- quick add -----------------------------------------------------------------------------


async def test_every_key_shows_what_the_line_will_become(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(QuickAdd(app.view))
        await write(pilot, "launch mail #client ~45m by fri 16:00")

        shown = drawn(app)
        assert "task  launch mail" in shown
        assert "function Client work" in shown
        assert "estimate 45m" in shown
        assert "due Fri 27 Nov 16:00" in shown

        await press(pilot, "enter")
        assert app.results == ["launch mail #client ~45m by fri 16:00"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [("! Karl, invoice", "interruption"), ("? @anna wants a logo", "request"), ("call", "task")],
)
async def test_the_first_sign_says_what_kind_it_is(
    workspace: Workspace, line: str, kind: str
) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(QuickAdd(app.view))
        await write(pilot, line)

        assert f"{kind}  " in drawn(app)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("call by feb 30", "February has no day 30"),
        ("", "nothing to add yet"),
        ("#client ~45m", "no title"),
        ("? @anna", "Say what the customer wants"),
    ],
)
async def test_a_line_that_cannot_be_added_stays_and_says_why(
    workspace: Workspace, line: str, reason: str
) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(QuickAdd(app.view))
        await write(pilot, line)
        await press(pilot, "enter")

        assert app.results == []
        assert app.screen.query_one(Input).value == line
        assert reason in " ".join(drawn(app).split())


async def test_nobody_is_blamed_before_anything_is_typed(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(QuickAdd(app.view, "! "))
        await pilot.pause()
        assert "▲" not in drawn(app)

        await press(pilot, "enter")
        assert "▲ Who broke in?" in drawn(app)
        assert app.results == []


async def test_nothing_is_complained_about_before_a_key_is_pressed(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(QuickAdd(app.view))
        await pilot.pause()
        assert "▲" not in drawn(app)

        await press(pilot, "enter")
        assert "▲ There is nothing to add yet" in drawn(app)


async def test_an_unknown_function_is_told_and_stays_text(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(QuickAdd(app.view))
        await write(pilot, "call #nobody")

        assert "There is no function nobody; it stays text." in drawn(app)
        assert "task  call #nobody" in drawn(app)


async def test_what_was_typed_is_offered_again_after_leaving(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(QuickAdd(app.view))
        await write(pilot, "half a thought")
        await press(pilot, "escape")
        assert app.results == [None]

        app.open(QuickAdd(app.view))
        await pilot.pause()
        assert app.screen.query_one(Input).value == "half a thought"

        await press(pilot, "enter")
        app.open(QuickAdd(app.view))
        await pilot.pause()
        assert app.screen.query_one(Input).value == ""


async def test_another_kind_of_line_does_not_push_the_draft_away(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(QuickAdd(app.view))
        await write(pilot, "half a thought")
        await press(pilot, "escape")
        app.open(QuickAdd(app.view, "! "))
        await pilot.pause()
        assert app.screen.query_one(Input).value == "! "

        await press(pilot, "escape")
        app.open(QuickAdd(app.view))
        await pilot.pause()
        assert app.screen.query_one(Input).value == "half a thought"


async def test_the_arrow_up_recalls_the_lines_of_this_session(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        for line in ("one", "two"):
            app.open(QuickAdd(app.view))
            await write(pilot, line)
            await press(pilot, "enter")
        app.open(QuickAdd(app.view))
        await write(pilot, "new")

        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await press(pilot, key)
            seen.append(app.screen.query_one(Input).value)
        assert seen == ["two", "one", "one", "two", "new"]


async def test_all_lines_of_a_paste_are_kept(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(QuickAdd(app.view))
        await pilot.pause()
        app.screen.query_one(Input).post_message(events.Paste("first\r\nsecond \x1b[31mred"))
        await pilot.pause()

        assert app.screen.query_one(Input).value == "first second ␛[31mred"


@pytest.mark.parametrize("title", HOSTILE)
async def test_hostile_words_are_drawn_as_they_are(workspace: Workspace, title: str) -> None:
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        app.open(QuickAdd(app.view, title))
        await pilot.pause()
        app.open(Ask(title, title, title))
        await pilot.pause()
        app.open(Choose(title, [("a", title, ""), ("b", "other", "")]))
        await pilot.pause()

        assert "\x1b" not in drawn(app)
        assert "\u202e" not in drawn(app)
        if title.startswith("["):
            assert title in drawn(app)


def test_joiners_stay_in_what_is_stored() -> None:
    assert harmless("می\u200cخواهم") == "می\u200cخواهم"
    assert harmless("a\x07b\tc\udcff") == "a␇b c�"


# -- ask -----------------------------------------------------------------------------------


async def test_an_answer_is_interpreted_while_it_is_typed(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Ask("Move T1 to", "a day, as in fri", interpret=day))
        await pilot.pause()
        assert "not a day" not in drawn(app)

        await write(pilot, "fr")
        assert "That is not a day" in drawn(app)
        await press(pilot, "enter")
        assert app.results == []

        await write(pilot, "i")
        assert "= Friday 27 November" in drawn(app)
        await press(pilot, "enter")
        assert app.results == ["fri"]


async def test_an_empty_answer_is_complained_about_only_when_it_is_given(
    workspace: Workspace,
) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Ask("Note"))
        await press(pilot, "enter")
        assert "Write an answer" in drawn(app)

        await press(pilot, "escape")
        assert app.results == [None]


# -- choose --------------------------------------------------------------------------------

VERDICTS = [("approved", "Approve", "a"), ("changes_requested", "Ask for changes", "c")]


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [("a", "approved"), ("c", "changes_requested"), ("enter", "approved"),
     ("j enter", "changes_requested"), ("down k enter", "approved"), ("escape", None), ("q", None)],
)  # fmt: skip
async def test_a_choice_by_its_key_or_by_moving(
    workspace: Workspace, keys: str, chosen: str | None
) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Choose("Verdict", VERDICTS))
        await pilot.pause()
        await press(pilot, keys)

        assert app.results == [chosen]


def test_options_get_free_letters_never_those_that_move() -> None:
    labels = ["jörg", "Jana", "Jan", "j", "12"]
    options = with_keys([Option(label, label) for label in labels])

    assert [one.key for one in options] == ["o", "a", "n", "1", "2"]


async def test_more_options_than_lines_are_scrolled(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        options = [(f"C{number}", f"person {number}", "") for number in range(60)]
        app.open(Choose("Whom", options, chosen="C7"))
        await pilot.pause()
        assert app.screen.query_one(RecordList).cursor_key == "C7"

        await press(pilot, "G")
        assert "person 59" in drawn(app)
        assert "esc" in drawn(app)
        await press(pilot, "enter")
        assert app.results == ["C59"]


# -- all -----------------------------------------------------------------------------------


async def test_the_focus_goes_back_to_where_it_was(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        for dialog in (QuickAdd(app.view), Ask("Note"), Choose("Verdict", VERDICTS)):
            app.open(dialog)
            await press(pilot, "escape")

            assert app.focused is app.query_one("#mine")


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 60)])
async def test_a_dialog_is_centred_and_at_most_60_columns(
    workspace: Workspace, size: tuple[int, int]
) -> None:
    app = Host(workspace)
    async with app.run_test(size=size) as pilot:
        app.open(QuickAdd(app.view))
        await pilot.pause()
        box = app.screen.query_one(Box).region

        assert box.width == 60
        assert abs(box.x - (size[0] - box.right)) <= 1
        assert box.height <= size[1]


async def test_a_key_can_be_clicked(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(Ask("Note", initial="said"))
        await pilot.pause()
        lines = drawn(app).splitlines()
        row = next(y for y, line in enumerate(lines) if "enter ok" in line)
        await pilot.click(offset=(lines[row].index("enter ok"), row))
        await pilot.pause()

        assert app.results == ["said"]
