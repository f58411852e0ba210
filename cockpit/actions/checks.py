"""Rules that look at more than one record, held before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cockpit.actions.continuity.checks import (
    refuse_run_before_procedure,
    refuse_second_grant,
    refuse_unfit_people,
)
from cockpit.actions.delegating.checks import (
    refuse_future_log,
    refuse_others_work,
    warn_of_other_currency,
)
from cockpit.domain.identity import PREFIXES, ref, split_ref
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

Check = Callable[[Workspace, int | None, Body], None]

REFERENCES: dict[str, dict[str, str]] = {
    "task": {"function": "function", "request": "request", "assignment": "assignment"},
    "block": {"function": "function"},
    "override": {"function": "function", "block": "block"},
    "request": {"assignment": "assignment", "merged_into": "request"},
    "promise": {"hours": "hours"},
    "contractor": {"functions": "function"},
    "assignment": {
        "contractor": "contractor",
        "function": "function",
        "task": "task",
        "request": "request",
        "procedure": "procedure",
    },
    "engagement": {"contractor": "contractor", "function": "function"},
    "deliverable": {"assignment": "assignment"},
    "checkin": {"contractor": "contractor", "assignment": "assignment"},
    "feedback": {"contractor": "contractor", "assignment": "assignment"},
    "vetting": {"contractor": "contractor"},
    "payment": {"contractor": "contractor", "assignment": "assignment", "function": "function"},
    "entry": {"function": "function", "task": "task"},
    "procedure": {"function": "function"},
    "asset": {"functions": "function", "procedures": "procedure"},
    "grant": {"asset": "asset", "contractor": "contractor"},
    "run": {"procedure": "procedure"},
}
"""Table to its fields that name other records, with the table they must name."""

_LIVE_ONLY = ("function", "block", "hours", "contractor", "asset", "procedure")
"""What has been archived of these is not given to a record anew."""


def refuse_missing_references(table: str) -> Check:
    """Every short id in the body names a record that is there; a new one names a live record."""
    fields = REFERENCES.get(table, {})

    def check(workspace: Workspace, number: int | None, body: Body) -> None:
        for field, target in fields.items():
            for reference in _named(body, field):
                _name, other = split_ref(reference, target)
                found = workspace.find(target, other)
                if found is None:
                    raise WrongUse(
                        _("{table}: {field} names {id}, which is not there.").format(
                            table=table, field=field, id=reference
                        )
                    )
                if (
                    found.get("closed_at")
                    and target in _LIVE_ONLY
                    and not body.get("closed_at")
                    and reference not in _named(_stored(workspace, table, number), field)
                ):
                    raise WrongUse(
                        _("{table}: {field} names {id}, which is archived or has ended.").format(
                            table=table, field=field, id=reference
                        )
                    )

    return check


def refuse_double_name(table: str) -> Check:
    """No two live records of the table carry the same name."""

    def check(workspace: Workspace, number: int | None, body: Body) -> None:
        wanted = str(body["name"]).casefold()
        if body.get("closed_at"):
            return
        for other, there in workspace.live(table).items():
            if other != number and str(there["name"]).casefold() == wanted:
                raise WrongUse(
                    _("There is a {table} named {name!r} already: {id}.").format(
                        table=table, name=body["name"], id=f"{PREFIXES[table]}{other}"
                    )
                )

    return check


def refuse_overlap(table: str) -> Check:
    """A block of a function does not overlap another such block; both are named."""

    def check(workspace: Workspace, number: int | None, body: Body) -> None:
        if body.get("closed_at") or body.get("action") == "drop":
            return
        if not body.get("function") and not body.get("block"):
            return  # an appointment may overlap anything
        from cockpit.actions.blocks import refuse_overlapping

        refuse_overlapping(workspace, table, number, body)

    return check


def refuse_bad_hours(workspace: Workspace, number: int | None, body: Body) -> None:
    """Hours make a calendar: a known zone, no overlaps, and the promises counted in them hold."""
    from cockpit.domain.business_time import BusinessCalendar
    from cockpit.domain.promising.terms import Terms, check_terms

    calendar = BusinessCalendar.from_document(body)
    if number is None or body.get("closed_at"):
        return
    own = ref("hours", number)
    for other, promise in workspace.live("promise").items():
        if promise.get("hours", "H1") == own:
            try:
                check_terms(Terms.from_document(promise), calendar)
            except CockpitError as error:
                raise WrongUse(
                    _("{id} ({kind}) could not be kept: {reason}").format(
                        id=ref("promise", other), kind=promise["kind"], reason=error
                    )
                ) from error


def refuse_bad_zone(_workspace: Workspace, _number: int | None, body: Body) -> None:
    """A zone is one of the IANA names."""
    from cockpit.domain.hours.zones import zone_of

    zone = body.get("zone")
    if zone is not None:
        zone_of(zone)


def refuse_bad_recurrence(_workspace: Workspace, _number: int | None, body: Body) -> None:
    """A task's rule is a readable RFC 5545 rule, daily or slower."""
    recurrence: Mapping[str, Any] | None = body.get("recurrence")
    if recurrence:
        from cockpit.domain.recurring.recurrence import check_rule

        check_rule(recurrence["rule"])


