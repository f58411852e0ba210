"""What the rooms of the main screen know of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cockpit.tui.narrow_compositor import NarrowScreen

if TYPE_CHECKING:
    from cockpit.store.workspace import Workspace
    from cockpit.tui.app import CockpitApp
    from cockpit.tui.panes.pane import Pane
    from cockpit.tui.verbs.all_verbs import AllVerbs
    from cockpit.tui.view import View


class MainParts(NarrowScreen):
    """The parts of the main screen that its commands work with."""

    view: View
    panes: tuple[Pane, ...]
    pane: Pane
    """The pane that has the focus, or had it last."""

    @property
    def cockpit(self) -> CockpitApp:
        """The app, by its own type."""
        return cast("CockpitApp", self.app)

    @property
    def workspace(self) -> Workspace:
        """What everything here shows and changes."""
        return self.view.workspace

    @property
    def keymap(self) -> dict[str, str]:
        """The owner's own keys."""
        return self.cockpit.own_keys

    def tell(self) -> None:
        """Write the status line, the tabs and the keys."""
        raise NotImplementedError

    def show_detail(self) -> None:
        """Let the detail beside the panes follow the cursor."""
        raise NotImplementedError

    def say(self, text: str, role: str = "accent-text") -> None:
        """A message in place of the keys, for a few seconds."""
        raise NotImplementedError

    def say_problem(self, text: str) -> None:
        """What went wrong, in one sentence."""
        raise NotImplementedError

    def clear_message(self) -> None:
        """The keys again in place of a message."""
        raise NotImplementedError

    def wanted(self, command_id: str) -> list[str]:
        """The records a command is to work on; none, with the reason told, when it cannot."""
        raise NotImplementedError

    @property
    def verbs(self) -> AllVerbs:
        """The verbs, loaded with the first one."""
        raise NotImplementedError

    def why_not(self, command_id: str) -> str | None:
        """Why a command cannot be done now; None when it can be."""
        raise NotImplementedError

    @property
    def is_too_small(self) -> bool:
        """Whether only the notice is shown."""
        raise NotImplementedError
