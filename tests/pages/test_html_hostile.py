"""Broken and hostile HTML: no exception, bounded work, nothing invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banggiao.pages.html import parse_html
from banggiao.records import Document, PageHints


def read(text: str) -> Document:
    return parse_html(text, source="hostile", hints=PageHints())


HOSTILE = {
    "nothing": "",
    "space": " \n\t ",
    "nested": "<div>" * 10_000 + "text at the bottom",
    "nested very deep": "<div>" * 200_000 + "text",
    "nested inline": "<a><b><i>" * 10_000 + "text",
    "nested lists": "<ul><li>" * 10_000 + "text",
    "unclosed": "<html><body><h1>One<p>Two<div>Three<table><tr><td>Four",
    "only closing": "</div></p></html>" * 5_000,
    "attribute": '<p title="' + "x" * 5_000_000 + '">text</p>',
    "nulls": "<p>a\x00b</p>\x00<scr\x00ipt>",
    "half a tag": "<p>text<",
    "half a comment": "<p>text<!-- ",
    "long line": "<p>" + "word " * 400_000 + "</p>",
    "many links": "<p>" + '<a href="x">y</a> ' * 20_000 + "</p>",
    "many titles": "<h1>A heading that is long enough to count</h1>" * 5_000,
    "deep json": '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    "broken json": '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-01-01",</script>',
    "strange url": '<link rel="canonical" href="http://[::1"><a href="http://[bad">A headline that is long enough</a>',
    "surrogate": "<p>a\ud800b</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_without_an_error(name: str) -> None:
    document = read(HOSTILE[name])
    assert "\n".join(document.text[p.start : p.end] for p in document.parts) == document.text
    assert document.kind in ("article", "list", "other")


def test_text_below_ten_thousand_elements_is_kept() -> None:
    assert read(HOSTILE["nested"]).text == "text at the bottom"


@pytest.mark.parametrize(
    "hidden",
    [
        "<template><p>hidden</p></template>",
        "<script>hidden</script>",
        "<style>hidden</style>",
        "<noscript>hidden</noscript>",
        "<p hidden>hidden</p>",
        '<div style="color:red; DISPLAY : none">hidden</div>',
        "<!-- hidden -->",
        "<video>hidden</video>",
    ],
)
def test_what_a_reader_does_not_see_leaves_no_line(hidden: str) -> None:
    assert read(f"<body><p>seen</p>{hidden}</body>").text == "seen"


def test_joiners_and_decomposed_letters_are_normalised() -> None:
    document = read("<p>vie\u0302\u0323\u034ft\u200b na\u00adm</p>")
    assert document.text == "vi\u1ec7t nam"


def test_an_empty_page_is_neither_article_nor_list() -> None:
    document = read("")
    assert (document.kind, document.title, document.text) == ("other", None, "")


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "<p>",
                    "</p>",
                    "<div class='content'>",
                    "</div>",
                    "<a href='/x-1.html'>",
                    "</a>",
                    "<h1>",
                    "</h1>",
                    "<figure>",
                    "<img alt='x'>",
                    "<table><tr><td>",
                    "</table>",
                    "<br>",
                    "<time>",
                    "1/2/2024",
                    "(Theo AFP)",
                    "\u00ea",
                ]
            ),
            st.text(max_size=200),
        ),
        max_size=60,
    )
)
def test_arbitrary_pages_keep_the_promises(pieces: list[str]) -> None:
    text = "".join(pieces)
    document = read(text)
    assert "\n".join(document.text[p.start : p.end] for p in document.parts) == document.text
    assert all(e.start is None or document.text[e.start : e.end] == e.text for e in document.evidence)
    assert read(text).id == document.id
