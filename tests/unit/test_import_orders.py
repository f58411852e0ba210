"""Order exports read: the shops' headers, dates, states, and what is no order."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.errors import CockpitError
from cockpit.interchange.orders.dates import month_first, read_instant
from cockpit.interchange.orders.reading import parse
from cockpit.interchange.report import Parsed

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SHOPIFY = """\
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Total,Created at,Lineitem quantity,Lineitem name,Billing Name,Notes,Cancelled at
#1001,anna@example.com,paid,2026-11-20 10:31:00 +0100,unfulfilled,,no,EUR,61.50,2026-11-20 10:30:00 +0100,2,Mug,Anna Weber,as a gift,
#1001,anna@example.com,,,,,,,,,1,Card,,,
#1002,ben@example.com,paid,2026-11-20 11:00:00 +0100,fulfilled,2026-11-21 09:00:00 +0100,no,EUR,12.00,2026-11-20 11:00:00 +0100,1,Pen,Ben Mora,,
"""
ETSY = """\
Sale Date,Order ID,Buyer User ID,Full Name,Number of Items,Date Shipped,Currency,Order Total,Status
11/20/26,3100000001,anna99,Anna Weber,2,,EUR,61.50,
11/18/26,3100000002,ben,Ben Mora,1,11/19/26,EUR,12.00,
"""
WOO = """\
"Order Number","Order Status","Order Date","Customer Note","First Name (Billing)","Last Name (Billing)","Email (Billing)","Order Total Amount","Item Name","Quantity"
"501","processing","2026-11-20 10:30","","Anna","Weber","anna@example.com","61.50","Mug","2"
"501","processing","2026-11-20 10:30","","Anna","Weber","anna@example.com","61.50","Card","1"
"502","wc-completed","2026-11-20 11:00","","Ben","Mora","ben@example.com","12.00","Pen","1"
"""
GUMROAD = """\
Purchase ID,Item Name,Buyer Name,Purchase Email,Purchase Date,Purchase Time (UTC timezone),Sale Price ($),Refunded?,Fully Refunded?,Order Number,Quantity
abc==,Course,Anna Weber,anna@example.com,2026-11-20,09:30:00,49.0,0,0,77,1
def==,Book,Ben Mora,ben@example.com,2026-11-20,10:00:00,12.0,0,0,78,2
Totals,,,,,,61.0,,,,
"""
GERMAN = """\
Bestellnummer;Bestelldatum;Kunde;E-Mail-Adresse;Artikel;Menge;Versandstatus;Versanddatum
7001;20.11.2026 10:30;Jörg Groß;j@example.com;Tasse;2;nicht versandt;
7002;20.11.2026 11:00 Uhr;Zoë;z@example.com;Stift;1;versandt;21.11.2026
Summe;;;;;3;;
"""
SPANISH = """\
Nº de pedido\tFecha del pedido\tCliente\tCorreo electrónico\tProducto\tCantidad\tEstado
9001\t20/11/2026 10:30\tÁngela Peña\ta@example.com\tTaza\t2\tEn espera
"""


def read(text: str | bytes, zone: str = "Europe/Berlin") -> Parsed:
    return parse(text.encode() if isinstance(text, str) else text, now=NOW, zone=zone)


def bodies(parsed: Parsed) -> dict[str, dict[str, Any]]:
    return {one.uid: {**one.initial, **one.body} for one in parsed.proposals}


def types(body: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(event["type"], event["at"]) for event in body["events"]]


@pytest.mark.parametrize(
    ("text", "uid", "customer", "subject", "received"),
    [
        (SHOPIFY, "orders:shopify:#1001", "Anna Weber", "Mug × 2, Card", "2026-11-20T09:30:00Z"),
        (ETSY, "orders:etsy:3100000001", "Anna Weber", "Order 3100000001", "2026-11-19T23:00:00Z"),
        (WOO, "orders:woocommerce:501", "Anna Weber", "Mug × 2, Card", "2026-11-20T09:30:00Z"),
        (GUMROAD, "orders:gumroad:77", "Anna Weber", "Course", "2026-11-20T09:30:00Z"),
        (GERMAN, "orders:shop:7001", "Jörg Groß", "Tasse × 2", "2026-11-20T09:30:00Z"),
        (SPANISH, "orders:shop:9001", "Ángela Peña", "Taza × 2", "2026-11-20T09:30:00Z"),
    ],
)
def test_each_shop_is_known_by_its_columns(
    text: str, uid: str, customer: str, subject: str, received: str
) -> None:
    body = bodies(read(text))[uid]

    assert (body["kind"], body["channel"]) == ("order", "shop")
    assert (body["customer"], body["subject"]) == (customer, subject)
    assert body["order_number"] == uid.rpartition(":")[2]
    assert body["events"] == [{"at": received, "type": "received"}]
    assert body["received"] == received


@pytest.mark.parametrize(
    ("text", "uid", "resolved"),
    [
        (SHOPIFY, "orders:shopify:#1002", "2026-11-21T08:00:00Z"),
        (ETSY, "orders:etsy:3100000002", "2026-11-18T23:00:00Z"),
        (WOO, "orders:woocommerce:502", None),
        (GERMAN, "orders:shop:7002", "2026-11-20T23:00:00Z"),
    ],
)
def test_what_is_fulfilled_is_resolved_at_its_date(
    text: str, uid: str, resolved: str | None
) -> None:
    assert types(bodies(read(text))[uid])[1] == ("resolved", resolved)


def test_the_notes_have_the_items_the_total_and_what_the_customer_wrote() -> None:
    body = bodies(read(SHOPIFY))["orders:shopify:#1001"]

    assert body["notes"] == "Mug × 2\nCard\nTotal: 61.50 EUR\nas a gift"
    assert body["address"] == "anna@example.com"


def test_totals_blank_rows_and_a_header_again_are_no_orders() -> None:
    lines = GERMAN.splitlines()
    text = "\n".join([*lines[:2], "", ";;;;;;;", lines[0], *lines[2:]]) + "\n"

    parsed = read(text)

    assert list(bodies(parsed)) == ["orders:shop:7001", "orders:shop:7002"]
    assert parsed.read == 4
    assert [(one.record, one.reason) for one in parsed.skipped] == [
        ("line 5", "the header again"),
        ("line 7", "a row of totals"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_line_ends_and_delimiters(encoding: str, end: str, delimiter: str) -> None:
    text = GERMAN.replace(";", delimiter).replace("\n", end)

    found = bodies(read(text.encode(encoding)))

    assert found["orders:shop:7001"]["customer"] == "Jörg Groß"


def test_headers_in_any_case_and_spelling_a_title_above_and_excels_line() -> None:
    text = (
        "sep=;\nOrders of November\n\n ORDER_NUMBER ; order  DATE;E-MAIL\n#1; 2026-11-20 ;a@b.c\n"
    )

    (body,) = bodies(read(text)).values()

    assert (body["order_number"], body["customer"]) == ("#1", "a@b.c")


@pytest.mark.parametrize("number", ["#1001", "007", "1e5", "A/12-3", "+49", "=1+1", "ÄB#2"])
def test_numbers_are_kept_as_they_are_written(number: str) -> None:
    (body,) = bodies(read(f"Order number,Date,Email\n{number},2026-11-20,a@b.c\n")).values()

    assert body["order_number"] == number


@pytest.mark.parametrize("cell", ['"=""1001"""', "'1001"])
def test_a_number_that_a_spreadsheet_marked_as_text_is_that_number(cell: str) -> None:
    (uid,) = bodies(read(f"Order number,Date,Email\n{cell},2026-11-20,a@b.c\n"))

    assert uid == "orders:shop:1001"


