"""How a record's values are put into words, the same in the text and the HTML view."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

from banggiao.cli.interface import LANGUAGES, Interface, interface
from banggiao.records import AgendaEntry, Basis, Event, Interval, Measure, Party, Place, Record

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
MOST_BASIS = 4
"""Pieces of evidence for a date that are shown at once; the others are counted, or folded away."""
_DECADE = 3653
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


def precision(interval: Interval, ui: Interface) -> str:
    """How precisely ``interval`` is known: ``to the month``, or how many days lie in it."""
    if interval.precision == "day" and interval.start and interval.end and interval.start != interval.end:
        return ui.say("one_of_days", count=(interval.end - interval.start).days + 1)
    return ui.label("precisions", interval.precision)


def basis(piece: Basis, ui: Interface) -> str:
    """One piece of evidence for a date: its words, what follows from them, and the days that it allows.

    What follows is told by kind, in the language of the interface; in English, the language of the records, by the
    piece's own ``says`` where it has more to tell.
    """
    words = f"“{clean(shorten(piece.text, 80))}”" if piece.text else ""
    told = _told(piece, ui)
    words += (": " if words and told else "") + told
    allowed = date(Interval(piece.first, piece.last, "day"), ui)
    # A day of an unknown year allows that day of many years: from the first to the last of them says nothing.
    every_year = piece.first is not None and piece.last is not None and (piece.last - piece.first).days > _DECADE
    if (piece.first or piece.last) and allowed not in words and not every_year:
        words += f" ({allowed})"
    return words.strip()


def _told(piece: Basis, ui: Interface) -> str:
    if piece.kind == "words":
        return ui.label("anchors", piece.says)
    if piece.says and ui.code == "en" and piece.kind not in ("reference", "antecedent"):
        return clean(piece.says)
    return ui.known("basis_kinds", piece.kind) or ui.say("other_basis")


def deciding(interval: Interval) -> tuple[list[Basis], list[Basis]]:
    """The evidence that is shown at once, and the rest; whoever dated the page put the decisive pieces first.

    What was set aside or bounds nothing can wait, and words that bear two pieces are shown once.
    """
    shown: list[Basis] = []
    for piece in interval.basis:
        repeated = piece.text and any(_same(piece, other) for other in shown if other.text)
        tells = piece.first is not None or piece.last is not None or not shown
        if len(shown) < MOST_BASIS and tells and piece.kind != "set-aside" and not repeated:
            shown.append(piece)
    return shown, [piece for piece in interval.basis if piece not in shown]


def _same(one: Basis, other: Basis) -> bool:
    """Whether two pieces rest on the same words, or say the same of others."""
    said = (one.kind, one.first, one.last) == (other.kind, other.first, other.last)
    return said or one.text in other.text or other.text in one.text


def shorten(text: str, length: int) -> str:
    """``text`` cut to ``length`` characters at the most, with an ellipsis when something went."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def party(one: Party, ui: Interface) -> str:
    """A party with its code: ``Sergei Lavrov (RUS)``, ``Russia (RUS)``; the code alone when it is the name."""
    name = clean((one.person and person(one.person, ui)) or actor(one.code, ui, one.name))
    return name if name == one.code else f"{name} ({one.code})"


def parties(several: Iterable[Party], ui: Interface) -> str:
    """Several parties, each once, in their order."""
    return ", ".join(dict.fromkeys(party(p, ui) for p in several))


def actor(code: str, ui: Interface, name: str | None = None) -> str:
    """What the interface calls the actor ``code``; ``name`` is what the records call it, where that is at hand."""
    told = ui.name("actor", code)
    if told is not None:
        return told
    state, _, suffix = code.partition("-")
    if suffix == "OPP" and (told := ui.name("actor", state)):
        return ui.say("opposition", state=told)
    if name:
        return name
    from banggiao import knowledge

    return knowledge.name_of(code)


def actors(codes: Iterable[str], ui: Interface, joint: str = ", ") -> str:
    """Several actors by code: ``Russia, France``."""
    return joint.join(clean(actor(code, ui)) for code in codes)


def teller(outlet: str | None, agency: str | None, title: str | None, document: str) -> str:
    """What a document is called where it is named as a source: its outlet, else its agency, its title, its id."""
    return clean(shorten(outlet or agency or title or document, 60))


