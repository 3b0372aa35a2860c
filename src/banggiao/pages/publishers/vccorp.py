"""VCCorp's system: tuoitre.vn, thanhnien.vn, nld.com.vn, cafef.vn, soha.vn, baochinhphu.vn, vtv.vn and others."""

from __future__ import annotations

import datetime as dt

from banggiao.pages.publishers.base import Layout, PublisherProfile


class VCCorp(PublisherProfile):
    """The pages of VCCorp's system: ``detail-content afcbc-body``."""

    NAME = "VCCorp"

    class V2(Layout):
        """Since about 2022."""

        SIGNATURE = (
            "div.afcbc-body",
            "[data-role=content]",
            "div.VCSortableInPreviewMode",
            "figure.VCSortableInPreviewMode",
        )
        TITLE = (
            "h1[data-role=title]",
            "h1.detail-title",
            "h1.article-title",
            "h1.title-detail",
            "h1.detail__title",
            "h1.title",
            "h1.news-title",
            "h1.title-page",
        )
        LEAD = (
            "h2[data-role=sapo]",
            ".detail-sapo",
            "h2.sapo",
            "p.sapo",
            ".detail__sapo",
            ".singular-sapo",
            "h2.news-sapo",
            "[data-role=sapo]",
            ".sapo",
        )
        BODY = (
            "div.detail-content.afcbc-body",
            "[data-role=content]",
            "div.detail-cmain .detail-content",
            "div.afcbc-body",
            ".detail-content",
            ".detail__content",
            "#main-detail-body",
            ".contentdetail",
            ".news-content",
            "#mainContent",
            ".ta-justify",
        )
        BYLINE = (
            "[data-role=author]",
            ".detail-author",
            ".author-info .name",
            ".detail-info .author",
            ".detail__author",
            "p.author",
            ".author",
            ".news-info .author",
            ".authorname",
        )
        DATE = (
            "[data-role=publishdate]",
            ".detail-time",
            ".detail__pubdate",
            "span.pdate",
            ".date-time",
            ".publish-date",
            ".time-source-detail .time",
            ".detail-info .time",
            ".news-info .time",
            ".op-published",
            ".dateandcat .pdate",
        )
        CLOCK = (".header__date", ".head-date", ".header-date", "#hdNow", ".date-now", ".current-date")
        SOURCE = (
            ".detail-source",
            "[data-role=source]",
            ".source",
            ".link-source-name",
            ".link-source-wrapper",
            ".bottom-info",
        )
        CAPTION = (
            ".PhotoCMS_Caption",
            ".VideoCMS_Caption",
            ".PhotoCMS_Author",
            "figcaption",
            ".LayoutAlbumCaption",
            ".media-caption",
            ".ck-caption",
        )
        RELATED = (
            "div.VCSortableInPreviewMode[type=RelatedNewsBox]",
            "div.VCSortableInPreviewMode[type=RelatedOneNews]",
            "div[type=RelatedNewsBox]",
            "div[type=RelatedOneNews]",
            "[type=RelatedNews]",
            ".kbwscwl-relatedbox",
            ".relate-container",
            ".box-tin-lien-quan",
            ".detail-related",
            ".tlqbox",
            ".link-box-tlq",
            "[data-role=relate]",
        )
        TAGS = (
            ".detail-tab",
            ".detail-tags",
            "[data-role=tags]",
            ".detail__tags",
            ".tags-item",
            ".tagdetail",
            ".detail-tag",
        )
        DROP = (
            "div.VCSortableInPreviewMode[type=VideoStream] .VideoCMS_Note",
            ".detail-like",
            ".social",
            ".box-gg-news",
            "[type=Vote]",
            ".zoomlight",
        )

    class V1(Layout):
        """Until about 2021: ``fck`` and ``#main-detail-body`` of tuoitre.vn, ``#abody`` of thanhnien.vn."""

        VALID_UNTIL = dt.date(2021, 12, 31)
        SIGNATURE = (
            "#main-detail-body",
            "#abody",
            "#contentAvatar",
            ".knc-content",
            ".content-news-detail",
            ".detail_content",
        )
        TITLE = (
            "h1.article-title",
            "h1.details__headline",
            "h1.title-content",
            "h1.news-title",
            "h1.title_detail",
            "h1",
        )
        LEAD = ("h2.sapo", "#chapeau", ".sapo", "h2.knc-sapo", ".knc-sapo")
        BODY = (
            "#main-detail-body",
            "#abody",
            "#cotent_detail",
            ".knc-content",
            ".content-news-detail",
            ".detail_content",
            "div.content.fck",
        )
        BYLINE = (".author", ".details__author__meta h4", ".ovh.content-author", "#author")
        DATE = (".date-time", ".details__meta time", ".news-info .time", ".timestamp", ".kbwcm-time")
        CAPTION = (".PhotoCMS_Caption", ".imgcaption", "figcaption")
        RELATED = (
            ".relate-container",
            ".details__morenews",
            ".box_tinlienquan",
            "[type=RelatedNewsBox]",
            "[type=RelatedOneNews]",
        )
        TAGS = (".tags-container", ".details__tags", ".block-tags")
