"""What stands between the actors of one document: mechanisms, measures, agenda."""

from banggiao.relations.context import Found
from banggiao.relations.derivation import derive

__all__ = ["Found", "derive"]
