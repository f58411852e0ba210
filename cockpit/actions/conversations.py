"""Conversations with customers become requests: the first message asks, the others are events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, Protocol, TypeVar

from cockpit.actions.imported_secrets import cleaned_words
from cockpit.actions.imports import IMPORTED
from cockpit.actions.records import model_of
from cockpit.actions.secrets import leave_out_secrets, told
from cockpit.domain.identity import format_instant
from cockpit.domain.promising.story import read_story
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Change, Workspace

_AT_ONCE = 200
"""So many conversations are in memory at a time."""

T = TypeVar("T")


class Said(Protocol):
    """One message of a conversation."""

    key: str
    """What it is known by, in every import."""
    mine: bool
    """Whether the owner wrote it."""
    at: str
    """A stored instant, not in the future."""
    by: str
    """The address that it came from."""
    record: str
    """Which one it is, for the report."""
    links: tuple[str, ...]
    """Keys and marks by which its conversation may be known already."""
    marks: tuple[str, ...]
    """Further names under which its conversation is to be found later."""

    def note(self) -> str:
        """Its first lines."""

    def request(self) -> dict[str, Any]:
        """The fields of a request that begins with it; `received` among them."""


class TakenIn(NamedTuple):
    """What became of the messages: each one counts once."""

    added: int
    """Messages that began a request."""
    updated: int
    """Messages that became an event of a request."""
    unchanged: int
    """Messages that were known already."""
    skipped: list[tuple[str, str]]
    """Message and reason."""
    change: Change
    left_out: tuple[tuple[str, str], ...] = ()
    """Message and sentence of those from which a secret was left out."""


def take_in(workspace: Workspace, conversations: Iterable[Sequence[Said]], source: str) -> TakenIn:
    """Write conversations, each in the order of its moments, as one undoable change.

    A message that was taken in once is known for ever, until that import is undone. A customer's
    message resumes a request that waits, and reopens one that was resolved before it was written.
    """
    label = _("Import {source}").format(source=source if len(source) <= 80 else source[:79] + "…")
    with workspace.transaction(label) as transaction:
        intake = _Intake(workspace)
        for batch in _batches(conversations, _AT_ONCE):
            intake.take(batch)
    return TakenIn(
        intake.added,
        intake.updated,
        intake.unchanged,
        intake.skipped,
        workspace.change(transaction),
        tuple(intake.left_out),
    )


class _Intake:
    """One import under way, inside its transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.now = format_instant(workspace.now())
        self.added = self.updated = self.unchanged = 0
        self.skipped: list[tuple[str, str]] = []
        self.left_out: list[tuple[str, str]] = []
        self._uids: dict[str, str] = {}
        """Key or mark → uid of its request, for the conversations at hand."""
        self._bodies: dict[str, Body] = {}
        """Uid → request, as it is to be written."""

    def take(self, batch: Sequence[Sequence[Said]]) -> None:
        """Write some conversations."""
        names = {name for each in batch for one in each for name in (one.key, *one.links)}
        stored = self._known(names)
        self._uids = dict(stored)
        opening = {_uid_of(one) for each in batch for one in each if not one.mine}
        numbers = self.workspace.table("request").by_uid({*stored.values(), *opening})
        fetched = self.workspace.table("request").fetch(numbers.values())
        before = {uid: fetched[number] for uid, number in numbers.items()}
        self._bodies = {uid: dict(body) for uid, body in before.items()}
        for conversation in batch:
            self._take_one(conversation)
        requests = self.workspace.table("request")
        requests.insert_multiple(body for uid, body in self._bodies.items() if uid not in numbers)
        changed = {uid: b for uid, b in self._bodies.items() if uid in before and b != before[uid]}
        if changed:
            requests.update(_become(changed), doc_ids=[numbers[uid] for uid in changed])
        self._remember({name: uid for name, uid in self._uids.items() if name not in stored})

    def _take_one(self, conversation: Sequence[Said]) -> None:
        fresh = [one for one in conversation if one.key not in self._uids]
        self.unchanged += len(conversation) - len(fresh)
        names = (name for one in conversation for name in (one.key, *one.links))
        uid = next((self._uids[name] for name in names if name in self._uids), None)
        if uid is None or uid not in self._bodies:
            self._begin(fresh)
        else:
            self._go_on(uid, fresh)

    def _begin(self, fresh: Sequence[Said]) -> None:
        """Make a request of the first message of a customer, and events of the later ones."""
        at = next((index for index, one in enumerate(fresh) if not one.mine), len(fresh))
        for one in fresh[:at]:
            self.skipped.append((one.record, _too_early()))
        if at == len(fresh):
            return
        first = fresh[at]
        uid = _uid_of(first)
        if uid not in self._bodies:
            fields = self._cleaned(first, first.request())
            body = {"uid": uid, "created_at": self.now, **fields}
            body["events"] = [{"at": fields["received"], "type": "received"}]
            try:
                self._bodies[uid] = model_of("request").of("", body).body()
            except WrongUse as error:
                self.skipped += [(one.record, str(error)) for one in fresh[at:]]
                return
            self.added += 1
        else:
            self.unchanged += 1
        self._note_taken(uid, first)
        self._go_on(uid, fresh[at + 1 :])

    def _go_on(self, uid: str, fresh: Sequence[Said]) -> None:
        """Make events of messages in a request that is there."""
        body = self._bodies[uid]
        asked = min([body["received"], *(one.at for one in fresh if not one.mine)])
        taken = [one for one in fresh if one.at >= asked]
        self.skipped += [(one.record, _too_early()) for one in fresh if one.at < asked]
        try:
            events = [self._cleaned(one, _event(one)) for one in taken]
            changed = _with_events(body, taken, events, asked)
            self._bodies[uid] = model_of("request").of("", changed).body()
        except WrongUse as error:
            self.skipped += [(one.record, str(error)) for one in taken]
            return
        self.updated += len(taken)
        for one in taken:
            self._note_taken(uid, one)

    def _cleaned(self, message: Said, fields: Body) -> Body:
        cleaned, where = leave_out_secrets(fields)
        if where:
            self.left_out.append((cleaned_words(message.record), told(where)))
        return cleaned

    def _note_taken(self, uid: str, message: Said) -> None:
        self._uids[message.key] = uid
        for mark in message.marks:
            self._uids.setdefault(mark, uid)

    def _known(self, names: Iterable[str]) -> dict[str, str]:
        table = self.workspace.table(IMPORTED)
        found = table.fetch(table.by_uid(map(_memory_of, names)).values())
        return {
            str(body["uid"]).removeprefix(_MEMORY): str(body["body"]["request"])
            for body in found.values()
        }

    def _remember(self, uids: Mapping[str, str]) -> None:
        # closed, so that they are in no list of what is live; in the shape of what other imports
        # remember, so that a dump takes them along
        known = self.workspace.table(IMPORTED).by_uid(map(_memory_of, uids))
        self.workspace.table(IMPORTED).insert_multiple(
            {
                "uid": _memory_of(name),
                "created_at": self.now,
                "closed_at": self.now,
                "body": {"request": uid},
                "links": {},
            }
            for name, uid in uids.items()
            if _memory_of(name) not in known
        )


