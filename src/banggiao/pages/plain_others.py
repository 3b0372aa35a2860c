"""What stands beside an article: the lines below it, and pages that hold nothing but lists of other stories."""

from __future__ import annotations

from banggiao.pages import plain_people
from banggiao.pages.markers import Markers
from banggiao.pages.plain_lines import Line

SUMMARY = 400
"""Longest summary of another story, in characters."""

_SECTIONS = {
    "readmore_header": "readmore",
    "mostread_header": "mostread",
    "related_box_header": "related",
    "comment_widget": "comment",
    "tags": "tags",
    "footer_imprint": "readmore",
}
_STORY_ROLES = {
    "teaser": ("teaser_image_alt_title", "teaser_title", "teaser_summary"),
    "readmore": ("readmore_image_alt_title", "readmore_title", "readmore_summary"),
    "mostread": ("readmore_image_alt_title", "mostread_title", "readmore_summary"),
    "related": ("teaser_image_alt_title", "related_link", "teaser_summary"),
}


class Below:
    """The roles of the lines below an article, kept in ``roles`` beside ``lines``; ``slug`` is its title's."""

    def __init__(self, lines: list[Line], markers: Markers, slug: str) -> None:
        self.lines = lines
        self.markers = markers
        self.slug = slug
        self.roles: list[str] = [""] * len(lines)
        self.signed = False
        self.early = False
        self.authors: set[str] = set()

    def below(self, first: int) -> None:
        """Give every line from ``first`` on its role."""
        section = "teaser" if self._closes_later(first) else ""
        self.early = any(x.role in self.markers.zone_ends for x in self.lines[first:])
        index = first
        while index < len(self.lines):
            if not section and index - first < 5 and self._signature(index, first):
                index += 1
                continue
            index, section = self._other(index, section)

    def _closes_later(self, first: int) -> bool:
        """Whether other stories stand between the last paragraph and the agency's credit."""
        for index in range(first, min(first + 40, len(self.lines))):
            line = self.lines[index]
            if line.role in self.markers.zone_ends or line.role == "related_box_header":
                return False
            if index > first and plain_people.credit(line.text, self.markers):
                return any(x.headline for x in self.lines[first:index])
        return False

    def _signature(self, index: int, first: int) -> bool:
        """Author, agency, date and last picture directly under the article."""
        line = self.lines[index]
        role = None
        if line.role:
            return False
        if line.residue is not None and "published_time" not in self.roles[:index]:
            role = "published_time"
        elif plain_people.credit(line.text, self.markers):
            role = "agency_credit"
        elif line.caption and index - first < 3:
            role = "photo_caption"
        elif self._signed_before(index):
            role = "byline"
        elif self._is_tag_row(index):
            role = "tags"
        elif not self.signed and plain_people.byline(line.text, self.markers):
            role = self._sign(line)
        if role:
            self.roles[index] = role
        return role is not None

    def _is_tag_row(self, index: int) -> bool:
        """Three short lines in a row under an article are its tags, even where they are names."""
        row = self.lines[index : index + 3]
        short = len(row) == 3 and all(x.plain and x.words <= 5 and not x.closed for x in row)
        return short and not plain_people.surname_first(row[0].text, self.markers)

    def _other(self, index: int, section: str) -> tuple[int, str]:
        """Another story or chrome; the next place, and the list that the page is in now."""
        line = self.lines[index]
        if line.role:
            self.roles[index] = line.role
            return index + 1, _SECTIONS.get(line.role, section)
        if section in {"", "teaser"} and not self.signed and plain_people.signs(line.text, self.markers):
            self.roles[index] = self._sign(line)
            return index + 1, section
        if section in {"", "teaser"} and plain_people.credit(line.text, self.markers):
            self.roles[index] = "agency_credit"
            return index + 1, ""
        if section == "comment" and line.twin and line.headline:
            # A picture's text and a title: the comments are over, or there were none.
            section = "readmore"
        if section == "comment":
            self.roles[index] = "comment_widget"
            return index + 1, section
        if section == "tags" and line.words <= 6 and not line.closed:
            self.roles[index] = "tags"
            return index + 1, section
        if line.residue is not None or line.slug:
            self.roles[index] = "site_chrome"
            return index + 1, section
        if section in {"", "tags"}:
            return self._story(index, "teaser" if self.early and not section else "readmore")[0], section
        return self._story(index, section)

    def _story(self, index: int, section: str) -> tuple[int, str]:
        line = self.lines[index]
        names = _STORY_ROLES[section]
        if line.twin:
            self.roles[index : index + 2] = [names[0], names[1]]
            index += 2
        elif line.headline or (line.words >= 4 and not line.prose) or self._is_slug_glued(line):
            self.roles[index] = names[1]
            index += 1
            if index >= len(self.lines) or not (self.lines[index].prose or self.lines[index].cut):
                return index, section
        else:
            self.roles[index] = names[2] if line.prose else "site_chrome"
            return index + 1, section
        if index < len(self.lines) and self._may_summarise(index):
            self.roles[index] = names[2]
            index += 1
        return index, section

    def _may_summarise(self, index: int) -> bool:
        line = self.lines[index]
        return line.plain and not line.twin and len(line.text) <= 2 * SUMMARY

    def _sign(self, line: Line) -> str:
        self.signed = True
        self.authors.add(line.key)
        return "byline"

    def _signed_before(self, index: int) -> bool:
        """The author once more: beside the first time, or under the article."""
        line = self.lines[index]
        return line.plain and line.key in self.authors

    def _is_slug_glued(self, line: Line) -> bool:
        return len(self.slug.split()) >= 4 and line.text.startswith(self.slug)


def list_roles(lines: list[Line]) -> list[str]:
    """The roles of a page without an article: entries of a list with their summaries, and chrome."""
    roles: list[str] = []
    begun = False
    for line in lines:
        before = roles[-1] if roles else ""
        begun = begun or before == "list_title"
        if line.residue is not None:
            roles.append("site_chrome" if begun else "chrome_today_date")
        elif line.role:
            roles.append(line.role)
        elif line.headline or (line.slug and line.words >= 5):
            roles.append("list_title" if not line.slug else "image_alt_slug")
        elif line.prose or (line.closed and line.words >= 5):
            roles.append("list_summary" if before in {"list_title", "list_summary", "site_chrome"} else "unknown")
        else:
            roles.append("site_chrome")
    return roles
