"""The only place that wires the stages: a page or sentences go in, a :class:`~banggiao.records.Record` comes out.

What a stage may not see is blanked before it looks: the article's facts are read from a copy of the text in which every
other line is spaces, so that no rule, however written, can take a fact from a read-more list.
"""

from __future__ import annotations

import datetime as dt
import functools
import unicodedata
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from banggiao import languages
from banggiao.actors import ActorFinder
from banggiao.events import EventCoder, Explanation
from banggiao.pages import FACT_ROLES, STORY_ROLES, read_page, split_sentences
from banggiao.records import (
    Basis,
    Document,
    Event,
    Evidence,
    Interval,
    Mention,
    PageHints,
    Part,
    ReadingError,
    Record,
    Sentence,
    TimeExpression,
)
from banggiao.relations import Found, derive
from banggiao.times import Candidate, TimeFinder
from banggiao.times.dating import DocumentDater


class Reader:
    """The stages of one language, compiled once and used for every document."""

    def __init__(self, language: str = "vi") -> None:
        pack = languages.load(language)
        self.pack = pack
        self.times = TimeFinder(pack)
        self.dater = DocumentDater(pack)
        self.actors = ActorFinder(pack)
        self.events = EventCoder(pack)

    def record(self, document: Document, sentences: tuple[Sentence, ...], others: tuple[Sentence, ...] = ()) -> Record:
        """Code ``sentences`` of ``document`` (and ``others``, the page's other stories, apart from them)."""
        candidates = self.times.find(document.text)
        text = only(document.text, sentences)
        phrases = self.actors.read(text, sentences, document.published)
        if document.published is None:
            persons = self.actors.persons(phrases)
            published, captured = self.dater.date(document, sentences, candidates, persons)
            document = replace(document, published=published, captured=captured or document.captured)
        mentions = self.actors.identify(phrases, document.published)
        times, events = self._code(document, text, sentences, candidates, mentions)
        found = Found(sentences, mentions, times, events, document.published)
        mechanisms, measures, agenda = derive(text, found, self.pack)
        if others:
            events = (*events, *self._others(document, others, candidates))
        return Record(document, events, mechanisms, measures, agenda, (*sentences, *others), mentions, times)

    def explain(self, document: Document, sentences: tuple[Sentence, ...]) -> Explanation:
        """How each event of ``document`` came to be, and which rules nearly fired."""
        candidates = self.times.find(document.text)
        mentions = self.actors.find(document.text, sentences, document.published)
        times = self.times.resolve(candidates, document.text, sentences, document.published)
        return self.events.explain(document.text, sentences, mentions, times, document.published, document.id)

    def _code(
        self,
        document: Document,
        text: str,
        sentences: tuple[Sentence, ...],
        candidates: Sequence[Candidate],
        mentions: tuple[Mention, ...],
    ) -> tuple[tuple[TimeExpression, ...], tuple[Event, ...]]:
        times = self.times.resolve(candidates, text, sentences, document.published)
        return times, self.events.code(text, sentences, mentions, times, document.published, document.id)

    def _others(
        self, document: Document, sentences: tuple[Sentence, ...], candidates: Sequence[Candidate]
    ) -> tuple[Event, ...]:
        """Events of the page's other stories: written at an unknown time, but no later than the page was captured."""
        latest = document.captured or document.published
        if latest is None or latest.end is None:
            known = replace(document, published=None)
        else:
            basis = Basis("captured", "", says="the page that names this story was captured by then", last=latest.end)
            known = replace(document, published=Interval(latest.end, latest.end, "day", (basis,)))
        text = only(document.text, sentences)
        mentions = self.actors.find(text, sentences, known.published)
        _, events = self._code(known, text, sentences, candidates, mentions)
        return tuple(_no_later(event, latest, document.captured) for event in events)


def _no_later(event: Event, latest: Interval | None, captured: Interval | None) -> Event:
    """A story's own day is not known: what was reckoned from it ("16/3", "hôm qua") lies before the capture."""
    date = event.date
    if date is None or latest is None or latest.end is None or not _reckoned(date, latest.end):
        return event
    if captured is None or event.status in ("future", "hypothetical"):
        return replace(event, date=None)
    says = "the page that names this story was captured by then"
    words = tuple(replace(b, first=None, last=None) for b in date.basis if b.kind == "words")
    bound = Basis("captured", "", says=says, last=latest.end)
    return replace(event, date=Interval(None, latest.end, "vague", (*words, bound)))


def _reckoned(date: Interval, day: dt.date) -> bool:
    """Whether ``date`` rests on ``day``, which stood in for the unknown day on which its story was written."""
    return date.start == date.end == day or any(b.kind in ("reference", "antecedent") for b in date.basis)


@functools.lru_cache(maxsize=4)
def reader(language: str) -> Reader:
    """The compiled stages of ``language``, made on first use."""
    return Reader(language)


def only(text: str, sentences: Iterable[Sentence]) -> str:
    """``text`` with every character outside ``sentences`` made a space (line ends stay): same length, same offsets."""
    kept: list[str] = []
    at = 0
    for sentence in sentences:
        if sentence.start > at:
            kept.append(_blank(text[at : sentence.start]))
        kept.append(text[sentence.start : sentence.end])
        at = sentence.end
    if at < len(text):
        kept.append(_blank(text[at:]))
    return "".join(kept)


def _blank(gap: str) -> str:
    if len(gap) == 1:
        return gap if gap == "\n" else " "
    return "\n".join(" " * len(line) for line in gap.split("\n"))


def read(data: bytes, *, source: str, hints: PageHints, all_parts: bool = False) -> Record:
    """Read the page ``data``: ReadingError, in one sentence, when it holds no page that can be read."""
    document = read_page(data, source=source, hints=hints)
    stages = reader(document.language)
    sentences = split_sentences(document, stages.pack, FACT_ROLES)
    others: tuple[Sentence, ...] = ()
    if all_parts:
        others = split_sentences(document, stages.pack, STORY_ROLES - FACT_ROLES)
        others = tuple(replace(s, index=s.index + len(sentences)) for s in others)
    return stages.record(document, sentences, others)


def from_sentences(
    name: str, sentences: Sequence[str], *, published: str | None = None, language: str = "vi"
) -> tuple[Document, tuple[Sentence, ...]]:
    """A document made of sentences, one a line: the first is the title, every other is body text."""
    lines = [" ".join(unicodedata.normalize("NFC", s).split()) for s in sentences]
    parts: list[Part] = []
    marked: list[Sentence] = []
    at = 0
    for number, line in enumerate(lines, 1):
        role = "title" if number == 1 else "body"
        parts.append(Part(role if line else "blank", at, at + len(line), number))
        marked.append(Sentence(number - 1, at, at + len(line), number, role))
        at += len(line) + 1
    evidence = (Evidence("given", "published", published),) if published else ()
    if not lines:
        parts.append(Part("blank", 0, 0, 1))
    document = Document(
        name,
        "\n".join(lines),
        tuple(parts),
        name,
        language=language,
        title=lines[0] if lines else None,
        evidence=evidence,
    )
    given = _given(name, published)
    return (replace(document, published=given) if given else document), tuple(marked)


def _given(name: str, published: str | None) -> Interval | None:
    """The ISO day that the caller gave for the document ``name``; ReadingError when it is none."""
    if published is None:
        return None
    try:
        day = dt.date.fromisoformat(published[:10])
    except ValueError as error:
        raise ReadingError(f"{name}: {published!r} is no day of publication; give it as YYYY-MM-DD") from error
    return Interval(day, day, "day", (Basis("given", published, says="given by the caller", first=day, last=day),))
