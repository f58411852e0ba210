"""What the business stands on: who does what, assets, access, procedures; a key for each change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from cockpit.actions.adding import add
from cockpit.actions.continuity.access import log_login, review_grant, revoke_grant
from cockpit.actions.continuity.procedures import log_run, review_procedure
from cockpit.actions.continuity.starter import take_starter
from cockpit.actions.records import archive_record, words_of
from cockpit.domain.drills.parties import OWNER
from cockpit.domain.identity import number_of, ref, split_ref
from cockpit.i18n import _
from cockpit.tui.clocking.working_list import WorkingList
from cockpit.tui.continuity.continuity_rows import COLUMNS, continuity_rows
from cockpit.tui.dialogs.choose import Choose
from cockpit.tui.dialogs.dialog import DialogKey, KeyLine
from cockpit.tui.rows import Column, Line
from cockpit.tui.view import View
from cockpit.tui.widgets.record_messages import CursorMoved, RecordOpened

ALONE, HELPED, FAILED = "alone", "helped", "failed"

_FIRST_FIELDS = {
    "asset": ("name", "kind", "functions", "registered_to", "expires"),
    "procedure": ("name", "function", "where", "author", "review_days"),
    "grant": ("level", "shared", "review", "note"),
}
"""What a form asks for first, at most five; the drill asks for the rest, e edits all of it."""


class Continuity(WorkingList):
    """Works on functions, assets, grants and procedures."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("C", "cancel", show=False),
        Binding("a", "add", show=False),
        Binding("e", "edit", show=False),
        Binding("d", "archive", show=False),
        Binding("D", "give", show=False),
        Binding("space", "done", show=False),
        Binding("v", "reviewed", show=False),
        Binding("f", "fill", show=False),
        Binding("X", "drill", show=False),
    ]
    DEFAULT_CSS = """
    Continuity.-wide > Box { width: 110; }
    """
    COLUMNS: ClassVar[tuple[Column, ...]] = COLUMNS
    EMPTY: ClassVar[str] = _(
        "What your business stands on: domains, accounts, lists, who gets in, and how things are "
        "done. f fills this from the starter lists, to be pruned with d; a adds an asset."
    )
    TITLE_ROOM: ClassVar[int] = 104

    def __init__(self, view: View) -> None:
        """Read everything for the first time."""
        super().__init__(view, _KEYS[""])

    def read(self) -> list[tuple[str, Line]]:
        """All sections."""
        return continuity_rows(self.view)

    def title_words(self) -> str:
        """How much there is."""
        workspace = self.view.workspace
        return _(
            "Continuity · {assets} assets · {grants} accesses · {procedures} procedures"
        ).format(
            assets=len(workspace.live("asset")),
            grants=len(workspace.live("grant")),
            procedures=len(workspace.live("procedure")),
        )

    def on_mount(self) -> None:
        """The keys of the first row."""
        super().on_mount()
        self._show_keys()

    def on_cursor_moved(self, message: CursorMoved) -> None:
        """The keys that do something with what is under the cursor."""
        message.stop()
        self._show_keys()

    def show_again(self, cursor: str | None = None) -> None:
        """Read the rows again; what is under the cursor may have become something else."""
        super().show_again(cursor)
        self._show_keys()

    def on_record_opened(self, message: RecordOpened) -> None:
        """Enter, or a double click: the record in full."""
        message.stop()
        from cockpit.tui.dialogs.record import RecordScreen

        self.app.push_screen(RecordScreen(self.view, message.key))

    # -- adding and taking away ------------------------------------------------------------

    def action_add(self) -> None:
        """A procedure on a function or procedure, else an asset."""
        here = self._here
        function = here if here.startswith("F") else None
        if here.startswith("D"):
            function = self.view.workspace.body(here)[2].get("function")
        if here[:1] in ("F", "D"):
            fixed = {"function": function} if function else {}
            self._new("procedure", _("New procedure"), fixed)
        else:
            self._new("asset", _("New asset"), {})

    def _new(self, table: str, title: str, fixed: Mapping[str, Any]) -> None:
        """A form of the first fields; the record is made when it is saved."""
        from cockpit.tui.delegating.short_form import NewForm

        workspace = self.view.workspace
        before = workspace.revision

        def made(saved: bool | None) -> None:
            if saved:
                self.note_change(before)
                self.record_list.move_to(ref(table, max(workspace.live(table))))

        def save(fields: dict[str, Any]) -> object:
            return add(workspace, table, fields)

        form = NewForm(self.view, table, title, fixed, save, _FIRST_FIELDS[table])
        self.app.push_screen(form, made)

    def action_edit(self) -> None:
        """The record in its form."""
        if self._here:
            self.edit_form(split_ref(self._here)[0], self._here)

    def action_archive(self) -> None:
        """Out of the list; an access is revoked. A function goes where functions are worked on."""
        here, workspace = self._here, self.view.workspace
        if here.startswith("G"):
            self.change(lambda: revoke_grant(workspace, here))
        elif here.startswith("F"):
            self.tell(_("Functions are archived in their own list: functions, from the commands."))
        elif here:
            self.change(lambda: archive_record(workspace, here))

    def action_give(self) -> None:
        """Access to the asset under the cursor, for a contractor; on a grant for one more."""
        here, workspace = self._here, self.view.workspace
        asset = workspace.body(here)[2]["asset"] if here.startswith("G") else here
        if not asset.startswith("S"):
            self.tell(_("Put the cursor on the asset to which somebody gets access."))
            return
        people = workspace.live("contractor")
        if not people:
            self.tell(_("There is no contractor yet; press 4 and A to take one on."))
            return
        options = [(ref("contractor", n), str(body["name"]), "") for n, body in people.items()]
        name = words_of("asset", workspace.body(asset)[2])

        def chosen(person: str | None) -> None:
            if person is not None:
                who = people[number_of(person)]["name"]
                title = _("Access to {name} for {who}").format(name=name, who=who)
                self._new("grant", title, {"asset": asset, "contractor": person})

        self.app.push_screen(Choose(_("Access to {name} for").format(name=name), options), chosen)

    def action_fill(self) -> None:
        """Everything of the starter lists that is not there by name."""
        self.change(lambda: take_starter(self.view.workspace))

    # -- what happened ---------------------------------------------------------------------

    def action_done(self) -> None:
        """An asset: you logged in yourself. A procedure: somebody followed it."""
        here, workspace = self._here, self.view.workspace
        if here.startswith("S"):
            if self.change(lambda: log_login(workspace, here)):
                self.tell(_("Logged in yourself today: {id}").format(id=here))
        elif here.startswith("D"):
            self._ask_run(here)
        else:
            self.tell(_("Tick an asset that you logged into, or a procedure that was followed."))

    def action_reviewed(self) -> None:
        """It was looked at again: a procedure is right, an access is still needed."""
        here, workspace = self._here, self.view.workspace
        if here.startswith("D"):
            self.change(lambda: review_procedure(workspace, here))
        elif here.startswith("G"):
            self.change(lambda: review_grant(workspace, here))
        else:
            self.tell(_("Procedures and accesses are reviewed."))

    def action_drill(self) -> None:
        """What stops without whom."""
        from cockpit.tui.continuity.losses import Losses

        def back(_result: None) -> None:
            self.show_again()

        self.app.push_screen(Losses(self.view), back)

    def _ask_run(self, procedure: str) -> None:
        """Who followed it, then how it went: two keys."""
        workspace = self.view.workspace
        people = workspace.live("contractor")
        options = [(OWNER, _("I did myself"), "i")]
        options += [(ref("contractor", n), str(body["name"]), "") for n, body in people.items()]

        def went(by: str) -> None:
            ways = [
                (ALONE, _("Alone, and it is right"), "a"),
                (HELPED, _("It is right, with help"), "h"),
                (FAILED, _("It went wrong"), "w"),
            ]

            def chosen(way: str | None) -> None:
                if way is not None:
                    unaided = {ALONE: True, HELPED: False}.get(way)
                    ok = way != FAILED
                    self.change(lambda: log_run(workspace, procedure, by, unaided=unaided, ok=ok))

            self.app.push_screen(Choose(_("How did it go?"), ways), chosen)

        def who(by: str | None) -> None:
            if by is not None:
                went(by)

        name = words_of("procedure", workspace.live("procedure")[number_of(procedure)])
        self.app.push_screen(Choose(_("Who followed “{name}”?").format(name=name), options), who)

    @property
    def _here(self) -> str:
        return self.record_list.cursor_key or ""

    def _show_keys(self) -> None:
        self.query_one(KeyLine).show_keys(_KEYS.get(self._here[:1], _KEYS[""]))


