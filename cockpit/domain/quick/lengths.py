"""Estimates (`~1h30m`) and recurrences (`rec:2w`) of quick add, read and written."""

from __future__ import annotations

import re

from cockpit.domain.quick.words import FOLDED, WEEKDAYS
from cockpit.errors import WrongUse
from cockpit.i18n import _

LONGEST_ESTIMATE = 5999
"""Minutes: 99 h 59."""

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FREQUENCIES = {"d": "DAILY", "w": "WEEKLY", "m": "MONTHLY", "y": "YEARLY"}
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"

_NAMED_RULES = {
    word: rule
    for rule, words in (
        ("FREQ=DAILY", "daily diario diaria"),
        ("FREQ=WEEKLY", "weekly semanal"),
        ("FREQ=MONTHLY", "monthly mensual"),
        ("FREQ=YEARLY", "yearly annual anual"),
        (WORKDAYS, "weekdays workdays laborables"),
    )
    for word in words.split()
}

_LIST = r"[+-]?[1-9]\d{0,2}(,[+-]?[1-9]\d{0,2})*"
_PARTS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d{0,2}",
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "BYDAY": r"[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)(,[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU))*",
    "BYMONTHDAY": _LIST,
    "BYYEARDAY": _LIST,
    "BYWEEKNO": _LIST,
    "BYSETPOS": _LIST,
    "BYMONTH": r"([1-9]|1[0-2])(,([1-9]|1[0-2]))*",
    "WKST": r"MO|TU|WE|TH|FR|SA|SU",
}
"""What of RFC 5545, section 3.3.10, a task may repeat by: nothing shorter than a day."""


def read_estimate(text: str) -> int | None:
    """Minutes of "45m", "1h", "1h30m", "1.5h", "1:30", "90"; None if it is no length.

    Raises `WrongUse` for zero, a negative one, or more than 99 h 59.
    """
    minus = text.startswith("-")
    said = text[1:] if minus else text
    match = re.fullmatch(r"(\d{1,9}) ?(?:m|min|mins)?", said, re.ASCII)
    if match:
        minutes = int(match[1])
    else:
        match = re.fullmatch(r"(\d{1,6})(?:h(?:(\d{1,2})m?)?|:(\d\d))", said, re.ASCII)
        part = re.fullmatch(r"(\d{0,6})[.,](\d{1,2})h", said, re.ASCII)
        if match:
            minutes = int(match[1]) * 60 + int(match[2] or match[3] or 0)
        elif part:
            minutes = int(part[1] or 0) * 60 + round(int(part[2].ljust(2, "0")) * 60 / 100)
        else:
            return None
    if minus or not 1 <= minutes <= LONGEST_ESTIMATE:
        raise WrongUse(
            _("The estimate ~{text} is not between 1 minute and 99h59m; correct it.").format(
                text=text
            )
        )
    return minutes


def write_estimate(minutes: int) -> str:
    """The shortest spelling: "45m", "2h", "1h30m"."""
    hours, rest = divmod(minutes, 60)
    return (f"{hours}h" if hours else "") + (f"{rest}m" if rest or not hours else "")


def read_rule(text: str) -> tuple[str, str] | None:
    """The RFC 5545 rule and the mode of "1w", "+2d", "mon,wed", "weekdays", "FREQ=…".

    A plus counts from the completion, else the rule counts from its dates. None if it is no
    recurrence; `WrongUse` names a rule that looks like one and is not valid.
    """
    mode = "after_completion" if text.startswith("+") else "by_date"
    said = text.removeprefix("+").translate(FOLDED)
    rule = _NAMED_RULES.get(said)
    match = re.fullmatch(r"(\d{1,3})([dwmy])", said, re.ASCII)
    days = [WEEKDAYS.get(name) for name in said.split(",")]
    if match:
        if int(match[1]) == 0:
            raise WrongUse(_("rec:{text} would never come again; say 1 or more.").format(text=text))
        rule = "FREQ=" + FREQUENCIES[match[2]]
        rule += f";INTERVAL={int(match[1])}" if int(match[1]) > 1 else ""
    elif None not in days:
        codes = [DAY_CODES[day] for day in sorted({day for day in days if day is not None})]
        rule = "FREQ=WEEKLY;BYDAY=" + ",".join(codes)
    elif said.startswith("freq="):
        rule = _raw_rule(said.upper())
    return (rule, mode) if rule else None


def write_rule(rule: str, mode: str) -> str:
    """The shortest spelling after `rec:` that reads as this rule."""
    sign = "+" if mode == "after_completion" else ""
    match = re.fullmatch(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=([2-9]|[1-9]\d+))?", rule)
    if match:
        return f"{sign}{match[2] or 1}{match[1][0].lower()}"
    if rule == WORKDAYS:
        return sign + "weekdays"
    match = re.fullmatch(r"FREQ=WEEKLY;BYDAY=((?:[A-Z]{2},)*[A-Z]{2})", rule)
    if match:
        codes = match[1].split(",")
        if codes == [code for code in DAY_CODES if code in codes]:
            return sign + ",".join(DAY_NAMES[DAY_CODES.index(code)] for code in codes)
    return sign + rule


def _raw_rule(rule: str) -> str:
    seen: set[str] = set()
    for part in rule.split(";"):
        name, _equals, value = part.partition("=")
        if name in seen or not re.fullmatch(_PARTS.get(name, r"(?!)"), value, re.ASCII):
            raise WrongUse(
                _(
                    "The part {part!r} of rec:{rule} is no recurrence by day, week, month or year."
                ).format(part=part, rule=rule)
            )
        seen.add(name)
    if {"COUNT", "UNTIL"} <= seen:
        raise WrongUse(_("rec:{rule} has COUNT and UNTIL; keep one of them.").format(rule=rule))
    return rule
