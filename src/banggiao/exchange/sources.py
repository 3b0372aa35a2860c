"""Files of event data as lines and rows: text, gzip, zip or Parquet, read as a stream in bounded memory.

Which format a file has is seen from its content, never from its name: GDELT's ``.csv`` is tab-separated.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from msgspec import Struct

from banggiao.exchange import columns

FORMATS = ("icews", "gdelt", "plover", "keds")
LONGEST = 4 << 20
"""Bytes of a line that are read; a longer one is broken."""
_BATCH = 16_384
_MAGIC = {b"PAR1": "parquet", b"PK\x03\x04": "zip", b"\x1f\x8b": "gzip"}


class SourceError(Exception):
    """A file that cannot be imported: the message is one sentence naming it, what was wrong and what to do."""


class Broken(Struct, frozen=True):
    """A row that cannot be used: its 1-based line, and why in a few words."""

    line: int
    why: str


class Table(Struct):
    """The rows of a file, each with its 1-based line (in Parquet: its number), under ``columns``."""

    form: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, list[str]] | Broken]


class Lines(Struct):
    """The lines of a file of PLOVER's JSON Lines, each with its 1-based number."""

    form: str
    rows: Iterator[tuple[int, bytes] | Broken]


def fingerprint(path: Path) -> str:
    """What names the content of a file: its SHA-256, shortened to 32 hexadecimal digits."""
    digest = sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()[:32]


@contextmanager
def opened(path: Path, form: str | None = None) -> Iterator[Table | Lines]:
    """The content of ``path`` as rows, ``form`` (of :data:`FORMATS`) where it is known. SourceError when unusable."""
    with ExitStack() as stack:
        try:
            kind = _kind(path)
            if kind == "parquet":
                yield _parquet(path, form)
                return
            stream = stack.enter_context(_stream(path, kind))
            yield _text(path, stream, form)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            reason = getattr(error, "strerror", None) or str(error) or "it ends too early"
            raise SourceError(f"{path}: cannot be read ({reason}); check the file, or fetch it anew") from error


def _kind(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(4)
    return next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "text")


@contextmanager
def _stream(path: Path, kind: str) -> Iterator[IO[bytes]]:
    if kind == "gzip":
        with gzip.open(path) as stream:
            yield io.BufferedReader(stream, 1 << 18)
    elif kind == "zip":
        with zipfile.ZipFile(path) as archive:
            names = [info.filename for info in archive.infolist() if not info.is_dir()]
            if len(names) != 1:
                raise SourceError(f"{path}: holds {len(names)} files, not one; unpack it and name the files")
            with archive.open(names[0]) as stream:
                yield stream
    else:
        with path.open("rb") as stream:
            yield stream


def _text(path: Path, stream: IO[bytes], form: str | None) -> Table | Lines:
    lines = _lines(stream)
    first = next(lines, None)
    if first is None:
        raise SourceError(f"{path}: is empty; nothing is imported from it")
    if isinstance(first, Broken):
        raise SourceError(f"{path}: {first.why} in line {first.line}; it is no file of event data")
    number, head = first
    found = _form(head)
    if found is None or form not in (None, found):
        what = f"looks like {found}, not {form}" if found else "is in no format that is known"
        raise SourceError(f"{path}: {what}; event data are {', '.join(FORMATS)}: name it with --format")
    again = _chain((number, head), lines)
    if found == "plover":
        return Lines("plover", again)
    if found == "keds":
        return _comma_separated(lines, head)
    if found == "gdelt":
        return Table("gdelt", columns.GDELT, _fields(again, len(columns.GDELT)))
    names = tuple(_decoded(head).split("\t"))
    return Table(found, names, _fields(lines, len(names)))


def _form(head: bytes) -> str | None:
    """The format of a file by its first line."""
    if head.lstrip().startswith(b"{"):
        return "plover"
    fields = head.split(b"\t")
    if len(fields) == len(columns.GDELT) and fields[0].strip().isdigit():
        return "gdelt"
    text = head.decode("utf-8", "replace")
    names = text.split("\t") if len(fields) > 1 else next(csv.reader([text]), [])
    return columns.form_of(names)


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes] | Broken]:
    """Lines without their end; only a line feed ends one, so that a field keeps every other character."""
    number = 0
    while line := stream.readline(LONGEST + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield Broken(number, f"longer than {LONGEST >> 20} MiB")
            continue
        line = line.removesuffix(b"\n").removesuffix(b"\r")
        if line:
            yield number, line


def _chain(
    first: tuple[int, bytes], rest: Iterator[tuple[int, bytes] | Broken]
) -> Iterator[tuple[int, bytes] | Broken]:
    yield first
    yield from rest


def _decoded(line: bytes) -> str:
    return line.decode("utf-8")


def _fields(lines: Iterable[tuple[int, bytes] | Broken], count: int) -> Iterator[tuple[int, list[str]] | Broken]:
    for row in lines:
        if isinstance(row, Broken):
            yield row
            continue
        number, line = row
        try:
            fields = line.decode("utf-8").split("\t")
        except UnicodeDecodeError:
            yield Broken(number, "not UTF-8")
            continue
        if len(fields) == count:
            yield number, fields
        else:
            yield Broken(number, f"{len(fields)} columns, not {count}")


def _comma_separated(lines: Iterator[tuple[int, bytes] | Broken], head: bytes) -> Table:
    names = tuple(next(csv.reader([_decoded(head)])))

    def rows() -> Iterator[tuple[int, list[str]] | Broken]:
        for row in lines:
            if isinstance(row, Broken):
                yield row
                continue
            number, line = row
            try:
                text = line.decode("utf-8")
                fields = next(csv.reader([text], strict=True)) if '"' in text else text.split(",")
            except (UnicodeDecodeError, csv.Error) as error:
                yield Broken(number, "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error))
                continue
            if len(fields) == len(names):
                yield number, fields
            else:
                yield Broken(number, f"{len(fields)} columns, not {len(names)}")

    return Table("keds", names, rows())


def _parquet(path: Path, form: str | None) -> Table:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise SourceError(f"{path}: is Parquet, which needs pyarrow; install it with: pip install pyarrow") from error
    try:
        file = pyarrow.parquet.ParquetFile(path)
    except pyarrow.ArrowException as error:
        raise SourceError(f"{path}: is damaged Parquet ({_first_line(error)}); fetch it anew") from error
    names = tuple(file.schema_arrow.names)
    found = columns.form_of(names)
    if found is None or form not in (None, found):
        shown = ", ".join(names[:8])
        raise SourceError(f"{path}: has the columns {shown}, which no format has that is known; see --help")

    def rows() -> Iterator[tuple[int, list[str]] | Broken]:
        number = 0
        try:
            for batch in file.iter_batches(batch_size=_BATCH):
                cells = [_texts(column) for column in batch.columns]
                for fields in zip(*cells, strict=True):
                    number += 1
                    yield number, list(fields)
        except (pyarrow.ArrowException, OSError) as error:
            yield Broken(number + 1, f"damaged from here on ({_first_line(error)})")

    return Table(found, names, rows())


def _texts(column: object) -> list[str]:
    values: list[object] = column.to_pylist()  # type: ignore[attr-defined]
    return ["" if value is None else value if isinstance(value, str) else str(value) for value in values]


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
