"""A screen of a review whose text is read: the keys of lists scroll it."""

from __future__ import annotations

from textual.containers import VerticalScroll

from cockpit.i18n import _
from cockpit.tui.reviews.step import Step, StepKey

READING_KEYS = (
    StepKey("read_down", "", command="cursor-down"),
    StepKey("read_up", _("read on"), command="cursor-up", shown="j k"),
    StepKey("half_page_down", "", command="half-page-down"),
    StepKey("half_page_up", "", command="half-page-up"),
    StepKey("page_down", "", command="page-down"),
    StepKey("page_up", "", command="page-up"),
    StepKey("first", "", command="first"),
    StepKey("last", "", command="last"),
)


class ReadingStep(Step):
    """Scrolls its first text."""

    def read_down(self) -> None:
        """One line down."""
        self._scroll(1)

    def read_up(self) -> None:
        """One line up."""
        self._scroll(-1)

    def half_page_down(self) -> None:
        """Half a page down."""
        self._scroll(self._page // 2)

    def half_page_up(self) -> None:
        """Half a page up."""
        self._scroll(-(self._page // 2))

    def page_down(self) -> None:
        """A page down."""
        self._scroll(self._page)

    def page_up(self) -> None:
        """A page up."""
        self._scroll(-self._page)

    def first(self) -> None:
        """To the beginning."""
        self._text.scroll_home(animate=False)

    def last(self) -> None:
        """To the end."""
        self._text.scroll_end(animate=False)

    @property
    def _text(self) -> VerticalScroll:
        return self.query(VerticalScroll).first()

    @property
    def _page(self) -> int:
        return max(2, self._text.size.height - 2)

    def _scroll(self, lines: int) -> None:
        text = self._text
        text.scroll_to(y=text.scroll_target_y + lines, animate=False)
