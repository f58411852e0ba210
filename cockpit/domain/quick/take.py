"""The signs of quick add: what each takes from the line, and into which field of the document."""

from __future__ import annotations

import re
from datetime import date

from cockpit.domain.identity import format_instant, parse_instant
from cockpit.domain.quick.calendar import BadDate, WallClock, end_of_day
from cockpit.domain.quick.dates import DateReader, When
from cockpit.domain.quick.format import LABELS, show_day, show_moment
from cockpit.domain.quick.lengths import read_estimate, read_rule, write_estimate, write_rule
from cockpit.domain.quick.line import Chip, Parsed, no_function
from cockpit.domain.quick.words import channel_of
from cockpit.i18n import _

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from cockpit.domain.quick.line import Lookup

    Taken = tuple[dict[str, Any], str, int]
    """The fields, what the chip shows, and the place after what was taken."""

FIELDS = {
    "task": {
        "#": "function",
        "+": "project",
        "@": "who",
        "~": "estimate_minutes",
        "due": "due",
        "on": "day",
        "rec": "recurrence",
        "wait": "waiting",
        "n": "notes",
    },
    "request": {"#": "kind", "@": "customer", "due": "promised", "n": "notes"},
    "interruption": {
        "#": "kind",
        "@": "who",
        "~": "minutes",
        "via": "channel",
        "cb": "call_back",
    },
}
"""Kind of line, sign, field. A sign that a kind does not know is text."""

WORDS = {"by": "due", "para": "due", "antes": "due", "on": "on", "el": "on"}
CHANNEL_SIGNS = ("by", "via", "por")
"""What stands before a channel, with a colon: by:phone, por:correo."""
CALL_BACK = (9, 0)
"""The local time of a call-back for which only the day was said."""

_QUOTED = re.compile(r'"((?:[^"\\]|\\[\s\S])*)"')
_REST = re.compile(r"\S*")
_SEPARATORS = re.compile(r"[,;]*(?!\S)")


