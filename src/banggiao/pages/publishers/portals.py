"""Outlets with systems of their own: 24h.com.vn, laodong.vn, cand.com.vn, baodautu.vn, baotintuc.vn, vtcnews.vn."""

from __future__ import annotations

from banggiao.pages.publishers.base import Layout, PublisherProfile


class TwentyFourHours(PublisherProfile):
    """24h.com.vn and eva.vn."""

    NAME = "24h"

    class V1(Layout):
        """Since 2018."""

        SIGNATURE = (
            "#article_body",
            "article.cate-24h-foot-arti-deta-info",
            ".cate-24h-foot-arti-deta-info",
            "h1.clrTit",
        )
        TITLE = ("h1.tuht_show", "h1.clrTit", "h1#article_title", "h1")
        LEAD = ("h2#article_sapo", "#article_sapo", ".ctTp", ".cate-24h-foot-arti-deta-sum")
        BODY = (
            "article.cate-24h-foot-arti-deta-info",
            "#article_body",
            ".cate-24h-foot-arti-deta-info",
            ".text-conent",
        )
        BYLINE = (".nguontin", ".cate-24h-foot-arti-deta-author")
        DATE = ("time.cate-24h-foot-arti-deta-cre-post", ".cate-24h-foot-arti-deta-cre-post", ".updTm")
        SOURCE = (".nguontin", ".source-news", ".linkOrigin")
        CAPTION = (".img_chu_thich_0407", ".img-desc", "figcaption", ".imgCation")
        RELATED = (".bv-lq", ".tuht-dts", ".baiviet-bailienquan", ".bai-lien-quan")
        TAGS = (".tag-box", ".cate-24h-foot-tags")


class LaoDong(PublisherProfile):
    """laodong.vn."""

    NAME = "Lao Dong"

    class V1(Layout):
        """Since 2018."""

        SIGNATURE = (".art-body", "#gallery-ctt", ".m-top-story-detail", ".wrapper-detail .chappeau")
        TITLE = ("h1.title", ".art-title", "h1")
        LEAD = (".chappeau", ".abs", "p.abs")
        BODY = (".art-body", "#gallery-ctt", ".article-content")
        BYLINE = (".author .name", ".authors .bold", "span.author", ".author")
        DATE = (".time span", "time", ".f-datetime", ".m-bottom .time", ".time")
        CAPTION = ("figcaption", ".image-caption", ".caption", "table.tbl-image td")
        RELATED = (".lst-stories", ".art-relate", ".article-related", ".insert-link-widget", ".widget-related")
        TAGS = (".keywords", ".lst-tags")


class PeoplesPolice(PublisherProfile):
    """cand.com.vn and antv.gov.vn."""

    NAME = "Cand"

    class V1(Layout):
        """Since 2020."""

        SIGNATURE = (".box-title-detail", ".detail-content-body", ".entry-content-cand")
        TITLE = (".box-title-detail", "h1.titledetail", "h1")
        LEAD = (".box-des-detail", ".desnews", ".sapo")
        BODY = (".detail-content-body", ".post-content", ".entry-content-cand")
        BYLINE = (".box-author", ".author")
        DATE = (".box-date", ".timepost", ".date")
        CAPTION = (".contref", "figcaption", ".box-img-caption", "td.caption")
        RELATED = (".box-relate-inline", ".news-related", ".list-relate-top")
        TAGS = (".box-tag", ".tags")


class Investment(PublisherProfile):
    """baodautu.vn and tinnhanhchungkhoan.vn."""

    NAME = "Bao Dau tu"

    class V1(Layout):
        """Since 2015."""

        SIGNATURE = ("#content_detail_news", ".sapo_detail", ".title-detail .author")
        TITLE = (".title-detail", "h1.title-detail", "h1")
        LEAD = (".sapo_detail",)
        BODY = ("#content_detail_news",)
        BYLINE = ("a.author", ".author")
        DATE = (".post-time", ".date-detail")
        CLOCK = (".date_header", ".header_date")
        CAPTION = ("td.caption", ".caption", "table.MASTERCMS_TPL_TABLE td")
        RELATED = (".tin_lien_quan", ".list_related", ".box_related_news")
        TAGS = (".tag_detail", ".box_tag")


class NewsAgencyDaily(PublisherProfile):
    """baotintuc.vn and vtcnews.vn: systems of their own with plain names."""

    NAME = "Bao Tin tuc"

    class V1(Layout):
        """Since 2017."""

        SIGNATURE = (".detail-left .contents", ".content-wrapper.edittor-content", "h1.font28")
        TITLE = ("h1.detail-title", "h1.font28", "h1")
        LEAD = ("h2.sapo", ".sapo", "h2.font18", ".font18")
        BODY = (".detail-left .contents", ".edittor-content", ".contents")
        BYLINE = (".author", ".author-make")
        DATE = (".date .txt", ".time-update", ".date")
        CAPTION = ("td.caption", "figcaption", ".expNoEdit figcaption", ".expEdit")
        RELATED = (".relate_link", ".relate", ".boxrelated")
        TAGS = (".keysword", ".keylink")
