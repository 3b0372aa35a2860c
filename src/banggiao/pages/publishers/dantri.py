"""dantri.com.vn."""

from __future__ import annotations

import datetime as dt

from banggiao.pages.publishers.base import Layout, PublisherProfile


class DanTri(PublisherProfile):
    """The pages of dantri.com.vn and of dtinews."""

    NAME = "Dan Tri"

    class V2(Layout):
        """Since 2021."""

        SIGNATURE = (".singular-content", "h2.singular-sapo", "h1.title-page.detail", ".e-magazine__body")
        TITLE = ("h1.title-page.detail", "h1.title-page", "h1.e-magazine__title", "h1")
        LEAD = ("h2.singular-sapo", ".singular-sapo", ".e-magazine__sapo")
        BODY = (".singular-content", ".e-magazine__body", ".dt-news__content")
        BYLINE = (".author-name", ".author-wrap .author-name", ".e-magazine__meta-item.author", ".singular-author")
        DATE = ("time.author-time", ".author-time", ".e-magazine__meta time")
        CLOCK = (".header-date", "time.today", ".nf-date")
        CAPTION = ("figcaption", "figure figcaption p", ".image-caption")
        RELATED = (
            "article.related",
            ".article-related",
            ".singular-related",
            ".dt-news__related",
            "div[class*=related]",
            "article.article-care",
            ".article-care",
            ".article-list-embed",
        )
        TAGS = (".tags-wrap", "ul.tags", ".singular-tags")
        DROP = (".dt-audio-player", ".social-pin", ".singular-footer", ".dt-vote")

    class V1(Layout):
        """2010 to 2020."""

        VALID_UNTIL = dt.date(2020, 12, 31)
        SIGNATURE = ("#divNewsContent", ".dt-news__content", "h2.sapo", ".fon31")
        TITLE = ("h1.fon31", "h1.dt-news__title", "h1.fon31.mgb15", "h1")
        LEAD = ("h2.fon33", "h2.sapo", ".dt-news__sapo")
        BODY = ("#divNewsContent", ".dt-news__content", "#ctl00_IDContent_ctl00_divContent .detail-content")
        BYLINE = (".dt-news__author", "p[style*=right] strong")
        DATE = ("span.fr.fon7", ".dt-news__time", ".tt-capitalize")
        CAPTION = ("figcaption", ".imgcaption", "td.caption")
        RELATED = (".news-related", ".newsrelate", ".dt-news__related", "#relatednews")
        TAGS = (".news-tag", ".dt-news__tags")
