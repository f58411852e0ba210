"""Which mails belong together: by what they answer, and by subject only where they do not say.

A mail is joined with the customer's mails that it answers. A mail that is not here, or one with
which the owner began (it may have gone to many), joins only mails of the same customer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from cockpit.interchange.mail.letters import Letter, key_of


class Joined:
    """Which of many names mean the same (union-find with path halving; Tarjan 1975)."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._above: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        """Whether the name was ever joined."""
        return name in self._above

    def root(self, name: str) -> str:
        """The one name that stands for all that are joined with this one."""
        above = self._above
        above.setdefault(name, name)
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    def join(self, names: Iterable[str]) -> None:
        """Let these names mean the same."""
        roots = {self.root(name) for name in names}
        if roots:
            first = min(roots)
            for root in roots:
                self._above[root] = first


def links_of(letter: Letter) -> tuple[str, ...]:
    """The names under which an earlier import may know the conversation of this letter."""
    people = letter.recipients if letter.mine else (letter.sender,)
    names = list(letter.answers)
    names += [scoped(one, who) for who in people for one in (*letter.answers, letter.key)]
    if asks_by_topic(letter):
        names += [topic_name(letter.topic, who) for who in people]
    return tuple(names)


def marks_of(letter: Letter, customer: str) -> tuple[str, ...]:
    """The names under which a later import shall find the conversation of this letter.

    Its own key is not among them.
    """
    names = [scoped(one, customer) for one in letter.answers]
    if letter.topic:
        names.append(topic_name(letter.topic, customer))
    return tuple(names)


def scoped(key: str, address: str) -> str:
    """A mail that counts for one customer only."""
    return key_of("with", key, address)


def topic_name(topic: str, address: str) -> str:
    """A subject that counts for one customer only."""
    return key_of("about", topic, address)


def asks_by_topic(letter: Letter) -> bool:
    """Whether only its subject can say where a letter belongs."""
    return bool(letter.topic) and not letter.answers and (letter.is_answer or not letter.has_id)


def conversations(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """The letters by conversation, each in the order in which they were written."""
    joined = _join(letters)
    groups: dict[str, list[Letter]] = {}
    for letter in letters:
        groups.setdefault(joined.root(letter.key), []).append(letter)
    for group in groups.values():
        # of two in the same second the one that answers fewer mails was first
        group.sort(key=lambda each: (each.at, len(each.answers)))
        yield group


def _join(letters: Sequence[Letter]) -> Joined:
    joined = Joined()
    whole = {letter.key for letter in letters if not letter.mine}
    whole |= {one.key for one in letters if one.mine and any(key in whole for key in one.answers)}
    for letter in letters:
        if not letter.mine or letter.key in whole:
            joined.join(_names(letter, letter.sender, whole))
    for letter in letters:
        if letter.mine and letter.key not in whole:
            for customer in letter.recipients:
                names = (scoped(key, customer) for key in (*letter.answers, letter.key))
                there = [name for name in names if name in joined]
                if there:
                    joined.join([letter.key, *there])
                    break
    _join_by_topic(letters, joined)
    return joined


def _names(letter: Letter, address: str, whole: set[str]) -> list[str]:
    names = [letter.key]
    for key in letter.answers:
        if key in whole:
            names.append(key)
        elif not letter.mine:
            names.append(scoped(key, address))
    return names


def _join_by_topic(letters: Sequence[Letter], joined: Joined) -> None:
    asking = [one for one in letters if asks_by_topic(one)]
    if not asking:
        return
    wanted = {one.topic for one in asking}
    written: dict[tuple[str, str], list[Letter]] = {}
    for letter in letters:
        if not letter.mine and letter.topic in wanted:
            written.setdefault((letter.topic, letter.sender), []).append(letter)
    for each in written.values():
        each.sort(key=_place)
    for letter in asking:
        for who in letter.recipients if letter.mine else (letter.sender,):
            there = written.get((letter.topic, who), ())
            # by key too, so that of two in the same second one is before the other
            before = bisect_left(there, (letter.at, letter.key), key=_place)
            if before:
                joined.join([letter.key, there[before - 1].key])
                break


def _place(letter: Letter) -> tuple[str, str]:
    return letter.at, letter.key
