"""VnExpress."""

from __future__ import annotations

import datetime as dt

from banggiao.pages.publishers.base import Layout, PublisherProfile


class VnExpress(PublisherProfile):
    """The pages of VnExpress: ``article.fck_detail`` since 2019, ``.fck_detail`` or ``#article_content`` before."""

    NAME = "VnExpress"

    class V2(Layout):
        """Since 2019."""

        SIGNATURE = ("article.fck_detail", "h1.title-detail")
        TITLE = ("h1.title-detail", "h1.title-post", "h1.title_news_detail")
        LEAD = ("p.description", ".lead_post_detail", "h2.lead_detail")
        BODY = (
            "article.fck_detail",
            ".fck_detail",
            ".main_fck_detail",
            "#fck_detail_gallery",
            ".block_content_slide_showdetail",
            ".sidebar-1 article",
        )
        BYLINE = ("p.author_mail", "p.author_top", ".author_mail")
        DATE = ("span.date", ".header-content .date", ".time-publish", ".author span.time")
        CLOCK = ("span.time-now",)
        CAPTION = ("figcaption", "p.Image", ".desc_cation", "table.tplCaption p", ".tplCaption p")
        DATELINE = ("span.location-stamp",)
        RELATED = (
            ".box-tinlienquanv2",
            ".box_tinlienquan",
            ".list-news.width_common",
            "ul.list-news",
            ".box_embed_video",
            ".related_news",
            ".box-insert-article",
            ".box_brief_info",
        )
        TAGS = (".tags", ".block_tag", ".item-tag", ".box-tag")
        DROP = (
            ".social_pin",
            ".box_quangcao",
            ".banner-ads",
            ".width-detail-photo .btn",
            ".box_img_video",
            ".btn_icon_show_slide_show",
            ".box-like-detail",
            ".action_thumb",
        )

    class V1(Layout):
        """2010 to 2018."""

        VALID_UNTIL = dt.date(2018, 12, 31)
        SIGNATURE = ("h1.title_news_detail", ".title_news h1", ".short_intro", "#article_content")
        TITLE = ("h1.title_news_detail", ".title_news h1", "h1.Title")
        LEAD = ("h2.description", "h3.short_intro", ".short_intro", "p.description", ".Lead")
        BODY = (
            "article.content_detail",
            ".content_detail.fck_detail",
            ".fck_detail",
            "#article_content",
            ".block_content_slide_showdetail",
        )
        BYLINE = ("p.author_mail", ".author_mail")
        DATE = (".block_timer .left", "span.time", ".block_timer_share .block_timer", ".txt_time")
        CAPTION = ("p.Image", "table.tplCaption p", "td.Image")
        RELATED = (".relative_new", ".list_news_dot_3x3", ".list_news", "#box_tinlienquan")
        TAGS = (".block_tag", ".tag_item")
