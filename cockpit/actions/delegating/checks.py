"""Rules of delegated work that look at more than one record."""

from __future__ import annotations

from cockpit.domain.identity import number_of
from cockpit.errors import WrongUse
from cockpit.i18n import _
from cockpit.store.workspace import Body, Workspace


def refuse_others_work(workspace: Workspace, _number: int | None, body: Body) -> None:
    """What is kept about a contractor and an assignment is about an assignment of his."""
    reference = body.get("assignment")
    work = workspace.find("assignment", number_of(reference)) if reference else None
    if work is not None and work["contractor"] != body["contractor"]:
        raise WrongUse(
            _("{assignment} is the work of {theirs}, not of {his}; name one of his.").format(
                assignment=reference, theirs=work["contractor"], his=body["contractor"]
            )
        )


def warn_of_other_currency(workspace: Workspace, number: int | None, body: Body) -> None:
    """Two currencies are never added: the owner hears once that this amount will stand apart."""
    before = workspace.find("payment", number) if number else None
    if before is not None and before["amount"] == body["amount"]:
        return
    currency = body["amount"]["currency"]
    for engagement in workspace.live("engagement").values():
        if engagement["contractor"] != body["contractor"]:
            continue
        for field in ("budget", "rate"):
            agreed = (engagement.get(field) or {}).get("currency")
            if agreed and agreed != currency:
                workspace.warned.append(
                    _("The terms are in {agreed}: what is paid in {other} stands apart.").format(
                        agreed=agreed, other=currency
                    )
                )
                return


def refuse_future_log(workspace: Workspace, _number: int | None, body: Body) -> None:
    """What is logged has happened."""
    from datetime import timedelta

    from cockpit.domain.identity import parse_instant

    if parse_instant(body["at"]) > workspace.now() + timedelta(minutes=5):
        raise WrongUse(_("{at} is ahead of now; say when it happened.").format(at=body["at"]))
