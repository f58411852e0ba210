"""Quick add: what each sign takes, what stays in the title, and how the line is written back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cockpit.domain.quick_add import Parsed, canonical, parse, preview
from cockpit.errors import WrongUse

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 14, 49, 7, tzinfo=BERLIN)


def read(line: str, **more: Any) -> Parsed:
    return parse(line, now=NOW, zone=BERLIN, **more)


def test_a_line_with_every_sign() -> None:
    line = (
        "(A) Write the post #writing +blog @maria ~45m by fri 16:00 on thu rec:1w "
        'wait:@karl:fri n:"first a draft"'
    )
    parsed = read(line)
    assert parsed.kind == "task"
    assert parsed.fields == {
        "title": "Write the post",
        "function": "writing",
        "project": "blog",
        "who": "maria",
        "estimate_minutes": 45,
        "due": "2026-11-27T15:00:00Z",
        "place": "day",
        "day": "2026-11-26",
        "priority": 1,
        "recurrence": {"rule": "FREQ=WEEKLY", "anchor": "2026-11-27"},
        "waiting": {"who": "karl", "until": "2026-11-27"},
        "notes": "first a draft",
    }
    assert [(chip.label, chip.value, line[chip.start : chip.end]) for chip in parsed.chips] == [
        ("priority", "1", "(A)"),
        ("function", "writing", "#writing"),
        ("project", "blog", "+blog"),
        ("who", "maria", "@maria"),
        ("estimate", "45m", "~45m"),
        ("due", "Fri 27 Nov 16:00", "by fri 16:00"),
        ("on", "Thu 26 Nov", "on thu"),
        ("repeats", "1w", "rec:1w"),
        ("waiting", "karl until Fri 27 Nov", "wait:@karl:fri"),
        ("note", "first a draft", 'n:"first a draft"'),
    ]
    assert canonical(parsed, now=NOW, zone=BERLIN) == (
        "(A) Write the post #writing +blog @maria ~45m by 2026-11-27 16:00 on 2026-11-26 rec:1w "
        'wait:@karl:2026-11-27 n:"first a draft"'
    )


TITLES = [
    "stand by me",
    "turn on lights",
    "turn on the lights",
    "email p3 about c#",
    "a ~ b",
    "rec:xyz",
    "comprar flores para Maria",
    "enviar el informe",
    "antes de nada, llamar",
    "para",
    "by",
    "on",
    "el",
    "due:",
    "due:someday",
    "rec:",
    "n:",
    "n:1 relations",
    "n:word",
    'n:""',
    "wait:",
    "wait:@",
    "wait:@maria:whenever",
    "cb:16:00",
    "we're #1",
    "fix #12 and #34",
    "#",
    "# heading",
    "+1 for the idea",
    "call +49 151 234",
    "call @3pm",
    "@",
    "~",
    "~about ten",
    "~2d",
    "anna@example.com about a+b",
    "pay (A) grade",
    "(D) is not a priority",
    "p4 print",
    "p12 print",
    "!important",
    "?what",
    "why ? because !",
    '5" nails by 3" boards',
    'say "by friday" aloud',
    'the song "on monday"',
    'an "unmatched by quote',
    '#"no end',
    '#"a"b',
    '#""',
    "C:\\temp \\o/ a\\b",
    "[/b] [urgent] call",
    "by 5 people",
    "by may the force",
    "on 2.5 release",
    "by fri-day",
    "by 16:9 screens",
    "split on 50/50 basis",
    "by at 4",
    "2 weeks after friday",
    "by the end of the project",
    "by 2 weeks of work",
    "to-do: by-law, on-site",
    "emoji 🎉 #🎉 日本語",
    "two  spaces   stay",
]


@pytest.mark.parametrize("line", TITLES)
def test_what_is_not_understood_stays_in_the_title(line: str) -> None:
    parsed = read(line)
    assert parsed.fields == {"title": line}
    assert parsed.chips == []


SIGNS: list[tuple[str, dict[str, Any]]] = [
    ("x #writing", {"function": "writing"}),
    ("#writing x", {"function": "writing"}),
    ('x #"client work"', {"function": "client work"}),
    ('x #"say \\"hi\\" \\\\"', {"function": 'say "hi" \\'}),
    ("x #writing, +blog; @maria,", {"function": "writing", "project": "blog", "who": "maria"}),
    ("x +año-nuevo", {"project": "año-nuevo"}),
    ('x +"2026"', {"project": "2026"}),
    ("x @anna@example.com", {"who": "anna@example.com"}),
    ('x @"Maria López"', {"who": "Maria López"}),
    ("x ~45m", {"estimate_minutes": 45}),
    ("x ~45min,", {"estimate_minutes": 45}),
    ("x ~1h", {"estimate_minutes": 60}),
    ("x ~1h30m", {"estimate_minutes": 90}),
    ("x ~1h30", {"estimate_minutes": 90}),
    ("x ~1:30", {"estimate_minutes": 90}),
    ("x ~1.5h", {"estimate_minutes": 90}),
    ("x ~1,5h", {"estimate_minutes": 90}),
    ("x ~.25h", {"estimate_minutes": 15}),
    ("x ~90", {"estimate_minutes": 90}),
    ("x ~99h59", {"estimate_minutes": 5999}),
    ("(A) x", {"priority": 1}),
    ("(B) x", {"priority": 2}),
    ("(C) x", {"priority": 3}),
    ("p1 x", {"priority": 1}),
    ("P3 x", {"priority": 3}),
    ("~5m p2 x", {"priority": 2, "estimate_minutes": 5}),
    ("x wait:@maria", {"waiting": {"who": "maria"}}),
    ("x wait:maria", {"waiting": {"who": "maria"}}),
    ("x wait:fri", {"waiting": {"until": "2026-11-27"}}),
    ("x wait:@fri", {"waiting": {"who": "fri"}}),
    ("x wait:maria:fri", {"waiting": {"who": "maria", "until": "2026-11-27"}}),
    (
        'x wait:@"Maria L":"next fri"',
        {"waiting": {"who": "Maria L", "until": "2026-12-04"}},
    ),
    ('x n:"by fri #no"', {"notes": "by fri #no"}),
    ('x n:"C:\\new"', {"notes": "C:\\new"}),
]


@pytest.mark.parametrize(("line", "fields"), SIGNS)
def test_a_sign_is_a_field(line: str, fields: dict[str, Any]) -> None:
    assert read(line).fields == {"title": "x", **fields}


RULES = [
    ("rec:1d", "FREQ=DAILY", "by_date"),
    ("rec:daily", "FREQ=DAILY", "by_date"),
    ("rec:1w", "FREQ=WEEKLY", "by_date"),
    ("rec:semanal", "FREQ=WEEKLY", "by_date"),
    ("rec:2w", "FREQ=WEEKLY;INTERVAL=2", "by_date"),
    ("rec:+2w", "FREQ=WEEKLY;INTERVAL=2", "after_completion"),
    ("rec:1m", "FREQ=MONTHLY", "by_date"),
    ("rec:monthly", "FREQ=MONTHLY", "by_date"),
    ("rec:1y", "FREQ=YEARLY", "by_date"),
    ("rec:weekdays", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "by_date"),
    ("rec:fri", "FREQ=WEEKLY;BYDAY=FR", "by_date"),
    ("rec:fri,mon,wed", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "by_date"),
    ("rec:lunes,miércoles", "FREQ=WEEKLY;BYDAY=MO,WE", "by_date"),
    ("rec:FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO", "by_date"),
    ("rec:freq=monthly;byday=-1fr", "FREQ=MONTHLY;BYDAY=-1FR", "by_date"),
]


@pytest.mark.parametrize(("sign", "rule", "mode"), RULES)
def test_a_recurrence_is_a_rule_with_its_anchor(sign: str, rule: str, mode: str) -> None:
    expected = {"rule": rule, "anchor": "2026-11-23"}
    if mode != "by_date":
        expected["mode"] = mode
    assert read(f"x {sign}").fields == {"title": "x", "recurrence": expected}


@pytest.mark.parametrize(
    ("line", "anchor"),
    [
        ("x rec:1w", "2026-11-23"),
        ("x rec:1w on thu", "2026-11-26"),
        ("x rec:1w on thu by fri", "2026-11-27"),
    ],
)
def test_a_recurrence_counts_from_the_due_else_the_day_else_today(line: str, anchor: str) -> None:
    assert read(line).fields["recurrence"]["anchor"] == anchor


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("\\#x", "#x"),
        ("\\\\#x", "\\#x"),
        ("stand \\by fri", "stand by fri"),
        ("\\p1 print", "p1 print"),
        ("\\(A) grade", "(A) grade"),
        ("\\! wow", "! wow"),
        ("\\? how", "? how"),
        ("\\~45m of it", "~45m of it"),
        ("\\due:fri", "due:fri"),
    ],
)
def test_a_backslash_makes_a_sign_text(line: str, title: str) -> None:
    parsed = read(line)
    assert parsed.fields == {"title": title}
    assert canonical(parsed, now=NOW, zone=BERLIN) == line


def test_quotes_in_the_title_stay_and_are_escaped_by_a_backslash() -> None:
    assert read('say "by fri" ~5m').fields == {"title": 'say "by fri"', "estimate_minutes": 5}
    assert read('say \\"by fri" ~5m').fields["title"] == 'say "by fri"'
    assert read('say \\"now by fri ok"').fields["title"] == 'say "now ok"'


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("call  Karl ~5m   about  it", "call  Karl about  it"),
        ("  call ~5m  ", "call"),
        ("is it done ~5m, then?", "is it done then?"),
        ("done by fri?", "done?"),
        ("(do it by fri)", "(do it)"),
        ("send by fri, then call", "send then call"),
        ("on fri 3 boxes", "3 boxes"),
        ("lunch on thu 14:00", "lunch 14:00"),
    ],
)
def test_the_title_is_whole_around_what_was_taken(line: str, title: str) -> None:
    assert read(line).fields["title"] == title


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("x #a #b", "x #b"),
        ("x ~5m ~6m", "x ~6m"),
        ("x by fri by sat", "x by sat"),
        ("x on fri on next week", "x on next week"),
        ("(A) p2 x", "p2 x"),
        ('x n:"a" n:"b"', 'x n:"b"'),
    ],
)
def test_of_a_repeated_sign_the_first_is_taken_and_the_rest_told(line: str, title: str) -> None:
    parsed = read(line)
    assert parsed.fields["title"] == title
    assert len(parsed.hints) == 1


def test_a_function_that_lookup_does_not_know_stays_in_the_title() -> None:
    known = {("function", "wri"): "Writing", ("who", "maria"): "Maria (C3)"}

    def lookup(field: str, name: str) -> str | None:
        return known.get((field, name))

    parsed = read("fix #bug #wri @maria", lookup=lookup)
    assert parsed.fields == {"title": "fix #bug", "function": "wri", "who": "maria"}
    assert [chip.value for chip in parsed.chips] == ["Writing", "Maria (C3)"]
    assert parsed.hints == ["There is no function bug; it stays text."]
    assert read("x @nobody", lookup=lookup).fields["who"] == "nobody"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "no title"),
        ("   ", "no title"),
        ("#writing ~45m", "no title"),
        ("x ~0m", "~0m"),
        ("x ~-5m", "~-5m"),
        ("x ~100h", "~100h"),
        ("x ~99999", "~99999"),
        ("x rec:0d", "rec:0d"),
        ("x rec:FREQ=HOURLY", "FREQ=HOURLY"),
        ("x rec:FREQ=WEEKLY;BYDAY=XX", "BYDAY=XX"),
        ("x rec:FREQ=DAILY;COUNT=2;UNTIL=20270101", "COUNT and UNTIL"),
        ("!", "Who broke in"),
        ("! 14:05", "Who broke in"),
        ("! , invoice", "Who broke in"),
        ("?", "customer"),
        ("? wants a logo", "customer"),
        ("? @anna", "what the customer wants"),
        ("! 14:65 Karl", "14:65"),
        ("! Karl cb:feb 30", "feb 30"),
        ("! Karl cb:today", "say a time"),
        ("x" * 20_001, "20001 characters"),
    ],
)
def test_what_cannot_be_is_refused_and_the_preview_tells_it(line: str, said: str) -> None:
    with pytest.raises(WrongUse) as refused:
        read(line)
    assert said in str(refused.value)
    assert preview(line, now=NOW, zone=BERLIN).problems[0] == str(refused.value)


INTERRUPTIONS: list[tuple[str, dict[str, Any]]] = [
    (
        "! 14:05 Karl, invoice cb:16:00",
        {
            "at": "2026-11-23T13:05:00Z",
            "who": "Karl",
            "about": "invoice",
            "call_back": "2026-11-23T15:00:00Z",
            "answered": False,
        },
    ),
    ("! Karl", {"at": "2026-11-23T13:49:00Z", "who": "Karl"}),
    ("! 14:49 Karl", {"at": "2026-11-23T13:49:00Z", "who": "Karl"}),
    ("! 23:10 Karl", {"at": "2026-11-22T22:10:00Z", "who": "Karl"}),
    ("! yesterday 9:00 Karl", {"at": "2026-11-22T08:00:00Z", "who": "Karl"}),
    ("! 2026-11-20 9:00 Karl", {"at": "2026-11-20T08:00:00Z", "who": "Karl"}),
    (
        "! @karl the invoice by fri #business ~5m",
        {
            "at": "2026-11-23T13:49:00Z",
            "who": "karl",
            "about": "the invoice by fri",
            "kind": "business",
            "minutes": 5,
        },
    ),
    (
        '! Karl, a, b cb:"tomorrow 10:00" +x',
        {
            "at": "2026-11-23T13:49:00Z",
            "who": "Karl",
            "about": "a, b +x",
            "call_back": "2026-11-24T09:00:00Z",
            "answered": False,
        },
    ),
    (
        "! Karl via:Teléfono, the invoice ~1h",
        {
            "at": "2026-11-23T13:49:00Z",
            "who": "Karl",
            "about": "the invoice",
            "channel": "phone",
            "minutes": 60,
        },
    ),
    (
        '! Karl, invoice by:"in the hall"',
        {
            "at": "2026-11-23T13:49:00Z",
            "who": "Karl",
            "about": "invoice",
            "channel": "in the hall",
        },
    ),
    (
        "! Karl, by:1 by: por:WhatsApp #personal",
        {
            "at": "2026-11-23T13:49:00Z",
            "who": "Karl",
            "about": "by:1 by:",
            "channel": "WhatsApp",
            "kind": "personal",
        },
    ),
    (
        "! Karl cb:tomorrow",
        {
            "at": "2026-11-23T13:49:00Z",
            "who": "Karl",
            "call_back": "2026-11-24T08:00:00Z",
            "answered": False,
        },
    ),
]


@pytest.mark.parametrize(("line", "fields"), INTERRUPTIONS)
def test_an_interruption(line: str, fields: dict[str, Any]) -> None:
    parsed = read(line)
    assert (parsed.kind, parsed.fields) == ("interruption", fields)


REQUESTS: list[tuple[str, dict[str, Any]]] = [
    (
        "? @anna wants the logo as svg by wed",
        {
            "customer": "anna",
            "subject": "wants the logo as svg",
            "promised": "2026-11-25T22:59:59Z",
            "promised_is_date": True,
        },
    ),
    (
        '? p1 @"Anna B." refund please #refund n:"angry" +x ~5m',
        {
            "customer": "Anna B.",
            "subject": "refund please +x ~5m",
            "kind": "refund",
            "priority": 1,
            "notes": "angry",
        },
    ),
]


@pytest.mark.parametrize(("line", "fields"), REQUESTS)
def test_a_request(line: str, fields: dict[str, Any]) -> None:
    parsed = read(line)
    assert (parsed.kind, parsed.fields) == ("request", fields)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("x para mañana", "x by 2026-11-24"),
        ("x by 4pm", "x by 2026-11-23 16:00"),
        ("p1 x el lunes", "(A) x on 2026-11-30"),
        ("x rec:lun,vie", "x rec:mon,fri"),
        ("x rec:+1m", "x rec:+1m"),
        ("x on next week", "x on 2026-W49"),
        ('? @"Anna B" logo', '? @"Anna B" logo'),
        ("! 14:05 Karl, invoice", "! 2026-11-23 14:05 Karl, invoice"),
        ('! @"Lopez, M" invoice', '! 2026-11-23 14:49 @"Lopez, M" invoice'),
        ("! Karl @x", "! 2026-11-23 14:49 x, Karl"),
        ("! Karl, tea por:puerta", "! 2026-11-23 14:49 Karl, tea by:visit"),
        ("! Karl, read \\by:mail", "! 2026-11-23 14:49 @Karl read \\by:mail"),
        ("ask by:phone", "ask by:phone"),
    ],
)
def test_the_canonical_line_has_resolved_dates(line: str, written: str) -> None:
    assert canonical(read(line), now=NOW, zone=BERLIN) == written


@pytest.mark.parametrize(
    "line", ["Invoice October today", "Call Karl ~5m Tomorrow", "llamar mañana"]
)
def test_a_bare_day_at_the_end_stays_in_the_title_with_a_hint(line: str) -> None:
    parsed = read(line)
    last = line.split()[-1]

    assert parsed.fields["title"].endswith(last)
    assert "place" not in parsed.fields
    assert parsed.hints == [f"{last} stays text; write on {last} to plan it for that day."]


@pytest.mark.parametrize(
    "line", ["Plan tomorrow on today", "today is the day", "Call Karl on today"]
)
def test_a_line_that_has_its_day_gets_no_hint(line: str) -> None:
    assert read(line).hints == []
