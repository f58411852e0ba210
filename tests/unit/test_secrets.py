"""The detector of secrets: what it finds, what it lets pass, and that it never fails."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.secrecy.numbers import luhn
from cockpit.domain.secrecy.rooms import rooms_for
from cockpit.domain.secrets import LEFT_OUT, blocked, scan, without_secrets
from cockpit.locations import package_data
from tests.secret_lines import lines

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"

SECRECY = "cockpit.domain.secrecy"
ROOMS = ("shapes", "marked", "numbers", "listed", "odd")
HARMLESS, BLOCK, WARN = lines("harmless"), lines("block"), lines("warn")

PIECES = st.sampled_from(
    "password : = is hunter2 contraseña clave es PIN 4821 la de del token api key pass **** "
    "4111 1111 1111 1111 seed phrase abandon -----BEGIN PRIVATE KEY----- https://a:b@c ?pwd= "
    "\" ' \n , / # -> sk_live_ eyJ recovery codes 1a2b-3c4d user admin ñ n\u0303 İ ß \x00".split(
        " "
    )
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=20).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
    st.lists(st.sampled_from([*HARMLESS, *BLOCK, *WARN]), max_size=4).map("\n".join),
)


def tiers(text: str) -> set[str]:
    return {one.tier for one in scan(text)}


def found(text: str) -> list[tuple[str, str]]:
    return [(one.tier, text[one.start : one.end]) for one in scan(text)]


# -- the lines -----------------------------------------------------------------------------


def test_the_lines_are_many_enough_to_say_something() -> None:
    assert len(set(HARMLESS)) >= 150
    assert len(set(BLOCK)) >= 80
    assert len({*HARMLESS, *BLOCK, *WARN}) >= 300


@pytest.mark.parametrize("line", HARMLESS)
def test_what_a_business_writes_down_passes(line: str) -> None:
    assert found(line) == []


@pytest.mark.parametrize("line", BLOCK)
def test_a_credential_is_blocked(line: str) -> None:
    assert "block" in tiers(line)


@pytest.mark.parametrize("line", WARN)
def test_what_may_be_one_is_only_warned_about(line: str) -> None:
    assert tiers(line) == {"warn"}


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Shop password: hunter2, ask Ana", "hunter2"),
        ('password: "blue cow 7", ask Ana', "blue cow 7"),
        ("la clave del wifi es casa1234.", "casa1234"),
        ("card PIN 4821", "4821"),
        ("pay with 4111 1111 1111 1111 exp 12/27", "4111 1111 1111 1111"),
        ("see https://anna:hunter2@shop.example.com/x", "hunter2"),
        ("recovery codes: 1a2b-3c4d 5e6f-7a8b, print", "1a2b-3c4d 5e6f-7a8b"),
        ("Summer2024! is the shop password", "Summer2024!"),
    ],
)
def test_a_finding_is_the_secret_alone(text: str, secret: str) -> None:
    assert found(text) == [("block", secret)]


@pytest.mark.parametrize(
    "value", ["on-Fire99", "my-Secret99", "$ecret99", "google-Pass99", "in2024!Shop", "¡Hola2024!"]
)
def test_a_password_that_begins_like_a_pointer_or_a_placeholder_is_one(value: str) -> None:
    assert "block" in tiers(f"password: {value}")


@pytest.mark.parametrize(
    "value", ["$SHOP_PASSWORD", "${PW}", "%PW%", "your_password", "op://Shop/admin/password", "?"]
)
def test_a_placeholder_is_no_password(value: str) -> None:
    assert scan(f"password: {value}") == []


def test_a_finding_says_what_it_is() -> None:
    reasons = [one.reason for one in scan("PIN 4821, card 4111 1111 1111 1111, password: hunter2")]
    assert reasons == ["a PIN", "a card number", "a password"]


# -- what is easily taken for another thing -------------------------------------------------


@pytest.mark.parametrize("name", ["demo.toml", "starter.toml"])
def test_the_businesses_that_come_with_the_cockpit_pass(name: str) -> None:
    data = tomllib.loads(Path(package_data(name)).read_text(encoding="utf-8"))
    assert [(text, scan(text)) for text in texts_of(data) if scan(text)] == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_files_of_other_programs_pass() -> None:
    files = [file for file in SAMPLES.rglob("*") if file.is_file()]
    contents = {file.name: file.read_text("utf-8", errors="replace") for file in files}
    assert {name: blocked(text) for name, text in contents.items() if blocked(text)} == {}


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",  # the check digit is wrong
        "1234 5678 9012 3452",  # no bank begins with 1
        "4111 1111 1111 1111 1111",  # too long
        "order 4532015112830366",
        "+4111111111111111",
    ],
)
def test_other_long_numbers_are_no_cards(text: str) -> None:
    assert scan(text) == []


@given(st.integers(min_value=1, max_value=10**15))
def test_one_last_digit_of_ten_checks_a_number(number: int) -> None:
    assert sum(luhn(f"{number}{last}") for last in range(10)) == 1


def test_the_passcode_of_a_meeting_is_no_secret_of_the_owner() -> None:
    text = "Zoom meeting 812 3456 7890\nPasscode: 8xK3pq"
    assert tiers(text) == {"warn"}


# -- laws ----------------------------------------------------------------------------------


@given(TEXTS)
def test_findings_stand_in_the_text_in_order_and_apart(text: str) -> None:
    findings = scan(text)

    assert all(0 <= one.start < one.end <= len(text) for one in findings)
    assert all(one.end <= two.start for one, two in pairwise(findings))
    assert all(one.reason and one.tier in ("block", "warn") for one in findings)


@given(TEXTS)
def test_no_room_that_would_find_something_is_passed_by(text: str) -> None:
    finding = {room for room in ROOMS if any(import_module(f"{SECRECY}.{room}").find(text))}
    assert finding <= set(rooms_for(text))


@given(
    st.sampled_from(BLOCK),
    st.lists(st.sampled_from(HARMLESS), max_size=2),
    st.lists(st.sampled_from(HARMLESS), max_size=2),
)
def test_harmless_words_around_a_secret_do_not_hide_it(
    secret: str, before: list[str], after: list[str]
) -> None:
    text = "\n".join([*before, secret, *after])
    start, end = len("\n".join([*before, ""])), len("\n".join([*before, secret]))
    if any("zoom" in one.lower() or "meeting" in one.lower() for one in [*before, *after]):
        return  # there a passcode is nothing that the owner has to hide
    assert any(start <= one.start < end for one in blocked(text))


@given(TEXTS)
def test_what_is_left_of_a_text_holds_no_secret(text: str) -> None:
    left, reasons = without_secrets(text)

    assert blocked(left) == []
    assert (left == text) == (not reasons)
    assert without_secrets(left) == (left, [])


@given(st.lists(st.sampled_from(HARMLESS), min_size=1, max_size=5))
def test_harmless_lines_stay_harmless_together(said: list[str]) -> None:
    text = "\n".join(said)
    assert blocked(text) == []
    assert without_secrets(text) == (text, [])


def test_words_around_a_secret_are_kept_when_it_is_taken_out() -> None:
    assert without_secrets("Shop password: hunter2, ask Ana (PIN 4821)") == (
        f"Shop password: {LEFT_OUT}, ask Ana (PIN {LEFT_OUT})",
        ["a password", "a PIN"],
    )


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)
