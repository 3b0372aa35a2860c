"""Who is mentioned: ``ActorFinder(pack).find(text, sentences, published)``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from banggiao.actors.antecedents import Resolver
from banggiao.actors.drafts import Draft
from banggiao.actors.grammar import Grammar
from banggiao.actors.identity import name_again
from banggiao.actors.lexicon import Lexicon, Piece
from banggiao.actors.people import Day, People
from banggiao.actors.phrases import Reader
from banggiao.actors.quotations import speakers
from banggiao.actors.surnames import Places, bare_names
from banggiao.knowledge.entities import organisations, states
from banggiao.languages.pack import Pack
from banggiao.records import Interval, Mention, Sentence


class Reading:
    """A document whose noun phrases are read; :meth:`ActorFinder.identify` says who they are on a given day."""

    __slots__ = ("date", "drafts", "first", "pieces", "places", "sentences", "text")

    def __init__(
        self, text: str, sentences: Sequence[Sentence], pieces: list[Piece], drafts: list[Draft], date: Day | None
    ) -> None:
        self.text, self.sentences, self.pieces, self.drafts, self.date = text, sentences, pieces, drafts, date
        self.first = [draft.state() for draft in drafts]
        self.places: Places = {}


class ActorFinder:
    """Finds the political actors of a document; one instance serves any number of documents of its language."""

    def __init__(self, pack: Pack) -> None:
        self._lexicon = Lexicon(pack)
        names = {code: state.name for code, state in states().items()}
        names.update((code, body.name) for code, body in organisations().items())
        self._grammar = Grammar(pack, People(pack), names, states())
        self._speech = pack.toml("references")["speech"]

    def find(self, text: str, sentences: Sequence[Sentence], published: Interval | None = None) -> tuple[Mention, ...]:
        """Mentions in the ``sentences``, sorted, not overlapping; ``published`` tells who held an office."""
        return self.identify(self.read(text, sentences, published), published)

    def read(self, text: str, sentences: Sequence[Sentence], published: Interval | None = None) -> Reading:
        """The noun phrases of the ``sentences``: what is dear and holds whenever the document was written."""
        pieces = self._lexicon.scan(text)
        date = _days(published)
        drafts = Reader(self._grammar, text, pieces, date).read(sentences)
        return Reading(text, sentences, pieces, drafts, date)

    def persons(self, reading: Reading) -> tuple[Mention, ...]:
        """The persons named in a document read before: those of :meth:`identify` as of the date that it was read with.

        What refers back is left out, where no person hangs on it: this is what dating a document needs, at less cost.
        """
        leaning = any([draft.needs and draft.kind == "person" for draft in reading.drafts])
        drafts = self._identified(reading, reading.date, references=leaning)
        return tuple([_mention(reading.text, d) for d in drafts if d.entities and d.kind == "person" and d.via is None])

    def identify(self, reading: Reading, published: Interval | None) -> tuple[Mention, ...]:
        """The mentions of a document read before, as of ``published``; may be asked again with another date."""
        drafts = self._identified(reading, _days(published))
        return tuple([_mention(reading.text, draft) for draft in drafts if draft.entities])

    def _identified(self, reading: Reading, date: Day | None, references: bool = True) -> list[Draft]:
        text = reading.text
        for draft, state in zip(reading.drafts, reading.first, strict=True):
            draft.restore(state)
        if date != reading.date:
            for draft in reading.drafts:
                name_again(self._grammar, draft, date)
        drafts = [draft for draft in reading.drafts if draft.kind]
        drafts += bare_names(self._grammar, text, reading.sentences, reading.pieces, drafts, reading.places)
        drafts.sort(key=lambda draft: draft.start)
        quoted = speakers(text, reading.sentences, drafts, self._speech) if references else []
        Resolver(self._grammar, text, quoted, date).resolve(drafts, references)
        return drafts


def _days(published: Interval | None) -> Day | None:
    if published is None or (published.start is None and published.end is None):
        return None
    start = published.start or published.end
    end = published.end or published.start
    return (start or dt.date.min, end or dt.date.max)


def _mention(text: str, draft: Draft) -> Mention:
    return Mention(
        draft.start, draft.end, text[draft.start : draft.end], draft.kind, tuple(draft.entities), draft.via, draft.place
    )
