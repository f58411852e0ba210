"""The fields of assets, access grants, procedures and their runs, as people type them."""

from __future__ import annotations

from cockpit.actions.typed.field import Field
from cockpit.i18n import _

CONTINUITY_FIELDS: dict[str, tuple[Field, ...]] = {
    "asset": (
        Field("name", "text", _("name")),
        Field("kind", "text", _("domain, hosting, account, list, trademark …")),
        Field("functions", "refs:function", _("functions that need it, with commas between")),
        Field("registered_to", "holder", _("in whose name: me, a contractor, anybody else")),
        Field("evidence", "date", _("when that was last seen in black and white")),
        Field("owner_admin", "yes", _("you can do everything there yourself: yes or no")),
        Field("kept_where", "text", _("where the credential is kept (vault and item)")),
        Field("second_factor", "holder", _("who holds the second factor; none if there is none")),
        Field("recovery", "holder", _("who gets the mail for a lost password")),
        Field("last_login", "date", _("when you last logged in yourself")),
        Field("rotated", "date", _("when the shared credential was last changed")),
        Field("expires", "date", _("expires on")),
        Field("paid_by", "holder", _("who pays")),
        Field("exit_ready", "yes", _("can be moved elsewhere with all its data: yes or no")),
        Field("procedures", "refs:procedure", _("how it is renewed, restored, moved")),
        Field("notes", "long", _("notes")),
    ),
    "grant": (
        Field("asset", "ref:asset", _("access to what, by name or id")),
        Field("contractor", "ref:contractor", _("for whom, by name or id")),
        Field("level", "choice", _("admin, use or read"), ("admin", "use", "read")),
        Field("shared", "yes", _("with a shared credential: yes; with a login of his own: no")),
        Field("since", "date", _("since when")),
        Field("review", "date", _("when to ask whether it is still needed")),
        Field("note", "text", _("note")),
    ),
    "procedure": (
        Field("name", "text", _("name")),
        Field("function", "ref:function", _("business function")),
        Field("where", "text", _("where it is written")),
        Field("format", "text", _("text, checklist, video …")),
        Field("author", "holder", _("who wrote it")),
        Field("written", "date", _("written on")),
        Field("reviewed", "date", _("last reviewed on")),
        Field("review_days", "number", _("to be reviewed every … days")),
        Field("notes", "long", _("notes")),
    ),
    "run": (
        Field("procedure", "ref:procedure", _("which procedure, by name or id")),
        Field("by", "person", _("who followed it: me, or a contractor")),
        Field("at", "past", _("when: now if left out, yesterday 9:00")),
        Field("unaided", "yes", _("without asking anybody: yes or no")),
        Field("ok", "yes", _("the result was right: yes or no")),
        Field("note", "text", _("note")),
    ),
    "drill": (Field("name", "text", _("who was taken out")),),
}
"""Table name to its fields in the order of forms."""
