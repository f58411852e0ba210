"""Takes the README's pictures of the cockpit anew, on the demo business at a fixed moment."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from cockpit.cli.main import main as run
from cockpit.domain.clock import FixedClock
from cockpit.locations import locate
from cockpit.settings import load
from cockpit.store.workspace import Workspace
from cockpit.tui.app import CockpitApp

FOLDER = Path(__file__).parents[1] / "docs"
MORNING = datetime(2026, 11, 24, 11, 40, tzinfo=ZoneInfo("Europe/Berlin"))
EVENING = datetime(2026, 11, 24, 17, 40, tzinfo=ZoneInfo("Europe/Berlin"))
PICTURES = {
    "cockpit": (MORNING, ""),
    "night": (EVENING, "R right_square_bracket right_square_bracket right_square_bracket"),
    "week": (EVENING, "B"),
}
"""Name to the moment at which it is taken, and the keys that lead there."""
SIZE = (120, 34)


async def draw(home: str, moment: datetime, keys: str) -> str:
    """The screen of a home as an SVG, after some keys."""
    locations = locate(home)
    settings, problems = load(locations.config)
    workspace = Workspace.open(locations.database, FixedClock(moment))
    try:
        app = CockpitApp(workspace, settings, locations, problems, {})
        async with app.run_test(size=SIZE) as pilot:
            while not app.main_screen.is_settled or app.speaker is None:
                await pilot.pause()
            for key in keys.split():
                await pilot.press(key)
                await pilot.pause()
            app.clear_notifications()
            await pilot.pause()
            return app.export_screenshot(title="cockpit")
    finally:
        workspace.close()


def tidy(svg: str) -> str:
    """Without fonts from elsewhere, and with the spaces that some viewers drop."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("<svg ", '<svg xml:space="preserve" ', 1)


def main() -> None:
    """Write the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, (moment, keys) in PICTURES.items():
        with tempfile.TemporaryDirectory() as home:
            made = run(["demo", "--no-open", "--at", home, "--now", moment.isoformat()])
            if made:
                raise SystemExit(made)
            picture = tidy(asyncio.run(draw(home, moment, keys)))
            (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
