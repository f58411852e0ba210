"""Settings: what is right is taken, what is wrong is told and stands at its default."""

from __future__ import annotations

import os
import stat
import tomllib
from datetime import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.errors import CockpitError, Refused, WrongUse
from cockpit.settings import FIELDS, Settings, describe, load, written_value
from cockpit.settings_writing import write_setting


def values(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in Settings.__slots__}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_without_a_file_everything_is_at_its_default(config: Path) -> None:
    settings, problems = load(str(config))

    assert problems == []
    assert values(settings) == values(Settings())
    assert settings.day_end == time(4)


def test_what_the_file_says_is_taken(config: Path) -> None:
    config.write_text(
        'theme = "light"\nascii = true\nday_end = "02:30"\nfirst_weekday = "sun"\n'
        'notify.command = "say -f -"\n[quiet]\nfrom = 20:00:00\nto = "7:30"\n'
        '[keys]\nadd = "A"\n'
    )

    settings, problems = load(str(config))

    assert problems == []
    assert (settings.theme, settings.ascii, settings.day_end) == ("light", True, time(2, 30))
    assert (settings.first_weekday, settings.notify_command) == ("sun", "say -f -")
    assert (settings.quiet_from, settings.quiet_to) == (time(20), time(7, 30))
    assert settings.keys == {"add": "A"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('them = "light"', '"them" is not a setting (did you mean "theme"?). It is left out.'),
        ("zzzzqqq = 1", '"zzzzqqq" is not a setting. It is left out.'),
        ('notify = "x"', '"notify" is not a setting (did you mean "notify.command"?).'),
        ('notify.comand = "x"', '"notify.comand" is not a setting (did you mean "notify.command"'),
        (
            'notifications = "osc8"',
            'notifications = "osc8" is not valid: it takes one of auto, off',
        ),
        ('notifications = "osc8"', '(did you mean "osc9"?). The default, "auto", is used.'),
        ("bell = 1", "bell = 1 is not valid: it takes true or false."),
        ("theme = 3", "theme = 3 is not valid: it takes text in quotes"),
        ('day_end = "25:00"', 'day_end = "25:00" is not valid: it takes a time of day'),
        ("keys = 3", "keys is a table"),
    ],
)
def test_a_mistake_names_file_key_and_what_was_meant(config: Path, line: str, told: str) -> None:
    config.write_text(line + "\n")

    settings, problems = load(str(config))

    assert len(problems) == 1
    assert problems[0].startswith(f"{config}: ")
    assert told in problems[0]
    assert values(settings) == values(Settings())


def test_one_mistake_does_not_lose_the_rest(config: Path) -> None:
    config.write_text('bell = "loud"\ntheme = "mono"\n')

    settings, problems = load(str(config))

    assert len(problems) == 1
    assert (settings.bell, settings.theme) == (True, "mono")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'theme = "light"\nascii = maybe\n', "config.toml, line 2: "),
        (b'theme = "light"\ntheme = "dark"\n', "config.toml, line 2: "),
        (b'theme = "caf\xe9"\n', "config.toml, line 1: it is not UTF-8 text"),
        (b"a = " + b"[" * 5_000, "config.toml"),
    ],
)
def test_a_damaged_file_is_told_with_its_line(config: Path, content: bytes, told: str) -> None:
    config.write_bytes(content)

    settings, problems = load(str(config))

    assert len(problems) == 1
    assert told in problems[0]
    assert problems[0].endswith("; the defaults are used.")
    assert values(settings) == values(Settings())


def test_a_folder_in_place_of_the_file_is_told(config: Path) -> None:
    config.mkdir()

    assert "cannot be read" in load(str(config))[1][0]


def test_a_byte_order_mark_is_harmless(config: Path) -> None:
    config.write_bytes(b'\xef\xbb\xbftheme = "mono"\n')

    assert load(str(config))[0].theme == "mono"


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_content_ever_raises(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "config.toml"
    path.write_bytes(content)

    load(str(path))


def test_every_setting_is_described_with_a_default_that_reads_as_toml() -> None:
    for key, default, told in describe():
        assert told.endswith(".")
        assert tomllib.loads(f"value = {default}")
        assert key == key.lower()
    assert len(describe()) == len(FIELDS)
    assert set(Settings.__slots__) == {"keys", *(field.attribute for field in FIELDS)}


def test_writing_keeps_comments_and_everything_else(config: Path) -> None:
    config.write_text('# mine\ntheme = "dark"  # at night\n\n[keys]\nadd = "A"\n')

    write_setting(str(config), "theme", "light")
    write_setting(str(config), "notify.command", "say")
    write_setting(str(config), "bell", "off")

    text = config.read_text()
    assert text.startswith('# mine\ntheme = "light"  # at night\n')
    settings, problems = load(str(config))
    assert problems == []
    assert (settings.theme, settings.notify_command, settings.bell) == ("light", "say", False)
    assert settings.keys == {"add": "A"}


def test_a_new_file_is_private_and_its_folder_made(tmp_path: Path) -> None:
    path = tmp_path / "settings" / "config.toml"

    write_setting(str(path), "day_end", "3:00")

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert load(str(path))[0].day_end == time(3)
    assert os.listdir(path.parent) == ["config.toml"]


def test_taking_a_setting_out_brings_the_default_back(config: Path) -> None:
    config.write_text('[quiet]\nfrom = "20:00"\noutside_hours = false\n')

    write_setting(str(config), "quiet.outside_hours", None)
    write_setting(str(config), "theme", None)

    settings, problems = load(str(config))
    assert (problems, settings.quiet_outside_hours) == ([], True)
    assert written_value(settings, "quiet.from") == '"20:00"'
    assert written_value(settings, "quiet.outside_hours") == "true"


def test_a_link_stays_a_link(config: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("bell = true\n")
    config.symlink_to(real)

    write_setting(str(config), "bell", "no")

    assert config.is_symlink()
    assert real.read_text() == "bell = false\n"


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("them", "light", 'did you mean "theme"'),
        ("bell", "loud", "true or false"),
        ("day_end", "later", "time of day"),
    ],
)
def test_a_wrong_key_or_value_is_refused_and_nothing_written(
    config: Path, key: str, value: str, told: str
) -> None:
    with pytest.raises(WrongUse, match=told):
        write_setting(str(config), key, value)
    assert not config.exists()


def test_a_damaged_file_is_never_overwritten(config: Path) -> None:
    config.write_text("theme = \n")

    with pytest.raises(Refused, match=r"line 1.*nothing was written"):
        write_setting(str(config), "theme", "light")
    assert config.read_text() == "theme = \n"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(CockpitError, match="cannot be changed"):
        write_setting(str(tmp_path / "file" / "config.toml"), "theme", "light")


@pytest.mark.parametrize(
    ("mode", "runs"), [(0o600, True), (0o644, True), (0o620, False), (0o602, False)]
)
def test_a_command_is_run_only_from_a_file_that_nobody_else_can_write(
    tmp_path: Path, mode: int, runs: bool
) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[notify]\ncommand = "say"\n')
    path.chmod(mode)

    settings, problems = load(str(path))

    assert bool(settings.notify_command) is runs
    assert [("can be written by others" in one) for one in problems] == ([] if runs else [True])
