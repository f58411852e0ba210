"""The words of what is sent to contractors, by language; no part of the screen's catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cockpit.errors import WrongUse
from cockpit.i18n import _


class Letters(NamedTuple):
    """Patterns of briefs, sheets and requests for a check-in in one language."""

    goal: str
    done_when: str
    due: str
    no_due: str
    size: str
    decide: str
    procedure: str
    changes: str
    levels: tuple[str, ...]
    """How far he decides himself, 1 to 5."""
    states: Mapping[str, str]
    date: str
    """Weekday, day, month and year."""
    days: tuple[str, ...]
    months: tuple[str, ...]
    your_time: str
    our_time: str
    end_of: str
    greeting: str
    check_in: str
    check_in_about: str
    check_in_questions: tuple[str, ...]
    check_in_by: str
    thanks: str
    nothing: str


def letters_of(code: str) -> Letters:
    """The letters of a language code, "en" or "es"; raises `WrongUse` naming those there are."""
    found = LETTERS.get(code.strip().lower())
    if found is None:
        raise WrongUse(
            _("There are no letters in {code!r}; there are: {known}.").format(
                code=code[:20], known=", ".join(LETTERS)
            )
        )
    return found


LETTERS: Mapping[str, Letters] = {
    "en": Letters(
        goal="Goal",
        done_when="Done when",
        due="Due",
        no_due="not set yet",
        size="Size",
        decide="How far you decide",
        procedure="Procedure",
        changes="Changes asked",
        levels=(
            "do it as described; ask before anything else",
            "find out and bring me the facts; I decide",
            "propose what to do and why; I decide",
            "decide, and tell me what you did",
            "decide yourself; I need to hear only of trouble",
        ),
        states={
            "draft": "not sent yet",
            "sent": "sent",
            "working": "in work",
            "delivered": "delivered, waiting for my verdict",
            "changes_requested": "changes asked",
        },
        date="{weekday} {day} {month} {year}",
        days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        months=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
        your_time="{when} your time ({city})",
        our_time="{when} my time ({city})",
        end_of="end of {day}",
        greeting="Hello {name},",
        check_in="how does the work stand?",
        check_in_about="How do these stand?",
        check_in_questions=(
            "Is it on track, with caution, or off track?",
            "What holds it up, if anything, and what do you need from me?",
            "What is the next step, and when do I see it?",
        ),
        check_in_by="Please answer by {when}; two lines are enough.",
        thanks="Thank you!",
        nothing="There is no open work.",
    ),
    "es": Letters(
        goal="Objetivo",
        done_when="Está hecho cuando",
        due="Entrega",
        no_due="sin fecha todavía",
        size="Tamaño",
        decide="Hasta dónde decide usted",
        procedure="Procedimiento",
        changes="Cambios pedidos",
        levels=(
            "haga lo descrito; pregunte antes de cualquier otra cosa",
            "averigüe y tráigame los datos; decido yo",
            "proponga qué hacer y por qué; decido yo",
            "decida y cuénteme lo que hizo",
            "decida usted; solo necesito saber de los problemas",
        ),
        states={
            "draft": "sin enviar",
            "sent": "enviado",
            "working": "en marcha",
            "delivered": "entregado, espera mi respuesta",
            "changes_requested": "con cambios pedidos",
        },
        date="{weekday} {day} {month} {year}",
        days=("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
        months=tuple("ene feb mar abr may jun jul ago sep oct nov dic".split()),
        your_time="{when} en su hora ({city})",
        our_time="{when} en mi hora ({city})",
        end_of="al final del {day}",
        greeting="Hola, {name}:",
        check_in="¿cómo va el trabajo?",
        check_in_about="¿Cómo van estos trabajos?",
        check_in_questions=(
            "¿Va bien, con cautela o fuera de plazo?",
            "¿Qué lo frena, si algo lo frena, y qué necesita de mí?",
            "¿Cuál es el siguiente paso y cuándo lo veo?",
        ),
        check_in_by="Conteste, por favor, antes de {when}; bastan dos líneas.",
        thanks="¡Gracias!",
        nothing="No hay trabajo abierto.",
    ),
}
