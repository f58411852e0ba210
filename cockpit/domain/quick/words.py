"""The words of dates, English and Spanish, as quick add knows them: lower case, no accents."""

from __future__ import annotations

FOLDED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZáéíóúüñÁÉÍÓÚÜÑ", "abcdefghijklmnopqrstuvwxyzaeiouunaeiouun"
)
"""One character to one, so that places in the folded text are places in the text."""


def _numbered(*rows: str) -> dict[str, int]:
    return {word: number for number, row in enumerate(rows) for word in row.split()}


WEEKDAYS = _numbered(
    "mon monday lunes lun",
    "tue tues tuesday martes",
    "wed weds wednesday miercoles mie",
    "thu thur thurs thursday jueves jue",
    "fri friday viernes vie",
    "sat saturday sabado sab",
    "sun sunday domingo dom",
)
"""Monday is 0. "mar" is left out: it is March as well."""

MONTHS = _numbered(
    "",
    "jan january enero ene",
    "feb february febrero",
    "mar march marzo",
    "apr april abril abr",
    "may mayo",
    "jun june junio",
    "jul july julio",
    "aug august agosto ago",
    "sep sept september septiembre setiembre",
    "oct october octubre",
    "nov november noviembre",
    "dec december diciembre dic",
)

NUMBERS = _numbered(
    "",
    "a an one un una",
    "two dos",
    "three tres",
    "four cuatro",
    "five cinco",
    "six seis",
    "seven siete",
    "eight ocho",
    "nine nueve",
    "ten diez",
    "eleven once",
    "twelve doce",
)

UNITS = {
    word: unit
    for unit, words in (
        ("minute", "minute minutes min mins minuto minutos"),
        ("hour", "hour hours hr hrs h hora horas"),
        ("day", "day days d dia dias"),
        ("week", "week weeks w semana semanas"),
        ("month", "month months mes meses"),
        ("year", "year years y ano anos"),
    )
    for word in words.split()
}

TODAY = frozenset(("today", "hoy", "tonight", "eod"))
TOMORROW = frozenset(("tomorrow", "tmr", "tmrw", "manana"))
YESTERDAY = frozenset(("yesterday", "ayer"))
THIS = frozenset(("this", "este", "esta"))
NEXT_ES = frozenset(("proximo", "proxima", "prox"))
NEXT = NEXT_ES | {"next"}
OF = frozenset(("of", "de", "del"))
ARTICLES = frozenset(("the", "el", "la", "del"))
END = frozenset(("end", "fin", "final", "finales"))
END_OF = {"eow": "week", "eom": "month", "eoy": "year"}
NOON = frozenset(("noon", "midday", "mediodia"))
MIDNIGHT = frozenset(("midnight", "medianoche"))
PARTS_OF_DAY = {"morning": (9, 0), "afternoon": (15, 0), "evening": (18, 0)}
PARTS_OF_DAY_ES = {"manana": (9, 0), "tarde": (15, 0), "noche": (18, 0)}
HALF_OF_DAY = {"am": 0, "a.m": 0, "pm": 12, "p.m": 12}
HALF_OF_DAY_ES = {"manana": 0, "tarde": 12, "noche": 12}

COUNTED_FROM = frozenset(("from", "after", "before", "later"))

CHANNELS = {
    word: channel
    for channel, words in (
        ("phone", "phone call tel telephone telefono llamada movil"),
        ("chat", "chat message messages im mensaje mensajes"),
        ("mail", "mail email e-mail correo"),
        ("visit", "visit door visita puerta"),
    )
    for word in words.split()
}
"""How somebody breaks in; other words are the owner's own."""


def channel_of(said: str) -> str:
    """The channel that a word means, else the word as it was said."""
    return CHANNELS.get(said.strip().translate(FOLDED), said.strip())
