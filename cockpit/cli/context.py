"""What every command is given: the global options, the clock, the workspace, the two streams."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from cockpit.domain.clock import Clock, FixedClock, SystemClock
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.locations import Locations, locate

if TYPE_CHECKING:
    from cockpit.errors import CockpitError
    from cockpit.settings import Settings
    from cockpit.store.workspace import Workspace


LAST_YEAR = 9000
"""The last year that --now takes: from there on weeks and years must still be countable."""


class Options(NamedTuple):
    """The global options, which may stand anywhere on the command line."""

    home: str | None = None
    now: str | None = None
    json: bool = False
    dry_run: bool = False
    no_input: bool = False


class Context:
    """Opens what a command asks for, when it asks."""

    def __init__(self, options: Options) -> None:
        """Hold the options; nothing is opened yet."""
        self.options = options
        self.json = options.json
        self.clock: Clock = _clock(options.now)
        self._locations: Locations | None = None
        self._workspace: Workspace | None = None
        self._settings: Settings | None = None
        self._scratch: str | None = None

    @property
    def locations(self) -> Locations:
        """Where the files of the owner are."""
        if self._locations is None:
            self._locations = locate(self.options.home)
        return self._locations

    @property
    def settings(self) -> Settings:
        """The owner's settings; what is wrong in the file is told once on stderr."""
        if self._settings is None:
            from cockpit.settings import load

            self._settings, problems = load(self.locations.config)
            for problem in problems:
                self.tell(problem)
        return self._settings

    @property
    def workspace(self) -> Workspace:
        """The open workspace; with --dry-run a copy that is thrown away."""
        if self._workspace is None:
            from cockpit.store.workspace import Workspace

            database = self.locations.database
            if self.options.dry_run:
                database = self._copy_for_dry_run(database)
            self._workspace = Workspace.open(database, self.clock, actor="cli")
            if self._workspace.warning:
                self.tell(self._workspace.warning)
        return self._workspace

    def damage_behind(self) -> CockpitError | None:
        """What a fault of the program may come from: records that are damaged; None where not."""
        if self._workspace is None:
            return None
        from cockpit.store.doctor.suspicion import damage_behind

        return damage_behind(self._workspace)

    @property
    def has_opened(self) -> bool:
        """Whether the owner's own database was opened to be written, and not a copy of it."""
        opened = self._workspace
        return opened is not None and not opened.read_only and self._scratch is None

    def close(self) -> None:
        """Close what was opened, and throw the copy of a dry run away."""
        if self._workspace is not None:
            self._workspace.close()
        if self._scratch is not None:
            import shutil

            shutil.rmtree(self._scratch, ignore_errors=True)

    def say(self, text: str) -> None:
        """Write data to stdout."""
        sys.stdout.write(text + "\n")

    def tell(self, text: str) -> None:
        """Write narration to stderr; the owner's words in it are made harmless."""
        if not text.isprintable():  # the usual case must not pay for the import
            from cockpit.domain.wording.plain_text import many_lines

            text = many_lines(text)
        sys.stderr.write(text + "\n")

    def tell_warnings(self) -> None:
        """Tell what the owner should know about what was written."""
        if self._workspace is not None:
            while self._workspace.warned:
                self.tell(self._workspace.warned.pop(0))

    def _copy_for_dry_run(self, database: str) -> str:
        import tempfile

        from cockpit.store.opening import is_there

        self._scratch = tempfile.mkdtemp(prefix="cockpit-dry-run-")
        copy = os.path.join(self._scratch, "cockpit.db")
        if is_there(database):
            from cockpit.store.backups.copying import copy_database

            copy_database(database, copy)
        self.tell(_("Dry run: nothing is written."))
        return copy


def _clock(now: str | None) -> Clock:
    if now is None:
        return SystemClock()
    try:
        moment = datetime.fromisoformat(now)
    except ValueError as error:
        raise WrongUse(
            _("--now {now!r} is not a moment; write it like 2026-11-23T09:00+01:00.").format(
                now=now
            )
        ) from error
    if not 1970 <= moment.year <= LAST_YEAR:
        raise WrongUse(
            _("--now {now!r} is too far away; the years 1970 to {last} are understood.").format(
                now=now, last=LAST_YEAR
            )
        )
    return FixedClock(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
