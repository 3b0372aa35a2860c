"""Find the words of the ledger in a document, and only where they can matter."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from banggiao.languages import load
from banggiao.languages.orthography import lowered
from banggiao.records import Sentence
from banggiao.relations.context import Found
from banggiao.relations.vocabulary import Word, by_sentence, vocabulary

_GAP = "\n"
_ALWAYS = frozenset({"SANCTION", "CONCEDE"})
"""Types whose events tell of a measure whatever the words."""

_VERBS = frozenset({"change", "guard", "alias", "decoy"})


def ledger_words(text: str, found: Found, code: str, types: frozenset[str]) -> list[Word]:
    """The words of a document that the ledger reads: heads of mechanisms; where there is a head, verbs of change and
    guards; and where there is an event of ``types``, those and the words of measures."""
    key = lowered(text)
    hints = _hints(code)
    telling = {
        e.sentence.index
        for e in found.events
        if e.type in types and (e.type in _ALWAYS or any(h in key[e.sentence.start : e.sentence.end] for h in hints))
    }
    shares = by_sentence(vocabulary(code).scan_key(key), found.sentences)
    lines = [
        (sentence, heads)
        for sentence, heads in zip(found.sentences, shares, strict=True)
        if sentence.index in telling or any(w.sort != "decoy" for w in heads)
    ]
    chosen = [sentence for sentence, _ in lines]
    verbs = _words(key, chosen, code, "verbs")
    told = [sentence for sentence in chosen if sentence.index in telling]
    measures = [_words(key, told, code, part) for part in ("measures", "acts", "imposing")]
    whole: list[Word] = []
    for (sentence, heads), more in zip(lines, verbs, strict=True):
        words = [*heads, *(w for w in more if w.sort in _VERBS and not any(h.start <= w.start < h.end for h in heads))]
        if sentence.index in telling:
            for part in measures:
                words += next(part)
        words.sort(key=_by_start)
        whole += words
    return whole


@functools.cache
def _hints(code: str) -> tuple[str, ...]:
    """Words without which an event that is neither a sanction nor a concession tells of no measure."""
    return tuple(lowered(word) for word in load(code).toml("relations")["measures"]["hints"]["words"])


def _words(key: str, sentences: Sequence[Sentence], code: str, part: str) -> Iterator[list[Word]]:
    """The words of ``part`` in each of ``sentences``, looked for in all of them at once."""
    joined = _GAP.join(key[s.start : s.end] for s in sentences)
    found = vocabulary(code, part).scan_key(joined) if joined else []
    n = at = 0
    for sentence in sentences:
        end = at + sentence.end - sentence.start
        share: list[Word] = []
        while n < len(found) and found[n].start < end:
            share.append(found[n].moved(sentence.start - at))
            n += 1
        yield share
        at = end + len(_GAP)


def _by_start(word: Word) -> int:
    return word.start
