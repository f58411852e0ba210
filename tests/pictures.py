"""Takes the README's picture of the cockpit anew, on the demo business at a fixed moment."""

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

PICTURE = Path(__file__).parents[1] / "docs" / "cockpit.svg"
MOMENT = datetime(2026, 11, 24, 11, 40, tzinfo=ZoneInfo("Europe/Berlin"))
SIZE = (120, 34)


async def draw(home: str) -> str:
    """The screen of a home as an SVG."""
    locations = locate(home)
    settings, problems = load(locations.config)
    workspace = Workspace.open(locations.database, FixedClock(MOMENT))
    try:
        app = CockpitApp(workspace, settings, locations, problems, {})
        async with app.run_test(size=SIZE) as pilot:
            while not app.main_screen.is_settled or app.speaker is None:
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
    """Write the picture."""
    with tempfile.TemporaryDirectory() as home:
        made = run(["demo", "--no-open", "--at", home, "--now", MOMENT.isoformat()])
        if made:
            raise SystemExit(made)
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(tidy(asyncio.run(draw(home))), encoding="utf-8")


if __name__ == "__main__":
    main()
