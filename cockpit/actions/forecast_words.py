"""The forecast of the open requests in words, and as JSON values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.actions.desk import function_names
from cockpit.actions.forecast import Foreseen, mend_of
from cockpit.actions.owner import owner_zone
from cockpit.actions.promise_check import unserved_words
from cockpit.domain.identity import format_instant, ref
from cockpit.domain.promising.forecast import USUAL_MINUTES, Break, Forecast
from cockpit.domain.promising.serving import moment
from cockpit.domain.promising.words import day_label
from cockpit.domain.wording.plain_text import one_line
from cockpit.domain.wording.times import absolute, minutes
from cockpit.i18n import _
from cockpit.store.workspace import Workspace


def break_words(workspace: Workspace, broken: Break) -> str:
    """For one line of the screen: "R15 will break wed 12:00: 35m short"."""
    return _("{id} will break {when}: {length} short").format(
        id=ref("request", broken.number),
        when=absolute(moment(broken.due), workspace.now(), owner_zone(workspace)),
        length=minutes(broken.short),
    )


def forecast_sentences(workspace: Workspace, foreseen: Foreseen) -> list[str]:
    """The forecast in sentences, the break first."""
    found = foreseen.forecast
    said: list[str] = []
    broken = found.first
    served = foreseen.queued - sum(found.unserved.values())
    if broken is not None:
        said += _break_sentences(workspace, broken)
        if len(found.breaks) > 1:
            said.append(
                _("If nothing changes, {count} more will break after it.").format(
                    count=len(found.breaks) - 1
                )
            )
    elif served > found.late:
        said.append(
            _("All {count} open dues can be kept, served earliest first.").format(
                count=served - found.late
            )
        )
    elif not foreseen.queued:
        said.append(_("No open request has a due."))
    if found.late:
        said.append(_("Late already, and served first: {count}.").format(count=found.late))
    if foreseen.put_last is not None:
        said.append(_put_last_words(workspace, foreseen.put_last))
    said += [unserved_words(one_line(kind, 40)) for kind in found.unserved]
    if served:
        said.append(_counted_with(foreseen.usual))
    return said


def forecast_json(workspace: Workspace, foreseen: Foreseen) -> dict[str, Any]:
    """The forecast as JSON values."""
    found = foreseen.forecast
    mend = mend_of(workspace, found.first) if found.first else None
    return {
        "queued": foreseen.queued,
        "late": found.late,
        "breaks": [
            {
                "id": ref("request", one.number),
                "kind": one.kind,
                "due": format_instant(moment(one.due)),
                "short_minutes": one.short,
                "function": one.function,
            }
            for one in found.breaks
        ],
        "mend": {
            "function": mend.function,
            "minutes": mend.minutes,
            "day": mend.day.isoformat(),
            "free_minutes": mend.free,
        }
        if mend
        else None,
        "unserved": found.unserved,
        "usual_minutes": dict(foreseen.usual),
        "default_minutes": USUAL_MINUTES,
        "sentences": forecast_sentences(workspace, foreseen),
    }


def _break_sentences(workspace: Workspace, broken: Break) -> list[str]:
    zone = owner_zone(workspace)
    body = workspace.find("request", broken.number) or {}
    about = [str(body.get("kind") or "inquiry"), str(body.get("customer") or "")]
    due = moment(broken.due).astimezone(zone)
    function = function_names(workspace).get(broken.function, broken.function)
    mend = mend_of(workspace, broken)
    said = [
        _("{id} ({about}) will break {due}: {length} short.").format(
            id=ref("request", broken.number),
            about=", ".join(one_line(word, 40) for word in about if word),
            due=day_label(due, time=True),
            length=minutes(broken.short),
        )
    ]
    if mend.free >= mend.minutes:
        text = _("{length} more of {function} on {day}, before it is due, would mend it.")
    elif mend.free:
        text = _(
            "{length} more of {function} before it is due would mend it; no day has that much"
            " free time, {day} has the most: {free}."
        )
    else:
        text = _(
            "{length} more of {function} before it is due would mend it; your hours leave no free"
            " time for that."
        )
    said.append(
        text.format(
            length=minutes(mend.minutes),
            function=one_line(function, 40),
            day=day_label(mend.day),
            free=minutes(mend.free),
        )
    )
    return said


def _put_last_words(workspace: Workspace, found: Forecast) -> str:
    if found.first is None:
        return _("With the late ones put last, all other dues can be kept.")
    return _("With the late ones put last, {id} is the first to break: {length} short.").format(
        id=ref("request", found.first.number), length=minutes(found.first.short)
    )


def _counted_with(usual: Mapping[str, float]) -> str:
    known = ", ".join(
        f"{one_line(kind, 40)} {minutes(length)}" for kind, length in sorted(usual.items())
    )
    if not known:
        return _("Counted with {default} for each request.").format(default=minutes(USUAL_MINUTES))
    return _("Counted with {known}; {default} for each of another kind.").format(
        known=known, default=minutes(USUAL_MINUTES)
    )
