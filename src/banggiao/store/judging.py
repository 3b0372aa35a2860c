"""Give and take back judgements on events: each is one transaction with everything that follows from it."""

from __future__ import annotations

import datetime as dt
import sqlite3

import msgspec

from banggiao.store import corrections, reviews, rollups, settling
from banggiao.store.corrections import ReviewError
from banggiao.store.reviews import Details, Judgement, Review


def judge(connection: sqlite3.Connection, event: str, judgement: Judgement, at: dt.datetime | None = None) -> Review:
    """Add ``judgement`` on the event of that id and bring the store in step; ReviewError, and no change, when it
    cannot be. ``at``: now, where it is not given.
    """
    _signed(judgement.reviewer, judgement.reason)
    correction = judgement.correction
    if (judgement.verdict == "correct") != (correction is not None):
        raise ReviewError("a correction says what is to be set, and no other verdict does")
    with settling.transaction(connection):
        n = _number(connection, event)
        details = Details()
        if correction is not None:
            corrections.check_codes(connection, correction)
            was = None if corrections.is_read(connection, n) else reviews.before(connection, event, n)
            corrections.applied(was or reviews.before(connection, event, n), correction)
            details = Details(correction, was)
        given = (judgement.verdict, judgement.reviewer, judgement.reason)
        return _added(connection, event, given, details, at)


def withdraw(
    connection: sqlite3.Connection, event: str, reviewer: str, reason: str, at: dt.datetime | None = None
) -> Review:
    """Take back the last judgement that stands on the event of that id, by an entry that says so; ReviewError when
    none stands.
    """
    _signed(reviewer, reason)
    with settling.transaction(connection):
        _number(connection, event)
        left = [r for r in reviews.listed(connection, event) if r.stands and r.verdict != "withdraw"]
        if not left:
            raise ReviewError(f"no review of {event} stands that could be withdrawn")
        return _added(connection, event, ("withdraw", reviewer, reason), Details(withdraws=left[-1].n), at)


def _number(connection: sqlite3.Connection, event: str) -> int:
    row = connection.execute("SELECT n FROM event WHERE id = ?", (event,)).fetchone()
    if row is None:
        raise ReviewError(f"there is no event {event!r} in the store; ids are listed by: banggiao events --format json")
    return int(row[0])


def _signed(reviewer: str, reason: str) -> None:
    if not reviewer.strip():
        raise ReviewError("a review needs the name of who gives it")
    if not reason.strip():
        raise ReviewError("a review needs its reason")


def _added(
    connection: sqlite3.Connection, event: str, given: tuple[str, str, str], details: Details, at: dt.datetime | None
) -> Review:
    """Write the entry, and bring the store in step with what stands now."""
    when = (at or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    verdict, reviewer, reason = given
    kept = None if details == Details() else msgspec.json.encode(details).decode()
    added = connection.execute(
        "INSERT INTO review (event, verdict, reviewer, at, reason, correction) VALUES (?, ?, ?, ?, ?, ?)",
        (event, verdict, reviewer.strip(), when, reason.strip(), kept),
    ).lastrowid
    n = _number(connection, event)
    rollups.forget(connection, [n])
    reviews.bring(connection, n, event)
    document = connection.execute("SELECT document FROM event WHERE n = ?", (n,)).fetchone()[0]
    if document is None:
        rollups.refresh(connection, [n])
    else:
        settling.settle(connection, (), (), [document])
    return next(r for r in reviews.listed(connection, event) if r.n == added)
