"""The sentences of one document as views, each made when it is first asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from banggiao.events.clauses import make_view, marks
from banggiao.events.lexicon import Found, Vocabulary, padded
from banggiao.events.tokens import Token, View, mention_token, time_token
from banggiao.languages.orthography import lowered
from banggiao.records import Mention, Sentence, TimeExpression


class Views:
    """Distributes what was found in a document to its sentences; everything given to it is sorted by start."""

    def __init__(self, text: str, sentences: Sequence[Sentence], vocabulary: Vocabulary) -> None:
        self.text, self.low, self.key = text, lowered(text), padded(text)
        self.sentences = sentences
        self._vocabulary = vocabulary
        self._triggers, self._words, self._topics = vocabulary.find(self.key)
        self._trigger_starts = [t.start for t in self._triggers]
        self._starts = [s.start for s in sentences]
        self._made: dict[int, View] = {}
        self._found: dict[int, list[Token]] = {}
        self.give((), ())

    def give(self, mentions: Sequence[Mention], times: Sequence[TimeExpression]) -> None:
        """Take what was found in the document."""
        self.mentions = mentions
        self._mention_starts = [m.start for m in mentions]
        self._times, self._time_starts = times, [t.start for t in times]

    def triggers(self, number: int) -> Sequence[Token]:
        """The triggers in the sentence at place ``number``."""
        return self._triggers[slice(*self._within(self._trigger_starts, number))]

    def mentions_in(self, number: int) -> Sequence[Mention]:
        """The mentions in the sentence at place ``number``."""
        return self.mentions[slice(*self._within(self._mention_starts, number))]

    def words(self, number: int) -> list[Token]:
        """The words of the language in the sentence at place ``number``."""
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = self._vocabulary.tokens(self._part(self._words, number))
        return found

    def at(self, position: int) -> int:
        """The place of the sentence that ``position`` stands in, or of the one before it."""
        return max(0, bisect_right(self._starts, position) - 1)

    def view(self, number: int) -> View:
        """The view of the sentence at place ``number``."""
        made = self._made.get(number)
        if made is None:
            sentence = self.sentences[number]
            tokens = list(self.triggers(number))
            tokens += [mention_token((m,), m.start, m.end) for m in self.mentions_in(number)]
            times = self._times[slice(*self._within(self._time_starts, number))]
            tokens += [time_token(t) for t in times]
            tokens += self.words(number)
            tokens += marks(self.text, sentence.start, sentence.end)
            made = make_view(sentence.index, (sentence.start, sentence.end), (self.text, self.low, self.key), tokens)
            made.topics = self._part(self._topics, number)
            self._made[number] = made
        return made

    def _part(self, found: list[Found], number: int) -> list[Found]:
        sentence = self.sentences[number]
        return found[bisect_left(found, (sentence.start,)) : bisect_left(found, (sentence.end,))]

    def _within(self, starts: list[int], number: int) -> tuple[int, int]:
        sentence = self.sentences[number]
        return bisect_left(starts, sentence.start), bisect_right(starts, sentence.end - 1)
