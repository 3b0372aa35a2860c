"""Ask a store what a bundle expects of it, by the command line and its JSON alone, as any user would.

``Asked(bundle, store)`` holds a store into which the bundle was ingested; ``checks(bundle)`` names every check;
``Asked.failure(check)`` is None where the check holds, else what was found instead.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import itertools
import json
import sqlite3
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from banggiao.cli.main import run
from tests.record import expectations as ex

_LEVELS = {"leaders": "leader", "ministers": "minister", "officials": "official"}
Json = dict[str, Any]


class Check(Struct, frozen=True):
    """One check of a bundle: the table it stands in, its number there, and what it asks."""

    bundle: str
    table: str
    number: int
    asks: Any

    @property
    def id(self) -> str:
        """``bundle/table-3``."""
        return f"{self.bundle}/{self.table}-{self.number}"


def checks(bundle: ex.Bundle) -> Iterator[Check]:
    """Every check of ``bundle``, and one for the pairs of documents that must not be joined."""
    expected = bundle.expected
    for table in ("mechanism", "measure", "agenda", "event", "relation", "story", "document", "version"):
        for number, asks in enumerate(getattr(expected, table), 1):
            yield Check(bundle.name, table, number, asks)
    yield Check(bundle.name, "apart", 1, expected.story)


class Asked:
    """A store that holds a bundle, and the answers to what was asked of it."""

    def __init__(self, bundle: ex.Bundle, store: Path) -> None:
        self.bundle = bundle
        self.store = store
        self._answers: dict[tuple[str, ...], list[Json]] = {}
        status, _, errors = call("ingest", str(bundle.folder / "manifest.jsonl"), "--db", str(store))
        if status:
            raise RuntimeError(f"{bundle.name}: ingest ended with status {status}: {errors}")

    def ask(self, *arguments: str, as_of: dt.date | None = None) -> list[Json]:
        """The records that a command lists, as of a day."""
        if as_of is not None:
            arguments = (*arguments, "--as-of", as_of.isoformat())
        if arguments not in self._answers:
            status, output, errors = call(*arguments, "--db", str(self.store), "--format", "json")
            if status:
                raise RuntimeError(f"{' '.join(arguments)}: status {status}: {errors}")
            self._answers[arguments] = [json.loads(line) for line in output.splitlines()]
        return self._answers[arguments]

    def failure(self, check: Check) -> str | None:
        """None, or what was found where something else was expected."""
        found: str | None = getattr(self, f"_{check.table}")(check.asks)
        return found

    def document(self, path: str) -> str:
        """The id of the document that was read from the file ``path`` of the bundle."""
        with contextlib.closing(sqlite3.connect(self.store)) as connection:
            for document, record in connection.execute("SELECT id, record FROM document"):
                if json.loads(zlib.decompress(record))["document"]["source"].endswith(f"/{path}"):
                    return str(document)
        raise RuntimeError(f"{path}: no document of the store was read from it")

    def _mechanism(self, asks: ex.Mechanism) -> str | None:
        listed = self.ask("mechanisms", as_of=asks.as_of)
        fitting = [m for m in listed if m["kind"] == asks.kind and set(m["parties"]) == set(asks.parties)]
        if asks.count is not None and len(fitting) != asks.count:
            return f"{len(fitting)} of this kind and these parties: {brief(fitting or listed)}"
        if asks.count == 0:
            return None
        for one in fitting:
            names = [folded(name) for name in {one["name"], *one["names"]}]
            named = all(any(folded(part) in name for name in names) for part in asks.names_include)
            stands = not asks.state or one["state"] in asks.state
            if named and stands and history_holds(one["history"], asks.history):
                return None
        return f"none fits: {brief(fitting or listed)}"

    def _measure(self, asks: ex.Measure) -> str | None:
        listed = self.ask("measures", as_of=asks.as_of)
        fitting = [
            m
            for m in listed
            if m["kind"] == asks.kind
            and set(asks.actors) <= set(m["actors"])
            and set(asks.recipients) <= set(m["recipients"])
        ]
        if asks.count is not None and len(fitting) != asks.count:
            return f"{len(fitting)} of this kind and these sides: {brief(fitting or listed)}"
        if asks.count == 0:
            return None
        for one in fitting:
            right = asks.in_force is None or bool(one["in_force"]) == asks.in_force
            if right and history_holds(one["history"], asks.history):
                return None
        return f"none fits: {brief(fitting or listed)}"

    def _agenda(self, asks: ex.Agenda) -> str | None:
        listed = self.ask("agenda", as_of=asks.as_of)
        fitting = [
            a
            for a in listed
            if set(asks.parties) <= set(a["parties"]) and (asks.date is None or within(a["date"], asks.date))
        ]
        if asks.count is not None and len(fitting) != asks.count:
            return f"{len(fitting)} entries: {brief(fitting or listed)}"
        if asks.count == 0:
            return None
        decider = self.document(asks.outcome_document) if asks.outcome_document else None
        for one in fitting:
            told = decider is None or decider in [t["document"] for t in one["outcome_by"]]
            if told and (asks.outcome is None or one["outcome"] == asks.outcome):
                return None
        return f"none fits: {brief(fitting or listed)}"

    def _event(self, asks: ex.Event) -> str | None:
        listed = self.ask("events", as_of=asks.as_of)
        fitting = [e for e in listed if event_fits(e, asks)]
        if asks.count is not None and len(fitting) != asks.count:
            return f"{len(fitting)} events: {brief(fitting or listed)}"
        if asks.count == 0:
            return None
        if not fitting:
            return f"no such event: {brief(e for e in listed if e['type'] == asks.type)}"
        if any(told_right(event, asks) for event in fitting):
            return None
        return f"none is told as expected: {brief(fitting)}"

    def _relation(self, asks: ex.Relation) -> str | None:
        (found,) = self.ask("relation", *asks.pair, as_of=asks.as_of)
        wrong: list[str] = []
        if asks.last_contact is not None:
            contact = found["last_contact"]
            levels = {_LEVELS[level] for level in asks.last_contact.level}
            dated = asks.last_contact.date is None or (contact and within(contact["date"], asks.last_contact.date))
            if contact is None or contact["level"] not in levels or not dated:
                wrong.append(f"last contact {contact and (contact['level'], contact['date'], contact['known'])}")
        if asks.measures_in_force is not None:
            kinds = {m["kind"] for m in found["measures"]}
            if not set(asks.measures_in_force) <= kinds <= {*asks.measures_in_force, *asks.measures_possible}:
                wrong.append(f"measures in force {sorted(kinds)}")
        for standing in asks.mechanisms:
            if not any(m["kind"] == standing.kind and m["state"] in standing.state for m in found["mechanisms"]):
                wrong.append(f"mechanisms {[(m['kind'], m['state']) for m in found['mechanisms']]}")
        if asks.scheduled is not None:
            dates = [a["date"] for a in found["scheduled"]]
            met = all(any(within(d, window) for d in dates) for window in asks.scheduled)
            strange = [d for d in dates if not any(within(d, window) for window in asks.scheduled)]
            if not met or strange:
                wrong.append(f"scheduled {[d and (d['start'], d['end']) for d in dates]}")
        return "; ".join(wrong) or None

    def _origins(self) -> dict[str, str]:
        with contextlib.closing(sqlite3.connect(self.store)) as connection:
            return dict(connection.execute("SELECT id, origin FROM document"))

    def _story(self, asks: ex.Story) -> str | None:
        origins = self._origins()
        found = {path: origins[self.document(path)] for path in asks.documents}
        return None if len(set(found.values())) == 1 else f"not joined: {found}"

    def _apart(self, asks: tuple[ex.Story, ...]) -> str | None:
        origins = self._origins()
        together = {frozenset(pair) for story in asks for pair in itertools.combinations(story.documents, 2)}
        for versions in self.bundle.expected.version:
            together |= {frozenset(pair) for pair in itertools.combinations(versions.documents, 2)}
        for pair in itertools.combinations((line.path for line in self.bundle.manifest), 2):
            one, other = (self.document(path) for path in pair)
            if frozenset(pair) not in together and origins[one] == origins[other]:
                return f"joined: {pair}"
        return None

    def _document(self, asks: ex.Page) -> str | None:
        with contextlib.closing(sqlite3.connect(self.store)) as connection:
            first, last = connection.execute(
                "SELECT first, last FROM document WHERE id = ?", (self.document(asks.path),)
            ).fetchone()
        return None if within({"start": first, "end": last}, asks.published) else f"published {first} to {last}"

    def _version(self, asks: ex.Versions) -> str | None:
        ids = [self.document(path) for path in asks.documents]
        with contextlib.closing(sqlite3.connect(self.store)) as connection:
            current = [connection.execute("SELECT current FROM document WHERE id = ?", (i,)).fetchone()[0] for i in ids]
        return None if current == [0] * (len(ids) - 1) + [1] and len(set(ids)) == len(ids) else f"current: {current}"


def call(*arguments: str) -> tuple[int, str, str]:
    """Status, output and errors of the command line, run in this process."""
    output, errors = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    stdout, stderr = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = output, errors
    try:
        status = run(list(arguments))
        output.flush()
    finally:
        sys.stdout, sys.stderr = stdout, stderr
    return status, output.buffer.getvalue().decode("utf-8"), errors.getvalue()  # type: ignore[attr-defined]


def folded(text: str) -> str:
    """Without marks and case, to compare names by."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def within(date: Json | None, window: ex.Window) -> bool:
    """Whether a recorded date lies wholly within ``window``."""
    if date is None or date["start"] is None or date["end"] is None:
        return False
    return window.holds(dt.date.fromisoformat(date["start"]), dt.date.fromisoformat(date["end"]))


