"""A business of any size for measuring: many tasks and requests, live and closed, by one seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cockpit.domain.clock import business_day
from cockpit.domain.demo.business import Body, Spec, documents
from cockpit.domain.identity import ref

if TYPE_CHECKING:
    from random import Random

ON_TODAY = 8
IN_THE_WEEK = 40
"""However large the business, a person does so much: all else stands in the backlog."""

_GENERATED = frozenset({"task", "request", "entry", "interruption"})
_DAY = 86_400
_YEARS = 3 * 365 * _DAY
"""How far back the closed records reach, in seconds."""

_VERBS = "Write|Check|Send|Plan|Draw|Record|Answer|Repair|Order|Compare|Test|Translate".split("|")
_THINGS = (
    "the invoice|the newsletter|the product page|the banner|the price list|the contract|"
    "the checkout|the guide|the packaging|the video|the survey|the landing page|the backup|"
    "the size chart|the delivery note|the mock-up"
).split("|")
_PEOPLE = (
    "Anna Kowalska|José Ortiz|Kwame Mensah|Siobhán O’Neill|林美玲|Elif Yılmaz|Karl Müller|"
    "Priya Raman|Ngọc Anh Trần|Fatima al-Sayed|Ólafur Jónsson|Amélie Dubois|Noor Haddad|"
    "Chidi Okonkwo|Zoë van Dijk|Милена Петрова"
).split("|")
_QUESTIONS = {
    "inquiry": "Does {thing} come in another size?|Can you make {thing} with our logo?|"
    "When does {thing} arrive?",
    "complaint": "{thing} arrived damaged|There is a mistake in {thing}|{thing} does not open",
    "refund": "Refund for {thing}|Ordered {thing} twice",
    "order": "Order: {thing}|Two of {thing}, one as a gift",
}
_KINDS = ("inquiry", "inquiry", "order", "order", "order", "refund", "complaint")
_CHANNELS = ("email", "shop", "form", "chat", "phone")
_PROJECTS = ("winter-sale", "guide", "relaunch", "handbook")


def scaled(
    spec: Spec, live: int, closed: int, now: datetime, zone: ZoneInfo, seed: int = 1
) -> Iterator[tuple[str, Body]]:
    """`live` open tasks and as many open requests, after `closed` closed records in all.

    Functions, hours, blocks, promises, contractors and assignments are those of the demo. Of the
    closed records six in ten are tasks, a quarter requests, the rest time entries.
    """
    from random import Random

    for table, body in documents(spec, now, zone):
        if table not in _GENERATED:
            yield table, body
    making = _Making(Random(seed), now, zone, len(spec["function"]))
    for index in range(closed):
        kind = index % 20
        if kind < 12:
            yield "task", making.closed_task(index)
        elif kind < 17:
            yield "request", making.closed_request(index)
        else:
            yield "entry", making.entry(index, closed)
    for index in range(live):
        yield "task", making.live_task(index)
    for index in range(live):
        yield "request", making.live_request(index)


class _Making:
    """Makes bodies one after the other from one stream of chance."""

    def __init__(self, chance: Random, now: datetime, zone: ZoneInfo, functions: int) -> None:
        self.pick = chance.choice
        self.random = chance.random
        self.now = int(now.timestamp())
        today = business_day(now, zone)
        year, week, _weekday = today.isocalendar()
        self.day = {"place": "day", "day": today.isoformat()}
        self.week = {"place": "week", "week": f"{year}-W{week:02}"}
        self.functions = [ref("function", number) for number in range(1, functions + 1)]
        self.made = 0
        self.dates: dict[int, str] = {}

    def live_task(self, index: int) -> Body:
        body = self._task(self._ago(90 * _DAY))
        if index < ON_TODAY:
            body.update(self.day)
        elif index < ON_TODAY + IN_THE_WEEK:
            body.update(self.week)
        if self.random() < 0.3:
            body["due"] = self._text(self.now + int((self.random() * 60 - 5) * _DAY))
        if self.random() < 0.2:
            body["priority"] = self.pick((1, 2, 3))
        if self.random() < 0.05:
            body["rolls"] = self.pick((1, 2, 3, 5))
        return body

    def closed_task(self, index: int) -> Body:
        second = self._ago(_YEARS) - _DAY
        body = self._task(second)
        body["state"] = "done" if index % 9 else "dropped"
        body["closed_at"] = self._text(second + int(self.random() * _DAY))
        return body

    def live_request(self, index: int) -> Body:
        second = self._ago(10 * _DAY)
        body = self._request(second)
        if index % 3 == 0:
            self._event(body, second + (self.now - second) // 3, "reply")
            if index % 2:
                self._event(body, second + (self.now - second) // 2, "waiting")
        return body

    def closed_request(self, index: int) -> Body:
        second = self._ago(_YEARS) - 2 * _DAY
        body = self._request(second)
        self._event(body, second + int(self.random() * _DAY), "reply")
        resolved = second + _DAY + int(self.random() * _DAY)
        self._event(body, resolved, "resolved")
        body["closed_at"] = self._text(resolved)
        return body

    def entry(self, index: int, closed: int) -> Body:
        """A time entry; they follow each other without overlapping, the last an hour ago."""
        step = max(2, _YEARS // max(closed, 1))
        second = self.now - 3_600 - (closed - index) * step
        stopped = self._text(second + min(step - 1, 2_700))
        return {
            **self._identity(second),
            "started": self._text(second),
            "stopped": stopped,
            "function": self.pick(self.functions),
            "closed_at": stopped,
        }

    def _task(self, second: int) -> Body:
        body = self._identity(second)
        body["title"] = f"{self.pick(_VERBS)} {self.pick(_THINGS)} {self._number()}"
        if self.random() < 0.4:
            body["title"] += f" for {self.pick(_PEOPLE)}"
        if self.random() < 0.9:
            body["function"] = self.pick(self.functions)
        if self.random() < 0.7:
            body["estimate_minutes"] = self.pick((10, 15, 30, 45, 60, 90, 120, 240))
        if self.random() < 0.3:
            body["project"] = self.pick(_PROJECTS)
        if self.random() < 0.1:
            body["notes"] = "Ask first whether it is still wanted."
        return body

    def _request(self, second: int) -> Body:
        kind = self.pick(_KINDS)
        thing = f"{self.pick(_THINGS)} {self._number()}"
        body = self._identity(second)
        subject: str = self.pick(_QUESTIONS[kind].split("|")).format(thing=thing)
        body["subject"] = subject[0].upper() + subject[1:]
        if kind != "inquiry":
            body["kind"] = kind
        body["customer"] = self.pick(_PEOPLE)
        body["channel"] = self.pick(_CHANNELS)
        body["received"] = body["created_at"]
        body["events"] = [{"at": body["received"], "type": "received"}]
        if kind in ("order", "refund"):
            body["order_number"] = str(100_000 + self.made)
        return body

    def _identity(self, second: int) -> Body:
        self.made += 1
        return {"uid": f"5ca1ab1e{self.made:024x}", "created_at": self._text(second)}

    def _event(self, body: Body, second: int, kind: str) -> None:
        events: list[dict[str, Any]] = body["events"]
        events.append({"at": self._text(second), "type": kind})

    def _ago(self, seconds: int) -> int:
        return self.now - 60 - int(self.random() * seconds)

    def _number(self) -> int:
        return 10_000 + self.made

    def _text(self, second: int) -> str:
        """A second since 1970 as a stored instant; quicker than datetime, for there are many."""
        day, rest = divmod(second, _DAY)
        known = self.dates.get(day)
        if known is None:
            known = self.dates[day] = (date(1970, 1, 1) + timedelta(days=day)).isoformat()
        return f"{known}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}Z"