_MEMORY = "mail/"


def _memory_of(name: str) -> str:
    return _MEMORY + name


def _uid_of(message: Said) -> str:
    return f"mail:{message.key}"


def _too_early() -> str:
    return _("your own mail; no customer wrote before it")


def _with_events(body: Body, messages: Sequence[Said], new: Sequence[Body], asked: str) -> Body:
    """The request after messages; `asked` is when the customer wrote first, as far as known."""
    events = [dict(event) for event in body.get("events", ())]
    if asked < body["received"]:
        for event in events:
            if event["type"] == "received":
                event["type"] = "customer_message"
        first = next(e for e in new if e["at"] == asked and e["type"] == "customer_message")
        first["type"] = "received"
    events = sorted([*events, *new], key=lambda each: str(each["at"]))
    changed = {**body, "received": asked, "events": events}
    if not all(one.mine for one in messages):
        changed.pop("snoozed_until", None)
    changed["closed_at"] = _closing(body, messages, events)
    return {name: value for name, value in changed.items() if value is not None}


def _event(message: Said) -> Body:
    event: Body = {"at": message.at, "type": "reply" if message.mine else "customer_message"}
    note = message.note()
    if note:
        event["note"] = note
    if message.by and not message.mine:
        event["by"] = message.by
    return event


def _closing(
    body: Body, messages: Sequence[Said], events: Sequence[Mapping[str, Any]]
) -> str | None:
    story = read_story(events)
    if story.state == "resolved" and story.resolved_at is not None:
        return format_instant(story.resolved_at)
    if read_story(body.get("events", ())).state == "resolved":
        return None
    closed: str | None = body.get("closed_at")
    if closed and any(one.at > closed and not one.mine for one in messages):
        return None  # archived, and the customer writes again
    return closed


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def _become(bodies: Mapping[str, Body]) -> Any:
    """An update that replaces each document by the body of its uid."""

    def replace(document: Body) -> None:
        body = bodies[document["uid"]]
        document.clear()
        document.update(body)

    return replace
