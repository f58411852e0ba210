"""Money: as it is typed, as it is kept, and that two currencies are never added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.domain.delegating.money import read_money, sums_of, written_money, written_sums
from cockpit.domain.delegating.terms import commission_of, terms_for
from cockpit.errors import WrongUse

READ = [
    ("120 EUR", 12000, "EUR"),
    ("120eur", 12000, "EUR"),
    ("EUR 120.5", 12050, "EUR"),
    ("€ 99", 9900, "EUR"),
    ("99,90 €", 9990, "EUR"),
    ("1,200 usd", 120000, "USD"),
    ("1.200 eur", 120000, "EUR"),
    ("1.200,50 eur", 120050, "EUR"),
    ("1,234,567.89 USD", 123456789, "USD"),
    ("1'200 CHF", 120000, "CHF"),
    ("1 200 PLN", 120000, "PLN"),
    ("£0.01", 1, "GBP"),
    ("500 JPY", 500, "JPY"),
    ("12.345 KWD", 12345, "KWD"),
    ("1,234.5 KWD", 1234500, "KWD"),
]


@pytest.mark.parametrize(("said", "minor", "currency"), READ, ids=[one[0] for one in READ])
def test_an_amount_as_people_write_it(said: str, minor: int, currency: str) -> None:
    assert read_money(said) == {"minor": minor, "currency": currency}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("120", "has no currency"),
        ("$ 5", "three letters"),
        ("5 EUR USD", "not an amount"),
        ("EUR 5 USD", "three letters"),
        ("-5 EUR", "not more than nothing"),
        ("0 EUR", "not more than nothing"),
        ("0.00 EUR", "not more than nothing"),
        ("1.5 JPY", "more decimals"),
        ("1.2345 EUR", "more decimals"),
        ("much", "not an amount"),
        ("", "not an amount"),
        ("9999999999999999 EUR", "more money than is believed"),
        ("[/b]\x1b[31m", "three letters"),
    ],
)
def test_what_is_no_amount_is_refused_in_one_sentence(said: str, words: str) -> None:
    with pytest.raises(WrongUse, match=words) as told:
        read_money(said)
    assert "\n" not in str(told.value)


AMOUNTS = st.builds(
    lambda minor, currency: {"minor": minor, "currency": currency},
    st.integers(1, 10**12),
    st.sampled_from(["EUR", "USD", "JPY", "KWD"]),
)


@given(AMOUNTS)
def test_what_is_written_reads_as_the_same(money: dict[str, object]) -> None:
    assert read_money(written_money(money)) == money


@given(st.lists(AMOUNTS, max_size=8))
def test_sums_stand_apart_by_currency_and_lose_nothing(amounts: list[dict[str, object]]) -> None:
    sums = sums_of(amounts)
    assert set(sums) == {one["currency"] for one in amounts}
    for currency, minor in sums.items():
        assert minor == sum(one["minor"] for one in amounts if one["currency"] == currency)


def test_sums_in_words() -> None:
    assert written_sums({}) == ""
    assert written_sums({"EUR": 12000, "JPY": 500}) == "120 EUR + 500 JPY"


@pytest.mark.parametrize(
    ("minor", "percent", "wanted"),
    [(120000, 10, 12000), (999, 7.5, 75), (10, 5, 1), (101, 0.5, 1)],
)
def test_a_commission_is_rounded_to_the_smallest_coin(
    minor: int, percent: float, wanted: int
) -> None:
    found = commission_of({"minor": minor, "currency": "EUR"}, percent)
    assert found == {"minor": wanted, "currency": "EUR"}


def test_a_commission_of_nothing_is_refused() -> None:
    with pytest.raises(WrongUse, match="comes to nothing"):
        commission_of({"minor": 10, "currency": "EUR"}, 1)


def test_the_terms_of_the_function_hold_before_those_of_all_work() -> None:
    made = {"created_at": "2026-11-01T00:00:00Z"}
    everything = {"terms": "hourly", "contractor": "C1", **made}
    design = {"terms": "on_delivery", "contractor": "C1", "function": "F1", **made}
    others = {"terms": "before", "contractor": "C2", **made}
    all_of_them = [everything, design, others]
    assert terms_for(all_of_them, "C1", "F1") is design
    assert terms_for(all_of_them, "C1", "F9") is everything
    assert terms_for(all_of_them, "C1", None, "commission") is None
    later = {**everything, "since": "2026-11-20"}
    assert terms_for([later, everything], "C1", None) is later
