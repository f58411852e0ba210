"""What is written to which terminal, and how the owner's command is called."""

from __future__ import annotations

import re
import sys
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.errors import CockpitError, WrongUse
from cockpit.scheduler.notify import Notifier, Voice, command_line, run_command
from cockpit.scheduler.terminal_notice import Method, Terminal, find_terminal, sequence, tmux_advice

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("environment", "method"),
    [
        (XTERM, "bell"),
        ({}, "off"),
        ({"TERM": "dumb"}, "off"),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "osc99"),
        ({"TERM": "xterm-kitty"}, "osc99"),  # over ssh only TERM is left
        ({**XTERM, "TERM_PROGRAM": "iTerm.app"}, "osc9"),
        ({**XTERM, "TERM_PROGRAM": "WezTerm"}, "osc777"),
        ({"TERM": "xterm-ghostty"}, "osc777"),
        ({"TERM": "foot-extra"}, "osc777"),
        ({"TERM": "rxvt-unicode-256color"}, "osc777"),
        ({**XTERM, "TERM_PROGRAM": "vscode"}, "bell"),
        ({"TERM": "tmux-256color", "TMUX": "x", "TERM_PROGRAM": "tmux"}, "bell"),
        ({"TERM": "tmux-256color", "TMUX": "x", "KITTY_WINDOW_ID": "1"}, "osc99"),
        ({"TERM": "tmux-256color", "TMUX": "x", "LC_TERMINAL": "iTerm2"}, "osc9"),
        ({"TERM": "screen", "STY": "x", "KITTY_WINDOW_ID": "1"}, "bell"),
        ({**XTERM, "ZELLIJ": "0", "TERM_PROGRAM": "WezTerm"}, "bell"),
    ],
)
def test_auto_finds_what_the_terminal_understands(environment: dict[str, str], method: str) -> None:
    assert find_terminal("auto", environment).method == method


def test_a_word_of_the_owner_is_obeyed_and_a_wrong_one_is_named() -> None:
    assert find_terminal("osc9", XTERM) == Terminal("osc9", tmux=False)
    with pytest.raises(WrongUse, match=r"notifications is 'growl'; it may be auto, off, bell"):
        find_terminal("growl", XTERM)


@pytest.mark.parametrize(
    ("method", "bytes_"),
    [
        ("off", b""),
        ("bell", b"\x07"),
        ("osc9", b"\x1b]9;cockpit: R7 is late\x07"),
        ("osc777", b"\x1b]777;notify;cockpit;R7 is late\x07"),
    ],
)
def test_the_sequences(method: Method, bytes_: bytes) -> None:
    assert sequence("cockpit", "R7 is late", Terminal(method, tmux=False), bell=False) == bytes_


def test_kitty_gets_title_and_body_encoded() -> None:
    made = sequence("cockpit", "über; alles", Terminal("osc99", tmux=False), bell=False)
    title, body = made.removesuffix(b"\x1b\\").split(b"\x1b\\")
    assert title.startswith(b"\x1b]99;i=cockpit:d=0:e=1:p=title;")
    assert b64decode(body.split(b"p=body;")[1]).decode() == "über; alles"


def test_the_bell_comes_on_top_where_it_is_wanted() -> None:
    assert sequence("c", "x", Terminal("osc9", tmux=False), bell=True).startswith(b"\x07\x1b]9;")


def test_tmux_gets_the_sequence_wrapped_and_the_bell_bare() -> None:
    made = sequence("c", "x", Terminal("osc9", tmux=True), bell=True)
    assert made == b"\x07\x1bPtmux;\x1b\x1b]9;c: x\x07\x1b\\"


@given(st.text(st.characters(codec=None)), st.sampled_from(["osc9", "osc777"]))
def test_text_of_the_owner_never_ends_or_begins_a_sequence(text: str, method: Method) -> None:
    made = sequence("cockpit", text, Terminal(method, tmux=False), bell=False)
    assert made.count(b"\x1b") == 1
    assert made.index(b"\x07") == len(made) - 1
    assert not any(sign < 32 for sign in made[1:-1])
    assert not any("\x80" <= sign <= "\x9f" for sign in made.decode("utf-8"))


FRAMES: dict[str, str] = {
    "off": r"",
    "bell": r"\x07",
    "osc9": r"\x1b\]9;[^\x00-\x1f\x7f-\x9f]*\x07",
    "osc777": r"\x1b\]777;notify;[^\x00-\x1f\x7f-\x9f;]*;[^\x00-\x1f\x7f-\x9f]*\x07",
    "osc99": r"(\x1b\]99;i=cockpit:d=[01]:e=1:p=(title|body);[A-Za-z0-9+/=]*\x1b\\){2}",
}
"""All that may be written to a terminal, whatever the owner's words are."""


