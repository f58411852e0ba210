"""Columns from the width alone, and rows that stay in order by themselves."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.tui.rows import Cell, Column, FixedRows, Line, layout
from cockpit.tui.sorted_rows import Section, SortedRows

COLUMNS = (
    Column("state", 1),
    Column("title", 10, flex=2),
    Column("who", 6, flex=1, shown_from=40),
    Column("due", 8, align="right"),
)


def _widths(width: int) -> list[tuple[int, int]]:
    return [(place.cell, place.width) for place in layout(COLUMNS, width)]


@pytest.mark.parametrize(
    ("width", "placed"),
    [
        (60, [(0, 1), (1, 31), (2, 17), (3, 8)]),
        (40, [(0, 1), (1, 18), (2, 10), (3, 8)]),
        (39, [(0, 1), (1, 28), (3, 8)]),
        (21, [(0, 1), (1, 10), (3, 8)]),
        (20, [(0, 1), (1, 18)]),
        (3, [(0, 1)]),
        (0, [(0, 0)]),
    ],
)
def test_flexible_columns_share_what_is_over(width: int, placed: list[tuple[int, int]]) -> None:
    assert _widths(width) == placed


@given(st.integers(1, 300))
def test_columns_never_leave_the_list(width: int) -> None:
    assert sum(place.gap + place.width for place in layout(COLUMNS, width)) <= width


def test_fixed_rows_know_headings_by_their_key() -> None:
    rows = FixedRows([("#today", Line((Cell("Today"),))), ("T1", Line((Cell("one"),)))])

    assert (len(rows), rows.index_of("T1"), rows.index_of("T2")) == (2, 1, None)
    assert [rows.is_heading(0), rows.is_heading(1)] == [True, False]


def _sorted_rows(titles: dict[str, str] | None = None) -> SortedRows:
    names = titles or {}
    return SortedRows(
        (Section("today", "Today"), Section("week", "This week"), Section("rest")),
        line=lambda key, width: Line((Cell(names.get(key, key)),)),
        haystack=lambda key: names.get(key, key),
    )


def _all_keys(rows: SortedRows) -> list[str]:
    return [rows.key_at(index) for index in range(len(rows))]


def test_headings_stand_over_their_sections_and_empty_sections_have_none() -> None:
    rows = _sorted_rows()
    rows.load([("T2", "week", 2), ("T1", "week", 1), ("T3", "rest", 0)])

    assert _all_keys(rows) == ["#week", "T1", "T2", "T3"]
    assert [rows.is_heading(index) for index in range(4)] == [True, False, False, False]
    assert rows.index_of("#week") == 0
    assert rows.index_of("#today") is None
    assert rows.line_at(0, 20).cells[0].text == "This week"
    assert (rows.count, rows.shown_count, rows.count_in("week")) == (3, 3, 2)


def test_a_row_moves_when_its_sort_key_or_section_changes() -> None:
    rows = _sorted_rows()
    rows.load([("T1", "today", 1), ("T2", "today", 2)])

    rows.put("T1", "today", 3)
    assert _all_keys(rows) == ["#today", "T2", "T1"]
    rows.put("T2", "rest", 0)
    assert _all_keys(rows) == ["#today", "T1", "T2"]
    assert rows.section_of("T2") == "rest"
    assert rows.remove("T1")
    assert not rows.remove("T1")
    assert _all_keys(rows) == ["T2"]


def test_a_place_outside_is_an_error() -> None:
    with pytest.raises(IndexError):
        _sorted_rows().key_at(0)


def test_the_filter_wants_every_word_and_ignores_case_and_accents() -> None:
    rows = _sorted_rows({"T1": "Call José", "T2": "call Ana", "T3": "Mail José"})
    rows.load([("T1", "today", 1), ("T2", "today", 2), ("T3", "week", 1)])

    assert rows.filter("CALL jose") == 1
    assert _all_keys(rows) == ["#today", "T1"]
    assert rows.index_of("T2") is None
    assert rows.filter("nothing") == 0
    assert len(rows) == 0
    assert rows.filter("") == 3


def test_a_changed_row_is_filtered_by_its_new_words() -> None:
    titles = {"T1": "mail", "T2": "call"}
    rows = _sorted_rows(titles)
    rows.load([("T1", "today", 1), ("T2", "today", 2)])
    rows.filter("mail")

    titles.update(T1="call", T2="mail")
    rows.put("T1", "today", 1)
    rows.put("T2", "today", 2)
    assert list(rows.keys()) == ["T2"]
    rows.remove("T2")
    assert list(rows.keys()) == []


_CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(0, 20), st.sampled_from(["today", "week", "rest"]),
                  st.integers(0, 5)),
        st.tuples(st.just("remove"), st.integers(0, 20)),
        st.tuples(st.just("filter"), st.sampled_from(["", "1", "12", "t", "t 1", "x"])),
    ),
    max_size=60,
)  # fmt: skip


@given(_CHANGES)
def test_any_changes_leave_the_rows_as_a_sort_and_a_search_would(changes: list[tuple]) -> None:  # type: ignore[type-arg]
    rows = _sorted_rows()
    model: dict[str, tuple[int, int]] = {}
    wanted = ""
    order = ["today", "week", "rest"]
    for change in changes:
        match change:
            case ("put", number, section, sort_key):
                rows.put(f"T{number}", section, sort_key)
                model[f"T{number}"] = (order.index(section), sort_key)
            case ("remove", number):
                rows.remove(f"T{number}")
                model.pop(f"T{number}", None)
            case ("filter", text):
                rows.filter(text)
                wanted = text

    shown = [key for key in model if all(word in key.lower() for word in wanted.split())]
    shown.sort(key=lambda key: (*model[key], key))

    assert list(rows.keys()) == shown
    assert [key for key in _all_keys(rows) if not key.startswith("#")] == shown
    for index in range(len(rows)):
        assert rows.index_of(rows.key_at(index)) == index


def test_loading_does_not_care_about_the_order() -> None:
    data = [(f"T{number}", "today", number) for number in range(50)]
    shuffled = data.copy()
    random.Random(7).shuffle(shuffled)
    one, other = _sorted_rows(), _sorted_rows()

    one.load(data)
    other.load(shuffled)

    assert _all_keys(one) == _all_keys(other)
