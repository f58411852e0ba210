"""What a first start offers fits together: few questions, each with a default that works."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from cockpit.actions.typed.targets import read_target
from cockpit.locations import package_data


@pytest.fixture(scope="module")
def starter() -> dict[str, Any]:
    with open(package_data("starter.toml"), "rb") as file:
        return tomllib.load(file)


def test_at_most_five_questions_each_with_a_default(starter: dict[str, Any]) -> None:
    assert 1 <= len(starter["questions"]) <= 5
    assert all(question["ask"] and question["default"] for question in starter["questions"])


def test_the_functions_offered_are_known_and_every_block_has_one(starter: dict[str, Any]) -> None:
    known = {function["name"].casefold() for function in starter["functions"]}
    default = {question["key"]: question["default"] for question in starter["questions"]}

    assert {name.strip() for name in default["functions"].split(",")} <= known
    assert {block["function"].casefold() for block in starter["blocks"]} <= known


def test_no_two_blocks_overlap(starter: dict[str, Any]) -> None:
    for weekday in ("mon", "tue", "wed", "thu", "fri"):
        spans = sorted(
            (block["start"], block["end"])
            for block in starter["blocks"]
            if weekday in block["days"]
        )
        ends = ["00:00", *(end for _start, end in spans)]
        assert all(before <= start < end for before, (start, end) in zip(ends, spans, strict=False))


def test_every_promise_can_be_read_and_its_kind_is_served(starter: dict[str, Any]) -> None:
    served = {kind for function in starter["functions"] for kind in function.get("kinds", ())}

    for promise in starter["promises"]:
        assert promise["kind"] in served
        for name in ("first_response", "next_response", "resolution"):
            if name in promise and promise[name] != "reply":
                assert read_target(promise[name])["measure"] in ("working", "batch")
