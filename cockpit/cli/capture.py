"""`cockpit add`: quick capture from the command line, one line a record."""

from __future__ import annotations

import sys

from cockpit.actions.capture import Captured, capture
from cockpit.cli.context import Context
from cockpit.errors import WrongUse
from cockpit.i18n import _

HELP = _("""\
usage: cockpit add LINE…      (words need no quotes; - reads lines from stdin)

  [(A)|p1..p3] title #function +project @who ~45m by fri 16:00 on thu rec:1w wait:@maria n:"note"
  ! 14:05 Karl, invoice cb:16:00         an interruption with a call-back
  ? @anna wants the logo as svg by wed   a request

Prints the new id; with --json the whole record.""")


def run(context: Context, words: list[str]) -> int:
    """Add what the words say; every line of stdin with "-", all of them as one change."""
    said = words[1:]
    if said in (["-h"], ["--help"]):
        context.say(HELP)
        return 0
    if said[:1] == ["--"]:
        said = said[1:]
    if said == ["-"]:
        return _from_stdin(context)
    if not said:
        raise WrongUse(_("Say what to add, as in `cockpit add Call Anna ~10m by fri`."))
    _say(context, capture(context.workspace, " ".join(said)))
    return 0


def _from_stdin(context: Context) -> int:
    lines = [line.strip() for line in sys.stdin.read().splitlines() if line.strip()]
    if not lines:
        raise WrongUse(_("There was nothing on stdin to add."))
    label = _("Add {count} lines").format(count=len(lines))
    with context.workspace.transaction(label):
        captured = [capture(context.workspace, line) for line in lines]
    for one in captured:
        _say(context, one)
    return 0


def _say(context: Context, captured: Captured) -> None:
    if context.json:
        from cockpit.cli.nouns import say_added

        say_added(context, captured.ref)
        return
    context.say(captured.ref)
    context.tell(captured.canonical)
    for hint in captured.parsed.hints:
        context.tell(hint)
