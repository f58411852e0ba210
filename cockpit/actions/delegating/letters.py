"""What is sent to contractors and about them: briefs, sheets, check-in requests, questions.

Notes are the owner's own and never part of any of it; nor are feedback, money or vetting.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cockpit.actions.delegating.deliverables import versions_of
from cockpit.actions.owner import owner_zone
from cockpit.domain.delegating.language import Letters, letters_of
from cockpit.domain.hours.zones import zone_of
from cockpit.domain.identity import number_of, parse_instant, ref, split_ref
from cockpit.domain.wording.lengths import written_minutes
from cockpit.domain.wording.plain_text import one_line
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace


def brief(workspace: Workspace, assignment: str, lang: str = "en") -> list[str]:
    """The brief of one assignment to send: goal, done when, due in both zones, procedure."""
    words = letters_of(lang)
    number, body = workspace.body(assignment, "assignment")[1:]
    person = workspace.body(body["contractor"])[2]
    lines = [one_line(f"{ref('assignment', number)} {body['title']}"), ""]
    if body.get("goal"):
        lines += [f"{words.goal}:", *_paragraph(body["goal"]), ""]
    if body.get("done_when"):
        lines += [f"{words.done_when}:", *(f"- {one_line(one)}" for one in body["done_when"]), ""]
    lines.append(f"{words.due}: {due_in_both(workspace, body, person, words)}")
    if body.get("estimate_minutes"):
        lines.append(f"{words.size}: {written_minutes(body['estimate_minutes'])}")
    if body.get("level"):
        lines.append(f"{words.decide}: {words.levels[body['level'] - 1]}")
    procedure = _procedure(workspace, body)
    if procedure:
        lines.append(f"{words.procedure}: {procedure}")
    asked = _changes_asked(workspace, ref("assignment", number), body)
    if asked:
        lines.append(f"{words.changes}: {asked}")
    return lines


def sheet(workspace: Workspace, contractor: str, lang: str = "en") -> list[str]:
    """All open work of one contractor, the earliest due first, as he may read it himself."""
    words = letters_of(lang)
    number, person = workspace.body(contractor, "contractor")[1:]
    shown = ref("contractor", number)
    work = _open_work(workspace, shown)
    lines = [one_line(str(person["name"]))]
    if not work:
        return [*lines, "", words.nothing]
    for key, body in work:
        state = words.states.get(str(body.get("state", "draft")), "")
        first, *rest = brief(workspace, key, lang)
        lines += ["", f"{first} · {state}", *rest[1:]]
    return lines


def check_in_request(workspace: Workspace, contractor: str, lang: str = "en") -> list[str]:
    """A mail that asks for a check-in on all that is in hand, to be answered within a day.

    It is outgoing, and no sign of life. Drafts are left out: he does not know of them.
    """
    words = letters_of(lang)
    number, person = workspace.body(contractor, "contractor")[1:]
    work = [
        (key, body)
        for key, body in _open_work(workspace, ref("contractor", number))
        if body.get("state", "draft") not in ("draft", "delivered")
    ]
    lines = [words.greeting.format(name=one_line(str(person["name"]))), ""]
    if work:
        lines.append(words.check_in_about)
        for _key, body in work:
            due = due_in_both(workspace, body, person, words)
            lines.append(f"- {one_line(str(body['title']))} ({words.due.lower()}: {due})")
    else:
        lines.append(words.check_in[:1].upper() + words.check_in[1:])
    lines += ["", *(f"{at}. {one}" for at, one in enumerate(words.check_in_questions, 1)), ""]
    until = workspace.now() + timedelta(days=1)
    zone = _zone(person) or owner_zone(workspace)
    lines += [words.check_in_by.format(when=_moment(until, zone, words)), words.thanks]
    return lines


def client_questions(
    workspace: Workspace, contractor: str, spec: Mapping[str, Any], lang: str = "en"
) -> list[str]:
    """Questions to somebody he has worked for, as a mail; `spec` is the starter list."""
    letters = spec["clients"]
    found = letters.get(lang.strip().lower())
    if found is None:
        raise WrongUse(
            _("There are no letters in {code!r}; there are: {known}.").format(
                code=lang[:20], known=", ".join(letters)
            )
        )
    name = one_line(str(workspace.body(contractor, "contractor")[2]["name"]))
    questions = [
        f"{at}. {one.replace('{name}', name)}" for at, one in enumerate(found["questions"], 1)
    ]
    opening = found["opening"].replace("{name}", name)
    return [found["greeting"], "", opening, "", *questions, "", found["closing"]]


def due_in_both(workspace: Workspace, body: Body, person: Body, words: Letters) -> str:
    """The due in the contractor's zone and in the owner's; once where they are the same."""
    if not body.get("due"):
        return words.no_due
    due, ours, theirs = parse_instant(body["due"]), owner_zone(workspace), _zone(person)
    mine = _moment(due, ours, words)
    if body.get("due_is_date"):
        mine = words.end_of.format(day=_day(due.astimezone(ours), words))
    own = words.our_time.format(when=mine, city=_city(ours))
    if theirs is None or theirs.key == ours.key:
        return own if theirs is None else mine
    his = words.your_time.format(when=_moment(due, theirs, words), city=_city(theirs))
    return f"{his} = {own}"


def _moment(moment: datetime, zone: ZoneInfo, words: Letters) -> str:
    local = moment.astimezone(zone)
    return f"{_day(local, words)}, {local:%H:%M}"


def _day(local: datetime, words: Letters) -> str:
    return words.date.format(
        weekday=words.days[local.weekday()],
        day=local.day,
        month=words.months[local.month - 1],
        year=local.year,
    )


def _zone(person: Body) -> ZoneInfo | None:
    """His zone; None where it is not known."""
    try:
        return zone_of(person["zone"]) if person.get("zone") else None
    except WrongUse:
        return None


def _city(zone: ZoneInfo) -> str:
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")


def _procedure(workspace: Workspace, body: Body) -> str:
    reference = body.get("procedure")
    found = workspace.find("procedure", number_of(reference)) if reference else None
    if found is None:
        return ""
    where = one_line(str(found.get("where") or ""))
    name = one_line(str(found["name"]))
    return f"{name} ({where})" if where else name


def _changes_asked(workspace: Workspace, key: str, body: Body) -> str:
    if body.get("state") != "changes_requested":
        return ""
    versions = versions_of(workspace, key)
    return one_line(str(versions[-1][1].get("reason", ""))) if versions else ""


def _open_work(workspace: Workspace, contractor: str) -> list[tuple[str, Body]]:
    work = [
        (ref("assignment", number), body)
        for number, body in workspace.live("assignment").items()
        if body["contractor"] == contractor
    ]
    return sorted(
        work, key=lambda one: (str(one[1].get("due") or "~"), split_ref(one[0], "assignment")[1])
    )


def _paragraph(text: str) -> list[str]:
    return [one_line(line) for line in str(text).splitlines()]
