"""Bytes → one normalised text, with the name of the encoding and of every repair made.

General detectors mistake the Vietnamese character sets for one another and for Western ones. Here each possible reading
is scored by the share of its marked words that are well-formed Vietnamese syllables, and the best one wins.
Refused, each with a sentence that says why: nothing at all, more than :data:`LIMIT` bytes, binary files, bytes that are
text in no encoding known here. A file cut off inside a character is read without that character, and a note says so.
"""

from __future__ import annotations

import codecs
import unicodedata

from msgspec import Struct

from banggiao.pages import charsets, repair
from banggiao.records import ReadingError

LIMIT = 16 * 1024 * 1024
"""Largest page that is read, in bytes: the longest real pages are a hundredth of it."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"RIFF", "a media file"),
)
_SAMPLE = 65536
_GOOD = 0.75
_CONTROLS = bytes(set(range(32)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B, *charsets.viscii_controls()})


class Decoded(Struct, frozen=True):
    """A text in normal form (NFC, lines end in ``\\n``), the encoding it was in, and what was repaired."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, source: str) -> Decoded:
    """Read ``data``; ReadingError names ``source``, what was found and what to do."""
    if len(data) > LIMIT:
        size = f"{len(data) / 1048576:.0f} MiB"
        raise ReadingError(f"{source}: {size} is more than the {LIMIT // 1048576} MiB a page may have; split the file.")
    if not data.strip():
        raise ReadingError(f"{source}: the file is empty; save the page again.")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ReadingError(f"{source}: this is {what}, not text or HTML; save the page as text or HTML.")
    raw, encoding, notes = _characters(data, source)
    repaired, more = repair.repair(raw)
    text = repair.normalise(repaired)
    if not text.strip():
        raise ReadingError(f"{source}: nothing but blanks and invisible characters; save the page again.")
    return Decoded(text, encoding, notes + more)


def _characters(data: bytes, source: str) -> tuple[str, str, tuple[str, ...]]:
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _with_codec(data, codec, name)
    wide = _utf16_order(data)
    if wide:
        return _with_codec(data, wide, wide)
    if data.count(0) or len(data.translate(None, _CONTROLS)) < 0.98 * len(data):
        raise ReadingError(f"{source}: this is binary, not text or HTML; save the page as text or HTML.")
    try:
        return _undo_wrong_reading(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            text = data[: error.start].decode("utf-8")
            return text, "utf-8", (f"the last character was cut off ({len(data) - error.start} bytes dropped)",)
    return _single_byte(data, source)


def _with_codec(data: bytes, codec: str, name: str) -> tuple[str, str, tuple[str, ...]]:
    text = codecs.getincrementaldecoder(codec)("replace").decode(data, final=False)
    whole = data.decode(codec, "replace")
    notes = []
    if len(whole) > len(text):
        notes.append("the last character was cut off")
    if "\ufffd" in text:
        notes.append(f"{text.count(chr(0xFFFD))} characters could not be read")
    return text, name, tuple(notes)


def _utf16_order(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: the zero high bytes of ASCII letters stand on one side."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 0.2 * (len(sample) / 2) or min(even, odd) > 0.05 * max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _undo_wrong_reading(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Legacy bytes that someone read as windows-1252 and saved as UTF-8 ("ViÖt Nam") are bytes again."""
    sample = text[:_SAMPLE]
    if sample.isascii() or charsets.plausibility(sample) >= 0.5 or repair.looks_doubly_encoded(sample):
        return text, "utf-8", ()
    data = repair.as_single_bytes(text)
    if data is None:
        return text, "utf-8", ()
    score, name, better = charsets.best(data)
    if score < _GOOD or name == "windows-1252":
        return text, "utf-8", ()
    return better, name, (f"{name} had been read as windows-1252 and saved as utf-8",)


def _single_byte(data: bytes, source: str) -> tuple[str, str, tuple[str, ...]]:
    """Not UTF-8: nearly UTF-8 with a few broken bytes, or the most plausible of the single-byte sets."""
    loose = data.decode("utf-8", "replace")
    broken = loose.count("\ufffd")
    if broken <= 0.01 * len(loose) and charsets.plausibility(loose[:_SAMPLE]) >= _GOOD:
        return loose, "utf-8", (f"{broken} characters could not be read",)
    score, name, text = charsets.best(data)
    marked = sum(byte > 0x7F for byte in data[:_SAMPLE])
    if score >= _GOOD or (name == "windows-1252" and marked <= 0.02 * len(data[:_SAMPLE])):
        return unicodedata.normalize("NFC", text), name, ()
    raise ReadingError(
        f"{source}: the encoding could not be told (tried UTF-8, UTF-16, TCVN3, VNI, VISCII, windows-1258); "
        "convert the file to UTF-8."
    )
