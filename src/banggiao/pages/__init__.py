"""Pages: bytes → :class:`~banggiao.records.Document`, every line of whose text has exactly one role.

``read_page`` decodes, tells HTML from plain text, and hands the text to the parser for it; ``split_sentences`` cuts the
parts whose facts count. What cannot be read raises :class:`~banggiao.records.ReadingError` with one sentence.
"""

from __future__ import annotations

import re

import msgspec

from banggiao.pages import archives, decoding, language, repair, wrapping
from banggiao.pages.roles import FACT_ROLES, ROLES, STORY_ROLES
from banggiao.pages.sentences import split_sentences
from banggiao.records import Document, PageHints, ReadingError

__all__ = ["FACT_ROLES", "ROLES", "STORY_ROLES", "read_page", "split_sentences"]

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_BLOCK = re.compile(r"<(?:div|article|section|table|header|main|nav|ul|meta|script|link|title)\b[^<>]{0,400}>", re.I)
_HEAD = 20_000


def read_page(data: bytes, *, source: str, hints: PageHints = PageHints()) -> Document:
    """Read one saved page.

    ``source`` is how errors name it (a path, an address). ``hints`` is what the caller knows beforehand.
    Raises ReadingError for what is no page in a language there is a pack for: empty, too large, binary, JSON, …
    """
    data, address = archives.unwrap(data)
    decoded = decoding.decode(data, source)
    address = address or archives.saved_from(decoded.text)
    if address and not hints.url:
        hints = msgspec.structs.replace(hints, url=address)
    _refuse_json(decoded.text, source)
    if is_html(decoded.text):
        from banggiao.pages.html import parse_html

        document = parse_html(decoded.text, source=source, hints=hints)
        if any(c.isalpha() for c in document.text):
            code = language.detect(document.text, source, hints.language)
            document = msgspec.structs.replace(document, language=code)
    else:
        from banggiao.pages.plain import parse_text

        text = repair.strip_markup(decoded.text)
        if text != decoded.text:
            text = repair.normalise(text)
        text = wrapping.join_filled(text)
        code = language.detect(text, source, hints.language)
        document = parse_text(text, source=source, hints=hints, language=code)
    return msgspec.structs.replace(document, encoding="; ".join((decoded.encoding, *decoded.notes)))


def is_html(text: str) -> bool:
    """Whether ``text`` is an HTML document or fragment, not plain text in which a tag stands here and there."""
    head = text[:_HEAD]
    if _HTML.match(head):
        return True
    blocks = len(_BLOCK.findall(head))
    return blocks >= 5 or (blocks >= 1 and head.lstrip().startswith("<"))


def _refuse_json(text: str, source: str) -> None:
    start = text.lstrip()[:1]
    if start not in {"{", "["} or text.rstrip()[-1:] not in {"}", "]"}:
        return
    try:
        msgspec.json.decode(text.strip().encode())
    except (msgspec.DecodeError, RecursionError):
        if not re.match(r"\s*[{\[]\s*[\"{]", text):
            return
    raise ReadingError(
        f"{source}: this is JSON, not a page; articles cut into sentences are read with --input sentences."
    )
