"""What is read of one mail, however it is written: encodings, HTML, attachments, broken headers."""

from __future__ import annotations

import time
from base64 import b64encode
from email.message import EmailMessage
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.interchange.mail.contents import Contents, read_contents
from cockpit.interchange.mail.guesses import guess_kind, guess_order_number
from cockpit.interchange.mail.headers import Headers, decoded, moment_of
from cockpit.interchange.mail.html_text import html_to_text
from cockpit.interchange.mail.letters import without_prefixes


def contents(mail: bytes | str) -> Contents:
    data = mail if isinstance(mail, bytes) else mail.encode()
    return read_contents(iter(BytesIO(data)))


def headers(text: bytes) -> Headers:
    return Headers(text.split(b"\n"))


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("=?utf-8?B?R8OzbWV6?=", "Gómez"),
        ("=?UTF-8?Q?Reembolso_n=C2=BA_5?=", "Reembolso nº 5"),
        ("=?iso-8859-1?q?caf=E9?= ok", "café ok"),
        ("=?utf-8?q?one?= =?utf-8?q?two?=", "onetwo"),
        ("=?utf-8?B?R8M=?= =?utf-8?B?s20=?=", "Góm"),  # cut within a character
        ("=?utf-8*es?q?hola?=", "hola"),
        ("=?no-such-charset?q?caf=C3=A9?=", "café"),
        ("=?utf-8?B?R8OzbWV?=", "Góm"),  # without its last digits
        ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        ("plain", "plain"),
    ],
)
def test_encoded_words_are_read(raw: str, read: str) -> None:
    assert decoded(raw).startswith(read)


@pytest.mark.parametrize(
    ("raw", "name", "address"),
    [
        (b"From: Anna <Anna@Example.org>", "Anna", "anna@example.org"),
        (b"From: anna@example.org (Anna)", "Anna", "anna@example.org"),
        (b'From: "Gomez, Anna" <anna@example.org>', "Gomez, Anna", "anna@example.org"),
        (
            b"From: =?utf-8?q?G=C3=B3mez=2C_Anna?= <anna@example.org>",
            "Gómez, Anna",
            "anna@example.org",
        ),
        ("From: Gómez <anna@example.org>".encode(), "Gómez", "anna@example.org"),
        ("From: Gómez <anna@example.org>".encode("latin-1"), "Gómez", "anna@example.org"),
        (b"from:\n Anna\n\t<anna@example.org>", "Anna", "anna@example.org"),
        (b"broken line\nFrom : Anna <anna@example.org>", "Anna", "anna@example.org"),
        (b'From: "Anna <anna@example.org>', "Anna", "anna@example.org"),
        (b"From: \x1b[31mAnna\x07 <anna@example.org>", "31mAnna", "anna@example.org"),
    ],
)
def test_senders_are_found(raw: bytes, name: str, address: str) -> None:
    (found,) = headers(raw).people("from")
    assert (found.name, found.address) == (name, address)


@pytest.mark.parametrize(
    ("raw", "ids"),
    [
        (b"References: <a@x> <b@x>", ["a@x", "b@x"]),
        (b"References: <a@x>\n <b@\n\tx>", ["a@x", "b@x"]),
        (b"References: a@x b@x", ["a@x", "b@x"]),
        (b"In-Reply-To: Message of Monday <a@x>", ["a@x"]),
        (b"In-Reply-To: your message", []),
        (b"References: <>", []),
    ],
)
def test_ids_are_found(raw: bytes, ids: list[str]) -> None:
    assert headers(raw).ids("references", "in-reply-to") == ids


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("Thu, 19 Nov 2026 10:00:00 +0100", "2026-11-19T09:00:00+00:00"),
        ("19 Nov 26 10:00 EST", "2026-11-19T15:00:00+00:00"),
        ("Thu, 19 Nov 2026 10:00:00 -0000 (UTC)", "2026-11-19T10:00:00+00:00"),
        ("Thu, 32 Nov 2026 10:00:00 +0100", None),
        ("Thu, 19 Nov 1926 10:00:00 +0100", None),
        ("Thu, 19 Nov 2026 10:00:00 +9999999", None),
        ("", None),
    ],
)
def test_dates_are_read(raw: str, moment: str | None) -> None:
    found = moment_of(raw)
    assert (found.isoformat() if found else None) == moment


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "windows-1252", "mac-roman", "iso-8859-15"]
)
@pytest.mark.parametrize("transfer", ["base64", "quoted-printable"])
def test_texts_are_read_in_their_charset(charset: str, transfer: str) -> None:
    mail = EmailMessage()
    mail.set_content("¿Dónde está mi pedido?\n", charset=charset, cte=transfer)

    assert contents(mail.as_bytes()).text == "¿Dónde está mi pedido?"


