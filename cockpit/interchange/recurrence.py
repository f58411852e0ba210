"""Other programs' words for repetition ("2w", "weekly", "P1M") as RFC 5545 rules."""

from __future__ import annotations

import re

_UNITS = {
    "d": "DAILY",
    "day": "DAILY",
    "w": "WEEKLY",
    "wk": "WEEKLY",
    "week": "WEEKLY",
    "m": "MONTHLY",
    "mo": "MONTHLY",
    "mth": "MONTHLY",
    "month": "MONTHLY",
    "y": "YEARLY",
    "yr": "YEARLY",
    "year": "YEARLY",
}
_NAMES = {
    "daily": "FREQ=DAILY",
    "day": "FREQ=DAILY",
    "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    "weekly": "FREQ=WEEKLY",
    "sennight": "FREQ=WEEKLY",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2",
    "fortnight": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "bimonthly": "FREQ=MONTHLY;INTERVAL=2",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "semiannual": "FREQ=MONTHLY;INTERVAL=6",
    "yearly": "FREQ=YEARLY",
    "annual": "FREQ=YEARLY",
    "biannual": "FREQ=YEARLY;INTERVAL=2",
    "biyearly": "FREQ=YEARLY;INTERVAL=2",
}
_LENGTH = re.compile(r"(\d{1,3})\s*([a-z]+?)s?\Z", re.ASCII)
_ISO = re.compile(r"p(\d{1,3})([dwmy])\Z", re.ASCII)
_BUSINESS_DAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"


def rule_of_words(words: str) -> str | None:
    """The rule for "weekly", "3d", "2 weeks", "P1M", "1b" (business day), or None."""
    said = words.strip().lower()
    if said in _NAMES:
        return _NAMES[said]
    if said in ("1b", "b"):
        return _BUSINESS_DAYS
    found = _ISO.match(said) or _LENGTH.match(said)
    if found is None and said in _UNITS:
        return f"FREQ={_UNITS[said]}"
    if found is None or found[2] not in _UNITS or int(found[1]) == 0:
        if found and found[2] in ("q", "qtr", "quarter") and 0 < int(found[1]) < 100:
            return _rule("MONTHLY", int(found[1]) * 3)
        return None
    return _rule(_UNITS[found[2]], int(found[1]))


def words_of_rule(rule: str) -> str | None:
    """The short word ("2w", "1b") for a plain rule, or None where the rule says more."""
    if rule == _BUSINESS_DAYS:
        return "1b"
    found = re.fullmatch(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(?:;INTERVAL=([1-9]\d{0,2}))?", rule)
    if not found:
        return None
    word = f"{found[2] or 1}{found[1][0].lower()}"
    return word if rule_of_words(word) == rule else None


def _rule(frequency: str, interval: int) -> str:
    return f"FREQ={frequency}" if interval == 1 else f"FREQ={frequency};INTERVAL={interval}"
