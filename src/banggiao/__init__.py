"""banggiao: who did what to whom among states, dated and sourced, from news pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banggiao.version import __version__

__all__ = ["Store", "__version__", "explain", "open", "read", "read_sentences", "to_gold", "to_json"]

if TYPE_CHECKING:
    from banggiao.api import explain, read, read_sentences, to_gold, to_json
    from banggiao.opening import Store, open


def __getattr__(name: str) -> Any:
    """Load the interface on first use, so that ``import banggiao`` (and ``banggiao --help``) stays quick."""
    if name in ("Store", "open"):
        from banggiao import opening

        return getattr(opening, name)
    if name in __all__:
        from banggiao import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
