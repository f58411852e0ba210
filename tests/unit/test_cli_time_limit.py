"""What takes far too long to read is given up, and nothing of it is written."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest

from cockpit.actions import imports
from cockpit.cli import interchange
from cockpit.cli.time_limit import time_limit
from cockpit.errors import CockpitError
from tests.command_line import CommandLine


def for_ever(*_arguments: object, **_more: object) -> None:
    while True:
        pass


def test_an_import_that_never_ends_is_given_up_and_leaves_nothing(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = CommandLine(own_home)
    assert run("import", "todotxt", "-", stdin="Before\n").status == 0
    monkeypatch.setattr(interchange, "IMPORT_SECONDS", 0.05)
    monkeypatch.setattr(imports, "cleaned", for_ever)

    ran = run("import", "todotxt", "-", stdin="Water the ferns\n")

    assert ran.status == 1
    assert ran.err == ("cockpit: This took more than 0 s and was given up; nothing was written.\n")
    assert [one["title"] for one in run.items("task", "list")] == ["Before"]


def test_the_alarm_is_off_again_afterwards() -> None:
    before = signal.getsignal(signal.SIGALRM)

    with time_limit(60):
        pass

    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before


def test_outside_the_main_thread_there_is_no_limit() -> None:
    done = []

    def work() -> None:
        with time_limit(0.001):
            done.append(sum(range(100_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert done == [sum(range(100_000))]


def test_a_limit_ends_a_loop() -> None:
    with pytest.raises(CockpitError, match="was given up"), time_limit(0.02):
        for_ever()
