"""The lines around an article's title: date of publication, today's date in the page's head, writer.

:class:`HeadLabels` holds what the labelling of a page works on; ``html_roles.Labeller`` goes on from it.
"""

from __future__ import annotations

from banggiao.pages.html_dom import Dom, Line
from banggiao.pages.html_meta import Metadata
from banggiao.pages.html_words import Words, key, same_words
from banggiao.pages.html_zones import Zones, headline, paragraph


class HeadLabels:
    """The state of labelling one article page, and the roles of the lines around its title."""

    def __init__(self, dom: Dom, meta: Metadata, words: Words, zones: Zones) -> None:
        self.dom, self.meta, self.words, self.zones = dom, meta, words, zones
        self.stated = {_iso_digits(e.text) for e in meta.evidence if "ublish" in e.name} - {""}
        self.role: list[str] = [""] * len(dom.lines)
        self.body = [
            zones.body >= 0 and i > zones.title and dom.holds(zones.body, line) for i, line in enumerate(dom.lines)
        ]
        for i in range(zones.end, len(dom.lines)):
            self.body[i] = False
        self.href: str | None = None  # the address of the story named last
        if zones.body >= 0 and zones.title >= 0 and dom.holds(zones.body, dom.lines[zones.title]):
            self._behead()
        inside = [i for i, b in enumerate(self.body) if b]
        self.first = inside[0] if inside else len(dom.lines)
        self.last = inside[-1] if inside else -1

    def _behead(self) -> None:
        """Where the body's element holds the title too, the lines up to the first paragraph are not body."""
        for i, line in enumerate(self.dom.lines):
            if self.body[i]:
                if paragraph(line) or i in self.zones.lead:
                    return
                self.body[i] = False

    def label_head(self) -> None:
        """Date line, writer, clock: before the body, and in boxes named so right after it."""
        dom, words = self.dom, self.words
        start = max(0, self.zones.title - 12) if self.zones.title >= 0 else max(0, self.first - 12)
        above: list[int] = []  # date lines over the title that count only where none stands under it
        for i, line in enumerate(dom.lines):
            if self.role[i] == "published_time" and i < self.zones.title and not self._agrees(line.text):
                above.append(i)
            if self.role[i] or len(line.text) > 110:
                continue
            boxes = self.boxes(line)
            head = start <= i < self.first or (self.zones.title < i <= self.zones.title + 12)
            if words.dated(line.text) and not headline(line):
                self.role[i] = self._date_role(i, line, boxes, head)
                if self.role[i] == "published_time" and i < self.zones.title and not self._agrees(line.text):
                    above.append(i)
                continue
            near = self.zones.title < i < self.first or (self.zones.title >= 0 and abs(i - self.zones.title) <= 4)
            if near or "byline" in boxes or self.known_author(line.text):
                self._try_byline(i, line, boxes, near)
        if "published_time" in self.role[self.zones.title + 1 :]:
            for i in above:
                self.role[i] = "chrome_today_date"

    def _date_role(self, i: int, line: Line, boxes: frozenset[str], head: bool) -> str:
        """Date of publication, today's date in the page's head, or furniture ("two hours ago")."""
        if self.words.relative(line.text) or line.linked > 0.9:
            return "" if self.body[i] else "site_chrome"
        boxed = self.zones.bad[line.leaf] not in ("", "chrome", "aside")
        if i > self.zones.title >= 0 or self.zones.title < 0:
            if head and not boxed and "clock" not in boxes and not (self.body[i] and self._paragraph_before(i)):
                return "published_time"
            if "date" in boxes and self.last < i <= self.last + 4 and not boxed:
                return "published_time"
            return "" if self.body[i] else "site_chrome"
        return self._date_above(i, line, boxes, head and not boxed)

    def _date_above(self, i: int, line: Line, boxes: frozenset[str], near: bool) -> str:
        """A date above the title: published when it agrees with the metadata or stands close with a time of day."""
        clock = "clock" in boxes or self.in_tag(line, "header") or line.link_chars > 0
        if near and not clock and self._agrees(line.text):
            return "published_time"
        if near and not clock and i >= self.zones.title - 6 and (self.words.timed(line.text) or not self.stated):
            return "published_time"
        return "chrome_today_date"

    def _agrees(self, text: str) -> bool:
        """Whether a date line names the day that the metadata state."""
        return _digits(text) in self.stated

    def _paragraph_before(self, i: int) -> bool:
        return any(paragraph(self.dom.lines[j]) and j not in self.zones.lead for j in range(self.first, i))

    def _try_byline(self, i: int, line: Line, boxes: frozenset[str], near: bool) -> None:
        words, text = self.words, line.text
        if "dateline" in boxes and len(text) < 40:
            self.role[i] = "dateline"
            return
        if self.zones.bad[line.leaf] or words.only_photo_credit(text) or self.in_tag(line, "figure"):
            return
        if words.furniture(text, outside=True) or words.header(text):
            return
        if self.meta.section and same_words(text, self.meta.section):
            return
        credit = words.agency(text)
        if credit and near and not self.body[i]:
            self.role[i] = "byline" if credit[0] else "agency_credit"
        elif self.known_author(text):
            self.role[i] = "byline"
        elif name := words.byline(text):
            under_title = not self.body[i] and i > self.zones.title >= 0 and 2 <= len(name.split()) <= 5
            linked = line.linked > 0.8 and not words.author_page(line.href)
            if "byline" in boxes or (under_title and near and not linked):
                self.role[i] = "byline"

    def known_author(self, text: str) -> bool:
        """Whether a short line is or holds a name that the metadata give as the author's."""
        return len(text) < 100 and any(
            same_words(text, a) or (len(a) > 5 and key(a) in key(text) and len(text) < len(a) + 40)
            for a in self.meta.authors
        )

    def boxes(self, line: Line) -> frozenset[str]:
        """The kinds of box that the names of the line's nearest elements speak of."""
        found: frozenset[str] = frozenset()
        for step, element in enumerate(self.dom.ancestors(line.leaf)):
            if step == 3 or self.dom.tags[element] in ("body", "main") or element == self.zones.body:
                break
            found |= self.words.box(self.dom.kin[element])
        return found

    def in_tag(self, line: Line, tag: str) -> bool:
        """Whether the line stands inside an element ``tag``."""
        return any(self.dom.tags[e] == tag for e in self.dom.ancestors(line.leaf))


def _digits(text: str) -> str:
    """The day, month and year of a written date as ``yyyy-mm-dd`` digits where they stand as d/m/yyyy, else ""."""
    numbers = "".join(c if c.isdecimal() else " " for c in text).split()
    for day, month, year in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if len(year) == 4 and len(day) <= 2 and len(month) <= 2:
            return f"{year}{int(month):02}{int(day):02}"
    return ""


def _iso_digits(text: str) -> str:
    numbers = "".join(c if c.isdecimal() else " " for c in text[:10]).split()
    return "".join(numbers[:3]) if len(numbers) >= 3 and len(numbers[0]) == 4 else _digits(text)
