"""The list of all panes, worked with keys and mouse: the cursor belongs to a record."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Button

from cockpit.locations import package_themes
from cockpit.tui.glyphs import ASCII, UNICODE, Glyphs
from cockpit.tui.narrow_compositor import NarrowScreen
from cockpit.tui.rows import Cell, Column, Line
from cockpit.tui.sorted_rows import Section, SortedRows
from cockpit.tui.themes import load_themes, textual_theme
from cockpit.tui.widgets.record_list import CursorMoved, MarksChanged, RecordList, RecordOpened

COLUMNS = (Column("title", 8, flex=1), Column("due", 8, align="right"))
HOSTILE = {
    "T1": "[/b] closes nothing",
    "T2": "[urgent] call",
    "T3": "\x1b]0;owned\x07\x1b[2J and \r\n a line",
    "T4": "x" * 10_000,
    "T5": "שלום עולם",
    "T6": "日本語テキストが長い場合でも大丈夫",
    "T7": "e" + "\u0301" * 200,
    "T8": "\u202ereversed",
    "T9": "lone \udcff surrogate",
}


class Rows(App[None]):
    """One list, and a button that can take the focus away."""

    CSS = "Button { dock: bottom; height: 3; }"

    def __init__(
        self,
        titles: dict[str, str],
        today: Iterable[str] = (),
        glyphs: Glyphs = UNICODE,
        empty: str = "",
    ) -> None:
        super().__init__()
        self.titles, first = titles, set(today)
        self.rows = SortedRows(
            (Section("today", "Today"), Section("week", "This week")),
            line=lambda key, _: Line((Cell(self.titles[key]), Cell("late 5m", "sla-breached"))),
            haystack=lambda key: self.titles[key],
        )
        self.rows.load(
            (key, "today" if key in first else "week", int(key[1:])) for key in self.titles
        )
        self.list = RecordList(self.rows, COLUMNS, glyphs=glyphs, empty=empty)
        self.first_screen = NarrowScreen()
        self.heard: list[Message] = []
        for theme in load_themes([package_themes()]).themes.values():
            self.register_theme(textual_theme(theme))

        self.theme = "dark"

    def get_default_screen(self) -> NarrowScreen:
        return self.first_screen

    def compose(self) -> ComposeResult:
        yield self.list
        yield Button("other")

    def on_mount(self) -> None:
        self.list.focus()

    def on_cursor_moved(self, message: CursorMoved) -> None:
        self.heard.append(message)

    def on_record_opened(self, message: RecordOpened) -> None:
        self.heard.append(message)

    def on_marks_changed(self, message: MarksChanged) -> None:
        self.heard.append(message)

    def line(self, y: int) -> str:
        return self.list.render_line(y).text

    def lines(self) -> list[str]:
        return [self.line(y).rstrip() for y in range(self.list.size.height)]


def many(count: int) -> dict[str, str]:
    return {f"T{number}": f"task {number}" for number in range(1, count + 1)}


async def press(pilot: Pilot[None], keys: str) -> None:
    await pilot.press(*keys.split())
    await pilot.pause()


@pytest.mark.parametrize(
    ("keys", "stands_on"),
    [
        ("", "T1"), ("j", "T2"), ("down down", "T3"), ("j j k", "T2"), ("j j j j up", "T4"),
        ("G", "T50"), ("end", "T50"), ("G g", "T1"), ("G home", "T1"), ("k", "T1"), ("G j", "T50"),
        ("ctrl+d", "T10"), ("ctrl+d ctrl+u", "T1"), ("pagedown", "T19"), ("pagedown pageup", "T1"),
    ],
)  # fmt: skip
async def test_keys_move_the_cursor_over_headings(keys: str, stands_on: str) -> None:
    app = Rows(many(50), today=["T1", "T2", "T3"])
    async with app.run_test(size=(40, 23)) as pilot:
        await press(pilot, keys)

        assert app.list.cursor_key == stands_on
        assert sum("▌" in line for line in app.lines()) == 1
        row = next(line for line in app.lines() if "▌" in line)
        assert f"task {stands_on[1:]} " in row


async def test_moving_is_told_in_the_past_tense_and_only_when_it_moved() -> None:
    app = Rows(many(3))
    async with app.run_test() as pilot:
        await press(pilot, "j k k enter")

        assert [(type(m).__name__, getattr(m, "key", None)) for m in app.heard] == [
            ("CursorMoved", "T2"), ("CursorMoved", "T1"), ("RecordOpened", "T1"),
        ]  # fmt: skip
        assert app.heard[0].control is app.list  # type: ignore[attr-defined]


async def test_the_first_heading_is_seen_again_at_the_top() -> None:
    app = Rows(many(50), today=["T1", "T2", "T3"])
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "G g")

        assert app.line(0).strip() == "Today"


async def test_the_cursor_stays_on_its_record_while_rows_come_go_and_change_places() -> None:
    app = Rows(many(100))
    async with app.run_test(size=(40, 23)) as pilot:
        app.list.move_to("T50")
        app.titles["T0"] = "new"
        app.rows.put("T0", "today", 0)
        app.rows.remove("T7")
        app.rows.put("T90", "week", 1)
        app.list.sync()
        await pilot.pause()
        assert app.list.cursor_key == "T50"

        app.rows.put("T50", "week", 1000)
        app.list.sync()
        await pilot.pause()
        assert app.list.cursor_key == "T50"
        assert any("▌" in line and "task 50" in line for line in app.lines())


@pytest.mark.parametrize(
    ("gone", "taken"),
    [
        (["T2"], "T3"),
        (["T2", "T3"], "T4"),
        (["T1", "T2", "T3"], "T4"),
        (["T2", "T3", "T4", "T5"], "T1"),
    ],
)
async def test_when_the_record_is_gone_its_neighbour_is_taken(gone: list[str], taken: str) -> None:
    app = Rows(many(5))
    async with app.run_test() as pilot:
        await press(pilot, "j")
        for key in gone:
            app.rows.remove(key)
        app.list.sync()
        await pilot.pause()

        assert app.list.cursor_key == taken
        assert app.heard[-1].key == taken  # type: ignore[attr-defined]


async def test_the_last_record_that_goes_leaves_the_lesson_and_comes_back_under_the_cursor() -> (
    None
):
    app = Rows(many(1), empty="No task yet: press a to add one.")
    async with app.run_test(size=(24, 12)) as pilot:
        app.rows.filter("nothing like it")
        app.list.sync()
        await pilot.pause()
        assert app.list.cursor_key is None
        assert [line.strip() for line in app.lines()[:3]] == [
            "",
            "No task yet: press",
            "a to add one.",
        ]
        assert app.heard[-1].key is None  # type: ignore[attr-defined]
        await press(pilot, "j k G enter asterisk ctrl+d")

        app.rows.filter("")
        app.list.sync()
        assert app.list.cursor_key == "T1"


async def test_a_filter_keeps_the_record_if_it_matches() -> None:
    app = Rows(many(200))
    async with app.run_test(size=(40, 20)) as pilot:
        app.list.move_to("T150")
        for letters in ("1", "15", "150", "15", "1", ""):
            app.rows.filter(letters)
            app.list.sync()
            await pilot.pause()
            assert app.list.cursor_key == "T150"
            assert any("▌" in line and "task 150" in line for line in app.lines())


async def test_marks_are_shown_and_a_command_works_on_what_is_marked_and_seen() -> None:
    app = Rows(many(5))
    async with app.run_test() as pilot:
        assert app.list.selected() == ["T1"]
        await press(pilot, "j asterisk asterisk k k k asterisk")
        assert app.list.selected() == ["T1", "T2", "T3"]
        assert [line[1] for line in app.lines()[1:6]] == ["◆", "◆", "◆", " ", " "]
        assert app.heard[-2].keys == {"T1", "T2", "T3"}  # type: ignore[attr-defined]

        app.rows.filter("2")
        app.list.sync()
        assert app.list.selected() == ["T2"]
        app.list.mark([])
        assert app.list.selected() == ["T2"]


async def test_a_click_moves_the_cursor_and_a_double_click_opens() -> None:
    app = Rows(many(5))
    async with app.run_test() as pilot:
        await pilot.click(RecordList, offset=(5, 0))  # the heading
        assert app.list.cursor_key == "T1"
        await pilot.click(RecordList, offset=(5, 3))
        assert app.list.cursor_key == "T3"
        await pilot.click(RecordList, offset=(5, 4), times=2)
        await pilot.pause()
        assert isinstance(app.heard[-1], RecordOpened)
        assert app.heard[-1].key == "T4"
        await pilot.click(RecordList, offset=(5, 15))  # below the rows
        assert app.list.cursor_key == "T4"


async def test_the_wheel_scrolls_and_the_cursor_does_not_pull_back() -> None:
    app = Rows(many(100))
    async with app.run_test(size=(40, 23)) as pilot:
        app.list.scroll_to(y=40, animate=False)
        app.rows.put("T1", "week", 1)
        app.list.sync()
        await pilot.pause()
        assert app.list.scroll_offset.y == 40
        await press(pilot, "j")
        assert any("▌" in line and "task 2 " in line for line in app.lines())


async def test_hostile_titles_are_drawn_in_their_columns() -> None:
    app = Rows(HOSTILE)
    async with app.run_test(size=(50, 16)) as pilot:
        for key in ("j",) * 9:
            await press(pilot, key)
        shown = [app.list.render_line(y) for y in range(1, 10)]

        assert {strip.cell_length for strip in shown} == {app.list.size.width}
        assert all("late 5m" in strip.text for strip in shown)
        assert "[/b] closes nothing" in shown[0].text
        assert "[urgent] call" in shown[1].text
        assert not any(ord(one) < 32 for strip in shown for one in strip.text)


async def test_the_columns_do_not_move_whatever_stands_in_them() -> None:
    app = Rows(HOSTILE)
    async with app.run_test(size=(50, 16)):
        from rich.cells import cell_len

        places = {cell_len(app.line(y).split("late")[0]) for y in range(1, 10)}

        assert len(places) == 1


@pytest.mark.parametrize("theme", ["mono", "light"])
async def test_a_change_of_theme_reaches_the_rows(theme: str) -> None:
    app = Rows(many(3))
    async with app.run_test() as pilot:
        before = [segment.style for segment in app.list.render_line(2)]
        app.theme = theme
        await pilot.pause()

        assert [segment.style for segment in app.list.render_line(2)] != before


async def test_the_cursor_is_seen_without_colour() -> None:
    app = Rows(many(3), glyphs=ASCII)
    async with app.run_test() as pilot:
        assert [app.line(y)[0] for y in (1, 2)] == ["|", " "]
        app.query_one(Button).focus()
        await pilot.pause()
        assert [app.line(y)[0] for y in (1, 2)] == [" ", " "]
        app.theme = "mono"
        await pilot.pause()
        cursor, other = (next(iter(app.list.render_line(y))).style for y in (1, 2))
        assert cursor is not None
        assert other is not None
        assert cursor.underline
        assert not other.underline


async def test_only_changed_lines_are_drawn_again() -> None:
    app = Rows(many(1000))
    async with app.run_test(size=(40, 40)) as pilot:
        drawn: list[int] = []
        original = app.list.render_line

        def render_line(y: int):  # type: ignore[no-untyped-def]
            drawn.append(y)
            return original(y)

        app.list.render_line = render_line  # type: ignore[method-assign]
        await pilot.pause()
        drawn.clear()
        await press(pilot, "j")
        assert sorted(drawn) == [1, 2]

        drawn.clear()
        app.titles["T5"] = "changed"
        app.list.sync()
        await pilot.pause()
        assert drawn == [5]

        drawn.clear()
        app.list.sync()
        await pilot.pause()
        assert drawn == []


async def test_a_list_that_shrinks_shows_its_end() -> None:
    app = Rows(many(100))
    async with app.run_test(size=(40, 23)) as pilot:
        await press(pilot, "G")
        for number in range(31, 101):
            app.rows.remove(f"T{number}")
        app.list.sync()
        await pilot.pause()
        assert app.list.cursor_key == "T30"
        assert any("▌" in line and "task 30" in line for line in app.lines())
        for number in range(3, 31):
            app.rows.remove(f"T{number}")
        app.list.sync()
        await pilot.pause()
        assert app.list.scroll_offset.y == 0
        assert [line.split("  ")[0] for line in app.lines()[:3]] == [" This week", "", "▌ task 2"]
        assert app.lines()[3:] == [""] * (len(app.lines()) - 3)


async def test_after_a_resize_the_cursor_is_still_seen() -> None:
    app = Rows(many(100))
    async with app.run_test(size=(60, 40)) as pilot:
        app.list.move_to("T34")
        await pilot.pause()
        await pilot.resize_terminal(30, 12)
        await pilot.pause()
        assert any("▌" in line and "task 34" in line for line in app.lines())


async def test_a_record_that_is_not_shown_cannot_be_moved_to() -> None:
    app = Rows(many(3))
    async with app.run_test():
        assert not app.list.move_to("T99")
        assert not app.list.move_to("#week")
        assert app.list.move_to("T3")


async def test_a_list_without_a_source_is_empty_and_takes_one_later() -> None:
    class Late(App[None]):
        def compose(self) -> ComposeResult:
            yield RecordList(empty="Nothing.")

    app = Late()
    async with app.run_test() as pilot:
        rows = app.query_one(RecordList)
        assert rows.cursor_key is None
        assert rows.render_line(1).text.strip() == "Nothing."
        source = SortedRows(line=lambda key, _: Line((Cell(key),)))
        source.load([("T1", "", 1)])
        rows.source = source
        await pilot.pause()
        assert rows.cursor_key == "T1"


async def test_a_hidden_list_keeps_its_place_while_its_rows_change() -> None:
    app = Rows(many(100))
    async with app.run_test(size=(40, 23)) as pilot:
        await press(pilot, "G " + "k " * 5)
        before = [line[1:] for line in app.lines()]
        app.list.display = False
        await pilot.pause()
        app.rows.put("T1", "week", 2)
        app.list.sync()
        await pilot.pause()
        app.list.display = True
        await pilot.pause()

        assert [line[1:] for line in app.lines()] == before
