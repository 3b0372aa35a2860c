"""What people's reviews say of the reader: how many of the reviewed events were right, by type and by slot.

An event is *right* when it was confirmed as it was read, *there* when it was confirmed or corrected (something of that
kind is told in the sentence). A slot is right when the correction leaves it as it was. These are shares of what people
chose to look at, not of all that was read; the intervals tell only how far so many reviews reach.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from banggiao.store import corrections, reviews
from banggiao.store.corrections import Claims

SLOTS = ("type", "mode", "status", "actors", "recipients", "said_by", "date")
_Z = 1.959964  # two-sided 95 %


class Share(Struct, frozen=True):
    """``hits`` of ``total``; ``low`` and ``high`` are the ends of Wilson's 95 % interval, None of nothing."""

    hits: int
    total: int
    share: float | None
    low: float | None
    high: float | None


class TypeScore(Struct, frozen=True):
    """The reviewed events that were read as ``type``."""

    type: str
    right: Share
    there: Share


class SlotScore(Struct, frozen=True):
    """Of the events that are there, those of which ``slot`` was read right."""

    slot: str
    right: Share


class ReviewScore(Struct, frozen=True):
    """What the reviews that stand say; ``gone``: reviews of events that the store no longer has."""

    reviewed: int
    confirmed: int
    corrected: int
    rejected: int
    gone: int
    right: Share
    there: Share
    types: tuple[TypeScore, ...]
    slots: tuple[SlotScore, ...]


class _Judged(Struct, frozen=True):
    verdict: reviews.Verdict
    read: Claims
    now: Claims


def score(connection: sqlite3.Connection) -> ReviewScore:
    """What the reviews in the store say of what was read; imported events are left out."""
    events = list(dict.fromkeys(review.event for review in reviews.listed(connection)))
    standing = reviews.standing(connection, events)
    found = list(_judged(connection, standing))
    known = {row[0] for event in standing for row in connection.execute("SELECT id FROM event WHERE id = ?", (event,))}
    there = [one for one in found if one.verdict != "reject"]
    return ReviewScore(
        reviewed=len(found),
        confirmed=sum(_right(one) for one in found),
        corrected=sum(not _right(one) for one in there),
        rejected=len(found) - len(there),
        gone=len(standing) - len(known),
        right=share(_right(one) for one in found),
        there=share(one.verdict != "reject" for one in found),
        types=tuple(_of_type(name, found) for name in sorted({one.read.type for one in found})),
        slots=tuple(SlotScore(slot, share(_slot_right(one, slot) for one in there)) for slot in SLOTS),
    )


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), which holds also for few cases and shares near 0 and 1."""
    share = hits / total
    centre = share + _Z * _Z / (2 * total)
    spread = _Z * math.sqrt(share * (1 - share) / total + _Z * _Z / (4 * total * total))
    whole = 1 + _Z * _Z / total
    return max((centre - spread) / whole, 0.0), min((centre + spread) / whole, 1.0)


def share(cases: Iterable[bool]) -> Share:
    """How many of ``cases`` hold."""
    found = list(cases)
    hits, total = sum(found), len(found)
    if not total:
        return Share(0, 0, None, None, None)
    return Share(hits, total, hits / total, *wilson(hits, total))


def _judged(connection: sqlite3.Connection, standing: dict[str, reviews.Standing]) -> Iterator[_Judged]:
    for event, review in standing.items():
        row = connection.execute("SELECT n FROM event WHERE id = ? AND dataset = 'read'", (event,)).fetchone()
        if row is not None:
            read = corrections.machine(connection, row[0])
            yield _Judged(review.verdict, read, corrections.applied(read, review.correction))


def _of_type(name: str, found: list[_Judged]) -> TypeScore:
    own = [one for one in found if one.read.type == name]
    return TypeScore(name, share(map(_right, own)), share(one.verdict != "reject" for one in own))


def _right(one: _Judged) -> bool:
    """Confirmed, and nothing of it was corrected before."""
    return one.verdict != "reject" and all(_slot_right(one, slot) for slot in SLOTS)


def _slot_right(one: _Judged, slot: str) -> bool:
    read, now = _plain(getattr(one.read, slot)), _plain(getattr(one.now, slot))
    return bool(read == now)


def _plain(value: Any) -> Any:
    """Parties in whatever order."""
    return frozenset(value) if isinstance(value, tuple) else value
