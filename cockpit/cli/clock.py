"""`cockpit clock`: start, stop, what is running, the log of a day and its gaps."""

from __future__ import annotations

from datetime import date

from cockpit.actions.clocking import read_stop, running_entry, start_clock, stop_clock
from cockpit.actions.owner import today
from cockpit.actions.typed.phrases import read_record
from cockpit.actions.typed.shown import name_of
from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.nouns import record_json, say_added
from cockpit.cli.output import say_json
from cockpit.domain.identity import TABLES, parse_instant, ref
from cockpit.domain.wording.lengths import written_minutes
from cockpit.domain.wording.plain_text import one_line
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Workspace


def run(context: Context, words: list[str]) -> int:
    """Carry out one verb of the clock; without one, tell what is running."""
    options = _parser().parse_args(words[1:])
    match options.verb:
        case "start":
            return _start(context, " ".join(options.on), options.note)
        case "stop":
            at = read_stop(context.workspace, " ".join(options.at)) if options.at else None
            context.tell(stop_clock(context.workspace, at).label)
            return 0
        case "log":
            from cockpit.cli.clock_log import say_log

            return say_log(context, _day(context, [*options.words, *options.day]))
        case "fill":
            from cockpit.cli.clock_log import fill, split_day

            on, day = split_day(context.workspace, options.words)
            return fill(context, _day(context, options.day or day), options.at, on)
        case _:
            return _show(context)


def _parser() -> Parser:
    parser = Parser(prog="cockpit clock")
    verbs = parser.add_subparsers(dest="verb")
    starting = verbs.add_parser(
        "start", help=_("on a task (T12), a function (writing) or a block (B4); else on this block")
    )
    starting.add_argument("on", nargs="*")
    starting.add_argument("--note")
    stopping = verbs.add_parser("stop", help=_("stop it"))
    stopping.add_argument(
        "--at", metavar="TIME", nargs="+", help=_("when it stopped, as in 17:20, or now")
    )
    for name in ("status", "show"):
        verbs.add_parser(name, help=_("what is running, and whether it was forgotten"))
    logging = verbs.add_parser("log", help=_("entries, gaps and interruptions of a day"))
    logging.add_argument("words", nargs="*", metavar="DAY", help=_("today if left out"))
    filling = verbs.add_parser("fill", help=_("clock the gaps of a day on their blocks' functions"))
    filling.add_argument(
        "words",
        nargs="*",
        metavar="WHAT",
        help=_("a task (T12) or function in place of theirs, and the day: writing yesterday"),
    )
    filling.add_argument("--at", metavar="TIME", help=_("only the gap in which this time lies"))
    for one in (logging, filling):
        one.add_argument("--day", nargs="+", default=[], help=_("the day, said this way"))
    return parser


def _day(context: Context, said: list[str]) -> date:
    if not said:
        return today(context.workspace, context.settings.day_end)
    from cockpit.actions.periods import read_past_date

    return read_past_date(context.workspace, " ".join(said))


def _start(context: Context, said: str, note: str | None) -> int:
    workspace = context.workspace
    table = TABLES.get(said[:1].upper()) if said[1:].isdigit() else None
    if not said:
        added = start_clock(workspace, function=_function_now(workspace), note=note)
    elif table == "task":
        added = start_clock(workspace, task=said, note=note)
    elif table in ("block", "override"):
        added = start_clock(workspace, block=said, note=note)
    else:
        function = read_record(workspace, "function", said)
        added = start_clock(workspace, function=function, note=note)
    return say_added(context, added.ref)


def _function_now(workspace: Workspace) -> str:
    from cockpit.actions.desk import block_book
    from cockpit.domain.days.occurrences import running

    own = running(block_book(workspace).on(today(workspace)), workspace.now())
    if own is None or own.function is None:
        raise WrongUse(
            _("No block runs now; say on what the clock starts: a task, a function or a block.")
        )
    return own.function


def _show(context: Context) -> int:
    workspace = context.workspace
    running = running_entry(workspace)
    if running is None:
        if context.json:
            say_json(context, {"running": None, "forgotten": None})
        else:
            context.tell(_("No clock is running."))
        return 0
    from cockpit.actions.forgotten_clock import forgotten_clock
    from cockpit.domain.identity import format_instant
    from cockpit.domain.wording.times import clock

    number, body = running
    forgotten = forgotten_clock(workspace, context.settings.day_end)
    if context.json:
        told = forgotten and {
            "words": forgotten.words,
            "suggestions": [
                {"words": words, "at": format_instant(at)} for words, at in forgotten.suggestions
            ],
        }
        entry = record_json(context, "entry", number, body)
        say_json(context, {"running": entry, "forgotten": told})
        return 0
    seconds = (workspace.now() - parse_instant(body["started"])).total_seconds()
    what = [
        workspace.body(body["task"])[2]["title"] if body.get("task") else "",
        name_of(workspace, body["function"]) if body.get("function") else "",
    ]
    words = " · ".join(part for part in what if part)
    length = written_minutes(max(0, int(seconds // 60)))
    context.say(one_line(f"{ref('entry', number)}  {words}  {length}"))
    if forgotten is not None:
        from cockpit.actions.owner import owner_zone

        zone = owner_zone(workspace)
        context.tell(forgotten.words)
        ways = [
            f"{words} (--at {clock(at, zone) if at < workspace.now() else 'now'})"
            for words, at in forgotten.suggestions
        ]
        context.tell(
            _("Did it stop {ways}? Say it with `cockpit clock stop --at …`.").format(
                ways=_(", or ").join(ways)
            )
        )
    return 0
