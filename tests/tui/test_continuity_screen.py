"""Continuity and the drill over the cockpit: worked on by keys, answered in place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from cockpit.actions.continuity.access import grant_access
from cockpit.actions.continuity.procedures import log_run
from cockpit.actions.records import add_record, edit_record
from cockpit.store.workspace import Workspace
from cockpit.tui.continuity.continuity import Continuity
from cockpit.tui.continuity.drill import DrillScreen
from cockpit.tui.continuity.losses import Losses
from cockpit.tui.dialogs.ask import Ask
from cockpit.tui.dialogs.choose import Choose
from cockpit.tui.dialogs.dialog import Box
from cockpit.tui.dialogs.form import RecordForm
from cockpit.tui.dialogs.form_row import FormRow
from cockpit.tui.dialogs.record import RecordScreen
from cockpit.tui.widgets.record_list import RecordList
from tests.dialog_host import HOSTILE
from tests.tui.main_host import Cockpit, app_on, open_home, running, small_business


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Workspace]:
    """Functions and people, and nothing known of what they stand on."""
    workspace = small_business(open_home(tmp_path / "home"))
    yield workspace
    workspace.close()


@pytest.fixture
def workspace(bare: Workspace) -> Workspace:
    """Ivo (C2) holds the domain that writing and the shop need; the mail is your own."""
    edit_record(bare, "F1", {"primary": "owner"})
    edit_record(bare, "F3", {"primary": "C2"})
    held = dict.fromkeys(("registered_to", "second_factor", "recovery"), "C2")
    domain = {"name": "planner.example", "functions": ["F1", "F3"], "owner_admin": False}
    add_record(bare, "asset", {**domain, **held})
    own = dict.fromkeys(("registered_to", "second_factor", "recovery"), "owner")
    add_record(bare, "asset", {"name": "Mail", "functions": ["F1"], "owner_admin": True, **own})
    add_record(bare, "procedure", {"name": "Ship an order", "function": "F3", "where": "page 4"})
    return bare


@asynccontextmanager
async def opened(
    workspace: Workspace, keys: str, size: tuple[int, int] = (120, 48)
) -> AsyncIterator[Cockpit]:
    async with running(app_on(workspace), size) as cockpit:
        await cockpit.press(keys)
        yield cockpit


def title(cockpit: Cockpit) -> str:
    return str(cockpit.dialog.query_one(Box).border_title)


def rows(cockpit: Cockpit) -> list[str]:
    source = cockpit.dialog.query_one(RecordList).source
    return [source.key_at(place) for place in range(len(source))]


async def on(cockpit: Cockpit, key: str) -> None:
    """The cursor stands on a row."""
    assert cockpit.dialog.query_one(RecordList).move_to(key), (key, rows(cockpit))
    await cockpit.settled()


# -- continuity --------------------------------------------------------------------------------


async def test_without_anything_it_teaches_and_f_fills_it(bare: Workspace) -> None:
    async with opened(bare, "C") as cockpit:
        assert isinstance(cockpit.dialog, Continuity)
        assert rows(cockpit) == []
        assert "What your business stands on: domains, accounts" in cockpit.screen
        assert "f fill from the starter lists" in cockpit.screen
        await cockpit.press("f")
        assert "#assets" in rows(cockpit)
        assert len(bare.live("asset")) > 10
        await cockpit.press("u")
        assert rows(cockpit) == []


async def test_it_shows_who_does_what_and_what_it_stands_on(workspace: Workspace) -> None:
    grant_access(workspace, "S2", "C1", shared=True)
    async with opened(workspace, "C") as cockpit:
        assert title(cockpit) == "Continuity · 2 assets · 1 accesses · 1 procedures"
        assert rows(cockpit) == [
            "#functions", "F1", "F2", "F3", "#assets", "S2", "S1", "#grants", "G1",
            "#procedures", "D1",
        ]  # fmt: skip
        lines = [" ".join(line.split()) for line in cockpit.screen.splitlines()]
        for words in (
            "F1 Writing you nobody ✓ covered",
            "F2 Support ? nobody ◐ no access",
            "S1 planner.example Ivo no – 2 ?",
            "G1 Mail Maria use shared 2027-02-22",
            "D1 Ship an order page 4 nobody –",
        ):
            assert any(words in line for line in lines), words


async def test_an_asset_is_added_in_a_form_of_five_fields_and_archived(
    workspace: Workspace,
) -> None:
    async with opened(workspace, "C") as cockpit:
        await on(cockpit, "S1")
        await cockpit.press("a")
        assert len(cockpit.dialog.query(FormRow)) == 5
        await cockpit.type("Newsletter list")
        await cockpit.press("ctrl+s")
        assert cockpit.body("S3")["name"] == "Newsletter list"
        assert cockpit.dialog.query_one(RecordList).cursor_key == "S3"
        await cockpit.press("d")
        assert "S3" not in rows(cockpit)
        await cockpit.press("u")
        assert "S3" in rows(cockpit)


async def test_a_procedure_is_added_to_the_function_under_the_cursor(workspace: Workspace) -> None:
    async with opened(workspace, "C") as cockpit:
        await on(cockpit, "F2")
        assert "a add procedure" in cockpit.screen
        await cockpit.press("a")
        await cockpit.type("Answer a customer")
        await cockpit.press("ctrl+s")
        assert cockpit.body("D2")["function"] == "F2"


async def test_access_is_given_and_revoked(workspace: Workspace) -> None:
    async with opened(workspace, "C") as cockpit:
        await on(cockpit, "S2")
        await cockpit.press("D")
        assert isinstance(cockpit.dialog, Choose)
        await cockpit.press("enter")
        assert title(cockpit) == "Access to Mail for Maria"
        assert workspace.live("grant") == {}
        await cockpit.type("admin")
        await cockpit.press("ctrl+s")
        grant = cockpit.body("G1")
        assert (grant["asset"], grant["contractor"], grant["level"]) == ("S2", "C1", "admin")
        assert grant["since"] == "2026-11-24"
        await on(cockpit, "G1")
        await cockpit.press("d")
        assert "closed_at" in cockpit.body("G1")
        assert "#grants-empty" in rows(cockpit)


async def test_a_procedure_that_was_followed_takes_three_keys(workspace: Workspace) -> None:
    async with opened(workspace, "C") as cockpit:
        await on(cockpit, "D1")
        await cockpit.press("space")
        assert title(cockpit) == "Who followed “Ship an order”?"
        await cockpit.press("i a")
        run = cockpit.body("N1")
        assert (run["by"], run["unaided"], run["ok"]) == ("owner", True, True)
        assert "you, today" in cockpit.screen
        await cockpit.press("v")
        assert cockpit.body("D1")["reviewed"] == "2026-11-24"


async def test_a_login_of_your_own_is_one_key(workspace: Workspace) -> None:
    async with opened(workspace, "C") as cockpit:
        await on(cockpit, "S2")
        await cockpit.press("space")
        assert cockpit.body("S2")["last_login"] == "2026-11-24"
        await on(cockpit, "F1")
        await cockpit.press("space")
        assert any("Tick an asset" in one for one in cockpit.toasts)


async def test_a_record_tells_who_gets_in_and_who_followed_it(workspace: Workspace) -> None:
    grant_access(workspace, "S2", "C1", shared=True)
    log_run(workspace, "D1", "C1", unaided=False, ok=True, note="slowly")
    async with opened(workspace, "C") as cockpit:
        for key, words in (
            ("S2", "G1 Maria use · shared"),
            ("D1", "2026-11-24 Maria · with help · right · slowly"),
        ):
            await on(cockpit, key)
            await cockpit.press("enter")
            lines = [" ".join(line.split()) for line in cockpit.screen.splitlines()]
            assert any(words in line for line in lines), words
            await cockpit.press("escape")


async def test_what_is_under_the_cursor_is_opened_edited_and_never_changed_by_that(
    workspace: Workspace,
) -> None:
    revision = workspace.revision
    async with opened(workspace, "C") as cockpit:
        for key in ("F1", "S1", "D1"):
            await on(cockpit, key)
            await cockpit.press("enter")
            assert isinstance(cockpit.dialog, RecordScreen)
            await cockpit.press("escape e")
            assert isinstance(cockpit.dialog, RecordForm)
            await cockpit.press("escape")
        assert workspace.revision == revision


# -- the drill ---------------------------------------------------------------------------------


async def test_x_on_a_contractor_drills_him(workspace: Workspace) -> None:
    async with running(app_on(workspace), (120, 48)) as cockpit:
        await cockpit.go("A3")
        await cockpit.press("X")
        assert isinstance(cockpit.dialog, DrillScreen)
        assert title(cockpit) == "If Ivo is gone tomorrow: 2 functions stop"
        found = rows(cockpit)
        parts = [one for one in found if one.startswith("#")]
        assert parts == [
            "#score", "#rules", "#functions", "#work", "#questions", "#fixes",
        ]  # fmt: skip
        assert found[2] == "registered:S1"
        lines = [" ".join(line.split()) for line in cockpit.screen.splitlines()]
        assert any("▲ Shop ░░░░ 0 no access was 4" in line for line in lines)
        assert any("planner.example registered to Ivo: in law it is" in line for line in lines)


async def test_elsewhere_x_shows_every_single_loss_and_your_own(workspace: Workspace) -> None:
    async with opened(workspace, "X") as cockpit:
        assert isinstance(cockpit.dialog, Losses)
        assert rows(cockpit) == ["C2", "C1", "#owner", "owner"]
        assert title(cockpit).startswith("If one is gone tomorrow · worst: 0 of 100")
        await cockpit.press("j j enter")
        assert title(cockpit).startswith("If you are gone tomorrow: ")


async def test_yes_and_no_answer_a_question_in_place(workspace: Workspace) -> None:
    edit_record(workspace, "S1", {"owner_admin": None, "registered_to": None})
    async with running(app_on(workspace), (120, 48)) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("X")
        await on(cockpit, "?S1.owner_admin")
        await cockpit.press("n")
        assert cockpit.body("S1")["owner_admin"] is False
        assert "admin:S1" in rows(cockpit)
        await on(cockpit, "?S1.registered_to")
        await cockpit.press("y")
        assert cockpit.body("S1")["registered_to"] == "owner"
        assert "?S1.registered_to" not in rows(cockpit)
        await cockpit.press("u u")
        assert {"?S1.owner_admin", "?S1.registered_to"} <= set(rows(cockpit))


async def test_no_to_a_who_question_asks_who(workspace: Workspace) -> None:
    edit_record(workspace, "S1", {"recovery": None})
    async with running(app_on(workspace), (120, 48)) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("X")
        await on(cockpit, "?S1.recovery")
        await cockpit.press("n")
        assert isinstance(cockpit.dialog, Choose)
        await cockpit.press("o")
        assert isinstance(cockpit.dialog, Ask)
        await cockpit.type("Old Agency Ltd")
        await cockpit.press("enter")
        assert cockpit.body("S1")["recovery"] == "Old Agency Ltd"


async def test_enter_answers_in_a_line_and_a_secret_is_refused_there(workspace: Workspace) -> None:
    async with running(app_on(workspace), (120, 48)) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("X")
        await on(cockpit, "?S1.kept_where")
        await cockpit.press("enter")
        await cockpit.type("password: Tr0ub4dor&3")
        await cockpit.press("enter")
        assert isinstance(cockpit.dialog, Ask)
        assert "kept_where" not in cockpit.body("S1")
        await cockpit.press("escape")
        await cockpit.press("enter")
        await cockpit.type("safe, domain")
        await cockpit.press("enter")
        assert cockpit.body("S1")["kept_where"] == "safe, domain"


async def test_a_whole_fix_is_done_by_a_key_and_the_score_has_a_history(
    workspace: Workspace,
) -> None:
    async with running(app_on(workspace), (120, 48)) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("X")
        assert "score 0 of 100" in cockpit.screen
        await on(cockpit, "fix:F1")
        await cockpit.press("space")
        await cockpit.type("safe, domain")  # the only step that needs words
        await cockpit.press("enter")
        found = cockpit.body("S1")
        assert (found["registered_to"], found["owner_admin"]) == ("owner", True)
        assert "rules" not in " ".join(rows(cockpit))
        assert title(cockpit) == "If Ivo is gone tomorrow: 1 function stops"
        await cockpit.press("escape")
        await cockpit.press("X")
        lines = [line for line in cockpit.screen.splitlines() if "so far:" in line]
        assert "so far: 0 (24 Nov 10:20), 50 (24 Nov 10:20)" in lines[0]


async def test_the_steps_of_a_fix_become_tasks_of_tomorrow(workspace: Workspace) -> None:
    async with running(app_on(workspace), (120, 48)) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("X")
        await on(cockpit, "fix:F1")
        await cockpit.press("t")
        titles = {body["title"] for body in workspace.live("task").values()}
        assert "Have planner.example put into your name" in titles
        await cockpit.press("u")
        assert len(titles) > len(workspace.live("task"))


async def test_a_hard_rule_is_mended_where_it_stands(workspace: Workspace) -> None:
    async with running(app_on(workspace), (120, 48)) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("X")
        await on(cockpit, "second_factor:S1")
        await cockpit.press("space")
        assert cockpit.body("S1")["second_factor"] == "owner"
        assert "second_factor:S1" not in rows(cockpit)


async def test_keys_that_mean_nothing_here_say_so(workspace: Workspace) -> None:
    async with running(app_on(workspace), (120, 48)) as cockpit:
        await cockpit.go("C2")
        await cockpit.press("X")
        await on(cockpit, "function:F1")
        revision = workspace.revision
        for key, said in (
            ("y", "There is no question under the cursor."),
            ("n", "There is no question under the cursor."),
            ("space", "Nothing is to be ticked off here; fixes stand at the end (G)."),
            ("t", "Put the cursor on a fix; its steps become tasks of tomorrow."),
        ):
            cockpit.app.clear_notifications()
            await cockpit.press(key)
            assert cockpit.toasts == [said]
        assert workspace.revision == revision


async def test_leaving_lists_what_comes_first_and_copies_the_handover(
    workspace: Workspace,
) -> None:
    grant_access(workspace, "S2", "C2", shared=True)
    async with running(app_on(workspace), (120, 48)) as cockpit:
        await cockpit.go("A3")
        cockpit.main.run_command("leaving")
        await cockpit.settled()
        assert title(cockpit) == "When Ivo goes"
        lines = [" ".join(line.split()) for line in cockpit.screen.splitlines()]
        for words in (
            "A3 Shop banner · due 2026-11-23 12:00 · working",
            "S1 planner.example: it is in his name, he holds the second factor",
            "G1 Mail · use",
            "Handover · What he does",
            "F3 Shop · nobody else is named",
        ):
            assert any(words in line for line in lines), words
        await cockpit.press("y")
        assert "Shop · nobody else is named" in cockpit.app.clipboard


async def test_the_edge_of_the_pane_names_the_worst_loss_and_follows(workspace: Workspace) -> None:
    async with running(app_on(workspace)) as cockpit:
        _top, bottom = cockpit.main.panes[3]._edges
        assert bottom.left == "if Ivo is gone tomorrow: 2 functions stop"
        edit_record(workspace, "F3", {"primary": "owner"})
        edit_record(workspace, "S1", {"functions": ["F3"]})
        await cockpit.settled()
        _top, bottom = cockpit.main.panes[3]._edges
        assert bottom.left == "if Ivo is gone tomorrow: 1 function stops"


async def test_a_workspace_that_is_only_read_is_drilled_and_nothing_kept(
    workspace: Workspace,
) -> None:
    with patch.object(type(workspace), "read_only", True):
        async with opened(workspace, "X") as cockpit:
            await cockpit.press("enter")
            assert title(cockpit).startswith("If Ivo is gone")
    assert workspace.table("drill").all() == []


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (160, 48)], ids=str)
async def test_they_fit_every_size(workspace: Workspace, size: tuple[int, int]) -> None:
    async with opened(workspace, "C", size) as cockpit:
        assert len({len(line) for line in cockpit.screen.splitlines()}) == 1
        assert "esc close" in cockpit.screen
        await cockpit.press("X")
        await cockpit.press("enter")
        assert "esc close" in cockpit.screen
        assert "If Ivo is gone tomorrow" in cockpit.screen


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_any_words_are_shown_as_they_are(workspace: Workspace, text: str) -> None:
    for reference in ("C2", "F1", "S1", "D1"):
        edit_record(workspace, reference, {"name": text})
    edit_record(workspace, "S2", {"recovery": text})
    async with opened(workspace, "C") as cockpit:
        assert "\x1b" not in cockpit.screen
        await cockpit.press("X")
        await cockpit.press("enter")
        assert isinstance(cockpit.dialog, DrillScreen)
        assert "\x1b" not in cockpit.screen
        if text.startswith("["):
            assert text[:6] in cockpit.screen
