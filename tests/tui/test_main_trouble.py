"""A cockpit that cannot have all it needs still opens, and says in a sentence what is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cockpit.store.workspace import Workspace
from cockpit.tui.command_table import COMMANDS, EVERYWHERE
from tests.tui.main_host import (
    Cockpit,
    app_on,
    configured,
    open_home,
    running,
    small_business,
)

CHANGING = "space d t m plus minus J K s w S D e a i u U".split()


@pytest.fixture
def business(tmp_path: Path) -> Workspace:
    return small_business(open_home(tmp_path / "home"))


def told(cockpit: Cockpit) -> str:
    return "\n".join([cockpit.said, *cockpit.toasts])


async def test_a_home_that_can_only_be_read_opens_and_says_why(
    tmp_path: Path, business: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    business.close()
    folder = tmp_path / "home"
    from cockpit.store import opening

    database = folder / "cockpit.db"
    database.chmod(0o400)
    folder.chmod(0o500)
    monkeypatch.setattr(opening.os, "access", lambda path, mode, **_more: mode != opening.os.W_OK)
    workspace = open_home(folder)
    try:
        if not workspace.read_only:
            pytest.skip("this user may write everywhere")
        async with running(app_on(workspace)) as cockpit:
            assert workspace.warning
            assert cockpit.said.startswith(f"▲ {workspace.warning}")
            assert cockpit.rows(1)[:2] == ["#today", "T1"]
            for key in CHANGING:
                cockpit.main.clear_message()
                await cockpit.press(key)
                assert cockpit.app.screen is cockpit.main, key
                assert cockpit.said.startswith("▲ "), key
            await cockpit.press("enter")
            assert "Write launch mail" in cockpit.screen
            await cockpit.press("escape y")
            assert cockpit.app.clipboard == "Write launch mail"
    finally:
        workspace.close()
        folder.chmod(0o700)


CONFIGS = (
    # config.toml, words that must be told
    ("theme = [", ("config.toml", "defaults are used")),
    (b"theme = \xff\xfe", ("config.toml", "UTF-8")),
    ('them = "light"', ('"them" is not a setting', '"theme"')),
    ('theme = "ligth"', ("ligth", "light")),
    ("theme = 7", ("theme = 7", "text in quotes")),
    ('day_end = "25:00"', ("day_end", "25:00")),
    ('[keys]\ndoone = "x"', ("[keys]", "doone", "done")),
    ('[keys]\ndone = "ctrl+spacee"', ("[keys]", "ctrl+spacee")),
    ('[keys]\ndone = "q"', ("[keys]", "already belongs")),
    ("keys = 3", ("keys is a table",)),
    ("[keys]\ndone = 3", ("[keys]", "done")),
)


@pytest.mark.parametrize(("config", "words"), CONFIGS)
async def test_a_damaged_config_is_told_and_the_cockpit_works(
    business: Workspace, config: str | bytes, words: tuple[str, ...]
) -> None:
    async with running(configured(business, config)) as cockpit:
        for one in words:
            assert one in told(cockpit)
        assert cockpit.rows(1)[:2] == ["#today", "T1"]
        await cockpit.press("space")
        assert cockpit.body("T1")["state"] == "done"
    business.close()


THEMES = (
    ("mine", 'name = "mine"\n[colours]\nbackground = "no colour"\n', "no colour"),
    ("mine", "name = [", "mine.toml"),
    ("mine", "", "mine.toml"),
    ("gone", None, "gone"),
)


@pytest.mark.parametrize(("name", "content", "word"), THEMES)
async def test_a_damaged_theme_falls_back_and_is_told(
    tmp_path: Path, business: Workspace, name: str, content: str | None, word: str
) -> None:
    folder = tmp_path / "home" / "themes"
    folder.mkdir()
    if content is not None:
        (folder / f"{name}.toml").write_text(content)
    async with running(configured(business, f'theme = "{name}"')) as cockpit:
        assert word in told(cockpit)
        assert cockpit.app.theme == "dark"
        cockpit.app.clear_notifications()  # they stand on top for some seconds
        await cockpit.settled()
        assert "Write launch mail" in cockpit.screen
    business.close()


async def test_the_owners_keys_are_in_force_and_shown(business: Workspace) -> None:
    async with running(configured(business, '[keys]\ndone = "Z"')) as cockpit:
        assert "Z done" in cockpit.said
        await cockpit.press("space")
        assert cockpit.body("T1").get("state", "open") == "open"
        await cockpit.press("Z")
        assert cockpit.body("T1")["state"] == "done"
    business.close()


async def test_ascii_signs_only(business: Workspace) -> None:
    async with running(configured(business, "ascii = true"), (80, 24)) as cockpit:
        inside = "\n".join(line[1:-1] for line in cockpit.screen.split("\n")[2:-2])
        assert "o 1 Write launch mail" in inside
        assert "○" not in inside
    business.close()


async def test_a_database_that_is_lost_underneath_is_told_and_nothing_crashes(
    tmp_path: Path, business: Workspace
) -> None:
    async with running(app_on(business)) as cockpit:
        for path in (tmp_path / "home").glob("cockpit.db*"):
            path.write_bytes(b"not a database at all" * 400)
        await cockpit.press("space")
        cockpit.main._tick()
        await cockpit.settled()
        assert cockpit.app.is_running
        assert cockpit.app._exception is None
    business.close()


async def test_a_database_that_is_locked_is_told(tmp_path: Path, business: Workspace) -> None:
    import sqlite3

    async with running(app_on(business)) as cockpit:
        business.storage.connection.execute("PRAGMA busy_timeout = 0")
        other = sqlite3.connect(tmp_path / "home" / "cockpit.db")
        other.execute("BEGIN IMMEDIATE")
        await cockpit.press("space")
        assert cockpit.said.startswith("▲ ")
        assert cockpit.body("T1").get("state", "open") == "open"
        other.rollback()
        other.close()
        await cockpit.press("space")
        assert cockpit.body("T1")["state"] == "done"
    business.close()


# -- the first start -----------------------------------------------------------------------


async def test_an_empty_home_asks_five_questions_and_is_set_up_by_their_defaults(
    tmp_path: Path,
) -> None:
    workspace = open_home(tmp_path / "new")
    async with running(app_on(workspace, environ={"TZ": "Europe/Madrid"})) as cockpit:
        assert "Welcome" in cockpit.screen
        await cockpit.press("enter enter enter enter enter")
        assert cockpit.app.screen is cockpit.main
        assert "Set up." in cockpit.said
        assert workspace.live("hours")[1]["zone"] == "Europe/Madrid"
        assert workspace.live("promise")
        assert "open" in cockpit.status
        assert cockpit.rows(2)
        await cockpit.press("u")
        assert not workspace.live("hours")
    workspace.close()


async def test_the_questions_can_be_left_and_every_pane_teaches(tmp_path: Path) -> None:
    workspace = open_home(tmp_path / "new")
    async with running(app_on(workspace)) as cockpit:
        await cockpit.press("escape")
        assert cockpit.app.screen is cockpit.main
        assert "Here stands everything there is to do" in cockpit.screen
        assert "Press a and begin with a question mark" in " ".join(
            cockpit.screen.replace("│", " ").split()
        )
        assert "no working hours set" in cockpit.status
        worked_on = [one for one in COMMANDS if EVERYWHERE not in one.where and one.id != "new"]
        for pane in cockpit.main.panes:
            cockpit.main.focus_pane(pane)
            for one in worked_on:
                cockpit.main.run_command(one.id)
            await cockpit.settled()
            assert cockpit.app.screen is cockpit.main
        await cockpit.press("1")
        await cockpit.press("a")
        await cockpit.type("First thing")
        await cockpit.press("enter")
        assert cockpit.rows(1) == ["#backlog", "T1"]
    workspace.close()


# -- the first frame -----------------------------------------------------------------------

_FIRST_FRAME = """
import sys
from cockpit.domain.clock import SystemClock
from cockpit.store.workspace import Workspace
from cockpit.settings import load
from cockpit.locations import locate
from cockpit.tui.app import CockpitApp

heavy = ("pydantic", "apscheduler", "tomlkit", "icalendar", "holidays", "parsedatetime")

async def first(self):
    shown = "".join("".join(s.text for s in strip)
                    for strip in self.screen._compositor.render_strips())
    assert "Write launch mail" in shown, shown
    print("loaded:", *(name for name in heavy if name in sys.modules))
    self.exit()

CockpitApp.after_first_frame = first

where = locate(sys.argv[1])
settings, problems = load(where.config)
workspace = Workspace.open(where.database, SystemClock(), actor="screen")
CockpitApp(workspace, settings, where, problems, {}).run(headless=True, size=(120, 36))
"""


def test_the_first_frame_needs_no_models_and_no_scheduler(
    tmp_path: Path, business: Workspace
) -> None:
    business.close()
    ran = subprocess.run(
        [sys.executable, "-c", _FIRST_FRAME, str(tmp_path / "home")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "loaded:" in ran.stdout
    assert ran.stdout.split("loaded:")[1].strip() == ""