@given(
    st.text(st.characters(codec=None)),
    st.text(st.characters(codec=None)),
    st.sampled_from(sorted(FRAMES)),
    st.booleans(),
    st.booleans(),
)
def test_whatever_is_said_only_the_frame_steers(
    title: str, text: str, method: Method, tmux: bool, bell: bool
) -> None:
    written = sequence(title, text, Terminal(method, tmux), bell=bell).decode("utf-8")
    if bell and method != "bell":
        assert written.startswith("\x07")
        written = written[1:]
    if tmux and written.startswith("\x1bPtmux;"):
        written = written.removeprefix("\x1bPtmux;").removesuffix("\x1b\\")
        assert re.sub("\x1b\x1b", "", written).count("\x1b") == 0
        written = written.replace("\x1b\x1b", "\x1b")
    assert re.fullmatch(FRAMES[method], written)
    for part in re.findall(r"p=(?:title|body);([A-Za-z0-9+/=]*)", written):
        inside = b64decode(part).decode("utf-8")
        assert not [sign for sign in inside if ord(sign) < 32 or 127 <= ord(sign) < 160]


@pytest.mark.parametrize(
    ("answer", "told"), [("on\n", False), ("all\n", False), ("off\n", True), ("", True)]
)
def test_it_is_told_when_tmux_lets_nothing_through(answer: str, told: bool) -> None:
    advice = tmux_advice(Terminal("osc9", tmux=True), lambda argv: answer)
    assert (advice is not None) is told
    assert tmux_advice(Terminal("osc9", tmux=False), lambda argv: answer) is None
    assert tmux_advice(Terminal("bell", tmux=True), lambda argv: answer) is None


def test_no_tmux_to_ask_is_told_too() -> None:
    def gone(argv: list[str]) -> str:
        raise FileNotFoundError

    assert "allow-passthrough" in (tmux_advice(Terminal("osc9", tmux=True), gone) or "")


def test_the_command_gets_the_text_on_stdin_and_no_shell_sees_it(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    code = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    run_command([sys.executable, "-c", code, str(heard)], "late: $(touch x) `id` \x1b[31m\nline 2")
    assert heard.read_bytes() == b"late: $(touch x) `id` [31m\nline 2\n"


def test_the_command_line_is_split_as_a_shell_would_without_running_one() -> None:
    assert command_line("notify-send -t 5 'my cockpit' $HOME;x") == [
        "notify-send", "-t", "5", "my cockpit", "$HOME;x",
    ]  # fmt: skip
    with pytest.raises(WrongUse, match="close the quotes"):
        command_line("say 'oh")


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (["/no/such/thing"], "No such file"),
        ([sys.executable, "-c", "raise SystemExit('no \\x1b[31mdisplay')"], r"no \[31mdisplay"),
        ([sys.executable, "-c", "raise SystemExit(3)"], "exit status 3"),
        (["with\0nul"], "null byte"),
    ],
)
def test_a_command_that_fails_says_why(argv: list[str], reason: str) -> None:
    with pytest.raises(CockpitError, match=reason):
        run_command(argv, "x")


def test_a_command_that_hangs_is_ended() -> None:
    with pytest.raises(CockpitError, match=r"longer than 0\.2 s"):
        run_command([sys.executable, "-c", "import time; time.sleep(60)"], "x", seconds=0.2)


def test_a_command_that_reads_nothing_is_no_failure() -> None:
    run_command([sys.executable, "-c", ""], "x" * 300_000)


def test_each_failure_is_told_once_until_it_works_again() -> None:
    outcomes: list[CockpitError | None] = [
        CockpitError("one"), CockpitError("one"), CockpitError("two"), None, CockpitError("one"),
    ]  # fmt: skip

    def run(argv: list[str], text: str) -> None:
        if outcome := outcomes.pop(0):
            raise outcome

    notifier = Notifier(Voice(command="say"), environment=XTERM, run=run)
    assert [notifier.call_command("x") for _ in range(5)] == ["one", None, "two", None, "one"]


def test_without_a_command_nothing_is_run() -> None:
    def run(argv: list[str], text: str) -> None:
        raise AssertionError

    quiet = Notifier(Voice("off", bell=False), environment=XTERM, run=run)
    assert not quiet.has_command
    assert quiet.call_command("x") is None
    assert quiet.bytes_for("x") == b""
