"""`cockpit demo`: a living demo business in a folder of its own."""

from __future__ import annotations

import os
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import say_json
from cockpit.domain.clock import FixedClock
from cockpit.domain.identity import ref
from cockpit.errors import Refused, WrongUse
from cockpit.i18n import _
from cockpit.locations import Locations, locate, package_data
from cockpit.store.request_ranks import rank_requests
from cockpit.store.workspace import Workspace

MARK = "demo"
"""The key in `meta` that tells a demo home from one with an owner's data."""

_CHUNK = 5_000
"""Documents written at a time, so that a large demo needs little memory."""


def run(context: Context, words: list[str]) -> int:
    """Make the demo business and open it, or print its home."""
    parser = Parser(prog="cockpit demo", description=_("A living demo business, to try things on."))
    parser.add_argument(
        "--scale", type=int, metavar="N", help=_("N live tasks and N live requests")
    )
    parser.add_argument("--closed", type=int, metavar="M", help=_("M closed records; else 10 × N"))
    parser.add_argument("--at", metavar="DIR", help=_("the folder; else a new temporary one"))
    parser.add_argument("--no-open", action="store_true", help=_("print its home, open nothing"))
    options = parser.parse_args(words[1:])
    scale = options.scale
    closed = options.closed if options.closed is not None else 10 * (scale or 0)
    if (scale is not None and scale < 0) or closed < 0:
        raise WrongUse(_("--scale and --closed count records; they cannot be below zero."))
    if scale is None and options.closed is not None:
        raise WrongUse(_("--closed goes with --scale."))
    if context.options.dry_run:
        context.tell(_("Dry run: no demo is made."))
        return 0
    home = options.at or context.options.home or tempfile.mkdtemp(prefix="cockpit-demo-")
    where = locate(home)
    zone = machine_zone(where)
    _make(where, context.clock.now(), zone, scale, closed)
    if context.json:
        say_json(context, {"home": where.home, "database": where.database, "zone": zone.key})
        return 0
    if options.no_open or not (sys.stdin.isatty() and sys.stdout.isatty()):
        context.say(where.home)
        return 0
    from cockpit.cli.screen import open_screen

    context.tell(_("The demo is in {home}; your own data is not touched.").format(home=where.home))
    own = Context(context.options._replace(home=where.home))
    try:
        return open_screen(own)
    finally:
        own.close()


def machine_zone(where: Locations) -> ZoneInfo:
    """The IANA zone of this machine, UTC where it cannot be told."""
    named = os.environ.get("TZ", "").lstrip(":")
    link = os.path.realpath("/etc/localtime")
    for name in (named, link.partition("zoneinfo/")[2].removeprefix("posix/"), "UTC"):
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            continue
    return ZoneInfo("Etc/UTC")


def _make(where: Locations, now: datetime, zone: ZoneInfo, scale: int | None, closed: int) -> None:
    _clear(where)
    with open(package_data("demo.toml"), "rb") as file:
        spec = tomllib.load(file)
    clock = FixedClock(now)
    workspace = Workspace.open(where.database, clock, actor="demo")
    try:
        connection = workspace.storage.connection
        connection.execute("PRAGMA synchronous = OFF")  # only a demo: a crash costs nothing
        with workspace.transaction("Demo", undoable=False):
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (MARK, "1"))
            if scale is None:
                from cockpit.domain.demo.business import documents

                _seed(workspace, documents(spec, now, zone))
            else:
                from cockpit.domain.demo.scale import scaled

                _seed(workspace, scaled(spec, scale, closed, now, zone))
        rank_requests(workspace)  # the promises were not there before them
        _live_a_little(workspace, clock, now)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        workspace.close()


def _clear(where: Locations) -> None:
    """Take an earlier demo away; refuse to touch a home with an owner's data."""
    if not os.path.lexists(where.database):
        return
    workspace = Workspace.open(
        where.database, FixedClock(datetime.fromisoformat("2000-01-01T00:00Z"))
    )
    try:
        connection = workspace.storage.connection
        is_demo = connection.execute("SELECT 1 FROM meta WHERE key = ?", (MARK,)).fetchone()
        has_data = connection.execute("SELECT 1 FROM document LIMIT 1").fetchone()
    finally:
        workspace.close()
    if has_data and not is_demo:
        raise Refused(
            _(
                "{home} has data of its own, so no demo is made there; choose another folder."
            ).format(home=where.home)
        )
    for suffix in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(where.database + suffix):
            os.unlink(where.database + suffix)


def _seed(workspace: Workspace, documents: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Insert the documents table by table, in their order, so that they are numbered from 1."""
    waiting: dict[str, list[dict[str, Any]]] = {}
    for table, body in documents:
        own = waiting.setdefault(table, [])
        own.append(body)
        if len(own) == _CHUNK:
            workspace.table(table).insert_multiple(own)
            own.clear()
    for table, own in waiting.items():
        if own:
            workspace.table(table).insert_multiple(own)


def _live_a_little(workspace: Workspace, clock: FixedClock, now: datetime) -> None:
    """A few changes of the last half hour, so that there is something to undo."""
    from cockpit.actions.capture import capture
    from cockpit.actions.priorities import change_priority
    from cockpit.actions.requests import note_request
    from cockpit.actions.tasks import complete_task

    workspace.actor = "cli"
    clock.moment = now - timedelta(minutes=30)
    added = capture(workspace, "Ask the printer for a second proof ~10m")
    clock.advance(timedelta(minutes=2))
    change_priority(workspace, added.ref, 1)
    clock.advance(timedelta(minutes=19))
    complete_task(workspace, added.ref)
    first = next(iter(workspace.table("request").live(limit=1)), None)
    if first is not None:
        clock.advance(timedelta(minutes=4))
        note_request(workspace, ref("request", first[0]), "Looked at it; answer before noon.")
    clock.moment = now
