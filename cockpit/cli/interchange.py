"""`cockpit import` and `export`: other programs' files, and a dump of everything."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import NamedTuple

from cockpit.actions.imports import IMPORTED, Outcome, apply
from cockpit.actions.owner import owner_zone
from cockpit.actions.typed.fields import FIELDS
from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import SCHEMA, say_items, say_json
from cockpit.cli.time_limit import IMPORT_SECONDS, time_limit
from cockpit.domain.identity import PREFIXES
from cockpit.domain.wording.plain_text import one_line
from cockpit.errors import CockpitError, Refused, WrongUse
from cockpit.i18n import _
from cockpit.interchange.decode import read_bytes
from cockpit.interchange.report import Report, Skipped
from cockpit.store.workspace import Workspace

IMPORTS = ("taskwarrior", "todotxt", "ics", "orders", "mail", "json")
_ROOMS = {"orders": "orders.reading"}
"""Formats whose reader does not bear their name."""
EXPORTS = ("json", "ics", "todotxt", "csv")

_SHOWN = 20
"""So many skipped records are named in a text report; --json names all."""


class _Read(NamedTuple):
    """A file that was read and is of its format."""

    name: str
    encoding: str
    write: Callable[[], Report]
    told: tuple[str, ...] = ()


def run(context: Context, words: list[str]) -> int:
    """Carry out one of the two; what takes far too long to read is given up."""
    if words[0] == "export":
        return _export(context, words[1:])
    with time_limit(IMPORT_SECONDS):
        return _import(context, words[1:])


def _import(context: Context, words: list[str]) -> int:
    if words[:1] == ["mail"]:
        return _import_mail(context, words[1:])
    parser = Parser(prog="cockpit import", description=_("Take in what another program wrote."))
    parser.add_argument("format", choices=IMPORTS)
    parser.add_argument("files", nargs="+", metavar="FILE", help=_("files; - for stdin"))
    options = parser.parse_args(words)
    if options.files.count("-") > 1:
        raise WrongUse(_("Standard input can be read only once; say - once."))
    # every file is read before anything is written: one that is not of the format stops them all
    read = [_read(context, options.format, name) for name in options.files]
    label = _("Import {count} files").format(count=len(read))
    if len(read) == 1:
        reports = [read[0].write()]
    else:
        with context.workspace.transaction(label):
            reports = [one.write() for one in read]
    for one in read:
        if one.encoding not in ("utf-8", "ascii"):
            context.tell(
                _("{file}: read as {encoding}.").format(file=one.name, encoding=one.encoding)
            )
        for sentence in one.told:
            context.tell(f"{one_line(one.name)}: {sentence}")
    if not context.json:
        for one, report in zip(read, reports, strict=True):
            _say_report(context, one.name, report)
    elif len(reports) == 1:
        say_json(context, _fields(reports[0]))
    else:
        say_items(
            context,
            (
                {"file": one.name, "schema": SCHEMA, **_fields(report)}
                for one, report in zip(read, reports, strict=True)
            ),
        )
    return 0


def _import_mail(context: Context, words: list[str]) -> int:
    from cockpit.cli.mail import import_mail

    name, report = import_mail(context, words)
    if context.json:
        say_json(context, _fields(report))
    else:
        _say_report(context, name, report)
    return 0


def _read(context: Context, kind: str, path: str) -> _Read:
    data = read_bytes(path)
    name = _("stdin") if path == "-" else path
    shown = os.path.basename(name)
    workspace = context.workspace
    try:
        if kind == "json":
            return _read_dump(workspace, data, name, shown)
        from importlib import import_module

        parse = import_module(f"cockpit.interchange.{_ROOMS.get(kind, kind)}").parse
        parsed = parse(data, now=workspace.now(), zone=owner_zone(workspace).key)
    except CockpitError as error:
        raise type(error)(f"{one_line(name)}: {error}") from error

    def write() -> Report:
        outcome = apply(workspace, parsed.proposals, shown)
        return _report(parsed.read, outcome, parsed.skipped, parsed.encoding)

    return _Read(name, parsed.encoding, write, parsed.told)


def _read_dump(workspace: Workspace, data: bytes, name: str, shown: str) -> _Read:
    from cockpit.actions.restoring import restore_records
    from cockpit.interchange.dump_reading import parse

    dump = parse(data, known=(*PREFIXES, IMPORTED), uncounted=(IMPORTED,))

    def write() -> Report:
        outcome = restore_records(workspace, dump.tables, shown)
        return _report(dump.read, outcome, dump.skipped, dump.encoding)

    return _Read(name, dump.encoding, write)


def _report(read: int, outcome: Outcome, skipped: list[Skipped], encoding: str) -> Report:
    bad = [Skipped(record, reason) for record, reason in outcome.skipped]
    return Report(
        read,
        outcome.added,
        outcome.updated,
        outcome.unchanged,
        [*skipped, *bad],
        encoding,
        outcome.left_out,
    )


def _fields(report: Report) -> dict[str, object]:
    fields = report.to_json()
    return {name: fields[name] for name in fields if name not in ("schema", "encoding")}


def _say_report(context: Context, name: str, report: Report) -> None:
    counts = _(
        "read {read}, added {added}, updated {updated}, unchanged {unchanged}, skipped {skipped}"
    )
    context.say(
        f"{one_line(name)}: "
        + counts.format(
            read=report.read,
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            skipped=len(report.skipped),
        )
    )
    for one in report.skipped[:_SHOWN]:
        context.say(one_line(f"  {one.record}: {one.reason}"))
    if len(report.skipped) > _SHOWN:
        context.say(_("  … and {count} more").format(count=len(report.skipped) - _SHOWN))
    for record, sentence in report.left_out:
        context.say(one_line(f"  {record}: {sentence}"))


def _export(context: Context, words: list[str]) -> int:
    parser = Parser(prog="cockpit export", description=_("Write everything for other programs."))
    parser.add_argument("format", choices=EXPORTS)
    parser.add_argument(
        "noun", nargs="?", metavar="NOUN", help=_("of csv: task, contractor, payment …")
    )
    parser.add_argument(
        "--with-private",
        action="store_true",
        help=_("of csv: private notes too, and where credentials and second factors are"),
    )
    parser.add_argument("-o", "--output", metavar="FILE", help=_("write to a file, for you only"))
    parser.add_argument("--force", action="store_true", help=_("replace a file that is there"))
    options = parser.parse_args(words)
    _refuse_other_words(options)
    path = options.output
    if path and path != "-" and os.path.lexists(path) and not options.force:
        raise Refused(
            _("{path} is there already; choose another name, or say --force.").format(path=path)
        )
    if options.format == "csv":
        text = _table(context.workspace, options.noun, private=options.with_private)
    else:
        text = _exported(context.workspace, options.format)
    if path is None or path == "-":
        sys.stdout.write(text)
        return 0
    if context.options.dry_run:
        context.tell(_("Dry run: {path} is not written.").format(path=path))
        return 0
    _write(path, text)
    if context.json:
        say_json(context, {"file": os.path.abspath(path), "format": options.format})
    else:
        context.tell(_("Wrote {path}.").format(path=path))
    return 0


def _refuse_other_words(options: argparse.Namespace) -> None:
    """A table is of one noun; the other formats are of everything they can hold."""
    if options.format != "csv":
        if options.noun or options.with_private:
            raise WrongUse(_("A noun and --with-private go with csv only."))
        return
    if options.noun not in FIELDS:
        raise WrongUse(
            _("Say which table: cockpit export csv NOUN, with one of {nouns}.").format(
                nouns=", ".join(FIELDS)
            )
        )


def _table(workspace: Workspace, noun: str, *, private: bool) -> str:
    from cockpit.interchange.csv_export import export_csv

    bodies = {one.doc_id: dict(one) for one in workspace.table(noun).all()}
    return export_csv(workspace, noun, bodies, private=private)


def _exported(workspace: Workspace, kind: str) -> str:
    tables = {"json": (*PREFIXES, IMPORTED), "todotxt": ("task",)}.get(kind, tuple(PREFIXES))
    documents = {
        name: {one.doc_id: dict(one) for one in workspace.table(name).all()} for name in tables
    }
    zone = owner_zone(workspace).key
    if kind == "json":
        from cockpit.interchange.dump import export_json

        return export_json({name: own for name, own in documents.items() if own})
    if kind == "ics":
        from cockpit.interchange.ics_export import export_ics

        return export_ics(documents, zone=zone)
    from cockpit.interchange.todotxt import export_todotxt

    return export_todotxt(documents, zone=zone)


def _write(path: str, text: str) -> None:
    """Write for the owner only; a file that is there is replaced whole or not at all."""
    unfinished = f"{path}.{os.getpid()}.part"
    try:
        handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            with open(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, path)
        except BaseException:
            os.unlink(unfinished)
            raise
    except OSError as error:
        raise CockpitError(
            _("{path} could not be written: {reason}.").format(
                path=path, reason=error.strerror or error
            )
        ) from error
