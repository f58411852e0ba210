"""The keys of the week's blocks; where a command of the main screen means the same, its keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.i18n import _
from cockpit.tui.commands import Command, by_id, command, key_label, keys_of
from cockpit.tui.commands import keys_label as keys_of_label
from cockpit.tui.dialogs.dialog import DialogKey, ReadingDialog
from cockpit.tui.render import fit, wrap
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import Row, heading
from cockpit.tui.widgets.cell_line import Words
from cockpit.tui.widgets.cell_text import CellText

KEYS_WIDTH = 16


class WeekKey(NamedTuple):
    """One thing that a key does here."""

    action: str
    """The method of the screen, without `action_`."""
    label: str
    """For the last line."""
    help: str
    command: str = ""
    """The command of the main screen that means the same; its keys are taken, the owner's too."""
    keys: str = ""
    """Textual's names of the keys, for what the main screen has no command for."""
    is_change: bool = False


WEEK_KEYS = (
    WeekKey("add", _("add"), _("Add a block to this day: writing 14:00-15:30."), "add",
            is_change=True),
    WeekKey("add", _("add"), _("The same."), "new", is_change=True),
    WeekKey("move", _("move"), _("Move the block: thu 14:00, or other hours: 14:00-15:30."),
            "move-day", is_change=True),
    WeekKey("later", _("later"), _("15 minutes later."), "reorder-down", is_change=True),
    WeekKey("earlier", _("earlier"), _("15 minutes earlier."), "reorder-up", is_change=True),
    WeekKey("longer", _("longer"), _("15 minutes longer."), "priority-up", is_change=True),
    WeekKey("shorter", _("shorter"), _("15 minutes shorter."), "priority-down", is_change=True),
    WeekKey("drop", _("drop"), _("Drop the block, on this date or from it on."), "archive",
            is_change=True),
    WeekKey("mode", _("this date / every week"),
            _("Change this date only, or every week from this date on; the past stays true."),
            keys="w", is_change=True),
    WeekKey("take_back", _("as every week"),
            _("Take back what was changed of the block on this date."), keys="backspace",
            is_change=True),
    WeekKey("take_move", _("take the move"),
            _("Take the suggested move that mends the balance."), keys="M", is_change=True),
    WeekKey("copy_last", _("copy last week"),
            _("Copy what was changed last week to this one; asks first."), keys="C",
            is_change=True),
    WeekKey("edit", _("edit"), _("Edit the record of the block in its form."), "edit",
            is_change=True),
    WeekKey("undo", _("undo"), _("Undo the last change."), "undo", is_change=True),
    WeekKey("redo", _("redo"), _("Do again what was undone."), "redo", is_change=True),
    WeekKey("next_block", _("down"), _("Go to the next block of the day."), "cursor-down"),
    WeekKey("previous_block", _("up"), _("Go to the block before."), "cursor-up"),
    WeekKey("first_block", _("first"), _("Go to the first block of the day."), "first"),
    WeekKey("last_block", _("last"), _("Go to the last block of the day."), "last"),
    WeekKey("day_after", _("right"), _("Go to the next day."), keys="l,right"),
    WeekKey("day_before", _("left"), _("Go to the day before."), keys="h,left"),
    WeekKey("week_after", _("next week"), _("Show the next week."),
            keys="right_square_bracket,pagedown"),
    WeekKey("week_before", _("week before"), _("Show the week before."),
            keys="left_square_bracket,pageup"),
    WeekKey("this_week", _("this week"), _("Go to today."), keys="0"),
    WeekKey("open", _("open"), _("Open the record of the block."), "open"),
    WeekKey("balance", _("balance"),
            _("Show the balance of the functions in place of the grid, or the grid again."),
            keys="tab"),
    WeekKey("copy", _("copy"), _("Copy the week as text."), "copy"),
    WeekKey("palette", _("commands"), _("Find any command by its name."), "palette"),
    WeekKey("keys", _("keys"), _("Show all keys."), "help"),
    WeekKey("leave", _("back"), _("Leave; everything is already saved."), "back"),
    WeekKey("leave", _("back"), _("The same."), keys="q"),
)  # fmt: skip

