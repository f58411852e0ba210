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
from cockpit.store.backups import copying, restoring
from cockpit.store.opening import is_there

if TYPE_CHECKING:
    from cockpit.store.doctor.finding import Finding


def run(context: Context, words: list[str]) -> int:
    """Carry out one of them."""
    return {"backup": _backup, "restore": _restore, "doctor": _doctor}[words[0]](context, words[1:])


def _backup(context: Context, words: list[str]) -> int:
    parser = Parser(prog="cockpit backup", description=_("Copy the database, verified."))
    parser.add_argument(
        "--automatic",
        action="store_true",
        help=_("as the cockpit does each hour: thin out old ones, write a daily JSON dump"),
    )
    parser.add_argument(
        "--fewer-is-meant",
        action="store_true",
        help=_("rotate away old automatic backups that hold far more records, too"),
    )
    options = parser.parse_args(words)
    where = context.locations
    if context.options.dry_run:
        context.tell(_("Dry run: a backup would go to {folder}.").format(folder=where.backups))
        return 0
    if options.automatic or options.fewer_is_meant:
        return _back_up_automatically(context, options.fewer_is_meant)
    path = copying.back_up(where.database, where.backups, context.clock.now())
    if context.json:
        say_json(context, {"file": path, "bytes": os.path.getsize(path)})
    else:
        context.say(path)
    return 0


def _back_up_automatically(context: Context, fewer_is_meant: bool) -> int:
    from cockpit.cli.safekeeping import keep_safe

    kept, told = keep_safe(context.locations, context.clock.now(), fewer_is_meant=fewer_is_meant)
    if context.json:
        say_json(context, {"file": kept.made, "removed": kept.removed, "held": kept.held})
    elif kept.made:
        context.say(kept.made)
    if told:
        context.tell(told)
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
        return _list(context, copying.backups(where.backups))
    path = _found(options.file, where.backups)
    if context.options.dry_run:
        copying.verify(path)
        context.tell(_("Dry run: {path} is sound; nothing is written.").format(path=path))
        return 0
    done = restoring.restore(path, where.database, where.backups, context.clock.now())
    if context.json:
        say_json(context, {"file": done.source, "kept": done.kept})
        return 0
    context.tell(_("Restored {path}.").format(path=done.source))
    if done.kept:
        sentence = _("The state before is kept: `cockpit restore {file}` goes back to it.")
        context.tell(sentence.format(file=done.kept))
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
    from cockpit.actions.secrets import stored_secrets
    from cockpit.store.doctor.examining import examine, mend
    from cockpit.store.doctor.finding import Finding, all_bodies

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
        found = examine(context.workspace, REFERENCES, where.backups)
    except CockpitError as error:
        return _say(context, [Finding("file", where.database, str(error))], [], None)
    kept = None
    mendable = [one for one in found if one.can_mend]
    mended: list[Finding] = []
    if options.repair and mendable:
        if not context.options.dry_run:
            is_damaged = any(one.check == "file" for one in found)
            keep = copying.keep_as_it_is if is_damaged else copying.back_up
            kept = keep(where.database, where.backups, context.clock.now())
        mend(context.workspace, REFERENCES, where.backups)
        left = examine(context.workspace, REFERENCES, where.backups)
        mended = [one for one in found if one not in left]
        found = left
    if not any(one.check == "file" for one in found):
        secrets = stored_secrets(all_bodies(context.workspace))
        found = [*found, *(Finding("secrets", *one) for one in secrets)]
    if all(one.check not in ("file", "documents") for one in found):
        from cockpit.actions.template_overlaps import overlap_in_template

        overlap = overlap_in_template(context.workspace)
        if overlap is not None:
            found = [*found, Finding("blocks", *overlap)]
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
