"""A plain-text page → a :class:`Document` whose every line has a role.

For what HTML-to-text converters and "save as text" leave of a news page: one block a line, with the menus, widgets and
other stories of the page around the article. An outlet's own markers help where they are known; shape and neighbours
decide where they are not.
"""

from __future__ import annotations

import msgspec

from banggiao import languages
from banggiao.pages import markers as marking
from banggiao.pages import plain_fields
from banggiao.pages.identity import document_id
from banggiao.pages.markers import Markers
from banggiao.pages.plain_body import Run, find_run, find_title, is_article
from banggiao.pages.plain_lines import Line, read_lines
from banggiao.pages.plain_others import list_roles
from banggiao.pages.plain_roles import RoleFinder
from banggiao.records import Document, PageHints, Part, ReadingError

_LIST_ENTRIES = 5
_LINES = 50_000


def parse_text(text: str, *, source: str, hints: PageHints, language: str = "vi") -> Document:
    """Parse ``text`` (normalised) in ``language`` (the code of a pack with a table of page markers).

    ReadingError when the text has far more lines than any page: several pages in one file are no page.
    """
    pack = languages.load(language)
    markers = marking.load(pack)
    if text.count("\n") > _LINES:
        raise ReadingError(
            f"{source}: {text.count(chr(10))} lines are more than the {_LINES} of a page; split the file."
        )
    lines = read_lines(text, markers)
    run = find_run(lines, markers)
    title = find_title(lines, run, hints.url) if run else None
    if run is not None and is_article(lines, run, title, markers):
        return _article(text, lines, run, title, _Context(source, hints, language, markers))
    return _list(text, lines, _Context(source, hints, language, markers))


class _Context:
    """What the whole parse of one page shares."""

    def __init__(self, source: str, hints: PageHints, language: str, markers: Markers) -> None:
        self.source = source
        self.hints = hints
        self.language = language
        self.markers = markers


def _article(text: str, lines: list[Line], run: Run, place: int | None, context: _Context) -> Document:
    markers, hints = context.markers, context.hints
    if place is not None and place >= run.first:
        run = msgspec.structs.replace(run, first=place + 1, last=max(run.last, place + 1))
    roles = RoleFinder(lines, run, place, markers).find()
    byline, beside = plain_fields.author(lines, roles, markers)
    at, of = plain_fields.dateline(lines, roles, markers)
    title = plain_fields.tidy_title(lines[place].text) if place is not None else None
    return Document(
        id=document_id(text, hints.url),
        text=text,
        parts=parts(text, lines, roles),
        source=context.source,
        url=hints.url,
        outlet=plain_fields.outlet(lines, roles, hints, markers),
        language=context.language,
        kind="article",
        title=title,
        byline=byline,
        agency=plain_fields.agency(lines, roles, markers) or beside or of,
        dateline=at,
        evidence=plain_fields.evidence(text, lines, roles, hints, markers),
        stories=plain_fields.stories(lines, roles, title),
    )


def _list(text: str, lines: list[Line], context: _Context) -> Document:
    roles = list_roles(lines)
    stories = plain_fields.stories(lines, roles, None)
    return Document(
        id=document_id(text, context.hints.url),
        text=text,
        parts=parts(text, lines, roles),
        source=context.source,
        url=context.hints.url,
        outlet=plain_fields.outlet(lines, roles, context.hints, context.markers),
        language=context.language,
        kind="list" if len(stories) >= _LIST_ENTRIES else "other",
        evidence=plain_fields.evidence(text, lines, roles, context.hints, context.markers),
        stories=stories,
    )


def parts(text: str, lines: list[Line], roles: list[str]) -> tuple[Part, ...]:
    """One part for each line of ``text``, blank ones included, in order."""
    named = {line.number: role for line, role in zip(lines, roles, strict=True)}
    found: list[Part] = []
    start = 0
    for number, raw in enumerate(text.split("\n"), 1):
        end = start + len(raw)
        found.append(Part(named.get(number, "blank"), start, end, number))
        start = end + 1
    return tuple(found)
