"""The first start: five answers become hours, functions, a week of blocks and promises."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from cockpit.actions.functions import refuse_long_target
from cockpit.actions.owner import OWNER_HOURS
from cockpit.actions.records import add_record, checked, complete
from cockpit.actions.typed.phrases import read_minutes
from cockpit.actions.typed.targets import read_target
from cockpit.actions.typed.weeks import read_week
from cockpit.domain.hours.zones import zone_of
from cockpit.domain.identity import ref
from cockpit.errors import Refused, WrongUse
from cockpit.i18n import _
from cockpit.locations import package_data
from cockpit.store.workspace import Body, Change, Workspace

LEAST_BLOCK = 30
"""Minutes below which a block that was cut down to the working hours is left out."""
Week = Mapping[str, list[list[str]]]


class Question(NamedTuple):
    """One question of the first start, with the answer that enter takes."""

    key: str
    ask: str
    default: str


def is_first_start(workspace: Workspace) -> bool:
    """Whether nothing was set up in this home yet: no hours, no functions, no tasks."""
    return not any(workspace.live(name) for name in ("hours", "function", "task", "request"))


def questions(zone_guess: str) -> list[Question]:
    """The questions, at most five; `zone_guess` is the default of the one for the time zone."""
    return [
        Question(
            one["key"], _(one["ask"]), zone_guess if one["default"] == "local" else one["default"]
        )
        for one in _starter()["questions"]
    ]


def guess_zone(environ: Mapping[str, str] = os.environ, root: str = "/") -> str:
    """The IANA name of the machine's zone: from TZ, /etc/timezone or /etc/localtime; else UTC."""
    for name in (environ.get("TZ", "").lstrip(":"), *_zones_of_machine(root)):
        try:
            if name and name[0] not in "/.":
                return zone_of(name).key
        except WrongUse:
            continue
    return "UTC"


def check_answer(key: str, text: str) -> None:
    """Raise `WrongUse`, saying what is wrong with an answer; an empty one is its default."""
    if text.strip() and key in _READERS:
        _READERS[key](text)


def set_up(workspace: Workspace, answers: Mapping[str, str]) -> Change:
    """Write H1, functions, blocks and promises as one undoable change.

    A key that is missing or empty in `answers` takes its default. Functions that are there by
    name are used, and no blocks or promises are added to those that are there. Raises `WrongUse`
    for an answer that cannot be, and `Refused` where the owner has working hours already.
    """
    if OWNER_HOURS in workspace.live("hours"):
        raise Refused(
            _("This home is set up already; change it with `cockpit hours edit H1` and the like.")
        )
    said = {
        one.key: answers.get(one.key, "").strip() or one.default for one in questions(guess_zone())
    }
    zone, week = zone_of(said["zone"]).key, read_working_week(said["hours"])
    functions, reply = chosen_functions(said["functions"]), read_reply(said["reply"])
    label = _("Set up {business}").format(business=said["business"][:60])
    with workspace.transaction(label) as transaction:
        _add_hours(workspace, {"name": said["business"], "zone": zone, "week": week})
        references = _function_references(workspace, functions)
        if not any(body.get("function") for body in workspace.live("block").values()):
            for block in blocks_within(week, set(references)):
                fields = {**block, "function": references[block["function"].casefold()]}
                add_record(workspace, "block", fields)
        if not workspace.live("promise"):
            for promise in _starter()["promises"]:
                add_record(workspace, "promise", _promise(promise, reply))
    return workspace.change(transaction)


def read_working_week(text: str) -> dict[str, list[list[str]]]:
    """The openings of an answer: "9:00-17:30" is Monday to Friday, days may be said before them."""
    first = text.split()[0] if text.split() else ""
    week = read_week(text if first[:1].isalpha() else f"mon-fri {text}")
    if not week:
        raise WrongUse(_("Say at least one span of working hours, as in 9:00-17:00."))
    from cockpit.domain.business_time import BusinessCalendar

    BusinessCalendar.from_document({"zone": "UTC", "week": week})
    return week


def read_reply(text: str) -> int:
    """Minutes of an answer in hours: "4", "4h", "90m"."""
    said = text.strip()
    minutes = read_minutes(f"{said}h" if said.replace(".", "", 1).isdecimal() else said)
    if minutes < 1:
        raise WrongUse(_("{text!r} is no time at all; write it like 4 or 90m.").format(text=text))
    return minutes


