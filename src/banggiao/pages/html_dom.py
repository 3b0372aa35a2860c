"""HTML text → a flat model of the page: its visible elements in document order and its lines of text.

Lexbor parses once; one walk, without recursion, copies what the later steps ask for into parallel lists. An element is
its index in document order, so "inside" is an interval: ``e <= x < dom.ends[e]``. A line is the text of one block-level
stretch: inline text joined, white space collapsed, NFC, invisible joiners removed. Scripts, styles, templates, forms'
hidden fields and whatever an attribute hides leave no line. This module knows nothing of news.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

INVISIBLE = re.compile("[\u034f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f]")
_SPACES = re.compile(r"\s+")
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# Inline elements that pages lay out as pieces of their own by style sheets alone, known by the words of their class.
_PIECE = re.compile(
    r"(?:^|[-_\s])(?:date|time|datetime|publish\w*|pdate|author\w*|byline|source|location-stamp|caption\w*|photocms_caption|"
    r"timenow|category|cate|readmore|title|sapo|desc|description|view|views|comment\w*|share)(?:$|[-_\s])"
)
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "html", "label", "legend", "li", "main", "menu", "nav", "ol", "option", "p",
    "picture", "pre", "search", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul", "time",
))
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "svg", "math", "object", "embed", "audio", "video",
    "canvas", "textarea", "datalist", "map",
))
# fmt: on
_INSEPARABLE = frozenset(["sub", "sup", "h1", "h2", "h3", "h4", "h5", "h6"])
_KEEPS_LINE = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "a"])
_RUNNING = frozenset(["b", "i", "em", "strong", "u", "font", "sub", "sup", "mark"])
_OPEN = 1 << 60  # the end of an element that is still open: everything read so far is inside
MAX_DEPTH = 256  # deeper elements are seen through, their text counts to the deepest kept: bounds a climb to the root


@dataclass(slots=True)
class Line:
    """One line of the page: ``leaf`` is the deepest element that holds all of its text, ``block`` the block around."""

    text: str
    leaf: int
    block: int
    link_chars: int = 0
    href: str | None = None
    link_text: str = ""  # the longest link in it
    strong_chars: int = 0
    slanted_chars: int = 0
    image: int = -1  # index in Dom.images of a picture that stands just before it, or -1

    @property
    def linked(self) -> float:
        """The share of its characters that are links, in [0, 1]."""
        return min(1.0, self.link_chars / max(1, len(self.text)))


@dataclass(slots=True)
class Dom:
    """The visible elements in document order, and the lines; lists are parallel, ``kin`` is "class id"."""

    tags: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    kin: list[str] = field(default_factory=list)
    attributes: list[dict[str, str | None]] = field(default_factory=list)
    images: list[int] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    by_tag: dict[str, list[int]] = field(default_factory=dict)
    by_class: dict[str, list[int]] = field(default_factory=dict)

    def ancestors(self, element: int) -> Iterator[int]:
        """The element itself, its parent, and so on up to the root."""
        while element >= 0:
            yield element
            element = self.parents[element]

    def holds(self, element: int, line: Line) -> bool:
        """Whether all of ``line`` stands inside ``element``."""
        return element <= line.leaf < self.ends[element]

    def lines_in(self, element: int) -> list[int]:
        """The indices of the lines inside ``element``."""
        return [i for i, line in enumerate(self.lines) if self.holds(element, line)]

    def common(self, one: int, other: int) -> int:
        """The deepest element that holds both."""
        while not one <= other < self.ends[one]:
            one = self.parents[one]
        return one


def clean(text: str) -> str:
    """Collapse white space, drop invisible characters, compose to NFC."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    elif "\x00" in text or "\x7f" in text:
        text = INVISIBLE.sub("", text)
    return _SPACES.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def _is_piece(kin: str) -> bool:
    return bool(_PIECE.search(kin))


def _hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and bool(_HIDING_STYLE.search(style or ""))


