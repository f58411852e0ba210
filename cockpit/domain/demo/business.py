"""The demo business: documents of every kind out of `data/demo.toml`, around any now.

All numbers are counted from 1, so the documents belong into an empty home in the order given.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.domain.demo.delegated import DELEGATED, finish_delegated
from cockpit.domain.demo.past import past_requests
from cockpit.domain.demo.times import WEEKDAYS, DemoTimes
from cockpit.domain.identity import format_instant, ref
from cockpit.domain.promising.story import state_of
from cockpit.errors import WrongUse
from cockpit.i18n import _

Body = dict[str, Any]
Spec = Mapping[str, Any]

TABLES = (
    "hours",
    "function",
    "block",
    "override",
    "promise",
    "contractor",
    "assignment",
    "request",
    "task",
    "interruption",
    "asset",
    "procedure",
    "grant",
    "run",
    "engagement",
    "deliverable",
    "checkin",
    "feedback",
    "vetting",
    "payment",
)

_NAMES = {
    "contractor": "name",
    "function": "name",
    "assignment": "title",
    "request": "subject",
    "asset": "name",
    "procedure": "name",
}
"""Field by which records of a table are referred to."""

_MOMENTS = frozenset(
    "received at last_contact sent_at delivered_at decided_at call_back called_back_at closed_at "
    "snoozed_until".split(" ")
)
_DATES = frozenset(
    "first_date last_date date expires reviewed evidence last_login written since review".split(" ")
)
_PEOPLE = frozenset("primary by author registered_to recovery second_factor paid_by".split(" "))
"""Fields that name a contractor, the owner, or somebody else."""
_AGE = timedelta(days=60)
"""How long ago the oldest records of the demo were made."""


def documents(spec: Spec, now: datetime, zone: ZoneInfo) -> list[tuple[str, Body]]:
    """Table and body of every record of the demo, as it stands at `now` in the owner's zone.

    Raises `WrongUse` for a name or a time in `spec` that cannot be made out.
    """
    hours: Body = {"zone": zone.key, **spec["hours"][0]}
    times = DemoTimes(now, zone, hours)
    numbers = {
        (table, record[field]): number
        for table, field in _NAMES.items()
        for number, record in enumerate(spec[table], 1)
    }
    found: list[tuple[str, Body]] = []
    for table in TABLES:
        records = [hours] if table == "hours" else spec.get(table, ())
        if table == "block":
            records = _blocks(records)
        for record in records:
            found.append((table, _body(table, record, times, numbers)))
        if table == "request":
            found += [(table, body) for body in past_requests(spec["past"], times)]
    found += [("entry", body) for body in _entries(spec, times, numbers)]
    for index, (table, body) in enumerate(found):
        made = times.now - _AGE + timedelta(hours=index)
        own = body.get("received") or body.get("started") or body.get("at")
        body["created_at"] = own or format_instant(made)
        body["uid"] = f"{TABLES.index(table) + 1 if table in TABLES else 0:08x}{index:024x}"
    return found


def _blocks(records: list[Body]) -> list[Body]:
    """One block for each of the weekdays that a block of the file names."""
    single: list[Body] = []
    for record in records:
        rest = {key: value for key, value in record.items() if key != "days"}
        days = record.get("days")
        single += [{**rest, "weekday": day} for day in days] if days else [rest]
    return single


def _body(
    table: str, record: Spec, times: DemoTimes, numbers: Mapping[tuple[str, str], int]
) -> Body:
    body: Body = {}
    for key, value in record.items():
        if key == "due":
            body["due"] = format_instant(times.moment(value))
            if times.is_date(value):
                body["due_is_date"] = True
        elif key in _MOMENTS:
            body[key] = format_instant(times.moment(value))
        elif key in _DATES:
            body[key] = times.day(value).isoformat()
        elif key == "hours":
            body["target_minutes"] = round(value * 60)
        elif key == "functions":
            body[key] = [_ref("function", name, numbers) for name in value]
        elif key in _PEOPLE:
            body[key] = _person(value, numbers)
        elif key == "backups":
            body[key] = [_person(one, numbers) for one in value]
        elif key in _NAMES:
            body[key] = _ref(key, value, numbers)
        elif key != "events":
            body[key] = value
    if table in DELEGATED:
        finish_delegated(table, record, body, times)
    if table == "task":
        _finish_task(body, times)
    if table == "request":
        body["events"] = _events(record, body["received"], times)
        if state_of(body["events"]) == "resolved":
            body["closed_at"] = max(event["at"] for event in body["events"])
    return body


def _ref(table: str, name: str, numbers: Mapping[tuple[str, str], int]) -> str:
    number = numbers.get((table, name))
    if number is None:
        raise WrongUse(_("The demo has no {table} named {name!r}.").format(table=table, name=name))
    return ref(table, number)


def _person(name: str, numbers: Mapping[tuple[str, str], int]) -> str:
    number = numbers.get(("contractor", name))
    return name if number is None else ref("contractor", number)


def _finish_task(body: Body, times: DemoTimes) -> None:
    if body.get("place") == "day":
        body["day"] = times.today.isoformat()
    elif body.get("place") == "week":
        year, week, _weekday = times.today.isocalendar()
        body["week"] = f"{year}-W{week:02}"
    for part, key in (("recurrence", "anchor"), ("waiting", "until")):
        if part in body:
            body[part] = {**body[part], key: times.day(body[part][key]).isoformat()}


def _events(record: Spec, received: str, times: DemoTimes) -> list[Body]:
    """The events up to now, the arrival first."""
    events: list[Body] = [{"at": received, "type": "received"}]
    for said, kind, note in record.get("events", ()):
        moment = max(format_instant(times.moment(said)), received)
        events.append({"at": moment, "type": kind, **({"note": note} if note else {})})
    return events


def _entries(spec: Spec, times: DemoTimes, numbers: Mapping[tuple[str, str], int]) -> list[Body]:
    """The clock of the last weeks and of today, the running entry last; none lies ahead of now."""
    clock = spec["clock"]
    blocks = [block for block in _blocks(spec["block"]) if block.get("function") in clock["worked"]]
    entries: list[Body] = []
    free_since = times.now - timedelta(minutes=42)
    running: Body | None = None
    for days_ago in range(7 * clock["weeks"], -1, -1):
        day = times.today - timedelta(days=days_ago)
        on_day = [block for block in blocks if block.get("weekday") == WEEKDAYS[day.weekday()]]
        for block in sorted(on_day, key=lambda each: str(each["start"])):
            start, end = times.at(day, block["start"]), times.at(day, block["end"])
            # Days differ from each other, but always in the same way.
            chance = (day.toordinal() * 37 + start.hour * 11) % 20
            started = start + timedelta(minutes=chance % 5)
            function = _ref("function", block["function"], numbers)
            if started <= times.now < end:
                running = {"started": format_instant(started), "function": function}
                continue
            share = clock["worked"][block["function"]] * (0.85 + chance / 100)
            length = min((end - start) * share, end - started)
            stopped = started + timedelta(minutes=length // timedelta(minutes=1))
            if stopped > times.now or (share < 0.4 and chance % 3 == 0):
                continue
            free_since = max(free_since, stopped)
            entries.append(
                {
                    "started": format_instant(started),
                    "stopped": format_instant(stopped),
                    "function": function,
                    "closed_at": format_instant(stopped),
                }
            )
    return [*entries, _on_a_task(spec, running, format_instant(free_since), numbers)]


def _on_a_task(
    spec: Spec, running: Body | None, since: str, numbers: Mapping[tuple[str, str], int]
) -> Body:
    """The running entry, on an open task of today that belongs to its function if there is one."""
    open_today = {
        number: task
        for number, task in enumerate(spec["task"], 1)
        if task.get("place") == "day" and task.get("state") is None
    }
    if running is None:
        wanted = spec["clock"]["running"]
        chosen = next(task for task in open_today.values() if task["title"] == wanted)
        running = {"started": since, "function": _ref("function", chosen["function"], numbers)}
    for number, task in open_today.items():
        if _ref("function", task["function"], numbers) == running["function"]:
            return {**running, "task": ref("task", number)}
    return running
