"""The first start: enter five times gives a working week; one undo takes it all away again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.actions.first_start import (
    blocks_within,
    check_answer,
    chosen_functions,
    guess_zone,
    is_first_start,
    questions,
    read_reply,
    read_working_week,
    set_up,
)
from cockpit.actions.records import add_record
from cockpit.domain.records import MODELS
from cockpit.errors import CockpitError, Refused
from cockpit.store.workspace import Workspace
from tests.dialog_host import workspace_at


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = workspace_at(tmp_path / "home", ready=False)
    yield workspace
    workspace.close()


def test_the_defaults_alone_give_a_whole_week(workspace: Workspace) -> None:
    assert is_first_start(workspace)

    set_up(workspace, {"zone": "Europe/Berlin"})

    hours = workspace.live("hours")[1]
    assert (hours["name"], hours["zone"]) == ("My business", "Europe/Berlin")
    assert hours["week"]["fri"] == [["09:00", "12:30"], ["13:30", "17:30"]]
    assert "sat" not in hours["week"]
    assert len(workspace.live("function")) == 6
    assert len(workspace.live("block")) >= 10
    assert {body["kind"] for body in workspace.live("promise").values()} == {
        "inquiry", "complaint", "refund", "order",
    }  # fmt: skip
    assert not is_first_start(workspace)


def test_everything_written_is_valid(workspace: Workspace) -> None:
    set_up(workspace, {})

    for table in ("hours", "function", "block", "promise"):
        for number, body in workspace.live(table).items():
            assert MODELS[table].of(f"X{number}", body).body() == body


def test_it_is_one_change_which_undo_takes_back_and_which_can_be_made_again(
    workspace: Workspace,
) -> None:
    change = set_up(workspace, {"business": "Paper Birds"})
    assert change.label == "Set up Paper Birds"

    workspace.undo()
    assert is_first_start(workspace)

    set_up(workspace, {"business": "Paper Birds"})
    assert workspace.live("hours")[1]["name"] == "Paper Birds"


def test_a_home_in_use_is_not_touched(workspace: Workspace) -> None:
    set_up(workspace, {})
    before = workspace.revision

    with pytest.raises(Refused, match="set up already"):
        set_up(workspace, {})
    assert workspace.revision == before


def test_what_is_there_already_is_used_and_added_to(workspace: Workspace) -> None:
    mine = add_record(workspace, "function", {"name": "client WORK", "target_minutes": 60}).ref
    workspace.table("promise").insert(
        {"uid": "1", "created_at": "2026-11-23T09:15:00Z", "kind": "gift"}
    )

    set_up(workspace, {})

    assert len(workspace.live("function")) == 6
    assert workspace.live("function")[1]["target_minutes"] == 60
    assert mine in {body["function"] for body in workspace.live("block").values()}
    assert [body["kind"] for body in workspace.live("promise").values()] == ["gift"]


def test_a_wrong_answer_writes_nothing(workspace: Workspace) -> None:
    with pytest.raises(CockpitError, match="Europe/Berlin"):
        set_up(workspace, {"zone": "Europe/Berlim"})
    assert is_first_start(workspace)


@pytest.mark.parametrize(
    ("key", "text", "reason"),
    [
        ("zone", "Mars", "There is no time zone 'Mars'"),
        ("hours", "always", "not a weekday"),
        ("hours", "9:00", "not a span"),
        ("hours", "9-12 10-14", "overlap"),
        ("functions", "writing 200", "a week has 168h"),
        ("reply", "soon", "not a length"),
        ("reply", "0", "no time at all"),
    ],
)
def test_an_answer_that_cannot_be_is_told(key: str, text: str, reason: str) -> None:
    with pytest.raises(CockpitError, match=reason):
        check_answer(key, text)


def test_every_default_can_be() -> None:
    for question in questions("Europe/Berlin"):
        check_answer(question.key, question.default)
        check_answer(question.key, "")


@pytest.mark.parametrize(("said", "minutes"), [("4", 240), ("1.5", 90), ("90m", 90), ("2h", 120)])
def test_a_reply_is_in_hours_unless_it_says_otherwise(said: str, minutes: int) -> None:
    assert read_reply(said) == minutes


def test_hours_may_name_their_days() -> None:
    assert read_working_week("tue-thu 10-14; sat 9-12") == {
        "tue": [["10:00", "14:00"]],
        "wed": [["10:00", "14:00"]],
        "thu": [["10:00", "14:00"]],
        "sat": [["09:00", "12:00"]],
    }


def test_functions_are_known_by_name_and_others_taken_as_said() -> None:
    found = chosen_functions(" client work,Pottery, CLIENT WORK ,,personal")

    assert [one["name"] for one in found] == ["Client work", "Pottery", "Personal"]
    assert [one.get("target_minutes") for one in found] == [720, None, 300]
    assert found[2]["personal"] is True


def test_hours_a_week_may_follow_a_function() -> None:
    found = chosen_functions("client work 10, Pottery 1.5h, Stall 1h30m, Mail 45m, Area 51b, 7")

    assert [(one["name"], one.get("target_minutes")) for one in found] == [
        ("Client work", 600),
        ("Pottery", 90),
        ("Stall", 90),
        ("Mail", 45),
        ("Area 51b", None),
        ("7", None),
    ]


def test_blocks_are_cut_to_the_working_hours_and_personal_time_is_not() -> None:
    week = {"mon": [["10:00", "11:20"]]}
    blocks = blocks_within(week, {"client work", "customer service", "personal"})
    monday = [one for one in blocks if one["weekday"] == "mon"]

    # customer service would keep 20 minutes (11:00 to 11:20): too little for a block
    assert [(one["function"], one["start"], one["end"]) for one in monday] == [
        ("Client work", "10:00", "11:00"),
        ("Personal", "12:30", "13:30"),
    ]


def test_the_zone_is_guessed_from_the_machine(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    assert guess_zone({}, str(tmp_path)) == "UTC"

    (tmp_path / "etc/localtime").symlink_to("/usr/share/zoneinfo/America/Lima")
    assert guess_zone({}, str(tmp_path)) == "America/Lima"

    (tmp_path / "etc/timezone").write_text("Europe/Madrid\n")
    assert guess_zone({}, str(tmp_path)) == "Europe/Madrid"
    assert guess_zone({"TZ": ":Asia/Manila"}, str(tmp_path)) == "Asia/Manila"
    assert guess_zone({"TZ": "<+03>-3"}, str(tmp_path)) == "Europe/Madrid"
