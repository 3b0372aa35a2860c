"""Where the name of a mechanism ends in its sentence, and which actors stand in it.

A name begins with its head ("ủy ban liên chính phủ") and runs on over its actors, its subject ("về nghề cá") and what
is in brackets right behind it, up to a verb, a time, a place, a clause break or one of the pack's stop words.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from msgspec import Struct

from banggiao.languages import load
from banggiao.languages.orthography import fold, lower
from banggiao.records import Mention
from banggiao.relations.context import Scene
from banggiao.relations.vocabulary import Word

_TOKEN = re.compile(r"\S+")
_DASHES = frozenset("-–—")
_LONGEST = 12
"""Words that a name may have behind its head, an actor counting as one."""

_ROUTES = frozenset({"flights", "railway", "ferry", "border"})
_HOSTED = frozenset({"embassy", "consulate"})


class Name(Struct, frozen=True):
    """A name in the text: its bounds, and the codes of the actors in it, in order."""

    start: int
    end: int
    codes: tuple[str, ...]
    joint: bool = False


class Grammar:
    """The pack's words that bound names, and its places for the hosts of embassies."""

    def __init__(self, code: str) -> None:
        pack = load(code)
        table = pack.toml("relations")["names"]
        partners = pack.toml("relations")["partners"]
        self.shared = frozenset(lower(fold(w)) for w in table["shared"])
        self.undone: Mapping[str, str] = pack.toml("relations")["measures"]["undone"]
        self.prices = tuple(lower(fold(w)) for w in table["prices"])
        self.plurals = frozenset(lower(fold(w)) for w in table["plurals"])
        self.partners = tuple(partners["words"])
        self.joining = frozenset(partners["joining"])
        self.conjunctions = frozenset(("", *partners["conjunctions"]))
        self.stops = frozenset(lower(fold(w)) for w in table["stop"])
        self.compounds = frozenset(lower(fold(w)) for key in ("common", "empty") for w in table[key] if " " in w)
        self.connectors = frozenset(lower(fold(w)) for w in table["connectors"])
        places = {fold(row["name"]): row["country"] for row in pack.rows("places") if row["country"]}
        names = {fold(row["name"]): row["code"] for row in pack.rows("names") if row["kind"] in ("state", "capital")}
        self.places = {**places, **names}
        self.states = {
            fold(row["name"]): row["code"]
            for row in pack.rows("names")
            if row["kind"] == "state" and not row["context"] and len(row["name"]) > 3
        }
        self.places_before = tuple(f" {lower(fold(w))}" for w in table["at"])
        at = "|".join(sorted((re.escape(fold(w)) for w in table["at"]), key=len, reverse=True))
        self.at = re.compile(rf"(?:\b(?:{at})\s+)+")

    def host(self, text: str, start: int, end: int) -> str | None:
        """The code of the state or city that "at …" between ``start`` and ``end`` names, if there is one."""
        match = self.at.search(fold(text[start:end]))
        if match is None:
            return None
        words = fold(text[start + match.end() : end + 20]).split()[:4]
        for size in range(len(words), 0, -1):
            code = self.places.get(" ".join(words[:size]).strip(' ,.;:()"”'))
            if code:
                return code
        return None

    def cities(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """The codes of the cities and states that the clause after ``start`` names, no further than ``end``."""
        return _codes(self.places, re.split("[,;:.()]", fold(text[start:end]))[0])

    def conjoined(self, text: str, at: int) -> bool:
        """Whether a conjunction or a comma stands right before ``at``."""
        before = text[max(at - 12, 0) : at].split()
        return bool(before) and (before[-1] in self.conjunctions or before[-1].endswith(","))

    def worth(self, behind: str) -> bool:
        """Whether a price follows: then it is a deal, no mechanism."""
        return lower(fold(behind)).lstrip().startswith(self.prices)

    def located(self, text: str, at: int) -> bool:
        """Whether a preposition of place stands right before ``at``."""
        before = lower(fold(text[max(at - 14, 0) : at])).rstrip()
        return before.endswith(self.places_before)

    def several(self, text: str, at: int) -> bool:
        """Whether a word of the plural stands right before ``at``."""
        before = lower(fold(text[max(at - 12, 0) : at])).split()
        return bool(before) and before[-1] in self.plurals

    def named_states(self, name: str) -> tuple[str, ...]:
        """The codes of the states that a name holds ("thỏa thuận hạt nhân Iran" is no mention of Iran)."""
        return _codes(self.states, fold(name))


def _codes(places: Mapping[str, str], text: str) -> tuple[str, ...]:
    """The codes of what ``text`` names out of ``places``, the longest name at each word."""
    words = re.findall(r"[^\W\d_]+|\S", text)
    codes: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in (4, 3, 2, 1) if " ".join(words[at : at + n]) in places), 0)
        if size:
            codes.append(places[" ".join(words[at : at + size])])
        at += size or 1
    return tuple(dict.fromkeys(codes))


