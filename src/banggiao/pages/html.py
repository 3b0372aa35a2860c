"""HTML text → :class:`~banggiao.records.Document`: every visible line with its role, and what the page says of itself.

The page is parsed once (Lexbor). Metadata are read first, then the zones of the page are found (with a publisher's
profile where one fits), then every line gets its role. Dates are not read here: the raw strings go into ``evidence``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from banggiao import languages
from banggiao.languages.pack import Pack
from banggiao.pages.html_dom import Dom, read_dom
from banggiao.pages.html_lists import Kind, list_roles, page_kind
from banggiao.pages.html_meta import Metadata, read_metadata
from banggiao.pages.html_roles import Labeller
from banggiao.pages.html_stories import gather
from banggiao.pages.html_vote import second_vote
from banggiao.pages.html_words import Words, same_words, words
from banggiao.pages.html_zones import Zones, choose_layout, find_zones
from banggiao.pages.identity import document_id
from banggiao.pages.publishers import PublisherProfile, outlets, profiles
from banggiao.records import Document, Evidence, PageHints, Part

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_CROWDED = 20_000  # opening brackets from which a page is checked for absurd nesting
_DEEPEST = 12_000
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "option",
    ]
)


def parse_html(text: str, *, source: str, hints: PageHints) -> Document:
    """Read a page of HTML that is already decoded. Never raises: a page without words is of kind ``other``."""
    return read_html(text, source=source, hints=hints, publishers=profiles())


def read_html(text: str, *, source: str, hints: PageHints, publishers: tuple[type[PublisherProfile], ...]) -> Document:
    """As :func:`parse_html`, with these publishers' profiles only (none: the general path alone)."""
    text = _bounded(text)
    tree = LexborHTMLParser(text)
    meta = read_metadata(tree, hints.url)
    dom = read_dom(tree.root) if tree.root is not None else Dom()
    vocabulary = words(_pack(hints, meta))
    zones = find_zones(dom, meta, vocabulary, choose_layout(dom, publishers))
    kind = page_kind(dom, meta, vocabulary, zones, hints.url)
    if kind == "article" and second_vote(text, dom, zones, vocabulary, meta):
        kind = page_kind(dom, meta, vocabulary, zones, hints.url)
    labeller = Labeller(dom, meta, vocabulary, zones)
    roles = labeller.roles() if kind == "article" else list_roles(dom, vocabulary, zones)
    return _Assembly(dom, meta, vocabulary, zones, roles).document(kind, source, hints)


def _pack(hints: PageHints, meta: Metadata) -> Pack:
    """The vocabulary of the page's language, or of Vietnamese where that language has none."""
    for code in (hints.language, meta.language):
        if code in languages.available() and languages.load(code).root.joinpath("html.toml").is_file():
            return languages.load(code)
    return languages.load("vi")


def _bounded(text: str) -> str:
    """``text``, cut where elements nest deeper than on any page: Lexbor's time grows with the square of the depth."""
    if text.count("<") < _CROWDED:
        return text
    depth = 0
    for match in _TAG.finditer(text):
        if match[2].lower() in _VOID:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > _DEEPEST:
            return text[: match.start()]
    return text


@dataclass(slots=True)
class _Assembly:
    """All that is known of a page, about to become a document."""

    dom: Dom
    meta: Metadata
    words: Words
    zones: Zones
    roles: list[str]

    def document(self, kind: Kind, source: str, hints: PageHints) -> Document:
        text, parts = self._text()
        meta = self.meta
        title = None
        if kind == "article":
            title = next((self.dom.lines[i].text for i, r in enumerate(self.roles) if r == "title"), meta.title)
            if title and self.words.furniture(title, outside=True):
                title = None
        byline, agency = self._writer() if kind == "article" else (None, None)
        url = hints.url or meta.url
        return Document(
            id=document_id(text, url),
            text=text,
            parts=parts,
            source=source,
            url=url,
            outlet=hints.outlet or self._outlet(url),
            language=hints.language or meta.language or "vi",
            kind=kind,
            title=title,
            byline=byline,
            agency=agency,
            dateline=self._first("dateline"),
            section=meta.section,
            evidence=(*self._given(hints), *(meta.evidence if kind == "article" else ()), *self._visible(parts)),
            stories=gather(self.dom, self.roles, meta.base or url),
        )

    def _text(self) -> tuple[str, tuple[Part, ...]]:
        parts, start = [], 0
        for number, (line, role) in enumerate(zip(self.dom.lines, self.roles, strict=True), 1):
            parts.append(Part(role, start, start + len(line.text), number))
            start += len(line.text) + 1
        if not parts:
            return "", (Part("blank", 0, 0, 1),)
        return "\n".join(line.text for line in self.dom.lines), tuple(parts)

    def _first(self, role: str) -> str | None:
        return next((self.dom.lines[i].text for i, r in enumerate(self.roles) if r == role), None)

    def _writer(self) -> tuple[str | None, str | None]:
        """Byline and agency: from the page's lines, else the author that the metadata name, unless it is the outlet."""
        byline = agency = None
        for i, role in enumerate(self.roles):
            text = self.dom.lines[i].text
            if role == "byline" and byline is None:
                credit = self.words.agency(text)
                name = (credit[0] if credit else None) or self.words.compiled_by(text) or text
                byline = self.words.byline(name) or name.strip(" |-–•,")
                agency = agency or (credit[1] if credit else None)
            elif role == "agency_credit":
                credit = self.words.agency(text)
                agency = agency or (credit[1] if credit else text.strip("()[] ."))
            elif role == "published_time" and byline is None:
                byline = self.words.before_date(text)
        if byline is None:
            names = [a for a in self.meta.authors if not self._is_outlet(a)]
            byline = ", ".join(names[:4]) or None
        return byline, agency

    def _is_outlet(self, name: str) -> bool:
        known = [self.meta.outlet or "", _host(self.meta.url), *outlets().values()]
        return "." in name or any(k and (same_words(k, name)) for k in known)

    def _outlet(self, url: str | None) -> str | None:
        host = _host(url)
        return outlets().get(host) or self.meta.outlet or host or None

    def _given(self, hints: PageHints) -> list[Evidence]:
        return [Evidence("given", "published", hints.published)] if hints.published else []

    def _visible(self, parts: tuple[Part, ...]) -> list[Evidence]:
        """The dates that stand on the page: its line of publication, and today's date in its head."""
        found = []
        for part in parts:
            if part.role in ("published_time", "chrome_today_date"):
                text = self.dom.lines[part.line - 1].text
                kind = (
                    "clock"
                    if part.role == "chrome_today_date"
                    else "updated-line"
                    if self.words.updated(text)
                    else "published-line"
                )
                found.append(Evidence(kind, f"line {part.line}", text, part.start, part.end))
                found += self._machine_readable(part.line - 1) if kind != "clock" else []
        return found

    def _machine_readable(self, i: int) -> list[Evidence]:
        """The ``datetime`` that a ``<time>`` around the line gives."""
        own = self.dom.attributes[self.dom.lines[i].leaf]
        for name in ("datetime", "data-datetime", "content", "data-time"):
            if value := (own.get(name) or "").strip()[:100]:
                return [Evidence("metadata", f"time {name}", value)]
        return []


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return ""
