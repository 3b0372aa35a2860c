"""A second opinion on where the body stands, asked only in doubt: trafilatura reads the page, and its paragraphs are
looked up among ours. It takes twenty times as long as all the rest, so it is imported and asked only when an article
is expected but little running text was found in one place."""

from __future__ import annotations

import logging

from banggiao.pages.html_dom import Dom, clean
from banggiao.pages.html_meta import Metadata
from banggiao.pages.html_words import Words, key
from banggiao.pages.html_zones import Zones

_ENOUGH = 500  # characters of running text in the body that need no second opinion
_SURE = 0.5
_LARGEST = 3_000_000  # characters of HTML beyond which no second opinion is asked


def second_vote(text: str, dom: Dom, zones: Zones, words: Words, meta: Metadata) -> bool:
    """Ask trafilatura where the first answer is weak; True when the body was moved."""
    if (
        (zones.mass >= _ENOUGH and zones.share >= _SURE)
        or (zones.layout is not None and zones.body >= 0)
        or len(text) > _LARGEST
    ):
        return False
    try:
        import trafilatura

        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
        found = trafilatura.extract(text, include_comments=False, include_tables=False, favor_precision=True)
    except Exception:  # a second opinion must not take down the first
        return False
    wanted = {key(clean(line))[:60] for line in (found or "").split("\n") if len(line) >= 60}
    hits = [line for line in dom.lines if len(line.text) >= 60 and key(line.text)[:60] in wanted]
    size = sum(len(line.text) for line in hits)
    if not hits or size < max(300, 1.3 * zones.mass):
        return False
    common = hits[0].block
    for line in hits[1:]:
        common = dom.common(common, line.block)
    if dom.tags[common] in ("body", "html") or common == zones.body:
        return False
    zones.body = dom.parents[common] if len(hits) == 1 else common
    zones.mass = size
    zones.lead = [i for i in zones.lead if i > zones.title]
    return True
