"""Kinds of plans, and which of them are names of one thing: what is called a visit here is a meeting there."""

from __future__ import annotations

CONTACTS = frozenset({"visit", "meeting", "talks", "summit", "session", "conference"})
"""Kinds in which delegations come together: one report may call a visit what another calls talks."""


LINKS = frozenset({"flights", "embassy"})
"""Kinds that stand between places: where they are is a party, told as one or not."""


def family(kind: str | None) -> str:
    """The family of ``kind``: ``contact`` for delegations that come together, else the kind itself."""
    return "contact" if kind in CONTACTS else kind or "other"
