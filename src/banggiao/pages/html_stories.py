"""The other stories that a page points at, gathered from the roles of its lines: kept as links, never as facts."""

from __future__ import annotations

from typing import Literal

from banggiao.pages.html_dom import Dom
from banggiao.pages.html_meta import absolute
from banggiao.records import OtherStory

_KINDS: dict[str, Literal["related", "teaser", "readmore", "mostread", "list"]] = {
    "related_link": "related",
    "teaser_title": "teaser",
    "readmore_title": "readmore",
    "mostread_title": "mostread",
    "list_title": "list",
}
_SUMMARIES = frozenset({"teaser_summary", "readmore_summary", "list_summary"})
_LIMIT = 1000  # stories kept of one page


def gather(dom: Dom, roles: list[str], base: str | None) -> tuple[OtherStory, ...]:
    """One story for each headline that leads somewhere; a summary belongs to the headline before it, the first only."""
    stories: list[OtherStory] = []
    for i, (line, role) in enumerate(zip(dom.lines, roles, strict=True)):
        if role in _KINDS:
            url = absolute(line.href, base)
            if url is None:
                continue
            title = line.link_text if len(line.link_text) >= 12 else line.text
            if stories and stories[-1].title == title:
                continue
            if len(stories) == _LIMIT:
                break
            stories.append(OtherStory(_KINDS[role], title, i + 1, None, url))
        elif role in _SUMMARIES and stories and stories[-1].summary is None and i + 1 - stories[-1].line <= 4:
            last = stories[-1]
            stories[-1] = OtherStory(last.kind, last.title, last.line, line.text, last.url)
    return tuple(stories)