def test_cells_that_look_like_formulas_or_steer_a_terminal_are_only_text() -> None:
    text = (
        "Order number,Date,Customer,Item\n"
        '1,2026-11-20,\x1b[31m=cmd|\'/c calc\'!A1,"=HYPERLINK(""http://x.test"",""a\nb"")"\n'
    )

    (body,) = bodies(read(text)).values()

    assert body["customer"] == "[31m=cmd|'/c calc'!A1"
    assert body["subject"] == '=HYPERLINK("http://x.test","a b")'


def test_a_name_beside_an_order_number_is_the_customers() -> None:
    (body,) = bodies(read("Order number,Date,Name\n1,2026-11-20,Anna\n")).values()

    assert (body["order_number"], body["customer"]) == ("1", "Anna")


def test_lines_of_one_order_belong_together_wherever_they_stand() -> None:
    text = (
        "Order number,Date,Email,Item,Quantity\n"
        "1,2026-11-20,a@b.c,Mug,2\n2,2026-11-20,d@e.f,Pen,1\n1,2026-11-20,a@b.c,Mug,3\n"
        ",,,Card,1\n"
    )

    found = bodies(read(text))

    assert found["orders:shop:1"]["subject"] == "Mug × 5, Card"
    assert len(found) == 2


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,soon,a@b.c,Mug", "'soon' is not a date"),
        ("1,2026-02-30,a@b.c,Mug", "'2026-02-30' is not a date"),
        ("1,2027-01-01,a@b.c,Mug", "'2027-01-01' lies in the future"),
        ("1,,a@b.c,Mug", "it has no date"),
        (",2026-11-20,a@b.c,Mug", "it has no order number"),
        ("1,2026-11-20,a@b.c,Mug,large", "5 cells, the header 4"),
    ],
)
def test_a_bad_row_costs_only_its_order(row: str, reason: str) -> None:
    parsed = read(f"Order number,Date,Email,Item\n{row}\n2,2026-11-20,d@e.f,Pen\n")

    assert list(bodies(parsed)) == ["orders:shop:2"]
    (skipped,) = parsed.skipped
    assert reason in skipped.reason
    assert "line 2" in skipped.record
    assert parsed.read == 2


