"""What an HTML page says about itself: JSON-LD, OpenGraph and other meta elements, microdata, canonical address.

Strings are handed on as written; nothing here reads a date. Broken JSON-LD is mended where that is safe (raw control
characters, trailing commas, HTML comments around it), else its dates and headline are picked out singly, else ignored.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from banggiao.pages.html_dom import clean
from banggiao.records import Evidence

ARTICLE_TYPES = frozenset(
    [
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "LiveBlogPosting",
        "BlogPosting",
        "TechArticle",
        "Report",
        "ReviewNewsArticle",
        "SocialMediaPosting",
    ]
)
LIST_TYPES = frozenset(["ItemList", "CollectionPage", "SearchResultsPage", "ImageGallery"])
_CONTROL = re.compile(r"[\x00-\x1f]+")
_COMMA = re.compile(r",\s*([}\]])")
_PICK = re.compile(r'"(datePublished|dateModified|headline|dateCreated)"\s*:\s*"([^"\\]{4,300})"')
# fmt: off
_PUBLISHED_NAMES = (
    "article:published_time", "og:article:published_time", "pubdate", "publishdate", "publish-date", "publish_date",
    "date", "dc.date", "dc.date.issued", "dc.created", "dcterms.created", "dcterms.issued", "article.published",
    "published_time", "datepublished", "datecreated", "sailthru.date", "parsely-pub-date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "its_publication", "its_publishdate", "created",
    "article_date_original", "last-modified", "article:modified_time", "og:updated_time", "datemodified", "lastmod",
)
# fmt: on
_ARTICLE_ID = re.compile(
    r"(?:[-_/]i?d?|[?&]i?d?=|post|a|i)(\d{4,20})(?:\.(?:html?|amp|tpo|vnp|vov|ldo|antd|chn|aspx|epi|vtp|htm))?/?$", re.I
)
_LD_LIMIT = 2_000_000  # characters of JSON-LD read from one page
_DEPTH_LIMIT = 60


@dataclass(slots=True)
class Metadata:
    """What the page says about itself, as written; absent is None or empty."""

    url: str | None = None
    title: str | None = None
    titles: list[str] = field(default_factory=list)
    description: str | None = None
    descriptions: list[str] = field(default_factory=list)
    outlet: str | None = None
    authors: list[str] = field(default_factory=list)
    section: str | None = None
    language: str | None = None
    body: str = ""
    og_type: str | None = None
    is_article: bool = False
    base: str | None = None  # what relative addresses are relative to, where the page says so
    told: int = 0  # articles that the JSON-LD describes
    is_list: bool = False
    evidence: list[Evidence] = field(default_factory=list)

    def says(self, name: str, text: Any, *, kind: str = "metadata") -> None:
        """Keep a raw string as evidence, once."""
        if isinstance(text, str) and (text := clean(text)[:200]):
            item = Evidence(kind, name, text)
            if item not in self.evidence:
                self.evidence.append(item)


def read_metadata(tree: Any, url: str | None) -> Metadata:
    """Gather the metadata of ``tree`` (a selectolax parser); ``url`` is what the caller knows of its address."""
    meta = Metadata()
    for script in tree.css("script"):
        if "ld+json" in (script.attributes.get("type") or "").lower():
            _read_ld(script.text() or "", meta)
    named = _meta_elements(tree)
    _read_names(named, meta)
    _read_url(tree, named, meta, url)
    if meta.told >= 4:  # a page that describes many articles is none of them
        meta.is_article, meta.is_list = False, True
    root = tree.root
    if root is not None:
        meta.language = (root.attributes.get("lang") or "").strip()[:2].lower() or None
    head = tree.css_first("title")
    if head is not None and (text := clean((head.text() or "")[:1000])):
        meta.titles.append(text)
    meta.title = meta.titles[0] if meta.titles else None
    meta.description = meta.descriptions[0] if meta.descriptions else None
    return meta


def _meta_elements(tree: Any) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        own = node.attributes
        name = own.get("property") or own.get("name") or own.get("itemprop") or own.get("http-equiv")
        content = own.get("content")
        if name and content and len(content) < 20_000:
            named.setdefault(name.strip().lower(), []).append(content)
    return named


def _first(named: dict[str, list[str]], *names: str) -> str | None:
    for name in names:
        for value in named.get(name, ()):
            if text := clean(value):
                return text
    return None


def _read_names(named: dict[str, list[str]], meta: Metadata) -> None:
    for name in ("og:title", "twitter:title", "dc.title", "title", "headline"):
        meta.titles += [text for v in named.get(name, ()) if (text := clean(v))]
    for name in ("og:description", "description", "twitter:description", "dc.description"):
        meta.descriptions += [text for v in named.get(name, ()) if (text := clean(v))]
    for name in _PUBLISHED_NAMES:
        for value in named.get(name, ()):
            meta.says(f"meta {name}", value)
    meta.og_type = (_first(named, "og:type") or "").lower() or None
    meta.outlet = meta.outlet or _first(
        named, "og:site_name", "application-name", "publisher", "dc.publisher", "copyright"
    )
    meta.section = meta.section or _first(named, "article:section", "cxenseparse:section", "section")
    for name in (
        "author",
        "article:author",
        "dc.creator",
        "dable:author",
        "parsely-author",
        "cxenseparse:author",
        "its_author",
    ):
        for value in named.get(name, ()):
            _add_author(clean(value), meta)
    if _first(named, "article:published_time", "og:article:published_time"):
        meta.is_article = True


def _read_url(tree: Any, named: dict[str, list[str]], meta: Metadata, url: str | None) -> None:
    for link in tree.css("link"):
        own = link.attributes
        href = (own.get("href") or "").strip()
        if "canonical" in (own.get("rel") or "").lower() and href.startswith(("http:", "https:", "/")):
            meta.url = _absolute(href, url or _first(named, "og:url"))
            break
    meta.url = meta.url or _first(named, "og:url") or url
    base = tree.css_first("base[href]")
    if base is not None:
        meta.base = absolute(base.attributes.get("href"), url or meta.url)
    for address in dict.fromkeys(a for a in (url, meta.url) if a):
        meta.says("url", address, kind="url")
    if meta.url and (match := _ARTICLE_ID.search(_path(meta.url))):
        meta.says("url", match[1], kind="article-id")
    for name in (
        "article:id",
        "articleid",
        "article-id",
        "tt_article_id",
        "dable:item_id",
        "its_id",
        "tt_article_id_new",
    ):
        meta.says(f"meta {name}", _first(named, name), kind="article-id")


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts.path + ("?" + parts.query if parts.query else "")


def _absolute(href: str, base: str | None) -> str:
    try:
        return urljoin(base or "", href)
    except ValueError:
        return href


def absolute(href: str | None, base: str | None) -> str | None:
    """``href`` made absolute against ``base``; None for anchors, scripts and empty addresses."""
    href = (href or "").strip()
    if (
        not href
        or href.startswith("#")
        or href.lower().startswith(("javascript:", "mailto:", "tel:", "data:"))
        or len(href) > 2000
    ):
        return None
    return _absolute(href, base) if base else href


def _add_author(name: str, meta: Metadata) -> None:
    if 1 < len(name) <= 120 and not name.startswith(("http:", "https:", "//")) and name not in meta.authors[:20]:
        meta.authors = [*meta.authors[:19], name]


def _read_ld(text: str, meta: Metadata) -> None:
    text = (
        text[:_LD_LIMIT]
        .strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .strip()
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .strip()
    )
    found = _parse(text)
    if found is None:
        for name, value in _PICK.findall(text)[:20]:
            if name == "headline":
                meta.titles.append(clean(html.unescape(value)))
                meta.is_article = True
            else:
                meta.says(f"json-ld {name}", value)
        return
    for item in _items(found):
        types = _types(item)
        if types & ARTICLE_TYPES:
            _read_article(item, meta)
        elif types & LIST_TYPES:
            meta.is_list = True


def _parse(text: str) -> Any:
    if not text or text.count("[") + text.count("{") > 20_000:
        return None
    for attempt in (
        lambda t: t,
        lambda t: _COMMA.sub(r"\1", _CONTROL.sub(" ", t)),
        lambda t: _COMMA.sub(r"\1", _CONTROL.sub(" ", t)).rstrip(";"),
    ):
        try:
            return json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _items(found: Any) -> Iterator[dict[str, Any]]:
    """Every object at the top, in lists and in ``@graph`` or ``mainEntity``; not the items of an ItemList."""
    stack = [(found, 0)]
    while stack:
        value, depth = stack.pop()
        if depth > _DEPTH_LIMIT:
            continue
        if isinstance(value, list):
            stack.extend((v, depth + 1) for v in reversed(value))
        elif isinstance(value, dict):
            yield value
            for name in ("@graph", "mainEntity"):
                if name in value:
                    stack.append((value[name], depth + 1))


def _types(item: dict[str, Any]) -> set[str]:
    kind = item.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {k.rsplit("/", 1)[-1] for k in kinds if isinstance(k, str)}


def _strings(value: Any, *, limit: int = 20) -> list[str]:
    """The names in a string, an object with a ``name``, or a list of these."""
    found: list[str] = []
    for v in (value if isinstance(value, list) else [value])[:limit]:
        if isinstance(v, dict):
            v = v.get("name") or v.get("alternateName")
        if isinstance(v, list) and v:
            v = v[0]
        # Some systems put entities of HTML into their JSON, where nothing reads them.
        if isinstance(v, str) and (text := clean(html.unescape(v))):
            found.append(text)
    return found


def _read_article(item: dict[str, Any], meta: Metadata) -> None:
    meta.told += 1
    first = not meta.is_article or not meta.titles
    meta.is_article = True
    if not first:
        return
    meta.titles += _strings(item.get("headline")) or _strings(item.get("name"))
    meta.descriptions += _strings(item.get("description"))
    for name in ("datePublished", "dateCreated", "dateModified", "coverageStartTime"):
        for text in _strings(item.get(name)):
            meta.says(f"json-ld {name}", text)
    for author in _strings(item.get("author")):
        _add_author(author, meta)
    publisher = _strings(item.get("publisher")) or _strings(item.get("sourceOrganization"))
    meta.outlet = meta.outlet or (publisher[0] if publisher else None)
    sections = _strings(item.get("articleSection"))
    meta.section = meta.section or (sections[-1] if sections else None)
    body = item.get("articleBody")
    if isinstance(body, str):
        meta.body = clean(html.unescape(body[:400_000]))
