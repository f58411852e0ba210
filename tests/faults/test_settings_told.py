"""Mistakes in settings, keys and themes: file, key and nearest name are told before and after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.real_terminal import RealTerminal


@pytest.fixture
def cockpit(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path / "home")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("theme", "ligt", 'did you mean "light"'),
        ("them", "light", 'did you mean "theme"'),
        ("bell", "maybe", "it takes true or false"),
        ("keys.undoo", "x", 'did you mean "undo"'),
        ("keys.undo", "a", 'already belongs to "add"'),
        ("keys.undo", "ctrl+nokey", "there is no key"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_and_not_written(
    key: str, value: str, said: str, cockpit: CommandLine
) -> None:
    ran = cockpit("config", key, value)

    assert ran.status == 2
    assert said in ran.err
    assert not (cockpit.home / "config.toml").exists()


def test_a_key_that_there_is_not_is_named(cockpit: CommandLine) -> None:
    ran = cockpit("config", "colour")

    assert ran.status == 2
    assert '"colour" is not a setting' in ran.err


def test_a_dry_run_leaves_the_settings_alone(cockpit: CommandLine) -> None:
    assert cockpit("--dry-run", "config", "theme", "light").status == 0
    assert not cockpit.home.exists()


def _write_mistakes(home: Path) -> None:
    (home / "themes").mkdir(parents=True)
    (home / "themes" / "mine.toml").write_text('name = "mine"\n[colours]\nsurfce = "#fff"\n')
    (home / "config.toml").write_text(
        'them = "dark"\ntheme = "mine"\n[keys]\nundoo = "x"\nundo = "j"\nadd = 5\n'
    )


def test_config_tells_every_mistake(cockpit: CommandLine) -> None:
    _write_mistakes(cockpit.home)
    ran = cockpit("config")

    assert ran.status == 0
    for said in (
        '"them" is not a setting (did you mean "theme"?)',
        'undoo: there is no such command (did you mean "undo"?)',
        '"j" already belongs to "cursor-down"',
        "[keys] add: write the keys as text",
        'there is no key "surfce" (did you mean "surface"?)',
        'There is no theme "mine"',
    ):
        assert said in ran.err


def test_the_cockpit_opens_all_the_same_and_its_toasts_leave_room(cockpit: CommandLine) -> None:
    _write_mistakes(cockpit.home)
    terminal = RealTerminal(cockpit.home, columns=120, lines=36)

    terminal.wait_for("more mistakes like these")

    assert "them" in terminal.text
    terminal.press("\x11")
    assert terminal.wait_for_end() == 0
    assert b"Traceback" not in terminal.raw


def test_the_palette_of_the_whole_cockpit_offers_its_own_commands(cockpit: CommandLine) -> None:
    assert cockpit("add", "one").id
    terminal = RealTerminal(cockpit.home)
    terminal.wait_for("esc set up nothing")
    terminal.press("\x1b")
    terminal.wait_until_gone("esc set up nothing")

    terminal.press(":")
    terminal.wait_for("Open the record")
    terminal.press("undo")
    terminal.wait_until_gone("Open the record")
    terminal.wait_for("Undo the last change")
    terminal.press("\x1b", "\x11")

    assert terminal.wait_for_end() == 0
