"""ePi's OneCMS: vietnamplus.vn, nhandan.vn, tienphong.vn, znews.vn, plo.vn, congluan.vn, qdnd.vn and others."""

from __future__ import annotations

from banggiao.pages.publishers.base import Layout, PublisherProfile


class OneCMS(PublisherProfile):
    """The pages of OneCMS: ``article__body cms-body``; Znews keeps names of its own."""

    NAME = "OneCMS"

    class Article(Layout):
        """The common layout."""

        SIGNATURE = (".cms-body", ".article__body", ".cms-title", "h1.article__title")
        TITLE = ("h1.article__title", ".article__title.cms-title", ".cms-title", ".article__title", "h1")
        LEAD = (".article__sapo", ".cms-desc", ".article__desc", ".article__summary", "h2.article-summary")
        BODY = ("[itemprop=articleBody]", ".article__body.cms-body", ".article__body", ".cms-body", ".zce-content-body")
        BYLINE = (
            ".article__author .name",
            ".article__author .cms-author",
            ".cms-author",
            ".article__author",
            ".author .name",
            ".article__meta .author",
        )
        DATE = (
            ".article__meta time",
            "time.time",
            ".article__meta .time",
            ".article__time",
            "time.cms-date",
            ".cms-date",
            ".article__meta .date",
        )
        CLOCK = (".header__date", ".site-header .date", "#today", ".current-time")
        SOURCE = (".article__source", ".cms-source", ".article__meta .source")
        CAPTION = (
            "figcaption",
            "td.caption",
            "table.picture td",
            ".article__photo em",
            "figure em",
            ".article__avatar em",
            ".cms-photo em",
            ".fig-caption",
            ".article__avatar figcaption",
        )
        RELATED = (
            ".cms-relate",
            ".article-relate",
            ".article__relate",
            ".story-relate",
            ".cms-embed-story",
            ".article__story",
            ".related-news",
            "article.story",
            ".article-related",
            ".onecms__relate",
            ".inner-article",
            ".ec-story",
        )
        TAGS = (".article__tag", ".article-tags", ".cms-tags", ".tags-wrap")
        DROP = (
            ".article__social",
            ".article-social",
            ".banner",
            ".ads_middle",
            ".article__follow",
            ".box-ggnews",
            ".gg-news",
        )

    class Znews(Layout):
        """znews.vn, before zingnews.vn and news.zing.vn."""

        SIGNATURE = (".the-article-body", ".the-article-title")
        TITLE = ("h1.the-article-title", ".the-article-title")
        LEAD = (".the-article-summary",)
        BODY = (".the-article-body",)
        BYLINE = (".the-article-author", ".the-article-credit .author", ".the-article-meta .author", ".author")
        DATE = (".the-article-publish", "li.the-article-publish", ".the-article-meta .date")
        SOURCE = (".the-article-source", ".the-article-credit .source")
        CAPTION = ("td.pCaption", "td.caption", "table.picture td", "figcaption", ".pCaption", ".gallery-caption")
        RELATED = (
            ".inner-article",
            ".z-widget-corona",
            ".article-news-list",
            ".the-article-related",
            "[data-role=related]",
            ".article-related",
            "div.notebox.news",
        )
        TAGS = (".the-article-tags",)
        DROP = (".the-article-share", ".z-corona-header", ".banner")
