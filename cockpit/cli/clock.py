"""`cockpit clock`: start, stop, and what is running."""

from __future__ import annotations

from cockpit.actions.clocking import running_entry, start_clock, stop_clock
from cockpit.actions.typed.phrases import read_past_moment, read_record
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


def run(context: Context, words: list[str]) -> int:
    """Carry out one verb of the clock; without one, tell what is running."""
    parser = Parser(prog="cockpit clock")
    verbs = parser.add_subparsers(dest="verb")
    starting = verbs.add_parser("start", help=_("on a task (T12) or a function (writing)"))
    starting.add_argument("on", nargs="+")
    starting.add_argument("--note")
    stopping = verbs.add_parser("stop", help=_("stop it"))
    stopping.add_argument("--at", metavar="TIME", help=_("when it stopped, as in 17:20"))
    verbs.add_parser("show", help=_("what is running"))
    options = parser.parse_args(words[1:])
    workspace = context.workspace
    if options.verb == "start":
        said = " ".join(options.on)
        if TABLES.get(said[:1].upper()) == "task" and said[1:].isdigit():
            return say_added(context, start_clock(workspace, task=said, note=options.note).ref)
        function = read_record(workspace, "function", said)
        return say_added(context, start_clock(workspace, function=function, note=options.note).ref)
    if options.verb == "stop":
        at = read_past_moment(workspace, options.at) if options.at else None
        if at is not None and at > workspace.now():
            raise WrongUse(_("The clock cannot be stopped in the future."))
        context.tell(stop_clock(workspace, at).label)
        return 0
    return _show(context)


def _show(context: Context) -> int:
    running = running_entry(context.workspace)
    if running is None:
        if context.json:
            say_json(context, {"running": None})
        else:
            context.tell(_("No clock is running."))
        return 0
    number, body = running
    if context.json:
        say_json(context, {"running": record_json(context, "entry", number, body)})
        return 0
    seconds = (context.workspace.now() - parse_instant(body["started"])).total_seconds()
    what = [
        context.workspace.body(body["task"])[2]["title"] if body.get("task") else "",
        name_of(context.workspace, body["function"]) if body.get("function") else "",
    ]
    words = " · ".join(part for part in what if part)
    length = written_minutes(max(0, int(seconds // 60)))
    context.say(one_line(f"{ref('entry', number)}  {words}  {length}"))
    return 0
