"""Where the cockpit keeps its files, and where it finds the ones that it ships with."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple

from cockpit.errors import NotFound, WrongUse
from cockpit.i18n import _

HOME_VARIABLE = "COCKPIT_HOME"

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


class Locations(NamedTuple):
    """Absolute paths of everything that belongs to one owner; nothing is made by asking."""

    home: str
    """The folder of the data."""
    config: str
    """The file of the settings, config.toml."""
    themes: str
    """The folder of the owner's own themes."""
    log: str
    """The file of the log."""
    backups: str
    """The folder of the backups."""
    database: str
    """The file of the records."""
    replies: str
    """The folder of the owner's own templates for replies."""


def locate(home: str | None = None, environ: Mapping[str, str] | None = None) -> Locations:
    """The locations under `home` (--home), else COCKPIT_HOME, else the folders of the system.

    With a home that was named, everything is inside it. Raises `WrongUse` for an empty name.
    """
    environ = os.environ if environ is None else environ
    if home is not None and not home.strip():
        raise WrongUse(_("--home is empty; name a folder, or leave --home out."))
    named = home or environ.get(HOME_VARIABLE, "").strip()
    if named:
        inside = os.path.abspath(os.path.expanduser(named))
        return _locations(data=inside, config=inside, state=inside)
    data, config, state = _system_folders(environ)
    return _locations(data=data, config=config, state=state)


def package_data(name: str) -> str:
    """The path of a file of `data/` that ships with the cockpit, as `package_data("demo.toml")`."""
    path = os.path.join(_shipped("data"), name)
    if not os.path.isfile(path):
        raise NotFound(
            _("{path} is missing from this installation; install the cockpit again.").format(
                path=path
            )
        )
    return path


def package_themes() -> str:
    """The folder of the themes that ship with the cockpit."""
    return _shipped("themes")


def package_replies() -> str:
    """The folder of the templates for replies that ship with the cockpit."""
    return os.path.join(_shipped("data"), "replies")


def _locations(*, data: str, config: str, state: str) -> Locations:
    return Locations(
        home=data,
        config=os.path.join(config, "config.toml"),
        themes=os.path.join(config, "themes"),
        log=os.path.join(state, "log", "cockpit.log"),
        backups=os.path.join(data, "backups"),
        database=os.path.join(data, "cockpit.db"),
        replies=os.path.join(config, "replies"),
    )


def _system_folders(environ: Mapping[str, str]) -> tuple[str, str, str]:
    """Folders for data, settings and state (XDG Base Directory Specification 0.8).

    Written out for Linux, because platformdirs takes longer to import than a quick capture has.
    """
    if not sys.platform.startswith("linux") or "ANDROID_DATA" in environ:
        import platformdirs

        return (
            platformdirs.user_data_dir("cockpit", appauthor=False),
            platformdirs.user_config_dir("cockpit", appauthor=False),
            platformdirs.user_state_dir("cockpit", appauthor=False),
        )
    return (
        _xdg(environ, "XDG_DATA_HOME", "~/.local/share"),
        _xdg(environ, "XDG_CONFIG_HOME", "~/.config"),
        _xdg(environ, "XDG_STATE_HOME", "~/.local/state"),
    )


def _xdg(environ: Mapping[str, str], variable: str, default: str) -> str:
    folder = environ.get(variable, "").strip()
    if not os.path.isabs(folder):  # the specification: a relative path is to be ignored
        folder = os.path.expanduser(default)
    return os.path.join(folder, "cockpit")


def _shipped(folder: str) -> str:
    """`data` or `themes`: inside the package when installed, beside it in a checkout."""
    inside = os.path.join(_PACKAGE, f"_{folder}")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(_PACKAGE), folder)
