"""Hostile words on the command line: kept exactly, and harmless in a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command_line import CommandLine

HOSTILE = [
    "fix [/b] tag",
    "[urgent] call",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 bell\x07",
    "back\x08space \x9b2J csi",
    "\u202egnp.exe \u2066right to left",
    "עברית and العربية",
    "日本語のお客様 👩‍👩‍👧 e\u0301",
    "x" * 10_000,
    "%s {title} {0} %(x)s",
    "a\u2028b\u2029c",
]


@pytest.fixture
def cockpit(own_home: Path) -> CommandLine:
    return CommandLine(own_home)


def harmless(text: str) -> bool:
    bad = {*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x2028, 0x2029} - {0x0A}
    return not bad & set(map(ord, text))


@pytest.mark.parametrize("title", HOSTILE)
def test_no_control_character_of_a_title_reaches_the_terminal(
    title: str, cockpit: CommandLine
) -> None:
    added = cockpit("task", "add", title, "--place", "today", "--notes", title, "--project", title)
    assert added.status == 0, added.err
    cockpit("request", "add", title, "--customer", title)
    cockpit("contractor", "add", title[:5_000])
    cockpit("add", title)
    cockpit("add", f"! {title}")

    for words in (
        ("task", "list"),
        ("task", "show", "T1"),
        ("request", "list"),
        ("request", "show", "R1"),
        ("contractor", "list"),
        ("interruption", "list"),
        ("today",),
        ("history",),
        ("task", "done", "T1"),
        ("undo",),
        ("request", "reply", "R1", "--note", title),
        ("request", "show", "R1"),
        ("task", "add", "Proof", "--function", title),
        ("task", "show", title[:50]),
        ("clock", "start", "T1"),
        ("clock",),
        ("clock", "stop"),
        ("request", "explain", "R1"),
        ("request", "show", "R1", "--json"),
        ("reminder", "due"),
        ("task", "add", "Proof", "--project", title),
        ("task", "list", "--json"),
        ("history", "--json"),
    ):
        ran = cockpit(*words)
        assert harmless(ran.out), words
        assert harmless(ran.err), words
    assert cockpit("task", "show", "T1", "--json").json["title"] == title.strip()


@pytest.mark.parametrize("title", HOSTILE)
def test_json_and_exports_give_a_title_back_exactly(
    title: str, cockpit: CommandLine, tmp_path: Path
) -> None:
    cockpit("task", "add", title)

    assert cockpit.items("task", "list")[0]["title"] == title
    dump = json.loads(cockpit("export", "json").out)
    assert dump["task"]["1"]["title"] == title
    for kind in ("todotxt", "ics"):
        path = tmp_path / kind
        cockpit("export", kind, "-o", str(path))
        assert cockpit("import", kind, str(path), "--json").json["unchanged"] == 1
