"""Find the expressions of time of a text and give them values.

:meth:`TimeFinder.find` reads the whole text once and needs no date; :meth:`TimeFinder.resolve` then gives values, given
when the text was published. Nothing is ever dated without something to rest on: an expression whose year, day or
antecedent is out of reach keeps the value None.
"""

from __future__ import annotations

from collections.abc import Sequence

from banggiao.languages.orthography import lowered
from banggiao.languages.pack import Pack
from banggiao.records import Interval, Sentence, TimeExpression
from banggiao.times.candidate import Candidate, Kind
from banggiao.times.document import Resolver
from banggiao.times.grammar import parse
from banggiao.times.guards import Guards
from banggiao.times.lexicon import Lexicon
from banggiao.times.reading import Piece
from banggiao.times.tokens import Scanner


class TimeFinder:
    """Finds and resolves the expressions of time of one language."""

    def __init__(self, pack: Pack) -> None:
        self._lexicon = Lexicon(pack)
        self._scanner = Scanner(self._lexicon)

    def find(self, text: str) -> list[Candidate]:
        """The expressions of ``text`` (any number of lines), sorted, never overlapping, never across a line."""
        low = lowered(text)
        accept = Guards(text, low, self._lexicon.context).accept
        out: list[Candidate] = []
        for group in self._scanner.groups(low):
            for piece in parse(group, accept):
                out.append(
                    Candidate(
                        piece.start, piece.end, text[piece.start : piece.end], _kind(piece), piece.pattern, piece.rule
                    )
                )
        return out

    def resolve(
        self,
        candidates: Sequence[Candidate],
        text: str,
        sentences: Sequence[Sentence],
        reference: Interval | None,
        antecedents: bool = True,
        quotes: Sequence[tuple[int, int]] | None = None,
    ) -> tuple[TimeExpression, ...]:
        """Values for ``candidates`` of ``text``, published at ``reference`` (None: only explicit dates get values).

        ``antecedents`` lets a day of an earlier sentence stand in for "the same day"; without it only the sentence
        itself counts. ``quotes`` are the (start, end) of quotations, where "today" is the day of speaking; they are
        read from the text's quotation marks when not given.
        """
        if not candidates:
            return ()
        return Resolver(self._lexicon, text, sentences, reference, quotes).run(candidates, antecedents)


def _kind(piece: Piece) -> Kind:
    pattern = piece.pattern
    shape = pattern.shape
    if shape == "clock" or shape == "duration" or shape == "set" or shape == "range":
        return shape
    return "range" if shape in ("window", "slice", "same-period", "vague") else "date"
