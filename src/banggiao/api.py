"""What the command line, the web and users call: few names, each one thing.

>>> import banggiao
>>> record = banggiao.read("page.html")                                        # doctest: +SKIP
>>> [(event.type, event.date) for event in record.events]                      # doctest: +SKIP
"""

from __future__ import annotations

import concurrent.futures as futures
import functools
import itertools
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

from banggiao.intake import Input, SentenceDocument, expand, is_manifest, read_manifest, read_sentence_file
from banggiao.records import PageHints, ReadingError, Record

if TYPE_CHECKING:
    from banggiao.store.rows import Rows
    from banggiao.store.writer import Stored

T = TypeVar("T")
Work = Input | SentenceDocument


class Outcome(msgspec.Struct, Generic[T], frozen=True):
    """What became of one input: ``result``, or in ``error`` one sentence that says why there is none."""

    source: str
    result: T | None = None
    error: str | None = None


class Options(msgspec.Struct, frozen=True):
    """How to read: what is known of the pages beforehand, and whether their other stories are coded too."""

    hints: PageHints = PageHints()
    all_parts: bool = False


def read(source: str | Path | bytes, hints: PageHints = PageHints(), all_parts: bool = False) -> Record:
    """Read one saved page: a path, or the page's bytes. ReadingError says in one sentence why it cannot be read."""
    from banggiao import pipeline

    if isinstance(source, bytes):
        return pipeline.read(source, source="bytes", hints=hints, all_parts=all_parts)
    page = Input(str(source), Path(source))
    return pipeline.read(page.read(), source=page.name, hints=hints, all_parts=all_parts)


def read_sentences(name: str, report: Callable[[ReadingError], None] | None = None) -> Iterator[Record]:
    """Read documents already cut into sentences; broken lines go to ``report``, or are raised when there is none."""
    for document in read_sentence_file(name, report or _raise):
        yield _read_one(document, Options())


def read_many(
    inputs: Iterable[Work], render: Callable[[Record], T], options: Options | None = None, jobs: int = 1
) -> Iterator[Outcome[T]]:
    """Read ``inputs`` in order and ``render`` each record where it was read; with ``jobs`` > 1 in that many processes.

    ``render`` and what it returns must be picklable then. At most eight chunks a process are in flight, so memory is
    bounded however many inputs there are.
    """
    yield from _each(inputs, functools.partial(_read_and, render=render, options=options or Options()), jobs)


def _each(inputs: Iterable[Work], do: Callable[[Work], T], jobs: int) -> Iterator[Outcome[T]]:
    if jobs <= 1:
        for work in inputs:
            yield _attempt(work, do)
        return
    with futures.ProcessPoolExecutor(jobs) as pool:
        flying: deque[futures.Future[list[Outcome[T]]]] = deque()
        try:
            for chunk in _chunks(inputs, 16):
                flying.append(pool.submit(_attempt_all, chunk, do))
                if len(flying) >= 8 * jobs:
                    yield from flying.popleft().result()
            while flying:
                yield from flying.popleft().result()
        finally:
            for future in flying:
                future.cancel()


def ingest(
    inputs: Iterable[Work],
    db: str | Path,
    options: Options | None = None,
    jobs: int = 1,
    batch: int = 250,
    again: bool = False,
) -> Iterator[Outcome[Stored]]:
    """Read ``inputs`` and keep them in the store ``db``, which is made where it is missing and
    something was read; what became of each.

    ``again``: what the store has is read all the same, and what is read otherwise now takes the place of what was read
    then. Each ``batch`` of documents is one transaction, and its outcomes come when it is kept. StoreError, in one
    sentence, when the store cannot be written to: what was kept before stays kept.
    """
    from banggiao.store import connect, explained
    from banggiao.store.rows import Rows
    from banggiao.store.writer import Writer

    # Where there is none, a store is made when something has been read; one that cannot be made is told of at once.
    there = Path(db).exists() or not Path(db).absolute().parent.is_dir()
    connection = connect(db, create=True) if there else None
    prepare = _Prepare(db, options or Options(), again)
    try:
        outcomes = _each(inputs, prepare, jobs)
        while some := list(itertools.islice(outcomes, batch)):
            fresh = [o.result for o in some if isinstance(o.result, Rows)]
            if fresh and connection is None:
                connection = connect(db, create=True)
            with explained(db):
                stored = iter(Writer(connection).add_rows(fresh, again) if fresh and connection else ())
            for outcome in some:
                found = next(stored) if isinstance(outcome.result, Rows) else outcome.result
                yield Outcome(outcome.source, found, outcome.error)
    finally:
        prepare.close()
        if connection is not None:
            connection.close()


def to_json(record: Record, with_text: bool = False) -> bytes:
    """``record`` as one line of JSON, in the documented form of the interchange records."""
    document = msgspec.structs.asdict(record.document)
    if not with_text:
        del document["text"]
    return msgspec.json.encode(
        {
            "document": document,
            "events": record.events,
            "mechanisms": record.mechanisms,
            "measures": record.measures,
            "agenda": record.agenda,
            "mentions": record.mentions,
            "times": record.times,
        }
    )