@pytest.mark.parametrize(
    "mail",
    [
        "Content-Type: text/plain; charset=no-such\n\n¿Dónde está?".encode(),
        "Content-Type: text/plain; charset=us-ascii\n\n¿Dónde está?".encode(),
        "Content-Type: text/plain\n\n¿Dónde está?".encode("cp1252"),
        "Content-Type: nonsense\n\n¿Dónde está?".encode(),
        "Content-Type: text/plain; charset=punycode\n\n¿Dónde está?".encode(),
        b"Content-Transfer-Encoding: nonsense\n\n\xc2\xbfD\xc3\xb3nde est\xc3\xa1?",
    ],
)
def test_a_wrong_charset_is_survived(mail: bytes) -> None:
    assert contents(mail).text == "¿Dónde está?"


def test_a_mail_of_html_only_is_read_as_text() -> None:
    html = (
        "<html><head><title>no</title><style>p {color: red}</style></head><body><!-- no -->"
        "<p>Hello&nbsp;shop,</p>\n<p>where   is\n<b>order&lt;5&gt;</b>?<br>Anna</p>"
        "<script>alert('no')</script><blockquote>quoted<p>no</p></blockquote></body></html>"
    )
    found = contents(f"Content-Type: text/html; charset=utf-8\n\n{html}")

    assert found.text == "Hello shop,\n\nwhere is order<5>?\nAnna"


def test_the_plain_text_is_preferred_and_attachments_are_named() -> None:
    mail = EmailMessage()
    mail.set_content("See the photos.")
    mail.add_alternative("<p>See <b>the</b> photos.</p>", subtype="html")
    mail.add_attachment(
        b"\xff\xd8" * 1000, maintype="image", subtype="jpeg", filename="taza rota ñ.jpg"
    )
    mail.add_attachment("name,value\n", filename="list\x1b.csv")
    inner = EmailMessage()
    inner.set_content("not this")
    mail.add_attachment(inner)

    found = contents(mail.as_bytes())

    assert found.text == "See the photos."
    assert found.attached == 3
    assert found.attachments == ["taza rota ñ.jpg", "list.csv", "a mail"]
    assert found.first_lines(5, 500) == (
        "See the photos.\nAttachments (3, not stored): taza rota ñ.jpg, list.csv, a mail"
    )


