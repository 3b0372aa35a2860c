"""The ledger: mechanisms and measures as entities with a history, joined from what many documents say.

Both are functions of the set of what was told and of the date asked for: the order in which documents came in does not
matter, and nothing told after ``as_of`` is seen.
"""

from banggiao.relations.ledger_measures import measures
from banggiao.relations.ledger_mechanisms import mechanisms

__all__ = ["measures", "mechanisms"]
