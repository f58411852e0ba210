"""What customers read: the promises as they are published, and the sentence on one's own due."""

from __future__ import annotations

from cockpit.actions.customers import zone_of_customer
from cockpit.actions.desk import promise_book
from cockpit.actions.owner import owner_zone
from cockpit.domain.identity import number_of
from cockpit.domain.promising.clock import Terms
from cockpit.domain.promising.language import language_of
from cockpit.domain.promising.sentences import hours_sentence, kind_sentence, reply_sentence
from cockpit.store.workspace import Workspace


def promise_text(workspace: Workspace, language: str = "en") -> list[str]:
    """The sentences to publish, one per kind, then the hours in which they are counted.

    Promises to one customer or for one priority are the owner's own business and left out.
    """
    words = language_of(language)
    lines: list[str] = []
    used: dict[int, list[str]] = {}
    told: set[str] = set()
    for body in workspace.live("promise").values():
        kind = str(body["kind"]).strip().casefold()
        terms = Terms.from_document(body)
        if body.get("customer") or body.get("priority") or kind in told:
            continue
        if not any((terms.first_response, terms.next_response, terms.resolution)):
            continue
        told.add(kind)
        lines.append(kind_sentence(str(body["kind"]), terms, words))
        used.setdefault(number_of(terms.hours), []).append(str(body["kind"]))
    for number, kinds in used.items():
        hours = workspace.live("hours").get(number)
        if hours is not None and hours.get("week"):
            lines.append(hours_sentence(hours, words, kinds if len(used) > 1 else ()))
    return lines


def reply_text(workspace: Workspace, reference: str, language: str = "en") -> str:
    """The sentence that quotes a request's own due; "" when nothing is promised.

    Times are the customer's where his zone is known, else the owner's with his zone named.
    """
    _table, _number, body = workspace.body(reference, "request")
    clocks = promise_book(workspace).clocks(body)
    theirs = zone_of_customer(workspace, body)
    return reply_sentence(
        body,
        clocks,
        workspace.now(),
        owner_zone(workspace),
        language_of(language),
        theirs.zone if theirs else None,
    )
