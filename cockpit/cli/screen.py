"""`cockpit`: opens the screen; without a terminal the day is printed instead."""

from __future__ import annotations

import os
import sys

from cockpit.cli.context import Context
from cockpit.domain.clock import ShiftedClock
from cockpit.errors import WrongUse
from cockpit.i18n import _


def run(context: Context, words: list[str]) -> int:
    """Open the screen."""
    if len(words) > 1:
        raise WrongUse(_("`cockpit open` takes no other words."))
    return open_screen(context)


def open_screen(context: Context) -> int:
    """Open the full-screen cockpit on the context's workspace; returns the exit status."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WrongUse(_("The cockpit needs a terminal; `cockpit today` prints the day as text."))
    import gc

    gc.disable()  # until the first frame stands: nothing made on the way there is garbage yet
    from cockpit.settings import load
    from cockpit.tui.app import CockpitApp

    settings, problems = load(context.locations.config)
    if context.options.now is not None:
        context.clock = ShiftedClock(context.clock.now())
    workspace = context.workspace
    workspace.actor = "screen"
    log_to_file(context.locations.log)
    app = CockpitApp(workspace, settings, context.locations, problems, os.environ)
    app.run()
    return app.return_code or 0


def log_to_file(path: str) -> None:
    """Send the log to its file: standard output belongs to the screen."""
    import logging

    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(path, encoding="utf-8", delay=True)
        if not os.path.exists(path):
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
