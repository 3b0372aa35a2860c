"""Vietnamese in every encoding it has been written in, and what other programs did to it on the way."""

from __future__ import annotations

import unicodedata

import pytest

from banggiao.pages import charsets, decoding, repair

TEXT = (
    "Thủ tướng Đức hôm qua điện đàm với Tổng thống Ukraine về gói viện trợ mới, kêu gọi các nước giữ vững đoàn kết.\n"
    "Phía Nga chỉ trích quyết định này là thiếu thiện chí; mỗi bên đều giữ lý lẽ riêng và chưa ai chịu lùi bước.\n"
    "Những ngày tới, hai nước sẽ họp kín ở Vienna. Người phát ngôn từ chối bình luận, chỉ nói rõ lập trường đã nêu."
)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def tcvn3(text: str) -> bytes:
    table: dict[str, int] = {}
    for code, letter in charsets._byte_map("tcvn3").items():
        table.setdefault(letter, code)
    return bytes(ord(c) if c.isascii() else table[c] for c in text)


def viscii(text: str) -> bytes:
    table = {letter: code for code, letter in charsets._byte_map("viscii").items()}
    return bytes(ord(c) if c.isascii() else table[c] for c in text)


def vni(text: str) -> bytes:
    table = {meant: found for found, meant in reversed(charsets._vni()[1].items())}
    return "".join(table.get(c, c) for c in text).encode("cp1252")


def cp1258(text: str) -> bytes:
    found = bytearray()
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(c for c in apart if c not in TONES))
        found += (base + "".join(c for c in apart if c in TONES)).encode("cp1258")
    return bytes(found)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("utf-32"), "utf-32"),
        (tcvn3(TEXT), "tcvn3"),
        (vni(TEXT), "vni"),
        (viscii(TEXT), "viscii"),
        (cp1258(TEXT), "windows-1258"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        ("\u034f".join(TEXT).encode(), "utf-8"),
        ("\u200b".join(TEXT).encode(), "utf-8"),
    ],
    ids=[
        "utf8",
        "bom",
        "utf16",
        "16le",
        "16be",
        "utf32",
        "tcvn3",
        "vni",
        "viscii",
        "1258",
        "nfd",
        "crlf",
        "joiner",
        "zwsp",
    ],
)
def test_round_trip(data: bytes, encoding: str) -> None:
    decoded = decoding.decode(data, "page.txt")
    assert decoded.text == TEXT
    assert decoded.encoding == encoding


@pytest.mark.parametrize("legacy", [tcvn3, vni], ids=["tcvn3", "vni"])
def test_legacy_bytes_that_were_saved_as_utf8(legacy: object) -> None:
    data = legacy(TEXT)  # type: ignore[operator]
    again = data.decode("latin-1").translate(charsets._cp1252()).encode()
    decoded = decoding.decode(again, "page.txt")
    assert decoded.text == TEXT
    assert "saved as utf-8" in decoded.notes[0]


def test_utf8_read_as_western() -> None:
    broken = TEXT.encode().decode("latin-1").translate(charsets._cp1252())
    decoded = decoding.decode(broken.encode(), "page.txt")
    assert decoded.text == TEXT
    assert decoded.notes == ("utf-8 had been read as windows-1252",)


def test_western_read_as_vietnamese() -> None:
    broken = "Ông nói rơ rằng đă có b́nh luận, nhưng pḥng họp kín và t́nh h́nh c̣n khó; ư kiến khác nhau về năm tới."
    decoded = decoding.decode(broken.encode(), "page.txt")
    assert decoded.text == (
        "Ông nói rõ rằng đã có bình luận, nhưng phòng họp kín và tình hình còn khó; ý kiến khác nhau về năm tới."
    )


def test_small_capitals() -> None:
    assert decoding.decode("Tʜᴇᴏ ᴘʜᴀ́ᴛ ngôn viên, hai bên đã họp.".encode(), "x").text.startswith("Theo phát ngôn viên")


@pytest.mark.parametrize("cut", [1, 2])
def test_a_character_cut_off_at_the_end_is_dropped_and_noted(cut: int) -> None:
    decoded = decoding.decode((TEXT + " Việ").encode() + "ệ".encode()[:cut], "page.txt")
    assert decoded.text == TEXT + " Việ"
    assert decoded.notes == (f"the last character was cut off ({cut} bytes dropped)",)


def test_a_few_broken_bytes_do_not_hide_utf8() -> None:
    data = TEXT.encode()
    decoded = decoding.decode(data[:20] + b"\xff" + data[20:], "page.txt")
    assert decoded.encoding == "utf-8"
    assert decoded.notes == ("1 characters could not be read",)


def test_good_text_is_left_alone() -> None:
    text = "Đảng của bà Călărași thắng cử ở Iași; São Tomé và Príncipe, Côte d'Ivoire cùng gửi điện mừng tới Bucharest."
    assert repair.repair(text) == (text, ())


@pytest.mark.parametrize("word", ["nghiêng", "khuya", "Đường", "quốc", "giữa", "Ý", "uỷ", "hòa", "hoà", "yếu"])
def test_syllables(word: str) -> None:
    assert charsets.is_syllable(word)


@pytest.mark.parametrize("word", ["ViÖt", "tr­íc", "Müller", "đăđ", "thàán"])
def test_not_syllables(word: str) -> None:
    assert not charsets.is_syllable(word)