def reason(said: str, ui: Interface) -> str:
    """Why reports or texts were joined, in the language of the interface; the records say it in English."""
    for key, pattern in _reasons():
        if ui.code != "en" and (found := pattern.fullmatch(said)):
            return clean(ui.label("reasons", key).format(**found.groupdict()))
    return clean(said)


@functools.cache
def _reasons() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The English sentences of the table ``reasons`` as patterns: what stands in braces there is any words."""
    english = interface("en")
    sentences = {key: re.escape(english.label("reasons", key)) for key in english.keys("reasons")}
    return tuple((key, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", said))) for key, said in sentences.items())


def person(name: str, ui: Interface) -> str:
    """What the interface calls a person of the records."""
    return ui.name("person", name) or name


def office(name: str | None, ui: Interface) -> str:
    """What the interface calls an office; empty when it has no word for it."""
    if not name:
        return ""
    return ui.known("offices", name) or (clean(name) if ui.code == "en" else "")


def resolved(event: Event, ui: Interface) -> list[str]:
    """For parties that words point back at: ``“ông này” = Vladimir Putin (RUS)``, each once."""
    named: dict[str, list[str]] = {}
    for one in (*event.actors, *event.recipients, *([event.said_by] if event.said_by else [])):
        if one.via is not None:
            named.setdefault(pointing(one, event, ui), []).append(party(one, ui))
    return [f"{words} = {', '.join(dict.fromkeys(meant))}" for words, meant in named.items()]


def said(one: Party, event: Event) -> bool:
    """Whether words of its own name the party; one that the act implies stands at the words of the act."""
    return (one.start, one.end) != (event.trigger.start, event.trigger.end)


def pointing(one: Party, event: Event, ui: Interface) -> str:
    """The words that point back at ``one``; a party that only the act itself implies is left unsaid."""
    if not said(one, event):
        return ui.say("unnamed_here")
    return f"“{clean(shorten(one.text, 60))}”"


def what(event: Event, ui: Interface) -> str:
    """The event's type and mode in words: ``Sanctions: expulsion``."""
    words = ui.label("types", event.type)
    return f"{words}: {ui.label('modes', event.mode)}" if event.mode else words


def code(event: Event) -> str:
    """The event's type and mode as PLOVER writes them: ``SANCTION/expel``."""
    return f"{event.type}/{event.mode}" if event.mode else event.type


def place(where: Place | None, ui: Interface) -> str:
    """A place and its state."""
    if where is None:
        return ""
    name = clean(ui.name("place", where.name) or where.name)
    if where.country and where.name in _names_of(where.country):
        name = clean(actor(where.country, ui))
    return f"{name} ({where.country})" if where.country else name


@functools.cache
def _names_of(code: str) -> frozenset[str]:
    """What the interfaces call an actor, in any language: a place that is named so is the state itself."""
    return frozenset(actor(code, interface(language)) for language in LANGUAGES)


def source(record: Record) -> str:
    """What the page is called where it came from."""
    return clean(record.document.source or record.document.url or record.document.id)


def notice(record: Record, ui: Interface) -> str | None:
    """One line for a page that tells no story of its own; None for an article."""
    kind = record.document.kind
    if kind == "article":
        return None
    if record.events:
        return ui.say("list_page_coded", source=source(record), count=len(record.document.stories))
    key = "list_page" if kind == "list" else "other_page"
    return ui.say(key, source=source(record), count=len(record.document.stories))


def measure(one: Measure, ui: Interface) -> str:
    """What became of a measure: ``sanctions imposed``."""
    return ui.say("measure", kind=ui.label("measure_kinds", one.kind), change=ui.label("changes", one.change))


Dated = TypeVar("Dated", Measure, AgendaEntry)


def by_date(entries: Iterable[Dated]) -> list[Dated]:
    """What has a date by date, earliest first, then what has none."""
    return sorted(
        entries, key=lambda e: (e.date is None or e.date.start is None, (e.date and e.date.start) or dt.date.max)
    )


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events as the article tells them."""
    return sorted(events, key=lambda e: (e.sentence.start, e.trigger.start, e.id))


def other_stories(record: Record, ui: Interface) -> str:
    """How many other stories the page points at, by kind; empty when none."""
    counts = Counter(story.kind for story in record.document.stories)
    words = [ui.say("kept_as_links", count=n, kind=ui.label("kinds", kind)) for kind, n in sorted(counts.items())]
    return ", ".join(words)
