"""A table for spreadsheets: it reads back as it was, nothing private in it, no cell a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.actions.typed.fields import FIELDS
from cockpit.interchange.csv_export import FORMULA, export_csv
from cockpit.interchange.guarded import GUARDED
from tests.command_line import CommandLine
from tests.dialog_host import workspace_at

PRIVATE = "quietly looking for another job"


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    return CommandLine(own_home)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_table_has_the_typed_fields_the_state_and_the_moments(cockpit: CommandLine) -> None:
    cockpit("contractor", "add", "Ana", "--capacity", "10h")
    cockpit("assignment", "add", 'Banner, "large"', "--contractor", "Ana", "--due", "2026-11-27",
            "--goal", "sells\nmore", "--done-when", "3 sizes; source")  # fmt: skip

    ran = cockpit("export", "csv", "assignment")

    assert ran.status == 0, ran.err
    assert ran.out.count("\r\n") == 2
    (row,) = rows(ran.out)
    assert (row["id"], row["title"], row["contractor"]) == ("A1", 'Banner, "large"', "Ana")
    assert (row["goal"], row["done_when"]) == ("sells\nmore", "3 sizes; source")
    assert (row["due"], row["state"], row["closed"]) == ("2026-11-27", "draft", "")


def test_what_is_paid_and_closed_is_in_the_table_too(cockpit: CommandLine) -> None:
    cockpit("contractor", "add", "Ana")
    cockpit("payment", "add", "Logo", "--contractor", "Ana", "--amount", "120.50 EUR")
    cockpit("payment", "pay", "M1")

    (row,) = rows(cockpit("export", "csv", "payment").out)

    assert (row["amount"], row["paid"]) == ("120.50 EUR", "2026-11-23")
    assert row["closed"] != ""


GUARDED_FIELDS = [(table, name) for table, names in GUARDED.items() for name in sorted(names)]


@pytest.mark.parametrize(("table", "field"), GUARDED_FIELDS)
def test_guarded_fields_are_left_out_unless_asked_for(
    table: str, field: str, cockpit: CommandLine
) -> None:
    cockpit("contractor", "add", "Ana")
    flag = f"--{field.replace('_', '-')}"
    first = {"engagement": "hourly", "asset": "Shop"}.get(table, "Words")
    whose = ("--contractor", "Ana") if table in ("assignment", "engagement") else ()
    assert cockpit(table, "add", first, *whose, flag, PRIVATE).status == 0

    plain, whole = (cockpit("export", "csv", table, *flags) for flags in ((), ("--with-private",)))

    assert PRIVATE not in plain.out
    assert field not in plain.out.split("\r\n")[0].split(",")
    assert PRIVATE in whole.out


@pytest.mark.parametrize("table", FIELDS)
def test_every_noun_has_its_table(table: str, cockpit: CommandLine) -> None:
    ran = cockpit("export", "csv", table)

    assert ran.status == 0, ran.err
    assert ran.out.startswith("id,")


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ('=HYPERLINK("http://evil.example")', '\'=HYPERLINK("http://evil.example")'),
        ("+49 30 1234", "'+49 30 1234"),
        ("-1 on the list", "'-1 on the list"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\x00=1+1", "'=1+1"),
        ("1=1", "1=1"),
        ("Call + write", "Call + write"),
    ],
)
def test_a_cell_that_begins_like_a_formula_is_made_a_text(
    title: str, cell: str, tmp_path: Path
) -> None:
    workspace = workspace_at(tmp_path / "home")

    text = export_csv(workspace, "task", {1: _task(title)})
    workspace.close()

    assert rows(text)[0]["title"] == cell


@given(words=st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from(FORMULA)))
def test_whatever_is_written_no_cell_begins_a_formula_and_rows_stay_rows(
    words: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    workspace = _Shared.of(tmp_path_factory)

    text = export_csv(workspace, "task", {1: _task(words), 2: _task(f"\t{words}")})

    found = rows(text)
    assert [row["id"] for row in found] == ["T1", "T2"]
    assert all(cell[:1] not in set(FORMULA) for row in found for cell in row.values())
    assert "\x1b" not in text


@pytest.mark.parametrize(
    "words",
    [("csv",), ("csv", "nonsense"), ("ics", "task"), ("json", "--with-private")],
)
def test_what_cannot_be_meant_is_one_sentence(words: tuple[str, ...], cockpit: CommandLine) -> None:
    ran = cockpit("export", *words)

    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1


def test_the_file_is_for_its_owner_only(cockpit: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"

    assert cockpit("export", "csv", "contractor", "-o", str(path)).status == 0

    assert path.stat().st_mode & 0o777 == 0o600


def _task(title: str) -> dict[str, Any]:
    return {"uid": "u", "created_at": "2026-11-23T08:00:00Z", "title": title, "notes": title}


class _Shared:
    """One workspace for all examples of a law: they only read it."""

    workspace: Any = None

    @classmethod
    def of(cls, folders: pytest.TempPathFactory) -> Any:
        if cls.workspace is None:
            cls.workspace = workspace_at(folders.mktemp("csv") / "home")
        return cls.workspace
