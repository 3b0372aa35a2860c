"""Pages wrapped by a browser: MIME archives, and the address that a saved page notes of itself."""

from __future__ import annotations

import email
import email.message
import re

_MIME = re.compile(rb"^(?:from|mime-version|content-type|subject|date|snapshot-content-location)\s*:", re.I)
_RELATED = re.compile(rb"content-type\s*:\s*multipart/", re.I)
_SAVED = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)\s*(https?://[^\s<>\"']{4,1000})", re.I)
_HEAD = 8_000


def unwrap(data: bytes) -> tuple[bytes, str | None]:
    """(the HTML inside a MIME archive, its address), or ``data`` as it is and None. Never raises."""
    head = data[:_HEAD].lstrip()
    if not _MIME.match(head) or not _RELATED.search(head):
        return data, None
    try:
        message = email.message_from_bytes(data)
        for part in message.walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                inner = part.get_payload(decode=True)
                if isinstance(inner, bytes) and inner.strip():
                    return inner, _address(message, part)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return data, None
    return data, None


def _address(message: email.message.Message, part: email.message.Message) -> str | None:
    for found in (message.get("Snapshot-Content-Location"), part.get("Content-Location")):
        address = str(found or "").strip()
        if address.startswith(("http://", "https://")):
            return address
    return None


def saved_from(text: str) -> str | None:
    """The address that a browser wrote into the head of the page when it saved it, or None."""
    found = _SAVED.search(text[:_HEAD])
    return found[1] if found else None
