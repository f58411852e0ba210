"""`cockpit request reply`: a reply was sent, with the words of a template or of the editor."""

from __future__ import annotations

import argparse
import sys

from cockpit.actions.replies import filled, template_of
from cockpit.actions.requests import record_reply
from cockpit.actions.typed.phrases import read_past_moment
from cockpit.cli.context import Context
from cockpit.cli.queue.templates import folders
from cockpit.domain.identity import ref
from cockpit.errors import WrongUse
from cockpit.i18n import _


def run(context: Context, options: argparse.Namespace) -> int:
    """Print the text of the reply, if there is one, and record that it was sent."""
    if options.edit:
        _refuse_without_terminal(context)
    workspace = context.workspace
    reference = ref("request", workspace.body(options.id, "request")[1])
    text = _text(context, reference, options)
    if options.edit:
        from cockpit.actions.editor import edited

        text = edited(text)
    if not options.print:
        at = read_past_moment(workspace, options.at) if options.at else None
        change = record_reply(workspace, reference, options.note or text, at)
        context.tell(change.label)
    if text:
        context.say(text)
    return 0


def _text(context: Context, reference: str, options: argparse.Namespace) -> str:
    if options.template:
        template = template_of(folders(context), options.template, options.lang)
        return filled(context.workspace, reference, template)
    if options.edit or options.print or options.lang:
        from cockpit.actions.quoting import reply_text

        return reply_text(context.workspace, reference, options.lang or "en")
    return ""


def has_terminal() -> bool:
    """Whether an editor could be opened."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _refuse_without_terminal(context: Context) -> None:
    if context.options.no_input or not has_terminal():
        raise WrongUse(_("--edit needs a terminal; say the words with --note, or with --template."))
