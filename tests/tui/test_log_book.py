"""What is logged of a contractor is corrected by keys; money is read per person, function, month."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.actions.delegating.logs import log_check_in, log_feedback, log_vetting
from cockpit.actions.delegating.payments import add_payment
from cockpit.actions.records import add_record, edit_record
from cockpit.tui.delegating.log_book import LogBook
from cockpit.tui.dialogs.record import RecordScreen
from cockpit.tui.widgets.record_list import RecordList
from tests.tui.main_host import Cockpit, small_cockpit

EUR = {"minor": 12000, "currency": "EUR"}
USD = {"minor": 5000, "currency": "USD"}


def logged(cockpit: Cockpit) -> None:
    """Something of every kind about Ivo."""
    workspace = cockpit.workspace
    add_record(workspace, "engagement", {"contractor": "C2", "terms": "hourly", "rate": EUR})
    add_payment(workspace, {"assignment": "A3", "what": "Banner", "amount": EUR,
                            "due": "2026-11-20"})  # fmt: skip
    add_payment(workspace, {"contractor": "C2", "what": "Fonts", "amount": USD,
                            "paid": "2026-11-19"})  # fmt: skip
    log_check_in(workspace, {"assignment": "A3", "status": "caution", "blocker": "no logo"})
    log_feedback(workspace, {"contractor": "C2", "kind": "praise", "words": "quick"})
    log_vetting(workspace, {"contractor": "C2", "kind": "references", "result": "good"})


def words(cockpit: Cockpit) -> str:
    return " ".join(cockpit.screen.split())


async def test_everything_logged_of_one_person_stands_in_his_log_book(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        logged(cockpit)
        await cockpit.settled()
        await cockpit.go("C2")
        await cockpit.press("L")

        for said in (
            "Logged of Ivo",
            "hourly · 120 EUR",
            "120 EUR · Banner · A3 due",
            "50 USD · Fonts paid",
            "A3 · caution · held up: no logo",
            "praise · quick",
            "references good",
        ):
            assert said in words(cockpit), said


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [("M1", "what", "Banner, large"), ("K1", "words", "very quick"), ("U1", "blocker", "none")],
)
async def test_a_payment_a_check_in_and_feedback_are_edited_from_the_contractor_in_full(
    key: str, field: str, value: str, tmp_path: Path
) -> None:
    async with small_cockpit(tmp_path, size=(120, 70)) as cockpit:
        logged(cockpit)
        await cockpit.settled()
        await cockpit.go("C2")
        await cockpit.press("enter L")
        cockpit.app.screen.query_one(RecordList).move_to(key)
        await cockpit.press("e")
        form = cockpit.app.screen
        names = [row.field.name for row in form.rows]  # type: ignore[attr-defined]
        for _field in range(names.index(field)):
            await cockpit.press("tab")
        await cockpit.press("ctrl+u")
        await cockpit.type(value)
        await cockpit.press("ctrl+s")

        assert cockpit.body(key)[field] == value
        assert isinstance(cockpit.app.screen, LogBook)
        await cockpit.press("escape")
        assert isinstance(cockpit.app.screen, RecordScreen)
        assert value in words(cockpit)


async def test_a_payment_is_ticked_off_there_and_u_takes_it_back(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        logged(cockpit)
        await cockpit.settled()
        await cockpit.go("A3")
        await cockpit.press("L")
        cockpit.app.screen.query_one(RecordList).move_to("M1")
        await cockpit.press("space")
        assert cockpit.body("M1")["paid"] == "2026-11-24"
        await cockpit.press("u")
        assert "paid" not in cockpit.body("M1")


async def test_one_is_added_by_the_key_of_its_kind_and_archived(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("L f")
        await cockpit.type("praise")
        await cockpit.press("tab")
        await cockpit.type("thank you")
        await cockpit.press("ctrl+s")
        assert cockpit.body("K1")["words"] == "thank you"
        assert cockpit.app.screen.query_one(RecordList).cursor_key == "K1"
        await cockpit.press("d")
        assert cockpit.body("K1")["closed_at"]
        assert "No feedback" in cockpit.screen


async def test_money_stands_per_contractor_function_and_month(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        logged(cockpit)
        edit_record(cockpit.workspace, "A3", {"function": "F1"})
        await cockpit.settled()
        cockpit.main.run_command("money-report")
        await cockpit.settled()

        for said in (
            "Per contractor",
            "Ivo paid 50 USD due 120 EUR",
            "Per function",
            "Writing due 120 EUR",
            "Per month",
            "2026-11 paid 50 USD due 120 EUR",
            "all paid 50 USD due 120 EUR",
        ):
            assert said in words(cockpit), said


async def test_without_a_payment_the_report_says_how_to_plan_one(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        cockpit.main.run_command("money-report")
        await cockpit.settled()
        assert "p on a contractor plans one" in words(cockpit)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (160, 48)])
async def test_they_fit_every_size_with_any_words(size: tuple[int, int], tmp_path: Path) -> None:
    async with small_cockpit(tmp_path, size=size) as cockpit:
        hostile = "[/b] [red]x \x1b[31m 漢字 " + "x" * 300
        edit_record(cockpit.workspace, "C2", {"name": hostile})
        add_payment(cockpit.workspace, {"contractor": "C2", "what": hostile, "amount": EUR})
        log_feedback(cockpit.workspace, {"contractor": "C2", "kind": "teach", "words": hostile})
        await cockpit.settled()
        await cockpit.press("4")
        await cockpit.go("C2")
        await cockpit.press("L")
        assert "[/b]" in cockpit.screen
        await cockpit.press("escape")
        cockpit.main.run_command("money-report")
        await cockpit.settled()
        assert "[/b]" in cockpit.screen
        assert max(map(len, cockpit.screen.splitlines())) <= size[0]
