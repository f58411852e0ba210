"""The command line: finds the global options and the command, and loads only that command."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

from cockpit.cli.context import Context, Options
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _

NOUNS = (
    "task",
    "request",
    "block",
    "override",
    "function",
    "hours",
    "promise",
    "contractor",
    "assignment",
    "interruption",
    "entry",
    "asset",
    "procedure",
    "grant",
    "run",
    "engagement",
    "checkin",
    "feedback",
    "vetting",
    "payment",
)
"""Every noun takes list, add, show, edit and archive, and the verbs of its own."""

COMMANDS = {
    "open": "screen",
    "add": "capture",
    "today": "today",
    "clock": "clock",
    "balance": "balance",
    "reminder": "reminders",
    "plan": "plan",
    "review": "reviews",
    "drill": "drill",
    "continuity": "continuity",
    "import": "interchange",
    "export": "interchange",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "backup": "maintenance",
    "restore": "maintenance",
    "doctor": "maintenance",
    "demo": "demo",
    "config": "configuration",
    "keys": "configuration",
    "locate": "configuration",
    "completion": "configuration",
    **dict.fromkeys(NOUNS, "nouns"),
}
"""Command to the module of `cockpit.cli` whose `run(context, words)` carries it out."""

_UNKEPT = ("add", "open", "backup", "restore", "doctor", "demo", "completion")
"""After these no automatic backup is made: a capture must not wait, the screen has its own."""

_FLAGS = {"--json": "json", "--dry-run": "dry_run", "--no-input": "no_input"}
_VALUES = {"--home": "home", "--now": "now"}


def main(argv: list[str]) -> int:
    """Carry out one command line and return the exit status.

    0 done, 1 failed, 2 wrong use, 3 refused to protect data, 130 interrupted.
    """
    context: Context | None = None
    words: list[str] = []
    try:
        options, words = split_options(argv)
        context = Context(options)
        status = _run(context, words)
        context.tell_warnings()
        return status
    except CockpitError as error:
        return _told(error)
    except (LookupError, TypeError, ValueError, AttributeError):
        damage = context.damage_behind() if context is not None else None
        if damage is None:
            raise
        return _told(damage)
    except SystemExit as leaving:  # argparse: --help, or wrong use that it has told already
        return leaving.code if isinstance(leaving.code, int) else 2
    finally:
        if context is not None:
            context.close()
            if context.has_opened and not {*words[:1]} & {*_UNKEPT}:
                from cockpit.cli.safekeeping import keep_safe_beside

                keep_safe_beside(context)


def _told(error: CockpitError) -> int:
    from cockpit.domain.wording.plain_text import one_line

    sys.stderr.write(f"cockpit: {one_line(str(error))}\n")
    return error.exit_code


def split_options(argv: list[str]) -> tuple[Options, list[str]]:
    """The global options, wherever they stand before a `--`, and the other words in order."""
    found: dict[str, Any] = {}
    words: list[str] = []
    rest = iter(argv)
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--":
            words.extend([word, *rest])
        elif word in _FLAGS:
            found[_FLAGS[word]] = True
        elif name in _VALUES:
            if not equals:
                value = next(rest, "")
            if not value:
                raise WrongUse(_("{option} needs a value.").format(option=name))
            found[_VALUES[name]] = value
        else:
            words.append(word)
    return Options()._replace(**found), words


def _run(context: Context, words: list[str]) -> int:
    if "_ARGCOMPLETE" in os.environ:
        words = ["completion", *words]
    if not words:
        words = ["open"] if sys.stdout.isatty() and sys.stdin.isatty() else ["today"]
    first = words[0]
    if first in ("-h", "--help", "help"):
        from cockpit.cli.help import overview

        context.say(overview())
        return 0
    if first in ("-V", "--version"):
        from cockpit.cli.help import version

        context.say(version())
        return 0
    if first not in COMMANDS:
        raise WrongUse(_unknown(first))
    module = import_module(f"cockpit.cli.{COMMANDS[first]}")
    status: int = module.run(context, words)
    return status


def _unknown(word: str) -> str:
    import difflib

    near = difflib.get_close_matches(word, COMMANDS, n=1)
    if near:
        return _("There is no command {word!r}; did you mean {near}?").format(
            word=word, near=near[0]
        )
    return _("There is no command {word!r}; `cockpit help` lists them.").format(word=word)