def to_gold(record: Record) -> list[bytes]:
    """One line for each sentence: ``{"doc", "s", "events"}``, events reduced to the codebook's seven fields."""
    events: dict[int, list[dict[str, Any]]] = {sentence.index: [] for sentence in record.sentences}
    for event in record.events:
        events[event.sentence.index].append(
            {
                "type": event.type,
                "mode": event.mode,
                "actors": list(dict.fromkeys(p.code for p in event.actors)),
                "recipients": list(dict.fromkeys(p.code for p in event.recipients)),
                "status": event.status,
                "said_by": event.said_by.code if event.said_by else None,
                "trigger": event.trigger.text,
            }
        )
    return [msgspec.json.encode({"doc": record.document.id, "s": s, "events": found}) for s, found in events.items()]


def explain(sentence: str, published: str | None = None, language: str = "vi") -> Any:
    """How the events of one sentence (or a few, one a line) came to be, and which rules nearly fired."""
    from banggiao import pipeline

    document, sentences = pipeline.from_sentences(
        "sentence", sentence.splitlines() or [""], published=published, language=language
    )
    return pipeline.reader(language).explain(document, sentences)


def voices(language: str = "vi") -> dict[str, str]:
    """The patterns by which the rules of ``language`` find who does what to whom, by name."""
    from banggiao import languages

    table: dict[str, str] = languages.load(language).toml("voices")["voices"]
    return table


def read_lines(text: str, published: str | None = None, language: str = "vi") -> Record:
    """Read sentences, one a line, as a document of their own: what is mentioned, when, and what happens."""
    from banggiao import pipeline

    lines = text.splitlines() or [""]
    document, sentences = pipeline.from_sentences("sentence", lines, published=published, language=language)
    return pipeline.reader(language).record(document, sentences)


def annotate_times(row: dict[str, Any], language: str = "vi") -> dict[str, Any]:
    """The expressions of time in ``row["text"]``, resolved against ``row["reference"]`` (an ISO date or None)."""
    from banggiao import languages
    from banggiao.times import annotate

    return annotate(row, languages.load(language))


def _attempt(work: Work, do: Callable[[Work], T]) -> Outcome[T]:
    name = work.name if isinstance(work, Input) else work.doc
    try:
        return Outcome(name, do(work))
    except ReadingError as error:
        return Outcome(name, error=str(error))
    except Exception as error:  # one page must not end a batch of millions: say which it was, and go on
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(where.filename).name}:{where.lineno}"
        return Outcome(
            name, error=f"{name}: could not be read for a fault of the program ({error!r} at {place}); please report it"
        )


def _attempt_all(chunk: list[Work], do: Callable[[Work], T]) -> list[Outcome[T]]:
    return [_attempt(work, do) for work in chunk]


def _read_and(work: Work, render: Callable[[Record], T], options: Options) -> T:
    return render(_read_one(work, options))


class _Prepare:
    """Reads one input as the rows that it becomes, unless the store has it: done where it is read, so it is pickled."""

    def __init__(self, db: str | Path, options: Options, again: bool) -> None:
        from banggiao.store.inputs import Known

        self._known = None if again else Known(db)
        self._options = options

    def __call__(self, work: Work) -> Rows | Stored:
        from banggiao.store.inputs import digest
        from banggiao.store.rows import rows
        from banggiao.store.writer import Stored

        data = work.read() if isinstance(work, Input) else msgspec.json.encode(work)
        hints = _both(work.hints, self._options.hints) if isinstance(work, Input) else self._options.hints
        own = digest(data, *msgspec.structs.astuple(hints), self._options.all_parts)
        kept = self._known.document(own) if self._known else None
        if kept is not None:
            return Stored(kept, "unchanged")
        return rows(_read_one(work, self._options, data), own)

    def close(self) -> None:
        """Close what asks the store in this process."""
        if self._known:
            self._known.close()


def _read_one(work: Work, options: Options, data: bytes | None = None) -> Record:
    """Read ``work``; ``data`` are its bytes where they have been read already."""
    from banggiao import pipeline

    if isinstance(work, Input):
        hints = _both(work.hints, options.hints)
        data = work.read() if data is None else data
        return pipeline.read(data, source=work.name, hints=hints, all_parts=options.all_parts)
    language = work.language or options.hints.language or "vi"
    published = work.published or options.hints.published
    try:
        stages = pipeline.reader(language)
    except ValueError as error:
        raise ReadingError(f"{work.doc}: {error}; add a language pack or leave the language out") from error
    document, sentences = pipeline.from_sentences(work.doc, work.sentences, published=published, language=language)
    return stages.record(document, sentences)


def _both(first: PageHints, second: PageHints) -> PageHints:
    """What ``first`` says, and where it says nothing, what ``second`` says."""
    pairs = zip(msgspec.structs.astuple(first), msgspec.structs.astuple(second), strict=True)
    return PageHints(*(one if one is not None else other for one, other in pairs))


def _chunks(inputs: Iterable[Work], size: int) -> Iterator[list[Work]]:
    source = iter(inputs)
    while chunk := list(itertools.islice(source, size)):
        yield chunk


def _raise(error: ReadingError) -> None:
    raise error


__all__ = [
    "Input",
    "Options",
    "Outcome",
    "annotate_times",
    "expand",
    "explain",
    "ingest",
    "is_manifest",
    "read",
    "read_lines",
    "read_manifest",
    "read_many",
    "read_sentence_file",
    "read_sentences",
    "to_gold",
    "to_json",
    "voices",
]
