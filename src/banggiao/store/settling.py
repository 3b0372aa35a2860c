"""What follows when documents came or went: versions, reviews, reprints, joined events, sums, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from banggiao.store import reviews, rollups, stories, versions


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is kept, or nothing of it; other writers wait."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def settle(
    connection: sqlite3.Connection, documents: Sequence[int], pages: Sequence[str], touched: Sequence[int] = ()
) -> None:
    """What follows once ``documents`` (new rows) are in and ``pages`` have won or lost a version.

    ``touched`` are documents whose reprints or joined events have gone.
    """
    rollups.watch(connection)
    flipped = [n for page in dict.fromkeys(pages) for n in versions.order(connection, page)]
    connection.executemany(
        "UPDATE event SET counts = (SELECT current FROM document WHERE n = ?1) WHERE document = ?1",
        ((n,) for n in flipped),
    )
    reviews.apply(connection, dict.fromkeys((*documents, *flipped)))
    affected = list(dict.fromkeys((*documents, *flipped, *touched)))
    stories.link_documents(connection, [*documents, *touched])
    stories.join_events(connection, affected)
    of_one = "SELECT n FROM event WHERE document = ?"
    rollups.refresh(connection, [n for document in affected for (n,) in connection.execute(of_one, (document,))])
