"""All themes, ours and the owner's, and how their colours reach the screen.

A file with anything wrong in it is not used: its problems are told and the default theme stands
in for it. textual is imported only where its Theme objects are made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cockpit.i18n import _
from cockpit.tui.theme_files import BUILT_IN, DEFAULT, HEX, STYLES, ThemeFile, nearest, read_theme

if TYPE_CHECKING:
    from rich.style import Style
    from textual.theme import Theme


class Themes(NamedTuple):
    """All themes that can be used, and what was wrong with the others."""

    themes: dict[str, ThemeFile]
    problems: list[str]

    def choose(self, name: str) -> str:
        """The name itself when there is such a theme, else the default; tells when it is not."""
        if name in self.themes:
            return name
        self.problems.append(
            _('There is no theme "{name}"{hint}; "{default}" is used.').format(
                name=name, hint=nearest(name, self.themes), default=DEFAULT
            )
        )
        return DEFAULT


def load_themes(folders: Iterable[str]) -> Themes:
    """Read every `*.toml` of the folders; a later folder's theme wins over an earlier one's.

    Never raises: a folder that is not there holds no themes, a faulty file is a problem. Without
    any readable theme a plain built-in "dark" is there.
    """
    found = Themes({DEFAULT: BUILT_IN}, [])
    for folder in folders:
        try:
            names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
        except OSError:
            continue
        for name in names:
            _read_into(found, os.path.join(folder, name))
    return found


def theme_to_start(name: str, shipped: str, own: str) -> Themes:
    """Only the theme of this name (and the default), for the first frame: one file or none.

    A theme is looked for in the file of its name; `load_themes` finds it under any file name, so
    read all when it is not there. `shipped` and `own` are the two folders.
    """
    found = Themes({DEFAULT: BUILT_IN}, [])
    for folder in (shipped, own):
        path = os.path.join(folder, f"{name}.toml")
        if os.path.isfile(path) and not (folder == shipped and name == DEFAULT):
            _read_into(found, path)
    return found if name in found.themes else load_themes((shipped, own))


def _read_into(found: Themes, path: str) -> None:
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        found.problems.append(
            _("{path}: cannot be read ({reason}).").format(
                path=path, reason=error.strerror or error
            )
        )
        return
    theme, problems = read_theme(content, path)
    found.problems.extend(problems)
    if theme is not None:
        found.themes[theme.name] = theme


def default_theme(environ: Mapping[str, str]) -> str:
    """The theme without a setting: "mono" where NO_COLOR is set and not empty, else "dark"."""
    return "mono" if environ.get("NO_COLOR") else DEFAULT


def textual_theme(theme: ThemeFile) -> Theme:
    """The theme as Textual registers it."""
    from textual.theme import Theme

    colours, roles = theme.colours, theme.roles
    variables = theme.variables()
    variables.update(
        {
            "border": colours["accent"],
            "border-blurred": colours["border"],
            "block-cursor-background": colours["cursor"],
            "block-cursor-foreground": colours["text"],
            "block-cursor-blurred-background": colours["cursor-blurred"],
            "block-cursor-blurred-foreground": colours["text"],
            "block-hover-background": colours["cursor-blurred"],
            "text-muted": roles["muted"],
            "foreground-muted": roles["muted"],
            "text-disabled": roles["muted"],
            "footer-key-foreground": roles["key"],
            "input-selection-background": colours["cursor"],
            "scrollbar": colours["border"],
            "scrollbar-hover": colours["accent"],
            "scrollbar-active": colours["accent"],
            "scrollbar-background": colours["surface"],
            "scrollbar-background-hover": colours["surface"],
            "scrollbar-background-active": colours["surface"],
            "scrollbar-corner-color": colours["surface"],
        }
    )
    return Theme(
        name=theme.name,
        primary=colours["accent"],
        secondary=roles["heading"],
        accent=colours["accent"],
        foreground=colours["text"],
        background=colours["background"],
        surface=colours["surface"],
        panel=colours["raised"],
        success=roles["sla-met"],
        warning=roles["warning-text"],
        error=roles["error-text"],
        dark=theme.dark,
        variables=variables,
    )


@lru_cache(maxsize=512)
def style_of(colour: str, styles: str = "none", background: str = "") -> Style:
    """A rich style from the values of theme variables; an unreadable value counts as none."""
    from rich.style import Style

    words = [one for one in styles.split() if one in STYLES and one != "none"]
    if re.fullmatch(HEX, colour):
        words.append(colour)
    if re.fullmatch(HEX, background):
        words.append(f"on {background}")
    return Style.parse(" ".join(words)) if words else Style.null()


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two "#rrggbb" colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
