"""What a terminal understands of notifications, and the bytes that notify it.

Sequences: OSC 9 (iTerm2), OSC 777 (rxvt-unicode's notify), OSC 99 (kitty's desktop notifications).
"""

from __future__ import annotations

import subprocess
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, cast

from cockpit.domain.wording.plain_text import one_line
from cockpit.errors import WrongUse
from cockpit.i18n import _

Method = Literal["off", "bell", "osc9", "osc777", "osc99"]
METHODS: tuple[str, ...] = ("auto", "off", "bell", "osc9", "osc777", "osc99")
"""What `notifications` may be."""

TEXT_LIMIT = 240
"""Characters of a terminal notification; longer ones are cut by many terminals in mid-sequence."""
_BELL = b"\x07"
_ST = b"\x1b\\"

_BY_PROGRAM: Mapping[str, Method] = {
    "iTerm.app": "osc9",
    "WarpTerminal": "osc9",
    "rio": "osc9",
    "WezTerm": "osc777",
    "ghostty": "osc777",
}
_BY_TERM: tuple[tuple[str, Method], ...] = (
    ("xterm-kitty", "osc99"),
    ("xterm-ghostty", "osc777"),
    ("foot", "osc777"),
    ("rxvt-unicode", "osc777"),
    ("wezterm", "osc777"),
    ("contour", "osc777"),
)


class Terminal(NamedTuple):
    """What the terminal understands."""

    method: Method
    tmux: bool
    """Whether sequences must be wrapped to pass through tmux."""


def find_terminal(wanted: str, environment: Mapping[str, str]) -> Terminal:
    """The method for this terminal; `wanted` other than "auto" is obeyed.

    Raises `WrongUse` for a word that is no method. Inside tmux and screen, TERM tells nothing
    of the terminal outside, but what that one put into the environment often survives.
    """
    if wanted not in METHODS:
        raise WrongUse(
            _("notifications is {word!r}; it may be {words}.").format(
                word=one_line(wanted, 40), words=", ".join(METHODS)
            )
        )
    tmux = bool(environment.get("TMUX"))
    if wanted != "auto":
        return Terminal(cast(Method, wanted), tmux)
    return Terminal(_method_of(environment), tmux)


def sequence(title: str, text: str, terminal: Terminal, *, bell: bool) -> bytes:
    """The bytes that notify; user text in them carries no control character.

    The bell rings where asked for, and where it is all that the terminal has.
    """
    title, text = one_line(title, 60), one_line(text, TEXT_LIMIT)
    ring = _BELL if bell or terminal.method == "bell" else b""
    match terminal.method:
        case "off" | "bell":
            return ring
        case "osc9":
            # The words before the text keep "4;1" from being read as ConEmu's progress.
            body = b"\x1b]9;" + _utf8(f"{title or 'cockpit'}: {text}") + _BELL
        case "osc777":
            body = b"\x1b]777;notify;" + _utf8(title.replace(";", ",")) + b";" + _utf8(text) + _BELL
        case _:
            body = _kitty("title", title, last=False) + _kitty("body", text, last=True)
    return ring + (_through_tmux(body) if terminal.tmux else body)


def tmux_advice(terminal: Terminal, run: Callable[[list[str]], str] | None = None) -> str | None:
    """One sentence when tmux swallows notifications, None when they pass or there is no tmux."""
    if not terminal.tmux or terminal.method in ("off", "bell"):
        return None
    try:
        answer = (run or _ask)(["tmux", "show", "-Apv", "allow-passthrough"]).strip()
    except (OSError, subprocess.SubprocessError):
        answer = ""
    if answer in ("on", "all"):
        return None
    return _(
        "tmux keeps notifications to itself; `tmux set -g allow-passthrough on` lets them out."
    )


def _method_of(environment: Mapping[str, str]) -> Method:
    term = environment.get("TERM", "")
    if term in ("", "dumb"):
        return "off"
    inside = environment.get("STY") or environment.get("ZELLIJ")
    if inside and not environment.get("TMUX"):
        return "bell"  # screen and zellij let nothing else through
    if environment.get("KITTY_WINDOW_ID"):
        return "osc99"
    if environment.get("LC_TERMINAL") == "iTerm2":
        return "osc9"
    named = _BY_PROGRAM.get(environment.get("TERM_PROGRAM", ""))
    if named:
        return named
    return next((method for start, method in _BY_TERM if term.startswith(start)), "bell")


def _kitty(part: str, text: str, *, last: bool) -> bytes:
    head = f"\x1b]99;i=cockpit:d={int(last)}:e=1:p={part};".encode()
    return head + b64encode(_utf8(text)) + _ST


def _through_tmux(body: bytes) -> bytes:
    return b"\x1bPtmux;" + body.replace(b"\x1b", b"\x1b\x1b") + _ST


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _ask(argv: list[str]) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, timeout=2, check=False)
    if done.returncode and "option" in done.stderr:
        return "on"  # before tmux 3.3 there is no such option, and all passes
    return done.stdout
