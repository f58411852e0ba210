"""The rare date phrases that are left to parsedatetime; imported only when one is met."""

from __future__ import annotations

from datetime import date, datetime, time

from cockpit.domain.quick.phrase import Phrase


def read_counted_date(phrase: Phrase, today: date) -> tuple[date, int] | None:
    """The date of "2 weeks after friday" and the index of the word after it.

    Only whole days from today on count, and only where the library says that it read a date
    (its flag) from the phrase's first word on and past the word that says from where.
    """
    import parsedatetime

    constants = parsedatetime.Constants(usePyICU=False)
    constants.DOWParseStyle = 1  # a weekday lies ahead
    constants.CurrentDOWParseStyle = False  # and is never today
    calendar = parsedatetime.Calendar(constants, version=parsedatetime.VERSION_CONTEXT_STYLE)
    text = " ".join(phrase.words)
    matches = calendar.nlp(text, datetime.combine(today, time(12))) or ()
    if not matches:
        return None
    moment, context, start, end, _said = matches[0]
    words = len(text[:end].split())
    if start != 0 or words < 3 or not context.hasDate or context.hasTime:
        return None
    words += phrase.word(words) in ("now", "today")
    day = moment.date()
    return (day, words) if day >= today else None
