"""A day of delegation by keys: give, hand in, ask, decide, move a due, log, pay."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.actions.delegating.logs import ask_question
from cockpit.actions.delegating.payments import add_payment
from cockpit.actions.records import add_record, edit_record
from cockpit.tui.widgets.record_list import RecordList
from tests.tui.main_host import TUESDAY, Cockpit, local, small_cockpit

EUR = {"minor": 12000, "currency": "EUR"}


async def typed(cockpit: Cockpit, *texts: str) -> None:
    """Fill the fields of a form one after the other, and save it."""
    for at, text in enumerate(texts):
        if at:
            await cockpit.press("tab")
        if text:
            await cockpit.type(text)
    await cockpit.press("ctrl+s")


async def test_a_day_of_delegation_by_keys(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        # a task is given away with one key: five fields complete the assignment
        await cockpit.go("T3")
        await cockpit.press("D i")  # Ivo
        await typed(cockpit, "Every paper has its answer", "all are sent", "fri 16:00")
        given = cockpit.body("A4")
        assert (given["title"], given["task"], given["contractor"]) == (
            "Answer the press",
            "T3",
            "C2",
        )
        assert given["done_when"] == ["all are sent"]
        assert cockpit.body("T3")["waiting"] == {"who": "Ivo"}
        # the brief goes to the clipboard, and the work is sent
        await cockpit.go("A4")
        await cockpit.press("Y")
        assert "Every paper has its answer" in cockpit.app.clipboard
        await cockpit.press("v s")
        assert cockpit.body("A4")["state"] == "sent"
        # it is handed in, changes are asked, it is handed in again and approved
        await cockpit.press("v d")
        await cockpit.type("shared folder")
        await cockpit.press("enter")
        assert cockpit.body("J2")["where"] == "shared folder"  # J1 is Maria's logo
        await cockpit.press("v c")
        await cockpit.type("shorter")
        await cockpit.press("enter")
        assert cockpit.body("J2")["reason"] == "shorter"
        await cockpit.press("v d enter")
        await cockpit.press("v a")
        assert cockpit.body("A4")["state"] == "approved"
        assert cockpit.body("J3")["verdict"] == "approved"
        assert cockpit.body("T3")["state"] == "done"
        # he is praised, and his money is planned and paid
        await cockpit.go("C2")
        await cockpit.press("f")
        await typed(cockpit, "praise", "Short and friendly")
        assert cockpit.body("K1")["words"] == "Short and friendly"
        await cockpit.press("p")
        await typed(cockpit, "Press letters", "120 EUR")
        assert cockpit.body("M1")["amount"] == EUR
        await cockpit.press("p")
        await cockpit.press("enter")
        assert cockpit.body("M1")["paid"] == "2026-11-24"


async def test_a_check_in_says_what_holds_the_work_up(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        edit_record(cockpit.workspace, "A3", {"due": "2026-12-24T12:00:00Z"})
        await cockpit.settled()
        await cockpit.go("A3")
        await cockpit.press("h")
        await typed(cockpit, "off", "no pictures", "take some")
        check_in = cockpit.body("U1")
        assert (check_in["assignment"], check_in["status"]) == ("A3", "off_track")
        assert cockpit.body("C2")["last_contact"] == "2026-11-24T09:20:00Z"
        ivo = cockpit.texts(4)[cockpit.rows(4).index("C2")]
        assert "off track: no pictures" in ivo


async def test_a_form_that_lacks_something_says_what_and_stays(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("p")
        await typed(cockpit, "Letters", "120")
        assert "has no currency" in cockpit.screen
        assert cockpit.app.screen is not cockpit.main
        await cockpit.press("escape escape")
        assert cockpit.app.screen is cockpit.main
        assert not cockpit.workspace.live("payment")


async def test_heard_about_a_piece_of_work_it_moves(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("A3")
        await cockpit.press("c")
        assert cockpit.body("U1")["assignment"] == "A3"
        assert cockpit.body("C2")["last_contact"] == "2026-11-24T09:20:00Z"
        await cockpit.press("u")
        assert "last_contact" not in cockpit.body("C2")


@pytest.mark.parametrize(("key", "by"), [("y", "owner"), ("h", "contractor")])
async def test_the_due_moves_and_who_moved_it_is_kept(tmp_path: Path, key: str, by: str) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("A3")
        await cockpit.press(f"m {key}")
        await cockpit.type("fri 16:00")
        assert "Fri 27 Nov 16:00" in cockpit.screen
        await cockpit.press("enter")
        (move,) = cockpit.body("A3")["due_moves"]
        assert (move["by"], move["after"]) == (by, "2026-11-27T15:00:00Z")


async def test_moving_a_person_says_why_not(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("m")
        assert "due of an assignment" in cockpit.said


async def test_a_question_waits_in_the_pane_and_is_answered_with_v(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        edit_record(cockpit.workspace, "A3", {"due": "2026-12-24T12:00:00Z"})
        ask_question(cockpit.workspace, "A3", "Which [/b] red?")
        await cockpit.settled()
        assert cockpit.edges(4)[0] == "3 waiting on you"
        await cockpit.go("C2")
        await cockpit.press("v q")
        assert "Which [/b] red?" in cockpit.screen
        await cockpit.type("the dark one")
        await cockpit.press("enter")
        assert cockpit.body("A3")["questions"][0]["answer"] == "the dark one"
        assert cockpit.edges(4)[0] == "2 waiting on you"


async def test_rejecting_asks_why(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("A1")
        await cockpit.press("v r enter")
        assert "Say why it is rejected" in cockpit.screen, "the line stays, with the sentence"
        await cockpit.type("not ours")
        await cockpit.press("enter")
        assert cockpit.body("A1")["state"] == "cancelled"


async def test_a_job_larger_than_tried_is_told(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        edit_record(
            cockpit.workspace, "A2", {"estimate_minutes": 600, "due": "2026-12-24T12:00:00Z"}
        )
        await cockpit.settled()
        await cockpit.go("A2")
        await cockpit.press("v s")
        assert cockpit.body("A2")["state"] == "sent"
        assert "nothing was approved of Maria here yet" in cockpit.said


async def test_a_request_for_a_check_in_is_copied_and_is_no_sign_of_life(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("C2")
        cockpit.main.run_command("check-in-request")
        await cockpit.settled()
        assert cockpit.app.clipboard.startswith("Hello Ivo,")
        assert cockpit.body("U1")["direction"] == "outgoing"
        assert "last_contact" not in cockpit.body("C2")


async def test_the_contractor_in_full_shows_every_signal_and_what_to_do(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path, size=(120, 60)) as cockpit:
        edit_record(cockpit.workspace, "C2", {"cadence_days": 3, "capacity_minutes": 600})
        add_payment(cockpit.workspace, {"assignment": "A3", "what": "Banner", "amount": EUR,
                                        "paid": "2026-11-20"})  # fmt: skip
        await cockpit.settled()
        await cockpit.go("C2")
        await cockpit.press("enter")
        for words in (
            "on time · on time 0 of 1: too few to tell",
            "contact · no word for",
            "at risk · 120 EUR paid for A3, nothing delivered",
            "What to do",
            "Write once more",
            "Money",
        ):
            assert words in cockpit.screen, words


async def test_an_assignment_in_full_shows_its_versions(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path, size=(120, 60)) as cockpit:
        await cockpit.go("A1")
        await cockpit.press("v c")
        await cockpit.type("rounder")
        await cockpit.press("enter")
        await cockpit.press("enter")
        assert "Handed in" in cockpit.screen
        assert "version 1" in cockpit.screen
        assert "rounder" in cockpit.screen


async def test_what_is_due_and_how_sure_it_is(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        edit_record(cockpit.workspace, "A3", {"due": "2026-11-27T12:00:00Z"})
        job = {"contractor": "C2", "title": "Old", "state": "approved", "sent_at": "2026-11-01T08:00:00Z",
               "due": "2026-11-05T08:00:00Z", "delivered_at": "2026-11-04T08:00:00Z",
               "closed_at": "2026-11-05T08:00:00Z"}  # fmt: skip
        for number in range(7):
            late = {"delivered_at": "2026-11-06T08:00:00Z"} if number == 6 else {}
            add_record(cockpit.workspace, "assignment", {**job, **late})
        await cockpit.settled()
        ivo = cockpit.texts(4)[cockpit.rows(4).index("C2")]
        assert "due fri 13:00 · on time 6 of 7" in ivo


async def test_a_verdict_stands_with_its_money_and_its_release(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        add_payment(cockpit.workspace, {"assignment": "A1", "what": "Logo", "amount": EUR})
        terms = {"contractor": "C1", "terms": "on_delivery", "release_days": 14}
        add_record(cockpit.workspace, "engagement", terms)
        await cockpit.settled()
        logo = cockpit.texts(4)[cockpit.rows(4).index("A1")]
        assert "your verdict · 120 EUR · goes 4 dec" in logo


async def test_the_team_and_who_is_busy(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        edit_record(cockpit.workspace, "C2", {"capacity_minutes": 600})
        edit_record(
            cockpit.workspace, "A3", {"estimate_minutes": 1200, "due": "2026-11-27T12:00:00Z"}
        )
        await cockpit.settled()
        cockpit.main.run_command("team")
        await cockpit.settled()
        assert "20h in hand: busy until 2026-12-08" in cockpit.screen
        assert "A3 cannot be finished in time" in cockpit.screen
        assert "hours a week unknown" in cockpit.screen  # Maria's


async def test_hostile_words_are_no_markup(tmp_path: Path) -> None:
    hostile = "[/b] [red]x \x1b[31m 漢字"
    async with small_cockpit(tmp_path, size=(120, 60)) as cockpit:
        edit_record(cockpit.workspace, "C2", {"name": hostile, "cadence_days": 3})
        edit_record(cockpit.workspace, "A3", {"title": hostile, "due": "2026-12-24T12:00:00Z"})
        ask_question(cockpit.workspace, "A3", hostile)
        add_payment(cockpit.workspace, {"assignment": "A3", "what": hostile, "amount": EUR})
        await cockpit.settled()
        for keys in ("enter", "v", "h", "f", "p", "m", "V"):
            for reference in ("C2", "A3"):
                await cockpit.go(reference)
                await cockpit.press(keys)
                await cockpit.press("escape escape")
                assert cockpit.app.screen is cockpit.main
        assert "[/b]" in "\n".join(cockpit.texts(4))
        assert local("24 10:20") == TUESDAY


async def test_the_nightly_review_answers_questions_and_sends_drafts(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        edit_record(cockpit.workspace, "A2", {"due": "2026-12-24T12:00:00Z"})
        ask_question(cockpit.workspace, "A3", "Which red?")
        await cockpit.settled()
        await cockpit.press("R")
        ends = cockpit.app.screen.query_one(RecordList)
        keys = [ends.source.key_at(at) for at in range(len(ends.source))]
        ends.move_to(next(key for key in keys if key.startswith("A3?")))
        await cockpit.press("space")
        await cockpit.type("the dark one")
        await cockpit.press("enter")
        assert cockpit.body("A3")["questions"][0]["answer"] == "the dark one"
        cockpit.app.screen.query_one(RecordList).move_to("A2")
        await cockpit.press("space")
        assert cockpit.body("A2")["state"] == "sent"


async def test_the_nightly_review_can_reject_with_a_reason(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.press("R")
        cockpit.app.screen.query_one(RecordList).move_to("A1")
        await cockpit.press("space r")
        await cockpit.type("not what was asked")
        await cockpit.press("enter")

        assert (cockpit.body("A1")["state"], cockpit.body("J1")["verdict"]) == (
            "cancelled",
            "rejected",
        )
        assert cockpit.body("J1")["reason"] == "not what was asked"


async def test_a_prospect_is_vetted_from_the_palette(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("C2")
        cockpit.main.run_command("vetting-list")
        await cockpit.settled()
        checks = cockpit.workspace.live("vetting").values()
        assert len(checks) == 7
        assert {one.get("result") for one in checks} == {None}, "not known, and no answer yet"
        cockpit.main.run_command("client-questions")
        await cockpit.settled()
        assert "Would you give Ivo work again?" in cockpit.app.clipboard
