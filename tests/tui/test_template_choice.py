"""A canned reply is chosen from the palette's list, filled in and copied."""

from __future__ import annotations

from pathlib import Path

from cockpit.tui.dialogs.choose import Choose
from tests.tui.main_host import small_cockpit


async def test_the_filled_text_is_copied_and_nothing_is_recorded(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R2")
        cockpit.main.run_command("template")
        await cockpit.settled()
        assert isinstance(cockpit.dialog, Choose)
        assert "settled · es" in cockpit.screen

        cockpit.dialog.dismiss("settled.en")
        await cockpit.settled()

        assert "“Price of 500 stickers” is settled." in cockpit.app.clipboard
        assert "Copied settled for R2; r records that it was sent." in cockpit.said
        assert len(cockpit.body("R2")["events"]) == 1


async def test_what_cannot_be_filled_is_told(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("R2")
        cockpit.main.run_command("template")
        await cockpit.settled()

        cockpit.dialog.dismiss("refund.en")
        await cockpit.settled()

        assert "R2 has no order number" in cockpit.said


async def test_it_works_on_requests_only(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        await cockpit.go("T1")
        cockpit.main.run_command("template")
        await cockpit.settled()
        assert "this works in requests" in cockpit.said


async def test_a_template_has_the_same_key_wherever_it_is_offered(tmp_path: Path) -> None:
    async with small_cockpit(tmp_path) as cockpit:
        keys = []
        for command in ("template", "write-reply"):
            await cockpit.go("R2")
            cockpit.main.run_command(command)
            await cockpit.settled()
            assert isinstance(cockpit.dialog, Choose)
            keys.append({one.id: one.key for one in cockpit.dialog.options})
            await cockpit.press("escape")

        templates, with_sentence = keys
        assert with_sentence == {"due": "0", **templates}
