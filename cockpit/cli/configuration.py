"""`cockpit config`, `keys`, `locate` and shell completion."""

from __future__ import annotations

import os

from cockpit.cli.arguments import Parser
from cockpit.cli.context import Context
from cockpit.cli.output import say_items, say_json, say_table
from cockpit.errors import WrongUse
from cockpit.i18n import _


def run(context: Context, words: list[str]) -> int:
    """Carry out one of them."""
    return {"config": _config, "keys": _keys, "locate": _locate, "completion": _completion}[
        words[0]
    ](context, words[1:])


def _locate(context: Context, words: list[str]) -> int:
    Parser(prog="cockpit locate").parse_args(words)
    found = context.locations._asdict()
    if context.json:
        say_json(context, found)
    else:
        say_table(context, [[name, str(path)] for name, path in found.items()])
    return 0


def _keys(context: Context, words: list[str]) -> int:
    from cockpit.tui.commands import commands, key_table, keys_label, where_label

    parser = Parser(prog="cockpit keys")
    parser.add_argument("--markdown", action="store_true", help=_("as a table for a README"))
    options = parser.parse_args(words)
    if context.json:
        say_items(
            context,
            (
                {
                    "id": one.id,
                    "keys": list(one.key_names),
                    "help": one.help,
                    "where": list(one.where),
                }
                for one in commands()
            ),
        )
    elif options.markdown:
        context.say(key_table().rstrip("\n"))
    else:
        say_table(
            context, [[keys_label(one), one.help, where_label(one), one.id] for one in commands()]
        )
    return 0


def _config(context: Context, words: list[str]) -> int:
    from cockpit.settings import describe, field_of, load
    from cockpit.settings_writing import parsed_value, write_setting
    from cockpit.tui.keymap import read_keymap

    parser = Parser(prog="cockpit config")
    parser.add_argument("key", nargs="?", help=_("a setting, as in theme"))
    parser.add_argument("value", nargs="?", help=_("its new value"))
    options = parser.parse_args(words)
    path = context.locations.config
    if options.value is not None:
        _refuse_unfit(context, options.key, options.value)
        if context.options.dry_run:
            parsed_value(options.key, options.value)
            context.tell(_("Dry run: {path} is left as it is.").format(path=path))
            return 0
        write_setting(path, options.key, options.value)
        context.tell(
            _("{path}: {key} is {value} now.").format(
                path=path, key=options.key, value=options.value
            )
        )
        return 0
    if options.key is not None:
        field_of(options.key)  # a key that there is not is refused, with the nearest one
    settings, problems = load(path)
    for problem in [*problems, *_theme_problems(context, settings.theme)]:
        context.tell(problem)
    for problem in read_keymap(settings.keys, path).problems:
        context.tell(problem)
    rows = [
        {
            "key": key,
            "value": str(getattr(settings, key.replace(".", "_"))),
            "default": str(default),
            "help": help_text,
        }
        for key, default, help_text in describe()
        if options.key in (None, key)
    ]
    if context.json:
        say_items(context, rows)
    else:
        say_table(context, [[row["key"], row["value"], row["help"]] for row in rows])
    return 0


def _theme_problems(context: Context, name: str) -> list[str]:
    """What the screen would say of this theme when it opens."""
    from cockpit.locations import package_themes
    from cockpit.tui.themes import theme_to_start

    if not name:
        return []
    found = theme_to_start(name, package_themes(), context.locations.themes)
    found.choose(name)
    return found.problems


def _refuse_unfit(context: Context, key: str, value: str) -> None:
    """Refuse a theme or keys that the screen would only complain of when it opens."""
    from cockpit.settings import KEYS_TABLE, load
    from cockpit.tui.keymap import read_keymap

    problems: list[str] = []
    if key == "theme":
        problems = _theme_problems(context, value)
    elif key.startswith(f"{KEYS_TABLE}."):
        path = context.locations.config
        wanted_id = key.removeprefix(f"{KEYS_TABLE}.")
        present = {name: keys for name, keys in load(path)[0].keys.items() if name != wanted_id}
        known = read_keymap(present, path).problems
        told = read_keymap({**present, wanted_id: value}, path).problems
        problems = [one for one in told if one not in known]
    if problems:
        raise WrongUse(problems[-1])


def _completion(context: Context, words: list[str]) -> int:
    import argcomplete
    from argcomplete.shell_integration import shellcode

    from cockpit.cli.main import COMMANDS

    parser = Parser(prog="cockpit")
    parser.add_argument("command", choices=sorted(COMMANDS))
    if "_ARGCOMPLETE" in os.environ:
        argcomplete.autocomplete(parser)
    context.say(shellcode(["cockpit"]))
    return 0
