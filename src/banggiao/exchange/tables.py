"""Events as tables: CSV for people, Parquet for programs. The columns are :data:`banggiao.exchange.fields.FIELDS`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from banggiao.exchange.fields import FIELDS, Kind, Value, flat
from banggiao.store.events import EventRow

Write = Callable[[bytes], object]
_PIECE = 1 << 16
_GROUP = 50_000
"""Rows of a row group of Parquet: what is in memory at once."""


class TableError(Exception):
    """A table that cannot be written: the message is one sentence that says what to do."""


def csv_lines(rows: Iterable[EventRow], guarded: bool = True) -> Iterator[bytes]:
    """CSV with a header, UTF-8, one line an event; ``guarded`` against formulas, as a spreadsheet needs it."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow([field.name for field in FIELDS])
    fields = [(field.value, guarded and field.kind in ("string", "list")) for field in FIELDS]
    for row in rows:
        writer.writerow([flat(value(row), guard) for value, guard in fields])
        if page.tell() > _PIECE:
            yield page.getvalue().encode("utf-8", "replace")
            page.seek(0)
            page.truncate()
    yield page.getvalue().encode("utf-8", "replace")


class Sink(io.RawIOBase):
    """A file that is only written to, from front to end, through a function."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._at = 0

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: Any) -> int:
        """Pass ``data`` on."""
        piece = bytes(data)
        self._write(piece)
        self._at += len(piece)
        return len(piece)

    def tell(self) -> int:
        """How much was written."""
        return self._at


def parquet(rows: Iterable[EventRow], write: Write, about: dict[str, str]) -> None:
    """Parquet with zstd and typed columns, their meaning in the metadata of each; ``about`` in the file's.

    TableError when pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet as files
    except ImportError as error:
        raise TableError("Parquet needs pyarrow; install it with: pip install pyarrow") from error
    types = {
        "string": pyarrow.string(),
        "list": pyarrow.list_(pyarrow.string()),
        "date": pyarrow.date32(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
    }
    columns = [pyarrow.field(f.name, types[f.kind], metadata={"description": f.meaning}) for f in FIELDS]
    schema = pyarrow.schema(columns, metadata=about)
    with files.ParquetWriter(Sink(write), schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pyarrow.table(group, schema=schema))


def _groups(rows: Iterable[EventRow]) -> Iterator[dict[str, list[Any]]]:
    group: dict[str, list[Any]] = {field.name: [] for field in FIELDS}
    count = 0
    for row in rows:
        for field in FIELDS:
            group[field.name].append(_cell(field.kind, field.value(row)))
        count += 1
        if count % _GROUP == 0:
            yield group
            group = {field.name: [] for field in FIELDS}
    if count % _GROUP or not count:
        yield group


def _cell(kind: Kind, value: Value) -> Any:
    if kind == "list":
        return list(value) if isinstance(value, tuple) else []
    if kind == "number":
        return None if value is None else float(value)  # type: ignore[arg-type]
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
