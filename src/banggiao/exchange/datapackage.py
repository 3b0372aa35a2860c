"""A Frictionless data package (v1): tables of events, parties, actors and documents, with what every column means.

A zip of ``datapackage.json`` and the tables, each CSV (or Parquet for the events). Nothing in it depends on when it was
made: the same events give the same bytes, so a release can be checked by its hash. Cells are as they are, not guarded
against spreadsheets: the package is for programs.
"""

from __future__ import annotations

import csv
import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

import msgspec
from msgspec import Struct

from banggiao import knowledge
from banggiao.exchange import tables
from banggiao.exchange.fields import FIELDS, flat
from banggiao.store.events import EventRow
from banggiao.store.sources import Source
from banggiao.version import __version__

Write = Callable[[bytes], object]
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TYPES = {"string": "string", "list": "string", "date": "date", "number": "number", "boolean": "boolean"}
_SOURCES = (
    {
        "title": "PLOVER, Political Language Ontology for Verifiable Event Records, Open Event Data Alliance",
        "path": "https://github.com/openeventdata/PLOVER",
    },
)


class Release(Struct, frozen=True):
    """What the package says of itself: ``version`` None is the newest day on which something was told.

    ``licence`` is an SPDX identifier or an address; None leaves it to the reader to ask.
    """

    name: str = "banggiao-events"
    title: str = "Relations between states"
    version: str | None = None
    licence: str | None = None
    datasets: tuple[tuple[str, str], ...] = ()
    """Name and format of each data set that was imported."""


PARTIES = (
    ("event", "string", "Id of the event."),
    ("role", "string", "actor, recipient or speaker."),
    ("code", "string", "Code of the actor, as in actors.csv."),
)
ACTORS = (
    ("code", "string", "ISO 3166-1 alpha-3 for states, else an organisation's; of imported data, also its own."),
    ("name", "string", "English name; the code where none is known."),
    ("kind", "string", "state, organisation, bloc, armed-group, …; other: not in the tables."),
)
DOCUMENTS = (
    ("id", "string", "Id of the document, as in events.csv."),
    ("outlet", "string", "Who published it."),
    ("agency", "string", "The news agency that it credits."),
    ("title", "string", "Its title."),
    ("url", "string", "Its address."),
    ("published_start", "date", "First day on which it may have been published."),
    ("published_end", "date", "Last such day."),
)


def write(rows: Iterable[EventRow], out: Write, release: Release) -> int:
    """Write the package of ``rows`` as a zip; how many events it has. Memory grows with documents, not with events."""
    with tempfile.TemporaryFile() as events, tempfile.TemporaryFile() as parties:
        seen = _Seen()
        seen.write(rows, events, parties)
        resources = []
        with zipfile.ZipFile(tables.Sink(out), "w", zipfile.ZIP_DEFLATED) as archive:
            for name, stream, schema in (
                ("events", events, _events_schema()),
                ("parties", parties, _schema(PARTIES, foreign={"event": "events.id", "code": "actors.code"})),
                ("actors", _sheet(ACTORS, seen.actors()), _schema(ACTORS, key="code")),
                ("documents", _sheet(DOCUMENTS, seen.document_rows()), _schema(DOCUMENTS, key="id")),
            ):
                resources.append(_add(archive, name, stream, schema))
            description = msgspec.json.format(msgspec.json.encode(_descriptor(resources, seen, release)), indent=2)
            with archive.open(_entry("datapackage.json"), "w") as target:
                target.write(description + b"\n")
    return seen.events


