"""The same page, the same report, the same event: what documents have in common."""

from banggiao.stories.bodies import bands, signature
from banggiao.stories.likeness import block
from banggiao.stories.occurrences import Decided, groups, join, sources
from banggiao.stories.origins import origins
from banggiao.stories.reprints import Body, Decision, reprint
from banggiao.stories.timing import when

__all__ = [
    "Body",
    "Decided",
    "Decision",
    "bands",
    "block",
    "groups",
    "join",
    "origins",
    "reprint",
    "signature",
    "sources",
    "when",
]
