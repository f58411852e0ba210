"""The owner's settings: read from config.toml, every mistake told in a sentence, never fatal."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import time
from typing import Any, NamedTuple

from cockpit.errors import WrongUse
from cockpit.i18n import _

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOTIFICATIONS = ("auto", "off", "bell", "osc9", "osc99", "osc777")
KEYS_TABLE = "keys"
"""The table of the owner's keys; it is checked where the commands are known."""


class Field(NamedTuple):
    """One setting: how it is written, what it is without the owner's word, what it does."""

    key: str
    """As written in the file; a dot stands for a table: "notify.command"."""
    default: Any
    help: str
    choices: tuple[str, ...] = ()

    @property
    def attribute(self) -> str:
        """The name of the setting on `Settings`."""
        return self.key.replace(".", "_")


FIELDS = (
    Field(
        "theme", "dark", "Name of the theme: one that ships with the cockpit or one of your own."
    ),
    Field("ascii", False, "Draw with plain ASCII signs only."),
    Field("bell", True, "Ring the terminal's bell with a reminder."),
    Field("language", "", "Language of the words, as in es; empty takes the system's."),
    Field("day_end", time(4), "When the day ends; work after midnight belongs to the day before."),
    Field("first_weekday", "mon", "The first day of the week in calendars.", WEEKDAYS),
    Field("notifications", "auto", "How the terminal shows a reminder.", NOTIFICATIONS),
    Field("notify.command", "", "A command run with each reminder; the text is on its stdin."),
    Field("quiet.outside_hours", True, "Keep quiet outside the working hours."),
    Field("quiet.from", None, "Keep quiet from this time of day on, also within working hours."),
    Field("quiet.to", None, "Keep quiet until this time of day."),
)
"""All settings, in the order in which they are shown. A default of None is a time not set."""

_BY_KEY = {field.key: field for field in FIELDS}


class Settings:
    """All settings, each as an attribute ("notify.command" is `notify_command`)."""

    __slots__ = ("keys", *(field.attribute for field in FIELDS))

    theme: str
    """Name of the theme, or "" for the one that fits the terminal."""
    ascii: bool
    """Draw with plain ASCII signs only."""
    bell: bool
    """Ring the terminal's bell with a reminder."""
    language: str
    """Two letters, or "" for the system's language."""
    day_end: time
    """The local wall time at which a business day ends."""
    first_weekday: str
    """One of `WEEKDAYS`."""
    notifications: str
    """One of `NOTIFICATIONS`."""
    notify_command: str
    """A command for each reminder, or ""."""
    quiet_outside_hours: bool
    """Keep quiet outside the working hours."""
    quiet_from: time | None
    """Keep quiet from this local wall time on."""
    quiet_to: time | None
    """Keep quiet until this local wall time."""
    keys: dict[str, Any]
    """Command id to keys, as written in the file and not yet checked."""

    def __init__(self) -> None:
        """Every setting at its default."""
        for field in FIELDS:
            setattr(self, field.attribute, field.default)
        self.keys = {}


def load(path: str) -> tuple[Settings, list[str]]:
    """The settings of a file, and one sentence for each mistake in it. Never raises.

    A file that is not there is no mistake; what is wrong stands at its default.
    """
    settings = Settings()
    try:
        with open(path, "rb") as file:
            content = file.read()
            status = os.fstat(file.fileno())
    except FileNotFoundError:
        return settings, []
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return settings, [
            _("{path} cannot be read ({reason}); the defaults are used.").format(
                path=path, reason=reason
            )
        ]
    try:
        table = _decoded(content)
    except (ValueError, RecursionError) as error:
        return settings, [_("{where}; the defaults are used.").format(where=where(path, error))]
    problems = _take(settings, table, path)
    if settings.notify_command and _is_others(status):
        settings.notify_command = ""
        problems.append(
            _(
                "{path} can be written by others, so its notify.command is not run;"
                " take that right away (chmod go-w)."
            ).format(path=path)
        )
    return settings, problems


def describe() -> list[tuple[str, str, str]]:
    """Every key with its default as it is written and what it does, in order."""
    return [(field.key, _written(field.default), _(field.help)) for field in FIELDS]


