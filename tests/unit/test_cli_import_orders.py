"""Orders imported: twice is once, a later export resolves, the owner's own words stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine

HEAD = "Name,Email,Financial Status,Fulfillment Status,Fulfilled at,Cancelled at,Created at,Lineitem quantity,Lineitem name,Billing Name\n"


def order(
    number: str = "#1001",
    state: str = "unfulfilled",
    fulfilled: str = "",
    cancelled: str = "",
    created: str = "2026-11-20 10:30:00 +0100",
    item: str = "Mug",
    payment: str = "paid",
) -> str:
    return f"{number},a@example.com,{payment},{state},{fulfilled},{cancelled},{created},2,{item},Anna Weber\n"


class Shop:
    """A shop whose exports are imported."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.cockpit = CommandLine(home)
        self.file = folder / "orders.csv"

    def exports(self, *orders: str) -> tuple[int, ...]:
        self.file.write_text(HEAD + "".join(orders), encoding="utf-8")
        report = self.cockpit("import", "orders", str(self.file), "--json").json
        counts = [report[name] for name in ("read", "added", "updated", "unchanged")]
        assert sum(counts[1:]) + len(report["skipped"]) == counts[0]
        return (*counts, len(report["skipped"]))

    def request(self) -> dict[str, Any]:
        return self.cockpit("request", "show", "R1", "--json").json

    def events(self) -> list[tuple[str, str]]:
        return [(event["type"], event["at"]) for event in self.request()["events"]]


@pytest.fixture
def shop(own_home: Path, tmp_path: Path) -> Shop:
    return Shop(own_home, tmp_path)


def test_an_order_becomes_an_open_request_once(shop: Shop) -> None:
    assert shop.exports(order(), order("#1002")) == (2, 2, 0, 0, 0)
    assert shop.exports(order(), order("#1002")) == (2, 0, 0, 2, 0)

    request = shop.request()
    assert (request["uid"], request["order_number"]) == ("orders:shopify:#1001", "#1001")
    assert (request["state"], request["kind"], request["channel"]) == ("new", "order", "shop")
    assert request["subject"] == "Mug × 2"
    assert len(shop.cockpit.items("history")) == 1


def test_one_undo_takes_the_whole_import_back(shop: Shop) -> None:
    shop.exports(order(), order("#1002"))

    assert shop.cockpit("undo").status == 0

    assert shop.cockpit.items("request", "list", "--all") == []
    assert shop.exports(order(), order("#1002")) == (2, 2, 0, 0, 0)


def test_a_later_export_in_which_it_was_fulfilled_resolves_it_at_that_date(shop: Shop) -> None:
    shop.exports(order())

    assert shop.exports(order(state="fulfilled", fulfilled="2026-11-21 09:00:00 +0100"))[2] == 1

    request = shop.request()
    assert (request["state"], request["closed_at"]) == ("resolved", "2026-11-21T08:00:00Z")
    assert shop.events()[-1] == ("resolved", "2026-11-21T08:00:00Z")
    assert shop.cockpit.items("request", "list") == []


def test_without_a_date_it_is_resolved_when_the_import_learns_of_it_and_stays_so(
    shop: Shop,
) -> None:
    shop.exports(order())
    refunded = order(payment="refunded")
    assert shop.exports(refunded)[2] == 1
    first = shop.events()
    assert first[-1] == ("resolved", "2026-11-23T09:20:00Z")

    shop.cockpit.now = "2026-11-25T12:00:00+00:00"

    assert shop.exports(refunded) == (1, 0, 0, 1, 0)
    assert shop.events() == first


def test_an_order_that_was_over_before_it_was_here_is_told_and_left_out(shop: Shop) -> None:
    assert shop.exports(order(payment="refunded"), order("#1002")) == (2, 1, 0, 0, 1)

    ran = shop.cockpit("import", "orders", str(shop.file))
    assert "order #1001: it was refunded before it was ever here" in ran.out


def test_an_order_that_the_shop_opens_again_is_open_again(shop: Shop) -> None:
    shop.exports(order(cancelled="2026-11-21 09:00:00 +0100"))
    assert shop.request()["state"] == "resolved"

    assert shop.exports(order())[2] == 1

    assert (shop.request()["state"], shop.request()["closed_at"]) == ("new", None)


