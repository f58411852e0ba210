"""Changes one setting in config.toml and leaves everything else in it as the owner wrote it."""

from __future__ import annotations

import os
from datetime import time
from typing import Any

from cockpit.errors import CockpitError, Refused, WrongUse
from cockpit.i18n import _
from cockpit.settings import KEYS_TABLE, checked, field_of, where

_YES_OR_NO = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def write_setting(path: str, key: str, value: str | None) -> None:
    """Set one key in the file (None takes it out), keeping its comments and all else.

    `value` is text as the owner types it. Raises `WrongUse` for a wrong key or value, `Refused`
    when the file is damaged (then nothing is written), `CockpitError` when it cannot be written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    new = None if value is None else parsed_value(key, value)
    path = os.path.realpath(path)  # a link into a folder of dotfiles stays a link
    try:
        with open(path, "rb") as file:
            document = tomlkit.parse(file.read().decode("utf-8-sig"))
    except FileNotFoundError:
        document = tomlkit.document()
    except OSError as error:
        raise _unusable(path, error) from error
    except (ValueError, RecursionError, TOMLKitError) as error:
        raise Refused(
            _("{where}; mend it first, nothing was written.").format(where=where(path, error))
        ) from error
    *tables, name = key.split(".", 1)
    target: Any = document
    for table in tables:
        if table not in target:
            target[table] = tomlkit.table()
        target = target[table]
        if not hasattr(target, "pop"):
            raise Refused(
                _("{path}: {table} is not a table; mend it first, nothing was written.").format(
                    path=path, table=table
                )
            )
    if new is None:
        target.pop(name, None)
    else:
        target[name] = new
    _replace(path, tomlkit.dumps(document))


def parsed_value(key: str, said: str) -> Any:
    """What the owner typed, as the value to be written; `WrongUse` when it is not valid."""
    if key.startswith(KEYS_TABLE + "."):
        return said
    field = field_of(key)
    value: Any = said
    if isinstance(field.default, bool):
        value = _YES_OR_NO.get(said.strip().lower(), said)
    try:
        valid = checked(field, value)
    except ValueError as error:
        raise WrongUse(str(error)) from error
    return valid.strftime("%H:%M") if isinstance(valid, time) else valid


def _replace(path: str, text: str) -> None:
    """Write the file whole or not at all, readable by its owner only."""
    new = f"{path}.{os.getpid()}.new"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    except OSError as error:
        if os.path.exists(new):
            os.unlink(new)
        raise _unusable(path, error) from error


def _unusable(path: str, error: OSError) -> CockpitError:
    return CockpitError(
        _("{path} cannot be changed ({reason}); look at the rights of its folder.").format(
            path=path, reason=error.strerror or error
        )
    )
