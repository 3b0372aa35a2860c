"""Is this word a state, or the common word or personal name that is spelt the same?

Only names that the table marks as needing context come here. The judge looks at the words before and after and at the
rest of the document; it never looks the sentence up anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from banggiao.actors.lexicon import Piece
from banggiao.languages.orthography import fold, lower, lowered
from banggiao.languages.pack import Pack

_WORD = re.compile(r"\w+")
_LAST = re.compile(r"(\w+)[ \"“(]*$")
_JOINTS = frozenset(("-", "–", "—", "/", ",", "&"))
_LISTED = frozenset(("state", "short", "organisation"))
_CERTAIN = frozenset(("state", "capital", "organisation", "title", "body", "seat", "unique", "region", "person"))
_PARTIES = _LISTED | {"capital"}
_HEADS = frozenset(("title", "body", "also"))


class Judge:
    """Decides for one language; :meth:`read` prepares a document, :meth:`state` answers for one piece of it."""

    def __init__(self, pack: Pack) -> None:
        contexts: dict[str, Any] = pack.toml("contexts")
        offices: dict[str, Any] = pack.toml("offices")
        self._cues = frozenset(map(fold, contexts["before"]["state"]))
        self._kin = frozenset(map(fold, contexts["before"]["person"]))
        self._after = frozenset(map(fold, contexts["after"]["state"]))
        self._acts = frozenset(map(fold, contexts["after"]["acts"]))
        self._not_after = frozenset(map(fold, contexts["after"]["person"]))
        self._despite = tuple(map(fold, contexts["after"]["despite"]))
        self._evidence = {code: tuple(map(fold, words)) for code, words in contexts["evidence"].items()}
        self._loose = frozenset(map(fold, contexts["loose"]["short"]))
        self._pronouns = frozenset(map(fold, contexts["loose"]["pronouns"]))
        self._rare = frozenset(map(fold, contexts["loose"]["rare_first"]))
        self._homely = re.compile(rf"\b(?:{'|'.join(map(re.escape, map(fold, contexts['loose']['private'])))})\b")
        self._towards = frozenset(map(fold, contexts["before"]["towards"]))
        self._plain = re.compile(contexts["loose"]["syllable"])
        self.conjunctions = frozenset(contexts["loose"]["conjunctions"])
        self._surnames = frozenset(map(fold, offices["names"]["vietnamese_surnames"]))

    def read(self, text: str) -> _Reading:
        """What the whole document says that single sentences do not."""
        return _Reading(self, lowered(text), {})

    def homely(self, lowered: str, start: int, stop: int) -> bool:
        """Whether a word of private life stands there."""
        return self._homely.search(lowered, start, stop) is not None

    def evident(self, lowered: str, code: str) -> bool:
        """Whether other words of the document speak of this state."""
        return any(words in lowered for words in self._evidence.get(code, ()))

    def personal(self, lowered: str, word: str) -> bool:
        """Whether a word for a relative or acquaintance stands before ``word`` anywhere in the document."""
        return any(f"{kin} {word} " in lowered or f"{kin} {word}," in lowered for kin in self._kin)

    def state(self, reading: _Reading, text: str, pieces: list[Piece], i: int, sentence: tuple[int, int]) -> bool:
        """Whether ``pieces[i]`` means its state; ``sentence`` is where its sentence begins and ends."""
        piece = pieces[i]
        floor = sentence[0]
        before = pieces[i - 1] if i and pieces[i - 1].start >= floor else None
        behind = pieces[i + 1] if i + 1 < len(pieces) else None
        if before is not None and text[before.end : piece.start] == " " and before.kind in _HEADS:
            # "tập đoàn Đức Long": a body's own name, of which the word is a part.
            following = _WORD.match(text, piece.end + 1) if before.kind == "body" else None
            return not (following and text[piece.end] == " " and self.syllable(following[0]))
        if reading.private(pieces, i, sentence):
            return False
        short = piece.kind == "short"
        word = fold(text[piece.start : piece.end])
        if self.listed(text, before, piece) or self.listed(text, piece, behind):
            return True
        if short and word not in self._loose:
            return False
        start = max(floor, piece.start - 24)
        match = _LAST.search(text, start, piece.start)
        previous = fold(match[1]) if match else ""
        following = _WORD.match(text, piece.end + 1) if text[piece.end : piece.end + 1] == " " else None
        after = fold(following[0]) if following else ""
        if (
            after in self._not_after
            and following
            and fold(text[following.start() : following.end() + 6]).startswith(self._despite)
        ):
            after = fold(text[following.start() : following.end() + 6])
        if self._named(text, piece, previous, after, behind):
            return False
        if not previous or text[piece.start - 1] in '"“:' or text[piece.start - 2 : piece.start - 1] in (":", "."):
            return self._first(reading, piece, word, after, lambda: reading.public(pieces, i, sentence))
        return True

    def listed(self, text: str, left: Piece | None, right: Piece | None) -> bool:
        """Whether two names of states are bound by a dash, a comma or a conjunction."""
        if left is None or right is None or left.kind not in _LISTED or right.kind not in _LISTED:
            return False
        gap = text[left.end : right.start]
        return len(gap) <= 8 and (gap.strip() in _JOINTS or gap.strip() in self.conjunctions)

    def _named(self, text: str, piece: Piece, previous: str, after: str, behind: Piece | None) -> bool:
        """Whether the word is part of a personal name."""
        if previous in self._kin and text[piece.start - 1] == " ":
            return True
        adjacent = text[piece.start - 1 : piece.start] == " " and previous[:1].isupper()
        adjacent = adjacent and lower(previous) not in self._cues
        if adjacent and (previous in self._surnames or fold(text[piece.start : piece.end]) in self._rare):
            return True
        if (after[:1].isupper() and behind is None) or (behind is not None and behind.start > piece.end + 1):
            given = not after.isascii() or self.syllable(after)
            return after[:1].isupper() and previous not in self._cues and given
        return False

    def syllable(self, word: str) -> bool:
        """Whether ``word`` is spelt as one syllable of the language without marks, with a capital."""
        return word[:1].isupper() and bool(self._plain.fullmatch(lower(word)))

    def acts(self, text: str, pieces: list[Piece], i: int) -> bool:
        """Whether the name does something, has something done to it, or stands beside another party."""
        piece = pieces[i]
        before, behind = pieces[i - 1] if i else None, pieces[i + 1] if i + 1 < len(pieces) else None
        if self._beside(text, before, piece) or self._beside(text, piece, behind):
            return True
        following = _WORD.match(text, piece.end + 1)
        if following and text[piece.end] == " " and fold(following[0]) in self._after:
            return True
        match = _LAST.search(text, max(0, piece.start - 24), piece.start)
        return match is not None and fold(match[1]) in self._towards

    def _beside(self, text: str, left: Piece | None, right: Piece | None) -> bool:
        if left is None or right is None or left.kind not in _PARTIES or right.kind not in _PARTIES:
            return False
        gap = text[left.end : right.start]
        return len(gap) <= 8 and (gap.strip() in _JOINTS or gap.strip() in self.conjunctions)

    def _first(self, reading: _Reading, piece: Piece, word: str, after: str, public: Callable[[], bool]) -> bool:
        """The word stands first in its sentence, where every word has a capital."""
        if after in self._not_after:
            return False
        if word not in self._rare:
            return True
        if after in self._acts:
            return True
        if word in self._pronouns:
            return after in self._after and (reading.evident(piece.entry.code) or public())
        return (after in self._after and not reading.personal(word)) or (bool(after) and public())


class _Reading:
    """A document as the judge sees it."""

    __slots__ = ("_certain", "_homely", "_judge", "_known", "_lowered")

    def __init__(self, judge: Judge, lowered: str, known: dict[str, bool]) -> None:
        self._judge, self._lowered, self._known = judge, lowered, known
        self._certain: dict[int, bool] = {}
        self._homely: dict[int, bool] = {}

    def private(self, pieces: list[Piece], i: int, sentence: tuple[int, int]) -> bool:
        """Whether the sentence speaks of private life and names no party beyond doubt."""
        return not self.certain(pieces, i, sentence) and self.homely(sentence)

    def public(self, pieces: list[Piece], i: int, sentence: tuple[int, int]) -> bool:
        """Whether the sentence names a party beyond doubt and has no word of private life."""
        return self.certain(pieces, i, sentence) and not self.homely(sentence)

    def certain(self, pieces: list[Piece], i: int, sentence: tuple[int, int]) -> bool:
        """Whether a party beyond doubt stands in the sentence beside ``pieces[i]``."""
        if sentence[0] not in self._certain:
            self._certain[sentence[0]] = _certain(pieces, i, *sentence)
        return self._certain[sentence[0]]

    def homely(self, sentence: tuple[int, int]) -> bool:
        """Whether the sentence has a word of private life."""
        if sentence[0] not in self._homely:
            self._homely[sentence[0]] = self._judge.homely(self._lowered, *sentence)
        return self._homely[sentence[0]]

    def personal(self, word: str) -> bool:
        """Whether the document has a private person of this name."""
        return self._judge.personal(self._lowered, lower(word))

    def evident(self, code: str) -> bool:
        if code not in self._known:
            self._known[code] = self._judge.evident(self._lowered, code)
        return self._known[code]


def _certain(pieces: list[Piece], i: int, floor: int, stop: int) -> bool:
    """Whether a piece beyond doubt stands in the sentence around ``pieces[i]``."""
    for step in (-1, 1):
        at = i + step
        while 0 <= at < len(pieces) and floor <= pieces[at].start < stop:
            if pieces[at].kind in _CERTAIN and not pieces[at].entry.ambiguous:
                return True
            at += step
    return False
