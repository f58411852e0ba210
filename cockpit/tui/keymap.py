"""The owner's own keys: every entry is checked, and a bad one leaves the default in place.

Textual takes unknown ids and nonsense keys in silence, and a clash takes the neighbour's key
away; so ids, key names and clashes are checked here, and each fault is one sentence that names
file, key and the nearest valid name. The cockpit opens in any case.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from cockpit.i18n import _
from cockpit.tui.commands import Command, command, commands, keys_of

NAMED_KEYS = (
    "enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup",
    "pagedown", "up", "down", "left", "right", *(f"f{number}" for number in range(1, 25)),
)  # fmt: skip
MODIFIERS = ("ctrl", "shift", "alt", "meta", "super", "hyper")
SAME_BYTES = {
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+j": "enter", "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
}  # fmt: skip
"""Keys that most terminals send as another key (ECMA-48 control codes)."""
TAKEN = {"ctrl+c": _("it interrupts programs"), "ctrl+z": _("it suspends programs")}

_CHARACTER_NAMES = {
    "/": "slash", "\\": "backslash", "@": "at", "-": "minus", "+": "plus", "_": "underscore",
}  # fmt: skip


class Keymap(NamedTuple):
    """The keys that differ from the defaults, for `App.set_keymap`, and what was wrong."""

    keys: dict[str, str]
    problems: list[str]


def read_keymap(table: Mapping[str, object], path: str) -> Keymap:
    """Check `{command id: "key,key"}` as it stands in the settings file `path`. Never raises."""
    keymap = Keymap({}, [])
    for command_id, value in table.items():
        where = f"{path}: [keys] {command_id}"
        one = command(command_id)
        if one is None:
            hint = _nearest(command_id, (each.id for each in commands()))
            keymap.problems.append(
                _("{where}: there is no such command{hint}.").format(where=where, hint=hint)
            )
            continue
        if not isinstance(value, str):
            keymap.problems.append(
                _('{where}: write the keys as text, for example "{keys}".').format(
                    where=where, keys=one.keys or "ctrl+t"
                )
            )
            continue
        keys, complaints = _read_keys(value)
        keymap.problems.extend(f"{where} = {value!r}: {complaint}" for complaint in complaints)
        if keys and not complaints and keys != one.key_names:
            keymap.keys[command_id] = ",".join(keys)
    _drop_clashes(keymap, path)
    return keymap


def key_name(written: str) -> str | None:
    """The name by which Textual knows a key that a person wrote ("?", "Ctrl+P", "page_down"),
    None when there is no such key.
    """
    *modifiers, last = written.split("+") if written not in ("+", "") else (written,)
    if written.endswith("++"):
        modifiers, last = written[:-2].split("+"), "+"
    held = [modifier.lower() for modifier in modifiers]
    if any(modifier not in MODIFIERS for modifier in held) or len(set(held)) < len(held):
        return None
    base = _base_name(last)
    if base is None:
        return None
    if len(base) == 1 and held == ["shift"]:
        return base.upper() if base.isalpha() else None
    if len(base) == 1 and held:
        base = base.lower()
    order = sorted(held, key=("alt", "ctrl", "hyper", "meta", "shift", "super").index)
    return "+".join([*order, base])


def _base_name(last: str) -> str | None:
    if len(last) == 1:
        if last.isalnum():
            return last
        if last in _CHARACTER_NAMES:
            return _CHARACTER_NAMES[last]
        name = unicodedata.name(last, "") if last.isprintable() and last != " " else ""
        return name.lower().replace("-", "_").replace(" ", "_") or None
    low = last.lower()
    if low in NAMED_KEYS or low in _CHARACTER_NAMES.values():
        return low
    if (joined := low.replace("_", "").replace(" ", "")) in NAMED_KEYS:
        return joined
    try:
        found = unicodedata.lookup(low.replace("_", " "))
    except KeyError:
        return None
    return _base_name(found) if found.isprintable() and found.isascii() else None


def _read_keys(value: str) -> tuple[tuple[str, ...], list[str]]:
    """The keys in Textual's names, or what is wrong with them."""
    if not value.strip():
        return (), [_("there is no key in it; leave the line out to keep the default.")]
    keys: list[str] = []
    complaints: list[str] = []
    for written in value.split(","):
        name = key_name(written.strip())
        if name is None:
            complaints.append(
                _('there is no key "{key}"{hint}.').format(
                    key=written.strip(), hint=_nearest_key(written.strip())
                )
            )
        elif name in SAME_BYTES:
            complaints.append(
                _('terminals send "{key}" as "{other}"; choose another key.').format(
                    key=name, other=SAME_BYTES[name]
                )
            )
        elif name in TAKEN:
            complaints.append(
                _('"{key}" is not free: {reason}; choose another key.').format(
                    key=name, reason=TAKEN[name]
                )
            )
        elif name not in keys:
            keys.append(name)
    return tuple(keys), complaints


def _drop_clashes(keymap: Keymap, path: str) -> None:
    """Take back the owner's entries, the last first, until no key has two commands.

    The defaults have no clash, so this ends at the latest when all entries are gone.
    """
    while True:
        clash = _first_clash(keymap.keys)
        if clash is None:
            return
        key, owners = clash
        loser = max(
            (one for one in owners if one.id in keymap.keys), key=lambda one: _place(keymap, one)
        )
        other = next(one for one in owners if one is not loser)
        value = keymap.keys.pop(loser.id)
        keymap.problems.append(
            _(
                '{path}: [keys] {id} = {value!r}: "{key}" already belongs to "{other}"; '
                'the default "{default}" stays.'
            ).format(
                path=path, id=loser.id, value=value, key=key, other=other.id, default=loser.keys
            )
        )


def _first_clash(keys: Mapping[str, str]) -> tuple[str, list[Command]] | None:
    owners: dict[str, list[Command]] = {}
    for one in commands():
        for key in keys_of(one, keys):
            owners.setdefault(key, []).append(one)
    return next(((key, found) for key, found in owners.items() if len(found) > 1), None)


def _place(keymap: Keymap, one: Command) -> int:
    return list(keymap.keys).index(one.id)


def _nearest_key(written: str) -> str:
    *modifiers, last = written.split("+")
    close = _closest(last, NAMED_KEYS)
    if close is None:
        return ""
    known = [_closest(modifier, MODIFIERS) or modifier for modifier in modifiers]
    return _hint("+".join([*known, close]))


def _nearest(word: str, valid: Iterable[str]) -> str:
    close = _closest(word, valid)
    return "" if close is None else _hint(close)


def _closest(word: str, valid: Iterable[str]) -> str | None:
    from difflib import get_close_matches

    names = list(valid)
    if word.lower() in names:
        return word.lower()
    return next(iter(get_close_matches(word.lower(), names, 1, 0.5)), None)


def _hint(name: str) -> str:
    return _(' (did you mean "{name}"?)').format(name=name)
