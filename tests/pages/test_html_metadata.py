"""What pages say of themselves: JSON-LD in its many shapes, meta elements, addresses."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from banggiao.pages.html_dom import read_dom
from banggiao.pages.html_meta import Metadata, absolute, read_metadata
from banggiao.pages.html_select import select


def meta(head: str, url: str | None = None) -> Metadata:
    return read_metadata(LexborHTMLParser(f"<html><head>{head}</head><body></body></html>"), url)


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = '"@type":"NewsArticle","headline":"Headline","datePublished":"2024-05-01T07:00:00+07:00"'


@pytest.mark.parametrize(
    "text",
    [
        "{%s}",
        "[{%s}]",
        '{"@graph":[{"@type":"WebPage"},{%s}]}',
        "{%s,}",
        "<!-- {%s} -->",
        '{"mainEntity":{%s}}',
        "{%s} trailing",
        '{"description":"line\nbreak",%s}',
        '{"@type":"BreadcrumbList","x":1,"broken":[{%s}',
    ],
)
def test_json_ld_dates_are_found_in_any_shape(text: str) -> None:
    found = meta(ld(text % ARTICLE))
    assert [(e.name, e.text) for e in found.evidence] == [("json-ld datePublished", "2024-05-01T07:00:00+07:00")]
    assert found.titles[0] == "Headline"
    assert found.is_article


def test_authors_publisher_and_section() -> None:
    found = meta(
        ld("{" + ARTICLE + ',"author":[{"name":"A B"},"C D"],"publisher":{"name":"Outlet"},"articleSection":["World"]}')
    )
    assert (found.authors, found.outlet, found.section) == (["A B", "C D"], "Outlet", "World")


def test_an_item_list_is_a_list() -> None:
    found = meta(ld('{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle"}]}'))
    assert found.is_list
    assert not found.is_article


def test_meta_elements_become_evidence() -> None:
    found = meta('<meta property="article:published_time" content="2024-05-01"><meta name="pubdate" content="1 May">')
    assert {(e.name, e.text) for e in found.evidence} == {
        ("meta article:published_time", "2024-05-01"),
        ("meta pubdate", "1 May"),
    }


def test_canonical_address_and_article_id() -> None:
    found = meta('<link rel="canonical" href="/the-gioi/a-b-c-4731201.html">', "https://example.vn/amp/x")
    assert found.url == "https://example.vn/the-gioi/a-b-c-4731201.html"
    assert ("article-id", "4731201") in [(e.kind, e.text) for e in found.evidence]


@pytest.mark.parametrize("href", [None, "", "#top", "javascript:void(0)", "mailto:a@b.c", "x" * 3000])
def test_addresses_that_lead_nowhere_are_none(href: str | None) -> None:
    assert absolute(href, "https://example.vn/") is None


SELECT = '<div id="Main" class="a b"><p class="c" type="X-1">x</p></div><p class="c d">y</p>'


@pytest.mark.parametrize(
    ("selector", "count"),
    [
        ("p", 2),
        (".c", 2),
        ("p.c.d", 1),
        ("#main p", 1),
        ("div.b .c[type=X-1]", 1),
        ("[type^=X]", 1),
        ("[type$='2']", 0),
        (".b div", 0),
    ],
)
def test_selectors(selector: str, count: int) -> None:
    dom = read_dom(LexborHTMLParser(SELECT).root)
    assert len(select(dom, (selector,))) == count


def test_a_selector_that_cannot_be_read_is_named() -> None:
    dom = read_dom(LexborHTMLParser(SELECT).root)
    with pytest.raises(ValueError, match="cannot read '>'"):
        select(dom, ("div > p",))


def test_every_profile_selector_can_be_read() -> None:
    from banggiao.pages.publishers import Layout, profiles

    dom = read_dom(LexborHTMLParser(SELECT).root)
    for profile in profiles():
        assert profile.NAME
        assert profile.LAYOUTS
        for layout in profile.LAYOUTS:
            assert layout.SIGNATURE
            assert layout.BODY
            for name in vars(Layout):
                if name.isupper() and name != "VALID_UNTIL":
                    select(dom, getattr(layout, name))
