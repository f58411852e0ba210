"""The narrow compositor paints what Textual's own one would, and asks far less of the widgets."""

from __future__ import annotations

import pytest
from textual._compositor import Compositor
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.widgets import Static

from cockpit.tui.narrow_compositor import NarrowCompositor, NarrowScreen


class Boxes(App[None]):
    """Four bordered boxes, and one that lies above two of them."""

    CSS = """
    Static { border: round $accent; height: 1fr; width: 1fr; }
    Screen { layers: below above; }
    #over { layer: above; offset: 10 3; width: 30; height: 6; background: $panel; }
    """

    def get_default_screen(self) -> NarrowScreen:
        return NarrowScreen()

    def compose(self) -> ComposeResult:
        for row in range(2):
            with Horizontal(), Vertical():
                yield Static(f"left {row}")
                yield Static(f"right {row}")
        yield Static("over", id="over")


DIRTY = [
    [Region(0, 0, 5, 1)],
    [Region(12, 4, 3, 2)],
    [Region(0, 0, 60, 20)],
    [Region(1, 1, 20, 4), Region(40, 15, 10, 3)],
    [Region(35, 2, 20, 9), Region(0, 19, 60, 1)],
    [Region(59, 19, 1, 1)],
]


@pytest.mark.parametrize("dirty", DIRTY, ids=str)
async def test_both_compositors_write_the_same_bytes(dirty: list[Region]) -> None:
    app = Boxes()
    async with app.run_test(size=(60, 20)):
        compositor = app.screen._compositor
        assert isinstance(compositor, NarrowCompositor)
        compositor._dirty_regions = set(dirty)
        narrow = compositor.render_partial_update()
        compositor._dirty_regions = set(dirty)
        whole = Compositor.render_partial_update(compositor)
        assert narrow is not None
        assert whole is not None
        assert narrow.render_segments(app.console) == whole.render_segments(app.console)
        assert narrow.render_segments(app.console).strip()


async def test_widgets_out_of_the_way_are_not_asked() -> None:
    app = Boxes()
    async with app.run_test(size=(60, 20)):
        asked: list[Region] = []
        for widget in app.screen.walk_children():
            original = widget.render_lines

            def render_lines(crop, original=original):  # type: ignore[no-untyped-def]
                asked.append(crop)
                return original(crop)

            widget.render_lines = render_lines  # type: ignore[method-assign]
        compositor = app.screen._compositor
        compositor._dirty_regions = {Region(12, 5, 3, 2)}
        assert compositor.render_partial_update() is not None
        assert [crop.height for crop in asked] == [2]
