"""`cockpit import mail`: the report, the refusals, and what is told besides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.mails import ME, mail, maildir, mbox, mine


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    return CommandLine(own_home)


def counts(report: dict[str, object]) -> tuple[object, ...]:
    return tuple(report[name] for name in ("read", "added", "updated", "unchanged"))


def test_the_report_is_as_of_the_other_imports(cockpit: CommandLine, tmp_path: Path) -> None:
    path = mbox(tmp_path / "Inbox", [mail("1"), mine("2"), mail("3", more="Precedence: bulk")])

    ran = cockpit("import", "mail", path, "--me", ME.upper(), "--json")

    assert ran.status == 0
    assert set(ran.json) == {"schema", "read", "added", "updated", "unchanged", "skipped"}
    assert counts(ran.json) == (3, 1, 1, 0)
    assert [set(one) for one in ran.json["skipped"]] == [{"record", "reason"}]
    assert "bulk" in ran.json["skipped"][0]["reason"]
    assert counts(cockpit("import", "mail", path, "--me", ME, "--json").json) == (3, 0, 0, 2)
    assert len(cockpit.items("history")) == 1


def test_the_report_in_words(cockpit: CommandLine, tmp_path: Path) -> None:
    path = mbox(tmp_path / "Inbox", [mail("1"), mail("2", subject="Out of office")])

    ran = cockpit("import", "mail", path)

    assert "read 2, added 1, updated 0, unchanged 0, skipped 1" in ran.out
    assert "Out of office" in ran.out
    assert "--me ADDRESS" in ran.err


def test_an_inbox_and_the_sent_mail_in_one_command(cockpit: CommandLine, tmp_path: Path) -> None:
    inbox = maildir(tmp_path / "Inbox", {"new/1": mail("1")})
    sent = mbox(tmp_path / "Sent", [mine("2")])

    report = cockpit("import", "mail", inbox, sent, "--json").json

    assert counts(report) == (2, 1, 1, 0)
    cockpit("undo")
    assert cockpit.items("request", "list", "--all") == []


@pytest.mark.parametrize("content", [mail("1"), "\n\n" + mail("1"), "\ufeff" + mail("1")])
def test_one_mail_on_stdin(content: str, cockpit: CommandLine) -> None:
    assert counts(cockpit("import", "mail", "-", "--json", stdin=content).json) == (1, 1, 0, 0)
    assert cockpit.items("request", "list")[0]["customer"] == "Anna Gómez"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dear diary,\ntoday nothing happened.\n",
        b"To: do\n\n- nothing\n",
        b"From here on it goes downhill.\n",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b'{"mail": []}',
        b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n",
    ],
)
def test_a_file_that_is_no_mailbox_is_refused(
    content: bytes, cockpit: CommandLine, tmp_path: Path
) -> None:
    good = mbox(tmp_path / "good", [mail("1")])
    bad = tmp_path / "bad"
    bad.write_bytes(content)

    ran = cockpit("import", "mail", good, str(bad))

    assert ran.status == 1
    assert "is not mail" in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert cockpit.items("request", "list") == []


def test_a_folder_that_is_no_maildir_and_a_path_that_is_not_there(
    cockpit: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()

    for path, words in ((tmp_path / "empty", "is not a Maildir"), (tmp_path / "none", "no file")):
        ran = cockpit("import", "mail", str(path))
        assert ran.status == 1
        assert words in ran.err
        assert len(ran.err.strip().splitlines()) == 1


def test_me_must_be_an_address(cockpit: CommandLine, tmp_path: Path) -> None:
    path = mbox(tmp_path / "Inbox", [mail("1")])

    assert cockpit("import", "mail", path, "--me", "me").status == 2


def test_a_dry_run_writes_nothing(cockpit: CommandLine, tmp_path: Path) -> None:
    path = mbox(tmp_path / "Inbox", [mail("1")])

    assert counts(cockpit("--dry-run", "import", "mail", path, "--json").json) == (1, 1, 0, 0)
    assert cockpit.items("request", "list") == []


def test_a_dump_takes_along_what_was_imported(cockpit: CommandLine, tmp_path: Path) -> None:
    path = mbox(tmp_path / "Inbox", [mail("1"), mine("2")])
    cockpit("import", "mail", path, "--me", ME)
    dump = cockpit("export", "json").out

    other = CommandLine(tmp_path / "other")
    assert other("import", "json", "-", stdin=dump).status == 0

    assert counts(other("import", "mail", path, "--me", ME, "--json").json) == (2, 0, 0, 2)


def test_hostile_subjects_do_not_reach_the_terminal(cockpit: CommandLine, tmp_path: Path) -> None:
    path = mbox(tmp_path / "Inbox", [mail("1", subject="\x1b]0;owned\x07 hi", more="List-Id: x")])

    ran = cockpit("import", "mail", path)

    assert "\x1b" not in ran.out + ran.err