def test_the_owners_edits_and_events_stay(shop: Shop) -> None:
    shop.exports(order())
    shop.cockpit("request", "edit", "R1", "--subject", "Two mugs", "--notes", "gift")
    shop.cockpit("request", "reply", "R1", "--note", "on its way", "--at", "2026-11-21 08:00")
    shop.cockpit("request", "note", "R1", "called")

    later = order(state="fulfilled", fulfilled="2026-11-22 09:00:00 +0100", item="Mug blue")
    assert shop.exports(later)[2] == 1

    request = shop.request()
    assert (request["subject"], request["notes"]) == ("Two mugs", "gift")
    assert request["state"] == "resolved"
    assert [kind for kind, _ in shop.events()] == ["received", "reply", "resolved", "note"]
    assert shop.exports(later) == (1, 0, 0, 1, 0)


def test_what_the_owner_resolved_first_is_not_resolved_twice(shop: Shop) -> None:
    shop.exports(order())
    shop.cockpit("request", "done", "R1", "--at", "2026-11-21 07:00")
    before = shop.events()

    shop.exports(order(state="fulfilled", fulfilled="2026-11-22 09:00:00 +0100"))

    assert shop.events() == before
    assert shop.request()["closed_at"] == "2026-11-21T07:00:00Z"


def test_what_the_owner_archived_stays_away(shop: Shop) -> None:
    shop.exports(order())
    shop.cockpit("request", "archive", "R1")

    shop.exports(order(item="Mug blue"))

    assert shop.request()["subject"] == "Mug blue × 2"
    assert shop.cockpit.items("request", "list") == []


def test_a_moment_that_the_shop_corrects_moves_the_request(shop: Shop) -> None:
    shop.exports(order())

    shop.exports(order(created="2026-11-20 12:00:00 +0100"))

    assert shop.request()["received"] == "2026-11-20T11:00:00Z"
    assert shop.events() == [("received", "2026-11-20T11:00:00Z")]


def test_the_due_follows_from_the_promise_and_a_late_order_breached_it(shop: Shop) -> None:
    shop.cockpit("hours", "add", "mine", "--zone", "Europe/Berlin", "--week", "mon-fri 9-17")
    shop.cockpit("promise", "add", "order", "--resolution", "4h")
    shop.exports(order(), order("#1002", "fulfilled", "2026-11-23 10:00:00 +0100"))

    one, other = sorted(shop.cockpit.items("request", "list", "--all"), key=lambda one: one["id"])

    assert (one["due"], one["status"]) == ("2026-11-20T13:30:00Z", "breached")
    assert (other["state"], other["status"]) == ("resolved", "breached")


@pytest.mark.parametrize("content", ["foo,bar\n1,2\n", "", "<!doctype html><p>hello"])
def test_what_is_no_order_export_writes_nothing(shop: Shop, content: str, tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text(HEAD + order())
    shop.file.write_text(content)

    ran = shop.cockpit("import", "orders", str(good), str(shop.file))

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert shop.cockpit.items("history") == []


def test_unknown_and_missing_columns_are_named(shop: Shop) -> None:
    ran = shop.cockpit("import", "orders", "-", stdin="Order number,Datte,Email\n1,x,a@b.c\n")

    assert ran.status == 1
    assert "“Datte”" in ran.err
    assert "its date" in ran.err


def test_etsys_two_exports_of_one_order_are_one_request(shop: Shop, tmp_path: Path) -> None:
    orders, items = tmp_path / "orders.csv", tmp_path / "items.csv"
    orders.write_text("Sale Date,Order ID,Full Name,Date Shipped\n11/20/26,31,Anna,\n")
    items.write_text(
        "Sale Date,Item Name,Buyer,Quantity,Order ID,Listing ID\n11/20/26,Mug,Anna,2,31,9\n"
    )

    ran = shop.cockpit("import", "orders", str(orders), str(items), str(orders), "--json").json

    assert [one["added"] for one in ran["items"]] == [1, 0, 0]
    (request,) = shop.cockpit.items("request", "list")
    assert (request["uid"], request["subject"]) == ("orders:etsy:31", "Mug × 2")

    shop.cockpit("request", "edit", "R1", "--subject", "Two mugs")
    again = shop.cockpit("import", "orders", str(items), str(orders), str(items), "--json").json
    assert [one["unchanged"] for one in again["items"]] == [1, 1, 1]
    assert shop.request()["subject"] == "Two mugs"


def test_many_orders_are_one_change(shop: Shop) -> None:
    many = [order(f"#{number}") for number in range(2_000)]

    assert shop.exports(*many) == (2_000, 2_000, 0, 0, 0)
    assert shop.exports(*many) == (2_000, 0, 0, 2_000, 0)
    assert len(shop.cockpit.items("history")) == 1
