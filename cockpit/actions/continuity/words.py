"""A drill in words: levels, hard rules, questions and steps, alike on the screen and as text."""

from __future__ import annotations

from cockpit.domain.drills.facts import Facts
from cockpit.domain.drills.mending import Step
from cockpit.domain.drills.parties import NOBODY, OWNER
from cockpit.domain.drills.questions import Question
from cockpit.domain.drills.rules import Broken
from cockpit.i18n import _

LEVELS = (
    _("no access"),
    _("nothing written"),
    _("written, untried"),
    _("tried, no time"),
    _("covered"),
)
"""What each level of cover is called."""


def party_words(facts: Facts, who: str | None) -> str:
    """A party in words: "you", "nobody", a name."""
    if who == OWNER:
        return _("you")
    if who == NOBODY:
        return _("nobody")
    return facts.name_of(who) if who else ""


def subject_words(facts: Facts, who: str) -> str:
    """Whom a drill takes out: "you are", "Webguy is"."""
    return _("you are") if who == OWNER else _("{name} is").format(name=facts.name_of(who))


def headline(facts: Facts, who: str, stops: int) -> str:
    """ "If Webguy is gone tomorrow: 2 functions stop"."""
    return _("If {who} gone tomorrow: {stops}").format(
        who=subject_words(facts, who), stops=stops_words(stops)
    )


def stops_words(stops: int) -> str:
    """ "2 functions stop", "1 function stops", "nothing stops"."""
    if not stops:
        return _("nothing stops")
    return _("1 function stops") if stops == 1 else _("{count} functions stop").format(count=stops)


def score_words(score: int | None) -> str:
    """A score, or that there is nothing to judge by."""
    return _("no score") if score is None else _("{score} of 100").format(score=score)


def rule_words(facts: Facts, broken: Broken) -> str:
    """Why a rule is broken: what of the asset hangs on whom."""
    words = _ONLY_YOU if broken.rule == "admin" and broken.who == OWNER else _RULES[broken.rule]
    return words.format(
        who=party_words(facts, broken.who),
        date=broken.until.isoformat() if broken.until else "",
    )


_RULES = {
    "registered": _("registered to {who}: in law it is not yours"),
    "admin": _("you have no admin access of your own"),
    "second_factor": _("second factor with {who}: no login without it"),
    "recovery": _("a lost password is recovered by {who}"),
    "pointer": _("nothing says where its credential is kept"),
    "expires": _("ends {date}, paid by {who}"),
}
_ONLY_YOU = _("nobody but you has admin access")


def question_words(question: Question) -> str:
    """A question as it is asked; those about the owner are answered with yes or no."""
    words = _ASKED.get((question.ref[0], question.field)) or _("{name}: {field}?")
    return words.format(name=question.name, field=question.field.replace("_", " "))


_ASKED = {
    ("F", "primary"): _("{name}: do you do it yourself?"),
    ("F", "needs_assets"): _("{name}: which accounts or other assets does it need?"),
    ("S", "registered_to"): _("{name}: is it in your own name?"),
    ("S", "owner_admin"): _("{name}: have you admin access with a login of your own?"),
    ("S", "second_factor"): _("{name}: do you hold the second factor?"),
    ("S", "recovery"): _("{name}: does the mail for a lost password come to you?"),
    ("S", "kept_where"): _("{name}: where is the credential kept (vault and item)?"),
    ("S", "exit_ready"): _("{name}: can you take it elsewhere?"),
    ("S", "expires"): _("{name}: when does it end?"),
    ("S", "paid_by"): _("{name}: do you pay for it yourself?"),
    ("G", "shared"): _("{name}: a credential that others use too?"),
    ("D", "where"): _("{name}: where is it written?"),
    ("N", "unaided"): _("{name}: was it done without asking anybody?"),
    ("N", "ok"): _("{name}: was the result right?"),
    ("C", "capacity_minutes"): _("{name}: how many hours a week are promised?"),
}


def answer_keys(question: Question) -> str:
    """How a question is answered by a key."""
    if question.kind in ("holder", "person"):
        return _("y me · n other")
    if question.kind == "yes":
        return _("y yes · n no")
    return _("enter")


def step_words(facts: Facts, step: Step) -> str:
    """A step as a thing to do."""
    if step.kind == "try" and step.person == OWNER:
        return _("Do {name} once yourself, by the procedure and unaided").format(name=step.name)
    return _STEPS[step.kind].format(name=step.name, who=_whom(facts, step.person))


def _whom(facts: Facts, person: str | None) -> str:
    return _("yourself") if person == OWNER else party_words(facts, person)


_STEPS = {
    "assets": _("Write down which accounts {name} needs"),
    "see_registered": _("See in whose name {name} is"),
    "register": _("Have {name} put into your name"),
    "admin": _("Get admin access to {name} with a login of your own"),
    "see_factor": _("See who holds the second factor of {name}"),
    "factor": _("Take over the second factor of {name}"),
    "recovery": _("Let the recovery of {name} come to you"),
    "pay": _("Pay for {name} yourself"),
    "pointer": _("Write down where the credential of {name} is kept"),
    "let_in": _("Give {who} a login to {name}, with all rights"),
    "backup": _("Name {who} as a backup for {name}"),
    "write": _("Write down how {name} is done"),
    "say_where": _("Say where “{name}” is written"),
    "try": _("Let {who} do {name} once by the procedure, unaided"),
    "time": _("Agree with {who} on hours per week"),
}
