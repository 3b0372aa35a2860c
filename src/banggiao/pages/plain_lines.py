"""The lines of a plain-text page and what can be said of each by itself and by its neighbours."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct

from banggiao.pages.markers import Markers

_CLOSERS = "\"'”’»)]* "
_SLUG = re.compile(r"[a-z0-9]+(?:[ _-][a-z0-9]+){3,}")
_TAIL = re.compile(r"\s*\([^()]{2,60}\)\s*$")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}[^()]{0,200}\)")
_WHOLE_LINK = re.compile(r"[-*+#\s]*\[[^\[\]]{1,300}\]\([^()]{1,700}\)")
_BULLET = re.compile(r"(?:[-–—•●▪►▶*+>»]+|\d{1,2}[.)])\s*(?=\S)")
_GLUED_SLUG = re.compile(r"(?:[a-z0-9]+ ){5,}(?=\S)")
_SENTENCE_STOP = re.compile(r"[^\W\d_]{2}[.!?…][\"”’]?\s+[^\W\d_]")
_CAPITAL = re.compile(r"(?<=[^.!?…:\"“‘] )[^\W\d_]{2,}")
_INNER_STOP = re.compile(r"[.!?…]\s+[^\W\d_]")


class Line(Struct):
    """One line that is not blank: ``text`` is what a reader sees of it, the span covers it without outer blanks."""

    number: int
    start: int
    end: int
    text: str
    key: str
    words: int
    role: str | None = None
    closed: bool = False
    cut: bool = False
    caption: bool = False
    source_only: bool = False
    slug: bool = False
    glued: bool = False
    bullet: bool = False
    residue: str | None = None
    prose: bool = False
    headline: bool = False
    twin: bool = False
    copies: int = 1

    @property
    def plain(self) -> bool:
        """Whether nothing but its shape is known of the line."""
        return self.role is None and not self.caption and not self.slug and self.residue is None


def read_lines(text: str, markers: Markers) -> list[Line]:
    """The lines of ``text`` that are not blank, with their features."""
    lines: list[Line] = []
    copies: dict[str, int] = {}
    start = 0
    for number, raw in enumerate(text.split("\n"), 1):
        end = start + len(raw)
        stripped = raw.strip()
        if stripped:
            line = _features(number, start + raw.index(stripped), stripped, markers)
            copies[line.key] = copies.get(line.key, 0) + 1
            lines.append(line)
        start = end + 1
    for index, line in enumerate(lines):
        line.copies = copies[line.key]
        if index + 1 < len(lines) and lines[index + 1].key == line.key and line.words >= 4:
            line.twin = True
    return lines


def _features(number: int, start: int, text: str, markers: Markers) -> Line:
    whole_link = bool(_WHOLE_LINK.fullmatch(text))
    text, length = shown(text), len(text)
    line = Line(number, start, start + length, text, " ".join(text.lower().split()), len(text.split()))
    bare = _bare(text)
    line.closed = bare.endswith((".", "!", "?", "…", "।"))
    line.cut = bare.endswith(("...", "…"))
    line.residue = markers.date_residue(text)
    if line.residue is not None and not _is_date_line(line, markers):
        line.residue = None
    if line.residue is None:
        line.role = markers.role(text)
        if line.role == "readmore_header" and text.endswith(":"):
            # With a colon it announces one link within the article, not the list below it.
            line.role = "related_box_header"
    line.source_only = line.role is None and len(text) <= 90 and bool(markers.source_only.match(text))
    line.caption = line.source_only or (line.role is None and len(text) <= 500 and _captioned(text, markers))
    line.slug = text.isascii() and len(text) <= 250 and bool(_SLUG.fullmatch(text))
    if line.slug:
        line.words = len(slug_of(text).split())
    line.glued = not text.isascii() and bool(_GLUED_SLUG.match(text))
    bullet = _BULLET.match(text)
    line.bullet = whole_link or bool(bullet) or (text.startswith("[") and text.endswith("]"))
    _shape(line, bare, markers.asks(text))
    return line


def _bare(text: str) -> str:
    """The line without closing quotes, and without an agency in brackets behind its full stop."""
    tail = _TAIL.search(text[-70:])
    if tail:
        before = text[: len(text) - len(tail[0])].rstrip(_CLOSERS)
        if before.endswith((".", "!", "?")):
            return before
    return text.rstrip(_CLOSERS)


def _captioned(text: str, markers: Markers) -> bool:
    return bool(markers.caption.search(text[-90:]) or markers.caption_open.search(text[-30:]))


def _is_date_line(line: Line, markers: Markers) -> bool:
    """A date, perhaps with an author before it, but no sentence or headline that names a date."""
    rest = line.residue or ""
    return not rest or (len(rest.split()) <= 7 and not line.closed and bool(_dated_by(line, markers)))


def _dated_by(line: Line, markers: Markers) -> bool:
    rest = line.residue or ""
    capitals = sum(word[:1].isupper() for word in rest.split())
    return capitals >= 0.6 * len(rest.split()) or bool(markers.clock.search(line.text) and line.words <= 14)


def _shape(line: Line, bare: str, asks: bool) -> None:
    if not line.plain:
        return
    whole = not _INNER_STOP.search(line.text)
    question = (
        whole and not asks and ((bare.endswith(("?", "!")) and line.words <= 30) or (line.cut and len(line.text) <= 90))
    )
    long = len(line.text)
    if line.glued and not line.cut and line.words <= 60 and not _INNER_STOP.search(line.text):
        line.headline = True
        return
    line.prose = asks or (line.closed and not question and (line.words >= 12 or long >= 60)) or long >= 220
    line.prose = line.prose or (line.text.endswith(":") and line.words >= 8)
    # A paragraph with its author glued on: "… căng thẳng. Lan Anh (Theo AFP)".
    line.prose = line.prose or (line.words >= 18 and bool(_SENTENCE_STOP.search(line.text)))
    line.headline = not line.prose and line.words >= 5 and (not line.closed or question or line.cut)


def shown(text: str) -> str:
    """What a reader sees of a line in Markdown: the words of a link or of a lone cell, a heading without signs."""
    if "](" in text:
        text = _LINK.sub(r"\1", text).strip() or text
    if text.startswith("|") and text.endswith("|") and text.count("|") == 2:
        text = text.strip("| ") or text
    return text.lstrip("#").strip() or text if text.startswith("#") and text[:7].lstrip("#")[:1] == " " else text


def names(text: str) -> frozenset[str]:
    """The capitalised words of a line but the first of each sentence, in lower case."""
    return frozenset(m[0].lower() for m in _CAPITAL.finditer(text) if m[0][0].isupper())


def slug_of(text: str) -> str:
    """``text`` in lower case without marks, words joined by single blanks, as systems name pictures after titles."""
    apart = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(c if c.isascii() and c.isalnum() else " " if not unicodedata.combining(c) else "" for c in apart)
    return " ".join(bare.split())
