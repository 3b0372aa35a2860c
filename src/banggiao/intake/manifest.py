"""A manifest: the pages to read and what is known of each, as JSON Lines.

Each line is ``{"path", "url"?, "published"?, "outlet"?, "language"?}``; paths are relative to the folder of the
manifest. A line that is broken is reported with its number and the rest goes on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from banggiao.intake.files import Input
from banggiao.records import PageHints, ReadingError

_FORM = '{"path": "…", "url"?, "published"?, "outlet"?, "language"?}'
_MAX_LINE_BYTES = 1024 * 1024


class _Line(msgspec.Struct, frozen=True):
    path: str
    url: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None


_DECODER = msgspec.json.Decoder(_Line)


def is_manifest(path: Path) -> bool:
    """Whether the file ``path`` is one: a ``.jsonl`` whose first line that is not blank is an object with a path."""
    if path.suffix != ".jsonl" or not path.is_file():
        return False
    try:
        with path.open("rb") as stream:
            head = next((line for line in iter(lambda: stream.readline(_MAX_LINE_BYTES), b"") if line.strip()), b"")
        _DECODER.decode(head.removeprefix(b"\xef\xbb\xbf"))
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True


def read_manifest(name: str, report: Callable[[ReadingError], None]) -> Iterator[Input]:
    """The pages that the manifest ``name`` lists, with what it says of them; broken lines go to ``report``."""
    folder = Path(name).parent
    try:
        with open(name, "rb") as stream:
            for number, line in enumerate(iter(lambda: stream.readline(_MAX_LINE_BYTES), b""), 1):
                if not line.strip(b" \t\r\n\xef\xbb\xbf"):
                    continue
                try:
                    yield _page(folder, line.removeprefix(b"\xef\xbb\xbf"))
                except ValueError as error:
                    report(ReadingError(f"{name}, line {number}: {error}; the rest of the manifest is read"))
    except OSError as error:
        report(ReadingError(f"{name}: cannot be read ({error.strerror}); check the path and its rights"))


def _page(folder: Path, line: bytes) -> Input:
    """The page of one line; ValueError when it is no line of a manifest."""
    try:
        said = _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"is not {_FORM} ({error})") from error
    if said.published is not None:
        try:
            dt.datetime.fromisoformat(said.published)
        except ValueError:
            raise ValueError(f"{said.published!r} is no day of publication, write it like 2018-07-16") from None
    if not said.path or "\0" in said.path:
        raise ValueError("names no file")
    path = folder / said.path
    return Input(str(path), path, hints=PageHints(said.url, said.published, said.language, said.outlet))