def test_an_order_of_which_one_line_is_damaged_is_not_taken_by_halves() -> None:
    rows = "".join(f"{number},2026-11-20,ä@b.c,Küche,1\n" for number in range(2, 12))
    text = f"Order number,Date,Email,Item,Quantity\n1,2026-11-20,a@b.c,Mug,1\n{rows}"
    damaged = text.encode() + b"1,2026-11-20,a@b.c,M\xffg,1\n"

    parsed = read(damaged)

    assert "orders:shop:1" not in bodies(parsed)
    assert len(parsed.proposals) == 10
    assert [one.reason.partition(":")[0] for one in parsed.skipped] == [
        "damaged text",
        "another line of this order could not be read",
    ]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("paid,unfulfilled,,,", "open"),
        ("paid,partial,2026-11-21,,", "open"),
        ("partially_refunded,,,,", "open"),
        ("paid,,,,", "open"),
        ("paid,fulfilled,2026-11-21,,", "fulfilled"),
        ("paid,,2026-11-21,,", "fulfilled"),
        ("voided,,,,2026-11-21", "cancelled"),
        ("refunded,fulfilled,2026-11-21,,", "refunded"),
        ("paid,unfulfilled,,,2026-11-21", "cancelled"),
        (",,,Storniert,2026-11-21", "cancelled"),
        (",,2026-11-21,Enviado,", "fulfilled"),
        (",,,En preparación?,", "open"),
    ],
)
def test_the_state_of_an_order(state: str, expected: str) -> None:
    head = "Order number,Date,Email,Financial Status,Fulfillment Status,Fulfilled at,Status"
    text = f"{head},Cancelled at\n1,2026-11-20,a@b.c,{state}\n"

    (body,) = bodies(read(text)).values()

    last = body["events"][-1]
    assert last.get("note", "open") == expected
    assert last["at"] == ("2026-11-19T23:00:00Z" if expected == "open" else "2026-11-20T23:00:00Z")


