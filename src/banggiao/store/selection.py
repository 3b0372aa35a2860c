"""Which events are asked for, in order of time, without looking at more of the store than the answer needs.

The numbers of events come from *strands*: ranges of an index that lie in order of time (a pair's dyads, an actor's
parts, the events of a type, all events), merged as they are read. What begins before the period asked for and reaches
into it, and what has no first day, are strands of their own. Words that stand in few lines lead the way themselves.
"""

from __future__ import annotations

import heapq
import itertools
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Literal

from banggiao.store import filters, folding
from banggiao.store.filters import Clause, Filter

Order = Literal["newest", "oldest"]
Key = tuple[str, str, int]
"""First day (empty: not known), id and number of an event."""

FEW_LINES = 20_000
"""Up to so many lines with the words asked for, it is quicker to take them all than to go by date until enough are
found."""
_FIRST_TEXTS, _TEXTS = 40, 400
_KEY = "SELECT ifnull(e.first, ''), e.id, e.n"


def keys(connection: sqlite3.Connection, wanted: Filter, order: Order, after: str | None) -> Iterator[Key]:
    """Keys of the events that ``wanted`` asks for, by first day and id; what has no first day comes last.

    ``after``: the id of the last event seen; ValueError when the store has no such event.
    """
    seen = None if after is None else _key_of(connection, after)
    phrases = folding.parse(wanted.phrase) if wanted.phrase is not None else None
    if phrases == ():
        return
    if phrases and few_lines(connection, phrases):
        found = _by_words(connection, wanted, order, seen)
    else:
        found = _Strands(connection, wanted, order).all(seen)
    yield from _with_marks(connection, found, wanted.phrase) if filters.of_marks(wanted.phrase) else found


def _with_marks(connection: sqlite3.Connection, found: Iterator[Key], words: str | None) -> Iterator[Key]:
    """Those of ``found`` whose line has the marks too: texts are looked into last, and only as far as it is asked."""
    size = _FIRST_TEXTS
    while some := list(itertools.islice(found, size)):
        numbers = f"e.n IN ({', '.join('?' * len(some))})"
        holds = filters.both([Clause(numbers, tuple(n for _, _, n in some)), *filters.of_marks(words)])
        left = {n for (n,) in connection.execute(f"SELECT e.n FROM event e WHERE {holds.sql}", holds.values)}
        yield from (key for key in some if key[2] in left)
        size = _TEXTS


def _key_of(connection: sqlite3.Connection, event: str) -> Key:
    row = connection.execute("SELECT ifnull(first, ''), id, n FROM event WHERE id = ?", (event,)).fetchone()
    if row is None:
        raise ValueError(f"there is no event {event!r} in the store to go on after")
    key: Key = row
    return key


def few_lines(connection: sqlite3.Connection, phrases: tuple[folding.Phrase, ...]) -> bool:
    """Whether few lines hold ``phrases``, marks aside."""
    matches = "SELECT count(*) FROM (SELECT 1 FROM passage_text WHERE passage_text MATCH ? LIMIT ?)"
    found = connection.execute(matches, (folding.match_expression(phrases), FEW_LINES + 1)).fetchone()
    return bool(found[0] <= FEW_LINES)


def _by_words(connection: sqlite3.Connection, wanted: Filter, order: Order, seen: Key | None) -> Iterator[Key]:
    """All events in lines that hold rare words, put in order."""
    holds = filters.both([*filters.of_parties(wanted), *filters.of_words(wanted.phrase), *filters.of_event(wanted)])
    found = _sorted(connection.execute(f"{_KEY} FROM event e WHERE {holds.sql}", holds.values), order)
    if seen is None:
        yield from found
    elif order == "newest":
        yield from (key for key in found if key < seen)
    else:
        yield from (key for key in found if (not key[0], *key) > (not seen[0], *seen))


def _sorted(found: Iterable[Key], order: Order) -> list[Key]:
    """In order of time, what has no first day last."""
    if order == "newest":
        return sorted(found, reverse=True)
    return sorted(found, key=lambda key: (not key[0], *key))


