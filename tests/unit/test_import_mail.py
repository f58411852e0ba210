"""Mail becomes requests: threads, answers, reopening, and what is no word of a customer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cockpit.actions.conversations import TakenIn, take_in
from cockpit.actions.records import archive_record
from cockpit.actions.requests import resolve_request, wait_on_customer
from cockpit.domain.identity import parse_instant
from cockpit.domain.promising.story import state_of
from cockpit.interchange.mail.reading import Mail
from cockpit.interchange.mail.sources import Source, open_source
from cockpit.store.workspace import Workspace
from tests.mails import ANNA, ME, mail, maildir, mbox, mine
from tests.workspaces import NOW, advance, open_workspace, stored

BEN = "Ben <ben@example.net>"
LATER = "Fri, 20 Nov 2026 09:00:00 +0100"
NEWEST = "Sat, 21 Nov 2026 09:00:00 +0100"


class Done(NamedTuple):
    mail: Mail
    outcome: TakenIn

    @property
    def counts(self) -> tuple[int, int, int, int]:
        skipped = len(self.mail.skipped) + len(self.outcome.skipped)
        unchanged = self.outcome.unchanged + self.mail.twice
        return self.outcome.added, self.outcome.updated, unchanged, skipped

    @property
    def reasons(self) -> list[str]:
        return [one.reason for one in self.mail.skipped] + [one[1] for one in self.outcome.skipped]


Import = Callable[..., Done]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def take(workspace: Workspace, tmp_path: Path) -> Import:
    def run(*mails: str | bytes, me: tuple[str, ...] = (ME,)) -> Done:
        path = mbox(tmp_path / "Inbox", mails)
        read = Mail([open_source(path)], me, NOW)
        done = Done(read, take_in(workspace, read.conversations(), "Inbox"))
        assert sum(done.counts) == read.read
        return done

    return run


def requests(workspace: Workspace) -> list[dict[str, Any]]:
    return [dict(one) for one in workspace.table("request").all()]


def kinds(request: dict[str, Any]) -> list[str]:
    return [event["type"] for event in request["events"]]


def test_the_first_message_is_the_request_and_the_others_are_its_events(
    take: Import, workspace: Workspace
) -> None:
    done = take(
        mail("1", subject="Refund for order #1234", text="Please refund me.\nThanks, Anna"),
        mine("2"),
        mail("3", answers="1 2", at=LATER, subject="Re: Refund", text="And when?\n> It is on"),
    )

    (request,) = requests(workspace)
    assert done.counts == (1, 2, 0, 0)
    assert request["subject"] == "Refund for order #1234"
    assert (request["customer"], request["address"]) == ("Anna Gómez", "anna@example.org")
    assert (request["channel"], request["kind"], request["order_number"]) == (
        "email",
        "refund",
        "1234",
    )
    assert request["received"] == "2026-11-19T09:00:00Z"
    assert request["notes"] == "Please refund me.\nThanks, Anna"
    assert [(event["at"], event["type"], event.get("note", "")) for event in request["events"]] == [
        ("2026-11-19T09:00:00Z", "received", ""),
        ("2026-11-19T11:00:00Z", "reply", "It is on its way."),
        ("2026-11-20T08:00:00Z", "customer_message", "And when?"),
    ]


THREAD = (mail("1"), mine("2"), mail("3", answers="1 2", at=LATER), mail("9", by=BEN))


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_in_the_mailbox_does_not_matter(
    order: tuple[int, ...], take: Import, workspace: Workspace
) -> None:
    assert take(*(THREAD[at] for at in order)).counts == (2, 2, 0, 0)

    by_customer = {one["customer"]: kinds(one) for one in requests(workspace)}
    assert by_customer == {
        "Anna Gómez": ["received", "reply", "customer_message"],
        "Ben": ["received"],
    }


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_one_mail_at_a_time_makes_the_same_request(
    order: tuple[int, ...], take: Import, workspace: Workspace
) -> None:
    # the owner's reply cannot be the first: nobody has asked anything yet
    for at in order:
        take(THREAD[at])
    take(*THREAD[:3])

    (request,) = requests(workspace)
    assert kinds(request) == ["received", "reply", "customer_message"]
    assert request["received"] == "2026-11-19T09:00:00Z"


def test_twice_adds_nothing_and_one_undo_takes_all_back(take: Import, workspace: Workspace) -> None:
    empty = stored(workspace)
    take(*THREAD)
    full = stored(workspace)

    again = take(*THREAD)

    assert again.counts == (0, 0, 4, 0)
    assert again.outcome.change.id is None
    assert stored(workspace) == full
    workspace.undo()
    assert stored(workspace) == empty
    assert take(*THREAD).counts == (2, 2, 0, 0)


def test_a_mail_that_lies_in_two_folders_counts_once(take: Import, workspace: Workspace) -> None:
    assert take(mail("1"), mail("1")).counts == (1, 0, 1, 0)
    assert len(requests(workspace)) == 1


def test_a_customer_reopens_what_was_resolved_and_resumes_what_waits(
    take: Import, workspace: Workspace
) -> None:
    take(mail("1"), mail("2", by=BEN))
    resolve_request(workspace, "R1", at=parse_instant("2026-11-19T15:00:00Z"))
    wait_on_customer(workspace, "R2", at=parse_instant("2026-11-19T15:00:00Z"))

    take(mail("3", answers="1", at=LATER), mail("4", answers="2", by=BEN, at=LATER))

    first, second = requests(workspace)
    assert state_of(first["events"]) == "open"
    assert first.get("closed_at") is None
    assert state_of(second["events"]) == "open"
    assert set(workspace.live("request")) == {1, 2}


def test_mail_from_before_it_was_resolved_leaves_it_resolved(
    take: Import, workspace: Workspace
) -> None:
    take(mail("1"))
    resolve_request(workspace, "R1", at=parse_instant("2026-11-20T15:00:00Z"))

    take(mine("2"), mail("3", answers="1", at=LATER))

    (request,) = requests(workspace)
    assert kinds(request) == ["received", "reply", "customer_message", "resolved"]
    assert request["closed_at"] == "2026-11-20T15:00:00Z"


def test_a_reply_of_the_owner_leaves_what_was_resolved_closed(
    take: Import, workspace: Workspace
) -> None:
    take(mail("1"))
    resolve_request(workspace, "R1", at=parse_instant("2026-11-19T10:00:00Z"))

    take(mine("2"))

    assert requests(workspace)[0]["closed_at"] == "2026-11-19T10:00:00Z"


def test_customers_who_answer_the_same_mail_of_the_owner_are_not_mixed(
    take: Import, workspace: Workspace
) -> None:
    # given an offer that went to two, and one answer that comes with the next import
    offer = mail("1", by=ME, to=f"{ANNA}, {BEN}", subject="Our new course")
    first = take(offer, mail("2", answers="1"), mail("3", answers="1", by=BEN))
    second = take(mail("4", answers="1 2", at=LATER), mail("5", answers="1", by=BEN, at=LATER))

    assert first.counts == (2, 0, 0, 1)
    assert second.counts == (0, 2, 0, 0)
    assert [(one["customer"], kinds(one)) for one in requests(workspace)] == [
        ("Anna Gómez", ["received", "customer_message"]),
        ("Ben", ["received", "customer_message"]),
    ]


def test_without_ids_the_subject_and_the_customer_say_what_belongs_together(
    take: Import, workspace: Workspace
) -> None:
    take(
        mail(None, subject="Broken cup"),
        mail(None, subject="RE: Re[2]: broken  CUP", at=LATER),
        mail(None, subject="Broken cup", by=BEN),
        mail("7", subject="Broken cup", at=NEWEST),  # has an id, answers nothing: a new matter
    )
    take(mail(None, subject="RV: Broken cup", by=BEN, at=LATER, text="Still broken"))

    assert [(one["customer"], kinds(one)) for one in requests(workspace)] == [
        ("Anna Gómez", ["received", "customer_message"]),
        ("Ben", ["received", "customer_message"]),
        ("Anna Gómez", ["received"]),
    ]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"more": "Auto-Submitted: auto-replied"}, "Auto-Submitted"),
        ({"more": "Precedence: bulk"}, "Precedence"),
        ({"more": "Precedence: LIST"}, "Precedence"),
        ({"more": "X-Autoreply: yes"}, "X-Autoreply"),
        ({"more": "List-Id: <news.example.org>"}, "List-Id"),
        ({"more": "Return-Path: <>"}, "mail server"),
        ({"by": "MAILER-DAEMON@mx.example.org"}, "mail server"),
        ({"more": "Content-Type: multipart/report; boundary=x"}, "delivery"),
        ({"subject": "Undeliverable: your order"}, "delivery"),
        ({"subject": "Automatic reply: your order"}, "subject"),
        ({"subject": "Out of Office: your order"}, "subject"),
        ({"subject": "Respuesta automática: pedido"}, "subject"),
        ({"subject": "=?utf-8?q?Fuera_de_la_oficina?="}, "subject"),
        ({"more": "X-Spam-Flag: YES"}, "spam"),
        ({"more": "X-Gmail-Labels: Inbox,Drafts"}, "draft"),
        ({"by": "nobody at all"}, "who wrote"),
    ],
)
def test_what_is_no_word_of_a_customer_is_skipped_with_its_reason(
    headers: dict[str, str], reason: str, take: Import, workspace: Workspace
) -> None:
    done = take(mail("1", **headers), mail("2", by=BEN))

    assert done.counts == (1, 0, 0, 1)
    assert reason in done.reasons[0]
    assert [one["customer"] for one in requests(workspace)] == ["Ben"]


@pytest.mark.parametrize(
    "headers",
    [
        {"more": "Auto-Submitted: no"},
        {"more": "Precedence: first-class"},
        {"subject": "Re: Out of office"},
        {"subject": "Your office is closed"},
    ],
)
def test_what_a_person_wrote_is_taken(headers: dict[str, str], take: Import) -> None:
    assert take(mail("1", **headers)).counts == (1, 0, 0, 0)


def test_the_folder_of_sent_mail_tells_who_the_owner_is(
    workspace: Workspace, tmp_path: Path
) -> None:
    inbox = mbox(tmp_path / "Inbox", [mail("1"), mail("3", answers="1 2", at=LATER)])
    sent = mbox(tmp_path / "Enviados.mbox", [mine("2")])

    read = Mail([open_source(inbox), open_source(sent)], (), NOW)
    take_in(workspace, read.conversations(), "both")

    assert read.knows_me
    assert kinds(requests(workspace)[0]) == ["received", "reply", "customer_message"]


def test_a_label_of_the_mail_program_tells_it_too(take: Import, workspace: Workspace) -> None:
    take(mail("1"), mine("2").replace("\n\n", "\nX-Gmail-Labels: Sent,Important\n\n", 1), me=())

    assert kinds(requests(workspace)[0]) == ["received", "reply"]


def test_a_form_of_the_shop_names_the_customer_in_reply_to(
    take: Import, workspace: Workspace
) -> None:
    take(mail("1", by=f"My shop <{ME}>", more=f"Reply-To: {ANNA}"))

    assert requests(workspace)[0]["address"] == "anna@example.org"


@pytest.mark.parametrize("at", ["Tue, 01 Jan 2036 00:00:00 +0000", "yesterday, I think", ""])
def test_a_date_of_no_use_counts_from_the_arrival_and_is_told(
    at: str, take: Import, workspace: Workspace
) -> None:
    arrived = "Received: from a by b with c; Thu, 19 Nov 2026 08:00:00 +0000"
    done = take(mail("1", at=at, more=arrived), mail("2", at=at, by=BEN))

    first, second = requests(workspace)
    assert done.mail.doubtful == 2
    assert first["received"] == "2026-11-19T08:00:00Z"
    assert parse_instant(second["received"]) - NOW == timedelta()
    assert "date" in first["notes"]


def test_a_maildir_with_its_folders_and_flags(workspace: Workspace, tmp_path: Path) -> None:
    path = maildir(
        tmp_path / "Maildir",
        {
            "cur/1:2,RS": mail("1"),
            "new/5": mail("5", by=BEN),
            "cur/6:2,ST": mail("6", by="Deleted <x@example.org>"),
            "cur/.hidden": "nothing",
            "cur/broken:2,S": "this is no mail\n",
            ".Sent/cur/2:2,S": mine("2"),
            ".Drafts/cur/7:2,D": mine("7"),
            ".Junk/new/8": mail("8", by="Spam <spam@example.org>"),
        },
    )

    read = Mail([open_source(path)], (), NOW)
    outcome = take_in(workspace, read.conversations(), "Maildir")

    assert (read.read, outcome.added, outcome.updated) == (7, 2, 1)
    assert sorted(one.reason for one in read.skipped) == [
        "a draft",
        "deleted mail",
        "it is not a mail",
        "marked as spam",
    ]
    by_customer = {one["customer"]: kinds(one) for one in requests(workspace)}
    assert by_customer == {"Anna Gómez": ["received", "reply"], "Ben": ["received"]}


def test_lines_of_a_body_that_begin_with_from_do_not_end_a_mail(
    take: Import, workspace: Workspace
) -> None:
    text = (
        "Dear all,\n\nFrom my point of view it is late.\n\nFrom Anna to Ben:\nNote: well\n\n"
        ">From 2 to 3 at 10:00\nBye"
    )
    done = take(mail("1", text=text), mail("2", by=BEN))

    assert done.counts == (2, 0, 0, 0)
    assert "From my point of view" in requests(workspace)[0]["notes"]
    assert "Bye" in requests(workspace)[0]["notes"]


def test_a_mail_keeps_its_identity_in_an_mbox_and_alone(take: Import, tmp_path: Path) -> None:
    content = mail(None, text="Hello\n\nFrom here on\nBye").replace("\n", "\r\n")
    alone = tmp_path / "one.eml"
    alone.write_bytes(content.encode())
    (key,) = (
        one.letter.key for one in next(Mail([open_source(str(alone))], (), NOW).conversations())
    )

    quoted = content.replace("\r\n", "\n").replace("\nFrom here", "\n>From here")
    read = take(quoted).mail

    assert [one.letter.key for one in next(read.conversations())] == [key]


def test_what_was_archived_comes_back_when_the_customer_writes_again(
    take: Import, workspace: Workspace
) -> None:
    take(mail("1"))
    archive_record(workspace, "R1")
    take(mine("2"), mail("3", answers="1", at=LATER))
    assert not workspace.live("request")

    advance(workspace, days=2)
    read = Mail([_late(workspace)], (ME,), workspace.now())
    take_in(workspace, read.conversations(), "late")

    assert set(workspace.live("request")) == {1}


def _late(workspace: Workspace) -> Source:
    content = mail("4", answers="1", at="Tue, 24 Nov 2026 09:00:00 +0000")
    return open_source("-", content.encode())


def test_thousands_of_mails_of_one_thread_or_subject_are_taken_in_little_time(
    workspace: Workspace, tmp_path: Path
) -> None:
    def at(number: int) -> str:
        return f"Thu, 19 Nov 2026 {number // 3600:02}:{number // 60 % 60:02}:{number % 60:02} +0000"

    mails = [mail(str(n), answers="0" if n else "", at=at(n)) for n in range(2000)]
    mails += [mail(None, by=BEN, subject="form", at=at(n), text=str(n)) for n in range(2000)]
    started = time.process_time()

    read = Mail([open_source(mbox(tmp_path / "many", mails))], (), NOW)
    outcome = take_in(workspace, read.conversations(), "many")

    assert (outcome.added, outcome.updated) == (2, 3998)
    assert time.process_time() - started < 15