@functools.cache
def grammar(code: str) -> Grammar:
    """The grammar of names of language ``code``."""
    return Grammar(code)


def name_at(scene: Scene, head: Word, rules: Grammar) -> Name:
    """The name that ``head`` begins in ``scene``."""
    inside = [m for m in scene.mentions if m.start < head.end and head.start <= m.start and m.end > head.end]
    end = max((m.end for m in inside), default=head.end)
    at = end
    bare = {
        w.start
        for w in scene.words
        if w.start >= head.end
        and (
            w.sort in ("change", "alias")
            or (w.sort == "guard" and w.value != "topic")
            or (w.sort == "mechanism" and rules.conjoined(scene.text, w.start))
        )
    }
    bare.update(e.trigger.start for e in scene.events)
    for _ in range(_LONGEST):
        reach = _next(scene, at, rules, bare)
        if reach is None:
            break
        at, named = reach
        end = at if named else end
    if head.value in _ROUTES:
        end = max(end, _route(scene, end))
    codes = tuple(dict.fromkeys(c for m in scene.mentions if head.start <= m.start and m.end <= end for c in m.codes))
    if head.value in _ROUTES and len(codes) < 2:
        codes = tuple(dict.fromkeys((*codes, *rules.cities(scene.text, head.end, min(end + 60, scene.sentence.end)))))
    behind = scene.text[head.end : end]
    if len(codes) < 2 and behind and behind.lower() != behind:
        codes = tuple(dict.fromkeys((*codes, *rules.named_states(behind))))
    if head.value in _HOSTED:
        host = rules.host(scene.text, head.end, min(end + 40, scene.sentence.end))
        owner = tuple(c for m in inside for c in m.codes) or codes
        codes = tuple(dict.fromkeys((*owner, *((host,) if host else ()))))
    return Name(head.start, end, codes)


def _next(scene: Scene, at: int, rules: Grammar, bare: set[int]) -> tuple[int, bool] | None:
    """The end of the next piece of a name after ``at``, and whether the name may end there; None: it ends before."""
    token = _TOKEN.search(scene.text, at, scene.sentence.end)
    if token is None or any(c in ',;:."“”' for c in scene.text[at : token.start()] + token[0][0]):
        return None
    start = token.start()
    mention = next((m for m in scene.mentions if m.start <= start < m.end and m.end > at), None)
    if mention is not None:
        return None if mention.place and not _paired(scene, mention) else (mention.end, True)
    if start in bare or any(t.start <= start < t.end for t in scene.times):
        return None
    if token[0][0] == "(":
        close = scene.text.find(")", start, start + 60)
        return (close + 1, True) if close > 0 else None
    words = re.findall(r"\w+", lower(fold(scene.text[start : start + 24])))
    if " ".join(words[:2]) in rules.compounds:
        pair = re.compile(r"\S+\s+\w+").match(scene.text, start)
        return (pair.end(), True) if pair else None
    if words and (words[0] in rules.stops or " ".join(words[:2]) in rules.stops):
        return None
    piece = token[0].rstrip(',;:."”)')
    low = lower(fold(piece))
    if not piece or piece[0] in _DASHES or low in rules.connectors:
        return (start + len(piece or token[0]), False) if len(piece) == len(token[0]) else None
    return start + len(piece), True


def _paired(scene: Scene, mention: Mention) -> bool:
    """Whether a mention that reads as a place stands in a pair ("Cairo - Tripoli")."""
    around = scene.text[max(mention.start - 3, 0) : mention.start] + scene.text[mention.end : mention.end + 3]
    return any(c in _DASHES for c in around)


def _route(scene: Scene, end: int) -> int:
    """The end of the last place of a route ("… từ A tới B") that begins at ``end``."""
    for mention in scene.mentions:
        gap = scene.text[end : mention.start] if mention.start >= end else None
        if gap is not None:
            if len(gap) > 22 or any(c in ",;:.()" for c in gap):
                break
            if any(w.sort in ("change", "guard") and end <= w.start < mention.start for w in scene.words):
                break
            end = mention.end
    return end
