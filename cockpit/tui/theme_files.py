"""One theme file: every key and colour is checked before the screen sees the theme.

A file names the levels (`[colours]`), the colours of the roles (`[roles]`) and their text styles
(`[styles]`). Each fault is one sentence that names file, key and the nearest valid name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from cockpit.i18n import _

DEFAULT = "dark"

COLOURS = (
    "background", "surface", "raised", "border", "accent", "text", "cursor", "cursor-blurred",
)  # fmt: skip
ROLES = (
    "strong", "muted", "heading", "accent-text", "warning-text", "error-text", "sla-breached",
    "sla-at-risk", "sla-due", "sla-met", "done", "block-now", "block-past", "personal",
    "overload", "key",
)  # fmt: skip
STYLED = (*ROLES, "cursor", "cursor-blurred")
STYLES = ("none", "bold", "dim", "italic", "underline", "reverse", "strike")


class ThemeFile(NamedTuple):
    """A checked theme: all colours are "#rrggbb"."""

    name: str
    dark: bool
    colours: dict[str, str]
    roles: dict[str, str]
    styles: dict[str, str]

    def variables(self) -> dict[str, str]:
        """The variables for TCSS: `$sla-breached`, `$sla-breached-style`, `$cursor`, …."""
        own = {"border", "cursor", "cursor-blurred", "raised"}
        found = {name: colour for name, colour in self.colours.items() if name in own}
        found["edge"] = found.pop("border")
        found.update(self.roles)
        found.update({f"{name}-style": self.styles.get(name, "none") for name in STYLED})
        return found


def read_theme(content: bytes, path: str) -> tuple[ThemeFile | None, list[str]]:
    """Check one theme file; with any problem there is no theme."""
    import tomllib

    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None, [_("{path}: is not UTF-8 text.").format(path=path)]
    except tomllib.TOMLDecodeError as error:
        return None, [_("{path}: is not valid TOML: {error}.").format(path=path, error=error)]
    problems: list[str] = []
    stem = os.path.splitext(os.path.basename(path))[0]
    name, dark = table.get("name", stem), table.get("dark", True)
    if not isinstance(name, str) or not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        problems.append(
            _('{path}: name {value!r} is not small letters, digits and "-".').format(
                path=path, value=name
            )
        )
    if not isinstance(dark, bool):
        problems.append(
            _("{path}: dark is {value!r} and must be true or false.").format(path=path, value=dark)
        )
    _unknown(table, ("name", "dark", "colours", "roles", "styles"), "", path, problems)
    colours = _table(table, "colours", COLOURS, path, problems, _colour)
    roles = _table(table, "roles", ROLES, path, problems, _colour)
    styles = _table(table, "styles", STYLED, path, problems, _style)
    for section, valid, given in (("colours", COLOURS, colours), ("roles", ROLES, roles)):
        missing = [key for key in valid if key not in given and not _named(table, section, key)]
        if missing:
            problems.append(
                _("{path}: [{section}] lacks {keys}.").format(
                    path=path, section=section, keys=", ".join(missing)
                )
            )
    if problems:
        return None, problems
    return ThemeFile(name, dark, colours, roles, styles), []


def _named(table: dict[str, Any], section: str, key: str) -> bool:
    """Whether the file gives the key at all: a wrong value is told once, not also as missing."""
    content = table.get(section)
    return (not isinstance(content, dict) and section in table) or key in (content or {})


def _table(
    table: dict[str, Any], section: str, valid: tuple[str, ...], path: str,
    problems: list[str], read: Callable[[object], tuple[str, str]],
) -> dict[str, str]:  # fmt: skip
    content = table.get(section, {})
    if not isinstance(content, dict):
        problems.append(
            _("{path}: {section} must be a table, [{section}].").format(path=path, section=section)
        )
        return {}
    _unknown(content, valid, f"[{section}] ", path, problems)
    found: dict[str, str] = {}
    for key, value in content.items():
        if key not in valid:
            continue
        answer, complaint = read(value)
        if complaint:
            problems.append(f"{path}: [{section}] {key} = {value!r}: {complaint}")
        else:
            found[key] = answer
    return found


def _unknown(
    content: dict[str, Any], valid: tuple[str, ...], where: str, path: str, problems: list[str]
) -> None:
    for key in content:
        if key not in valid:
            problems.append(
                _('{path}: {where}there is no key "{key}"{hint}.').format(
                    path=path, where=where, key=key, hint=nearest(key, valid)
                )
            )


def _colour(value: object) -> tuple[str, str]:
    """The colour as "#rrggbb", or a complaint."""
    if isinstance(value, str) and re.fullmatch(HEX, value):
        return value.lower(), ""
    if isinstance(value, str) and (short := re.fullmatch(r"#([0-9a-fA-F]{3})", value)):
        return "#" + "".join(2 * digit for digit in short[1]).lower(), ""
    return "", _('not a colour; write it as "#rrggbb".')


def _style(value: object) -> tuple[str, str]:
    """The text style, or a complaint that names the first unknown word."""
    if not isinstance(value, str):
        return "", _('not a text style; write for example "bold underline".')
    for word in value.split():
        if word not in STYLES:
            return "", _('there is no style "{word}"{hint}.').format(
                word=word, hint=nearest(word, STYLES)
            )
    return value or "none", ""


def nearest(word: str, valid: Iterable[str]) -> str:
    """A hint at the most similar valid word, "" when none is similar."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(valid), 1, 0.5)
    return _(' (did you mean "{name}"?)').format(name=close[0]) if close else ""


HEX = r"#[0-9a-fA-F]{6}"
BUILT_IN = ThemeFile(
    DEFAULT,
    True,
    {
        "background": "#11141a", "surface": "#171b23", "raised": "#202632",
        "border": "#3a4354", "accent": "#6cb6ff", "text": "#d6dde8", "cursor": "#1d3550",
        "cursor-blurred": "#232a36",
    },
    {
        "strong": "#f2f6fc", "muted": "#a0abbc", "heading": "#a8c7ef",
        "accent-text": "#7cc0ff", "warning-text": "#f0b866", "error-text": "#ff9a8f",
        "sla-breached": "#ff8f85", "sla-at-risk": "#f2c14e", "sla-due": "#d6dde8",
        "sla-met": "#74d09a", "done": "#9aada9", "block-now": "#73d3e6",
        "block-past": "#a0abbc", "personal": "#d3a8ee", "overload": "#ff8f85",
        "key": "#f2c14e",
    },
    {
        "heading": "bold", "sla-breached": "bold", "block-now": "bold", "overload": "bold",
        "key": "bold", "strong": "bold",
    },
)  # fmt: skip
"""The same as `themes/dark.toml` (a test compares them): the first frame need not read a file."""
