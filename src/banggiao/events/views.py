"""The sentences of one document as views, each made when it is first asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from banggiao.events.clauses import make_view, mark_tokens, marks
from banggiao.events.lexicon import Vocabulary, padded
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
        self._marks = marks(text, self.low)
        self._starts = [s.start for s in sentences]
        self._ends = [s.end for s in sentences]
        self._trigger_shares = self._shares([t.start for t in self._triggers])
        self._word_shares = self._shares([start for start, _, _ in self._words])
        self._topic_shares = self._shares([start for start, _, _ in self._topics])
        self._mark_shares = self._shares([start for start, _ in self._marks])
        self._made: dict[int, View] = {}
        self._found: dict[int, list[Token]] = {}
        self.give((), ())

    def give(self, mentions: Sequence[Mention], times: Sequence[TimeExpression]) -> None:
        """Take what was found in the document."""
        self.mentions, self._times = mentions, times
        self._mention_shares = self._shares([m.start for m in mentions])
        self._time_shares = self._shares([t.start for t in times])

    def triggers(self, number: int) -> Sequence[Token]:
        """The triggers in the sentence at place ``number``."""
        first, last = self._trigger_shares[number]
        return self._triggers[first:last]

    def mentions_in(self, number: int) -> Sequence[Mention]:
        """The mentions in the sentence at place ``number``."""
        first, last = self._mention_shares[number]
        return self.mentions[first:last]

    def words(self, number: int) -> list[Token]:
        """The words of the language in the sentence at place ``number``."""
        found = self._found.get(number)
        if found is None:
            first, last = self._word_shares[number]
            found = self._found[number] = self._vocabulary.tokens(self._words[first:last])
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
            first, last = self._time_shares[number]
            tokens += [time_token(t) for t in self._times[first:last]]
            tokens += self.words(number)
            first, last = self._mark_shares[number]
            tokens += mark_tokens(self.text, self._marks[first:last])
            made = make_view(sentence.index, (sentence.start, sentence.end), (self.text, self.low, self.key), tokens)
            first, last = self._topic_shares[number]
            made.topics = self._topics[first:last]
            self._made[number] = made
        return made

    def _shares(self, starts: list[int]) -> list[tuple[int, int]]:
        """For each sentence which of the things that begin at ``starts`` (sorted) stand in it: first and stop."""
        shares: list[tuple[int, int]] = []
        at, size = 0, len(starts)
        for start, end in zip(self._starts, self._ends, strict=True):
            while at < size and starts[at] < start:
                at += 1
            first = at
            while at < size and starts[at] < end:
                at += 1
            shares.append((first, at))
        return shares
