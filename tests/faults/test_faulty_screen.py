"""What nobody foresaw ends the screen with a sentence: damaged records are told, faults are logged."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.real_terminal import RealTerminal
from tests.tui.main_host import app_on, open_home, running, small_business

DAMAGES = {
    "an instant that is none": "json_set(body, '$.due', '2026-1!-24T09:00:00Z')",
    "a name of another field": "replace(body, '\"title\"', '\"tiule\"')",
    "a number for a text": "json_set(body, '$.title', 7)",
    "no JSON any more": "",
}


def ended_or_drawn(terminal: RealTerminal) -> bool:
    """Read until the screen stands, or the cockpit has ended; whether it stands."""
    while terminal.read(0.2):
        if "? help" in terminal.text:
            return True
    return False


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_record_that_was_damaged_is_told_without_a_traceback(damage: str, tmp_path: Path) -> None:
    # given: a home whose record no longer says what was written
    cockpit = CommandLine(tmp_path / "home")
    assert cockpit("add", "call Anna by fri").id
    assert cockpit("hours", "add", "mine", "--zone", "UTC", "--week", "mon-fri 09:00-17:00").id
    path = cockpit.home / "cockpit.db"
    if DAMAGES[damage]:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"UPDATE document SET body = {DAMAGES[damage]} WHERE tbl = 'task'")
    else:
        content = path.read_bytes()
        path.write_bytes(content.replace(b'"title":"call Anna"}', b'"title":"call Anna"]'))

    # when: it is opened and looked at
    terminal = RealTerminal(cockpit.home)
    if ended_or_drawn(terminal):
        terminal.press("\r", "\x11")
    status = terminal.wait_for_end()

    # then: it is shown as far as it can be, or refused in a sentence
    said = terminal.raw.decode("utf-8", "replace")
    plain = " ".join(re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", said).split())
    assert "Traceback" not in said
    assert status == 0 or "what the cockpit did not write there" in plain, plain[-500:]
    assert cockpit("doctor").status == 1


async def test_a_fault_of_the_program_is_one_sentence_and_the_log_has_the_rest(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    # given: an open cockpit on sound records
    workspace = small_business(open_home(tmp_path))

    def faulty() -> None:
        raise ZeroDivisionError("of the test")

    # when: it meets a fault of the program
    app = app_on(workspace)
    with pytest.raises(ZeroDivisionError):
        async with running(app) as cockpit:
            app.call_later(faulty)
            await cockpit.settled()
    workspace.close()

    # then
    said = (
        "cockpit: a fault of the program (ZeroDivisionError: of the test);"
        f" what led to it is in {app.locations.log}."
    )  # rich breaks its line where the path is long
    assert "".join(capsys.readouterr().err.split()) == said.replace(" ", "")
    assert [record.exc_info is not None for record in caplog.records] == [True]
    assert app.return_code == 1
