"""The registry: one key, one meaning; enough for bindings, footer, help and the key table."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest

from cockpit.tui.commands import (
    CONTRACTORS,
    LIST,
    PANES,
    REQUESTS,
    TASKS,
    bindings,
    command,
    command_of_action,
    commands,
    footer,
    key_label,
    key_table,
    keys_label,
    works_in,
)
from cockpit.tui.keymap import SAME_BYTES, TAKEN, key_name


def test_ids_and_keys_are_unique() -> None:
    ids = Counter(one.id for one in commands())
    keys = Counter(key for one in commands() for key in one.key_names)

    assert [one for one, times in (ids + keys).items() if times > 1] == []


def test_no_default_key_is_eaten_by_terminals_and_each_is_named_as_textual_names_it() -> None:
    keys = [key for one in commands() for key in one.key_names]

    assert [key for key in keys if key in SAME_BYTES or key in TAKEN] == []
    assert [key for key in keys if key_name(key) != key] == []


STYLE_KEYS = (
    "j k down up g G ctrl+d ctrl+u 1 2 3 4 tab z enter escape slash n N a e space d u U m t J K "
    "plus minus s r w S D v i question_mark f1 ctrl+p colon y q ctrl+q"
)


@pytest.mark.parametrize("key", STYLE_KEYS.split())
def test_every_key_that_was_promised_has_a_command(key: str) -> None:
    assert any(key in one.key_names for one in commands())


@pytest.mark.parametrize("pane", PANES)
def test_the_footer_shows_at_most_seven_commands_of_the_pane(pane: str) -> None:
    shown = footer(pane)

    assert 1 <= len(shown) <= 7
    assert all(works_in(pane, one) for one in shown)
    assert shown[0].id == "add"


def test_the_footer_differs_by_pane() -> None:
    assert [one.id for one in footer(TASKS)][:5] == ["add", "done", "move-day", "tomorrow", "clock"]
    assert "reply" in [one.id for one in footer(REQUESTS)]
    assert "verdict" in [one.id for one in footer(CONTRACTORS)]


def test_every_binding_has_an_id_and_only_ctrl_q_goes_before_dialogs() -> None:
    found = bindings("everywhere", LIST, *PANES)

    assert {one.id for one in found} == {one.id for one in commands() if one.keys}
    assert [one.key for one in found if one.priority] == ["ctrl+q"]


def test_commands_are_found_by_id_and_by_action() -> None:
    assert command("move-day") is command_of_action("move_day")
    assert command("nothing") is None


@pytest.mark.parametrize(
    ("key", "label"),
    [("question_mark", "?"), ("escape", "esc"), ("G", "G"), ("ctrl+p", "ctrl+p"), ("down", "↓")],
)
def test_keys_are_shown_as_people_write_them(key: str, label: str) -> None:
    assert key_label(key) == label


def test_the_key_table_has_a_row_for_each_command_and_follows_the_keymap() -> None:
    table = key_table()

    assert len(table.splitlines()) == len(commands()) + 2
    assert "| `?` `f1` | Show all keys of this pane. | everywhere |" in table
    assert "| `X` | Quick add" in key_table({"add": "X"})
    done = command("done")
    assert done is not None
    assert keys_label(done, {"done": "x,f5"}) == "x f5"


def test_the_registry_is_read_without_the_screen() -> None:
    code = (
        "import sys, cockpit.tui.commands as c, cockpit.tui.keymap, cockpit.tui.theme_files;"
        "c.key_table(); print([m for m in ('textual', 'rich', 'dataclasses') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
