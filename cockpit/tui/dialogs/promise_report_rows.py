"""The report on promises in lines: a row per kind, what its clocks did, the backlog by age."""

from __future__ import annotations

from datetime import timedelta

from cockpit.actions.promise_report import band_words
from cockpit.domain.identity import format_instant
from cockpit.domain.promising.report import Backlog, KindReport, Lengths, Report, Share
from cockpit.domain.promising.words import left_words
from cockpit.domain.statistics import ENOUGH
from cockpit.domain.wording.lengths import written_minutes
from cockpit.domain.wording.times import absolute
from cockpit.i18n import _
from cockpit.tui.glyphs import bar
from cockpit.tui.render import fit
from cockpit.tui.rows import Cell
from cockpit.tui.text_rows import BLANK, Row, flow, heading, paragraph
from cockpit.tui.view import View

KIND, KEPT, SHARE, DOUBT, LENGTH = 11, 10, 5, 9, 8
"""Cells of the columns."""
BAND, COUNT = 18, 9
BAR = 30


def report_rows(found: Report, view: View, width: int) -> list[Row]:
    """The report in lines of `width` cells."""
    if not found.kinds:
        rows = _teaching(view, width)
    else:
        rows = [*_heads()]
        for kind in found.kinds:
            rows += _kind(kind, width)
        if len(found.kinds) > 1:
            rows += [(*_share(_("all"), found.whole, "strong"),)]
        rows += [BLANK, *paragraph(_notes(found), width, "muted")]
    return rows + _backlog(found.backlog, view, width)


def _teaching(view: View, width: int) -> list[Row]:
    """What has to happen before anything stands here."""
    if not view.workspace.live("promise"):
        words = _(
            "Nothing is promised yet; `cockpit promise add inquiry --first-response 4h`"
            " promises something, and from then on every answer is counted here."
        )
    else:
        words = _(
            "Nothing was due or answered in this period. Press r on a request when a reply was"
            " sent and space when it is settled: each answer is held to its due, and counted here."
        )
    return paragraph(words, width)


def _heads() -> list[Row]:
    space = " " * (KIND + KEPT + SHARE + DOUBT + 3)
    over = fit(_("first response"), 2 * LENGTH + 1, "right")
    over += " " + fit(_("resolution"), 2 * LENGTH, "right")
    under = fit(_("kind"), KIND) + fit(_("kept"), KEPT, "right")
    under += " " + fit(_("share"), SHARE, "right") + " " + fit(_("between"), DOUBT, "right") + " "
    under += (fit(_("median"), LENGTH, "right") + fit(_("90 % in"), LENGTH, "right") + " ") * 2
    return [(Cell(space + over, "muted"),), (Cell(under.rstrip(), "muted"),)]


def _kind(kind: KindReport, width: int) -> list[Row]:
    lengths = "".join(
        f" {fit(_length(one, one.median), LENGTH, 'right')}"
        f"{fit(_length(one, one.p90), LENGTH, 'right')}"
        for one in (kind.first_response, kind.resolution)
    )
    rows: list[Row] = [(*_share(kind.kind, kind.requests), Cell(lengths))]
    if any(share.met < share.n for share in kind.clocks.values()):
        pieces = [
            (Cell(_CLOCKS[name], "muted"), Cell(" " + _of(share), "muted"))
            for name, share in kind.clocks.items()
        ]
        rows += [(Cell("  "), *row) for row in flow(pieces, width - 2, 3)]
    return rows


def _share(name: str, share: Share, role: str = "") -> Row:
    kept = fit(_of(share) if share.n else "–", KEPT, "right")
    part, doubt = "", ""
    if share.share is not None and share.interval is not None:
        low, high = share.interval
        part, doubt = f"{share.share * 100:.0f} %", f"{low * 100:.0f}–{high * 100:.0f} %"
    elif share.n:
        part = "?"
    known = "sla-met" if share.met == share.n else ""
    return (
        Cell(fit(name, KIND), role),
        Cell(kept + " ", role),
        Cell(fit(part, SHARE, "right") + " ", known if share.share is not None else "muted"),
        Cell(fit(doubt, DOUBT, "right"), "muted"),
    )


def _of(share: Share) -> str:
    return _("{met} of {n}").format(met=share.met, n=share.n)


def _length(lengths: Lengths, minutes: float | None) -> str:
    if not lengths.n:
        return "–"
    if minutes is None:
        return "?"
    if lengths.measure == "working":
        return written_minutes(round(minutes))
    return left_words(timedelta(minutes=round(minutes))).replace(" ", "") + "*"


def _notes(found: Report) -> str:
    lengths = [one for kind in found.kinds for one in (kind.first_response, kind.resolution)]
    counts = [one.n for one in lengths] + [kind.requests.n for kind in found.kinds]
    notes = [
        _("Between: where the share lies with 80 % confidence (Wilson)."),
        _("Lengths are working time, without the time spent waiting on the customer."),
    ]
    if any(one.measure == "calendar" and one.median is not None for one in lengths):
        notes.append(_("* day and night."))
    if any(0 < n < ENOUGH for n in (*counts, found.whole.n)):
        notes.append(_("? fewer than {count}: too few to tell.").format(count=ENOUGH))
    return " ".join(notes)


def _backlog(backlog: Backlog, view: View, width: int) -> list[Row]:
    at = absolute(format_instant(backlog.at), view.now, view.zone)
    rows = heading(_("Open requests by age, {at}").format(at=at), width)
    most = max((band.open for band in backlog.bands), default=0)
    if not most:
        return [*rows, *paragraph(_("None was open."), width, "muted")]
    room = min(BAR, width - BAND - 2 * COUNT - 2)
    for band in backlog.bands:
        if not band.open and band.from_days >= 7:
            continue
        waiting = _("{count} waiting").format(count=band.waiting) if band.waiting else ""
        rows.append(
            (
                Cell(fit(band_words(band), BAND)),
                Cell(fit(str(band.open), COUNT - 4, "right") + "  "),
                Cell(bar(band.open / most, room, view.glyphs), "accent-text"),
                Cell("  " + waiting, "muted"),
            )
        )
    if backlog.oldest:
        reference, days = backlog.oldest
        rows += paragraph(_("The oldest is {id}: {days} d.").format(id=reference, days=days), width)
    return rows


_CLOCKS = {
    "first": _("first response"),
    "next": _("next response"),
    "resolution": _("resolution"),
    "promised": _("promised by name"),
}