def refuse_bad_rule(_workspace: Workspace, _number: int | None, body: Body) -> None:
    """A block's rule is a readable RFC 5545 rule."""
    if body.get("rule"):
        from datetime import date

        from cockpit.domain.recurring.date_rules import date_rule

        date_rule(body["rule"], date.fromisoformat(body["first_date"]))


def refuse_bad_promise(workspace: Workspace, number: int | None, body: Body) -> None:
    """A promise says something, can be kept in its hours, and is the only one for its requests."""
    from cockpit.domain.business_time import BusinessCalendar
    from cockpit.domain.promising.terms import Terms, check_terms

    if body.get("closed_at"):
        return
    terms = Terms.from_document(body)
    if not (terms.first_response or terms.next_response or terms.resolution):
        raise WrongUse(
            _("Nothing is promised; give a first response, a next response or a resolution.")
        )
    _name, hours = split_ref(terms.hours, "hours")
    calendar = workspace.find("hours", hours)
    if calendar is None:
        raise WrongUse(
            _(
                "A promise is counted in hours, and {id} is not there; add working hours first."
            ).format(id=terms.hours)
        )
    check_terms(terms, BusinessCalendar.from_document(calendar))
    whom = _whom(body)
    for other, promise in workspace.live("promise").items():
        if other != number and _whom(promise) == whom:
            raise WrongUse(
                _("There is a promise for {kind!r} already: {id}; edit that one.").format(
                    kind=body["kind"], id=ref("promise", other)
                )
            )


def refuse_new_long_target(workspace: Workspace, number: int | None, body: Body) -> None:
    """A weekly target fits into a week; one of before may stay while something else is edited."""
    from cockpit.actions.functions import refuse_long_target

    if body.get("target_minutes") != _stored(workspace, "function", number).get("target_minutes"):
        refuse_long_target(body)


def refuse_second_clock(workspace: Workspace, number: int | None, body: Body) -> None:
    """One clock runs at a time."""
    if body.get("stopped") or body.get("closed_at"):
        return
    for other, entry in workspace.live("entry").items():
        if other != number and not entry.get("stopped"):
            raise WrongUse(
                _("The clock of {id} is running; stop it first (`cockpit clock stop`).").format(
                    id=ref("entry", other)
                )
            )


def _named(body: Mapping[str, Any], field: str) -> list[str]:
    value = body.get(field)
    return list(value) if isinstance(value, list) else [value] if value else []


def _stored(workspace: Workspace, table: str, number: int | None) -> Body:
    return workspace.table(table).fetch([number]).get(number, {}) if number else {}


def _whom(promise: Mapping[str, Any]) -> tuple[str, str, int | None]:
    customer = str(promise.get("customer") or "")
    return str(promise["kind"]).casefold(), customer.casefold(), promise.get("priority")


CHECKS: dict[str, tuple[Check, ...]] = {
    "task": (refuse_missing_references("task"), refuse_bad_recurrence),
    "function": (
        refuse_double_name("function"),
        refuse_unfit_people("function"),
        refuse_new_long_target,
    ),
    "block": (
        refuse_missing_references("block"),
        refuse_bad_zone,
        refuse_bad_rule,
        refuse_overlap("block"),
    ),
    "override": (
        refuse_missing_references("override"),
        refuse_bad_zone,
        refuse_overlap("override"),
    ),
    "hours": (refuse_bad_hours, refuse_double_name("hours")),
    "request": (refuse_missing_references("request"), refuse_bad_zone),
    "promise": (refuse_missing_references("promise"), refuse_bad_promise),
    "contractor": (
        refuse_missing_references("contractor"),
        refuse_bad_zone,
        refuse_double_name("contractor"),
    ),
    "assignment": (refuse_missing_references("assignment"),),
    "engagement": (refuse_missing_references("engagement"),),
    "deliverable": (refuse_missing_references("deliverable"),),
    "checkin": (refuse_missing_references("checkin"), refuse_others_work, refuse_future_log),
    "feedback": (refuse_missing_references("feedback"), refuse_others_work, refuse_future_log),
    "vetting": (refuse_missing_references("vetting"), refuse_future_log),
    "payment": (refuse_missing_references("payment"), refuse_others_work, warn_of_other_currency),
    "entry": (refuse_missing_references("entry"), refuse_second_clock),
    "asset": (refuse_missing_references("asset"), refuse_unfit_people("asset")),
    "grant": (refuse_missing_references("grant"), refuse_second_grant),
    "procedure": (refuse_missing_references("procedure"), refuse_unfit_people("procedure")),
    "run": (
        refuse_missing_references("run"),
        refuse_unfit_people("run"),
        refuse_run_before_procedure,
    ),
}
"""Table name to the rules that a body must keep."""
