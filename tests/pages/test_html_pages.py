"""Saved pages in the markup of each publishing system, with the reading that each must give.

``NAME.html`` is the page, ``NAME.json`` what stands on it. Every article is read twice: with the publishers' profiles,
and by the general path alone, which must do for outlets that no profile knows.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from banggiao.pages.html import read_html
from banggiao.pages.publishers import profiles
from banggiao.records import Document, PageHints

PAGES = Path(__file__).parent / "html"
NAMES = sorted(p.stem for p in PAGES.glob("*.json"))
EXPECTED: dict[str, dict[str, Any]] = {n: json.loads((PAGES / f"{n}.json").read_text(encoding="utf-8")) for n in NAMES}
ARTICLES = [n for n in NAMES if EXPECTED[n]["kind"] == "article"]
LISTS = [n for n in NAMES if EXPECTED[n]["kind"] == "list"]
FACTS = {"title", "lead", "body", "photo_caption"}
PATHS = pytest.mark.parametrize("profiled", [True, False], ids=["profiles", "general"])


def read(name: str, *, profiled: bool = True) -> Document:
    text = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    return read_html(text, source=name, hints=PageHints(), publishers=profiles() if profiled else ())


def lines(document: Document, *roles: str) -> list[str]:
    return [document.text[p.start : p.end] for p in document.parts if p.role in roles]


@PATHS
@pytest.mark.parametrize("name", ARTICLES)
def test_the_parts_of_an_article_are_found(name: str, profiled: bool) -> None:
    expected, document = EXPECTED[name], read(name, profiled=profiled)
    assert document.kind == "article"
    assert document.title == expected["title"]
    assert lines(document, "lead") == expected["lead"]
    assert lines(document, "body") == expected["body"]
    assert lines(document, "photo_caption") == expected["captions"]


@PATHS
@pytest.mark.parametrize("name", ARTICLES)
def test_writer_agency_and_date_are_found(name: str, profiled: bool) -> None:
    expected, document = EXPECTED[name], read(name, profiled=profiled)
    if "byline" in expected:
        assert (document.byline or "").lower() == expected["byline"].split("/")[0].lower()
    if "agency" in expected:
        assert document.agency == expected["agency"]
    assert expected["published_line"] in [e.text for e in document.evidence if e.kind == "published-line"]
    clocks = [e.text for e in document.evidence if e.kind == "clock"]
    assert clocks == ([expected["clock"]] if "clock" in expected else clocks)
    assert expected["published_line"] not in clocks


@PATHS
@pytest.mark.parametrize("name", ARTICLES)
def test_other_stories_are_links_and_never_facts(name: str, profiled: bool) -> None:
    expected, document = EXPECTED[name], read(name, profiled=profiled)
    told = {story.title for story in document.stories}
    assert not [title for title in expected["other_stories"] if title not in told]
    assert not set(expected["other_stories"]) & set(lines(document, *FACTS))
    assert all(story.url for story in document.stories)


@PATHS
@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_articles_is_no_article(name: str, profiled: bool) -> None:
    expected, document = EXPECTED[name], read(name, profiled=profiled)
    assert document.kind == "list"
    assert document.title is None
    assert document.byline is None
    assert lines(document, "list_title") == expected["list"]
    assert not lines(document, *FACTS)
    assert [story.title for story in document.stories] == expected["list"]
    assert all(story.url and story.kind == "list" for story in document.stories)


@PATHS
@pytest.mark.parametrize("name", NAMES)
def test_every_line_has_one_part_and_offsets_quote(name: str, profiled: bool) -> None:
    document = read(name, profiled=profiled)
    assert [document.text[p.start : p.end] for p in document.parts] == document.text.split("\n")
    assert [p.line for p in document.parts] == list(range(1, len(document.parts) + 1))
    for e in document.evidence:
        assert e.start is None or document.text[e.start : e.end] == e.text
    for story in document.stories:
        assert story.title in document.text.split("\n")[story.line - 1]


def test_each_profile_is_put_to_use() -> None:
    from selectolax.lexbor import LexborHTMLParser

    from banggiao.pages.html_dom import read_dom
    from banggiao.pages.html_zones import choose_layout

    used = set()
    for name in ARTICLES:
        dom = read_dom(LexborHTMLParser((PAGES / f"{name}.html").read_text(encoding="utf-8")).root)
        layout = choose_layout(dom, profiles())
        used.add(layout.__module__.rsplit(".", 1)[-1] if layout else None)
    assert used >= {
        "vnexpress",
        "vccorp",
        "dantri",
        "onecms",
        "mastercms",
        "vietnamnet",
        "vov",
        "portals",
        "broadcasters",
        None,
    }
