"""Mail that nobody wrote: automatic replies, bulk mail, bounces, drafts; and why it is skipped."""

from __future__ import annotations

import re

from cockpit.i18n import _
from cockpit.interchange.mail.headers import Headers

_BULK = {"bulk", "list", "junk", "auto_reply", "auto-reply"}
_MACHINES = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|mdaemon)@")
_AWAY = re.compile(
    r"\s*(?:"
    r"auto(?:matic|mated)?[ -]?(?:reply|response|re\s*:)|auto\s*:|"
    r"out[ -]of[ -](?:the[ -])?office\b|"
    r"(?:i am|i'm) (?:currently )?(?:away|out of)\b|away from (?:the|my) office\b|ooo\s*[:\-]|"
    r"(?:on|annual) (?:holiday|vacation|leave)\s*(?::|$)|vacation (?:reply|response)\b|"
    r"respuesta auto(?:m[aá]tica)?\b|fuera de (?:la )?oficina\b|ausente de (?:la )?oficina\b|"
    r"(?:estoy )?de vacaciones\s*(?::|$)|ausencia\s*:|autorrespuesta\b|"
    r"contestaci[oó]n autom[aá]tica\b"
    r")",
    re.IGNORECASE,
)
_BOUNCED = re.compile(
    r"\s*(?:undeliver(?:able|ed)\b|delivery status notification\b|mail delivery (?:failed|system)\b"
    r"|"
    r"returned mail\b|delivery (?:has )?fail|no se (?:ha podido|pudo) entregar\b|"
    r"no entregado\b|error de entrega\b)",
    re.IGNORECASE,
)
_REPORT = re.compile(r"\s*multipart/report\b", re.IGNORECASE)
_LABELS = {
    "draft": {"draft", "drafts", "borrador", "borradores", "[gmail]/drafts"},
    "junk": {"spam", "junk", "no deseado", "correo no deseado"},
    "deleted": {"trash", "papelera", "deleted", "deleted items"},
    "sent": {"sent", "sent mail", "sent items", "enviado", "enviados", "outbox"},
}
"""What mail programs call these folders and labels, in English and Spanish."""


def why_not(headers: Headers) -> str | None:
    """The reason for which a mail is no word of a person, as one sentence; None when it is one."""
    subject = headers.text("subject")
    sender = headers.first("from").lower()
    if headers.first("return-path").strip() == "<>" or _MACHINES.search(sender):
        return _("an automatic message of a mail server")
    if _REPORT.match(headers.first("content-type")) or _BOUNCED.match(subject):
        return _("a report on a delivery")
    submitted = headers.first("auto-submitted").strip().lower()
    if submitted and not re.match(r"no\b", submitted):
        return _("an automatic message (Auto-Submitted)")
    for name in ("x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply"):
        if name in headers and headers.first(name).strip().lower() != "no":
            return _("an automatic reply ({header})").format(header=name.title())
    precedence = headers.first("precedence").strip().lower()
    if precedence in _BULK:
        return _("bulk mail (Precedence: {word})").format(word=precedence)
    if "list-id" in headers:
        return _("mail of a list (List-Id)")
    if headers.first("x-spam-flag").strip().lower() == "yes":
        return _("marked as spam")
    if _AWAY.match(subject):
        return _("an automatic reply, by its subject")
    return None


def labels_of(headers: Headers) -> set[str]:
    """What a mail program noted: "sent", "draft", "junk", "deleted"; from headers of its own."""
    found = {kind_of_folder(one) for one in headers.text("x-gmail-labels").split(",")}
    found.add(kind_of_folder(headers.text("x-folder")))
    if "D" in headers.first("x-status"):
        found.add("deleted")
    try:
        if int(headers.first("x-mozilla-status") or "0", 16) & 0x0008:
            found.add("deleted")
    except ValueError:
        pass
    return found - {""}


def kind_of_folder(name: str) -> str:
    """What the name of a folder or mailbox file says: "sent", "draft", "junk", "deleted" or ""."""
    plain = name.strip().strip("\"'").lower().removesuffix(".mbox").removesuffix(".sbd")
    last = re.split(r"[./\\]", plain)[-1].replace("_", " ").replace("-", " ").strip()
    for kind, names in _LABELS.items():
        if last in names or (
            kind == "sent" and re.match(r"(?:correo |elementos )?(?:sent|enviad[oa]s)\b", last)
        ):
            return kind
    return ""


def why_put_away(kinds: set[str]) -> str | None:
    """The reason for which mail in such a folder is skipped; None for any other."""
    if "deleted" in kinds:
        return _("deleted mail")
    if "draft" in kinds:
        return _("a draft")
    return _("marked as spam") if "junk" in kinds else None
