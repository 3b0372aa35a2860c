"""The roles that a line of a page can have, and which of them carry facts.

Every line has exactly one. Unsure is ``unknown``, and no fact is taken from it.
"""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal[
    "title",
    "byline",
    "agency_credit",
    "outlet",
    "dateline",
    "published_time",
    "lead",
    "body",
    "image_alt_slug",
    "image_alt_caption",
    "photo_caption",
    "follow_widget",
    "font_size_widget",
    "related_box_header",
    "related_link",
    "teaser_title",
    "teaser_image_alt_title",
    "teaser_summary",
    "mostread_header",
    "mostread_title",
    "readmore_header",
    "readmore_image_alt_title",
    "readmore_title",
    "readmore_summary",
    "tags",
    "comment_widget",
    "player_widget",
    "ad_marker",
    "footer_imprint",
    "site_chrome",
    "chrome_today_date",
    "list_title",
    "list_summary",
    "blank",
    "unknown",
]

ROLES: frozenset[str] = frozenset(get_args(Role))

FACT_ROLES: frozenset[str] = frozenset({"title", "lead", "body", "photo_caption"})
"""Lines whose sentences are facts of the article."""

STORY_ROLES: frozenset[str] = FACT_ROLES | {
    "related_link",
    "teaser_title",
    "teaser_summary",
    "mostread_title",
    "readmore_title",
    "readmore_summary",
    "list_title",
    "list_summary",
}
"""The article's lines and those of the other stories on its page (each told once: image texts are left out)."""