class _Strands:
    """The ranges of indexes in which the events asked for lie."""

    def __init__(self, connection: sqlite3.Connection, wanted: Filter, order: Order) -> None:
        self._connection = connection
        self._wanted = wanted
        self._order = order
        self._lead = None if wanted.pair else _rarest(connection, wanted.actors)

    def all(self, seen: Key | None) -> Iterator[Key]:
        """What has a first day in order, then what has none, after the event last seen."""
        if seen is None or seen[0]:
            yield from self.dated(seen)
        yield from self.undated(seen if seen is not None and not seen[0] else None)

    def dated(self, seen: Key | None) -> Iterator[Key]:
        """What has a first day, in order."""
        wanted = self._wanted
        low = wanted.since.isoformat() if wanted.since else "0"
        high = wanted.until.isoformat() if wanted.until else "9999-12-31"
        if seen is not None:
            low, high = (max(low, seen[0]), high) if self._order == "oldest" else (low, min(high, seen[0]))
        strands = self._each(Clause("{first} BETWEEN ? AND ?", (low, high)), seen)
        if wanted.since:
            strands.append(self._reaching_into(wanted.since.isoformat(), seen))
        yield from self._merged(strands)

    def undated(self, seen: Key | None) -> Iterator[Key]:
        """What has no first day, by id."""
        of_parties = self._wanted.pair or self._lead is not None
        yield from self._merged(self._each(Clause("{first} = ''" if of_parties else "{first} IS NULL"), seen))

    def _merged(self, strands: list[Iterator[Key]]) -> Iterator[Key]:
        """An event that lies in several strands comes once."""
        merged = heapq.merge(*strands, reverse=self._order == "newest")
        return (key for key, _ in itertools.groupby(merged))

    def _each(self, bounds: Clause, seen: Key | None) -> list[Iterator[Key]]:
        """The strands of what is asked for; ``bounds`` names the day by which each is ordered ``{first}``."""
        wanted = self._wanted
        if wanted.pair:
            there, back = wanted.pair, (wanted.pair[1], wanted.pair[0])
            if wanted.phrase is not None:  # lines with common words are gathered once for each strand
                picks = [Clause("s.actor IN (?, ?) AND s.recipient IN (?, ?)", (*there, *back))]
            else:
                directions = dict.fromkeys([there, back])
                picks = [Clause("s.actor = ? AND s.recipient = ?", direction) for direction in directions]
            return [self._read("dyad s", pick, bounds, seen) for pick in picks]
        if self._lead is not None:
            return [self._read("party s", Clause("s.code = ?", (self._lead,)), bounds, seen)]
        if wanted.types:
            return [self._read(None, Clause("e.type = ?", (one,)), bounds, seen) for one in dict.fromkeys(wanted.types)]
        return [self._read(None, Clause("1"), bounds, seen)]

    def _read(self, table: str | None, picks: Clause, bounds: Clause, seen: Key | None) -> Iterator[Key]:
        source, first = (f"{table} CROSS JOIN event e ON e.n = s.event", "s.first") if table else ("event e", "e.first")
        bounds = Clause(bounds.sql.format(first=first), bounds.values)
        holds = filters.both([picks, bounds, _beyond(seen, self._order), *self._conditions(table != "dyad s")])
        down = "DESC" if self._order == "newest" else "ASC"
        sql = f"{_KEY} FROM {source} WHERE {holds.sql} ORDER BY {first} {down}, e.id {down}"
        return iter(self._connection.execute(sql, holds.values))

    def _reaching_into(self, since: str, seen: Key | None) -> Iterator[Key]:
        """What began before ``since`` and had not ended, or whose end is not known: few, so they are sorted."""
        reaches = Clause("e.first IS NOT e.last AND ifnull(e.last, '9999') >= ? AND e.first < ?", (since, since))
        holds = filters.both([reaches, _beyond(seen, self._order), *self._conditions(True)])
        if seen is not None:
            compare = ">=" if self._order == "oldest" else "<="
            holds = filters.both([holds, Clause(f"e.first {compare} ?", (seen[0],))])
        rows = self._connection.execute(f"{_KEY} FROM event e WHERE {holds.sql}", holds.values)
        yield from _sorted(rows, self._order)

    def _conditions(self, of_pair: bool) -> Iterator[Clause]:
        """What the events must fulfil; ``of_pair``: as the strand does not see to that."""
        wanted = self._wanted
        yield from filters.of_event(wanted)
        yield from (filters.takes_part(code) for code in wanted.actors)
        if wanted.pair and of_pair:
            yield filters.between(wanted.pair)
        yield from filters.of_words(wanted.phrase, leads=False)


def _beyond(seen: Key | None, order: Order) -> Clause:
    """On the day of the event last seen, only what comes after it; other days are left to the bounds."""
    if seen is None:
        return Clause("1")
    compare = ">" if order == "oldest" else "<"
    return Clause(f"(e.first IS NOT ? OR e.id {compare} ?)", (seen[0] or None, seen[1]))


def _rarest(connection: sqlite3.Connection, codes: tuple[str, ...]) -> str | None:
    """The one of ``codes`` that takes part in the fewest events, as far as it is worth counting."""
    if len(codes) < 2:
        return codes[0] if codes else None
    count = "SELECT count(*) FROM (SELECT 1 FROM party WHERE code = ? LIMIT 2000)"
    return min(codes, key=lambda code: connection.execute(count, (code,)).fetchone()[0])
