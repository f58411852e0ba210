"""User text on the screen: harmless, one line, exactly as wide as its column."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cockpit.tui.render import (
    ASCII,
    UNICODE,
    bar,
    content,
    fit,
    folded,
    paragraphs,
    plain,
    state,
    text,
    wrap,
)

HOSTILE = ["[/b]", "[urgent] call", "[@click=app.quit]x[/]", "\\[", "$primary", "{0}", "%s"]


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("Write launch mail", "Write launch mail"),
        ("\x1b[31mred", "␛[31mred"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("bell\x07", "bell␇"),
        ("c1\x9b31m", "c1�31m"),
        ("delete\x7f", "delete␡"),
        ("pay \u202eeciovni", "pay eciovni"),
        ("\u2066isolate\u2069", "isolate"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("family 👩\u200d👧", "family 👩👧"),
        ("heart ❤\ufe0f", "heart ❤"),
        ("wave 👋\U0001f3fd", "wave 👋"),
        ("lone \udc80", "lone �"),
        ("line\u2028separator", "line separator"),
        ("Jose\u0301", "José"),
        ("\u0301begins", "◌\u0301begins"),
        ("z" + "\u0335" * 50, "z" + "\u0335" * 3),
        ("שלום", "שלום"),
    ],
)
def test_text_becomes_one_harmless_line(given_text: str, shown: str) -> None:
    assert plain(given_text) == shown


@given(st.text())
def test_no_control_character_and_no_direction_override_is_left(value: str) -> None:
    kept = {unicodedata.category(one) for one in plain(value)}

    assert not kept & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    plain(value).encode()


@given(st.text())
def test_making_it_plain_twice_changes_nothing_more(value: str) -> None:
    assert plain(plain(value)) == plain(value)


@given(st.text(max_size=40), st.integers(1, 30), st.sampled_from(["left", "right", "center"]))
def test_a_cell_is_exactly_as_wide_as_its_column(value: str, width: int, align: str) -> None:
    assert cell_len(fit(value, width, align)) == width  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "width", "align", "shown"),
    [
        ("mail", 6, "left", "mail  "),
        ("45m", 6, "right", "   45m"),
        ("a long title", 6, "left", "a lon…"),
        ("日本語", 6, "left", "日本語"),
        ("日本語", 5, "left", "日本…"),
        ("日本語", 4, "left", "日 …"),
        ("x" * 10_000, 5, "left", "xxxx…"),
        ("\u200b" * 500 + "seen", 6, "left", "seen  "),
        ("anything", 0, "left", ""),
    ],
)
def test_what_is_too_long_ends_in_an_ellipsis(
    value: str, width: int, align: str, shown: str
) -> None:
    assert fit(value, width, align) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize("title", HOSTILE)
def test_markup_in_a_title_is_taken_literally(title: str) -> None:
    assert content(title).plain == title
    assert text(title, "bold").plain == title
    assert not content(title).spans


def test_notes_keep_their_lines_and_nothing_else() -> None:
    assert paragraphs("first\n\x1b[2Jsecond").plain == "first\n␛[2Jsecond"


def test_words_are_wrapped_at_spaces() -> None:
    assert wrap("press a and write", 8) == ["press a", "and", "write"]
    assert all(cell_len(line) <= 5 for line in wrap("incomprehensibilities 日本語日本語", 5))


def test_search_ignores_case_and_accents() -> None:
    assert folded("José ÁLVAREZ") == "jose alvarez"


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_every_glyph_is_one_cell_wide(glyphs: type) -> None:
    assert [one for one in glyphs if cell_len(one) != 1] == []


def test_the_ascii_set_is_ascii() -> None:
    assert all(one.isascii() for one in ASCII)
    assert ASCII.ascii_only
    assert not UNICODE.ascii_only


def test_a_state_is_a_sign_a_word_and_a_role() -> None:
    assert state("breached") == ("▲", "late", "sla-breached")
    assert state("breached", ASCII) == ("!", "late", "sla-breached")
    assert state("no such state").word == "no such state"


@pytest.mark.parametrize(
    ("part", "shown"),
    [(0, "░░░░"), (0.01, "█░░░"), (0.5, "██░░"), (0.99, "███░"), (1, "████"), (3, "████")],
)
def test_a_bar_shows_what_has_begun_and_is_full_only_when_done(part: float, shown: str) -> None:
    assert bar(part, 4) == shown