def written_value(settings: Settings, key: str) -> str:
    """The present value of a setting as it is written in the file; `WrongUse` for no such key."""
    return _written(getattr(settings, field_of(key).attribute))


def checked(field: Field, value: Any) -> Any:
    """The value as the program uses it; `ValueError` with a sentence when it is not valid."""
    default = field.default
    if isinstance(default, bool):
        if isinstance(value, bool):
            return value
        raise ValueError(_invalid(field, value, _("true or false")))
    if default is None or isinstance(default, time):
        moment = _time(value)
        if moment is None:
            raise ValueError(_invalid(field, value, _('a time of day such as "04:00"')))
        return moment
    if not isinstance(value, str):
        raise ValueError(_invalid(field, value, _("text in quotes")))
    if field.choices and value not in field.choices:
        wanted = _("one of {choices}").format(choices=", ".join(field.choices))
        raise ValueError(_invalid(field, value, wanted + _nearest(value, field.choices)))
    return value


def field_of(key: str) -> Field:
    """The setting of this key; raises `WrongUse` with the nearest one when there is none."""
    if key not in _BY_KEY:
        raise WrongUse(_unknown(key))
    return _BY_KEY[key]


def where(path: str, error: BaseException) -> str:
    """The file, the line and what is wrong there, without a full stop."""
    if isinstance(error, UnicodeDecodeError):
        line = error.object[: error.start].count(b"\n") + 1
        return _("{path}, line {line}: it is not UTF-8 text").format(path=path, line=line)
    reason = re.sub(r"\s*\((?:at end of document|at line.*)\)$", "", str(error))
    found = re.search(r"line (\d+)", str(error))
    if found:
        return f"{path}, {_('line')} {found[1]}: {reason}"
    return f"{path}: {reason}"


def _decoded(content: bytes) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(content.decode("utf-8-sig"))


def _is_others(status: os.stat_result) -> bool:
    """Whether somebody but the owner of this process, and root, can have written a file."""
    return bool(status.st_mode & 0o022) or status.st_uid not in (0, os.geteuid())


def _take(settings: Settings, table: dict[str, Any], path: str) -> list[str]:
    problems = []
    for key, value in _flat(table):
        if key == KEYS_TABLE:
            if isinstance(value, dict):
                settings.keys = value
            else:
                problems.append(
                    _(
                        "{path}: keys is a table; write [keys] and one line for each command."
                    ).format(path=path)
                )
            continue
        field = _BY_KEY.get(key)
        if field is None:
            problems.append(f"{path}: {_unknown(key)} {_('It is left out.')}")
            continue
        try:
            setattr(settings, field.attribute, checked(field, value))
        except ValueError as error:
            default = _("The default, {default}, is used.").format(default=_written(field.default))
            problems.append(f"{path}: {error} {default}")
    return problems


def _flat(table: dict[str, Any]) -> list[tuple[str, Any]]:
    """Keys with values; the keys of a table that holds settings are written with a dot."""
    tables = {field.key.partition(".")[0] for field in FIELDS if "." in field.key}
    pairs: list[tuple[str, Any]] = []
    for key, value in table.items():
        if key in tables and isinstance(value, dict):
            pairs += [(f"{key}.{name}", inner) for name, inner in value.items()]
        else:
            pairs.append((key, value))
    return pairs


def _time(value: Any) -> time | None:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
        hour, minute = value.split(":")
        return time(int(hour), int(minute))
    return None


def _unknown(key: str) -> str:
    said = _('"{key}" is not a setting{hint}.')
    return said.format(key=key[:60], hint=_nearest(key, (*_BY_KEY, KEYS_TABLE)))


def _invalid(field: Field, value: Any, wanted: str) -> str:
    return _("{key} = {value} is not valid: it takes {wanted}.").format(
        key=field.key, value=_written(value)[:60], wanted=wanted
    )


def _nearest(said: str, names: Iterable[str]) -> str:
    """The name that was probably meant, in brackets; empty when none is near."""
    import difflib

    near = difflib.get_close_matches(said.lower(), names, n=1, cutoff=0.55)
    return _(' (did you mean "{name}"?)').format(name=near[0]) if near else ""


def _written(value: Any) -> str:
    if value is None:
        return '""'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    return f'"{value}"' if isinstance(value, str) else str(value)
