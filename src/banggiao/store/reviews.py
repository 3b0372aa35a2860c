"""What people say of events: confirmed, corrected, rejected, with name, time and reason.

Reviews are only ever added (:mod:`banggiao.store.judging`); one is taken back by another that withdraws it. What stands
of them is brought into the rows of the event (:mod:`banggiao.store.corrections`), so that every question sees the
corrected event. They hang on the event's id, so they outlive the document's removal and stand again when it is read
again.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from banggiao.store import corrections
from banggiao.store.corrections import Claims, Correction

Verdict = Literal["confirm", "correct", "reject"]
_COLUMNS = "SELECT n, event, verdict, reviewer, at, reason, correction FROM review"
_MOST = 500


class Judgement(Struct, frozen=True):
    """What a person says of an event, and why; ``correction`` with the verdict ``correct`` alone."""

    verdict: Verdict
    reviewer: str
    reason: str
    correction: Correction | None = None


class Review(Struct, frozen=True):
    """One entry: ``verdict`` may be ``withdraw``, of the entry number ``withdraws``; ``stands``: nobody withdrew it."""

    n: int
    event: str
    verdict: Verdict | Literal["withdraw"]
    reviewer: str
    at: dt.datetime
    reason: str
    correction: Correction | None = None
    withdraws: int | None = None
    stands: bool = True


class Standing(Struct, frozen=True):
    """What stands of the reviews of one event: the last verdict, and all corrections together."""

    verdict: Verdict
    reviewer: str
    at: dt.datetime
    reason: str
    correction: Correction | None = None


class Details(Struct, frozen=True, omit_defaults=True):
    """What the column ``correction`` holds: what is set, what an imported event said before it was first corrected, or
    the number of the review that is withdrawn."""

    set: Correction | None = None
    was: Claims | None = None
    withdraws: int | None = None


_DETAILS = msgspec.json.Decoder(Details)


def listed(connection: sqlite3.Connection, event: str | None = None, as_of: dt.date | None = None) -> list[Review]:
    """All reviews in the order in which they were given, withdrawn ones and withdrawals too; of one event or of all.

    ``as_of``: those given by that day (UTC), and what stood of them then.
    """
    query = f"{_COLUMNS} WHERE substr(at, 1, 10) <= ?"
    values: tuple[str, ...] = (as_of.isoformat() if as_of else "9999-12-31",)
    if event is not None:
        query, values = f"{query} AND event = ?", (*values, event)
    return _decoded(connection.execute(f"{query} ORDER BY n", values))


def standing(connection: sqlite3.Connection, events: Sequence[str]) -> dict[str, Standing]:
    """What stands of the reviews of those of ``events`` (ids) that have any."""
    found: dict[str, list[Review]] = {}
    for first in range(0, len(events), _MOST):
        some = tuple(events[first : first + _MOST])
        marks = ", ".join("?" * len(some))
        for review in _decoded(connection.execute(f"{_COLUMNS} WHERE event IN ({marks}) ORDER BY n", some)):
            found.setdefault(review.event, []).append(review)
    return {event: stands for event, several in found.items() if (stands := _standing(several)) is not None}


def apply(connection: sqlite3.Connection, documents: Iterable[int]) -> None:
    """Bring what was said before of the events of ``documents`` (just written anew) into their rows.

    Inside the transaction of the writer, which joins and sums up afterwards.
    """
    query = "SELECT DISTINCT e.n, e.id FROM event e JOIN review r ON r.event = e.id WHERE e.document = ?"
    for document in documents:
        for n, event in connection.execute(query, (document,)).fetchall():
            bring(connection, n, event)


def before(connection: sqlite3.Connection, event: str, n: int) -> Claims:
    """What the event said before any correction."""
    if corrections.is_read(connection, n):
        return corrections.machine(connection, n)
    for (details,) in connection.execute("SELECT correction FROM review WHERE event = ? ORDER BY n", (event,)):
        if details is not None and (was := _DETAILS.decode(details).was) is not None:
            return was
    return corrections.machine(connection, n)


def bring(connection: sqlite3.Connection, n: int, event: str) -> None:
    """Let the rows of the event (its number and id) say what stands of its reviews; sums are the caller's affair."""
    stands = standing(connection, [event]).get(event)
    now = corrections.applied(before(connection, event, n), stands.correction if stands else None)
    query = "SELECT coalesce(d.current, 1) FROM event e LEFT JOIN document d ON d.n = e.document WHERE e.n = ?"
    current = bool(connection.execute(query, (n,)).fetchone()[0])
    corrections.write(connection, n, now, current and (stands is None or stands.verdict != "reject"))


def _decoded(rows: Iterable[tuple[int, str, str, str, str, str, str | None]]) -> list[Review]:
    found = []
    for n, event, verdict, reviewer, at, reason, kept in rows:
        details = _DETAILS.decode(kept) if kept else Details()
        when = dt.datetime.fromisoformat(at)
        found.append(
            Review(n, event, verdict, reviewer, when, reason, details.set, details.withdraws)  # type: ignore[arg-type]
        )
    withdrawn = {review.withdraws for review in found if review.withdraws is not None}
    return [msgspec.structs.replace(review, stands=review.n not in withdrawn) for review in found]


def _standing(several: Sequence[Review]) -> Standing | None:
    left = [review for review in several if review.stands and review.verdict != "withdraw"]
    if not left:
        return None
    last = left[-1]
    correction = corrections.merged(review.correction for review in left if review.correction is not None)
    return Standing(last.verdict, last.reviewer, last.at, last.reason, correction)  # type: ignore[arg-type]
