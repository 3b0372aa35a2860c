"""VOV: the Voice of Vietnam's vov.vn (Drupal) and its provincial copies."""

from __future__ import annotations

from banggiao.pages.publishers.base import Layout, PublisherProfile


class Vov(PublisherProfile):
    """The pages of vov.vn."""

    NAME = "VOV"

    class V1(Layout):
        """Since 2019."""

        SIGNATURE = (".text-long", ".article-content .text-long", ".vov-article", "article.article-full")
        TITLE = ("h1.article-title", ".article-title.mb-0", ".article-title", "h1.title", "h1")
        LEAD = (".article-summary", ".article__sapo", ".article-sapo", ".field--name-field-summary")
        BODY = (
            "div.text-long",
            ".article-content .text-long",
            ".article__body",
            ".article-content",
            ".field--name-body",
        )
        BYLINE = (".article-author", ".row.article-author", ".field--name-field-author", ".article__author")
        DATE = (
            ".article-date",
            ".field--name-created",
            ".article-meta .col-md-4",
            ".article-meta time",
            ".article__date",
        )
        CAPTION = ("figcaption", ".image-caption", ".field--name-field-caption", ".caption", ".media-caption")
        RELATED = (
            ".related-inline",
            ".article-related",
            ".box-related",
            ".vov-related",
            ".embedded-entity .article-card",
            ".article-card",
        )
        TAGS = (".article-tags", ".tags", ".field--name-field-tags")
        DROP = (".social-share", ".article-social", ".vov-player")
