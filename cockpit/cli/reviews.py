"""`cockpit review`: the reviews as text, and what earlier ones were."""

from __future__ import annotations

import argparse
from datetime import timedelta

from cockpit.actions.owner import owner_zone
from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import say_items, say_json, say_table
from cockpit.cli.review_week import add_week
from cockpit.domain.identity import parse_instant, ref
from cockpit.domain.wording.lengths import written_minutes
from cockpit.domain.wording.plain_text import one_line
from cockpit.i18n import _
from cockpit.store.workspace import Body


def run(context: Context, words: list[str]) -> int:
    """Carry out one verb; without one the nightly review is printed."""
    parser = _parser()
    options = parser.parse_args(words[1:] or ["night"])
    status: int = options.run(context, options)
    return status


def _parser() -> Parser:
    parser = Parser(prog="cockpit review", description=_("Closing the day, planning the next."))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    night = verbs.add_parser("night", help=_("tonight's five screens as text"))
    night.add_argument(
        "--close", action="store_true", help=_("accept what is proposed and close the day")
    )
    night.add_argument("--note", default="", help=_("a note on the day, with --close"))
    night.add_argument("--early", action="store_true", help=_("also long before the day is over"))
    night.set_defaults(run=_night)
    add_week(verbs)
    listing = verbs.add_parser("list", help=_("the reviews of the last weeks"))
    listing.add_argument("--weeks", type=int, default=5, metavar="N", help=_("so many weeks; 5"))
    listing.set_defaults(run=_list)
    showing = verbs.add_parser("show", help=_("what was written down when it was closed"))
    showing.add_argument("id")
    showing.set_defaults(run=_show)
    return parser


def _night(context: Context, options: argparse.Namespace) -> int:
    from cockpit.actions.reviewing.night import Night
    from cockpit.actions.reviewing.night_words import night_facts, night_lines

    night = Night(context.workspace, context.settings.day_end)
    if options.close:
        from cockpit.actions.reviewing.accepting import accept_all

        for said in accept_all(night, options.note, early=options.early):
            context.tell(one_line(said))
        if context.json:
            assert night.closed is not None
            say_json(context, review_record(context, night.closed.ref))
        return 0
    if context.json:
        say_json(context, night_facts(night))
        return 0
    for line in night_lines(night):
        context.say(" " * (len(line) - len(line.lstrip(" "))) + one_line(line))
    return 0


def _list(context: Context, options: argparse.Namespace) -> int:
    from cockpit.actions.reviewing.dates import reviews_since

    since = context.workspace.now() - timedelta(weeks=max(1, options.weeks))
    rows = [
        row
        for kind in ("nightly", "weekly")
        for row in reviews_since(context.workspace, since, kind)
    ]
    rows.sort(key=lambda row: (str(row[1]["finished"]), row[0]))
    if context.json:
        say_items(
            context, (review_record(context, ref("review", number)) for number, _body in rows)
        )
    elif rows:
        say_table(context, [_HEADS, *(_row(context, number, body) for number, body in rows)])
    else:
        context.tell(_("No reviews yet; `cockpit review night` is tonight's."))
    return 0


_HEADS = ["ID", "KIND", "OF", "FINISHED", "TOOK", "KEYS", "NOTE"]


def _row(context: Context, number: int, body: Body) -> list[str]:
    finished = parse_instant(body["finished"]).astimezone(owner_zone(context.workspace))
    seconds = int(body.get("seconds", 0))
    return [
        ref("review", number),
        str(body["kind"]),
        str(body.get("day") or body.get("week")),
        f"{finished:%Y-%m-%d %H:%M}",
        f"{seconds // 60}:{seconds % 60:02}",
        str(body.get("keys", 0)),
        str(body.get("note", "")),
    ]


def _show(context: Context, options: argparse.Namespace) -> int:
    _name, number, body = context.workspace.body(options.id, "review")
    if context.json:
        say_json(context, review_record(context, ref("review", number)))
        return 0
    say_table(context, [_HEADS, _row(context, number, body)])
    written = body.get("night") or body.get("weekly") or {}
    for one in written.get("functions", ()):
        context.say(
            one_line(
                _("  {name}: {actual} of {planned}").format(
                    name=one["name"],
                    actual=written_minutes(one.get("actual_minutes", 0)),
                    planned=written_minutes(one.get("planned_minutes", 0)),
                )
            )
        )
    for title, key in ((_("The list"), "tasks"), (_("Planned next"), "planned")):
        rows = [_task_row(one) for one in written.get(key, ())]
        if rows:
            context.say("")
            context.say(title)
            say_table(context, rows)
    return 0


def _task_row(one: Body) -> list[str]:
    estimate = one.get("estimate_minutes")
    became = " ".join(str(word) for word in (one.get("outcome"), one.get("to")) if word)
    return [
        "",
        str(one["task"]),
        str(one["title"]),
        written_minutes(estimate) if estimate else "",
        became,
        str(one.get("reason", "")),
    ]


def review_record(context: Context, reference: str) -> Body:
    """The whole record, every field of its snapshot too."""
    from cockpit.domain.reviews import Review

    shown, body = reference, context.workspace.body(reference, "review")[2]
    return Review.of(shown, body).model_dump(mode="json")
