"""The newest events of a query as a feed: Atom (RFC 4287) and JSON Feed 1.1.

Ids are stable: an entry's is made of its event's id, the feed's of what is asked for; so readers see nothing twice,
and the same query over the same store gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

import msgspec
from msgspec import Struct

from banggiao.exchange.fields import plain, xml
from banggiao.store.events import EventRow
from banggiao.store.filters import Filter
from banggiao.version import __version__

_SPACE = uuid.UUID("5f0a2f0e-7d3c-5c51-9a55-0c8f9a7b6d11")
_NEVER = dt.date(1970, 1, 1)


class Feed(Struct, frozen=True):
    """What the feed is called, what it asks for, its entries (newest first), and the address it will have, if known.

    ``headline`` puts an event into a few words in the reader's language.
    """

    title: str
    wanted: Filter
    rows: tuple[EventRow, ...]
    headline: Callable[[EventRow], str]
    language: str = "en"
    address: str | None = None


def feed_id(wanted: Filter) -> str:
    """The id of the feed of a query."""
    return uuid.uuid5(_SPACE, msgspec.json.encode(wanted, order="deterministic").decode()).urn


def entry_id(row: EventRow) -> str:
    """The id of the entry of an event."""
    return uuid.uuid5(_SPACE, row.id).urn


def atom(feed: Feed) -> Iterator[bytes]:
    """The feed as Atom."""
    updated = _instant(max((_told(row) for row in feed.rows), default=_NEVER))
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(feed.language)}>\n'.encode()
    yield f"<id>{feed_id(feed.wanted)}</id>\n<title>{_text(feed.title)}</title>\n".encode()
    yield f"<updated>{updated}</updated>\n<author><name>banggiao</name></author>\n".encode()
    yield f'<generator version="{__version__}">banggiao</generator>\n'.encode()
    if feed.address:
        yield f'<link rel="self" type="application/atom+xml" href={_attribute(feed.address)}/>\n'.encode()
    for row in feed.rows:
        yield "".join(_entry(row, feed)).encode()
    yield b"</feed>\n"


def _entry(row: EventRow, feed: Feed) -> Iterator[str]:
    yield f"<entry>\n<id>{entry_id(row)}</id>\n<title>{_text(feed.headline(row))}</title>\n"
    yield f"<updated>{_instant(_told(row))}</updated>\n"
    if row.known:
        yield f"<published>{_instant(row.known)}</published>\n"
    if link := _link(row):
        yield f'<link rel="alternate" href={_attribute(link)}/>\n'
    if row.document and row.document.outlet:
        yield f"<source><title>{_text(row.document.outlet)}</title></source>\n"
    for code in dict.fromkeys((*row.actors, *row.recipients)):
        yield f"<category term={_attribute(code)}/>\n"
    yield f'<category term={_attribute(row.type)}/>\n<content type="text">{_text(row.quote)}</content>\n</entry>\n'


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed."""
    items = []
    for row in feed.rows:
        item = {
            "id": entry_id(row),
            "url": _link(row),
            "title": plain(feed.headline(row)),
            "content_text": plain(row.quote),
            "date_published": _instant(row.known) if row.known else None,
            "authors": [{"name": row.document.outlet}] if row.document and row.document.outlet else None,
            "tags": list(dict.fromkeys((row.type, *row.actors, *row.recipients))),
        }
        items.append({name: value for name, value in item.items() if value is not None})
    found = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "feed_url": feed.address,
        "language": feed.language,
        "authors": [{"name": "banggiao"}],
        "_banggiao": {"id": feed_id(feed.wanted), "version": __version__},
        "items": items,
    }
    return msgspec.json.encode({name: value for name, value in found.items() if value is not None}) + b"\n"


def _told(row: EventRow) -> dt.date:
    return row.known or (row.date and row.date.start) or _NEVER


def _instant(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _link(row: EventRow) -> str | None:
    """The document's address where it is one of the web: nothing else becomes a link."""
    address = row.document.url if row.document else None
    try:
        parts = urlsplit(address or "")
    except ValueError:  # an address that nobody could follow
        return None
    if parts.scheme not in ("http", "https"):
        return None
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _text(text: str) -> str:
    return escape(xml(text))


def _attribute(text: str) -> str:
    return quoteattr(xml(text))
