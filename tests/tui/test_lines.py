"""The status line, the footer and the borders of panes give way when it is narrow."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.widget import Widget

from cockpit.tui.commands import TASKS
from cockpit.tui.widgets.cell_line import words
from cockpit.tui.widgets.footer import CommandFooter
from cockpit.tui.widgets.pane_frame import Edge, PaneFrame
from cockpit.tui.widgets.status_line import StatusLine


class One(App[None]):
    """An app with one widget."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_command_footer_command_pressed(self, message: CommandFooter.CommandPressed) -> None:
        self.pressed.append(message.command_id)


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, " Sun 22 Nov   open until 17:30   [/b]␛          ▲ 2   15:20 "),
        (48, " Sun 22 Nov   open until 17:30      ▲ 2   15:20 "),
        (30, " Sun 22 Nov       ▲ 2   15:20 "),
        (14, " Sun…   15:20 "),
        (6, " Sun… "),
    ],
)  # fmt: skip
async def test_the_status_line_keeps_what_matters_most(width: int, shown: str) -> None:
    line = StatusLine()
    async with One(line).run_test(size=(width, 5)):
        line.show(
            [words("Sun 22 Nov"), words("open until 17:30", "sla-met"), words("[/b]\x1b")],
            [words("▲ 2", "sla-breached"), words("15:20")],
        )

        strip = line.render_line(0)

        assert strip.text == shown
        assert strip.cell_length == width


async def test_the_footer_shows_the_owners_keys_and_a_click_is_a_key() -> None:
    footer = CommandFooter()
    app = One(footer)
    async with app.run_test(size=(90, 5)) as pilot:
        footer.show_pane(TASKS, {"done": "X"}, lambda name: "no clock" if name == "clock" else None)
        await pilot.pause()

        shown = footer.render_line(0).text
        assert shown.startswith(" a add  X done  m move  t tomorrow  s clock")
        assert shown.endswith("? help  : commands ")
        await pilot.click(CommandFooter, offset=(shown.index("X"), 0))
        await pilot.click(CommandFooter, offset=(shown.index("commands") + 2, 0))
        await pilot.click(CommandFooter, offset=(0, 0))
        assert app.pressed == ["done", "palette"]


async def test_a_command_that_cannot_be_done_is_dimmed_and_not_hidden() -> None:
    footer = CommandFooter()
    async with One(footer).run_test(size=(90, 5)):
        footer.show_pane(TASKS)
        before = footer.render_line(0).text
        footer.show_pane(TASKS, None, lambda name: "not now")

        assert footer.render_line(0).text == before
        assert {cell.role for _, one in footer.placed() for cell in one.cells} == {"muted", ""}


@pytest.mark.parametrize(
    ("width", "top"),
    [
        (40, "╭─ 1 Tasks [/b] ──────── today 5 · 2h ─╮"),
        (28, "╭─ 1 Tasks [/b] ─ today … ─╮"),
        (20, "╭─ 1 Tasks [/b] ───╮"),
        (16, "╭─ 1 Tasks [… ─╮"),
    ],
)
async def test_a_border_carries_a_title_and_a_figure(width: int, top: str) -> None:
    pane = PaneFrame(title="1 Tasks [/b]")
    async with One(pane).run_test(size=(width, 6)) as pilot:
        pane.tell(top=Edge("1 Tasks [/b]", "today 5 · 2h"), bottom=Edge("", "12 open"))
        await pilot.pause()

        lines = [
            "".join(segment.text for segment in line)
            for line in pilot.app.screen._compositor.render_strips()
        ]

        assert lines[0] == top
        assert lines[5].endswith(" 12 open ─╯")


async def test_only_the_border_shows_the_focus() -> None:
    pane = PaneFrame(title="1 Tasks")
    async with One(pane).run_test(size=(30, 6)) as pilot:
        quiet = pane.styles.border_top
        pane.set_focused(True)
        await pilot.pause()

        assert pane.styles.border_top[0] == quiet[0]
        assert pane.styles.border_top[1] != quiet[1]
