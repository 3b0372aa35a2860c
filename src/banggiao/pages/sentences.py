"""Cut the lines that count into sentences.

A sentence ends at ``.``, ``!``, ``?`` or ``…`` (and the closing quote after it) before a blank and a capital, a digit
or an opening quote. No end: abbreviations of the language pack, single capitals ("Donald J. Trump", "U.S."), a number
or a word in capitals that opens the line ("1. ", "TGVN. "), dots in numbers and dates (no blank follows).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from banggiao.languages import Pack
from banggiao.pages.roles import FACT_ROLES
from banggiao.records import Document, Sentence

_END = re.compile(r"[.!?…]+[\"”’»')\]]*(?=\s)")
_GLUED = re.compile(r"(?<=[^\W\d_A-Z])\.(?=[^\W\d_][^\W\d_])")
_OPENERS = "\"“‘'«([-–—*•"
_LAST_WORD = re.compile(r"[^\s\"“”'‘’(«\[]{1,20}$")


@functools.cache
def _abbreviations(pack: Pack) -> frozenset[str]:
    return frozenset(pack.toml("pages")["abbreviations"])


def split_sentences(document: Document, pack: Pack, roles: frozenset[str] = FACT_ROLES) -> tuple[Sentence, ...]:
    """The sentences of the parts whose role is one of ``roles``; ``index`` counts through the document."""
    found: list[Sentence] = []
    for part in document.parts:
        if part.role in roles:
            for start, end in cut(document.text[part.start : part.end], _abbreviations(pack)):
                found.append(Sentence(len(found), part.start + start, part.start + end, part.line, part.role))
    return tuple(found)


def cut(line: str, abbreviations: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The (start, end) of each sentence in ``line``, blanks at either side left out."""
    start = len(line) - len(line.lstrip())
    limit = len(line.rstrip())
    opening = start
    for stop, follows in _stops(line, limit):
        if stop > start and _ends(line, opening, stop, follows, abbreviations):
            yield start, stop
            start = follows
    if start < limit:
        yield start, limit


def _stops(line: str, limit: int) -> Iterator[tuple[int, int]]:
    """Places where a sentence may end, each with the place where the next would begin."""
    ends = [(m.end(), m.end()) for m in _END.finditer(line, 0, limit)]
    glued = [
        (m.end(), m.end())
        for m in _GLUED.finditer(line, 0, limit)
        if line[m.end()].isupper() and line[m.end() + 1].islower()
    ]
    for stop, follows in sorted({*ends, *glued}):
        while follows < limit and line[follows].isspace():
            follows += 1
        if follows < limit:
            yield stop, follows


def _ends(line: str, opening: int, stop: int, follows: int, abbreviations: frozenset[str]) -> bool:
    after = line[follows]
    if after in _OPENERS:
        inner = line[follows : follows + 4].lstrip(_OPENERS + " ")[:1]
        if not (inner.isupper() or inner.isdigit()):
            return False
    elif not (after.isupper() or after.isdigit()):
        return False
    if line[stop - 1] != "." or line[max(0, stop - 2) : stop] == "..":
        return True
    word = _LAST_WORD.search(line, max(opening, stop - 22), stop - 1)
    if word is None:
        return True
    text = word[0]
    if text in abbreviations or (len(text) == 1 and text.isupper()) or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", text):
        return False
    # "1. ", "TGVN. ": a number or an outlet's sign that opens the line.
    return not (word.start() == opening and (text.isdigit() or (text.isupper() and len(text) >= 2)))
