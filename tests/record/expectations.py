"""Load the expectations of the bundles: what a record made of a few articles must say at which date.

``bundles()`` gives every bundle, each with its manifest and its checks as frozen structs; ``load(folder)`` gives one.
The form is described in ``bundles/README.md``. Anything that is not of that form (an unknown key, a date that is none,
a document that the manifest lacks) is an :class:`ExpectationError` whose one sentence names the file.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

BUNDLES = Path(__file__).with_name("bundles")

Split = Literal["tune", "held"]
Level = Literal["leaders", "ministers", "officials"]
State = Literal["established", "suspended", "resumed", "met", "planned", "ended"]
MeasureChange = Literal["imposed", "extended", "eased", "lifted"]
Outcome = Literal["scheduled", "held", "postponed", "cancelled", "unknown"]


class ExpectationError(Exception):
    """A bundle that is not of the form: the message names the file and what is wrong."""


class Window(Struct, frozen=True):
    """The days within which a recorded date must lie, both ends inclusive."""

    start: dt.date
    end: dt.date

    def holds(self, start: dt.date | None, end: dt.date | None) -> bool:
        """Whether the interval ``start``..``end`` (None: open) lies wholly within the window."""
        return start is not None and end is not None and self.start <= start and end <= self.end


class Bounds(Struct, frozen=True):
    """The numbers that are right, both ends inclusive."""

    low: int
    high: int

    def holds(self, value: int) -> bool:
        """Whether ``value`` is one of them."""
        return self.low <= value <= self.high


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A change that the history of a mechanism must contain: any of ``change``, dated within ``date``."""

    change: tuple[State, ...]
    date: Window | None = None


class Mechanism(Struct, frozen=True, forbid_unknown_fields=True):
    """A mechanism of exactly these parties and this kind, at ``as_of``; ``count`` is how many of them there must be."""

    parties: tuple[str, ...]
    kind: str
    as_of: dt.date | None = None
    state: tuple[State, ...] = ()
    names_include: tuple[str, ...] = ()
    history: tuple[Step, ...] = ()
    count: int | None = None


class MeasureStep(Struct, frozen=True, forbid_unknown_fields=True):
    """A change that the history of a measure must contain."""

    change: tuple[MeasureChange, ...]
    date: Window | None = None


class Measure(Struct, frozen=True, forbid_unknown_fields=True):
    """A measure of this kind that includes these actors and recipients, at ``as_of``."""

    kind: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    as_of: dt.date | None = None
    in_force: bool | None = None
    history: tuple[MeasureStep, ...] = ()
    count: int | None = None


