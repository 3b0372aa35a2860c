"""Documents that are already cut into sentences: a JSON list or JSON Lines, gzipped or not.

Each is ``{"doc", "sentences": […], "published"?, "language"?}``. JSON Lines are read a line at a time, so that a file
of any length is bounded in memory; a line that is broken is reported and the rest goes on.
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from banggiao.records import ReadingError


class SentenceDocument(msgspec.Struct, frozen=True):
    """One document given as sentences; the first is its title."""

    doc: str
    sentences: list[str]
    published: str | None = None
    language: str | None = None


_ONE = msgspec.json.Decoder(SentenceDocument)
_MANY = msgspec.json.Decoder(list[SentenceDocument])
_MIB = 1024 * 1024
MAX_LINE_BYTES = 16 * _MIB
"""One document of JSON Lines, and MAX_LIST_BYTES of a JSON list, unpacked: a small gzip file may hold any number."""
MAX_LIST_BYTES = 256 * _MIB
_TOO_LONG = f"longer than {MAX_LINE_BYTES // _MIB} MiB, so not one document"
_FORM = '{"doc": "…", "sentences": ["…"]}'


def read_sentence_file(name: str, report: Callable[[ReadingError], None]) -> Iterator[SentenceDocument]:
    """The documents of the file ``name`` (``-``: standard input); what cannot be read goes to ``report``."""
    try:
        with _open(name) as stream:
            head = _first_character(stream)
            if head == b"[":
                yield from _whole(name, stream, report)
            elif not head:
                report(ReadingError(f"{name}: is empty; expected a JSON list or JSON Lines of {_FORM}"))
            else:
                yield from _lines(name, stream, report)
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or str(error)
        report(ReadingError(f"{name}: cannot be read ({why}); check the path, its rights and that it is complete"))


def _open(name: str) -> Any:
    """A buffered reader of the file's bytes, unpacked when it is gzipped."""
    raw: Any = sys.stdin.buffer if name == "-" else Path(name).open("rb")  # noqa: SIM115 (the caller closes it)
    buffered = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(raw)
    if buffered.peek(2)[:2] == b"\x1f\x8b":
        return io.BufferedReader(gzip.GzipFile(fileobj=buffered))
    return buffered


def _first_character(stream: Any) -> bytes:
    """The first character that is not blank, left in the stream; a byte order mark is skipped."""
    while True:
        ahead = stream.peek(1)
        if not ahead:
            return b""
        blank = len(ahead) - len(ahead.lstrip(b" \t\r\n\xef\xbb\xbf"))
        if blank < len(ahead):
            stream.read(blank)
            return bytes(stream.peek(1)[:1])
        stream.read(len(ahead))


def _skip_line(stream: Any, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(MAX_LINE_BYTES)


def _whole(name: str, stream: Any, report: Callable[[ReadingError], None]) -> Iterator[SentenceDocument]:
    data = stream.read(MAX_LIST_BYTES + 1)
    if len(data) > MAX_LIST_BYTES:
        report(ReadingError(f"{name}: a list of more than {MAX_LIST_BYTES // _MIB} MiB; give one object a line"))
        return
    try:
        yield from _MANY.decode(data)
    except (msgspec.MsgspecError, RecursionError) as error:
        report(ReadingError(f"{name}: is not a JSON list of {_FORM} ({error}); mend it or give one object a line"))
    except UnicodeDecodeError:
        report(ReadingError(f"{name}: is not UTF-8; convert it first"))


def _lines(name: str, stream: Any, report: Callable[[ReadingError], None]) -> Iterator[SentenceDocument]:
    for number, line in enumerate(iter(lambda: stream.readline(MAX_LINE_BYTES + 1), b""), 1):
        if not line.strip():
            continue
        if len(line) > MAX_LINE_BYTES:
            report(ReadingError(f"{name}, line {number}: {_TOO_LONG}; the rest of the file is read"))
            _skip_line(stream, line)
            continue
        try:
            yield _ONE.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            report(ReadingError(f"{name}, line {number}: is not {_FORM} ({error}); the rest of the file is read"))
