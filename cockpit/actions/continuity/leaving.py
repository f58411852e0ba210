"""Leaving and handing over: what has to be done when somebody goes, derived from the records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from cockpit.actions.continuity.facts import drill_facts
from cockpit.actions.owner import owner_zone
from cockpit.actions.typed.shown import written_moment
from cockpit.domain.drills.facts import Facts
from cockpit.domain.drills.parties import OWNER
from cockpit.domain.identity import number_of, ref
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace

WORK, FUNCTIONS, TRANSFER, REVOKE, ROTATE, PAY = (
    "work", "functions", "transfer", "revoke", "rotate", "pay",
)  # fmt: skip
HEADINGS = {
    WORK: _("Work to give to somebody else"),
    FUNCTIONS: _("Functions that need another name"),
    TRANSFER: _("Assets to transfer"),
    REVOKE: _("Access to revoke"),
    ROTATE: _("Shared credentials to change"),
    PAY: _("Money to settle"),
}
"""The parts of a leaving checklist, in the order in which they are done: a login is taken away
once what hangs on it is transferred, and its credential is changed after that."""


class Item(NamedTuple):
    """One line of a checklist."""

    part: str
    ref: str
    """The record that it is about."""
    words: str


def leaving_checklist(workspace: Workspace, contractor: str) -> list[Item]:
    """All that is to be done before a contractor is gone; [] when nothing is.

    A shared credential stays on it until it was changed after his access ended. Not known whether
    it is shared counts as shared.
    """
    own = ref("contractor", workspace.body(contractor, "contractor")[1])
    facts = drill_facts(workspace)
    return [
        *_work(workspace, own),
        *_functions(facts, own),
        *_transfer(facts, own),
        *_revoke(facts, own),
        *_rotate(workspace, own),
        *_pay(workspace, own),
    ]


def handover(
    workspace: Workspace, contractor: str, *, private: bool = False
) -> list[tuple[str, list[Item]]]:
    """What somebody who takes over has to know: heading and lines, only what there is.

    His functions with how they are done and who did it alone before, what he gets into, what he
    has in hand. Private notes are left out; where credentials are kept is told with `private`
    only.
    """
    own = ref("contractor", workspace.body(contractor, "contractor")[1])
    facts = drill_facts(workspace)
    parts = [
        (_("What he does"), list(_does(facts, own))),
        (_("How it is done"), list(_written(facts, own))),
        (_("What he gets into"), list(_enters(workspace, facts, own, private))),
        (_("What he has in hand"), list(_in_hand(workspace, own))),
    ]
    return [(heading, items) for heading, items in parts if items]


def _work(workspace: Workspace, own: str) -> Iterator[Item]:
    for reference, body in _assignments(workspace, own):
        state = str(body.get("state", "draft")).replace("_", " ")
        yield Item(WORK, reference, f"{body['title']} · {_due(workspace, body)}{state}")


def _functions(facts: Facts, own: str) -> Iterator[Item]:
    for function in facts.functions:
        if function.primary == own:
            yield Item(FUNCTIONS, function.ref, _("{name}: does it").format(name=function.name))
        elif own in function.backups:
            words = _("{name}: is a backup").format(name=function.name)
            yield Item(FUNCTIONS, function.ref, words)


def _transfer(facts: Facts, own: str) -> Iterator[Item]:
    for asset in facts.assets:
        held = [
            words
            for holder, words in (
                (asset.registered_to, _("it is in his name")),
                (asset.second_factor, _("he holds the second factor")),
                (asset.recovery, _("the recovery goes to him")),
                (asset.paid_by, _("he pays for it")),
            )
            if holder == own
        ]
        if held:
            yield Item(TRANSFER, asset.ref, f"{asset.name}: {', '.join(held)}")


def _revoke(facts: Facts, own: str) -> Iterator[Item]:
    names = {one.ref: one.name for one in facts.assets}
    for access in facts.access:
        if access.person == own:
            words = f"{names.get(access.asset, access.asset)} · {access.level}"
            yield Item(REVOKE, access.ref, words)


def _rotate(workspace: Workspace, own: str) -> Iterator[Item]:
    told = set()
    for document in workspace.table("grant").all():
        asset = document["asset"]
        if document["contractor"] != own or document.get("shared") is False or asset in told:
            continue
        body = workspace.find("asset", number_of(asset))
        until = document.get("closed_at")
        if body is None or body.get("closed_at"):
            continue
        if until is None or str(body.get("rotated") or "") < until[:10]:
            told.add(asset)
            yield Item(ROTATE, asset, str(body["name"]))


def _pay(workspace: Workspace, own: str) -> Iterator[Item]:
    from cockpit.domain.delegating.money import written_money

    for number, body in workspace.live("payment").items():
        if body["contractor"] == own and not body.get("paid"):
            words = f"{body['what']} · {written_money(body['amount'])}"
            yield Item(PAY, ref("payment", number), words)


def _does(facts: Facts, own: str) -> Iterator[Item]:
    for function in facts.functions:
        if function.primary == own or own in function.backups:
            others = [
                one for one in (function.primary, *function.backups) if one not in (own, None)
            ]
            who = ", ".join(
                _("you") if one == OWNER else facts.name_of(one) for one in others if one
            )
            also = _("also: {who}").format(who=who) if who else _("nobody else is named")
            yield Item("does", function.ref, f"{function.name} · {also}")


def _written(facts: Facts, own: str) -> Iterator[Item]:
    people = [OWNER, *(one.ref for one in facts.people)]
    for function in facts.functions:
        if function.primary != own and own not in function.backups:
            continue
        tried = [one for one in people if one != own and one in facts.tried(function.ref)]
        who = ", ".join(_("you") if one == OWNER else facts.name_of(one) for one in tried)
        alone = _("done alone by {who}").format(who=who) if who else _("nobody else did it alone")
        written = facts.written(function.ref)
        if not written:
            words = _("{name}: nothing is written").format(name=function.name)
            yield Item("written", function.ref, words)
        for one in written:
            where = one.where or _("nobody knows where")
            yield Item("written", one.ref, f"{one.name} · {where} · {alone}")


def _enters(workspace: Workspace, facts: Facts, own: str, private: bool) -> Iterator[Item]:
    access = {one.asset: one for one in facts.access if one.person == own}
    written = {one.ref: one.name for one in facts.procedures}
    for asset in facts.assets:
        one = access.get(asset.ref)
        if one is None and asset.registered_to != own:
            continue
        words = [asset.name, one.level if one else _("in his name")]
        kept = asset.kept_where if private or not asset.kept_where else _OWNER_KNOWS
        words.append(kept or _("nothing says where the credential is kept"))
        body = workspace.live("asset")[number_of(asset.ref)]
        words += [f"{each} {written.get(each, '')}".strip() for each in body.get("procedures", ())]
        yield Item("enters", asset.ref, " · ".join(words))


_OWNER_KNOWS = _("the owner knows where the credential is kept")


def _in_hand(workspace: Workspace, own: str) -> Iterator[Item]:
    for reference, body in _assignments(workspace, own):
        due, goal = _due(workspace, body), str(body.get("goal") or _("no goal is written"))
        yield Item("in_hand", reference, f"{body['title']} · {due}{goal}")
        for line in body.get("done_when", ()):
            yield Item("in_hand", reference, _("done when {line}").format(line=line))


def _assignments(workspace: Workspace, own: str) -> list[tuple[str, Body]]:
    found = [
        (ref("assignment", number), body)
        for number, body in workspace.live("assignment").items()
        if body["contractor"] == own
    ]
    return sorted(found, key=lambda one: (str(one[1].get("due") or "~"), one[0]))


def _due(workspace: Workspace, body: dict[str, Any]) -> str:
    if not body.get("due"):
        return ""
    is_date = bool(body.get("due_is_date"))
    due = written_moment(body["due"], owner_zone(workspace), is_date)
    return _("due {due}").format(due=due) + " · "
