"""Give every line of an article page its role.

Three zones: what stands above the title, the article from its title to its last paragraph, what stands below. In each
the words of a line decide first (:mod:`markers`), then its shape and its neighbours. Unsure is ``unknown``.
"""

from __future__ import annotations

from collections import Counter

from banggiao.pages import plain_people
from banggiao.pages.markers import Markers
from banggiao.pages.plain_body import Run
from banggiao.pages.plain_lines import Line, names, slug_of
from banggiao.pages.plain_others import SUMMARY, Below

_NEAR = 0.6


class RoleFinder(Below):
    """The roles of the lines of one article page; :meth:`find` returns one for each line given."""

    def __init__(self, lines: list[Line], run: Run, title: int | None, markers: Markers) -> None:
        super().__init__(lines, markers, slug_of(lines[title].text) if title is not None else "")
        self.run = run
        self.title = title
        self.led = False
        self.paragraphs = 0
        article = lines[run.first : run.last + 1] if title is None else [lines[title], *lines[run.first : run.last + 1]]
        self.words = Counter(word for line in article for word in line.key.split())
        self.names = Counter(
            name for line in article if not line.headline or line is article[0] for name in names(line.text)
        )

    def find(self) -> list[str]:
        """One role for each line, in order."""
        top = self.title if self.title is not None else self.run.first
        self._above(top)
        if self.title is not None:
            self.roles[self.title] = "title"
        index = top + (self.title is not None)
        related = False
        while index <= self.run.last:
            if self.roles[index]:
                index += 1
                continue
            index, related = self._inside(index, related)
        self.below(self.run.last + 1)
        self._one_date(top)
        return [role or "unknown" for role in self.roles]

    # Above the title -------------------------------------------------------------------------------------------------

    def _above(self, top: int) -> None:
        for index in range(top):
            line = self.lines[index]
            if line.residue is not None:
                dayed = self.markers.weekday.search(line.text) and not self.markers.clock.search(line.text)
                near = top - index <= 3 and not dayed
                self.roles[index] = "published_time" if near else "chrome_today_date"
            elif line.role:
                self.roles[index] = line.role
            elif self.title is not None and line.key == self.lines[self.title].key:
                self.roles[index] = "site_chrome"
            elif line.slug:
                self.roles[index] = "image_alt_slug"
            elif line.caption and self.title is None and top - index <= 2:
                self.roles[index] = "photo_caption"
            elif line.headline and line.words >= 7:
                self.roles[index] = "readmore_title"
            elif line.prose:
                after = index and self.roles[index - 1] == "readmore_title"
                self.roles[index] = "readmore_summary" if after else "unknown"
            else:
                self.roles[index] = "site_chrome"

    def _one_date(self, top: int) -> None:
        """The article has one date line at its head: what else stands above the title is the page's clock."""
        dates = [n for n in range(self.run.first + 1) if self._dated(n)]
        below = [n for n in dates if n > top]
        above = [n for n in dates if n < top]
        timed = [n for n in above if self.markers.clock.search(self.lines[n].text)]
        keep = -1 if below else (timed or above or [-1])[-1]
        for index in above:
            if index != keep:
                self.roles[index] = "chrome_today_date"

    def _dated(self, index: int) -> bool:
        return self.roles[index] == "published_time"

    # The article -----------------------------------------------------------------------------------------------------

    def _inside(self, index: int, related: bool) -> tuple[int, bool]:
        """Give the line at ``index`` its role; the next place, and whether a related box is open."""
        line = self.lines[index]
        if line.role:
            self.roles[index] = line.role
            return index + 1, related or line.role.endswith("_header")
        if self._article_sign(index):
            return index + 1, related
        length = self._teaser(index)
        if length:
            return index + length, False
        if related and line.prose and self._tells_of_link(index):
            self.roles[index] = "teaser_summary"
            return index + 1, related
        if line.prose:
            self._paragraph(index)
            return index + 1, False
        self._short(index, related)
        return index + 1, related

    def _article_sign(self, index: int) -> bool:
        """Dates, credits, captions and picture texts, each told by its own words."""
        line = self.lines[index]
        role = None
        if self._signed_before(index):
            role = "byline"
        elif line.residue is not None:
            author = bool(line.residue) and plain_people.byline(line.residue or "", self.markers) is not None
            role = "byline" if author else "published_time"
            self.signed = self.signed or author
        elif line.caption:
            twin = self._near_copy(index)
            role = "image_alt_caption" if twin else "photo_caption"
        elif self._closes_caption(index):
            role = "photo_caption"
        elif plain_people.credit(line.text, self.markers):
            role = "agency_credit"
        elif line.slug and (slug_of(line.text) == self.slug or line.words >= 5):
            role = "image_alt_slug"
        elif self._is_image_text(index) or self._is_keywords(index):
            role = "image_alt_caption"
        elif self._is_caption_by_place(index):
            role = "photo_caption"
        if role:
            self.roles[index] = role
        return role is not None

    def _closes_caption(self, index: int) -> bool:
        """Whether a few words are the source that the line before announced with a colon."""
        before = self.lines[index - 1] if index else None
        line = self.lines[index]
        opened = before is not None and before.caption and before.text.endswith((":", "："))
        return opened and line.plain and line.words <= 5 and line.text[:1].isupper()

    def _near_copy(self, index: int) -> bool:
        """Whether the next line is this caption once more: the alternative text, then what stands under the picture."""
        if index + 1 >= len(self.lines):
            return False
        line, after = self.lines[index], self.lines[index + 1]
        if line.source_only or after.source_only or not (after.caption or after.key == line.key):
            return False
        one, other = set(line.key.split()), set(after.key.split())
        return len(one & other) >= _NEAR * min(len(one), len(other))

    def _is_image_text(self, index: int) -> bool:
        line = self.lines[index]
        title = self.lines[self.title].key if self.title is not None else ""
        if title and line.key.startswith(title) and len(line.key) <= len(title) + 12:
            return True
        numbered = self.markers.numbered.search(line.text[-14:])
        return bool(numbered) and line.words <= 30 and not line.prose

    def _is_keywords(self, index: int) -> bool:
        """Whether the line above a caption is the keywords that some systems give a picture as its text."""
        line = self.lines[index]
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        listed = line.text.count(",") >= 2 and line.words <= 5 * (line.text.count(",") + 1) and not line.closed
        return listed and line.words <= 20 and after is not None and after.caption

    def _is_caption_by_place(self, index: int) -> bool:
        """A line between a picture's text and its source, or twice the same in a row where a picture may stand."""
        line = self.lines[index]
        before = self.roles[index - 1] if index else ""
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if len(line.text) > 300:
            return False
        if after is not None and after.source_only and not self._near_copy(index):
            return not (line.prose and after.words > 4)
        if before == "image_alt_caption" and self.lines[index - 1].key == line.key:
            return True
        if before in {"image_alt_slug", "image_alt_caption"} and len(line.text) <= 220:
            return not line.twin and not self._is_slug_glued(line)
        return False

    def _teaser(self, index: int) -> int:
        """How many lines at ``index`` are another story with its summary, marked as they are; 0 when it is none."""
        line = self.lines[index]
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if line.twin:
            if line.closed and not line.headline:
                self.roles[index : index + 2] = ["image_alt_caption", "photo_caption"]
                return 2
            self.roles[index : index + 2] = ["teaser_image_alt_title", "teaser_title"]
            last = self.lines[index + 2] if index + 2 < len(self.lines) else None
            if last is not None and last.prose and len(last.text) <= SUMMARY and self._is_summary(index + 2, line):
                self.roles[index + 2] = "teaser_summary"
                return 3
            return 2
        titled = (line.headline and line.words >= 6) or self._is_slug_glued(line)
        told = after is not None and (after.cut or (after.prose and self.markers.opener(after.text) is not None))
        alone = not line.bullet and not self._in_a_row(index)
        if alone and after is not None and after.prose and self._foreign(index):
            told = told or self._foreign(index + 1) or self._nameless_and_unlike(index + 1)
        if titled and self.led and told and after is not None and len(after.text) <= SUMMARY:
            self.roles[index : index + 2] = ["teaser_title", "teaser_summary"]
            return 2
        return 0

    def _is_summary(self, index: int, title: Line) -> bool:
        """Whether the line under a doubled ``title`` is its summary, not the next paragraph of the article."""
        line = self.lines[index]
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if line.cut or self.markers.opener(line.text) or after is None or not (after.prose or after.caption):
            return line.cut or len(line.text) <= 260
        own = names(line.text)
        return len(line.text) <= 260 and (not own or bool(own & names(title.text)) or self._foreign(index))

    def _tells_of_link(self, index: int) -> bool:
        """Whether a paragraph below a single link in an open box tells that story: it shares nothing with this one."""
        line = self.lines[index]
        if index == 0 or self.roles[index - 1] not in {"related_link", "teaser_title"} or len(line.text) > 220:
            return False
        # Of paragraphs of up to 220 characters, 3 in 100 are so unlike their own article, 56 like another one.
        own = names(line.text)
        if sum(self.names[name] > 1 for name in own) >= 0.5 * max(1, len(own)) or self._overlap(line) >= 0.5:
            return False
        title, above = self.lines[index - 1], self.roles[index - 2] if index > 1 else ""
        told = not own or any(word in own for word in title.key.split())
        return told and above not in {"related_link", "teaser_title"}

    def _subheads(self, index: int, follows: bool) -> bool:
        """Whether a few words under the links of a box head the next paragraph, which names what the article names."""
        below_link = index > 0 and self.roles[index - 1] == "related_link"
        if not below_link or not follows or self.lines[index].words > 5:
            return False
        after = self.lines[index + 1]
        return after.prose and any(self.names[name] > 1 for name in names(after.text))

    def _nameless_and_unlike(self, index: int) -> bool:
        line = self.lines[index]
        return len(line.text) <= 220 and not names(line.text) and self._overlap(line) < 0.5

    def _overlap(self, line: Line) -> float:
        """The share of a line's words that stand elsewhere in the article."""
        words = [word for word in line.key.split() if word.isalpha()]
        return sum(self.words[word] > words.count(word) for word in words) / max(1, len(words))

    def _foreign(self, index: int) -> bool:
        """Whether a short line names somebody or something, and nothing that the rest of the article names."""
        line = self.lines[index]
        found = names(line.text)
        first = line.key.split(maxsplit=1)[0]
        if not found and first.isascii() and first.isalpha() and len(first) >= 6:
            # Hardly a syllable of the language is as long: a name at the head of the line.
            return self.words[first] <= 1
        return bool(found) and len(line.text) <= 260 and all(self.names[name] <= 1 for name in found)

    def _paragraph(self, index: int) -> None:
        self.paragraphs += 1
        if not self.led and self.title is not None:
            self.roles[index] = "lead"
        else:
            self.roles[index] = "body"
        self.led = True

    def _short(self, index: int, related: bool) -> None:
        """A line that is no paragraph: related link, byline, subheading, or unknown."""
        line = self.lines[index]
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        follows = after is not None and (after.prose or after.caption) and index < self.run.last
        if line.text.startswith("|") and line.text.endswith("|") and self.led:
            role = "body"  # a row of a table
        elif self._is_slug_glued(line) or (line.bullet and not line.closed and line.words >= 4):
            role = "related_link"
        elif not self.signed and self._may_sign(index) and plain_people.byline(line.text, self.markers):
            role = self._sign(line)
        elif related and self._subheads(index, follows):
            role = "body"
        elif related or line.copies > 1:
            role = "related_link" if line.words >= 4 else "site_chrome"
        elif not self.led:
            unclosed_lead = len(line.text) >= 90 and after is not None and after.prose
            role = "lead" if unclosed_lead else "related_link" if line.headline and line.words >= 6 else "site_chrome"
            self.led = self.led or role == "lead"
        elif line.closed and not line.headline:
            role = "body"
        elif self._in_a_row(index):
            role = "related_link"
        elif follows and self._may_caption(line):
            role = "photo_caption"
        elif follows and ((line.words <= 7 and not self._foreign(index)) or line.text[:1] in "\"“'‘"):
            role = "body"
        else:
            role = "related_link" if line.headline else "unknown"
        self.roles[index] = role

    def _may_sign(self, index: int) -> bool:
        """An author stands between the title and the second paragraph; further down only what is surely one."""
        if self.paragraphs > 1:
            return plain_people.signs(self.lines[index].text, self.markers)
        return self.title is not None

    def _may_caption(self, line: Line) -> bool:
        """No source, but words as only captions have them: who stands on the left, on which day it was taken."""
        return line.words >= 8 and not line.bullet and bool(self.markers.caption_cue.search(line.text))

    def _in_a_row(self, index: int) -> bool:
        line = self.lines[index]
        for other in (index - 1, index + 1):
            if 0 <= other < len(self.lines):
                near = self.lines[other]
                if near.plain and near.headline and line.headline and near.words >= 6 and line.words >= 6:
                    return True
        return False
