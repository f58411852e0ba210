"""The report on promises of any period, from all requests there are, as rows and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any

from cockpit.actions.owner import owner_zone
from cockpit.actions.owner import today as owner_day
from cockpit.actions.periods import FOUR_WEEKS
from cockpit.domain.business_time import BusinessCalendar
from cockpit.domain.identity import format_instant, parse_instant, ref
from cockpit.domain.promising.report import (
    Band,
    KindReport,
    Lengths,
    Report,
    Share,
    Told,
    report,
)
from cockpit.domain.promising.words import left_words
from cockpit.domain.statistics import ENOUGH
from cockpit.domain.wording.times import minutes
from cockpit.errors import CockpitError, WrongUse
from cockpit.i18n import _
from cockpit.store.request_ranks import promise_book
from cockpit.store.workspace import Workspace


def promise_report(
    workspace: Workspace, first: date | None = None, last: date | None = None
) -> Report:
    """The report from one local date of the owner to another, both included.

    Without dates it is the last four weeks, up to today. Errors: `WrongUse` for a period that
    ends before it begins.
    """
    zone = owner_zone(workspace)
    last = last or max(owner_day(workspace), first or date.min)
    first = first or last - timedelta(days=FOUR_WEEKS - 1)
    if last < first:
        raise WrongUse(
            _("The period from {first} to {last} ends before it begins.").format(
                first=first, last=last
            )
        )
    try:
        since = datetime.combine(first, time(0), zone)
        until = datetime.combine(last + timedelta(days=1), time(0), zone)
        return report(_told(workspace, since), since, until, workspace.now())
    except OverflowError as error:
        raise WrongUse(_("The period lies outside the calendar; take nearer dates.")) from error


def period_words(found: Report) -> str:
    """The two dates of the period: "2026-10-27 – 2026-11-23"."""
    last = (found.until - timedelta(hours=1)).date()
    return f"{found.since.date()} – {last}"


def share_rows(found: Report) -> list[list[str]]:
    """A head, one row for each kind, and one for all where there are several kinds."""
    head = [_("KIND"), _("KEPT"), _("SHARE"), _("FIRST RESPONSE"), _("RESOLUTION")]
    rows = [
        [
            kind.kind,
            _of(kind.requests),
            share_words(kind.requests),
            length_words(kind.first_response),
            length_words(kind.resolution),
        ]
        for kind in found.kinds
    ]
    if len(rows) > 1:
        rows.append([_("all"), _of(found.whole), share_words(found.whole), "", ""])
    return [head, *rows]


def backlog_rows(found: Report) -> list[list[str]]:
    """A head, and one row for each band of age."""
    head = [_("AGE"), _("OPEN"), _("WAITING")]
    rows = [[band_words(band), str(band.open), str(band.waiting)] for band in found.backlog.bands]
    return [head, *rows]


def share_words(share: Share) -> str:
    """ "90 % (71–97 %)": the share and its interval at 80 %."""
    if not share.n:
        return "–"
    if share.share is None or share.interval is None:
        return _("too few to tell")
    low, high = share.interval
    return f"{share.share * 100:.0f} % ({low * 100:.0f}–{high * 100:.0f} %)"


def length_words(lengths: Lengths) -> str:
    """ "45m, 90 % in 3h 10m, working time": the median and the 90th percentile."""
    if not lengths.n:
        return "–"
    if lengths.median is None or lengths.p90 is None:
        return _("too few to tell")
    if lengths.measure == "working":
        words = _("{median}, 90 % in {p90}, working time")
        middle, far = minutes(round(lengths.median)), minutes(round(lengths.p90))
    else:
        words = _("{median}, 90 % in {p90}")
        middle, far = (
            left_words(timedelta(minutes=round(length))) for length in (lengths.median, lengths.p90)
        )
    return words.format(median=middle, p90=far)


def band_words(band: Band) -> str:
    """ "under 1 day", "3 to 7 days", "30 days or more"."""
    if band.to_days is None:
        return _("{count} days or more").format(count=band.from_days)
    if not band.from_days:
        return _("under {count} day").format(count=band.to_days)
    return _("{first} to {last} days").format(first=band.from_days, last=band.to_days)


def as_json(found: Report) -> dict[str, Any]:
    """The report as JSON values: instants in UTC, lengths in minutes, what is too few as null."""
    backlog = found.backlog
    return {
        "from": format_instant(found.since),
        "until": format_instant(found.until),
        "enough": ENOUGH,
        "all": _share_json(found.whole),
        "kinds": [_kind_json(kind) for kind in found.kinds],
        "backlog": {
            "at": format_instant(backlog.at),
            "open": sum(band.open for band in backlog.bands),
            "bands": [band._asdict() for band in backlog.bands],
            "oldest": backlog.oldest[0] if backlog.oldest else None,
            "oldest_days": backlog.oldest[1] if backlog.oldest else None,
        },
    }


def _kind_json(kind: KindReport) -> dict[str, Any]:
    return {
        "kind": kind.kind,
        **_share_json(kind.requests),
        "clocks": {name: _share_json(share) for name, share in kind.clocks.items()},
        "first_response": kind.first_response._asdict(),
        "resolution": kind.resolution._asdict(),
    }


def _share_json(share: Share) -> dict[str, Any]:
    interval = share.interval
    return {
        "met": share.met,
        "n": share.n,
        "share": share.share,
        "interval": list(interval) if interval else None,
    }


def _of(share: Share) -> str:
    return _("{met} of {n}").format(met=share.met, n=share.n) if share.n else "–"


def _told(workspace: Workspace, since: datetime) -> Iterator[Told]:
    """The requests that can matter: nothing happens to one after it was closed."""
    book = promise_book(workspace)
    hours = workspace.live("hours")
    calendars: dict[str, BusinessCalendar | None] = {
        ref("hours", number): _calendar(body) for number, body in hours.items()
    }
    closed = workspace.table("request").closed_since(format_instant(since))
    for number, body in chain(workspace.live("request").items(), closed):
        if body.get("merged_into"):
            continue  # a duplicate: what it asked is counted once
        closed_at = body.get("closed_at")
        try:
            terms = book.terms_for(body)
            clocks = book.clocks(body)
        except CockpitError:  # its promise cannot be counted; its lengths can
            terms = clocks = None
        yield Told(
            ref("request", number),
            str(body.get("kind", "inquiry")),
            body.get("events", ()),
            parse_instant(closed_at) if closed_at else None,
            clocks,
            terms,
            calendars.get(terms.hours) if terms else None,
        )


def _calendar(hours: Mapping[str, Any]) -> BusinessCalendar | None:
    try:
        return BusinessCalendar.from_document(hours)
    except CockpitError:
        return None
