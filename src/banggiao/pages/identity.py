"""The stable name of a document: the same text from the same address has the same id, on any machine, at any time."""

from __future__ import annotations

import hashlib


def document_id(text: str, url: str | None = None) -> str:
    """``d`` and 16 hexadecimal digits of the SHA-256 of the normalised text and the address (none counts as empty)."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    digest.update(b"\0" + (url or "").encode("utf-8", "surrogatepass"))
    return "d" + digest.hexdigest()[:16]
