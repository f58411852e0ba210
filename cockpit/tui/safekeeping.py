"""Automatic backups while the screen is open: looked for each minute, made by another process.

In a process of its own neither reading nor writing a large home holds a key up.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from cockpit.domain.identity import format_instant
from cockpit.i18n import _
from cockpit.store.backups import automatic

if TYPE_CHECKING:
    from cockpit.tui.app import CockpitApp

LOOK_SECONDS = 60.0
LONGEST_SECONDS = 600.0
"""Seconds after which a backup that hangs (a network disk) is given up."""

_PROGRAM = "import os; os.nice(10); from cockpit.__main__ import enter; enter()"


class Safekeeping:
    """Looks whether a backup is due, and has it made."""

    def __init__(self, app: CockpitApp) -> None:
        """Prepare on the app's home; nothing is looked at before `start`."""
        self.app = app
        self.is_running = False
        """Whether one is being made."""
        self._told = ""

    def start(self) -> None:
        """Look each minute; the first frame and the first keys come before."""
        if not self.app.view.workspace.read_only:
            self.app.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Have a backup made if one is due."""
        where, now = self.app.locations, self.app.view.workspace.now()
        if self.is_running or not automatic.is_due(where.database, where.backups, now):
            return
        self.is_running = True
        at = format_instant(now)
        self.app.run_worker(lambda: self._make(at), thread=True, exit_on_error=False)

    def _make(self, at: str) -> None:
        told = make(self.app.locations.home, at)
        self.app.call_from_thread(self._made, told)

    def _made(self, told: str) -> None:
        self.is_running = False
        if told and told != self._told:
            self.app.notify(told, severity="warning", markup=False, timeout=20)
        self._told = told


def make(home: str, at: str) -> str:
    """Make an automatic backup in another process; the sentence that it told, "" when all is well.

    `at` is the instant as text. Blocks until it is made: for a worker thread.
    """
    words = ["--home", home, "--now", at, "backup", "--automatic"]
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        ran = subprocess.run(
            [sys.executable, "-c", _PROGRAM, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            timeout=LONGEST_SECONDS,
            start_new_session=True,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return _("No automatic backup could be made: {reason}.").format(reason=error)
    return ran.stderr.decode("utf-8", "replace").strip().removeprefix("cockpit: ")
