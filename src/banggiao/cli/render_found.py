"""What was found, for people at a terminal: the words where they stand, the event beneath; and as JSON records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from banggiao.cli import wording
from banggiao.cli.folding import Run, fold_runs
from banggiao.cli.interface import Interface
from banggiao.cli.render_text import LONGEST, paint
from banggiao.store.events import EventRow, to_record
from banggiao.store.search import Line, Mark
from banggiao.store.sources import Source

_INDENT = 2
_BEFORE = LONGEST // 3


def event_record(row: EventRow, marks: Sequence[Mark]) -> dict[str, Any]:
    """The event in its interchange form, with where the words stand in its ``quote``."""
    return {**to_record(row), "marks": marks}


def line_record(line: Line) -> dict[str, Any]:
    """A line of an article as a record; ``document`` is its id."""
    about = line.document
    return {
        "document": about.id,
        "outlet": about.outlet,
        "url": about.url,
        "title": about.title,
        "published": msgspec.to_builtins(about.published),
        "line": line.line,
        "part": line.part,
        "text": line.text,
        "marks": line.marks,
    }


def events(
    found: Sequence[tuple[EventRow, Sequence[Mark]]], ui: Interface, width: int, colour: bool = False
) -> Iterator[str]:
    """Each event: when and who, what, its sentence with the words marked, where it stands and its id."""
    for number, (row, marks) in enumerate(found):
        if number:
            yield ""
        yield from _wrapped(_who(row, ui), width, colour, 0)
        yield from _wrapped(_what(row, ui), width, colour, _INDENT)
        yield from _wrapped(marked(row.quote, marks, brackets=not colour), width, colour, _INDENT, "│ ")
        yield from _wrapped(_where(row, ui), width, colour, _INDENT)


def lines(found: Sequence[Line], ui: Interface, width: int, colour: bool = False) -> Iterator[str]:
    """Each line with the words marked, beneath the article that it stands in."""
    article = None
    for line in found:
        if line.document.id != article:
            if article is not None:
                yield ""
            article = line.document.id
            title = wording.clean(wording.shorten(line.document.title or ui.say("title"), 200))
            yield from _wrapped([(title, "heading")], width, colour, 0)
            yield from _wrapped([(_source(line.document, ui), "dim")], width, colour, _INDENT)
        where = ui.say("in_part", part=ui.label("parts", line.part), line=line.line)
        runs = marked(line.text, line.marks, brackets=not colour)
        yield from _wrapped([*runs, (f"  ({where})", "dim")], width, colour, _INDENT, "│ ")


def marked(text: str, marks: Sequence[Mark], brackets: bool) -> list[Run]:
    """``text`` in runs with ``marks`` styled, between brackets where colours do not show; of a text of thousands of
    characters only what stands around the first mark.
    """
    first, last = 0, len(text)
    if last > LONGEST:
        first = max(marks[0][0] - _BEFORE, 0) if marks else 0
        last = min(first + LONGEST, last)
    runs: list[Run] = [("… ", "")] if first else []
    at = first
    for start, end in _joined(text, marks):
        if at <= start and end <= last:
            runs.append((wording.clean(text[at:start]), ""))
            words = wording.clean(text[start:end])
            runs.append((f"«{words}»" if brackets else words, "trigger"))
            at = end
    runs.append((wording.clean(text[at:last]), ""))
    return [*runs, (" …", "")] if last < len(text) else runs


def _joined(text: str, marks: Sequence[Mark]) -> list[Mark]:
    """Marks with nothing but blanks between them as one."""
    joined: list[Mark] = []
    for start, end in marks:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _who(row: EventRow, ui: Interface) -> list[Run]:
    actors, recipients = (wording.actors(codes, ui) for codes in (row.actors, row.recipients))
    runs: list[Run] = [(wording.date(row.date, ui), "heading" if row.date else "dim"), ("  ", "")]
    runs.append((actors, "actor") if actors else (f"({ui.say('nobody')})", "dim"))
    return [*runs, (" → ", ""), (recipients, "recipient")] if recipients else runs


def _what(row: EventRow, ui: Interface) -> list[Run]:
    words = ui.label("types", row.type) + (f": {ui.label('modes', row.mode)}" if row.mode else "")
    hue = "conflict" if "conflict" in row.quad else "cooperation"
    runs: list[Run] = [(words, hue), (" · ", "dim"), (ui.label("statuses", row.status), "heading")]
    if row.said_by:
        runs += [(" · ", "dim"), (ui.say("said_by", who=wording.actors([row.said_by], ui)), "")]
    if row.place is not None and row.place.name:
        runs += [(" · ", "dim"), (f"{ui.say('place')} {wording.place(row.place, ui)}", "")]
    if row.review is not None:
        verdict = ui.say(f"review_{row.review.verdict}", who=wording.clean(row.review.reviewer))
        runs += [(" · ", "dim"), (verdict, "heading")]
    elif not row.counts:
        runs += [(" · ", "dim"), (ui.say("older_version"), "dim")]
    return runs


def _where(row: EventRow, ui: Interface) -> list[Run]:
    where = _source(row.document, ui) if row.document else ui.say("dataset", name=wording.clean(row.dataset))
    if row.document is not None and row.part is not None and row.line is not None:
        where += ", " + ui.say("in_part", part=ui.label("parts", row.part), line=row.line)
    return [(f"{where} · {row.id}", "dim")]


def _source(document: Source, ui: Interface) -> str:
    name = wording.teller(document.outlet, document.agency, document.title, document.id)
    return f"{name}, {wording.date(document.published, ui)}" if document.published else name


def _wrapped(runs: list[Run], width: int, colour: bool, indent: int, bar: str = "") -> Iterator[str]:
    for line in fold_runs(runs, width - indent - len(bar)):
        yield " " * indent + bar + "".join(paint(text, style, colour) for text, style in line)
