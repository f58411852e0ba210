"""Themes: readable in every role, and a faulty file is told and does no harm."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from textual.app import App

from cockpit.locations import package_themes
from cockpit.tui.glyphs import _STATES
from cockpit.tui.theme_files import BUILT_IN, COLOURS, ROLES, STYLED
from cockpit.tui.themes import (
    contrast,
    default_theme,
    load_themes,
    read_theme,
    style_of,
    textual_theme,
    theme_to_start,
)

OURS = load_themes([package_themes()])
GROUNDS = ("background", "surface", "raised", "cursor", "cursor-blurred")


def _file(**changes: str) -> bytes:
    """The dark theme's file with some lines replaced: {key: whole new line}."""
    lines = (Path(package_themes()) / "dark.toml").read_text().splitlines()
    return "\n".join(
        changes.get(line.split(" = ")[0].replace("-", "_"), line) for line in lines
    ).encode()


def test_the_five_themes_are_there_and_without_fault() -> None:
    assert OURS.problems == []
    assert set(OURS.themes) == {"dark", "light", "high-contrast", "colour-blind", "mono"}


@pytest.mark.parametrize(("theme", "ground"), list(product(OURS.themes.values(), GROUNDS)))
def test_every_role_is_readable_on_every_ground(theme, ground: str) -> None:  # type: ignore[no-untyped-def]
    texts = {**theme.roles, "text": theme.colours["text"]}

    too_faint = {
        role: round(contrast(colour, theme.colours[ground]), 2)
        for role, colour in texts.items()
        if contrast(colour, theme.colours[ground]) < 4.5
    }

    assert too_faint == {}


@pytest.mark.parametrize("theme", list(OURS.themes.values()))
def test_the_accent_border_is_seen_beside_the_quiet_one(theme) -> None:  # type: ignore[no-untyped-def]
    assert contrast(theme.colours["accent"], theme.colours["surface"]) >= 3
    assert contrast(theme.colours["accent"], theme.colours["border"]) >= 1.5 or (
        theme.name == "high-contrast"
    )


def test_contrast_is_the_one_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_mono_has_no_colour_and_says_late_and_at_risk_by_weight() -> None:
    mono = OURS.themes["mono"]
    for colour in (*mono.colours.values(), *mono.roles.values()):
        assert colour[1:3] == colour[3:5] == colour[5:7]
    assert mono.styles["sla-breached"] != mono.styles["sla-at-risk"]
    assert "reverse" in mono.styles["cursor"]


def test_every_state_has_a_role_that_themes_know() -> None:
    assert {role for _, _, role in _STATES.values()} - {""} <= set(ROLES)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"muted": 'mutde = "#ffffff"'}, '[roles] there is no key "mutde" (did you mean "muted"?)'),
        ({"muted": 'mutde = "#ffffff"'}, "[roles] lacks muted"),
        ({"muted": 'muted = "gray"'}, "[roles] muted = 'gray': not a colour"),
        ({"muted": "muted = 7"}, "[roles] muted = 7: not a colour"),
        ({"accent": 'accent = "#12345"'}, "[colours] accent = '#12345': not a colour"),
        ({"dark": 'dark = "yes"'}, "dark is 'yes' and must be true or false"),
        ({"name": "name = 3"}, "name 3 is not small letters"),
        ({"key": 'key = "blod"'}, "not a colour"),
        ({"heading": 'heading = "blod"'}, "not a colour"),
        ({"name": "colours = 3"}, "is not valid TOML"),
        ({"name": "name = "}, "is not valid TOML"),
    ],
)
def test_a_fault_names_file_key_and_the_nearest_valid_name(
    changes: dict[str, str], told: str
) -> None:
    theme, problems = read_theme(_file(**changes), "mine.toml")

    assert theme is None
    assert any(problem.startswith("mine.toml: ") and told in problem for problem in problems)


def test_a_wrong_text_style_is_told_with_the_nearest() -> None:
    content = _file() + b'\ndone = "blod"\n'

    _, problems = read_theme(content, "mine.toml")

    assert problems == [
        'mine.toml: [styles] done = \'blod\': there is no style "blod" (did you mean "bold"?).'
    ]