class _Walk:
    """The state of one walk: the open elements and the line that is being gathered."""

    def __init__(self) -> None:
        self.dom = Dom()
        self.open: list[tuple[int, str, bool]] = []  # element, tag, whether leaving it ends a line
        self.pieces: list[str] = []
        self.leaf = self.last = -1
        self.link = self.strong = self.slanted = 0  # depth of open a, b/strong, i/em elements
        self.link_chars = self.strong_chars = self.slanted_chars = 0
        self.link_texts: list[tuple[str, list[str]]] = []  # address and pieces of each link in the line
        self.hrefs: list[str] = []
        self.image = -1

    def text(self, text: str) -> None:
        dom = self.dom
        element = self.open[-1][0] if self.open else -1
        if self.pieces and element != self.last and self._glued(text):
            self.flush()
        self.last = element
        self.pieces.append(text)
        size = len(text.strip())
        if not size or element < 0:
            return
        self.leaf = element if self.leaf < 0 else dom.common(self.leaf, element)
        if self.link:
            self.link_chars += size
            if self.link_texts and self.link_texts[-1][0] == self.hrefs[-1]:
                self.link_texts[-1][1].append(text)
            else:
                self.link_texts.append((self.hrefs[-1], [text]))
        if self.strong:
            self.strong_chars += size
        if self.slanted:
            self.slanted_chars += size

    def _glued(self, text: str) -> bool:
        """Whether text of another element follows without a space where a word starts: style sheets part the two."""
        before = self.pieces[-1][-1:]
        after = text[:1]
        apart = before.islower() and (after.isupper() or after.isdigit())
        return apart and not any(tag in _INSEPARABLE for _, tag, _ in self.open[-2:])

    def flush(self) -> None:
        if not self.pieces:
            return
        text = clean("".join(self.pieces))
        if text and self.leaf >= 0:
            block = self.leaf
            while self.dom.tags[block] not in _BLOCKS and self.dom.parents[block] >= 0:
                block = self.dom.parents[block]
            links = [(clean("".join(pieces)), href) for href, pieces in self.link_texts]
            link_text, href = max(links, key=lambda link: len(link[0]), default=("", None))
            sizes = self.link_chars, self.strong_chars, self.slanted_chars
            self.dom.lines.append(
                Line(text, self.leaf, block, sizes[0], href or None, link_text, sizes[1], sizes[2], self.image)
            )
            self.image = -1
        self.pieces = []
        self.leaf = -1
        self.link_chars = self.strong_chars = self.slanted_chars = 0
        self.link_texts = []

    def enter(self, tag: str, attributes: dict[str, str | None]) -> None:
        dom = self.dom
        index = len(dom.tags)
        classes = (attributes.get("class") or "")[:500].lower()
        identity = (attributes.get("id") or "")[:100].lower()
        kin = f"{classes} {identity}" if identity else classes
        parent = self.open[-1][0] if self.open else -1
        running = tag in _RUNNING or (tag == "a" and parent >= 0 and dom.tags[parent] == "p")
        block = tag in _BLOCKS or (bool(kin) and not running and _is_piece(kin))
        if block or (tag == "a" and self.pieces and parent >= 0 and dom.tags[parent] != "p" and self._stands_alone()):
            self.flush()
        dom.tags.append(tag)
        dom.parents.append(parent)
        dom.ends.append(_OPEN)
        dom.kin.append(kin)
        dom.attributes.append(attributes)
        dom.by_tag.setdefault(tag, []).append(index)
        for name in classes.split():
            dom.by_class.setdefault(name, []).append(index)
        if identity:
            dom.by_class.setdefault("#" + identity.strip(), []).append(index)
        self.open.append((index, tag, block))
        self._count(tag, 1)
        if tag == "a":
            self.hrefs.append(attributes.get("href") or "")

    def _stands_alone(self) -> bool:
        """Whether a link that opens now is a line of its own: only links before it, or a word glued to it."""
        before = "".join(self.pieces)
        return self.link_chars >= len(before.strip()) > 0 or before[-1:].isalnum()

    def leave(self) -> None:
        index, tag, block = self.open.pop()
        if block:
            self.flush()
        self._count(tag, -1)
        if tag == "a":
            self.hrefs.pop()
        self.dom.ends[index] = len(self.dom.tags)

    def single(self, tag: str, attributes: dict[str, str | None]) -> None:
        """An element without content: a picture or a line break."""
        if tag == "br":
            if any(t in _KEEPS_LINE for _, t, _ in self.open[-3:]):
                self.pieces.append(" ")
            else:
                self.flush()
            return
        self.enter(tag, attributes)
        self.leave()
        if tag in ("img", "amp-img"):
            self.image = len(self.dom.images)
            self.dom.images.append(len(self.dom.tags) - 1)

    def _count(self, tag: str, step: int) -> None:
        if tag == "a":
            self.link += step
        elif tag in ("b", "strong"):
            self.strong += step
        elif tag in ("i", "em"):
            self.slanted += step


def read_dom(root: Any) -> Dom:
    """Walk the parsed page below ``root`` (a selectolax ``LexborNode``) once. Never raises on any tree."""
    walk = _Walk()
    stack: list[Any] = [root]  # a node to visit, or None: leave the innermost open element
    while stack:
        node = stack.pop()
        if node is None:
            walk.leave()
            continue
        if node.is_text_node:
            walk.text(node.text_content or "")
            continue
        tag = node.tag or ""
        if not node.is_element_node or tag in _SKIPPED:
            continue
        attributes = node.attributes
        if attributes and _hidden(attributes):
            continue
        child = node.child
        if tag in ("br", "img", "amp-img", "hr"):
            walk.single(tag, attributes)
            continue
        if len(walk.open) < MAX_DEPTH:
            walk.enter(tag, attributes)
            stack.append(None)
        children = []
        while child is not None:
            children.append(child)
            child = child.next
        stack.extend(reversed(children))
    walk.flush()
    return walk.dom
