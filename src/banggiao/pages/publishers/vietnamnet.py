"""VietnamNet."""

from __future__ import annotations

import datetime as dt

from banggiao.pages.publishers.base import Layout, PublisherProfile


class VietnamNet(PublisherProfile):
    """The pages of vietnamnet.vn."""

    NAME = "VietnamNet"

    class V2(Layout):
        """Since 2022."""

        SIGNATURE = (
            ".content-detail-title",
            "#maincontent.maincontent",
            ".maincontent.main-content",
            ".content-detail-sapo",
            ".vnn-content-image",
        )
        TITLE = ("h1.content-detail-title", ".content-detail-title", "h1.newsFeature__header-title", "h1")
        LEAD = (".content-detail-sapo", "h2.content-detail-sapo", ".newFeature__main-textBold", ".newsFeature__sapo")
        BODY = ("#maincontent", ".maincontent.main-content", ".maincontent", ".newFeature__main")
        BYLINE = (
            ".article-detail-author .name",
            ".article-detail-author__info .name",
            ".article-detail-author .article-detail-author__info",
            ".newFeature__main-author",
            "p.author",
        )
        DATE = (
            ".bread-crumb-detail__time",
            ".breadcrumb-box__time p",
            ".breadcrumb-box__time",
            ".newFeature__time",
            ".article-detail-date",
        )
        CLOCK = (".header__date", ".top-bar__time")
        CAPTION = (
            "figure.vnn-content-image figcaption",
            ".vnn-content-image figcaption",
            "figcaption",
            "table.image td",
            ".image_desc",
        )
        RELATED = (
            ".insert-wiki-content",
            ".vnn-template-noneditable",
            ".related-news",
            ".insert-news",
            ".article-relate",
            ".inner-article",
            ".template-ReferNewsOneItem",
            ".template-ReferNews",
        )
        TAGS = (".tag-cotnent", ".tag-content", ".vnn-tags")
        DROP = (".vnn-share-social", ".box-rating", ".banner", ".article-detail-social")

    class V1(Layout):
        """Until 2022."""

        VALID_UNTIL = dt.date(2022, 3, 31)
        SIGNATURE = ("#ArticleContent", ".ArticleContent", ".ArticleDetail")
        TITLE = ("h1.title", ".ArticleDetail h1", "h1")
        LEAD = (".bold.ArticleLead", ".ArticleLead", ".bold-intro")
        BODY = ("#ArticleContent", ".ArticleContent")
        BYLINE = (".bo-authors", "p.author", "span.author")
        DATE = (".ArticleDate", "span.ArticleDate", ".time-zone")
        CAPTION = ("td.image_desc", "table.ImageBox td", ".image_desc", "table.image td")
        RELATED = (".article-relate", ".VnnAdsPos", ".inner-article", ".Article-Related")