class Taker:
    """Takes one sign at a time and keeps what it means."""

    def __init__(
        self, line: str, parsed: Parsed, reader: DateReader, lookup: Lookup | None
    ) -> None:
        """Fill `parsed`; `lookup` answers how a function or a person is called."""
        self.line = line
        self.parsed = parsed
        self.reader = reader
        self.lookup = lookup
        self.bare_time: tuple[WallClock, Chip] | None = None

    def take(self, start: int, end: int, titled: bool) -> int:
        """The end of what the word at `start` takes, 0 if it takes nothing. Raises `WrongUse`."""
        word = self.line[start:end]
        if not titled and self.parsed.kind != "interruption" and self._priority(word, start, end):
            return end
        sign, place = self._sign(word, start, end)
        field = FIELDS[self.parsed.kind].get(sign)
        if field is None:
            return 0
        taken = self._read(sign, field, place)
        if taken is None:
            if ":" in word[1:]:
                self._hint(_("{word} is not understood and stays text."), word)
            return 0
        values, shown, after = taken
        if values.keys() & self.parsed.fields.keys():
            self._hint(_("{word} comes after another of its kind and stays text."), word)
            return 0
        clock = values.pop("clock", None)
        self.parsed.fields.update(values)
        chip = Chip(_(LABELS.get(field, field)), shown, start, after)
        self.parsed.chips.append(chip)
        if clock:
            self.bare_time = (clock, chip)
        return after

    def finish(self) -> None:
        """Settle what depends on other signs: a bare time's day, a recurrence's anchor."""
        fields, calendar = self.parsed.fields, self.reader.calendar
        anchor = calendar.today
        if "day" in fields:
            anchor = date.fromisoformat(fields["day"])
            if self.bare_time:
                moment = calendar.moment(anchor, self.bare_time[0])
                fields["due"] = format_instant(moment)
                self.bare_time[1].value = show_moment(moment, calendar)
        if "recurrence" in fields:
            if "due" in fields:
                anchor = parse_instant(fields["due"]).astimezone(calendar.zone).date()
            fields["recurrence"]["anchor"] = anchor.isoformat()

    # ---- which sign ----

    def _sign(self, word: str, start: int, end: int) -> tuple[str, int]:
        """The sign of a word and the place after it; "" if it is none."""
        if word[0] in "#+@~":
            return word[0], start + 1
        before, colon, _after = word.partition(":")
        key = before.lower()
        if colon and key in CHANNEL_SIGNS:
            return "via", start + len(key) + 1
        if colon:
            return (key if key not in WORDS else ""), start + len(key) + 1
        if key == "antes" and not re.match(r"\s+del?\s", self.line[end : end + 50], re.IGNORECASE):
            return "", end
        # The article "el" is part of the date: "el 27" is a day, "on 27" is not.
        return WORDS.get(key, ""), start if key == "el" else end

    def _priority(self, word: str, start: int, end: int) -> bool:
        match = re.fullmatch(r"\(([ABC])\)|[pP]([123])", word)
        if not match:
            return False
        if "priority" in self.parsed.fields:
            self._hint(_("{word} comes after another of its kind and stays text."), word)
            return False
        priority = "ABC".index(match[1]) + 1 if match[1] else int(match[2])
        self.parsed.fields["priority"] = priority
        self.parsed.chips.append(Chip(_("priority"), str(priority), start, end))
        return True

    # ---- what a sign means ----

    def _read(self, sign: str, field: str, place: int) -> Taken | None:
        match sign:
            case "#" | "+" | "@" | "via":
                return self._read_name(field, place)
            case "due":
                return self._read_due(field, place)
            case "on":
                return self._read_day(place)
            case "cb":
                return self._read_call_back(place)
            case "wait":
                return self._read_waiting(place)
            case "n":
                quoted = self._quoted(place)
                return (
                    ({"notes": quoted[0]}, quoted[0], quoted[1]) if quoted and quoted[0] else None
                )
        text, after = self._rest_of_word(place)
        if sign == "~":
            minutes = read_estimate(text)
            return ({field: minutes}, write_estimate(minutes), after) if minutes else None
        rule = read_rule(text)
        if rule is None:
            return None
        shown = write_rule(*rule)
        mode = {} if rule[1] == "by_date" else {"mode": rule[1]}
        return {"recurrence": {"rule": rule[0], **mode}}, shown, after

    def _read_name(self, field: str, place: int) -> Taken | None:
        quoted = self._quoted(place)
        name, after = quoted or self._rest_of_word(place)
        name = name.strip()
        if not name or (not quoted and (not name[0].isalpha() or '"' in name)):
            return None
        shown: str | None = name
        if self.parsed.kind == "interruption" and field == "kind":
            name = shown = name.lower()
            if name not in ("business", "personal"):
                return None
        elif field == "channel":
            name = shown = channel_of(name)
        elif self.lookup and field in ("function", "who", "customer"):
            found = self.lookup(field, name)
            shown = found if isinstance(found, str) else None
            if shown is None and field == "function":
                self.parsed.hints.append(no_function(name, found))
                return None
        return {field: name}, shown or name, after

    def _read_due(self, field: str, place: int) -> Taken | None:
        when = self._when(place)
        if when is None:
            return None
        calendar, flag = self.reader.calendar, field + "_is_date"
        if when.day:
            due = format_instant(end_of_day(when.day, calendar.zone))
            return {field: due, flag: True}, show_day(when.day, calendar), when.end
        assert when.moment
        values: dict[str, Any] = {field: format_instant(when.moment)}
        if when.clock:
            values["clock"] = when.clock
        return values, show_moment(when.moment, calendar), when.end

    def _read_day(self, place: int) -> Taken | None:
        when = self._when(place, clock=False)
        if when is None or when.day is None:
            return None
        if when.week:
            return {"place": "week", "week": when.week}, when.week, when.end
        shown = show_day(when.day, self.reader.calendar)
        return {"place": "day", "day": when.day.isoformat()}, shown, when.end

    def _read_call_back(self, place: int) -> Taken | None:
        when = self._when(place)
        if when is None:
            return None
        calendar = self.reader.calendar
        moment = when.moment
        if when.day:
            moment = calendar.moment(when.day, CALL_BACK)
            if moment <= calendar.utc:
                raise BadDate(self.line[place : when.end], _("nine o'clock is past, say a time"))
        assert moment
        values = {"call_back": format_instant(moment), "answered": False}
        return values, show_moment(moment, calendar), when.end

    def _read_waiting(self, place: int) -> Taken | None:
        who, after = None, place
        named = self.line[place : place + 1] in ("@", '"')
        when = None if named else self._when(place, clock=False)
        if when is None:
            pattern = r'@?(?:"((?:[^"\\]|\\[\s\S])*)"|([^\W\d_][^\s":,;]*))'
            match = re.compile(pattern).match(self.line, place)
            if not match:
                return None
            who = (match[2] if match[1] is None else _unquoted(match[1])).strip()
            after = match.end()
            if self.line[after : after + 1] == ":":
                when = self._when(after + 1, clock=False)
                if when is None:
                    return None
            elif separator := _SEPARATORS.match(self.line, after):
                after = separator.end()
            else:
                return None
            if not who:
                return None
        until = when.day if when else None
        shown = " ".join(
            part
            for part in (who, until and _("until") + " " + show_day(until, self.reader.calendar))
            if part
        )
        waiting = {"who": who} if who else {}
        if until:
            waiting["until"] = until.isoformat()
        return {"waiting": waiting}, shown, when.end if when else after

    # ---- pieces of the line ----

    def _when(self, place: int, *, clock: bool = True) -> When | None:
        """The date phrase at a place, bare or in quotes."""
        begin = place
        while self.line[begin : begin + 1].isspace():
            begin += 1
        quoted = self._quoted(begin)
        if quoted is None:
            return self.reader.read(self.line, place, clock=clock)
        when = self.reader.read(quoted[0], 0, clock=clock)
        if when is None or quoted[0][when.end :].strip():
            return None
        when.end = quoted[1]
        return when

    def _quoted(self, place: int) -> tuple[str, int] | None:
        """What stands in the quotes at a place, and the place after them and a comma."""
        match = _QUOTED.match(self.line, place)
        separator = _SEPARATORS.match(self.line, match.end()) if match else None
        return (_unquoted(match[1]), separator.end()) if match and separator else None

    def _rest_of_word(self, place: int) -> tuple[str, int]:
        """The word from a place on without the comma that ends it, and the place after that."""
        match = _REST.match(self.line, place)
        assert match
        return match[0].rstrip(",;"), match.end()

    def _hint(self, sentence: str, word: str) -> None:
        self.parsed.hints.append(sentence.format(word=word))


def _unquoted(text: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", text)
