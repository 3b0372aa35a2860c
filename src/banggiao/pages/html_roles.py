"""Give every line of an article page its role, once the zones are known.

The order of the questions is the order of trust: what the profile names; the box that the line stands in; pictures and
their captions; links that are whole lines; furniture by its words; the tail of the body, where writer and agency stand.
What is left inside the body is body, what is left outside it is furniture of the site.
"""

from __future__ import annotations

from bisect import bisect_left

from banggiao.pages.html_dom import Line
from banggiao.pages.html_head import HeadLabels
from banggiao.pages.html_select import select
from banggiao.pages.html_words import same_words
from banggiao.pages.html_zones import headline, paragraph

STORY_ROLES = {
    "related": ("related_box_header", "related_link", "teaser_summary"),
    "teaser": ("related_box_header", "teaser_title", "teaser_summary"),
    "readmore": ("readmore_header", "readmore_title", "readmore_summary"),
    "mostread": ("mostread_header", "mostread_title", "readmore_summary"),
}
_HEADER_KIND = {"related_box_header": "related", "readmore_header": "readmore", "mostread_header": "mostread"}
_BOX_ROLE = {
    "comment": "comment_widget",
    "tags": "tags",
    "ad": "ad_marker",
    "player": "player_widget",
    "footer": "footer_imprint",
    "chrome": "site_chrome",
    "aside": "site_chrome",
}
_PROFILE_ROLES = (
    ("DROP", "site_chrome"),
    ("TAGS", "tags"),
    ("CAPTION", "photo_caption"),
    ("DATELINE", "dateline"),
    ("CLOCK", "chrome_today_date"),
    ("DATE", "published_time"),
    ("BYLINE", "byline"),
    ("SOURCE", "agency_credit"),
)
_CENTRED = ("text-align:center", "text-align: center")