def history_holds(history: list[Json], steps: Iterable[ex.Step | ex.MeasureStep]) -> bool:
    """Whether every step is contained in ``history``."""
    return all(
        any(h["change"] in step.change and (step.date is None or within(h["date"], step.date)) for h in history)
        for step in steps
    )


def event_fits(event: Json, asks: ex.Event) -> bool:
    """Whether ``event`` is one of those that a check means."""
    if event["type"] != asks.type or (asks.status is not None and event["status"] != asks.status):
        return False
    if asks.mode is not None and event["mode"] != asks.mode:
        return False
    if asks.date is not None and not within(event["date"], asks.date):
        return False
    if asks.number is not None and (event.get("count") or {}).get("value") != asks.number:
        return False
    actors, recipients = codes(event["actors"]), codes(event["recipients"])
    if asks.type in ("CONSULT", "AGREE", "SUPPORT", "COOPERATE"):
        return {*asks.actors, *asks.recipients} <= actors | recipients
    return set(asks.actors) <= actors and set(asks.recipients) <= recipients


def told_right(event: Json, asks: ex.Event) -> bool:
    """Whether as many documents and sources tell ``event`` as a check asks, and those deny it whom it names."""
    telling = [r for r in event["reports"] if event["status"] == "negated" or r["status"] != "negated"]
    documents = {report["telling"]["document"] for report in telling}
    return (
        (asks.reports is None or asks.reports.holds(len(documents)))
        and (asks.sources is None or asks.sources.holds(event["sources"]))
        and (asks.denied_by is None or set(asks.denied_by) == set(event["denied_by"]))
    )


def codes(parties: list[Any]) -> set[str]:
    """The codes of an event's parties."""
    return {p["code"] if isinstance(p, dict) else p for p in parties}


def brief(found: Iterable[Json]) -> str:
    """What was found, short enough for a test's message."""
    lines = []
    for one in itertools.islice(found, 6):
        kept = {
            key: value
            for key, value in one.items()
            if key
            in (
                "type",
                "kind",
                "status",
                "state",
                "in_force",
                "outcome",
                "sources",
                "denied_by",
                "parties",
                "change",
                "names",
            )
        }
        for key in ("actors", "recipients"):
            if key in one:
                kept[key] = sorted(codes(one[key]))
        if one.get("date"):
            kept["date"] = f"{one['date']['start']}..{one['date']['end']}"
        if "history" in one:
            kept["history"] = [(h["change"], h["date"] and h["date"]["start"]) for h in one["history"]]
        lines.append(json.dumps(kept, ensure_ascii=False))
    return "\n  ".join(["", *lines]) if lines else "nothing"