def test_a_mail_of_20_mb_is_read_in_little_time_and_memory() -> None:
    # given a text, a picture of 20 MB and another behind it
    line = b64encode(b"x" * 57) + b"\n"
    head = (
        b'Content-Type: multipart/mixed; boundary="=_b"\n\n--=_b\nContent-Type: text/plain\n\n'
        b"Look.\n--=_b\nContent-Type: image/png; name=big.png\n"
        b"Content-Transfer-Encoding: base64\n\n"
    )
    tail = b"--=_b\nContent-Type: application/pdf; name=last.pdf\n\nxx\n--=_b--\n"

    def lines() -> object:
        yield from BytesIO(head)
        for _ in range(20_000_000 // len(line)):
            yield line
        yield from BytesIO(tail)

    started = time.process_time()
    found = read_contents(lines())  # type: ignore[arg-type]

    assert found == Contents("Look.", ["big.png", "last.pdf"], 2)
    assert time.process_time() - started < 5


def test_what_was_quoted_and_the_signature_are_left_out() -> None:
    text = (
        "Thank you!\n\n\n\nAnna\n-- \nAnna Gomez, CEO\n"
        "El jue, 19 nov 2026, Me escribió:\n> It is on its way.\n"
    )
    assert contents(f"\n{text}").text == "Thank you!\n\nAnna"
    assert contents("\nYes.\nOn Thu, Me wrote:\nlong story").text == "Yes."
    assert contents("\nOn Thu, Me wrote:\n> When?\nTomorrow.").text == "Tomorrow."


def test_control_characters_do_not_come_in() -> None:
    text = contents("\nHello \x1b]0;owned\x07\x9b31m\u202eolleh\x00\tthere\r\n").text
    assert text.isprintable()


def test_long_texts_are_cut() -> None:
    found = Contents("\n".join(["word " * 20] * 50), [], 0)
    assert len(found.first_lines(15, 1500)) <= 1502
    assert found.first_lines(2, 1500).endswith(" …")


def test_containers_without_end_or_depth_are_survived() -> None:
    deep = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2000))
    contents(deep + "\nHello")
    assert contents("Content-Type: multipart/mixed\n\nHello").text in ("", "Hello")
    assert contents("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHello").text == "Hello"


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a", "<style>", "<![", "</", "&", "<p ", "<!-- -->", "<blockquote>"]
)
def test_no_html_makes_it_slow(piece: str) -> None:
    started = time.process_time()
    html_to_text(piece * 40_000)
    assert time.process_time() - started < 3


@given(st.binary(max_size=600))
def test_any_bytes_are_survived(data: bytes) -> None:
    contents(data)
    contents(b"Content-Type: text/plain; charset=" + data)
    contents(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + data)
    found = Headers(BytesIO(b"From: " + data))
    found.people("from")
    found.text("from")
    found.date()


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        ("Refund please", "", "refund"),
        ("Reembolso del pedido 12", "", "refund"),
        ("Hello", "I want my money back!", "refund"),
        ("Cup arrived broken", "", "complaint"),
        ("Una queja", "", "complaint"),
        ("My order", "", "order"),
        ("Pedido nuevo", "", "order"),
        ("Hello", "Can I order this in blue?", None),
        ("In order to understand", "", None),
        ("Opening hours", "When are you open?", None),
    ],
)
def test_the_kind_is_guessed_carefully(subject: str, text: str, kind: str | None) -> None:
    assert guess_kind(subject, text) == kind


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("Order #1234", "1234"),
        ("My order AB-1234 is late", "AB-1234"),
        ("Pedido nº 77123", "77123"),
        ("About #5567", "5567"),
        ("In order to 2 things", None),
        ("Hello", None),
    ],
)
def test_order_numbers_are_found(subject: str, number: str | None) -> None:
    assert guess_order_number(subject) == number


@pytest.mark.parametrize(
    "subject",
    ["Re: Hello", "RE: re: Hello", "RV: Fwd: Hello", "Re[3]: Hello", "AW: Hello", "Hello"],
)
def test_prefixes_of_answers_are_taken_off(subject: str) -> None:
    assert without_prefixes(subject) == "Hello"


@pytest.mark.parametrize(
    "value",
    ["(" * 20_000, "<" * 20_000, "a" * 200_000, '"' * 20_001, "a@b," * 50_000, ";" * 99_999],
)
def test_no_header_makes_it_slow(value: str) -> None:
    started = time.process_time()
    folded = value.replace("a@b,", "a@b,\n ")
    found = Headers(BytesIO(f"From: {folded}\nReferences: {folded}\nSubject: {folded}".encode()))
    found.people("from")
    found.ids("references")
    found.text("subject")
    contents(f'Content-Type: text/plain; x="{folded}\n\nHello')
    contents(
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n"
        f'Content-Type: text/plain; x="{folded}\n\nHello\n--b\n'
        f'Content-Type: message/rfc822\n\nContent-Type: multipart/mixed; x="{folded}\n\nHello'
    )
    assert time.process_time() - started < 3
