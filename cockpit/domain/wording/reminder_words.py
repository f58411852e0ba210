"""What a reminder says: one sentence, or one summary of several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from cockpit.domain.reminders import (
    ASSET_RENEWAL,
    ASSIGNMENT_DUE,
    AT_RISK,
    BATCH_DAY,
    BLOCK_END,
    BLOCK_START,
    BREACHED,
    BREAK,
    CALL_BACK,
    CHECK_IN_DUE,
    CUT_OFF,
    GONE_DARK,
    OPENING,
    PAYMENT_DUE,
    PROCEDURE_STALE,
    SHUT_DOWN,
    SUMMARY_AFTER,
    VERDICT_OWED,
    WAITS_ON_OWNER,
    Reminder,
)
from cockpit.domain.wording.plain_text import one_line
from cockpit.i18n import _

SHOWN = 5
"""How many of several reminders a summary names; the rest is counted."""

LINES = 2
"""How many lines a notice on the screen has."""

ABOUT_WIDTH = 60
"""How many characters of the owner's words a sentence carries."""


def sentence(reminder: Reminder, zone: tzinfo, now: datetime, review: str = "") -> str:
    """One line of plain text without control characters; times in `zone`.

    `review` is how the nightly review is begun, a key or a command.
    """
    return _template(reminder, now, review).format(
        about=one_line(reminder.about, ABOUT_WIDTH),
        id=reminder.subject,
        what=_what_is_due(reminder.stage),
        at=clock_words(reminder.instant, zone, now),
        until=clock_words(reminder.until, zone, now) if reminder.until else "",
        review=one_line(review),
    )


def summary(reminders: Sequence[Reminder], zone: tzinfo, now: datetime, review: str = "") -> str:
    """One text for all that is raised at one moment: a line each, the first `SHOWN` of them.

    Dues come before hours and blocks, and a headline counts them; one alone is its sentence.
    """
    if len(reminders) == 1:
        return sentence(reminders[0], zone, now, review)
    ranked = _ranked(reminders)
    lines = [_headline(reminders, now)]
    lines += [sentence(one, zone, now, review) for one in ranked[:SHOWN]]
    if len(ranked) > SHOWN:
        lines.append(_("… and {count} more").format(count=len(ranked) - SHOWN))
    return "\n".join(lines)


def notice(
    reminders: Sequence[Reminder], zone: tzinfo, now: datetime, review: str = "", listed: str = ""
) -> str:
    """The same for the screen, in two lines at most: the owner works behind it.

    One or two are told; of more the worst, and how many there are. `listed` is the key that
    lists all of them.
    """
    ranked = _ranked(reminders)
    if len(ranked) <= LINES:
        return "\n".join(sentence(one, zone, now, review) for one in ranked)
    head = _headline(reminders, now)
    if listed:
        head = _("{head} · {key} lists them").format(head=head, key=one_line(listed))
    return f"{head}\n{sentence(ranked[0], zone, now, review)}"


def _ranked(reminders: Sequence[Reminder]) -> list[Reminder]:
    return sorted(reminders, key=lambda one: (_WEIGHT.get(one.kind, len(_WEIGHT)), one.rings))


def _headline(reminders: Sequence[Reminder], now: datetime) -> str:
    missed = sum(now - one.rings > SUMMARY_AFTER for one in reminders)
    if missed == len(reminders):
        head = _("{count} reminders while you were away")
    elif missed:
        head = _("{count} reminders, {missed} of them from while you were away")
    else:
        head = _("{count} reminders")
    return head.format(count=len(reminders), missed=missed)


def clock_words(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """ "16:00" on the day of `now`, else "Fri 27 Nov 16:00"; local to `zone`."""
    local = moment.astimezone(zone)
    if local.date() == now.astimezone(zone).date():
        return f"{local:%H:%M}"
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def _template(reminder: Reminder, now: datetime, review: str) -> str:
    over = reminder.until is not None and now >= reminder.until
    match reminder.kind:
        case "opening":
            return _("Working hours began at {at}.")
        case "shut_down" if review:
            return _("Time to shut down: working hours end at {at}. {review} reviews the day.")
        case "shut_down":
            return _("Time to shut down: working hours end at {at}. Review the day.")
        case "block_start" if over:
            return _("{about} was planned from {at} to {until}.")
        case "block_start":
            return _("{about} from {at} to {until}.")
        case "block_end":
            return _("{about} ends at {at}.")
        case "break" if reminder.about:
            return _("Break until {until}, then {about}.")
        case "break":
            return _("Break until {until}.")
        case "batch_day" if now < reminder.instant and reminder.instant != reminder.until:
            return _("Batch today: {about}; cut-off {at}, done by {until}.")
        case "batch_day":
            return _("Batch today: {about}, done by {until}.")
        case "cut_off":
            return _("The batch is cut off since {at}: {about}, done by {until}.")
        case "at_risk":
            return _("{id} {about}: {what} is at risk, due {until}.")
        case "breached":
            return _("{id} {about}: {what} is late, it was due {at}.")
        case "call_back":
            return _("Call back {about}: promised for {at}.")
        case "verdict_owed" if reminder.stage:
            return _("{id} {about}: your verdict, its money goes by itself {until}.")
        case "verdict_owed":
            return _("{id} {about}: your verdict is owed for a day.")
        case "waits_on_owner" if reminder.stage == "draft":
            return _("{id} {about}: a draft that was never sent.")
        case "waits_on_owner":
            return _("{id} {about}: a question of his waits on you for a day.")
        case "assignment_due":
            return _("{id} {about} was due {at} and is not delivered.")
        case "check_in_due":
            return _("{about}: no word for as long as agreed; ask for a check-in.")
        case "gone_dark":
            return _("{about} has gone dark: no word beyond the grace; enter shows what to do.")
        case "payment_due":
            return _("{id} {about}: the payment is due.")
        case "asset_renewal":
            return _("{id} {about} ends soon: renew it, or see who pays.")
        case "procedure_stale":
            return _("{id} {about}: look at this procedure again, is it still right?")
        case _:
            return "{id} {about} {at}"


def _what_is_due(stage: str) -> str:
    match stage:
        case "first":
            return _("the first reply")
        case "next":
            return _("the next reply")
        case "resolution":
            return _("the resolution")
        case "promised":
            return _("what was promised")
        case _:
            return stage


_WEIGHT = {
    kind: weight
    for weight, kind in enumerate(
        (
            BREACHED, AT_RISK, CALL_BACK, CUT_OFF, BATCH_DAY,
            GONE_DARK, ASSIGNMENT_DUE, VERDICT_OWED, WAITS_ON_OWNER, PAYMENT_DUE,
            CHECK_IN_DUE, ASSET_RENEWAL, PROCEDURE_STALE,
            OPENING, SHUT_DOWN, BLOCK_START, BREAK, BLOCK_END,
        )
    )
}  # fmt: skip
