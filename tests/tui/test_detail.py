"""A record told in full: everything that is known of it, in lines that fit, nothing left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import ComposeResult
from textual.geometry import Size

from cockpit.actions.records import add_record, archive_record, edit_record
from cockpit.actions.requests import add_request, note_request, record_reply, wait_on_customer
from cockpit.store.workspace import Workspace
from cockpit.tui.record_text import record_rows
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import broken, flow, labelled, row_width, text_of
from cockpit.tui.widgets.cell_text import CellText
from cockpit.tui.widgets.detail import Detail
from tests.dialog_host import HOSTILE, Host, drawn, workspace_at

TASK: dict[str, Any] = {
    "title": "Launch mail",
    "place": "day",
    "day": "2026-11-23",
    "function": "F1",
    "estimate_minutes": 90,
    "due": "2026-11-23T15:00:00Z",
    "rolls": 2,
    "tags": ["mail", "launch"],
    "waiting": {"who": "maria", "until": "2026-11-27"},
    "checklist": [{"text": "outline", "done": True}, {"text": "draft", "done": False}],
    "notes": "one\n  two",
    "extra": {"depends": "abc"},
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = workspace_at(tmp_path / "home")
    yield workspace
    workspace.close()


def told(workspace: Workspace, reference: str, width: int = 60) -> str:
    return text_of(record_rows(Host(workspace).view, reference, width))


def test_a_task_in_full(workspace: Workspace) -> None:
    add_record(workspace, "task", TASK)

    assert told(workspace, "T1").splitlines() == [
        "Launch mail",
        "T1 ‖ waiting · in 5h 45m · rolled 2 times",
        "",
        "place         2026-11-23 (today)",
        "function      Client work  F1",
        "estimate      1h30m",
        "due           2026-11-23 16:00 (in 5h 45m)",
        "tags          mail launch",
        "waits on      maria until 2026-11-27",
        "",
        "Checklist 1 of 2",
        "✓ outline",
        "○ draft",
        "",
        "Notes",
        "one",
        "  two",
        "",
        "Also imported",
        "depends       abc",
        "",
        "added 2026-11-23 10:15",
    ]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-27T15:00:00Z", "2026-11-27 16:00 (fri)"),
        ("2026-11-20T15:00:00Z", "2026-11-20 16:00 (late 2d)"),
        ("2026-11-23T09:00:00Z", "2026-11-23 10:00 (late 15m)"),
    ],
)
def test_a_due_says_how_far_off_it_is(workspace: Workspace, due: str, words: str) -> None:
    add_record(workspace, "task", {"title": "x", "due": due})

    assert f"due           {words}" in told(workspace, "T1").splitlines()


def test_a_request_with_its_clocks_and_what_happened(workspace: Workspace) -> None:
    add_request(workspace, {"subject": "Logo", "customer": "Anna", "kind": "complaint"})
    record_reply(workspace, "R1", "asked which [/size]")
    note_request(workspace, "R1", "will call")
    wait_on_customer(workspace, "R1")

    text = told(workspace, "R1")

    assert "R1 ‖ waiting" in text
    assert "first answer  ✓ met" in text
    assert "resolved      ‖ waiting · 16h left" in text
    assert "kind          complaint" in text
    assert "2026-11-23 10:15 reply sent: asked which [/size]" in text
    assert "2026-11-23 10:15 note: will call" in text
    assert text.index("received") < text.index("reply sent")


def test_a_request_for_which_nothing_is_promised(workspace: Workspace) -> None:
    add_request(workspace, {"subject": "Logo", "customer": "Anna", "kind": "gift"})

    assert "Nothing is promised for this kind of request." in told(workspace, "R1")


def test_a_contractor_with_the_work_in_his_hands(workspace: Workspace) -> None:
    add_record(workspace, "contractor", {"name": "Ana", "functions": ["F3"]})
    add_record(workspace, "contractor", {"name": "Ben"})
    add_record(workspace, "assignment", {
        "contractor": "C1", "title": "Newsletter", "goal": "one mail", "done_when": ["sent", "read"],
        "due": "2026-11-25T16:00:00Z", "state": "delivered", "delivered_at": "2026-11-20T16:00:00Z",
    })  # fmt: skip

    text = told(workspace, "C1")
    assert "C1 ● active · delivered: your verdict" in text
    assert "▲ A1 Newsletter · your verdict · wed 17:00" in text
    assert "functions     Content" in text
    assert "In hand" not in told(workspace, "C2")
    assert "Done when\n- sent\n- read" in told(workspace, "A1")


@pytest.mark.parametrize("reference", ["H1", "F1", "B1", "P1"])
def test_every_record_of_the_setup_can_be_told(workspace: Workspace, reference: str) -> None:
    assert reference in told(workspace, reference)


def test_a_closed_record_says_when_and_a_missing_one_that_it_is_gone(workspace: Workspace) -> None:
    add_record(workspace, "task", TASK)
    archive_record(workspace, "T1")

    assert "closed 2026-11-23 10:15" in told(workspace, "T1")
    assert told(workspace, "T99") == "T99 is not there any more."
    assert "is not a record id" in told(workspace, "what")


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("width", [20, 58])
def test_hostile_words_fill_their_lines_and_no_more(
    workspace: Workspace, words: str, width: int
) -> None:
    add_record(workspace, "task", {
        "title": words, "notes": words, "project": words, "checklist": [{"text": words}],
        "extra": {"other": words},
    })  # fmt: skip

    rows = record_rows(Host(workspace).view, "T1", width)

    assert max(map(row_width, rows)) <= width
    if words == "x" * 10_000:
        assert text_of(rows).count("x") >= 50_000


def test_lines_are_broken_at_spaces_and_nothing_is_left_out() -> None:
    assert broken("  kept  as it is", 20) == ["  kept  as it is"]
    assert broken("one two three", 7) == ["one two", "three"]
    assert broken("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"]
    assert broken("日本語日本語", 5) == ["日本 ", "語日 ", "本語"]


def test_a_label_stands_once_and_pieces_flow() -> None:
    assert (
        text_of(labelled("due", "one two three", 14, label_width=4)) == "due  one two\n     three"
    )
    pieces = [(Cell("aaaa"),), (Cell("bbbb"),), (Cell("cccc"),)]
    assert text_of(flow(pieces, 10)) == "aaaa  bbbb\ncccc"
    assert text_of(flow([(Cell("a"), Cell("b" * 20))], 6)) == "abbbb…"


class WithDetail(Host):
    """The detail beside something that has the focus."""

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Detail(self.view)


async def test_the_panel_follows_and_never_takes_the_focus(workspace: Workspace) -> None:
    add_record(workspace, "task", TASK)
    add_record(workspace, "task", {"title": "[/b] second"})
    app = WithDetail(workspace)
    async with app.run_test(size=(60, 30)) as pilot:
        detail = app.query_one(Detail)
        assert "Here stands everything" in drawn(app)

        detail.show_record("T1")
        await pilot.pause()
        assert "Launch mail" in drawn(app)

        detail.show_record("T2")
        await pilot.pause()
        assert "[/b] second" in drawn(app)
        assert "Launch mail" not in drawn(app)

        edit_record(workspace, "T2", {"title": "third"})
        detail.show_record("T2")
        await pilot.pause()
        assert "third" in drawn(app)

        detail.show_record(None)
        await pilot.press("tab")
        await pilot.pause()
        assert "Here stands everything" in drawn(app)
        assert app.focused in set(app.query("Button"))


async def test_only_lines_in_sight_are_drawn(workspace: Workspace) -> None:
    add_record(workspace, "task", {"title": "long", "notes": "line\n" * 3_000})
    app = WithDetail(workspace)
    async with app.run_test(size=(60, 30)) as pilot:
        detail = app.query_one(Detail)
        text = detail.query_one(CellText)
        asked: list[int] = []
        plainly = text.render_line
        text.render_line = lambda y: asked.append(y) or plainly(y)  # type: ignore[method-assign,func-returns-value]
        detail.show_record("T1")
        await pilot.pause()

        assert text.get_content_height(Size(56, 20), Size(60, 30), 56) > 3_000
        assert asked
        assert max(asked) < 40