class Agenda(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of the agenda that includes these parties, planned within ``date``, and what has become of it."""

    parties: tuple[str, ...]
    as_of: dt.date | None = None
    date: Window | None = None
    outcome: Outcome | None = None
    outcome_document: str | None = None
    count: int | None = None


class Event(Struct, frozen=True, forbid_unknown_fields=True):
    """An event joined over its reports; ``number`` is what it counts (diplomats), ``count`` how many events match."""

    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...] = ()
    as_of: dt.date | None = None
    mode: str | None = None
    date: Window | None = None
    status: Literal["actual", "future", "hypothetical", "negated", "historical"] | None = None
    number: int | None = None
    reports: Bounds | None = None
    sources: Bounds | None = None
    denied_by: tuple[str, ...] | None = None
    count: int | None = None


class Contact(Struct, frozen=True, forbid_unknown_fields=True):
    """The last contact of a pair: at any of these levels, within ``date``."""

    level: tuple[Level, ...]
    date: Window | None = None


class Standing(Struct, frozen=True, forbid_unknown_fields=True):
    """A mechanism that the relation must list: its kind, in any of these states."""

    kind: str
    state: tuple[State, ...]


class Relation(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of a pair at ``as_of``. None: not looked at; empty: there must be none."""

    pair: tuple[str, str]
    as_of: dt.date | None = None
    last_contact: Contact | None = None
    measures_in_force: tuple[str, ...] | None = None
    measures_possible: tuple[str, ...] = ()
    mechanisms: tuple[Standing, ...] = ()
    scheduled: tuple[Window, ...] | None = None


class Story(Struct, frozen=True, forbid_unknown_fields=True):
    """Documents that are one report, reprinted; two documents of no common story must not be joined."""

    documents: tuple[str, ...]


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """What is read of one page: when it was published."""

    path: str
    published: Window


class Versions(Struct, frozen=True, forbid_unknown_fields=True):
    """The documents that stood at one URL, oldest first: the last one counts, the others are kept."""

    url: str
    documents: tuple[str, ...]


class Expected(Struct, frozen=True, forbid_unknown_fields=True):
    """One ``expected.toml``."""

    split: Split
    mechanism: tuple[Mechanism, ...] = ()
    measure: tuple[Measure, ...] = ()
    agenda: tuple[Agenda, ...] = ()
    event: tuple[Event, ...] = ()
    relation: tuple[Relation, ...] = ()
    story: tuple[Story, ...] = ()
    document: tuple[Page, ...] = ()
    version: tuple[Versions, ...] = ()


class ManifestLine(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One article of the manifest, as ``banggiao ingest`` takes it."""

    path: str
    url: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    language: str | None = None


class Bundle(Struct, frozen=True):
    """A folder of articles with its manifest and what must be said of them."""

    folder: Path
    manifest: tuple[ManifestLine, ...]
    expected: Expected

    @property
    def name(self) -> str:
        """The folder's name, for the ids of tests."""
        return self.folder.name

    def dates(self) -> list[dt.date | None]:
        """Every ``as_of`` that a check asks about, None (the end) first."""
        expected = self.expected
        asked = {check.as_of for check in expected.mechanism} | {check.as_of for check in expected.measure}
        asked |= {check.as_of for check in expected.agenda} | {check.as_of for check in expected.event}
        asked |= {check.as_of for check in expected.relation}
        return sorted(asked, key=lambda day: (day is not None, day or dt.date.min))


def bundles(split: Split | None = None) -> list[Bundle]:
    """Every bundle (of one ``split``, where one is named), in the order of their names."""
    found = [load(file.parent) for file in sorted(BUNDLES.glob("*/expected.toml"))]
    return [bundle for bundle in found if split is None or bundle.expected.split == split]


def load(folder: Path) -> Bundle:
    """The bundle in ``folder``; ExpectationError when it is not of the form."""
    file = folder / "expected.toml"
    try:
        raw = tomllib.loads(file.read_text("utf-8"))
        expected = msgspec.convert(_spelt_out(raw), Expected)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise ExpectationError(f"{file}: {error}") from error
    bundle = Bundle(folder, tuple(_manifest(folder / "manifest.jsonl")), expected)
    known = {line.path for line in bundle.manifest}
    for name in _documents_named(expected):
        if name not in known:
            raise ExpectationError(f"{file}: names {name!r}, which manifest.jsonl does not list")
    return bundle


def _manifest(file: Path) -> Iterator[ManifestLine]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise ExpectationError(f"{file}: cannot be read ({error.strerror})") from error
    for number, line in enumerate(lines, 1):
        try:
            yield msgspec.json.decode(line, type=ManifestLine)
        except msgspec.MsgspecError as error:
            raise ExpectationError(f"{file}, line {number}: {error}") from error


def _documents_named(expected: Expected) -> Iterator[str]:
    yield from (entry.outcome_document for entry in expected.agenda if entry.outcome_document is not None)
    yield from (page.path for page in expected.document)
    yield from (name for story in expected.story for name in story.documents)
    yield from (name for versions in expected.version for name in versions.documents)


_LISTED = frozenset({"state", "change", "level"})
_WINDOWED = frozenset({"date", "published"})
_BOUNDED = frozenset({"reports", "sources"})


def _spelt_out(value: Any, key: str = "") -> Any:
    """The short forms written out: ``"2019-02"`` as a window, ``2`` as bounds, ``"met"`` as a list of one."""
    if key in _WINDOWED:
        return _window(value)
    if key == "scheduled":
        return [_window(one) for one in value]
    if key in _BOUNDED:
        low, high = value if isinstance(value, list) else (value, value)
        return {"low": low, "high": high}
    if key in _LISTED and isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return {k: _spelt_out(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_spelt_out(one) for one in value]
    return value


def _window(value: Any) -> dict[str, dt.date]:
    parts: Iterable[str] = value if isinstance(value, list) else [value]
    ends = [_days(str(part)) for part in parts]
    if not 1 <= len(ends) <= 2 or ends[0][0] > ends[-1][1]:
        raise ValueError(f"{value!r} is no window; write an ISO prefix (2019, 2019-02, 2019-02-14) or two in a list")
    return {"start": ends[0][0], "end": ends[-1][1]}


def _days(prefix: str) -> tuple[dt.date, dt.date]:
    """The first and the last day that an ISO prefix means."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", prefix)
    if found is None:
        raise ValueError(f"{prefix!r} is no date; write 2019, 2019-02 or 2019-02-14")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day is None:
        return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
    return dt.date(year, month, day), dt.date(year, month, day)