class Labeller(HeadLabels):
    """Labels the lines of one article page; :meth:`roles` gives one role for each line."""

    def roles(self) -> list[str]:
        """The role of every line."""
        zones = self.zones
        for i in zones.lead:
            self.role[i] = "lead"
        if zones.title >= 0:
            self.role[zones.title] = "title"
        self._profile()
        self.label_head()
        self._inside()
        self._tail()
        self._outside()
        return [role or "unknown" for role in self.role]

    # ---- what the profile names

    def _profile(self) -> None:
        layout = self.zones.layout
        if layout is None:
            return
        for constant, role in _PROFILE_ROLES:
            for i in self._lines_of(getattr(layout, constant)):
                if self.role[i]:
                    continue
                line = self.dom.lines[i]
                if role in ("byline", "agency_credit", "published_time") and len(line.text) > 160:
                    continue
                if role == "published_time" and not self.words.dated(line.text):
                    continue
                credit = self.words.agency(line.text) if role == "byline" else None
                self.role[i] = "agency_credit" if credit and not credit[0] else role

    def _lines_of(self, selectors: tuple[str, ...]) -> list[int]:
        """The lines inside any element that the selectors find, in document order."""
        marked = [False] * len(self.dom.tags)
        for element in select(self.dom, selectors):
            marked[element] = True
        if not any(marked):
            return []
        for element in range(1, len(marked)):
            parent = self.dom.parents[element]
            marked[element] = marked[element] or (parent >= 0 and marked[parent])
        return [i for i, line in enumerate(self.dom.lines) if marked[line.leaf]]

    # ---- inside the body

    def _inside(self) -> None:
        pending = ""  # the kind that a header line announced, while links follow
        for i in range(self.first, self.last + 1):
            if not self.body[i] or self.role[i]:
                pending = pending if self.role[i] != "body" else ""
                continue
            line = self.dom.lines[i]
            role = self._picture(i, line) or self._box(i, line, pending) or self._words(i, line)
            if role in _HEADER_KIND:
                pending = _HEADER_KIND[role]
            elif role == "":
                pending = ""
            self.role[i] = role or "body"

    def _picture(self, i: int, line: Line) -> str:
        """``photo_caption`` when the line belongs to a picture, else ""."""
        dom = self.dom
        if line.linked > 0.7 and len(line.text) > 30:
            return ""
        if self.zones.bad[line.leaf] in STORY_ROLES and (line.linked or not self.words.photo_credit(line.text)):
            return ""
        if self.words.furniture(line.text, outside=False) in ("player_widget", "ad_marker"):
            return ""
        if self.in_tag(line, "blockquote") and not self.words.photo_credit(line.text):
            return ""
        for element in dom.ancestors(line.leaf):
            if element == self.zones.body:
                break
            if (
                dom.tags[element] in ("figure", "figcaption")
                and len(line.text) < 900
                and self.zones.bad[element] not in ("related", "readmore")
            ):
                return "photo_caption"
            if (
                dom.kin[element]
                and self.words.shows(dom.kin[element], "caption")
                and len(line.text) < 600
                and self._few_lines(i, element)
            ):
                return "photo_caption"
            if dom.tags[element] == "table" and self._pictured(element) and self._few_lines(i, element):
                return "photo_caption"
        return "photo_caption" if self._captions_by_shape(i, line) else ""

    def _captions_by_shape(self, i: int, line: Line) -> bool:
        """Whether a line looks like a caption: equal to the alt text before it, slanted, centred, or with a source."""
        if len(line.text) > 350:
            return False
        after_caption = i > 0 and self.role[i - 1] == "photo_caption"
        if line.image >= 0:
            own = self.dom.attributes[self.dom.images[line.image]]
            names = [own.get("alt"), own.get("title")]
            if any(n and len(n) > 12 and same_words(n, line.text) for n in names):
                return True
            if line.slanted_chars >= 0.8 * len(line.text) or self.words.photo_credit(line.text):
                return True
            style = (self.dom.attributes[line.block].get("style") or "") + (
                self.dom.attributes[line.block].get("align") or ""
            )
            if any(c in style for c in _CENTRED) or style == "center":
                return True
            return (
                self._few_lines(i, line.block)
                and line.block <= self.dom.images[line.image] < self.dom.ends[line.block]
                and len(line.text) < 250
            )
        if self.words.surely_caption(line.text) and i < self.last:
            return True
        return after_caption and self.words.only_photo_credit(line.text)

    def _pictured(self, element: int) -> bool:
        """Whether a picture stands inside ``element``."""
        at = bisect_left(self.dom.images, element)
        return at < len(self.dom.images) and self.dom.images[at] < self.dom.ends[element]

    def _few_lines(self, i: int, element: int, *, headlines: bool = False) -> bool:
        """Whether the element around line ``i`` holds only a few short lines, and no headline link."""
        lines, dom = self.dom.lines, self.dom
        first = last = i
        total = len(lines[i].text)
        while first > 0 and dom.holds(element, lines[first - 1]) and i - first < 6:
            first -= 1
            total += len(lines[first].text)
        while last + 1 < len(lines) and dom.holds(element, lines[last + 1]) and last - i < 6:
            last += 1
            total += len(lines[last].text)
        return last - first < 6 and total <= 1200 and (headlines or not any(map(headline, lines[first : last + 1])))

    def _box(self, i: int, line: Line, pending: str) -> str:
        """The role of a line in a box of other stories or of furniture, of a headline link, or of a box's header."""
        kind = self.zones.bad[line.leaf]
        header = self.words.header(line.text)
        if header and (kind in STORY_ROLES or self._link_follows(i)):
            return header
        if kind in STORY_ROLES:
            head, title, summary = STORY_ROLES[kind]
            if line.linked >= 0.5:
                again = bool(line.href) and line.href == self.href
                self.href = line.href
                return summary if again else title
            if self._linked_box(line):
                return head if len(line.text) < 30 else summary
            return "body" if paragraph(line) else ""
        if kind in _BOX_ROLE:
            return _BOX_ROLE[kind]
        if (headline(line) and line.linked >= 0.88) or (
            line.linked >= 0.5 and len(line.text) > 12 and self.words.points(line.text)
        ):
            return STORY_ROLES[pending or "related"][1]
        if pending and line.linked >= 0.75 and len(line.text) >= 8:
            return STORY_ROLES[pending][1]
        before = self.role[i - 1] if i else ""
        if before in ("related_link", "teaser_title", "readmore_title") and self._beside_headline(i):
            return "teaser_summary"
        return ""

    def _link_follows(self, i: int) -> bool:
        return any(headline(self.dom.lines[j]) for j in range(i + 1, min(i + 3, len(self.dom.lines))))

    def _linked_box(self, line: Line) -> bool:
        """Whether the box of bad kind around the line holds a headline link."""
        box = line.leaf
        while self.dom.parents[box] >= 0 and self.zones.bad[self.dom.parents[box]]:
            box = self.dom.parents[box]
        return self._has_headline(box)

    def _has_headline(self, element: int) -> bool:
        """Whether a link that leads somewhere stands inside ``element``."""
        links, end = self.dom.by_tag.get("a", []), self.dom.ends[element]
        for at in range(bisect_left(links, element), len(links)):
            if links[at] >= end:
                return False
            if self.dom.attributes[links[at]].get("href"):
                return True
        return False

    def _beside_headline(self, i: int) -> bool:
        """Whether the line shares a small box, short of the body, with the headline link before it."""
        box = self.dom.common(self.dom.lines[i].leaf, self.dom.lines[i - 1].leaf)
        return self.zones.body < box and len(self.dom.lines[i].text) < 400 and self._few_lines(i, box, headlines=True)

    def _words(self, i: int, line: Line) -> str:
        if len(line.text) < 160 and (role := self.words.furniture(line.text, outside=False)):
            return role
        if (self.words.wordless(line.text) and not self.in_tag(line, "table")) or (
            self.words.relative(line.text) and len(line.text) < 25
        ):
            return "site_chrome"
        if i > 0 and self.role[i - 1] == "photo_caption" and same_words(line.text, self.dom.lines[i - 1].text):
            return "image_alt_caption"
        if self.zones.title >= 0 and same_words(line.text, self.dom.lines[self.zones.title].text):
            return "site_chrome"
        return ""

    # ---- the end of the body

    def _tail(self) -> None:
        """Writer and agency on the last lines of the body, and right under it."""
        inside = [i for i in range(self.first, self.last + 1) if self.role[i] == "body"]
        while len(inside) > 3 and (role := self.words.furniture(self.dom.lines[inside[-1]].text, outside=True)):
            self.role[inside.pop()] = role
        while inside and self.dom.lines[inside[-1]].linked > 0.8 and len(self.dom.lines[inside[-1]].text) < 40:
            self.role[inside.pop()] = "tags"
        for i in reversed(inside[-4:]):
            role = self._tail_role(i)
            if not role:
                break
            self.role[i] = role
        named = "byline" in self.role
        for i in range(self.last + 1, min(self.last + 7, len(self.role))):
            line = self.dom.lines[i]
            if (
                self.role[i]
                or self.zones.bad[line.leaf]
                or line.linked > 0.8
                or self.words.furniture(line.text, outside=True)
            ):
                continue
            role = self._tail_role(i)
            sure = role == "agency_credit" or line.strong_chars or self.boxes(line) & {"byline", "source"}
            if role and (sure or (not named and i <= self.last + 3 and not self.words.header(line.text))):
                self.role[i] = role

    def _tail_role(self, i: int) -> str:
        text = self.dom.lines[i].text
        if credit := self.words.agency(text):
            return "byline" if credit[0] and self.words.byline(credit[0]) else "" if credit[0] else "agency_credit"
        if self.words.compiled_by(text):
            return "byline"
        if self.known_author(text) and len(text) < 70:
            return "byline"
        words = text.split()
        shaped = 2 <= len(words) <= 6 or text.isupper()
        return (
            "byline"
            if shaped and len(text) <= 50 and not text.endswith((".", "?", "!", ":")) and self.words.byline(text)
            else ""
        )

    # ---- everything else

    def _outside(self) -> None:
        pending, scope = "", -1
        for i, line in enumerate(self.dom.lines):
            if pending and not (scope <= line.leaf < self.dom.ends[scope]):
                pending = ""
            if self.role[i]:
                continue
            if header := self.words.header(line.text):
                self.role[i] = header
                pending = _HEADER_KIND[header]
                scope = self._around(line)
                continue
            kind = self.zones.bad[line.leaf]
            self.role[i] = self._outside_role(i, line, kind, pending)

    def _around(self, line: Line) -> int:
        """The box that a header line heads: the nearest element that holds a headline link too."""
        for step, element in enumerate(self.dom.ancestors(line.leaf)):
            if step >= 5 or self.dom.tags[element] in ("body", "html", "main"):
                break
            if self.dom.ends[element] - element > 3 and self._has_headline(element):
                return element
        return self.dom.parents[line.block] if self.dom.parents[line.block] >= 0 else line.block

    def _outside_role(self, i: int, line: Line, kind: str, pending: str) -> str:
        group = kind if kind in STORY_ROLES else pending
        if kind in _BOX_ROLE and kind not in ("chrome", "aside") and not pending and not headline(line):
            return _BOX_ROLE[kind]
        if headline(line) and kind != "comment" and (kind != "footer" or pending):
            if self.in_tag(line, "nav"):
                return "site_chrome"
            if line.href and line.href == self.href:
                return STORY_ROLES[group or "readmore"][2]
            self.href = line.href
            before = self.zones.title >= 0 and i < self.zones.title
            return STORY_ROLES[group or ("teaser" if before else "readmore")][1]
        if role := self.words.furniture(line.text, outside=True):
            return role
        if self.zones.title < i < self.first and not kind and self._picture(i, line):
            return "photo_caption"
        if len(line.text) >= 45 and i > 0 and (group or self._card(line)):
            return STORY_ROLES[group or "readmore"][2] if self._card(line) else "site_chrome"
        return "site_chrome"

    def _card(self, line: Line) -> bool:
        """Whether the line shares a small element with a link that is not its own: the card of another story."""
        for step, element in enumerate(self.dom.ancestors(line.block)):
            if step > 3 or self.dom.ends[element] - element > 60:
                return False
            if step and any(self.dom.tags[e] == "a" for e in range(element, self.dom.ends[element])):
                return True
        return False
