"""Mails for tests: written as mail programs write them, and the mailboxes that hold them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

ME = "me@shop.example"
ANNA = "Anna Gómez <anna@example.org>"
HEAD = "From MAILER Thu Nov 19 10:00:00 2026\n"


def mail(
    id: str | None = "1",
    *,
    by: str = ANNA,
    to: str = ME,
    subject: str = "Where is my parcel?",
    at: str = "Thu, 19 Nov 2026 10:00:00 +0100",
    answers: str = "",
    text: str = "Hello, I am waiting.",
    more: str = "",
) -> str:
    """A plain mail; `answers` are ids separated by spaces, `more` are further header lines."""
    ids = " ".join(f"<{one}@example.org>" for one in answers.split())
    lines = [
        f"From: {by}",
        f"To: {to}",
        f"Subject: {subject}",
        f"Date: {at}" if at else "",
        f"Message-ID: <{id}@example.org>" if id else "",
        f"References: {ids}" if ids else "",
        f"In-Reply-To: <{answers.split()[-1]}@example.org>" if ids else "",
        more,
    ]
    return "\n".join(line for line in lines if line) + f"\n\n{text}\n"


def mine(id: str, answers: str = "1", at: str = "Thu, 19 Nov 2026 12:00:00 +0100") -> str:
    """An answer of the owner to Anna."""
    return mail(
        id,
        by=f"Me <{ME}>",
        to=ANNA,
        answers=answers,
        at=at,
        subject="Re: Where is my parcel?",
        text="It is on its way.",
    )


def mbox(path: Path, mails: Iterable[str | bytes]) -> str:
    """An mbox file; lines that begin with "From " are left as they are."""
    parts = [one.encode() if isinstance(one, str) else one for one in mails]
    path.write_bytes(b"".join(HEAD.encode() + one + b"\n" for one in parts))
    return str(path)


def maildir(path: Path, mails: dict[str, str]) -> str:
    """A Maildir; the names say the folder: "cur/1:2,S", ".Sent/cur/2:2,S"."""
    for part in ("cur", "new", "tmp"):
        (path / part).mkdir(parents=True, exist_ok=True)
    for name, content in mails.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    return str(path)
