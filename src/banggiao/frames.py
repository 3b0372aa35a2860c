"""Records as tables: lists of what a store answers, and their typed Arrow, Polars and pandas forms.

One row is one record. Codes are strings, days date32, lists list<string>. A date becomes three columns (``date_start``,
``date_end``, ``date_precision``), a place ``place``, ``country``, ``latitude``, ``longitude``, a document ``document``
(its id), ``outlet``, ``agency``, ``url``, ``title`` and its date of publication; lists of records are lists of structs.
The evidence for a date stays with the record.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import msgspec
from msgspec import inspect

from banggiao.records import Interval, Place
from banggiao.store.reviews import Standing
from banggiao.store.sources import Source

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

T = TypeVar("T")
_MAIN = {Place: "name", Source: "id", Standing: "verdict"}
"""Of a record in a record, the field that takes the outer one's name."""
_BARE = (Place, Source)
"""Records whose other fields keep their own names; those of the others follow the outer name."""
_LEFT_OUT: dict[type, tuple[str, ...]] = {Interval: ("basis",)}


class FramesMissing(ImportError):
    """What makes tables is not installed: the message is one sentence that says what to do."""


class Results(list[T], Generic[T]):
    """The records that a store answered with, in order; also as tables.

    >>> from banggiao.records import Place
    >>> found = Results(Place, [Place("Suva", "FJI", -18.14, 178.44)])
    >>> found[0].country, len(found)
    ('FJI', 1)
    """

    def __init__(self, row: type[T], records: Iterable[T] = ()) -> None:
        super().__init__(records)
        self.row = row

    def arrow(self) -> pyarrow.Table:
        """A pyarrow table; the schema depends on the kind of record alone. FramesMissing without pyarrow."""
        pa = _needed("pyarrow")
        fields = [(name, _arrow_type(kind), path) for name, kind, path in columns(self.row)]
        arrays = [pa.array([_value(record, path) for record in self], kind) for _, kind, path in fields]
        schema = pa.schema([(name, kind) for name, kind, _ in fields])
        return pa.Table.from_arrays(arrays, schema=schema)

    def polars(self) -> polars.DataFrame:
        """A Polars frame. FramesMissing without polars and pyarrow."""
        frame: polars.DataFrame = _needed("polars").from_arrow(self.arrow())
        return frame

    def pandas(self) -> pandas.DataFrame:
        """A pandas frame, days as ``datetime64``. FramesMissing without pandas and pyarrow."""
        _needed("pandas")
        return self.arrow().to_pandas(date_as_object=False)


class Column(NamedTuple):
    """A column: its name, what stands in it, and the fields that lead to it."""

    name: str
    kind: inspect.Type
    path: tuple[str, ...]


def columns(row: type) -> list[Column]:
    """The columns of a table of records of type ``row``, in order."""
    return list(_columns(inspect.type_info(row), "", ()))


def _columns(kind: inspect.Type, prefix: str, path: tuple[str, ...]) -> Iterator[Column]:
    for field, inner in _fields(kind):
        name = _named(kind, field, prefix)
        if isinstance(inner, inspect.StructType):
            yield from _columns(inner, name, (*path, field))
        else:
            yield Column(name, inner, (*path, field))


def _fields(kind: inspect.Type) -> Iterator[tuple[str, inspect.Type]]:
    assert isinstance(kind, inspect.StructType)
    for field in kind.fields:
        if field.name not in _LEFT_OUT.get(kind.cls, ()):
            yield field.name, _some(field.type)


def _some(kind: inspect.Type) -> inspect.Type:
    """A type without None and UNSET; every column may be null."""
    if isinstance(kind, inspect.UnionType):
        left = [t for t in kind.types if not isinstance(t, inspect.NoneType | inspect.CustomType)]
        return left[0] if left else kind
    return kind


def _named(kind: inspect.Type, field: str, prefix: str) -> str:
    assert isinstance(kind, inspect.StructType)
    if not prefix:
        return field
    if _MAIN.get(kind.cls) == field:
        return prefix
    return field if kind.cls in _BARE else f"{prefix}_{field}"


def _arrow_type(kind: inspect.Type) -> Any:
    import pyarrow as pa

    simple = {
        inspect.BoolType: pa.bool_(),
        inspect.IntType: pa.int64(),
        inspect.FloatType: pa.float64(),
        inspect.DateType: pa.date32(),
        inspect.DateTimeType: pa.timestamp("us", "UTC"),
    }
    if isinstance(kind, inspect.VarTupleType | inspect.ListType):
        return pa.list_(_arrow_type(_some(kind.item_type)))
    if isinstance(kind, inspect.TupleType):
        return pa.list_(_arrow_type(_some(kind.item_types[0])))
    if isinstance(kind, inspect.StructType):
        return pa.struct([(name, _arrow_type(inner)) for name, inner in _fields(kind)])
    return simple.get(type(kind), pa.string())


def _value(record: Any, path: tuple[str, ...]) -> Any:
    for field in path:
        if record is None or record is msgspec.UNSET:
            return None
        record = getattr(record, field)
    if isinstance(record, tuple | list | msgspec.Struct):
        return msgspec.to_builtins(record, builtin_types=(dt.date, dt.datetime))
    return None if record is msgspec.UNSET else record


def _needed(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise FramesMissing(f"{name} is not installed; install it with: pip install 'banggiao[frames]'") from error