class _Seen:
    """What was met among the events: actors, documents, data sets, outlets."""

    def __init__(self) -> None:
        self.events = 0
        self.latest = ""
        self.datasets: set[str] = set()
        self.documents: dict[str, Source] = {}
        self._codes: set[str] = set()

    def write(self, rows: Iterable[EventRow], events: IO[bytes], parties: IO[bytes]) -> None:
        """Write events and parties, and remember the rest."""
        sheet = io.TextIOWrapper(parties, "utf-8", errors="replace", newline="")
        writer = csv.writer(sheet, lineterminator="\n")
        writer.writerow([name for name, _, _ in PARTIES])
        for piece in tables.csv_lines(self._met(rows, writer), guarded=False):
            events.write(piece)
        sheet.flush()
        sheet.detach()

    def _met(self, rows: Iterable[EventRow], writer: Any) -> Iterator[EventRow]:
        for row in rows:
            self.events += 1
            self.latest = max(self.latest, row.known.isoformat() if row.known else "")
            self.datasets.add(row.dataset)
            if row.document:
                self.documents[row.document.id] = row.document
            speakers = (row.said_by,) if row.said_by else ()
            for role, codes in (("actor", row.actors), ("recipient", row.recipients), ("speaker", speakers)):
                self._codes.update(codes)
                writer.writerows((row.id, role, code) for code in codes)
            yield row

    def actors(self) -> Iterator[tuple[str, ...]]:
        """Every code that takes part, with its name and kind."""
        for code in sorted(self._codes):
            known = knowledge.organisations().get(code)
            kind = "state" if code in knowledge.states() else known.kind if known else "other"
            yield code, knowledge.name_of(code), kind

    def document_rows(self) -> Iterator[tuple[str, ...]]:
        """Every document that tells one of the events."""
        for name in sorted(self.documents):
            found = self.documents[name]
            start, end = (found.published.start, found.published.end) if found.published else (None, None)
            values = (name, found.outlet, found.agency, found.title, found.url, start, end)
            yield tuple(flat(value, False) for value in values)


def _sheet(columns: Iterable[tuple[str, str, str]], rows: Iterable[tuple[str, ...]]) -> IO[bytes]:
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow([name for name, _, _ in columns])
    writer.writerows(rows)
    return io.BytesIO(page.getvalue().encode("utf-8", "replace"))


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _add(archive: zipfile.ZipFile, name: str, stream: IO[bytes], schema: dict[str, Any]) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    with archive.open(_entry(f"{name}.csv"), "w", force_zip64=True) as target:
        while piece := stream.read(1 << 20):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest.hexdigest()}",
        "schema": schema,
    }


def _schema(
    columns: Iterable[tuple[str, str, str]], key: str | None = None, foreign: dict[str, str] | None = None
) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [{"name": name, "type": type, "description": meaning} for name, type, meaning in columns],
        "missingValues": [""],
    }
    if key:
        schema["primaryKey"] = key
    if foreign:
        schema["foreignKeys"] = [
            {"fields": field, "reference": dict(zip(("resource", "fields"), target.split("."), strict=True))}
            for field, target in foreign.items()
        ]
    return schema


def _events_schema() -> dict[str, Any]:
    joined = " Several are joined by semicolons; parties.csv has one a row."
    columns = [(f.name, _TYPES[f.kind], f.meaning + (joined if f.kind == "list" else "")) for f in FIELDS]
    return _schema(columns, key="id")


def _descriptor(resources: list[dict[str, Any]], seen: _Seen, release: Release) -> dict[str, Any]:
    formats = dict(release.datasets)
    sources = [*_SOURCES, *({"title": f"{n} ({formats.get(n, n)})"} for n in sorted(seen.datasets - {"read"}))]
    sources += [{"title": outlet} for outlet in sorted({d.outlet for d in seen.documents.values() if d.outlet})]
    found: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": release.name,
        "title": release.title,
        "description": "Who did what to whom among states, event by event, as news pages and event data sets tell it.",
        "version": release.version or seen.latest.replace("-", ".") or "0",
        "keywords": ["event data", "PLOVER", "CAMEO", "international relations"],
        "contributors": [{"title": f"banggiao {__version__}", "role": "wrangler"}],
        "sources": sources,
        "resources": resources,
    }
    if release.licence:
        web = release.licence.startswith(("http://", "https://"))
        found["licenses"] = [{"path": release.licence} if web else {"name": release.licence}]
    return found
