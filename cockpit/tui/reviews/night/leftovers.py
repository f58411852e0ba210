"""Screen 3: what was planned and not done, one card each; the owner says where it goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from cockpit.actions.reviewing import leftovers as cards
from cockpit.actions.reviewing.leftovers import REASONS, Leftover
from cockpit.actions.typed.phrases import read_date, read_minutes
from cockpit.domain.wording.times import WEEKDAYS, day_and_month, minutes
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.tui.reviews.night.night_step import NightStep
from cockpit.tui.reviews.step import StepKey
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import BLANK, Row, labelled, paragraph
from cockpit.tui.widgets.cell_text import CellText

INDENT = 2


class LeftoversStep(NightStep):
    """One card at a time."""

    KEYS: ClassVar[tuple[StepKey, ...]] = (
        StepKey("tomorrow", _("tomorrow"), command="tomorrow"),
        StepKey("weekday", _("mon–sun"), "1,2,3,4,5,6,7", shown="1–7", tells_key=True),
        StepKey("another_day", _("another day"), command="move-day"),
        StepKey("week", _("week's list"), "l"),
        StepKey("backlog", _("later: backlog"), "L"),
        StepKey("give", _("give"), command="give"),
        StepKey("split", _("split"), "p"),
        StepKey("first_piece", _("first 15m"), "f"),
        StepKey("drop", _("drop"), command="archive"),
    )
    DEFAULT_CSS = """
    LeftoversStep VerticalScroll { scrollbar-size-vertical: 1; padding: 1 2; }
    """

    def compose(self) -> ComposeResult:
        """The card."""
        with VerticalScroll(can_focus=False):
            yield CellText(self._rows)

    def show(self) -> None:
        """The first card that is not decided."""
        self.query_one(CellText).show(self._rows)

    # -- where it goes ---------------------------------------------------------------------

    def tomorrow(self) -> None:
        """Onto the day that is planned."""
        self._roll(self.night.days.tomorrow)

    def weekday(self, key: str) -> None:
        """Onto the next such weekday."""
        self._roll(cards.weekday_after(self.night.days.day, int(key)))

    def another_day(self) -> None:
        """Onto a day that is typed."""
        workspace = self.view.workspace

        def read(text: str) -> date:
            day = read_date(workspace, text)
            if day <= self.night.days.day:
                raise WrongUse(_("A leftover is moved to a later day."))
            return day

        card = self._card
        if card is None:
            return
        self.ask(
            _("Move {id} to").format(id=card.ref),
            _("a later day: fri, 27 nov"),
            lambda text: cards.send(workspace, card.ref, "day", self.night.days, day=read(text)),
            lambda text: f"{read(text):%a %d %b}",
        )

    def week(self) -> None:
        """Back onto the list of the week."""
        self._with(lambda card: cards.send(self.view.workspace, card.ref, "week", self.night.days))

    def backlog(self) -> None:
        """Off the week, into the backlog."""
        self._with(
            lambda card: cards.send(self.view.workspace, card.ref, "backlog", self.night.days)
        )

    def give(self) -> None:
        """To a contractor."""
        card = self._card
        if card is not None:
            self.ask_person(
                _("Give {id} to").format(id=card.ref),
                lambda person: cards.give_away(
                    self.view.workspace, card.ref, person, self.night.days
                ),
            )

    def split(self) -> None:
        """So many minutes tomorrow; the rest on the week's list as a task of its own."""
        card = self._card
        if card is None:
            return
        workspace = self.view.workspace
        self.ask(
            _("Split {id}: how much of it tomorrow?").format(id=card.ref),
            _("a length: 45m, 1h; the rest becomes a task of the week"),
            lambda text: cards.split_off(workspace, card.ref, read_minutes(text), self.night.days),
            lambda text: minutes(read_minutes(text)),
        )

    def first_piece(self) -> None:
        """Only a first quarter of an hour tomorrow."""
        self._with(lambda card: cards.shrink(self.view.workspace, card.ref, self.night.days))

    def drop(self) -> None:
        """It will not be done."""
        self._with(lambda card: cards.drop(self.view.workspace, card.ref))

    # -- private ---------------------------------------------------------------------------

    @property
    def _card(self) -> Leftover | None:
        left = self.night.leftovers
        return left[0] if left else None

    def _with(self, change: Callable[[Leftover], object]) -> None:
        card = self._card
        if card is not None:
            self.do(lambda: change(card))

    def _roll(self, day: date) -> None:
        """Moving on; from the third time on the owner is asked why, in one key, or not at all."""
        card = self._card
        if card is None:
            return
        workspace, days = self.view.workspace, self.night.days
        if not card.owner_decides:
            self.do(lambda: cards.send(workspace, card.ref, "day", days, day=day))
            return
        words = dict(REASONS)
        options = [(name, label, str(at)) for at, (name, label) in enumerate(REASONS, 1)]
        options.insert(0, ("", _("not said"), "0"))

        self.choose(
            _("Why was it not done?"),
            options,
            lambda name: cards.send(
                workspace, card.ref, "day", days, day=day, reason=words.get(name, "")
            ),
        )

    def _rows(self, width: int) -> list[Row]:
        left = self.night.leftovers
        if not left:
            return paragraph(_("Nothing is left over; enter goes on."), width, "muted")
        card, glyphs = left[0], self.view.glyphs
        body = card.body
        count = _("1 leftover to decide") if len(left) == 1 else _("{count} leftovers to decide")
        rows = paragraph(count.format(count=len(left)), width, "muted")
        rows += [BLANK, *paragraph(str(body["title"]), width, "strong"), BLANK]
        rows += self._facts(card, width)
        rows.append(BLANK)
        if card.owner_decides:
            sentence = _(
                "{glyph} Put off {rolls} times already: say yourself where it goes."
            ).format(glyph=glyphs.late, rolls=body.get("rolls", 0))
            rows += paragraph(sentence, width, "warning-text")
        else:
            rows.append(
                (
                    Cell("enter", "key"),
                    Cell(f"  {self._where(card)}"),
                    Cell(self._why(card), "muted"),
                )
            )
        if left[1:]:
            rows += [BLANK, *paragraph(_("Then"), width, "heading")]
            for other in left[1:9]:
                rolls = other.body.get("rolls", 0)
                mark = f"  {glyphs.rolled}{rolls}" if rolls else ""
                rows.append((Cell(f"  {glyphs.bullet} {other.body['title']}{mark}", "muted"),))
        return rows

    def _facts(self, card: Leftover, width: int) -> list[Row]:
        body, view = card.body, self.view
        rows: list[Row] = []
        function = view.function_name(body.get("function"))
        pieces = [
            function,
            minutes(body["estimate_minutes"]) if body.get("estimate_minutes") else "",
            _("priority {n}").format(n=body["priority"]) if body.get("priority") else "",
        ]
        standing = " · ".join(one for one in pieces if one)
        if standing:
            rows += labelled(_("what"), standing, width)
        rows += labelled(
            _("planned for"), day_words(date.fromisoformat(body["day"]), view.today), width
        )
        if body.get("due"):
            rows += labelled(_("due"), view.due_words(body), width, view.due_role(body))
        if body.get("rolls"):
            said = [
                f"{day_words(date.fromisoformat(one['day']), view.today)}: {one['reason']}"
                for one in body.get("roll_reasons", ())
            ]
            times = _("once") if body["rolls"] == 1 else _("{n} times").format(n=body["rolls"])
            rows += labelled(_("put off"), "; ".join([times, *said]), width, "warning-text")
        waiting = (body.get("waiting") or {}).get("who")
        if waiting:
            rows += labelled(_("waits on"), str(waiting), width)
        if body.get("notes"):
            rows += labelled(_("notes"), str(body["notes"]), width, "muted")[:6]
        return rows

    def _where(self, card: Leftover) -> str:
        if card.goes == "day":
            return _("to {day}").format(day=self.tomorrow_words)
        return _("back to the week's list") if card.goes == "week" else _("to the backlog")

    def _why(self, card: Leftover) -> str:
        return f"  ({card.why})" if card.why else ""


def day_words(day: date, today: date) -> str:
    """ "tue 24 nov"."""
    return f"{WEEKDAYS[day.weekday()]} {day_and_month(day, today)}"
