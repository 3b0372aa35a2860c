"""Which tellings are of the same mechanism, and what became of it.

The unit is what one document says under one name. Units of the same kind and parties whose names are alike are one
mechanism; a name that says nothing ("ủy ban chung") belongs to the only mechanism of those parties that there is, or to
the one that its own document names. Documents that give two names for one thing tie them together. Across different
sets of parties only what is rare in a name (an acronym, a proper name) ties.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import cast

from msgspec import Struct

from banggiao.entries import Change, HistoryEntry, MechanismEntity, MechanismStep
from banggiao.languages.orthography import fold, lower
from banggiao.records import Interval
from banggiao.relations.ledger_history import Told, bounds, effective, history, known_by, overlap, telling_key
from banggiao.relations.ledger_names import ONE_OF_ITS_KIND, Signature, alike, same_rare, signature

_MANY = frozenset({"agreement", "exercise"})
"""Kinds of which two parties have many: a name that says nothing is only what its own document means by it."""


_SIGNING = 31
"""Days between which two tellings of a signature may be of the same one."""


class Unit(Struct):
    """What one document says under one name; ``signatures`` of that name and of the others that it gives."""

    kind: str
    parties: tuple[str, ...]
    document: str
    names: tuple[str, ...]
    signatures: tuple[Signature, ...]
    steps: list[MechanismStep]

    @property
    def empty(self) -> bool:
        """Whether none of its names says more than what kind of thing it is."""
        return all(s.empty for s in self.signatures)

    @property
    def heads(self) -> frozenset[str]:
        """The words that say what it is, where a name says no more: the first two syllables."""
        empty = [n for n, mark in zip(self.names, self.signatures, strict=True) if mark.empty]
        return frozenset(" ".join(lower(fold(name)).split()[:2]) for name in empty)

    @property
    def lesser(self) -> bool:
        """Whether it is a body under another one."""
        return any(s.lesser for s in self.signatures)


def mechanisms(
    steps: Sequence[MechanismStep], as_of: dt.date | None, present: dt.date | None = None
) -> tuple[MechanismEntity, ...]:
    """The mechanisms that ``steps`` tell of, as they were known and stood at ``as_of``, sorted by kind and parties.

    Only tellings known by ``as_of`` count. ``present`` is the day at which the record ends: where ``as_of`` is None,
    plans before it are past; None: the last day on which anything was told.
    """
    told = sorted({s for s in steps if known_by(s.telling, as_of)}, key=_step_key)
    today = as_of or present or max((s.telling.known for s in told if s.telling.known), default=dt.date.max)
    entities = [_entity(group, today) for group in _across(_units(told))]
    return tuple(sorted(entities, key=lambda e: (e.kind, e.parties, e.name, e.id)))


def _step_key(step: MechanismStep) -> tuple[object, ...]:
    date = bounds(step.date) if step.date else (dt.date.max, dt.date.max)
    place = step.place.name if step.place else ""
    return (*telling_key(step.telling), step.kind, step.parties, step.name, step.change, date, step.event or "", place)


def _units(steps: Iterable[MechanismStep]) -> list[Unit]:
    units: dict[tuple[object, ...], Unit] = {}
    for step in steps:
        key = (step.telling.document, step.kind, step.parties, step.name)
        if key not in units:
            names = tuple(dict.fromkeys((step.name, *step.names)))
            signatures = tuple(signature(name, step.parties) for name in names)
            units[key] = Unit(step.kind, step.parties, step.telling.document, names, signatures, [])
        units[key].steps.append(step)
    return list(units.values())


def _across(units: Sequence[Unit]) -> list[list[Unit]]:
    """The units of each mechanism: first those of the same parties, then across parties by what is rare."""
    groups: dict[tuple[str, tuple[str, ...]], list[Unit]] = {}
    for unit in units:
        groups.setdefault((unit.kind, unit.parties), []).append(unit)
    clusters = [cluster for key in sorted(groups) for cluster in _within(key[0], groups[key])]
    joined = _Classes(len(clusters))
    rare: dict[str, list[int]] = {}
    for n, cluster in enumerate(clusters):
        for word in {w for unit in cluster for s in unit.signatures for w in (*s.rare, *s.acronyms)}:
            for other in rare.setdefault(word, []):
                if _same_across(clusters[other], cluster):
                    joined.join(other, n)
            rare[word].append(n)
    return [[unit for n in members for unit in clusters[n]] for members in joined.classes()]


def _within(kind: str, units: Sequence[Unit]) -> list[list[Unit]]:
    """The mechanisms of one kind between the same parties."""
    if kind in ONE_OF_ITS_KIND:
        return [list(units)]
    named = [u for u in units if not u.empty]
    joined = _Classes(len(named))
    for n, unit in enumerate(named):
        for m in range(n):
            if any(alike(a, b) for a in unit.signatures for b in named[m].signatures if not a.empty and not b.empty):
                joined.join(m, n)
    clusters = [[named[n] for n in members] for members in joined.classes()]
    return _with_empty(kind, clusters, [u for u in units if u.empty])


def _with_empty(kind: str, clusters: list[list[Unit]], empty: Sequence[Unit]) -> list[list[Unit]]:
    """``clusters`` joined by the units whose names say nothing, each where it must belong."""
    found = [list(cluster) for cluster in clusters]
    left: dict[tuple[bool, str], list[Unit]] = {}
    late: list[Unit] = []
    for unit in empty:
        fitting = [n for n, c in enumerate(clusters) if any(u.lesser == unit.lesser for u in c)]
        if kind in _MANY or len(fitting) > 1:
            fitting = [n for n in fitting if any(u.document == unit.document for u in clusters[n])]
        if len(fitting) == 1:
            found[fitting[0]].append(unit)
        elif kind in _MANY:
            late.append(unit)
        else:
            left.setdefault((unit.lesser, ""), []).append(unit)
    for unit in late:
        same = [c for c in found if any(u.heads & unit.heads for u in c) and _agree(c, unit)]
        if same:
            same[0].append(unit)
        else:
            found.append([unit])
    return [*found, *left.values()]


def _agree(cluster: Sequence[Unit], unit: Unit) -> bool:
    """Whether what is told of the founding agrees: a treaty signed on another day is another treaty."""
    mine = [s.date for s in unit.steps if s.change == "established" and s.date]
    theirs = [s.date for u in cluster for s in u.steps if s.change == "established" and s.date]
    return all(any(overlap(a, b) or _near(a, b) for b in theirs) for a in mine) if theirs else True


def _near(one: Interval, other: Interval) -> bool:
    """Whether two days are as near as an announcement and the signature that it announces."""
    return abs((bounds(one)[0] - bounds(other)[0]).days) <= _SIGNING


def _same_across(one: Sequence[Unit], other: Sequence[Unit]) -> bool:
    """Whether mechanisms of different parties are one: what is rare agrees, and the parties do not speak against it."""
    a, b = one[0], other[0]
    if a.kind != b.kind or a.parties == b.parties:
        return False
    mine, theirs = set(a.parties), set(b.parties)
    if not (mine <= theirs or theirs <= mine or min(len(mine), len(theirs)) == 1):
        return False
    return any(same_rare(s, t) for u in one for s in u.signatures for v in other for t in v.signatures)


def _entity(units: Sequence[Unit], today: dt.date) -> MechanismEntity:
    steps = [step for unit in units for step in unit.steps]
    entries = history(Told(s.change, s.telling, s.date, s.place, s.event) for s in steps)
    past = [e for e in entries if e.change != "planned" and effective(e) <= today]
    last = past[-1] if past else None
    names = _names(units)
    kind = units[0].kind
    parties = _parties(units)
    first = min(units, key=lambda u: _step_key(u.steps[0]))
    return MechanismEntity(
        _id(kind, first),
        kind,
        names[0],
        names,
        parties,
        cast(Change, last.change) if last else "planned",
        last.date if last else None,
        _next(entries, today),
        entries,
    )


def _next(entries: Sequence[HistoryEntry], today: dt.date) -> HistoryEntry | None:
    """The nearest change that is still to come: a plan, or what was decided for a later day."""
    ahead = [e for e in entries if e.date is not None and bounds(e.date)[1] >= today]
    ahead = [e for e in ahead if e.change == "planned" or effective(e) > today]
    return min(ahead, key=lambda e: bounds(e.date), default=None)  # type: ignore[arg-type]


def _names(units: Sequence[Unit]) -> tuple[str, ...]:
    """The names, the one that says most first, of those the fullest."""
    documents: dict[str, set[str]] = {}
    telling: dict[str, int] = {}
    for unit in units:
        for name, mark in zip(unit.names, unit.signatures, strict=True):
            documents.setdefault(name, set()).add(unit.document)
            telling[name] = len(mark.words) + len(mark.acronyms)
    return tuple(sorted(documents, key=lambda n: (-min(telling[n], 8), -min(len(n), 60), -len(documents[n]), n)))


def _parties(units: Sequence[Unit]) -> tuple[str, ...]:
    """The parties that most documents name; of those named equally often, the larger set."""
    told = Counter(parties for parties, _ in {(u.parties, u.document) for u in units})
    single = all(len(p) == 1 for p in told)
    if single:
        return tuple(sorted({code for parties in told for code in parties}))
    return max(told, key=lambda p: (len(p) > 1, told[p], len(p), p))


def _id(kind: str, first: Unit) -> str:
    """An id that stays while what was told first stays: later tellings do not change it."""
    words = sorted(first.signatures[0].words | first.signatures[0].acronyms)
    if not words and kind in _MANY:
        words = [first.document]
    digest = hashlib.blake2b("\n".join([kind, *first.parties, "", *words]).encode(), digest_size=5).hexdigest()
    return f"{kind}-{'-'.join(first.parties[:4])}-{digest}".lower()


class _Classes:
    """Numbers 0 … ``size`` - 1, joined pair by pair into classes."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def join(self, one: int, other: int) -> None:
        a, b = self._root(one), self._root(other)
        self._parent[max(a, b)] = min(a, b)

    def classes(self) -> list[list[int]]:
        """The classes, in the order of their smallest members."""
        found: dict[int, list[int]] = {}
        for n in range(len(self._parent)):
            found.setdefault(self._root(n), []).append(n)
        return list(found.values())

    def _root(self, n: int) -> int:
        while self._parent[n] != n:
            n = self._parent[n]
        return n
