"""Bytes become text by their own encoding; damage is told with its place."""

from __future__ import annotations

import codecs

import pytest

from cockpit.errors import CockpitError, NotFound
from cockpit.interchange import decode as decoding
from cockpit.interchange.decode import decode, looks_like_other, read_bytes

WORDS = "Café für 5 €, „groß“\nzweite Zeile\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode("utf-8"), "utf-8"),
        (codecs.BOM_UTF8 + WORDS.encode("utf-8"), "utf-8"),
        (WORDS.encode("cp1252"), "cp1252"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16-be"),
        (WORDS.encode("utf-16-le"), "utf-16-le"),
        (WORDS.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), "utf-32-le"),
        (WORDS, "utf-8"),
        ("\ufeff" + WORDS, "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_each_encoding_gives_the_same_words(data: bytes | str, encoding: str) -> None:
    read = decode(data, "a list")
    assert (read.text, read.encoding) == (WORDS if data else "", encoding)
    assert read.damage(0, len(read.text)) is None


@pytest.mark.parametrize(
    ("data", "offset", "byte"),
    [
        ("Café Müller ".encode() + b"\xff rest", 14, "0xFF"),
        (codecs.BOM_UTF8 + "é".encode() + b"\xc3( rest of it", 5, "0xC3"),
        (b"plain words \xff and more of them, all in ASCII", 12, "0xFF"),
        (b"a zero byte \x00 in the middle of a text that is long enough", 12, "0x00"),
    ],
)
def test_a_damaged_byte_is_told_with_its_offset(data: bytes, offset: int, byte: str) -> None:
    read = decode(data, "a list")
    told = read.damage(0, len(read.text))
    assert told is not None
    assert f"byte {byte} at offset {offset} " in told
    assert "\ufffd" not in read.text


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"PK\x03\x04 some archive",
        b"%PDF-1.7 and so on",
        bytes(range(256)) * 4,
        b"\x00" * 50,
        codecs.BOM_UTF16_LE + b"a\x00b",
    ],
)
def test_what_is_no_text_is_refused_with_one_sentence(data: bytes) -> None:
    with pytest.raises(CockpitError, match="a calendar") as error:
        decode(data, "a calendar")
    assert "\n" not in str(error.value)


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "LIMIT", 10)
    with pytest.raises(CockpitError, match="larger than"):
        decode(b"12345678901", "a list")


def test_a_missing_file_and_a_folder_are_told(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotFound, match="nothing-here"):
        read_bytes(str(tmp_path / "nothing-here"))
    with pytest.raises(CockpitError, match="cannot be read"):
        read_bytes(str(tmp_path))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<!DOCTYPE html><p>hello", "HTML"),
        ('  [{"description": "x"}]', "JSON"),
        ('{"a": 1}', "JSON"),
        ("[]", "JSON"),
        ("BEGIN:VCALENDAR\r\nVERSION:2.0", "iCalendar"),
        ("begin:vcard\nVERSION:3.0", "vCard"),
        ("[urgent] call Anna", None),
        ("(A) call {Anna}", None),
        ("<3 send flowers", None),
    ],
)
def test_well_known_formats_are_recognised(text: str, name: str | None) -> None:
    assert looks_like_other(text) == name
