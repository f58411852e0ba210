"""The edit form and the first start: what is wrong is told beside its field, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from cockpit.actions.records import add_record
from cockpit.actions.requests import add_request
from cockpit.actions.typed.fields import FIELDS
from cockpit.domain.records import MODELS
from cockpit.errors import NotFound
from cockpit.store.workspace import Workspace
from cockpit.tui.dialogs.dialog import Box
from cockpit.tui.dialogs.first_start import FirstStart
from cockpit.tui.dialogs.form import RecordForm
from cockpit.tui.dialogs.form_row import FormRow
from cockpit.tui.record_text import DEFAULTS
from tests.dialog_host import HOSTILE, Host, drawn, press, workspace_at, write


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = workspace_at(tmp_path / "home")
    add_record(
        workspace,
        "task",
        {
            "title": "Launch mail",
            "estimate_minutes": 45,
            "notes": "one\n  two",
            "checklist": [{"text": "outline", "done": True}],
        },
    )
    yield workspace
    workspace.close()


def row(app: Host, name: str) -> FormRow:
    return next(one for one in app.screen.query(FormRow) if one.field.name == name)


async def test_only_what_was_changed_is_written_as_one_change(workspace: Workspace) -> None:
    app = Host(workspace)
    before = workspace.find("task", 1)
    assert before is not None
    revision = workspace.revision
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "task", "T1"))
        await pilot.pause()
        await write(pilot, " now")
        await press(pilot, "tab tab tab")
        await press(pilot, "ctrl+u")
        await write(pilot, "1h30m")
        await press(pilot, "ctrl+s")

    assert app.results == [True]
    assert workspace.find("task", 1) == {
        **before, "title": "Launch mail now", "estimate_minutes": 90,
    }  # fmt: skip
    assert workspace.revision == revision + 1
    workspace.undo()
    assert workspace.find("task", 1) == before


async def test_every_field_has_its_label_and_its_text_beside_it(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "task", "T1"))
        await pilot.pause()
        shown = drawn(app)

    assert "│ title         Launch mail  " in shown
    assert "│ estimate      45m  " in shown
    assert "│ checklist     [x] outline  " in shown
    assert "│ function      business function, by name or id  " in shown


async def test_saving_without_a_change_writes_nothing(workspace: Workspace) -> None:
    app = Host(workspace)
    revision = workspace.revision
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "task", "T1"))
        await press(pilot, "ctrl+s")

    assert app.results == [False]
    assert workspace.revision == revision


async def test_a_wrong_field_says_so_beside_it_and_keeps_everything(workspace: Workspace) -> None:
    app = Host(workspace)
    revision = workspace.revision
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "task", "T1"))
        await pilot.pause()
        await write(pilot, " now")
        row(app, "due").take_focus()
        await write(pilot, "feb 30")
        await press(pilot, "ctrl+s")

        assert app.results == []
        assert workspace.revision == revision
        assert "feb 30" in row(app, "due").problem
        assert "▲" in drawn(app)
        assert app.focused is row(app, "due").editor
        assert row(app, "title").text == "Launch mail now"

        await press(pilot, "ctrl+u")
        await write(pilot, "fri 16:00")
        assert row(app, "due").problem == ""
        await press(pilot, "ctrl+s")

    assert app.results == [True]
    found = workspace.find("task", 1)
    assert found is not None
    assert (found["title"], found["due"]) == ("Launch mail now", "2026-11-27T15:00:00Z")


async def test_a_field_that_is_left_shows_what_it_was_understood_as(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "task", "T1"))
        await pilot.pause()
        row(app, "due").take_focus()
        await write(pilot, "fri 16:00")
        await press(pilot, "tab")

        assert "= 2026-11-27 16:00" in drawn(app)


async def test_a_refusal_of_the_whole_record_is_told_and_keeps_everything(
    workspace: Workspace,
) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "function", "F1"))
        await pilot.pause()
        await press(pilot, "ctrl+u")
        await write(pilot, "Content")
        await press(pilot, "ctrl+s")

        assert app.results == []
        assert "There is a function named 'Content' already" in drawn(app)
        assert row(app, "name").text == "Content"


async def test_a_title_that_is_taken_away_is_refused_beside_it(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "task", "T1"))
        await press(pilot, "ctrl+u ctrl+s")

        assert app.results == []
        assert row(app, "title").problem.startswith("task: title")


async def test_escape_asks_once_when_something_was_changed(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "task", "T1"))
        await pilot.pause()
        await write(pilot, "x")
        await press(pilot, "escape")
        assert app.results == []
        assert "Not saved yet" in drawn(app)

        await write(pilot, "y")
        assert "Not saved yet" not in drawn(app)
        await press(pilot, "escape")
        assert app.results == []
        await press(pilot, "escape")
        assert app.results == [False]
        assert app.focused is app.query_one("#mine")


async def test_enter_walks_through_the_fields_and_saves_on_the_last(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "function", "F1"))
        await pilot.pause()
        await write(pilot, "!")
        await press(pilot, " ".join(["enter"] * len(FIELDS["function"])))

    assert app.results == [True]


async def test_notes_keep_their_lines(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "task", "T1"))
        await pilot.pause()
        row(app, "notes").take_focus()
        app.screen.query_one(TextArea).move_cursor((1, 5))
        await press(pilot, "enter")
        await write(pilot, "three")
        await press(pilot, "ctrl+s")

    found = workspace.find("task", 1)
    assert found is not None
    assert found["notes"] == "one\n  two\nthree"


async def test_the_focused_field_is_in_sight_on_a_small_screen(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        app.open(RecordForm(app.view, "task", "T1"))
        await pilot.pause()
        bottom = app.screen.query_one(Box).region.bottom - 2
        for _step in FIELDS["task"][:-1]:
            await press(pilot, "tab")
            assert app.focused is not None
            assert app.focused.region.y >= 1
            assert app.focused.region.bottom <= bottom
        assert "ctrl+s" in drawn(app)


@pytest.mark.parametrize("title", HOSTILE)
async def test_a_hostile_record_is_shown_and_left_as_it_is(
    workspace: Workspace, title: str
) -> None:
    added = add_record(
        workspace, "task", {"title": title, "notes": title, "tags": [title.split()[0]]}
    )
    revision = workspace.revision
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        app.open(RecordForm(app.view, "task", added.ref))
        await pilot.pause()
        assert "\x1b" not in drawn(app)
        await press(pilot, "ctrl+s")

    assert app.results == [False]
    assert workspace.revision == revision


@pytest.mark.parametrize("table", sorted(FIELDS))
async def test_every_kind_of_record_has_a_form(workspace: Workspace, table: str) -> None:
    reference = {
        "task": "T1", "function": "F1", "block": "B1", "hours": "H1", "promise": "P1",
    }.get(table)  # fmt: skip
    if reference is None:
        fields = {
            "override": {"date": "2026-11-24", "action": "drop", "block": "B1"},
            "contractor": {"name": "Ana"},
            "interruption": {"who": "Karl", "at": "2026-11-23T08:00:00Z"},
            "entry": {"started": "2026-11-23T08:00:00Z"},
            "asset": {"name": "example.com", "kind": "domain"},
            "procedure": {"name": "Refund", "where": "wiki"},
            "grant": {"asset": "S1", "contractor": "C1", "level": "admin"},
            "run": {"procedure": "D1", "by": "owner", "at": "2026-11-23T08:00:00Z"},
            "drill": {"subject": "owner", "name": "you", "at": "2026-11-23T08:00:00Z"},
            "engagement": {"contractor": "C1", "terms": "hourly"},
            "checkin": {"contractor": "C1", "at": "2026-11-23T08:00:00Z"},
            "feedback": {
                "contractor": "C1",
                "kind": "praise",
                "words": "x",
                "at": "2026-11-23T08:00:00Z",
            },
            "vetting": {"contractor": "C1", "kind": "portfolio", "at": "2026-11-23T08:00:00Z"},
            "payment": {
                "contractor": "C1",
                "what": "x",
                "amount": {"minor": 5, "currency": "EUR"},
            },
            "assignment": {"contractor": "C1", "title": "x"},
            "deliverable": {"assignment": "A1", "at": "2026-11-23T08:00:00Z"},
            "review": {
                "kind": "nightly",
                "day": "2026-11-23",
                "started": "2026-11-23T08:00:00Z",
                "finished": "2026-11-23T08:00:00Z",
                "night": {"tomorrow": "2026-11-24"},
            },
        }
        people = ("engagement", "checkin", "feedback", "vetting", "payment", "assignment")
        needed = {
            "grant": ("asset", "contractor"),
            "run": ("procedure",),
            "deliverable": ("contractor", "assignment"),
            **dict.fromkeys(people, ("contractor",)),
        }.get(table, ())
        for other in needed:
            add_record(workspace, other, fields[other])
        if table == "request":
            reference = add_request(workspace, {"subject": "logo", "customer": "Ana"}).ref
        else:
            reference = add_record(workspace, table, fields[table]).ref
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, table, reference))
        await pilot.pause()
        assert len(app.screen.query(FormRow)) == len(FIELDS[table])
        assert not any(one.is_changed for one in app.screen.query(FormRow))
        await press(pilot, "escape")

    assert app.results == [False]


def test_a_record_that_is_not_there_is_told(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        RecordForm(Host(workspace).view, "task", "T99")


def test_the_defaults_that_are_shown_are_those_of_the_models() -> None:
    for table, shown in DEFAULTS.items():
        for name, value in shown.items():
            assert MODELS[table].model_fields[name].default == value


# -- first start ---------------------------------------------------------------------------


async def test_enter_five_times_takes_all_defaults(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        app.open(FirstStart("Europe/Berlin"))
        await pilot.pause()
        questions = len(app.screen.query(Input))
        assert questions <= 5
        await press(pilot, " ".join(["enter"] * questions))

    assert app.results[0]["zone"] == "Europe/Berlin"
    assert set(app.results[0]) == {"business", "zone", "hours", "functions", "reply"}


async def test_a_wrong_answer_holds_the_cursor_until_it_is_right(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(60, 16)) as pilot:
        app.open(FirstStart("Europe/Berlin"))
        await press(pilot, "enter end m enter")
        assert "There is no time zone 'Europe/Berlinm'" in drawn(app)

        await press(pilot, "ctrl+s")
        assert app.results == []
        await press(pilot, "backspace ctrl+s")
    assert app.results[0]["zone"] == "Europe/Berlin"


async def test_the_first_key_replaces_the_default(workspace: Workspace) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(FirstStart("Europe/Berlin"))
        await press(pilot, "L i n a enter enter enter")
        await press(pilot, "S h o p space 1 0 ctrl+s")

    assert (app.results[0]["business"], app.results[0]["zone"]) == ("Lina", "Europe/Berlin")
    assert app.results[0]["functions"] == "Shop 10"


async def test_a_target_that_does_not_fit_into_a_week_is_told_beside_its_field(
    workspace: Workspace,
) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(RecordForm(app.view, "function", "F1"))
        await pilot.pause()
        await press(pilot, "tab 2 0 0 h ctrl+s")
        assert "target 200h is too much" in drawn(app)

        await press(pilot, "shift+tab tab 8 h ctrl+s")
    assert workspace.body("F1")[2]["target_minutes"] == 480


async def test_an_emptied_answer_is_its_default_and_escape_sets_up_nothing(
    workspace: Workspace,
) -> None:
    app = Host(workspace)
    async with app.run_test(size=(80, 24)) as pilot:
        app.open(FirstStart("Europe/Berlin"))
        await press(pilot, "ctrl+u ctrl+s")
        app.open(FirstStart("Europe/Berlin"))
        await press(pilot, "escape")

    assert app.results[0]["business"] == "My business"
    assert app.results[1] is None
