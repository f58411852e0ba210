"""The way in: every way of being cut off ends quietly, with the status that belongs to it."""

from __future__ import annotations

import os
import subprocess
import sys
import types
from pathlib import Path

import pytest

from cockpit import __main__ as way_in

ROOT = Path(__file__).parents[2]


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    module = types.ModuleType("cockpit.cli.main")
    monkeypatch.setitem(sys.modules, "cockpit.cli.main", module)
    monkeypatch.setattr(sys, "argv", ["cockpit", "task", "list"])
    return module


def test_the_words_are_handed_over_and_the_status_comes_back(
    command_line: types.ModuleType,
) -> None:
    given: list[list[str]] = []
    command_line.main = lambda words: given.append(words) or 3  # type: ignore[attr-defined]

    assert way_in.main() == 3
    assert given == [["task", "list"]]


def test_an_interruption_is_130(command_line: types.ModuleType) -> None:
    def interrupted(words: list[str]) -> int:
        raise KeyboardInterrupt

    command_line.main = interrupted  # type: ignore[attr-defined]

    assert way_in.main() == 130


@pytest.mark.parametrize("words", [["--home", "{home}"], ["--home={home}"], []])
def test_a_fault_is_one_sentence_and_the_log_keeps_the_rest(
    command_line: types.ModuleType,
    words: list[str],
    own_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def faulty(given: list[str]) -> int:
        raise KeyError("lost")

    command_line.main = faulty  # type: ignore[attr-defined]
    home = own_home.parent / "named" if words else own_home
    monkeypatch.setattr(sys, "argv", ["cockpit", *(word.format(home=home) for word in words)])

    assert way_in.main() == 1

    told = capsys.readouterr().err
    log = home / "log" / "cockpit.log"
    assert told.count("\n") == 1
    assert "KeyError: 'lost'" in told
    assert str(log) in told
    assert "in faulty" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_fault_without_a_place_for_the_log_is_told_all_the_same(
    command_line: types.ModuleType, own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own_home.parent.mkdir(parents=True, exist_ok=True)
    own_home.touch()
    command_line.main = lambda words: 1 // 0  # type: ignore[attr-defined]

    assert way_in.main() == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


def run_with(code: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The way in, in a fresh interpreter, with a command line that does `code`."""
    program = (
        "import sys, types\n"
        "module = types.ModuleType('cockpit.cli.main')\n"
        f"def main(words):\n    {code}\n    return 0\n"
        "module.main = main\n"
        "sys.modules['cockpit.cli.main'] = module\n"
        "from cockpit.__main__ import main\n"
        "sys.exit(main())"
    )
    return subprocess.run(
        ["sh", "-c", '"$0" -c "$1" | head -n 1; cat', sys.executable, program],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
    )


def test_a_reader_that_goes_away_leaves_no_traceback() -> None:
    run = run_with("[print('line', n) for n in range(100_000)]")

    assert run.stdout == b"line 0\n"
    assert run.stderr == b""


def test_what_a_terminal_cannot_show_is_escaped() -> None:
    run = run_with("print('Kovač \\udce9')", PYTHONIOENCODING="latin-1", PYTHONUTF8="0")

    assert run.stdout == b"Kova\\u010d \\udce9\n"
    assert run.stderr == b""
