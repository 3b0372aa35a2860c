"""Vietnamese services of foreign broadcasters: BBC, VOA, RFI, RFA."""

from __future__ import annotations

from banggiao.pages.publishers.base import Layout, PublisherProfile


class Bbc(PublisherProfile):
    """bbc.com/vietnamese: class names are generated, so structure and roles serve."""

    NAME = "BBC"

    class V1(Layout):
        """Since 2020."""

        SIGNATURE = ("main[role=main] h1#content", "#content[tabindex]")
        TITLE = ("h1#content",)
        BODY = ("main[role=main]",)
        BYLINE = ("[data-e2e=byline]", "[class*=byline]")
        DATE = ("main[role=main] time",)
        CAPTION = ("figcaption", "figure p")
        RELATED = (
            "[data-e2e=recommendations-heading]",
            "[data-e2e=related-content-heading]",
            "section[role=region]",
            "[data-e2e=links-grid]",
        )
        DROP = ("[class*=social]", "[data-e2e=media-loader__container]", "[data-e2e=media-player]")


class Pangea(PublisherProfile):
    """voatiengviet.com (Pangea, as Radio Free Europe uses it)."""

    NAME = "Pangea"

    class V1(Layout):
        """Since 2014."""

        SIGNATURE = ("#article-content .wsw", ".body-container .wsw", "h1.title.pg-title")
        TITLE = ("h1.pg-title", "h1.title")
        LEAD = (".intro p", ".intro")
        BODY = ("#article-content .wsw", ".wsw", "#article-content")
        BYLINE = (".links__item-link", ".authors", ".links--authors")
        DATE = (".published time", ".publishing-details time", "time")
        CAPTION = ("figcaption", ".caption", ".media-container .media-image__caption")
        RELATED = (".wsw__embed--small", ".also-read", ".media-block", ".wsw__embed", "[class*=also-read]")
        DROP = (".c-mmp", ".share--box", ".infographic", ".c-sticky-element")


class FranceMedias(PublisherProfile):
    """rfi.fr."""

    NAME = "France Medias Monde"

    class V1(Layout):
        """Since 2019."""

        SIGNATURE = (".t-content__body", ".t-content__title")
        TITLE = ("h1.t-content__title", ".t-content__title", "h1.a-page-title")
        LEAD = (".t-content__chapo",)
        BODY = (".t-content__body",)
        BYLINE = (".t-content__authors", ".m-from-author__name", ".m-from-author")
        DATE = (".t-content__dates time", ".m-pub-dates__date time", ".t-content__dates")
        CAPTION = ("figcaption", ".m-figure__caption")
        RELATED = (".o-self-promo", ".m-em-article", ".o-article-embed", ".m-item-list-article", ".m-em-quote__related")
        TAGS = (".t-content__tags", ".m-tags-list")
        DROP = (".o-ad-container", ".m-em-image__credits", ".a-read-more")