def chosen_functions(text: str) -> list[Body]:
    """The functions of an answer, with what is known of them by name; each of them once.

    Hours a week may follow a name: "client work 10, writing 1.5h". Raises `WrongUse` for more of
    them than a week has.
    """
    known = {one["name"].casefold(): one for one in _starter()["functions"]}
    found: dict[str, Body] = {}
    for part in text.split(","):
        name, minutes = _name_and_target(" ".join(part.split()))
        if not name or name.casefold() in found:
            continue
        starter = known.get(name.casefold(), {})
        fields: Body = {"name": starter.get("name", name)}
        if starter.get("hours"):
            fields["target_minutes"] = round(starter["hours"] * 60)
        if minutes is not None:
            fields["target_minutes"] = minutes
            refuse_long_target(fields)
        for field in ("kinds", "personal"):
            if starter.get(field):
                fields[field] = starter[field]
        found[name.casefold()] = {**fields, "position": float(len(found) + 1)}
    return list(found.values())


def blocks_within(week: Week, functions: set[str]) -> list[Body]:
    """The blocks of the starter week, cut to the working hours; personal time stays as it is."""
    personal = {one["name"] for one in _starter()["functions"] if one.get("personal")}
    found: list[Body] = []
    for block in _starter()["blocks"]:
        if block["function"].casefold() not in functions:
            continue
        for day in block["days"]:
            span = (block["start"], block["end"])
            if block["function"] not in personal:
                span = max(
                    (_common(span, opening) for opening in week.get(day, ())),
                    key=_length,
                    default=("", ""),
                )
            if _length(span) >= LEAST_BLOCK:
                start, end = span
                found.append(
                    {"function": block["function"], "weekday": day, "start": start, "end": end}
                )
    return found


def _name_and_target(said: str) -> tuple[str, int | None]:
    """A function's name and the minutes a week that follow it; a bare number counts hours."""
    match = re.fullmatch(r"(.*\S)\s+(\d+(?:\.\d+)?)(\s?h(?:\d+m?)?|\s?m(?:in)?)?", said)
    if match is None:
        return said, None
    return match[1], read_minutes(f"{match[2]}{match[3] or 'h'}")


def _function_references(workspace: Workspace, functions: list[Body]) -> dict[str, str]:
    """The short id of each function by its name; those that are not there yet are added."""
    there = {
        str(body["name"]).casefold(): ref("function", number)
        for number, body in workspace.live("function").items()
    }
    return {
        name: there.get(name) or add_record(workspace, "function", fields).ref
        for fields in functions
        for name in [str(fields["name"]).casefold()]
    }


def _add_hours(workspace: Workspace, fields: Body) -> None:
    """The owner's hours are H1, also where an undo took the first ones away."""
    from tinydb.table import Document

    body = checked(workspace, "hours", OWNER_HOURS, complete(workspace, fields))
    workspace.table("hours").insert(Document(body, doc_id=OWNER_HOURS))


def _promise(starter: Mapping[str, Any], reply: int) -> Body:
    fields: Body = {"kind": starter["kind"]}
    for name in ("first_response", "next_response", "resolution"):
        if starter.get(name) == "reply":
            fields[name] = {"measure": "working", "minutes": reply}
        elif name in starter:
            fields[name] = read_target(starter[name])
    return fields


def _common(span: tuple[str, str], opening: list[str]) -> tuple[str, str]:
    """What two spans of a day have in common; an opening over midnight ends with the day."""
    start, end = opening
    return max(span[0], start), min(span[1], end if end > start else "24:00")


def _length(span: tuple[str, str]) -> int:
    """Minutes of a span, negative when it is none."""
    if not span[0]:
        return -1
    start, end = (int(time[:2]) * 60 + int(time[3:]) for time in span)
    return end - start


def _zones_of_machine(root: str) -> list[str]:
    found = []
    try:
        with open(os.path.join(root, "etc/timezone"), encoding="ascii") as file:
            found.append(file.readline().strip())
    except (OSError, ValueError):
        pass
    target = os.path.realpath(os.path.join(root, "etc/localtime"))
    found.append(target.partition("zoneinfo/")[2].removeprefix("posix/"))
    return found


@lru_cache(maxsize=1)
def _starter() -> dict[str, Any]:
    import tomllib

    with open(package_data("starter.toml"), "rb") as file:
        return tomllib.load(file)


_READERS = {
    "zone": zone_of,
    "hours": read_working_week,
    "functions": chosen_functions,
    "reply": read_reply,
}
