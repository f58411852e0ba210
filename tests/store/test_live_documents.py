"""Live documents behave as a plain dict of documents, whatever is looked at and changed."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from cockpit.store.live_documents import LiveDocuments

BODIES = st.dictionaries(st.sampled_from("abc"), st.one_of(st.integers(), st.text(max_size=3)))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.integers(1, 9), BODIES),
        st.tuples(st.just("del"), st.integers(1, 9), st.none()),
        st.tuples(st.just("get"), st.integers(1, 9), st.none()),
    ),
    max_size=30,
)


@given(st.dictionaries(st.integers(1, 9), BODIES), STEPS)
def test_it_is_a_dict_of_documents(start, steps) -> None:  # type: ignore[no-untyped-def]
    live = LiveDocuments((number, json.dumps(body)) for number, body in start.items())
    model = dict(start)
    for step, number, body in steps:
        if step == "set":
            live[number] = body
            model[number] = body
        elif step == "del":
            assert live.pop(number, None) == model.pop(number, None)
        else:
            assert live.get(number) == model.get(number)
        assert (number in live) == (number in model)
    assert len(live) == len(model)
    assert list(live) == list(model)
    assert dict(live.items()) == model
    assert list(live.values()) == list(model.values())


def test_a_walk_is_not_upset_by_changes_on_the_way() -> None:
    live = LiveDocuments((number, f'{{"n":{number}}}') for number in range(1000))
    seen = []
    for number, body in live.items():
        seen.append(body["n"])
        live.pop(number, None)
    assert seen == list(range(1000))
    assert len(live) == 0
