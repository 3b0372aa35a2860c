"""Monthly sums of who acted towards whom, kept in step with the events within the same transaction.

What is counted are things that happened (``actual``, ``historical``) and whose month or year is known: one report of
each occurrence (the most precisely dated one, then the smallest id), and each imported row. Which report that is stands
in ``event.counted``, so a sum changes by what enters and leaves it and is never worked out anew. Scores are summed to
six decimals, so the order of adding makes no difference.

Whoever changes what an event says or whether it counts (removal, review) calls :func:`forget` before and
:func:`refresh` after; whoever only joins events otherwise need not, for :func:`watch` sees that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

# CROSS JOIN: what is touched comes first. Of temporary tables nothing is known, and else all events are gone through.
HAPPENED = "('actual', 'historical')"
_CHOSEN = f"""
    SELECT n, counted, CASE WHEN happened AND row_number() OVER (
        PARTITION BY coalesce(occurrence, id) ORDER BY happened DESC, month IS NULL, first IS NULL,
        julianday(last) - julianday(first), id) = 1 THEN 1 ELSE 0 END AS wanted
    FROM (SELECT n, id, counted, occurrence, month, first, last, counts = 1 AND status IN {HAPPENED} AS happened
        FROM main.event)"""
_SUMS = """SELECT d.actor, d.recipient, e.month, e.quad, e.dataset, sum(c.sign),
        round(total(c.sign * e.score), 6), round(total(c.sign * e.score * e.score), 6)
    FROM {source} c {join} main.event e ON e.n = c.n {join} main.dyad d ON d.event = e.n
    WHERE e.month IS NOT NULL GROUP BY 1, 2, 3, 4, 5"""


def watch(connection: sqlite3.Connection) -> None:
    """Prepare ``connection``: from now on it remembers which occurrences win or lose reports."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched_event (n INTEGER PRIMARY KEY)")
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS touched_occurrence (id TEXT PRIMARY KEY) WITHOUT ROWID")
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS change (n INTEGER PRIMARY KEY, sign INTEGER NOT NULL)")
    connection.execute(
        """CREATE TEMP TRIGGER IF NOT EXISTS joined AFTER UPDATE OF occurrence ON main.event
        WHEN old.occurrence IS NOT new.occurrence BEGIN
            INSERT OR IGNORE INTO touched_event VALUES (new.n);
            INSERT OR IGNORE INTO touched_occurrence
                SELECT id FROM (SELECT old.occurrence AS id UNION SELECT new.occurrence) WHERE id IS NOT NULL;
        END"""
    )


def forget(connection: sqlite3.Connection, events: Iterable[int]) -> None:
    """Take ``events`` (their ``n``) out of the sums: before they are changed or deleted, in the same transaction.

    :func:`refresh` afterwards counts them, or another report of the same occurrence, again.
    """
    watch(connection)
    _touch(connection, events)
    connection.execute(
        "INSERT INTO change SELECT n, -1 FROM touched_event CROSS JOIN main.event USING (n) WHERE counted = 1"
    )
    _apply(connection)


def refresh(connection: sqlite3.Connection, events: Iterable[int] = ()) -> None:
    """Bring the sums in step with ``events``, everything joined with them, and whatever was joined or forgotten."""
    watch(connection)
    _touch(connection, events)
    connection.execute(
        "INSERT OR IGNORE INTO touched_event"
        " SELECT e.n FROM touched_occurrence t CROSS JOIN main.event e ON e.occurrence = t.id"
    )
    chosen = _CHOSEN.replace("FROM main.event", "FROM touched_event CROSS JOIN main.event USING (n)")
    connection.execute(f"INSERT INTO change SELECT n, wanted - counted FROM ({chosen}) WHERE wanted <> counted")
    _apply(connection)
    connection.execute("DELETE FROM touched_event")
    connection.execute("DELETE FROM touched_occurrence")


def rebuild(connection: sqlite3.Connection) -> None:
    """Work out ``counted`` and all sums anew: after an import in bulk."""
    connection.execute(
        f"UPDATE event SET counted = wanted FROM ({_CHOSEN}) chosen"
        " WHERE chosen.n = event.n AND event.counted <> wanted"
    )
    connection.execute("DELETE FROM dyad_month")
    connection.execute(f"INSERT INTO dyad_month {expected()}")


def expected() -> str:
    """The query that gives every row of ``dyad_month`` as ``event.counted`` has it."""
    return _SUMS.format(source="(SELECT n, 1 AS sign FROM main.event WHERE counted = 1)", join="JOIN")


def mistaken() -> str:
    """The query that gives the ``n`` of events whose ``counted`` is not what it should be."""
    return f"SELECT n FROM ({_CHOSEN}) WHERE wanted <> counted"


def _touch(connection: sqlite3.Connection, events: Iterable[int]) -> None:
    connection.executemany("INSERT OR IGNORE INTO touched_event VALUES (?)", ((n,) for n in events))
    connection.execute(
        "INSERT OR IGNORE INTO touched_occurrence SELECT occurrence FROM touched_event CROSS JOIN main.event USING (n)"
        " WHERE occurrence IS NOT NULL"
    )


def _apply(connection: sqlite3.Connection) -> None:
    """Add what stands in ``change`` to the sums, and empty it."""
    connection.execute(
        f"INSERT INTO main.dyad_month {_SUMS.format(source='change', join='CROSS JOIN')}"
        " ON CONFLICT DO UPDATE SET events = events + excluded.events,"
        " score = round(score + excluded.score, 6), squares = round(squares + excluded.squares, 6)"
    )
    connection.execute("DELETE FROM main.dyad_month INDEXED BY dyad_month_empty WHERE events = 0")
    connection.execute(
        "UPDATE main.event SET counted = counted + (SELECT sign FROM change WHERE change.n = event.n)"
        " WHERE n IN (SELECT n FROM change)"
    )
    connection.execute("DELETE FROM change")
