"""`cockpit backup`, `restore` and `doctor`: the database kept safe."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import say_items, say_json
from cockpit.domain.wording.plain_text import one_line
from cockpit.errors import CockpitError
from cockpit.i18n import _
from cockpit.store import backup
from cockpit.store.opening import is_there

if TYPE_CHECKING:
    from cockpit.store.doctor import Finding


def run(context: Context, words: list[str]) -> int:
    """Carry out one of them."""
    return {"backup": _backup, "restore": _restore, "doctor": _doctor}[words[0]](context, words[1:])


def _backup(context: Context, words: list[str]) -> int:
    Parser(prog="cockpit backup", description=_("Copy the database, verified.")).parse_args(words)
    where = context.locations
    if context.options.dry_run:
        context.tell(_("Dry run: a backup would go to {folder}.").format(folder=where.backups))
        return 0
    path = backup.back_up(where.database, where.backups, context.clock.now())
    if context.json:
        say_json(context, {"file": path, "bytes": os.path.getsize(path)})
    else:
        context.say(path)
    return 0


def _restore(context: Context, words: list[str]) -> int:
    parser = Parser(
        prog="cockpit restore",
        description=_("Put a backup in the place of the database; the present state is kept."),
    )
    parser.add_argument("file", nargs="?", help=_("a backup; without it the backups are listed"))
    options = parser.parse_args(words)
    where = context.locations
    if options.file is None:
        return _list(context, backup.backups(where.backups))
    path = _found(options.file, where.backups)
    if context.options.dry_run:
        backup.verify(path)
        context.tell(_("Dry run: {path} is sound; nothing is written.").format(path=path))
        return 0
    done = backup.restore(path, where.database, where.backups, context.clock.now())
    if context.json:
        say_json(context, {"file": done.source, "kept": done.kept})
        return 0
    context.tell(_("Restored {path}.").format(path=done.source))
    if done.kept:
        context.tell(_("The state before is kept in {path}.").format(path=done.kept))
    return 0


def _found(said: str, folder: str) -> str:
    """The file itself, or one of that name in the folder of the backups."""
    inside = os.path.join(folder, said)
    return inside if not os.path.exists(said) and os.path.exists(inside) else said


def _list(context: Context, paths: list[str]) -> int:
    if context.json:
        say_items(context, ({"file": path, "bytes": os.path.getsize(path)} for path in paths))
        return 0
    for path in paths:
        context.say(path)
    if paths:
        context.tell(_("Say which one: `cockpit restore FILE`."))
    else:
        context.tell(_("There are no backups yet; `cockpit backup` makes one."))
    return 0


def _doctor(context: Context, words: list[str]) -> int:
    from cockpit.actions.checks import REFERENCES
    from cockpit.store import doctor

    parser = Parser(
        prog="cockpit doctor", description=_("Look whether all that is stored is sound.")
    )
    parser.add_argument(
        "--repair", action="store_true", help=_("mend what can be mended, after a backup")
    )
    options = parser.parse_args(words)
    where = context.locations
    try:
        if not is_there(where.database):
            context.tell(_("There is no database at {path} yet.").format(path=where.database))
            return _say(context, [], [], None)
        found = doctor.examine(context.workspace, REFERENCES)
    except CockpitError as error:
        return _say(context, [doctor.Finding("file", where.database, str(error))], [], None)
    kept = None
    mendable = [one for one in found if one.can_mend]
    mended: list[Finding] = []
    if options.repair and mendable:
        if not context.options.dry_run:
            kept = backup.back_up(where.database, where.backups, context.clock.now())
        doctor.mend(context.workspace, REFERENCES)
        left = doctor.examine(context.workspace, REFERENCES)
        mended = [one for one in found if one not in left]
        found = left
    return _say(context, found, mended, kept)


def _say(context: Context, found: list[Finding], mended: list[Finding], kept: str | None) -> int:
    if context.json:
        say_json(
            context,
            {
                "ok": not found,
                "items": [one._asdict() for one in found],
                "repaired": [one._asdict() for one in mended],
                "backup": kept,
            },
        )
        return 1 if found else 0
    for one in mended:
        context.say(one_line(_("mended  {where}: {problem}").format(**one._asdict())))
    for one in found:
        context.say(one_line(f"{one.check}  {one.where}: {one.problem}"))
    if kept:
        context.tell(_("The state before is kept in {path}.").format(path=kept))
    if found and any(one.can_mend for one in found):
        context.tell(_("`cockpit doctor --repair` mends what can be mended, after a backup."))
    if not found:
        context.tell(_("All is well."))
    return 1 if found else 0