def test_bytes_that_are_no_text_are_told() -> None:
    assert read_theme(b"\xff\xfe\x00", "mine.toml") == (None, ["mine.toml: is not UTF-8 text."])


def test_a_faulty_theme_of_the_owner_falls_back_to_dark_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(_file(muted='muted = "gray"', name='name = "mine"'))

    themes = load_themes([package_themes(), str(tmp_path), str(tmp_path / "not there")])

    assert themes.choose("mine") == "dark"
    assert len(themes.problems) == 2
    assert str(tmp_path / "mine.toml") in themes.problems[0]


def test_the_owner_can_replace_one_of_ours_and_short_colours_are_understood(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.toml").write_bytes(_file(muted='muted = "#ABC"'))

    assert load_themes([package_themes(), str(tmp_path)]).themes["dark"].roles["muted"] == "#aabbcc"


def test_a_name_that_no_theme_has_is_told_with_the_nearest() -> None:
    themes = load_themes([package_themes()])

    assert themes.choose("drak") == "dark"
    assert themes.problems == ['There is no theme "drak" (did you mean "dark"?); "dark" is used.']


def test_without_any_file_there_is_still_a_theme() -> None:
    themes = load_themes([])
    assert list(themes.themes) == ["dark"]
    assert set(themes.themes["dark"].roles) == set(ROLES)
    assert set(themes.themes["dark"].colours) == set(COLOURS)


@pytest.mark.parametrize(
    ("environ", "name"), [({}, "dark"), ({"NO_COLOR": "1"}, "mono"), ({"NO_COLOR": ""}, "dark")]
)
def test_no_color_means_mono(environ: dict[str, str], name: str) -> None:
    assert default_theme(environ) == name


def test_a_style_ignores_what_it_cannot_read() -> None:
    assert str(style_of("#ff0000", "bold none nonsense", "auto 80%")) == "bold #ff0000"


@pytest.mark.parametrize("name", list(OURS.themes))
async def test_every_theme_can_be_put_on_and_its_roles_used_in_a_stylesheet(name: str) -> None:
    class OneTheme(App[None]):
        CSS = "Screen { background: $raised; color: $sla-breached; text-style: $heading-style; }"

        def __init__(self) -> None:
            super().__init__()
            for theme in OURS.themes.values():
                self.register_theme(textual_theme(theme))
            self.theme = name

        def get_theme_variable_defaults(self) -> dict[str, str]:
            return OURS.themes["dark"].variables()

    async with OneTheme().run_test() as pilot:
        assert pilot.app.screen.styles.color.hex.lower() == OURS.themes[name].roles["sla-breached"]
        assert all(f"{role}-style" in pilot.app.theme_variables for role in STYLED)


def test_the_built_in_theme_is_the_dark_one() -> None:
    assert OURS.themes["dark"] == BUILT_IN


def test_the_first_frame_reads_the_file_of_its_theme_only(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("nonsense")
    (tmp_path / "mine.toml").write_bytes(_file(name='name = "mine"'))

    found = theme_to_start("mine", package_themes(), str(tmp_path))

    assert set(found.themes) == {"dark", "mine"}
    assert found.problems == []


def test_the_default_is_replaced_by_the_owners_own(tmp_path: Path) -> None:
    (tmp_path / "dark.toml").write_bytes(_file(muted='muted = "#ffffff"'))

    themes = theme_to_start("dark", package_themes(), str(tmp_path)).themes

    assert themes["dark"].roles["muted"] == "#ffffff"


def test_a_theme_under_another_file_name_is_found_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(_file(name='name = "mine"'))

    assert theme_to_start("mine", package_themes(), str(tmp_path)).choose("mine") == "mine"


def test_a_faulty_theme_is_told_once_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(_file(name='name = "mine"', muted='muted = "gray"'))

    found = theme_to_start("mine", package_themes(), str(tmp_path))

    assert found.choose("mine") == "dark"
    assert sum("gray" in problem for problem in found.problems) == 1
