"""Who did what to whom: rules over typed tokens, clause by clause. ``EventCoder(pack).code(…)`` and ``.explain(…)``."""

from banggiao.events.coder import EventCoder
from banggiao.events.explanation import Derivation, Explanation, Filled, Fired, NearMiss
from banggiao.events.rules import RuleError

__all__ = ["Derivation", "EventCoder", "Explanation", "Filled", "Fired", "NearMiss", "RuleError"]
