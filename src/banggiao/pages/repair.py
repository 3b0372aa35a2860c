"""Put right what happens to Vietnamese text on its way through other people's programs, and bring it to one form.

Repaired only where the text shows it as a whole: UTF-8 read as windows-1252 ("Viá»‡t"), windows-1252 read as
windows-1258 ("pḥng"), HTML source standing in plain text, small capitals in place of letters. Always done: NFC, one
kind of line end, invisible joiners and direction marks out, blanks of every width to a plain space.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata

from banggiao.pages import charsets

_INVISIBLE = dict.fromkeys(
    [0x034F, 0x00AD, 0xFEFF, 0x180E, 0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)]
)
_BLANKS = {code: " " for code in (0x09, 0x0B, 0x0C, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)}
_LINE_ENDS = {0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_CONTROLS = dict.fromkeys([*range(0x00, 0x09), *range(0x0E, 0x20), 0x7F])
_FORM = {**_CONTROLS, **_INVISIBLE, **_BLANKS, **_LINE_ENDS}
_DOUBLY = re.compile("[áÃÂÄÆ][\u00a0-\u00bf\u0192\u02c6\u02dc\u0152-\u017e\u2013-\u203a\u20ac\u2122]")
_RUN = re.compile(r"[^\x00-\x7f]+")
_TAG = re.compile(r"<(/?)(p|br|div|h[1-6]|li|tr|b|i|u|em|strong|span|font|a|img|td|ul)\b[^<>]{0,400}>", re.IGNORECASE)
_BREAKS = frozenset({"p", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr"})
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_MISREAD_SIGN = re.compile("[bcdghklmnpqrstvxBCDGHKLMNPQRSTVXđĐ][\u0323\u0301]")
_LETTERS = re.compile(r"[^\W\d_]+(?:[\u0300-\u0323]+[^\W\d_]*)*")


def normalise(text: str) -> str:
    """NFC, lines ended by ``\\n``, no invisible characters, plain blanks; the text that every offset counts in."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_FORM)
    return unicodedata.normalize(
        "NFC", "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text) if _has_surrogate(text) else text
    )


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with what can be put right put right, and a note for each kind of repair."""
    notes: list[str] = []
    if looks_doubly_encoded(text[:65536]):
        better = undo_double_encoding(text)
        if charsets.plausibility(better[:65536]) > charsets.plausibility(text[:65536]):
            text = better
            notes.append("utf-8 had been read as windows-1252")
    plain = text.translate(_small_capitals())
    if plain != text:
        text = plain
        notes.append("small capitals stood for letters")
    unmarked = undo_misreading(text)
    if unmarked != text:
        text = unmarked
        notes.append("windows-1252 had been read as windows-1258")
    return text, tuple(notes)


def strip_markup(text: str) -> str:
    """Plain text without the HTML source that stands in it: entities and tags undone twice, blocks on their own lines.

    For text that is not HTML; a document in HTML is parsed instead.
    """
    for _ in range(2):
        if "&" in text:
            text = _ENTITY.sub(lambda m: html.unescape(m[0]), text)
        if "<" in text:
            text = _TAG.sub(lambda m: "\n" if m[2].lower() in _BREAKS else " ", text)
    return text


def looks_doubly_encoded(text: str) -> bool:
    """Whether UTF-8 bytes stand in ``text`` as windows-1252 letters, by their number among all marked letters."""
    signs = sum(1 for _ in _DOUBLY.finditer(text))
    return signs >= 2 and signs * 6 >= sum(not c.isascii() for c in text)


@functools.cache
def _bytes_of() -> dict[str, int]:
    """Letter → byte in windows-1252, with latin-1 for the bytes that it leaves free."""
    letters = {chr(b): b for b in range(256)}
    for byte in range(0x80, 0xA0):
        letter = bytes([byte]).decode("cp1252", "ignore")
        if letter:
            letters[letter] = byte
    return letters


def as_single_bytes(text: str) -> bytes | None:
    """The windows-1252 bytes of ``text``; None when a letter in it has none."""
    letters = _bytes_of()
    try:
        return bytes(letters[c] for c in text)
    except KeyError:
        return None


def undo_double_encoding(text: str) -> str:
    """Each run of letters that are UTF-8 bytes in disguise, read as UTF-8; other runs stay."""
    # The no-break space that ends "à" (C3 A0) is often turned into a plain one on the way.
    text = re.sub("Ã (?=[a-zA-Z\\s,.])", "Ã\u00a0 ", text).replace("Ã\u00a0  ", "Ã\u00a0 ")

    def again(match: re.Match[str]) -> str:
        data = as_single_bytes(match[0])
        if data is None:
            return match[0]
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return match[0]

    return _RUN.sub(again, text)


@functools.cache
def _small_capitals() -> dict[int, str]:
    letters = charsets.tables()["lookalikes"]["small_capitals"]
    return {ord(letters[n]): letters[n + 1] for n in range(0, len(letters), 2)}


def undo_misreading(text: str) -> str:
    """Undo windows-1252 read as windows-1258, when consonants carry tone marks ("pḥng") as they never do otherwise."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    if len(_MISREAD_SIGN.findall(apart[:65536])) < 2:
        return text
    table = charsets.tables()["misread"]
    common = frozenset(table["syllables"]) - frozenset(table["keep"])
    return _LETTERS.sub(lambda m: _misread_word(m[0], table, common), unicodedata.normalize("NFC", text))


def _misread_word(word: str, table: dict[str, dict[str, str]], common: frozenset[str]) -> str:
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word)
    if _MISREAD_SIGN.search(apart):
        tones = table["tones"]
        for tone, letter in tones.items():
            apart = re.sub(f"(?<=[bcdghklmnpqrstvxBCDGHKLMNPQRSTVX]){tone}", letter, apart)
        word = unicodedata.normalize("NFC", apart)
    if word.lower() in common or not charsets.is_syllable(word):
        for found, meant in table["letters"].items():
            other = word.replace(found, meant)
            if other != word and charsets.is_syllable(other):
                return other
    return word