_ALWAYS = (
    DialogKey("X", _("drill"), "drill"),
    DialogKey("u", _("undo"), "undo"),
    DialogKey("esc", _("close"), "cancel"),
)
_EDIT, _ARCHIVE = DialogKey("e", _("edit"), "edit"), DialogKey("d", _("archive"), "archive")
_KEYS = {
    "": (
        DialogKey("f", _("fill from the starter lists"), "fill"),
        DialogKey("a", _("add"), "add"),
        *_ALWAYS,
    ),
    "F": (DialogKey("a", _("add procedure"), "add"), _EDIT, *_ALWAYS),
    "S": (
        DialogKey("space", _("logged in"), "done"),
        DialogKey("D", _("give access"), "give"),
        DialogKey("a", _("add"), "add"),
        _EDIT,
        _ARCHIVE,
        *_ALWAYS,
    ),
    "G": (
        DialogKey("v", _("still needed"), "reviewed"),
        DialogKey("d", _("revoke"), "archive"),
        DialogKey("D", _("give to one more"), "give"),
        _EDIT,
        *_ALWAYS,
    ),
    "D": (
        DialogKey("space", _("followed"), "done"),
        DialogKey("v", _("reviewed"), "reviewed"),
        DialogKey("a", _("add"), "add"),
        _EDIT,
        _ARCHIVE,
        *_ALWAYS,
    ),
}
"""The keys by the letter of what is under the cursor."""
