"""The guard of everything that comes in: secrets are refused, or left out of what files say.

Names and moments that the program gives itself are not looked at, nor are texts that stood in the
record before: what was kept once can still be edited, and the doctor lists it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cockpit.domain.identity import ref
from cockpit.domain.secrecy.rooms import rooms_for
from cockpit.domain.secrets import LEFT_OUT, blocked, scan, without_secrets
from cockpit.errors import Refused
from cockpit.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cockpit.store.workspace import Body

    Treat = Callable[[str, str, str], str]
    """What becomes of a text, given its field, the words that announce it, and itself."""

Where = list[tuple[str, str]]
"""Field and kind of each secret that was taken out."""

_OWN = ("uid", "created_at", "closed_at", "series")
"""Fields that hold no words of anybody."""

_ANNOUNCED = {"kept_where": "secret: "}
"""Fields into which a credential is easily typed without a word about it."""

_OF_WORDS = ("tags", "kinds")
"""Fields whose words were one text before they were parted: a secret may stand across them."""

_NOTHING: Mapping[str, Any] = {}


def refuse_secrets(
    table: str, body: Mapping[str, Any], before: Mapping[str, Any] = _NOTHING
) -> None:
    """Raise `Refused` naming the field and the kind of secret, never the secret itself."""
    known = set(_strings(before))
    if not _may_hold_secrets(body, known):
        return

    def refuse(field: str, announced: str, text: str) -> str:
        found = blocked(announced + text) if text not in known else ()
        if found:
            raise Refused(_refusal(table, field, found[0].reason))
        return text

    _each(body, refuse)


def warnings_of(
    table: str, body: Mapping[str, Any], before: Mapping[str, Any] = _NOTHING
) -> list[str]:
    """A sentence for each new text that may hold a secret; such a text is kept all the same."""
    known = set(_strings(before))
    sentences: list[str] = []
    if not _may_hold_secrets(body, known):
        return sentences

    def warn(field: str, _announced: str, text: str) -> str:
        found = scan(text) if text not in known else ()
        if found:
            sentences.append(
                _(
                    "{table}: {field} holds {reason}; if it is one, write where it is kept instead."
                ).format(table=table, field=field, reason=found[0].reason)
            )
        return text

    _each(body, warn)
    return sentences


def refuse_secret_line(text: str) -> None:
    """Raise `Refused` for a text of which it is not known yet where it will stand."""
    found = blocked(text)
    if found:
        raise Refused(
            _("This holds {reason}, and secrets are not kept here; {instead}.").format(
                reason=found[0].reason, instead=_instead()
            )
        )


def leave_out_secrets(body: Mapping[str, Any]) -> tuple[Body, Where]:
    """The body with "[secret left out]" in the place of each secret, and where they stood."""
    left_out: Where = []
    if not _may_hold_secrets(body, set()):
        return dict(body), left_out

    def clean(field: str, announced: str, text: str) -> str:
        cleaned, reasons = without_secrets(announced + text)
        left_out.extend((field, reason) for reason in reasons)
        if cleaned.startswith(announced):
            return cleaned[len(announced) :]
        return LEFT_OUT

    return _each(body, clean), left_out


def told(where: Where) -> str:
    """One sentence about what was left out of a record, for the report of an import."""
    return _("left out of {places}; write where it is kept instead").format(places=_places(where))


def stored_secrets(
    bodies: Mapping[str, Mapping[int, Mapping[str, Any]]],
) -> Iterator[tuple[str, str]]:
    """The id of each record that holds secrets all the same, and a sentence, for the doctor.

    `bodies` is table → number → document. The history may still hold what is taken out.
    """
    for table, documents in bodies.items():
        for number, body in documents.items():
            where = leave_out_secrets(body)[1]
            if where:
                sentence = _("it holds a secret in {places}; {instead}").format(
                    places=_places(where), instead=_instead()
                )
                yield ref(table, number), sentence


def _places(where: Where) -> str:
    return ", ".join(f"{field} ({reason})" for field, reason in where)


def _refusal(table: str, field: str, reason: str) -> str:
    return _("{table}: {field} holds {reason}, and secrets are not kept here; {instead}.").format(
        table=table, field=field, reason=reason, instead=_instead()
    )


def _instead() -> str:
    return _('write where it is kept instead, as in "password: in 1Password, item Shop"')


def _may_hold_secrets(body: Mapping[str, Any], known: set[str]) -> bool:
    """Whether the new texts have to be looked at one by one; for most records one look says no."""
    said = {name: value for name, value in body.items() if name not in _OWN}
    new = [text for text in _strings(said) if text not in known]
    return not _ANNOUNCED.keys().isdisjoint(body) or bool(new and rooms_for(":\n".join(new)))


def _each(body: Mapping[str, Any], treat: Treat) -> Body:
    """The body with every text in it treated."""
    return {
        name: value if name in _OWN else _walk(value, name, _ANNOUNCED.get(name, ""), treat)
        for name, value in body.items()
    }


def _walk(value: Any, field: str, announced: str, treat: Treat) -> Any:
    if isinstance(value, str):
        return treat(field, announced, value)
    if isinstance(value, (list, tuple)):
        together = _together(field, value)
        if together and treat(field, announced, together) != together:
            return [LEFT_OUT]
        return [_walk(one, field, announced, treat) for one in value]
    if isinstance(value, Mapping):
        is_named = field.rpartition(".")[2] == "extra"  # its names are words of the file's
        names = {name: treat(field, "", name) if is_named else name for name in value}
        return {
            names[name]: _walk(one, f"{field}.{names[name]}", f"{name}: " * is_named, treat)
            for name, one in value.items()
        }
    return value


def _together(field: str, value: Any) -> str:
    if field not in _OF_WORDS or not isinstance(value, (list, tuple)):
        return ""
    return " ".join(one for one in value if isinstance(one, str))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield name
            yield from filter(None, [_together(name, one)])
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)
