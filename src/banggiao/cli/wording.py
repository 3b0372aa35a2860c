"""How a record's values are put into words, the same in the text and the HTML view."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable

from banggiao.cli.interface import Interface
from banggiao.records import Basis, Event, Interval, Party, Place, Record

# What could steer a terminal or reverse the reading order: C0 and C1 controls (escape sequences start with one), and
# Unicode's marks for bidirectional text. Each becomes one character, so that offsets stay.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")

GROUPS = {
    "title": "head",
    "byline": "head",
    "agency_credit": "head",
    "outlet": "head",
    "dateline": "head",
    "published_time": "head",
    "lead": "article",
    "body": "article",
    "photo_caption": "caption",
    "image_alt_caption": "caption",
    "image_alt_slug": "caption",
    "unknown": "unknown",
}
MOST_BASIS = 5
"""Pieces of evidence for a date that are shown at once; the others are counted, or folded away."""
_UNBOUNDED, _DECADE = 10**6, 3653
_OTHER = ("related", "teaser", "mostread", "readmore", "list")


def group_of(role: str) -> str:
    """What a reader tells apart: ``head``, ``article``, ``caption``, ``other`` (stories), ``chrome``, ``unknown``."""
    if role in GROUPS:
        return GROUPS[role]
    return "other" if role.startswith(_OTHER) else "chrome"


def clean(text: str) -> str:
    """``text`` without what could steer a terminal; the length stays, so offsets do too."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def date(interval: Interval | None, ui: Interface) -> str:
    """``interval`` no more precisely than it is known: ``2018``, ``2018-07``, ``2018-07-16``, or a span of days."""
    if interval is None or (interval.start is None and interval.end is None):
        return ui.say("no_date")
    start, end = interval.start, interval.end
    if start is None:
        return ui.say("until", end=end)
    if end is None:
        return ui.say("from", start=start)
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        first, last = str(start.year), str(end.year)
    elif start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
    else:
        first, last = start.isoformat(), end.isoformat()
    return first if first == last else ui.say("span", start=first, end=last)


def basis(piece: Basis, ui: Interface) -> str:
    """One piece of evidence for a date: its kind, its words, what it says, and the days it allows."""
    words = f"{ui.label('basis_kinds', piece.kind)}:" if piece.kind else ""
    if piece.text:
        words += f" “{clean(shorten(piece.text, 80))}”"
    if piece.says:
        words += f" {clean(piece.says)}" if not piece.text else f", {clean(piece.says)}"
    allowed = date(Interval(piece.first, piece.last, "day"), ui)
    # A day of an unknown year allows that day of many years: from the first to the last of them says nothing.
    every_year = piece.first is not None and piece.last is not None and (piece.last - piece.first).days > _DECADE
    if (piece.first or piece.last) and allowed not in words and not every_year:
        words += f" ({allowed})"
    return words.strip()


def deciding(interval: Interval) -> tuple[list[Basis], list[Basis]]:
    """The evidence that decides, and the rest: the first piece, which leads, then those that leave the fewest days."""

    def left_open(piece: Basis) -> tuple[int, int]:
        if piece.first is not None and piece.last is not None:
            return 0, (piece.last - piece.first).days
        bound, end = (piece.first, interval.start) if piece.first is not None else (piece.last, interval.end)
        return 1, abs((bound - end).days) if bound is not None and end is not None else _UNBOUNDED

    lead, others = list(interval.basis[:1]), sorted(interval.basis[1:], key=left_open)
    if len(others) < MOST_BASIS:
        return list(interval.basis), []
    return lead + others[: MOST_BASIS - 1], others[MOST_BASIS - 1 :]


def shorten(text: str, length: int) -> str:
    """``text`` cut to ``length`` characters at the most, with an ellipsis when something went."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def party(one: Party) -> str:
    """A party with its code: ``Sergei Lavrov (RUS)``, ``Russia (RUS)``; the code alone when it is the name."""
    name = clean(one.person or one.name or one.code)
    return name if name == one.code else f"{name} ({one.code})"


def parties(several: Iterable[Party]) -> str:
    """Several parties, each once, in their order."""
    return ", ".join(dict.fromkeys(party(p) for p in several))


def what(event: Event, ui: Interface) -> str:
    """The event's type and mode in words: ``Sanctions: expulsion``."""
    words = ui.label("types", event.type)
    return f"{words}: {ui.label('modes', event.mode)}" if event.mode else words


def code(event: Event) -> str:
    """The event's type and mode as PLOVER writes them: ``SANCTION/expel``."""
    return f"{event.type}/{event.mode}" if event.mode else event.type


def place(where: Place | None) -> str:
    """A place and its state."""
    if where is None:
        return ""
    name = clean(where.name)
    return f"{name} ({where.country})" if where.country and where.country != name else name


def source(record: Record) -> str:
    """What the page is called where it came from."""
    return clean(record.document.source or record.document.url or record.document.id)


def notice(record: Record, ui: Interface) -> str | None:
    """One line for a page that tells no story of its own; None for an article."""
    kind = record.document.kind
    if kind == "article":
        return None
    key = "list_page" if kind == "list" else "other_page"
    return ui.say(key, source=source(record), count=len(record.document.stories))


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events as the article tells them."""
    return sorted(events, key=lambda e: (e.sentence.start, e.trigger.start, e.id))


def other_stories(record: Record, ui: Interface) -> str:
    """How many other stories the page points at, by kind; empty when none."""
    counts = Counter(story.kind for story in record.document.stories)
    words = [ui.say("kept_as_links", count=n, kind=ui.label("kinds", kind)) for kind, n in sorted(counts.items())]
    return ", ".join(words)
