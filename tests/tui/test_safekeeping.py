"""Automatic backups beside the open screen: made by another process, troubles told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.store.backups.copying import count_records
from cockpit.tui import safekeeping
from tests.tui.main_host import Cockpit, small_cockpit


@pytest.fixture(autouse=True)
def with_backups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COCKPIT_BACKUPS")


def made(folder: Path) -> list[Path]:
    return sorted((folder / "backups").glob("auto-*.db"))


async def look(cockpit: Cockpit) -> None:
    cockpit.app.safekeeping.look()
    await cockpit.app.workers.wait_for_complete()
    await cockpit.settled()


async def test_a_backup_that_is_due_is_made_while_the_screen_is_open(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        connection = cockpit.workspace.storage.connection
        (records,) = connection.execute("SELECT count(*) FROM document").fetchone()
        await look(cockpit)

        (path,) = made(tmp_path)
        assert path.name == "auto-2026-11-24T092000Z.db"
        assert count_records(str(path)) == records
        assert (tmp_path / "backups" / "records-2026-11-24.json").exists()
        assert cockpit.toasts == []

        await look(cockpit)
        assert made(tmp_path) == [path]


async def test_what_goes_wrong_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safekeeping, "make", lambda _home, _at: "No room [/b] for a backup.")
    async with small_cockpit(tmp_path) as cockpit:
        for _hour in range(3):
            await look(cockpit)

        assert cockpit.toasts == ["No room [/b] for a backup."]


def test_a_trouble_of_the_other_process_comes_back_as_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "cockpit.db").write_bytes(b"no database" * 999)

    told = safekeeping.make(str(tmp_path), "2026-11-24T09:20:00Z")

    assert "is damaged" in told
    assert "\n" not in told
    assert not told.startswith("cockpit:")
