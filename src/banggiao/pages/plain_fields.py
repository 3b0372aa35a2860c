"""What a page says about itself, once its lines have roles: author, agency, outlet, dates (unread), other stories."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from banggiao.pages import plain_people
from banggiao.pages.markers import Markers
from banggiao.pages.plain_lines import Line, slug_of
from banggiao.records import Evidence, OtherStory, PageHints

_DATELINE = re.compile(r"([^\W\d_][^\n().!?]{1,40}?)\s?\(([^()]{2,30})\)\s?[-–—]")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?=\d{0,12}(?!\d))")
_URL_ID = re.compile(r"(?:[-/](?:post|c|a|p|art|d)?|i=)(\d{4,})(?:\.\w{2,5})?/?$")
_STORY_KINDS = {
    "related_link": "related",
    "teaser_title": "teaser",
    "readmore_title": "readmore",
    "mostread_title": "mostread",
    "list_title": "list",
}
_SUMMARY_ROLES = {"teaser_summary", "readmore_summary", "list_summary"}
_BULLETS = " -–—•·*+>»#"


def tidy_title(text: str) -> str:
    """The words of a title line: bullets and heading signs off, blanks single."""
    return " ".join(text.lstrip("#*>• ").split())


def author(lines: list[Line], roles: list[str], markers: Markers) -> tuple[str | None, str | None]:
    """(author, agency named beside the author) of the article."""
    for line, role in zip(lines, roles, strict=True):
        if role == "byline":
            found = plain_people.byline(line.residue or line.text, markers)
            if found:
                return found
    return None, None


def agency(lines: list[Line], roles: list[str], markers: Markers) -> str | None:
    """The agency that the article credits, as printed."""
    for line, role in zip(lines, roles, strict=True):
        if role == "agency_credit":
            found = plain_people.credit(line.text, markers)
            if found:
                return found
    last = [line for line, role in zip(lines, roles, strict=True) if role in {"lead", "body"}]
    return plain_people.ending_credit(last[-1].text, markers) if last else None


def dateline(lines: list[Line], roles: list[str], markers: Markers) -> tuple[str | None, str | None]:
    """(place, agency) at the opening of the article: "MATXCƠVA (Sputnik) - …"."""
    first = next((line.text for line, role in zip(lines, roles, strict=True) if role in {"lead", "body"}), "")
    match = _DATELINE.match(first)
    if not match or not match[1][0].isupper():
        return None, None
    name = match[2].strip()
    return match[1].strip(), name if name.lower() in markers.agencies else None


def outlet(lines: list[Line], roles: list[str], hints: PageHints, markers: Markers) -> str | None:
    """The outlet: as given, else the host of the address, else by the signs that it leaves in its pages."""
    if hints.outlet:
        return hints.outlet
    host = outlet_of_url(hints.url)
    if host:
        return host
    for line, role in zip(lines, roles, strict=True):
        if role in {"lead", "body"}:
            found = markers.opener(line.text)
            if found:
                return found[1]
    chrome = "\n".join(x.text for x, r in zip(lines, roles, strict=True) if r not in {"title", "lead", "body"})
    counts = {name: sum(chrome.count(sign) for sign in signs["signs"]) for name, signs in markers.outlets.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


def outlet_of_url(url: str | None) -> str | None:
    """The host of ``url`` without ``www.`` and the prefixes of mirrors ("m.", "id.", "amp."); None when it has none."""
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    return re.sub(r"^(?:www|m|amp|id|en|mobile)\.(?=[^.]+\.[^.]+)", "", host) or None


def url_evidence(url: str | None) -> list[Evidence]:
    """Days and article numbers written in an address."""
    if not url:
        return []
    found = []
    path = url.split("?")[0]
    days = list(_URL_DAY.finditer(path))
    if days:
        found.append(Evidence("url", url, "".join(days[-1].groups())))
    number = _URL_ID.search(url)
    if number:
        found.append(Evidence("article-id", outlet_of_url(url) or "", number[1]))
    return found


def evidence(
    text: str, lines: list[Line], roles: list[str], hints: PageHints, markers: Markers
) -> tuple[Evidence, ...]:
    """Every date string that the page or the caller gives, unread; offsets into ``text``."""
    found: list[Evidence] = []
    if hints.published:
        found.append(Evidence("given", "published", hints.published))
    for line, role in zip(lines, roles, strict=True):
        words = text[line.start : line.end]
        if role == "published_time" or (role == "byline" and line.residue is not None):
            found += _published(words, line.start, markers)
        elif role == "chrome_today_date":
            found.append(Evidence("clock", "today in the page's head", words, line.start, line.end))
    return (*found, *url_evidence(hints.url))


def _published(words: str, start: int, markers: Markers) -> list[Evidence]:
    """One date for publication; one more on the line, after a word that says so, for the update."""
    update = markers.updated.search(words)
    if not update or len(list(markers.date.finditer(words))) < 2:
        return [Evidence("published-line", "date line", words, start, start + len(words))]
    cut = len(words[: update.start()].rstrip(" ("))
    end = start + len(words)
    first = Evidence("published-line", "date line", words[:cut], start, start + cut)
    return [first, Evidence("updated-line", "date line", words[update.start() :], start + update.start(), end)]


def stories(lines: list[Line], roles: list[str], title: str | None) -> tuple[OtherStory, ...]:
    """The other stories that the page points at, each once, with the summary that follows it."""
    found: list[OtherStory] = []
    seen: set[str] = {title.lower()} if title else set()
    slug = slug_of(title) if title else ""
    for index, (line, role) in enumerate(zip(lines, roles, strict=True)):
        kind = _STORY_KINDS.get(role)
        if kind is None:
            continue
        name = line.text
        if slug and name.startswith(slug):
            name = name[len(slug) :]
        name = name.strip(_BULLETS)
        if name.lower() in seen or not name:
            continue
        seen.add(name.lower())
        summary = None
        if index + 1 < len(lines) and roles[index + 1] in _SUMMARY_ROLES:
            summary = lines[index + 1].text
        found.append(OtherStory(kind, name, line.number, summary))  # type: ignore[arg-type]
    return tuple(found)
