"""What reminders say, and that hostile words of the owner cannot steer the terminal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.reminders import KINDS, Reminder
from cockpit.domain.wording.plain_text import many_lines, one_line
from cockpit.domain.wording.reminder_words import SHOWN, notice, sentence, summary

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


def reminder(
    kind: str, about: str = "logo as svg", hours: float = 0, until: float | None = None
) -> Reminder:
    when = NOW + timedelta(hours=hours)
    over = None if until is None else NOW + timedelta(hours=until)
    return Reminder(kind, "R7", "first", when, when, over, False, about)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (reminder("breached"), "R7 logo as svg: the first reply is late, it was due 16:00."),
        (
            reminder("breached", hours=-72),
            "R7 logo as svg: the first reply is late, it was due Fri 20 Nov 16:00.",
        ),
        (reminder("at_risk", until=2), "R7 logo as svg: the first reply is at risk, due 18:00."),
        (reminder("call_back", "Karl, invoice"), "Call back Karl, invoice: promised for 16:00."),
        (reminder("block_start", "Writing", until=2), "Writing from 16:00 to 18:00."),
        (reminder("block_start", "Writing", -3, -1), "Writing was planned from 13:00 to 15:00."),
        (reminder("block_end", "Writing"), "Writing ends at 16:00."),
        (reminder("opening"), "Working hours began at 16:00."),
        (reminder("break", "Writing", until=0.5), "Break until 16:30, then Writing."),
        (reminder("break", "", until=0.5), "Break until 16:30."),
        (
            reminder("batch_day", "refund, 3 requests", 1, 2),
            "Batch today: refund, 3 requests; cut-off 17:00, done by 18:00.",
        ),
        (
            reminder("batch_day", "refund, 3 requests", -1, 2),
            "Batch today: refund, 3 requests, done by 18:00.",
        ),
        (
            reminder("cut_off", "refund, 1 request", 0, 2),
            "The batch is cut off since 16:00: refund, 1 request, done by 18:00.",
        ),
    ],
)
def test_one_sentence(one: Reminder, words: str) -> None:
    assert sentence(one, ZONE, NOW) == words


def test_every_kind_has_words_of_its_own() -> None:
    said = {sentence(reminder(kind, until=1), ZONE, NOW) for kind in KINDS}
    assert len(said) == len(KINDS)
    assert not any("{" in words for words in said)


def test_braces_of_the_owner_are_no_template() -> None:
    assert "{at} {0.__class__}" in sentence(reminder("breached", "{at} {0.__class__}"), ZONE, NOW)


def test_several_are_one_text_with_the_worst_first() -> None:
    text = summary([reminder("block_end", "Writing"), reminder("breached")], ZONE, NOW)
    assert text.splitlines() == [
        "2 reminders",
        "R7 logo as svg: the first reply is late, it was due 16:00.",
        "Writing ends at 16:00.",
    ]


def test_a_summary_after_a_sleep_says_so_and_stays_short() -> None:
    lines = summary([reminder("breached", hours=-1)] * 40, ZONE, NOW).splitlines()
    assert lines[0] == "40 reminders while you were away"
    assert len(lines) == SHOWN + 2
    assert lines[-1] == "… and 35 more"


def test_the_shut_down_names_the_key_of_the_nightly_review() -> None:
    one = reminder("shut_down")
    assert sentence(one, ZONE, NOW, "R") == (
        "Time to shut down: working hours end at 16:00. R reviews the day."
    )
    assert summary([one], ZONE, NOW, "f9").endswith("f9 reviews the day.")


def test_a_notice_on_the_screen_is_two_lines_at_most() -> None:
    block, late = reminder("block_end", "Writing"), reminder("breached")
    assert notice([late], ZONE, NOW) == sentence(late, ZONE, NOW)
    assert notice([block, late], ZONE, NOW).splitlines() == [
        "R7 logo as svg: the first reply is late, it was due 16:00.",
        "Writing ends at 16:00.",
    ]
    assert notice([block, late, block], ZONE, NOW, listed="b").splitlines() == [
        "3 reminders · b lists them",
        "R7 logo as svg: the first reply is late, it was due 16:00.",
    ]
    missed = [reminder("breached", hours=-1)] * 40
    assert notice(missed, ZONE, NOW, listed="b").splitlines()[0] == (
        "40 reminders while you were away · b lists them"
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a\x1b]0;evil\x07b", "a]0;evilb"),
        ("\x9b31mred\x9c", "31mred"),
        ("line\r\nbreak\tand tab", "line break and tab"),
        ("\u202etxt.exe", "txt.exe"),
        ("مرحبا 日本 é 👩‍💻", "مرحبا 日本 é 👩‍💻"),
        ("\udc80", ""),
    ],
)
def test_control_characters_never_survive(text: str, plain: str) -> None:
    assert one_line(text) == plain


@given(st.text(st.characters(codec=None)), st.integers(1, 40))
def test_any_text_becomes_one_writable_line(text: str, limit: int) -> None:
    plain = one_line(text, limit)
    assert len(plain) <= limit
    assert one_line(plain, limit) == plain
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 for sign in plain)
    plain.encode("utf-8")


def test_lines_stay_where_they_are_wanted() -> None:
    assert many_lines("a\x1b\nb\u2028c\r\nd") == "a\nb\nc\nd"
