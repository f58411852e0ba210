"""`cockpit reminder`: what is to be told now, what was told, and taking it off the list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cockpit.actions.owner import owner_zone
from cockpit.actions.typed.phrases import read_minutes, read_moment
from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import say_items
from cockpit.domain.identity import format_instant
from cockpit.errors import NotFound, WrongUse
from cockpit.i18n import _

if TYPE_CHECKING:
    from cockpit.domain.reminders import Reminder
    from cockpit.scheduler.source import WorkspaceSource

_REVIEW = "`cockpit review night`"
"""How the nightly review is begun from a command line."""


def run(context: Context, words: list[str]) -> int:
    """Carry out one verb; without one, list what was raised and not dismissed."""
    parser = Parser(prog="cockpit reminder")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    verbs.add_parser("list", help=_("what was raised and still stands"))
    verbs.add_parser("due", help=_("claim what is to be told now, each once, and print it"))
    off = verbs.add_parser("dismiss", help=_("take off the list for good"))
    later = verbs.add_parser("snooze", help=_("take off the list until a time"))
    for verb in (off, later):
        verb.add_argument("subject", nargs="?", help=_("a record (R7) or block, as listed"))
        verb.add_argument("--all", action="store_true", help=_("everything on the list"))
    later.add_argument("--until", metavar="TIME", help=_("as in 16:00, or a length: 30m"))
    options = parser.parse_args(words[1:])
    source = _source(context)
    now = context.workspace.now()
    if options.verb == "due":
        return _say(context, source.take(now).mine, _("Nothing is to be told now."))
    raised = source.raised(now)
    if options.verb in (None, "list"):
        return _say(context, raised, _("No reminders."))
    chosen = _chosen(raised, options.subject, options.all)
    if options.verb == "dismiss":
        source.dismiss(chosen, now)
    else:
        source.snooze(chosen, _until(context, options.until))
    return _say(context, chosen, "")


def _source(context: Context) -> WorkspaceSource:
    from cockpit.scheduler.source import WorkspaceSource, quiet_rules

    rules = quiet_rules(context.settings, owner_zone(context.workspace))
    return WorkspaceSource(context.workspace, rules)


def _chosen(raised: Sequence[Reminder], subject: str | None, everything: bool) -> list[Reminder]:
    if everything:
        if subject:
            raise WrongUse(_("Say a record or --all, not both."))
        return list(raised)
    if not subject:
        raise WrongUse(_("Say which reminder, as `cockpit reminder list` names it, or --all."))
    wanted = subject.casefold()
    found = [one for one in raised if one.subject.casefold() == wanted]
    if not found:
        raise NotFound(
            _("There is no reminder about {subject}; `cockpit reminder list` shows them.").format(
                subject=subject
            )
        )
    return found


def _until(context: Context, said: str | None) -> datetime:
    now = context.workspace.now()
    if said is None:
        return now + timedelta(minutes=30)
    try:
        until = now + timedelta(minutes=read_minutes(said))
    except WrongUse:
        until = read_moment(context.workspace, said)[0]
    if until <= now:
        raise WrongUse(_("Snooze until a moment ahead of now."))
    return until


def _say(context: Context, reminders: Sequence[Reminder], empty: str) -> int:
    from cockpit.domain.wording.reminder_words import sentence

    now, zone = context.workspace.now(), owner_zone(context.workspace)
    texts = [sentence(one, zone, now, _REVIEW) for one in reminders]
    if context.json:
        say_items(
            context,
            (
                {
                    "kind": one.kind,
                    "subject": one.subject,
                    "stage": one.stage,
                    "instant": format_instant(one.instant),
                    "rings": format_instant(one.rings),
                    "urgent": one.urgent,
                    "about": one.about,
                    "text": text,
                }
                for one, text in zip(reminders, texts, strict=True)
            ),
        )
        return 0
    for one, text in zip(reminders, texts, strict=True):
        context.say(text if text.startswith(f"{one.subject} ") else f"{one.subject}  {text}")
    if not reminders and empty:
        context.tell(empty)
    return 0
