"""The command line as a whole: global options, exit status, hostile words, what it loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cockpit.cli.main import COMMANDS, NOUNS
from tests.command_line import CommandLine

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    return CommandLine(own_home)


def run_apart(
    home: Path, *words: str, stdin: str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cockpit", "--home", str(home), *words],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **env},
        check=False,
    )


def test_text_that_is_none_is_refused(own_home: Path) -> None:
    ran = run_apart(own_home, "task", "add", "\udcff broken")

    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("typed", "meant"), [("taks", "task"), ("improt", "import"), ("tody", "today")]
)
def test_an_unknown_command_names_the_nearest(typed: str, meant: str, cockpit: CommandLine) -> None:
    ran = cockpit(typed)

    assert (ran.status, ran.out) == (2, "")
    assert f"did you mean {meant}?" in ran.err


@pytest.mark.parametrize("words", [("--help",), ("help",), ("-h",), ("--version",), ("-V",)])
def test_help_and_version_go_to_stdout(words: tuple[str, ...], cockpit: CommandLine) -> None:
    ran = cockpit(*words)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.strip()
    assert not cockpit.home.exists()


@pytest.mark.parametrize("command", sorted({*COMMANDS} - {"open"}))
def test_every_command_has_help_and_needs_no_home_for_it(
    command: str, cockpit: CommandLine
) -> None:
    ran = cockpit(command, "--help")

    assert (ran.status, ran.err) == (0, ""), command
    assert command in ran.out
    assert not cockpit.home.exists()


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("verb", ["list", "add", "show", "edit", "archive"])
def test_every_verb_has_help(noun: str, verb: str, cockpit: CommandLine) -> None:
    ran = cockpit(noun, verb, "--help")

    assert (ran.status, ran.err) == (0, "")


def test_every_command_is_named_in_the_overview(cockpit: CommandLine) -> None:
    overview = cockpit("help").out

    assert [
        one for one in COMMANDS if one not in ("open", "completion") and one not in overview
    ] == []


def test_the_global_options_may_stand_anywhere(own_home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"

    first = run_apart(own_home, "task", "add", "Proof", "--json", "--home", str(other))
    second = run_apart(own_home, f"--home={other}", "--json", "task", "list")

    assert json.loads(first.stdout)["id"] == "T1"
    assert json.loads(second.stdout)["items"][0]["title"] == "Proof"
    assert not own_home.exists()


def test_after_two_dashes_options_are_words(cockpit: CommandLine) -> None:
    assert cockpit("add", "--", "--json", "is", "an", "option").status == 0
    assert cockpit.items("task", "list")[0]["title"] == "--json is an option"
    assert cockpit("task", "add", "--", "--home", "sweet").status == 0
    assert cockpit.items("task", "list")[1]["title"] == "--home sweet"


@pytest.mark.parametrize(
    "words", [("--now", "soon", "task"), ("--now",), ("--home", ""), ("--home",)]
)
def test_a_global_option_without_sense_is_wrong_use(words: tuple[str, ...], own_home: Path) -> None:
    from cockpit.cli.main import main

    assert main(list(words)) == 2


def test_now_is_the_moment_of_everything(cockpit: CommandLine) -> None:
    cockpit.now = "2030-01-02T03:04:05+01:00"

    task = cockpit("task", "add", "Proof", "--due", "tomorrow", "--json").json

    assert task["created_at"] == "2030-01-02T02:04:05Z"
    assert task["due"] == "2030-01-02T23:59:59Z"
    assert cockpit.items("history")[0]["at"] == "2030-01-02T02:04:05Z"


@pytest.mark.parametrize(
    "words",
    [
        ("add", "Proof"),
        ("task", "add", "Proof"),
        ("task", "edit", "T1", "--title", "x"),
        ("task", "done", "T1"),
        ("task", "archive", "T1"),
        ("undo",),
        ("clock", "start", "T1"),
    ],
)
def test_a_dry_run_writes_nothing(words: tuple[str, ...], cockpit: CommandLine) -> None:
    cockpit("task", "add", "Letters")
    before = cockpit("export", "json").out, cockpit("history", "--json").out

    ran = cockpit(*words, "--dry-run")

    assert ran.status == 0, ran.err
    assert "nothing is written" in ran.err
    assert (cockpit("export", "json").out, cockpit("history", "--json").out) == before


def test_a_dry_run_on_no_home_makes_none(cockpit: CommandLine) -> None:
    assert cockpit("add", "Proof", "--dry-run").id == "T1"
    assert not cockpit.home.exists()


def test_undo_redo_and_history(cockpit: CommandLine) -> None:
    assert cockpit("undo").status == 1
    assert cockpit("redo").status == 1
    cockpit("task", "add", "Proof")
    cockpit("task", "add", "Letters")
    cockpit("task", "edit", "T1", "--title", "Proof of it")

    assert cockpit("undo", "2").status == 0
    assert [one["title"] for one in cockpit.items("task", "list")] == ["Proof of it"]
    refused = cockpit("undo", "1")
    assert refused.status == 3
    assert "T1" in refused.err
    assert cockpit("redo").status == 0
    assert len(cockpit.items("task", "list")) == 2
    assert cockpit("undo", "99").status == 1

    rows = cockpit.items("history")
    assert [one["kind"] for one in rows] == ["redo", "undo", "do", "do", "do"]
    assert rows[-1]["touched"] == ["T1"]
    assert [one["id"] for one in cockpit.items("history", "--limit", "2")] == [5, 4]
    assert len(cockpit("history").out.splitlines()) == 5


def test_a_home_that_cannot_be_written_can_still_be_read(cockpit: CommandLine) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    cockpit("task", "add", "Proof")
    cockpit("backup")
    os.chmod(cockpit.home / "cockpit.db", 0o400)
    os.chmod(cockpit.home, 0o500)
    try:
        assert [one["title"] for one in cockpit.items("task", "list")] == ["Proof"]
        assert cockpit("today").status == 0
        assert cockpit("add", "Letters").status == 3
        assert cockpit("add", "Letters", "--dry-run").status == 0
    finally:
        os.chmod(cockpit.home, 0o700)


def test_a_home_that_is_a_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("mine")

    ran = CommandLine(path)("task", "list")

    assert ran.status in (1, 3)
    assert ran.err.count("\n") == 1
    assert path.read_text() == "mine"


def test_capture_prints_the_id_or_the_record(cockpit: CommandLine) -> None:
    assert cockpit("add", "Call Anna ~10m by fri").id == "T1"
    record = cockpit("add", "? @anna wants the logo as svg by wed", "--json").json
    assert (record["id"], record["state"]) == ("R1", "new")
    assert cockpit("add", "! 9:05 Karl, invoice cb:16:00").id == "I1"
    refused = cockpit("add", "Proof by feb 30")
    assert refused.status == 2
    assert "feb 30" in refused.err
    assert cockpit("add").status == 2


def test_capture_of_many_lines_is_one_change(cockpit: CommandLine) -> None:
    ran = cockpit("add", "-", stdin="Proof\n\nLetters\n? @anna logo\n")

    assert ran.out.split() == ["T1", "T2", "R1"]
    assert len(cockpit.items("history")) == 1
    assert cockpit("add", "-", stdin="Fine\nBad by feb 30\n").status == 2
    assert len(cockpit.items("task", "list")) == 2


def test_where_things_are_and_what_is_set(cockpit: CommandLine) -> None:
    assert cockpit("locate", "--json").json["home"] == str(cockpit.home)
    assert {one["key"] for one in cockpit.items("config")} >= {"theme", "day_end"}
    assert cockpit("config", "theme", "light").status == 0
    assert cockpit.items("config", "theme")[0]["value"] == "light"
    assert cockpit("config", "colour", "red").status == 2
    assert any(one["keys"] for one in cockpit.items("keys"))


def test_a_request_without_hours_or_with_a_promise_that_lost_them_is_still_listed(
    cockpit: CommandLine,
) -> None:
    cockpit("request", "add", "Logo", "--customer", "Anna")
    assert cockpit.items("request", "list")[0]["due"] is None
    cockpit("hours", "add", "Mine", "--zone", "UTC", "--week", "mon-fri 9:00-17:00")
    cockpit("hours", "add", "Shop", "--zone", "UTC", "--week", "sat 9:00-12:00")
    cockpit("promise", "add", "inquiry", "--first-response", "4h", "--hours", "H2")
    assert cockpit.items("request", "list")[0]["due"] is not None


def test_a_list_loads_neither_the_screen_nor_the_scheduler_nor_the_models(
    cockpit: CommandLine,
) -> None:
    cockpit("task", "add", "Proof")
    code = (
        "import sys\n"
        "from cockpit.cli.main import main\n"
        "status = main(sys.argv[1:])\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
        "sys.exit(status)"
    )

    for words in (["task", "list", "--json"], ["request", "list"], ["today"]):
        ran = subprocess.run(
            [sys.executable, "-c", code, "--home", str(cockpit.home), *words],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=True,
        )
        loaded = set(ran.stderr.splitlines()[-1].split())
        assert not loaded & {"textual", "rich", "apscheduler", "pydantic", "icalendar"}, words


def test_a_pipe_that_closes_early_is_quiet(cockpit: CommandLine) -> None:
    for number in range(30):
        cockpit("task", "add", f"Task {number} " + "x" * 5_000)

    ran = subprocess.run(
        f'"{sys.executable}" -m cockpit --home "{cockpit.home}" task list | head -1',
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert ran.stderr == ""
    assert ran.stdout.startswith("ID")
