"""Is it an article or a list of articles? And the roles of the lines of a list page.

No single sign decides: publishers call section pages articles in their metadata, and short articles stand among fifty
headlines. Each sign votes; the paragraphs that run on in one container weigh most.
"""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from banggiao.pages.html_dom import Dom
from banggiao.pages.html_meta import Metadata
from banggiao.pages.html_words import Words
from banggiao.pages.html_zones import Zones, headline

_ARTICLE_PATH = re.compile(
    r"(?:[a-z0-9]+-){3,}[a-z]{0,8}\d{4,}(?:-\d+)*(?:\.\w{2,5})?/?$|-(?:post|a|d|i|p|ar)?\d{5,}\.\w{2,5}$|/(?:\d{4}/\d{1,2}(?:/\d{1,2})?)/[^/]{12,}|/a/[\w-]+/\d+\.html$"
)
_LIST_PATH = re.compile(
    r"^/?$|/(?:trang|page)[-/]?\d+|[?&](?:page|trang|q|s|key|keyword)=|/(?:tag|tags|tim-kiem|search|chu-de|topic|su-kien|author|tac-gia|rss)(?:[/.]|$)"
)

Kind = Literal["article", "list", "other"]


def page_kind(dom: Dom, meta: Metadata, words: Words, zones: Zones, url: str | None) -> Kind:
    """What the page is, by the sum of its signs."""
    links = sum(1 for line in dom.lines if headline(line) and not _furniture(zones.bad[line.leaf]))
    votes = _claims(meta) + _address(url or meta.url) + _text(dom, zones)
    if zones.title >= 0 and zones.mass >= 300 and dom.lines[zones.title].text.count(" ") >= 5:
        votes += 1.2 if _dated_under_title(dom, words, zones) else 0.7
    if zones.layout is not None:
        votes += 1.5
    if votes >= 1.6 and (zones.title >= 0 or zones.mass >= 600):
        return "article"
    if links >= 6:
        return "list"
    if votes >= 1.0 and zones.mass >= 300:
        return "article"
    return "list" if meta.is_list and links >= 3 else "other"


def _dated_under_title(dom: Dom, words: Words, zones: Zones) -> bool:
    near = dom.lines[zones.title + 1 : zones.title + 6]
    return any(words.dated(line.text) and not words.relative(line.text) for line in near)


def _furniture(kind: str) -> bool:
    return kind in ("footer", "comment", "tags", "ad", "player")


def _claims(meta: Metadata) -> float:
    votes = 0.0
    if meta.is_article:
        votes += 2.0
    if meta.og_type is not None:
        votes += 0.7 if "article" in meta.og_type else -0.7
    if meta.is_list and not meta.is_article:
        votes -= 1.5
    return votes


def _address(url: str | None) -> float:
    if not url or len(url) > 2000:
        return 0.0
    try:
        parts = urlsplit(url)
    except ValueError:
        return 0.0
    path = parts.path + ("?" + parts.query if parts.query else "")
    if _LIST_PATH.search(path):
        return -2.0
    return 1.0 if _ARTICLE_PATH.search(parts.path) else -1.0 if path.count("-") < 3 else 0.0


def _text(dom: Dom, zones: Zones) -> float:
    """Votes of the running text: much of it in one place speaks for an article, much linked text against it."""
    if zones.body < 0:
        return -1.0
    total = linked = 0
    for line in dom.lines:
        if dom.holds(zones.body, line):
            total += len(line.text)
            linked += line.link_chars
    dense = linked / total if total else 1.0
    votes = (
        2.0
        if zones.mass >= 900
        else 1.0
        if zones.mass >= 400
        else 0.5
        if zones.mass >= 300
        else 0.0
        if zones.mass >= 150
        else -0.7
    )
    if dense > 0.4:
        votes -= 2.0
    elif dense > 0.25:
        votes -= 0.7
    return votes + (0.5 if zones.share >= 0.7 else 0.0)


def list_roles(dom: Dom, words: Words, zones: Zones) -> list[str]:
    """The roles of the lines of a list page: headlines, their summaries, and furniture."""
    roles: list[str] = []
    last: str | None = None  # the address of the headline before
    for i, line in enumerate(dom.lines):
        kind = zones.bad[line.leaf]
        if _furniture(kind) or _navigation(dom, line.leaf):
            roles.append("footer_imprint" if kind == "footer" else "site_chrome")
        elif len(line.text) >= 30 and (
            (line.href and line.href == last) or (last is not None and _summary_box(dom, words, i))
        ):
            roles.append("list_summary")
        elif headline(line) or (line.linked >= 0.75 and len(line.text) >= 12 and _in_heading(dom, line.leaf)):
            roles.append("list_title")
            last = line.href
        elif role := words.furniture(line.text, outside=True):
            roles.append(role)
        elif words.dated(line.text):
            roles.append(
                "chrome_today_date"
                if "clock" in words.box(dom.kin[line.leaf]) and not words.relative(line.text)
                else "site_chrome"
            )
        elif len(line.text) >= 40 and _after_title(dom, roles, i):
            roles.append("list_summary")
        else:
            roles.append("site_chrome")
    return roles


def _summary_box(dom: Dom, words: Words, i: int) -> bool:
    """Whether an element that holds line ``i`` alone calls itself a summary, and nothing inside it a title."""
    for step, ancestor in enumerate(dom.ancestors(dom.lines[i].leaf)):
        if step == 3 or dom.tags[ancestor] in ("h1", "h2", "h3", "h4", "article", "li") or "title" in dom.kin[ancestor]:
            return False
        if words.shows(dom.kin[ancestor], "lead"):
            return i + 1 == len(dom.lines) or not dom.holds(ancestor, dom.lines[i + 1])
    return False


def _navigation(dom: Dom, element: int) -> bool:
    return any(dom.tags[e] == "nav" for e in dom.ancestors(element))


def _in_heading(dom: Dom, element: int) -> bool:
    return any(dom.tags[e] in ("h2", "h3", "h4", "h5") for e in dom.ancestors(element))


def _after_title(dom: Dom, roles: list[str], i: int) -> bool:
    """Whether a headline stands up to three lines before, in the same small box."""
    for j in range(i - 1, max(-1, i - 4), -1):
        if roles[j] == "list_title":
            box = dom.common(dom.lines[i].leaf, dom.lines[j].leaf)
            return dom.tags[box] not in ("body", "html")
    return False
