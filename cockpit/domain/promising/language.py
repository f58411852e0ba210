"""The words in which promises are told to customers, by language.

They are no part of the catalogue of the screen: a Spanish customer is answered in Spanish by an
owner whose own screen is English.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cockpit.errors import WrongUse
from cockpit.i18n import _


class Language(NamedTuple):
    """Names and sentence patterns of one language."""

    days: tuple[str, ...]
    """Monday first."""
    plural_days: tuple[str, ...]
    months: tuple[str, ...]
    conjunction: str
    greeting: str
    greeting_nobody: str
    date: str
    at_time: str
    your_time: str
    """The patterns of a due: of its date alone, with a wall time and the zone's city, and with
    the wall time of the customer himself."""
    working: tuple[str, str]
    """"hour" and "hours" that are counted in opening hours only."""
    hours: tuple[str, str]
    minutes: tuple[str, str]
    days_long: tuple[str, str]
    """"day" and "days" of 24 hours."""
    working_minutes: str
    """A length that is no whole number of working hours."""
    kinds: Mapping[str, str]
    """What requests of a kind are called, at the beginning of a sentence."""
    first: str
    next: str
    within: Mapping[str, str]
    """How a kind is settled within a length; "" for kinds of the owner's own."""
    batch: Mapping[str, str]
    closes: str
    working_day: str
    cut_off: tuple[str, str, str, str]
    """On the day itself, a day before, some days before, and on a named weekday."""
    end_of: tuple[str, str, str]
    """The same for a cut-off at 24:00, without the last pattern."""
    moved: Mapping[str, str]
    """What becomes of a batch on a closed day, by `closed_day`."""
    opening: str
    opening_for: str
    """With the kinds that are counted in these hours, where there are several."""
    opening_on: str
    to: str
    reply: Mapping[str, str]
    """By kind; "answer" for a clock that only waits for our reply."""
    late: str
    waiting: str
    resolved: str


def language_of(code: str) -> Language:
    """The language of a code such as "es"; raises `WrongUse` naming those there are."""
    found = LANGUAGES.get(code.strip().lower())
    if found is None:
        raise WrongUse(
            _("There are no customer texts in {code!r}: choose from {known}.").format(
                code=code[:20], known=", ".join(LANGUAGES)
            )
        )
    return found


def language_after(code: str) -> str:
    """The code of the next language there is; after the last one the first."""
    codes = list(LANGUAGES)
    return codes[(codes.index(code) + 1) % len(codes)]


_ENGLISH = Language(
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    plural_days=(
        "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays",
    ),
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    conjunction="and",
    greeting="Hello {name}, ",
    greeting_nobody="Hello, ",
    date="{weekday} {day} {month}",
    at_time="{date}, {time} ({city} time)",
    your_time="{date}, {time} your time",
    working=("working hour", "working hours"),
    hours=("hour", "hours"),
    minutes=("minute", "minutes"),
    days_long=("day", "days"),
    working_minutes="{length} of our working time",
    kinds={
        "inquiry": "Inquiries", "complaint": "Complaints", "refund": "Refunds", "order": "Orders",
    },
    first="you have our first answer within {length}",
    next="when you write again, you hear from us within {length}",
    within={
        "refund": "the refund is on its way within {length}",
        "order": "your order is shipped within {length}",
        "": "it is settled within {length}",
    },
    batch={
        "refund": "they go out on {days}; what reaches us {cut_off} is on its way by {close}",
        "order": "they are shipped on {days}; what is ordered {cut_off} is on its way by {close}",
        "": "we settle them on {days}; what reaches us {cut_off} is done by {close}",
    },
    closes="{close} that day",
    working_day="the end of that working day",
    cut_off=(
        "before {time} that day", "before {time} the day before",
        "before {time}, {count} days before", "before {time} on {day}",
    ),
    end_of=(
        "by the end of that day", "by the end of the day before",
        "by the end of the day {count} days before",
    ),
    moved={
        "previous": "when we are closed that day, it is the working day before",
        "next": "when we are closed that day, it is the next working day",
    },
    opening="Our working hours ({city} time): {hours}.",
    opening_for="Our working hours for {kinds} ({city} time): {hours}.",
    opening_on="{days} {spans}",
    to="to",
    reply={
        "refund": "your refund will be on its way by {due}.",
        "order": "your order will be on its way by {due}.",
        "answer": "you will have our answer by {due}.",
        "": "your request will be settled by {due}.",
    },
    late="we are sorry: we promised you this by {due}, and we are late. "
    "You have our full attention now.",
    waiting="to go on we need your answer; as soon as we have it, we will tell you the new date.",
    resolved="your request is settled. Write to us if anything is missing.",
)  # fmt: skip

_SPANISH = Language(
    days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    plural_days=("lunes", "martes", "miércoles", "jueves", "viernes", "sábados", "domingos"),
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
        "octubre", "noviembre", "diciembre",
    ),
    conjunction="y",
    greeting="Hola, {name}: ",
    greeting_nobody="Hola: ",
    date="{weekday} {day} de {month}",
    at_time="{date} a las {time} (hora de {city})",
    your_time="{date} a las {time} (su hora local)",
    working=("hora laborable", "horas laborables"),
    hours=("hora", "horas"),
    minutes=("minuto", "minutos"),
    days_long=("día", "días"),
    working_minutes="{length} de nuestro horario de trabajo",
    kinds={
        "inquiry": "Consultas", "complaint": "Quejas", "refund": "Reembolsos", "order": "Pedidos",
    },
    first="recibirá nuestra primera respuesta en un plazo de {length}",
    next="cuando vuelva a escribirnos, le responderemos en {length}",
    within={
        "refund": "el reembolso se emite en un plazo de {length}",
        "order": "su pedido se envía en un plazo de {length}",
        "": "queda resuelto en un plazo de {length}",
    },
    batch={
        "refund": "se emiten los {days}; "
        "lo que recibamos {cut_off} se emite antes {close}",
        "order": "se envían los {days}; lo que se pida {cut_off} sale antes {close}",
        "": "los resolvemos los {days}; lo que recibamos {cut_off} queda resuelto antes {close}",
    },
    closes="de las {close} de ese día",
    working_day="del final de esa jornada",
    cut_off=(
        "antes de las {time} de ese día", "antes de las {time} del día anterior",
        "antes de las {time}, {count} días antes", "antes de las {time} del {day}",
    ),
    end_of=(
        "hasta el final de ese día", "hasta el final del día anterior",
        "hasta el final del día, {count} días antes",
    ),
    moved={
        "previous": "si ese día cerramos, vale el día laborable anterior",
        "next": "si ese día cerramos, vale el siguiente día laborable",
    },
    opening="Nuestro horario (hora de {city}): {hours}.",
    opening_for="Nuestro horario para {kinds} (hora de {city}): {hours}.",
    opening_on="{days} {spans}",
    to="a",
    reply={
        "refund": "emitiremos su reembolso a más tardar el {due}.",
        "order": "su pedido saldrá a más tardar el {due}.",
        "answer": "recibirá nuestra respuesta a más tardar el {due}.",
        "": "su solicitud quedará resuelta a más tardar el {due}.",
    },
    late="lo sentimos: se lo prometimos para el {due} y vamos con retraso. "
    "Ahora mismo nos ocupamos de ello.",
    waiting="para continuar necesitamos su respuesta; "
    "en cuanto la tengamos le diremos la nueva fecha.",
    resolved="su solicitud está resuelta. Escríbanos si falta algo.",
)  # fmt: skip

LANGUAGES: Mapping[str, Language] = {"en": _ENGLISH, "es": _SPANISH}
"""Language code to its words."""
