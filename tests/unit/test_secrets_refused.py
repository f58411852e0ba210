"""Secrets at every way in: refused or left out, told, and nowhere in any file of the home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cockpit.actions.records import add_record, edit_record
from cockpit.actions.secrets import refuse_secret_line, refuse_secrets
from cockpit.errors import Refused, WrongUse
from tests.command_line import CommandLine
from tests.mails import mail, mbox
from tests.secret_lines import lines
from tests.workspaces import labels, open_workspace, with_hours

SECRET = "hunter2zz"
SAID = f"Shop password: {SECRET}"


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    return CommandLine(own_home)


def kept_in(home: Path, secret: str = SECRET) -> list[str]:
    """The files of a home in which the bytes stand: the database, its WAL, the log, backups."""
    return [str(p) for p in home.rglob("*") if p.is_file() and secret.encode() in p.read_bytes()]


def open_files(cockpit: CommandLine) -> None:
    """A home with a database, a backup and a history, in which the test is looked for."""
    assert cockpit("add", "Call Anna").status == 0
    assert cockpit("contractor", "add", "Maria").status == 0
    assert cockpit("asset", "add", "Shop").status == 0


# -- refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["add", SAID], "task: title"),
        (["add", "Call Anna", f'n:"{SAID}"'], "task: notes"),
        (["add", f"? @anna {SAID}"], "request: subject"),
        (["add", f"! Karl, {SAID}"], "interruption: about"),
        (["task", "add", SAID], "task: title"),
        (["task", "edit", "T1", "--notes", SAID], "task: notes"),
        (["task", "edit", "T1", "--checklist", f"one; {SAID}"], "task: checklist.text"),
        (["contractor", "edit", "C1", "--notes", SAID], "contractor: notes"),
        (["asset", "edit", "S1", "--kept-where", SECRET], "asset: kept_where"),
        (["function", "add", SAID], "function: name"),
    ],
)
def test_a_text_with_a_secret_is_refused_and_nowhere_kept(
    words: list[str], field: str, cockpit: CommandLine
) -> None:
    open_files(cockpit)
    changes = len(cockpit.items("history"))

    ran = cockpit(*words)

    assert ran.status == 3
    assert ran.out == ""
    assert f"{field} holds a password" in ran.err
    assert "1Password" in ran.err
    assert SECRET not in ran.err
    assert len(cockpit.items("history")) == changes
    assert cockpit("backup").status == 0
    assert kept_in(cockpit.home) == []
    assert len(kept_in(cockpit.home, "Call Anna")) >= 2, "what was kept is found in this way"


def test_one_line_of_many_with_a_secret_keeps_all_of_them_out(cockpit: CommandLine) -> None:
    open_files(cockpit)

    ran = cockpit("add", "-", stdin=f"one\n{SAID}\nthree")

    assert ran.status == 3
    assert [one["title"] for one in cockpit.items("task", "list")] == ["Call Anna"]
    assert kept_in(cockpit.home) == []


def test_a_pointer_is_kept(cockpit: CommandLine) -> None:
    assert cockpit("add", "Hosting password: in 1Password, item Shop admin").status == 0
    assert cockpit("asset", "add", "Shop", "--kept-where", "Bitwarden, Shop-admin2").status == 0


def test_what_may_be_a_secret_is_kept_and_told(cockpit: CommandLine) -> None:
    ran = cockpit("add", "Give Marta the password gato2019 for the shop")

    assert (ran.status, ran.out) == (0, "T1\n")
    assert "task: title holds what may be a password" in ran.err
    assert "gato2019" not in ran.err.splitlines()[-1]
    assert "may be" not in cockpit("task", "edit", "T1", "--priority", "1").err


def test_a_warning_of_a_change_that_failed_is_not_told(cockpit: CommandLine) -> None:
    ran = cockpit("add", "-", stdin="the password gato2019 for Marta\n~45m by fri")
    assert ran.status == 2
    assert "may be" not in ran.err


def test_the_log_of_a_fault_holds_no_secret(own_home: Path) -> None:
    code = (
        "import cockpit.__main__ as way, cockpit.cli.main as main, sys\n"
        f"def fail(words): raise KeyError('{SAID}')\n"
        f"main.main = fail; sys.argv = ['cockpit', '--home', {str(own_home)!r}, 'add', 'x']\n"
        "sys.exit(way.main())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ran.returncode == 1
    assert "secret left out" in ran.stderr
    assert SECRET not in ran.stderr
    assert [path for path in own_home.rglob("*") if path.is_file()]
    assert kept_in(own_home) == []


def test_a_record_that_holds_a_secret_already_can_still_be_worked_with(tmp_path: Path) -> None:
    workspace = with_hours(open_workspace(tmp_path))
    body = {"uid": "old", "created_at": "2026-11-01T00:00:00Z", "title": SAID}
    with workspace.transaction("as an older cockpit wrote it"):
        workspace.table("task").insert(body)

    edit_record(workspace, "T1", {"priority": 1})
    with pytest.raises(Refused):
        edit_record(workspace, "T1", {"title": f"{SAID} now"})

    assert workspace.body("T1")[2]["priority"] == 1
    assert labels(workspace)[0] == "Edit T1: Shop password: [secret left out]"
    workspace.close()


def test_a_secret_is_refused_before_anything_else_is_said_about_the_record(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path)
    with pytest.raises(Refused, match="notes"):
        add_record(workspace, "task", {"title": "", "notes": SAID})
    with pytest.raises(WrongUse):
        add_record(workspace, "task", {"title": ""})
    assert labels(workspace) == []
    workspace.close()


@pytest.mark.parametrize(
    "body",
    [
        {"extra": {"password": SECRET}},
        {"extra": {f"ghp_{'0aB1' * 9}": "x"}},
        {"events": [{"at": "2026-11-01T00:00:00Z", "note": SAID}]},
        {"tags": ["one", SAID]},
        {"waiting": {"who": SAID}},
    ],
)
def test_a_secret_is_found_in_the_parts_of_a_record(body: dict[str, object]) -> None:
    with pytest.raises(Refused):
        refuse_secrets("task", body)
    refuse_secrets("task", body, before=body)


def test_one_look_at_all_texts_of_a_record_passes_no_secret_by() -> None:
    passed = []
    for line in lines("block"):
        for body in ({"title": line}, {"title": "Call Anna", "tags": ["a"], "notes": line}):
            try:
                refuse_secrets("task", body)
            except Refused:
                continue
            passed.append(line)
    assert passed == []


def test_names_that_the_program_gives_are_no_secrets() -> None:
    refuse_secrets("task", {"uid": SAID, "series": SAID})


def test_a_line_is_refused_before_it_has_a_field() -> None:
    refuse_secret_line("ask Ana to change her password")
    with pytest.raises(Refused, match="a password"):
        refuse_secret_line(SAID)


# -- left out of imports -------------------------------------------------------------------


def test_an_import_leaves_the_secret_out_and_says_where(
    cockpit: CommandLine, tmp_path: Path
) -> None:
    file = tmp_path / "todo.txt"
    file.write_text(f"Call Anna\n{SAID} +shop\nRenew domain password:{SECRET}\n", "utf-8")

    ran = cockpit("import", "todotxt", str(file))

    assert ran.status == 0
    assert "added 3" in ran.out
    assert "line 2" in ran.out
    assert "left out of title (a password)" in ran.out
    assert "left out of extra.password (a password)" in ran.out
    assert SECRET not in ran.out + ran.err
    assert {"Shop password: [secret left out]", "Call Anna"} <= {
        one["title"] for one in cockpit.items("task", "list")
    }
    assert cockpit("backup").status == 0
    assert kept_in(cockpit.home) == []


def test_the_report_in_json_names_what_was_left_out(cockpit: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "tasks.json"
    task = {"uuid": "1", "status": "pending", "description": "Shop", "entry": "20261101T000000Z"}
    note = {"entry": "20261101T000000Z", "description": SAID}
    file.write_text(json.dumps([{**task, "annotations": [note], "apikey": f"{SECRET}4k8"}]))

    report = cockpit("import", "taskwarrior", str(file), "--json").json

    assert [set(one) for one in report["left_out"]] == [{"record", "reason"}]
    assert "notes (a password)" in report["left_out"][0]["reason"]
    assert "extra.apikey (an access key or token)" in report["left_out"][0]["reason"]
    assert kept_in(cockpit.home) == []


def test_the_same_file_again_changes_nothing(cockpit: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "todo.txt"
    file.write_text(f"{SAID}\n", "utf-8")
    cockpit("import", "todotxt", str(file))

    report = cockpit("import", "todotxt", str(file), "--json").json

    assert (report["added"], report["updated"], report["unchanged"]) == (0, 0, 1)


def test_mail_of_customers_is_taken_in_without_their_secrets(
    cockpit: CommandLine, tmp_path: Path
) -> None:
    first = mail("1", text=f"My card is 4111 1111 1111 1111, {SAID}")
    later = mail("2", answers="1", at="Thu, 19 Nov 2026 11:00:00 +0100", text=SAID)

    ran = cockpit("import", "mail", mbox(tmp_path / "Inbox", [first, later]))

    assert ran.status == 0
    assert "a card number" in ran.out
    assert ran.out.count("left out of") == 2
    assert kept_in(cockpit.home) == []
    assert kept_in(cockpit.home, "4111 1111") == []


def test_a_dump_is_put_back_without_the_secrets_in_it(cockpit: CommandLine, tmp_path: Path) -> None:
    open_files(cockpit)
    dump = tmp_path / "dump.json"
    dump.write_text(cockpit("export", "json").out.replace("Call Anna", SAID), "utf-8")

    ran = cockpit("import", "json", str(dump))

    assert (ran.status, SECRET in ran.out) == (0, False)
    assert "left out of title (a password)" in ran.out
    assert cockpit.items("task", "list")[0]["title"] == "Shop password: [secret left out]"
    assert kept_in(cockpit.home) == []


# -- what is kept already, and what goes out ------------------------------------------------


def test_the_doctor_lists_what_holds_a_secret_without_saying_it(cockpit: CommandLine) -> None:
    open_files(cockpit)
    workspace = open_workspace(cockpit.home)
    with workspace.transaction("as an older cockpit wrote it"):
        workspace.table("task").update({"notes": SAID}, doc_ids=[1])
    workspace.close()

    ran = cockpit("doctor")

    assert ran.status == 1
    assert "secrets  T1: it holds a secret in notes (a password)" in ran.out
    assert SECRET not in ran.out + ran.err
    assert "secrets" in {one["check"] for one in cockpit("doctor", "--json").json["items"]}


@pytest.mark.parametrize("kind", ["ics", "todotxt"])
def test_what_is_exported_for_others_leaves_guarded_fields_out(
    kind: str, cockpit: CommandLine
) -> None:
    cockpit("contractor", "add", "Maria", "--notes", "quietly looking for another job")
    cockpit("asset", "add", "Shop", "--kept-where", "Bitwarden, shop-item")
    cockpit("task", "add", "Call Maria")

    text = cockpit("export", kind).out

    assert "Call Maria" in text
    assert "another job" not in text
    assert "Bitwarden" not in text
    assert "Bitwarden" in cockpit("export", "json").out, "the owner's own copy is whole"


def test_quick_capture_loads_the_rules_only_for_a_line_that_may_hold_a_secret(
    own_home: Path,
) -> None:
    code = (
        "import sys; from cockpit.cli.main import main\n"
        "main(['--home', sys.argv[1], 'add', sys.argv[2]])\n"
        "print(*(name for name in sys.modules if 'secre' in name))"
    )

    def loaded(line: str) -> list[str]:
        command = [sys.executable, "-c", code, str(own_home), line]
        ran = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ}
        )
        return ran.stdout.splitlines()[-1].split()

    light = ["cockpit.domain.secrecy", "cockpit.domain.secrecy.rooms"]
    assert loaded("Ask Anna about invoice 88 ~10m by fri 16:00 on thu") == light
    assert loaded("Reset the password page copy of user 4711") == light
    assert "cockpit.domain.secrecy.marked" in loaded("Hosting password: ask Ana")
