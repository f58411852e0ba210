"""What a shop's words say about an order: still to do, fulfilled, cancelled or refunded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cockpit.interchange.orders.columns import plain

State = Literal["open", "fulfilled", "cancelled", "refunded", "unpaid"]

_WORDS: dict[State, str] = {
    "fulfilled": "fulfilled | shipped | completed | complete | delivered | versandt | verschickt |"
    " versendet | abgeschlossen | erledigt | geliefert | zugestellt | erfüllt | ausgeführt |"
    " completado | completada | enviado | enviada | entregado | entregada | preparado | gestionado",
    "cancelled": "cancelled | canceled | voided | trash | storniert | abgebrochen | annulliert |"
    " cancelado | cancelada | anulado | anulada",
    "refunded": "refunded | erstattet | rückerstattet | zurückerstattet | reembolsado |"
    " reembolsada | devuelto",
    "unpaid": "failed | expired | draft | checkout draft | fehlgeschlagen | entwurf | fallido |"
    " fallida | borrador",
    "open": "unfulfilled | partial | partially fulfilled | partially refunded | partially paid |"
    " processing | on hold | pending | pending payment | paid | authorized | open | new | active |"
    " unshipped | not shipped | not yet shipped | scheduled | in progress | restocked | ready |"
    " in bearbeitung | wartend | in wartestellung | zahlung ausstehend | ausstehend | offen |"
    " bezahlt | nicht versandt | nicht erfüllt | neu | en espera | procesando | pendiente |"
    " pendiente de pago | pagado | pagada | no enviado | no preparado | no gestionado | abierto |"
    " parcialmente reembolsado | teilweise erstattet | teilweise versandt | nuevo",
}
_STATES = {plain(word): state for state, words in _WORDS.items() for word in words.split("|")}
_YES = {"yes", "true", "1", "y", "ja", "si", "wahr", "verdadero"}


def state_of_word(word: str) -> State | None:
    """The state that a shop's word means; None when it is not known."""
    return _STATES.get(plain(word).removeprefix("wc"))


def state_of_order(said: Mapping[str, str]) -> State:
    """The state of an order from its fields; a word that is not known leaves it open.

    Cancelled goes before refunded, both before fulfilled. An order that is shipped in part
    is open, whatever date stands beside it.
    """
    fulfilment = state_of_word(said["fulfilment"]) if said["fulfilment"] else None
    told = {state_of_word(said[name]) for name in ("fulfilment", "payment", "status") if said[name]}
    if "cancelled" in told or said["cancelled_at"]:
        return "cancelled"
    if "refunded" in told or said["refunded_at"] or plain(said["refunded"]) in _YES:
        return "refunded"
    if "fulfilled" in told:
        return "fulfilled"
    if "unpaid" in told:
        return "unpaid"
    if said["fulfilled_at"] and fulfilment is None:
        return "fulfilled"
    return "open"


def moment_of_state(said: Mapping[str, str], state: State) -> str:
    """The date, as written, at which an order got into its state; "" when the file has none."""
    if state == "fulfilled":
        return said["fulfilled_at"]
    if state == "cancelled":
        return said["cancelled_at"] or said["refunded_at"]
    return said["refunded_at"] or said["cancelled_at"] or said["fulfilled_at"]
