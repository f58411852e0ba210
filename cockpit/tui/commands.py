"""Every command of the screen once: its id, keys, words and the panes where it works.

The registry feeds bindings, footer, palette, help, `cockpit keys` and the README's key table, so
that none of them can disagree. It is read without the screen: textual is imported only by
`bindings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from cockpit.i18n import _
from cockpit.tui.command_table import (
    BLOCKS,
    COMMANDS,
    CONTRACTORS,
    EVERYWHERE,
    LIST,
    PANES,
    REQUESTS,
    TASKS,
    Command,
)

if TYPE_CHECKING:
    from textual.binding import Binding

__all__ = [
    "BLOCKS", "CONTRACTORS", "EVERYWHERE", "LIST", "PANES", "REQUESTS", "TASKS", "Command",
    "WhyNot", "bindings", "by_id", "command", "command_of_action", "commands", "footer",
    "key_label", "key_table", "keys_label", "keys_of", "where_label", "works_in",
]  # fmt: skip

FOOTER_LIMIT = 7


class WhyNot(Protocol):
    """Says why a command cannot be done now: one short sentence, or None when it can be."""

    def __call__(self, command_id: str) -> str | None:
        """Answer for one command id."""
        ...


def commands() -> tuple[Command, ...]:
    """All commands, in the order in which help shows them."""
    return COMMANDS


def command(command_id: str) -> Command | None:
    """The command with this id, or None."""
    return _BY_ID.get(command_id)


def command_of_action(action: str) -> Command | None:
    """The command that an action's name (as `check_action` gets it) belongs to, or None."""
    return _BY_ACTION.get(action)


def works_in(pane: str, one: Command) -> bool:
    """Whether a command does something while this pane has the focus."""
    return pane in one.where or one.where in ((EVERYWHERE,), (LIST,))


def footer(pane: str, limit: int = FOOTER_LIMIT) -> tuple[Command, ...]:
    """The commands for the footer of one pane, most used first, at most `limit`."""
    ranked = [one for one in COMMANDS if one.rank and works_in(pane, one)]
    return tuple(sorted(ranked, key=lambda one: one.rank)[:limit])


def keys_of(one: Command, keymap: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The keys of a command under the owner's (already validated) keymap."""
    keys = (keymap or {}).get(one.id, one.keys)
    return tuple(keys.split(",")) if keys else ()


def key_label(key: str, *, ascii_only: bool = False) -> str:
    """A key as people write it: "question_mark" is "?", "escape" is "esc", "G" stays "G"."""
    modifier, plus, name = key.rpartition("+")
    if not ascii_only and name in _ARROWS:
        name = _ARROWS[name]
    return modifier + plus + _LABELS.get(name, name)


def keys_label(one: Command, keymap: Mapping[str, str] | None = None) -> str:
    """All keys of a command for help and tables: "j ↓"."""
    return " ".join(key_label(key) for key in keys_of(one, keymap))


def bindings(*where: str) -> list[Binding]:
    """Textual bindings of the commands that belong to any of `where`, each with its id.

    The footer and the palette are ours, so none is shown by Textual's own. Only `ctrl+q` has
    priority: a priority key also fires inside dialogs.
    """
    from textual.binding import Binding

    return [
        Binding(
            key, _action(one), one.label, show=False, id=one.id, priority=key == "ctrl+q",
            key_display=key_label(key), tooltip=one.help,
        )
        for one in COMMANDS
        if set(where) & set(one.where)
        for key in one.key_names
    ]  # fmt: skip


def _action(one: Command) -> str:
    """Lists carry out their own commands; the screen hands every other one to one dispatcher."""
    return one.action if LIST in one.where else f"command('{one.id}')"


def key_table(keymap: Mapping[str, str] | None = None) -> str:
    """The key table as Markdown, for the README and `cockpit keys`."""
    lines = [f"| {_('Key')} | {_('What it does')} | {_('Where')} |", "|---|---|---|"]
    for one in COMMANDS:
        keys = " ".join(f"`{_code(key)}`" for key in keys_of(one, keymap))
        lines.append(f"| {keys or '–'} | {one.help} | {where_label(one)} |")
    return "\n".join(lines) + "\n"


def where_label(one: Command) -> str:
    """Where a command works, in words: "everywhere", "lists", "tasks, requests"."""
    return ", ".join(_WHERE.get(name, name) for name in one.where)


def by_id(ids: Iterable[str]) -> list[Command]:
    """The commands with these ids in the given order; unknown ids are left out."""
    return [_BY_ID[one] for one in ids if one in _BY_ID]


def _code(key: str) -> str:
    label = key_label(key)
    return "\\|" if label == "|" else label


_ARROWS = {"up": "↑", "down": "↓", "left": "←", "right": "→"}
_LABELS = {
    "escape": "esc", "slash": "/", "question_mark": "?", "colon": ":", "plus": "+", "minus": "-",
    "asterisk": "*", "pageup": "pgup", "pagedown": "pgdn", "comma": ",", "full_stop": ".",
    "less_than_sign": "<", "greater_than_sign": ">", "exclamation_mark": "!", "at": "@",
    "equals_sign": "=", "underscore": "_", "backslash": "\\", "vertical_line": "|",
}  # fmt: skip
_WHERE = {
    EVERYWHERE: _("everywhere"), LIST: _("lists"), TASKS: _("tasks"), BLOCKS: _("blocks"),
    REQUESTS: _("requests"), CONTRACTORS: _("contractors"),
}  # fmt: skip
_BY_ID = {one.id: one for one in COMMANDS}
_BY_ACTION = {one.action: one for one in COMMANDS}