def test_a_status_that_is_not_known_leaves_the_order_open_and_is_told() -> None:
    parsed = read("Order number,Date,Email,Status\n1,2026-11-20,a@b.c,frozen\n")

    assert parsed.told == ("Unknown status, taken as open: “frozen”.",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("foo,bar\n1,2\n", ["“foo”", "“bar”", "order’s number", "its date", "customer’s name"]),
        ("Order number;Datte;Email\n1;2026-11-20;a@b.c\n", ["“Datte”", "its date"]),
        ("Order number,Date,Who\n1,2026-11-20,a\n", ["“Who”", "customer’s name"]),
        ("no table here\n", ["“no table here”"]),
        ("", ["no row"]),
        ("\n  \n\n", ["no row"]),
        ('Order number,Date,Email\n1,2026-11-20,"a@b.c\n2,2026-11-20,x\n', ["line 2", "quote"]),
        ('[{"order": 1}]', ["JSON"]),
    ],
)
def test_what_is_no_order_export_is_refused_by_name(text: str, named: list[str]) -> None:
    with pytest.raises(CockpitError) as error:
        read(text)
    said = str(error.value)
    assert error.value.exit_code == 1
    assert said.count("\n") == 0
    assert [words for words in named if words not in said] == []


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-11-20", "2026-11-19T23:00:00Z"),
        ("2026-11-20 10:30", "2026-11-20T09:30:00Z"),
        ("2026-11-20T10:30:15Z", "2026-11-20T10:30:15Z"),
        ("2026-11-20 10:30:00 -0500", "2026-11-20T15:30:00Z"),
        ("2026-11-20 10:30:00.123+05:30", "2026-11-20T05:00:00Z"),
        ("2026-11-20 10:30 UTC", "2026-11-20T10:30:00Z"),
        ("2026-11-20 10:30 GMT+2", "2026-11-20T08:30:00Z"),
        ("20.11.2026, 10:30 Uhr", "2026-11-20T09:30:00Z"),
        ("20.11.26", "2026-11-19T23:00:00Z"),
        ("11/20/2026 2:30 PM", "2026-11-20T13:30:00Z"),
        ("11/20/26 12:05 a.m.", "2026-11-19T23:05:00Z"),
        ("Nov 20, 2026 at 2:30 pm", "2026-11-20T13:30:00Z"),
        ("20 de noviembre de 2026", "2026-11-19T23:00:00Z"),
        ("20. Oktober 2026 9:00", "2026-10-20T07:00:00Z"),
        ("1 März 2026", "2026-02-28T23:00:00Z"),
        # a wall time that does not exist, and one that exists twice: the first of them
        ("2026-03-29 02:30", "2026-03-29T01:30:00Z"),
        ("2026-10-25 02:30", "2026-10-25T00:30:00Z"),
        ("13/13/2026", None),
        ("2026-11-20 25:00", None),
        ("2026-11-20 10:30 13 pm", None),
        ("20261120", None),
        ("2026-11-20 10:30 +9900", None),
        ("0000-01-01", None),
        ("", None),
    ],
)
def test_dates_as_shops_write_them(written: str, instant: str | None) -> None:
    assert read_instant(written, "Europe/Berlin", month_leads=True) == instant


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["03/04/2026", "25/04/2026"], False),
        (["03/04/2026", "04/25/2026"], True),
        (["03.04.2026"], False),
        (["03/04/2026", "2026-04-25"], None),
    ],
)
def test_other_dates_tell_whether_the_month_comes_first(
    dates: list[str], expected: bool | None
) -> None:
    assert month_first(dates) is expected


def test_a_guess_at_day_and_month_is_told() -> None:
    parsed = read("Order number,Date,Email\n1,03/04/2026,a@b.c\n")

    assert next(iter(bodies(parsed).values()))["received"].startswith("2026-03-03")
    assert "month first" in parsed.told[0]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_one_sentence(text: str) -> None:
    refusals = []
    for content in (text, "Order number,Date,Email\n" + text):
        try:
            parsed = read(content.encode("utf-8", "replace"))
        except CockpitError as error:
            refusals.append(str(error))
        else:
            assert parsed.read == len(parsed.proposals) + len(parsed.skipped)
    assert [said for said in refusals if "\n" in said] == []
