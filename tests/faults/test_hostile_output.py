"""Nothing that an owner types or imports steers his terminal: not one byte of it, anywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command_line import CommandLine
from tests.real_terminal import RealTerminal

TITLES = (
    "[/b]",
    "[urgent] call",
    "$(reboot)",
    "\x1b[31mred\x1b]0;STOLEN\x07\x1b[2J",
    "\x9b31mone byte\x9d0;STOLEN\x9c",
    "\x1bP+q544e\x1b\\ \x1b_Gf=1\x1b\\",
    "nul \x00 del \x7f bell \x07 back \x08\x08",
    "first\r\nsecond\rthird\u2028fourth",
    "x" * 10_000,
    "\u202eright to left\u202c \u2066isolated\u2069 \u05e9\u05dc\u05d5\u05dd",
    "Z" + "\u0301\u0316" * 60,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f",
    "\u6f22\u5b57" * 40,
    "=cmd|' /C calc'!A1",
    "{0} {name} %s %(a)s {{x}}",
)
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


@pytest.fixture
def cockpit(tmp_path: Path) -> CommandLine:
    """A home where every kind of record that a pane shows carries every hostile text."""
    run = CommandLine(tmp_path / "home")
    tables: dict[str, dict[str, object]] = {"meta": {"1": {"schema": 1, "program": "cockpit"}}}
    common = {"created_at": "2026-11-20T08:00:00Z"}
    tables["hours"] = {"1": {**common, "uid": "h", "name": "mine", "zone": "UTC", "week": {}}}
    for number, title in enumerate(TITLES, start=1):
        for table, fields in {
            "task": {"title": title, "notes": title, "project": title, "extra": {title: title}},
            "request": {"subject": title, "customer": title, "kind": "inquiry", "channel": "email",
                        "received": "2026-11-20T08:00:00Z", "notes": title,
                        "events": [{"at": "2026-11-20T08:00:00Z", "type": "received",
                                    "note": title}]},
            "contractor": {"name": title, "notes": title},
            "function": {"name": title, "target_minutes": 60},
            "interruption": {"at": "2026-11-20T08:00:00Z", "who": title, "about": title},
        }.items():  # fmt: skip
            body = {**common, "uid": f"{table}{number}", **fields}
            tables.setdefault(table, {})[str(number)] = body
    ran = run("import", "json", "-", "--json", stdin=json.dumps(tables))
    assert ran.status == 0, ran.err
    assert ran.json["skipped"] == []
    return run


@pytest.mark.parametrize(
    "words",
    [
        *((noun, "list") for noun in "task request contractor function interruption".split()),
        *((noun, "list", "--json") for noun in "task request contractor function".split()),
        ("task", "show", "T4"), ("request", "show", "R5"), ("contractor", "show", "C7"),
        ("task", "show", "T7", "--json"),
        ("today",), ("history",), ("export", "json"), ("doctor",), ("undo",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_command_prints_what_steers(words: tuple[str, ...], cockpit: CommandLine) -> None:
    ran = cockpit(*words)

    assert ran.status == 0, ran.err
    assert not STEERING.findall(ran.out + ran.err)


def test_the_json_export_still_means_the_same(cockpit: CommandLine) -> None:
    dump = json.loads(cockpit("export", "json").out)
    assert [task["title"] for task in dump["task"].values()] == list(TITLES)


def test_the_screen_draws_hostile_text_as_text(cockpit: CommandLine) -> None:
    # given: the cockpit open on it
    terminal = RealTerminal(cockpit.home, columns=120, lines=36)
    terminal.wait_for("[urgent] call")

    # when: every pane, the detail, the form, the filter and the palette are looked at
    for pane in "134":
        terminal.press(pane)
        for _row in TITLES:
            terminal.press("j", "\r")
            terminal.wait_for("esc close")
            terminal.press("\x1b")
            terminal.wait_until_gone("esc close")
    terminal.press("1", "g", "e")
    terminal.wait_for("ctrl+s save")
    terminal.press("\x1b")
    terminal.wait_until_gone("ctrl+s save")
    terminal.press("a")
    terminal.wait_for("enter add")
    terminal.press("[/b] \x1b[200~\x1b]0;STOLEN\x07\x1b[201~", "\r")
    terminal.wait_for("T16: ")
    terminal.wait_until_gone("enter add")
    assert terminal.quit() == 0

    # then: no title, clipboard, device-control or screen-clearing sequence of the texts came out
    said = terminal.raw.decode("utf-8", "replace")
    assert not re.findall("\x1b\\](?!22;)[^\x07\x1b]*", said)
    assert not re.findall("\x1b[P_^X]", said)
    assert "\x1b[2J" not in said
    assert "\x1b[31m" not in said
    rest = re.sub("\x1b\\[[0-9;:?<>=$ ]*[@-~]|\x1b\\][^\x07\x1b]*(?:\x07|\x1b\\\\)", "", said)
    assert set(STEERING.findall(rest)) <= {"\r", "\n", "\t"}
    assert "Traceback" not in said