LAST_LINE = ("add", "move", "later", "longer", "drop", "mode")
LAST_LINE_RIGHT = ("keys", "leave")
"""What the line below shows; two keys that belong together are shown as one."""
_PAIRS = {"later": "earlier", "longer": "shorter"}
_SHORT = {"mode": _("this / every week")}
_SHORTEST = {"later": _("shift"), "longer": _("length"), "mode": _("mode")}
"""Labels for a line of fewer than `WIDE` columns."""
OVER_THE_WEEK = (
    "functions", "hours", "time-log", "interruption-report", "promises", "promise-report",
    "continuity", "team",
)  # fmt: skip
"""Commands of the main screen that open a screen of their own, here too."""
_NOT_BY_NAME = (
    "palette", "leave", "next_block", "previous_block", "first_block", "last_block", "day_after",
    "day_before",
)  # fmt: skip
"""What makes no sense from within the palette."""
WIDE = 100
_MORE_LABELS = {
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "backspace": "backspace",
}


def week_bindings() -> list[Binding]:
    """The bindings of the screen; those of a command carry its id, so that own keys hold."""
    found = []
    for one in WEEK_KEYS:
        known = command(one.command) if one.command else None
        keys = known.key_names if known else tuple(one.keys.split(","))
        found += [Binding(key, one.action, show=False, id=one.command or None) for key in keys]
    return found


def keys_label(one: WeekKey, keymap: Mapping[str, str] | None, limit: int = 9) -> str:
    """The keys as people write them: "] pgdn"."""
    known = command(one.command) if one.command else None
    keys = keys_of(known, keymap) if known else tuple(one.keys.split(","))
    return " ".join(_MORE_LABELS.get(key, key_label(key)) for key in keys[:limit])


def commands_by_name(keymap: Mapping[str, str] | None) -> list[tuple[Command, str]]:
    """What the palette offers over the week, each with its keys as people write them."""
    own = [
        (Command(one.action, "", one.label, one.help, ()), keys_label(one, keymap))
        for one in WEEK_KEYS
        if one.action not in _NOT_BY_NAME and one.help != _("The same.")
    ]
    return own + [(one, keys_of_label(one, keymap)) for one in by_id(OVER_THE_WEEK)]


def last_line(keymap: Mapping[str, str] | None, width: int) -> tuple[list[Words], list[Words]]:
    """The keys for the line below: what changes on the left, help and the way out on the right."""
    by_action = {one.action: one for one in reversed(WEEK_KEYS)}

    def item(action: str) -> Words:
        one = by_action[action]
        keys, label = keys_label(one, keymap, 1), _SHORT.get(action, one.label)
        other = by_action.get(_PAIRS.get(action, ""))
        if other is not None:
            keys, label = f"{keys} {keys_label(other, keymap, 1)}", f"{label}/{other.label}"
        if width < WIDE:
            label = _SHORTEST.get(action, label)
        return Words((Cell(keys, "key"), Cell(" "), Cell(label)), action)

    return [item(action) for action in LAST_LINE], [item(action) for action in LAST_LINE_RIGHT]


class WeekKeysHelp(ReadingDialog):
    """All keys of the week's blocks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,question_mark,f1", "cancel", show=False)
    ]

    def __init__(self, keymap: Mapping[str, str] | None) -> None:
        """Show the keys under the owner's keymap."""
        super().__init__(
            _("Keys of the week"),
            (DialogKey("j k", _("scroll")), DialogKey("esc", _("close"), "cancel")),
        )
        self.add_class("-wide")
        self.keymap = keymap

    def parts(self) -> Iterable[Widget]:
        """The text."""
        yield CellText(self._rows)

    def _rows(self, width: int) -> list[Row]:
        rows: list[Row] = []
        for is_change, title in ((True, _("Change")), (False, _("Move and see"))):
            rows += heading(title, width)
            for one in WEEK_KEYS:
                if one.is_change is not is_change or one.help == _("The same."):
                    continue
                first, *rest = wrap(one.help, max(16, width - KEYS_WIDTH))
                keys = fit(keys_label(one, self.keymap), KEYS_WIDTH - 1)
                rows.append((Cell(f"{keys} ", "key"), Cell(first)))
                rows += [(Cell(" " * KEYS_WIDTH), Cell(line)) for line in rest]
        return rows[1:]
