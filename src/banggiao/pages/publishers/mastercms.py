"""MasterCMS: baoquocte.vn and its like. Captions stand in tables, teasers of other stories in tables beside them."""

from __future__ import annotations

import datetime as dt

from banggiao.pages.publishers.base import Layout, PublisherProfile


class MasterCMS(PublisherProfile):
    """The pages of MasterCMS."""

    NAME = "MasterCMS"

    class V2(Layout):
        """Since 2021."""

        SIGNATURE = (
            ".__MASTERCMS_CONTENT",
            "table.MASTERCMS_TPL_TABLE",
            ".__mastercms_content",
            ".article-detail-title",
            ".post-detail-title",
        )
        TITLE = (
            "h1.article-detail-title",
            ".article-detail-title",
            "h1.post-title",
            "h1.detail-title",
            ".post-detail-title",
        )
        LEAD = (".article-detail-desc", ".post-desc", ".detail-desc", ".article-desc", ".item-desc-detail")
        BODY = (
            ".__MASTERCMS_CONTENT",
            ".article-detail-content",
            ".post-content",
            "#__MB_MASTERCMS_EL_3",
            ".detail-content-body",
        )
        BYLINE = (".article-detail-author", ".article-author", ".author-name", ".bx-author", "#__MB_MASTERCMS_EL_2")
        DATE = (
            ".article-detail-date",
            ".article-publish-date",
            ".format_date",
            ".format_time",
            ".post-date",
            ".article-date",
        )
        CLOCK = (".time-now", ".date-now", "#clock", ".header-date")
        SOURCE = (".article-detail-source", ".article-source", ".source-name")
        CAPTION = (
            "table.MASTERCMS_TPL_TABLE td",
            "table.MASTERCMS_TPL_TABLE th",
            ".image-caption",
            ".MASTERCMS_TPL_CAPTION",
        )
        RELATED = (
            ".__MB_ARTICLE_A",
            ".MASTERCMS_RELATED",
            ".article-related",
            ".box-article-related",
            "div[class*=__MASTERCMS_RELATED]",
            "table.__mb_article_in_image",
            "div.__MB_ARTICLE_IN",
            ".explus_related_1404022217",
        )
        TAGS = (".article-tag", ".article-detail-tag", ".bx-tag", ".tags")
        DROP = (".fb-like", ".article-toolbar", ".box-social", ".googlenews", ".follow-google")

    class V1(Layout):
        """Until 2021, with the body in ``#contentdetail`` or ``.item-content``."""

        VALID_UNTIL = dt.date(2021, 12, 31)
        SIGNATURE = ("table.mastercms_tpl_table", "#mastercms_content", "h1.detail_title", ".title-detail-news")
        TITLE = ("h1.detail_title", ".title-detail-news", "h1")
        LEAD = (".detail_desc", ".item-desc", ".sapo-detail")
        BODY = ("#contentdetail", ".item-content", ".detail_content", "#mastercms_content")
        BYLINE = (".detail_author", ".item-author")
        DATE = (".detail_date", ".item-date")
        CAPTION = ("table.mastercms_tpl_table td",)
        RELATED = (".tin-lien-quan", ".box_related")
