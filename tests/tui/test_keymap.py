"""The owner's own keys: good ones count, faults are told, and nobody loses a key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.keys import _character_to_key

from cockpit.tui.commands import EVERYWHERE, bindings, commands, keys_of
from cockpit.tui.keymap import key_name, read_keymap


def test_good_entries_count_and_the_defaults_are_not_repeated() -> None:
    keymap = read_keymap({"done": "Z, ctrl+x", "add": "a", "help": "?,F1"}, "config.toml")

    assert keymap == ({"done": "Z,ctrl+x"}, [])


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"dne": "x"}, 'config.toml: [keys] dne: there is no such command (did you mean "done"?).'),
        ({"done": "spcae"}, "config.toml: [keys] done = 'spcae': there is no key \"spcae\" "
                            '(did you mean "space"?).'),
        ({"done": "crtl+up"}, "config.toml: [keys] done = 'crtl+up': there is no key \"crtl+up\" "
                              '(did you mean "ctrl+up"?).'),
        ({"done": ""}, "config.toml: [keys] done = '': there is no key in it; leave the line out "
                       "to keep the default."),
        ({"done": 7}, 'config.toml: [keys] done: write the keys as text, for example "space".'),
        ({"done": "ctrl+m"}, "config.toml: [keys] done = 'ctrl+m': terminals send \"ctrl+m\" as "
                             '"enter"; choose another key.'),
        ({"done": "ctrl+c"}, "config.toml: [keys] done = 'ctrl+c': \"ctrl+c\" is not free: it "
                             "interrupts programs; choose another key."),
        ({"done": "u"}, "config.toml: [keys] done = 'u': \"u\" already belongs to \"undo\"; the "
                        'default "space" stays.'),
    ],
)  # fmt: skip
def test_a_bad_entry_is_told_and_the_default_stays(table: dict[str, object], told: str) -> None:
    assert read_keymap(table, "config.toml") == ({}, [told])


def test_two_commands_may_exchange_their_keys() -> None:
    assert read_keymap({"undo": "a", "add": "u"}, "c").keys == {"undo": "a", "add": "u"}


def test_of_two_entries_with_the_same_key_the_first_counts() -> None:
    keymap = read_keymap({"undo": "f5", "add": "f5"}, "c")

    assert keymap.keys == {"undo": "f5"}
    assert '"f5" already belongs to "undo"' in keymap.problems[0]


def test_falling_back_may_not_take_a_key_that_was_given_away() -> None:
    # add gave "a" to undo; add's own wish is not to be had, so it needs "a" back.
    keymap = read_keymap({"undo": "a", "add": "space"}, "c")

    assert keymap.keys == {}
    assert len(keymap.problems) == 2


@given(
    st.dictionaries(
        st.sampled_from([one.id for one in commands()]),
        st.sampled_from([key for one in commands() for key in one.key_names] + ["f5", "x", "?"]),
    )
)
def test_no_key_ever_has_two_commands(table: dict[str, object]) -> None:
    keymap = read_keymap(table, "c")

    keys = [key for one in commands() for key in keys_of(one, keymap.keys)]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("?", "question_mark"), ("/", "slash"), ("+", "plus"), ("-", "minus"), (":", "colon"),
        ("*", "asterisk"), ("G", "G"), ("g", "g"), ("shift+g", "G"), ("Ctrl+P", "ctrl+p"),
        ("ctrl+shift+up", "ctrl+shift+up"), ("shift+ctrl+up", "ctrl+shift+up"),
        ("page_down", "pagedown"), ("F12", "f12"), ("ctrl++", "ctrl+plus"), ("ñ", "ñ"),
        ("question_mark", "question_mark"), ("comma", "comma"),
        ("", None), ("f25", None), ("hyperspace", None), ("ctrl+ctrl+a", None), ("\x1b", None),
    ],
)  # fmt: skip
def test_keys_are_named_as_textual_names_them(written: str, name: str | None) -> None:
    assert key_name(written) == name


@given(st.characters(min_codepoint=33, max_codepoint=126))
def test_every_printable_key_has_the_name_that_is_sent_for_it(character: str) -> None:
    assert key_name(character) == _character_to_key(character)


async def test_a_changed_key_works_and_the_old_one_no_longer() -> None:
    class Adding(App[None]):
        BINDINGS = [*bindings(EVERYWHERE)]
        added = 0

        def action_command(self, command_id: str) -> None:
            self.added += command_id == "add"

    app = Adding()
    async with app.run_test() as pilot:
        app.set_keymap(read_keymap({"add": "&,f5"}, "c").keys)
        await pilot.press("a")
        assert app.added == 0
        await pilot.press("ampersand", "f5")
        assert app.added == 2
