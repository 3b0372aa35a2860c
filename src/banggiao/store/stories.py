"""What the documents of the store have in common: reprints and their origin, events told by several.

The writer calls :func:`link_documents` and then :func:`join_events`; listings ask :func:`reprints` and
:func:`occurrences`; persons decide through :func:`decide` and :func:`undo`.
"""

from __future__ import annotations

from banggiao.store.occurrences import join_events, occurrences
from banggiao.store.reprints import link_documents

__all__ = ["join_events", "link_documents", "occurrences"]
