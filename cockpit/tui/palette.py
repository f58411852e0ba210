"""Any command by its name: the registry in Textual's command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider, SearchIcon
from textual.content import Content

from cockpit.i18n import _
from cockpit.tui.commands import Command, commands, keys_label
from cockpit.tui.render import folded

FROM_HELP = 0.1
"""The score of a command that is found by its explanation, not by its name."""
HIDDEN = ("palette", "back")
"""Commands that make no sense from within the palette."""


class Offer(NamedTuple):
    """One command as the palette offers it."""

    one: Command
    name: str
    help: str
    dimmed: bool
    run: Callable[[], Any]


class RegistryCommands(Provider):
    """Offers every command of the registry, and says of one that cannot be done why not.

    Over a screen that has commands of its own it offers those.
    """

    async def discover(self) -> Hits:
        """All commands, those that can be done first."""
        for offer in sorted(self._offers(), key=lambda offer: offer.dimmed):
            yield DiscoveryHit(_display(offer), offer.run, offer.name, offer.help)

    async def search(self, query: str) -> Hits:
        """The commands whose name or explanation the letters are found in."""
        matcher = self.matcher(query)
        words = folded(query).split()
        for offer in self._offers():
            score = matcher.match(offer.one.label)
            # Scattered letters are found in every sentence: there, whole words must begin so.
            if score <= 0 and _begins(words, folded(offer.one.help)):
                score = FROM_HELP
            if score > 0:
                weight = 0.5 if offer.dimmed else 1.0
                yield Hit(score * weight, _display(offer), offer.run, offer.name, offer.help)

    def _offers(self) -> Iterator[Offer]:
        own = getattr(self.screen, "offers", None)
        for one, keys, act in own() if own else ():
            yield Offer(one, f"{one.label}  {keys}" if keys else one.label, one.help, False, act)
        run = getattr(self.screen, "run_command", None)
        if run is None:
            return
        why_not = getattr(self.screen, "why_not", None)
        keymap = getattr(self.screen, "keymap", None)
        for one in commands():
            if one.id in HIDDEN or one.group == "move":
                continue
            reason = why_not(one.id) if why_not else None
            keys = keys_label(one, keymap)
            name = f"{one.label}  {keys}" if keys else one.label
            yield Offer(one, name, reason or one.help, reason is not None, partial(run, one.id))


def _begins(words: list[str], sentence: str) -> bool:
    """Whether each of the words begins one of the sentence."""
    return all(f" {word}" in f" {sentence}" for word in words)


def _display(offer: Offer) -> Content:
    keys = offer.name.removeprefix(offer.one.label)
    words = Content(offer.one.label[:1].upper() + offer.one.label[1:])
    if offer.dimmed:
        return (words + Content(keys)).stylize("$text-muted")
    return words + Content.styled(keys, "$footer-key-foreground")


class Palette(CommandPalette):
    """Textual's palette without its picture."""

    DEFAULT_CSS = """
    Palette SearchIcon { color: $footer-key-foreground; }
    """

    def __init__(self) -> None:
        """Look for a command by its name."""
        super().__init__(placeholder=_("a command, by its name"), id="--command-palette")

    def on_mount(self) -> None:
        """A plain sign in place of the picture."""
        for icon in self.query(SearchIcon):
            icon.icon = ":"
