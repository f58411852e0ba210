"""Writing what a file proposes: matched by uid, merged with the owner's own changes, one change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from cockpit.actions.checks import refuse_bad_recurrence, refuse_bad_zone
from cockpit.actions.imported_requests import first_told, told_again
from cockpit.actions.imported_secrets import cleaned
from cockpit.actions.records import model_of
from cockpit.domain.identity import format_instant, ref
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

IMPORTED = "imported"
"""The table of what files said about records when they were read last: one document a record.

Against it the next import tells what changed in the file since, so that it never takes back
what the owner changed in the meantime. It is a table like others, so undo takes it along.
"""

_FIRST = ("function", "block")
"""Tables that others refer to by their links: written first."""


class Proposed(Protocol):
    """One record as a file has it (see `cockpit.interchange.report.Proposal`)."""

    @property
    def table(self) -> str:
        """The kind of record."""

    @property
    def uid(self) -> str:
        """What it is known by, in every import."""

    @property
    def body(self) -> dict[str, Any]:
        """The fields of which the file speaks."""

    @property
    def initial(self) -> dict[str, Any]:
        """Fields to fill only where the stored record has none."""

    @property
    def links(self) -> dict[str, tuple[str, str]]:
        """Field → table and uid or name of the record it refers to."""

    @property
    def record(self) -> str:
        """Which record of the file it was."""


class Outcome(NamedTuple):
    """What became of the proposals of one file."""

    added: int
    updated: int
    unchanged: int
    skipped: list[tuple[str, str]]
    """Record and reason of those that could not be written."""
    change: Change
    left_out: tuple[tuple[str, str], ...] = ()
    """Record and sentence of those from which a secret was left out."""


def apply(workspace: Workspace, proposals: Iterable[Proposed], source: str) -> Outcome:
    """Write all proposals as one undoable change named after `source`; a bad one is skipped.

    A record that is there (also a closed one) takes only what changed in the file since it was
    imported last. Imported appointments may overlap anything. Secrets are left out, and told.
    """
    label = _("Import {source}").format(source=source if len(source) <= 80 else source[:79] + "…")
    with workspace.transaction(label) as transaction:
        importing = _Import(workspace)
        by_table: dict[str, list[Proposed]] = {name: [] for name in _FIRST}
        for proposal in map(importing.cleaned, proposals):
            by_table.setdefault(proposal.table, []).append(proposal)
        for table, own in by_table.items():
            if own:
                importing.write(table, own)
        importing.remember()
    return Outcome(
        importing.added,
        importing.updated,
        importing.unchanged,
        importing.skipped,
        workspace.change(transaction),
        tuple(importing.left_out),
    )


class _Import:
    """One import under way, inside its transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.now = format_instant(workspace.now())
        self.added = self.updated = self.unchanged = 0
        self.skipped: list[tuple[str, str]] = []
        self.left_out: list[tuple[str, str]] = []
        self._said: dict[str, Body] = {}
        """Uid in `IMPORTED` → its new document, for what must be written there."""
        self._functions = {
            str(body["name"]).casefold(): ref("function", number)
            for number, body in workspace.live("function").items()
        }

    def cleaned(self, one: Proposed) -> Proposed:
        """The proposal without the secrets in it, which are noted for the report."""
        kept, sentence = cleaned(one)
        if sentence:
            self.left_out.append((kept.record, sentence))
        return kept

    def write(self, table: str, proposals: Sequence[Proposed]) -> None:
        """Write the proposals of one table."""
        documents = self.workspace.table(table)
        known = documents.by_uid([one.uid for one in proposals])
        stored = documents.fetch(known.values())
        earlier = self._earlier(table, proposals)
        targets = self._targets(proposals)
        new: list[Body] = []
        changed: dict[str, Body] = {}
        seen: set[str] = set()
        for one in proposals:
            if one.uid in seen:
                self.skipped.append((one.record, _("another record of this file has its uid")))
                continue
            seen.add(one.uid)
            number = known.get(one.uid)
            before = earlier.get(one.uid)
            said = {"body": one.body, "links": {name: list(to) for name, to in one.links.items()}}
            if before is not None and table == "request":
                # two exports of one shop may each speak of other fields of an order
                said["body"] = {**before["body"], **one.body}
            try:
                if number is None:
                    new.append(self._new(one, targets))
                elif before != said:
                    body = self._merged(one, stored[number], before, targets)
                    if body == stored[number]:
                        self.unchanged += 1
                    else:
                        changed[one.uid] = body
                else:
                    self.unchanged += 1
            except WrongUse as error:
                self.skipped.append((one.record, str(error)))
                continue
            if before != said:
                self._said[f"{table}/{one.uid}"] = said
        documents.insert_multiple(new)
        if changed:
            documents.update(_become(changed), doc_ids=[known[uid] for uid in changed])
        self.added += len(new)
        self.updated += len(changed)

    def remember(self) -> None:
        """Keep what the file said, for the next import."""
        documents = self.workspace.table(IMPORTED)
        known = documents.by_uid(self._said)
        there = {uid: _remembered(uid, self._said[uid], self.now) for uid in known}
        documents.insert_multiple(
            _remembered(uid, said, self.now) for uid, said in self._said.items() if uid not in known
        )
        if known:
            documents.update(_become(there), doc_ids=known.values())

    def _earlier(self, table: str, proposals: Sequence[Proposed]) -> dict[str, Body]:
        """Uid → what the file said about it last time."""
        documents = self.workspace.table(IMPORTED)
        known = documents.by_uid([f"{table}/{one.uid}" for one in proposals])
        found = documents.fetch(known.values()).values()
        return {
            body["uid"].removeprefix(f"{table}/"): {"body": body["body"], "links": body["links"]}
            for body in found
        }

    def _targets(self, proposals: Sequence[Proposed]) -> dict[tuple[str, str], str]:
        """Table and uid or name → short id, for all links that lead somewhere."""
        wanted: dict[str, set[str]] = {}
        for one in proposals:
            for name, uid in one.links.values():
                wanted.setdefault(name, set()).add(uid)
        found: dict[tuple[str, str], str] = {}
        for name, uids in wanted.items():
            by_uid = self.workspace.table(name).by_uid(uids)
            found.update({(name, uid): ref(name, number) for uid, number in by_uid.items()})
        for said in wanted.get("function", ()):
            number = self._functions.get(said.casefold())
            if number:
                found.setdefault(("function", said), number)
        return found

    def _new(self, one: Proposed, targets: Mapping[tuple[str, str], str]) -> Body:
        body = {"created_at": self.now, **_known(one.initial), **_known(one.body)}
        body.update(_linked(one, one.links, targets))
        if one.table == "request":
            body = _known(first_told(self.workspace, body))
        return self._checked(one, body)

    def _merged(
        self,
        one: Proposed,
        stored: Body,
        before: Body | None,
        targets: Mapping[tuple[str, str], str],
    ) -> Body:
        """The stored body with what the file changed since `before`, as its model stores it."""
        said = before["body"] if before else {}
        missing = object()
        changes = {
            name: value for name, value in one.body.items() if said.get(name, missing) != value
        }
        links = {
            name: to
            for name, to in one.links.items()
            if before is None or before["links"].get(name) != list(to)
        }
        changes.update(_linked(one, links, targets))
        if one.table == "request":
            changes = told_again(self.workspace, stored, said, changes)
        initial = dict(one.initial) if before is None else {}
        if "state" in changes and "closed_at" in one.initial:
            initial["closed_at"] = one.initial["closed_at"]
        body = {**_known(initial), **stored, **changes}
        if one.table == "task":
            _close_by_state(body, self.now)
        return self._checked(one, _known(body))

    def _checked(self, one: Proposed, body: Body) -> Body:
        body["uid"] = one.uid
        stored = model_of(one.table).of("", body).body()
        if one.table == "task":
            refuse_bad_recurrence(self.workspace, None, stored)
        elif one.table in ("block", "override"):
            refuse_bad_zone(self.workspace, None, stored)
        return stored


def _known(fields: Mapping[str, Any]) -> Body:
    return {name: value for name, value in fields.items() if value is not None}


def _linked(
    one: Proposed, links: Mapping[str, tuple[str, str]], targets: Mapping[tuple[str, str], str]
) -> Body:
    """Fields for links; a function that is not known stays unknown, a block must be there."""
    found: Body = {}
    for name, (table, said) in links.items():
        target = targets.get((table, said))
        if target:
            found[name] = target
        elif table == "block":
            raise WrongUse(_("The event that it changes is not in this file, nor here already."))
    return found


def _close_by_state(body: Body, now: str) -> None:
    """An open task has no moment of closing, a closed one has."""
    if (body.get("state") or "open") == "open":
        body.pop("closed_at", None)
    elif not body.get("closed_at"):
        body["closed_at"] = now


def _remembered(uid: str, said: Body, now: str) -> Body:
    # closed, so that it is in no list of what is live
    return {"uid": uid, "created_at": now, "closed_at": now, **said}


def _become(bodies: Mapping[str, Body]) -> Any:
    """An update that replaces each document by the body of its uid."""

    def replace(document: Body) -> None:
        body = bodies[document["uid"]]
        document.clear()
        document.update(body)

    return replace
