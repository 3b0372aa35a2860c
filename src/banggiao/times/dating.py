"""When was this document written? ``DocumentDater.date``.

What the page states about itself comes first. Where it states nothing, every piece of evidence in the article's own
lines becomes a clue: the dates it names, the events it names, who holds which office, the number of the article. The
days on which the clues agree best are the answer, as wide as the evidence leaves it. Lines that are not the article's
(teasers, read-more lists) only say when the page was captured: a bound from above. Without a basis there is no date.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from banggiao.knowledge import outlets
from banggiao.languages.orthography import lowered
from banggiao.languages.pack import Pack
from banggiao.records import Document, Evidence, Interval, Mention, Part, Sentence
from banggiao.times import dating_landmarks, dating_page
from banggiao.times.dating_anchor import anchor_clues, named_clues
from banggiao.times.dating_clues import CEILING, FLOOR, Clue, agreement, pieces, precision, since
from banggiao.times.dating_distance import distances
from banggiao.times.dating_events import Around, landmark_clues
from banggiao.times.dating_tenures import THEN, mention_clues, office_clues, office_reader
from banggiao.times.dating_text import DateReader, Named, Tense, phrases

_OWN = frozenset({"title", "lead", "body", "photo_caption"})
_OTHER = frozenset(
    {
        "related_link", "teaser_title", "teaser_image_alt_title", "teaser_summary", "mostread_title",
        "readmore_image_alt_title", "readmore_title", "readmore_summary", "list_title", "list_summary",
    }
)  # fmt: skip
_WIDEST = 45 * 366
_VAGUE = 10 * 366
_YEARLESS = frozenset({"report-day", "day-in-text", "weekday"})
_SLACK = 45
_ARTICLE_ID = re.compile(r"(?:[-/=]|\bi=)(\d{4,9})(?:\.html?|\.amp|/|$)")


class DocumentDater:
    """Dates documents of one language. ``today`` bounds every answer: nothing is read before it is written."""

    def __init__(self, pack: Pack, today: dt.date | None = None) -> None:
        words = pack.toml("dating")["expressions"]
        self._pack, self._today = pack, today
        self._clock = dating_page.PageClock(words["month"], words["year"])
        self._dates = DateReader(pack)
        # "from 1 January" in the line of another story: a rule that will apply, not news of that day
        self._opens = re.compile(phrases(words["opens"]) + r"\s{0,2}$")

    def date(
        self, document: Document, sentences: Sequence[Sentence], candidates: Sequence[Any], mentions: Sequence[Mention]
    ) -> tuple[Interval | None, Interval | None]:
        """When ``document`` was published and when captured, each with its basis, or None.

        ``candidates`` (expressions of time) are not needed: what dates a document is read here.
        """
        today = self._today or dt.date.today()
        captured = document.captured or dating_page.captured(document.evidence, self._clock)
        latest = min(captured.end, today) if captured and captured.end else today
        stated = document.published or dating_page.published(document.evidence, self._clock, latest)
        if stated is not None and (captured is not None or not any(p.role in _OTHER for p in document.parts)):
            return stated, captured
        low = lowered(document.text)
        if captured is None:
            captured = self._capture(document, low, today)
        if stated is not None:
            return stated, captured
        clues = [*self._clues(document, sentences, mentions, low), *self._number(document)]
        if captured is not None and captured.end is not None:
            clues.append(_before_capture(captured, captured.end))
        return _answer(clues, today), captured

    def _clues(
        self, document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], low: str
    ) -> list[Clue]:
        own = [s for s in sentences if s.part in _OWN]
        tense = Tense(self._pack, low, own)
        told = distances(self._pack.code).find(low, document.text)
        named = [n for n in self._dates.read(low, 0, len(low)) if tense.sentence(n.start)]
        anchors, days = anchor_clues(document.text, own, named, tense, told)
        hits = [h for h in dating_landmarks.finder(self._pack.code).find(low) if tense.sentence(h.start)]
        clues = [*anchors, *named_clues(document.text, named, tense)]
        around = Around(document.text, low, named, days, tense, told)
        clues += landmark_clues(hits, around)
        offices = office_reader(self._pack.code)
        years = sorted((n.start, n.year) for n in named if n.year and not tense.future(n.start, n.end))
        held = offices.find(document.text, low)
        clues += office_clues(document.text, held, tense, years)
        spans = [(office.start, office.end) for office in held]
        others = [m for m in mentions if m.via is None and not _inside(m, spans)]
        clues += mention_clues(others, offices, low, tense, years)
        return clues

    def _number(self, document: Document) -> list[Clue]:
        """A clue from the number that the outlet gave the article."""
        host = outlets.host_of(document.url or "")
        address = (Evidence("url", "url", document.url),) if document.url else ()
        for piece in (*document.evidence, *address):
            if piece.kind not in ("article-id", "url"):
                continue
            host = host or outlets.host_of(piece.text)
            number = re.fullmatch(r"\s*(\d{4,9})\s*", piece.text) or _ARTICLE_ID.search(piece.text[:2000])
            bounds = outlets.bracket(host or (document.outlet or "").lower(), int(number[1])) if number else None
            if bounds and number:
                first = bounds[0].toordinal() if bounds[0] else FLOOR
                last = bounds[1].toordinal() if bounds[1] else CEILING
                says = f"the outlet's article number {number[1]} lies between numbers of known date"
                return [Clue("article-id", piece.text[:200], piece.start, piece.end, says, ((first, last),), 2.5)]
        return []

    def _capture(self, document: Document, low: str, today: dt.date) -> Interval | None:
        """The latest date that the lines of other stories prove."""
        clues: list[Clue] = []
        for part in document.parts:
            if part.role in _OTHER:
                clues += self._proofs(document.text, low, part, today)
        if not clues:
            return None
        best = max(clues, key=lambda c: c.days[0][0])
        day = dt.date.fromordinal(best.days[0][0])
        best_day = self._same_month(document, low, day)
        return Interval(best_day, best_day, "day", (best.basis(),))

    def _proofs(self, text: str, low: str, part: Part, today: dt.date) -> Iterable[Clue]:
        sentence = Sentence(0, part.start, part.end, part.line, part.role)
        tense = Tense(self._pack, low, (sentence,))
        for n in self._dates.read(low, part.start, part.end):
            if (
                n.year
                and n.month
                and n.day
                and not tense.future(n.start, n.end)
                and not self._opens.search(low[max(0, n.start - 16) : n.start])
            ):
                day = _date(n)
                if day and day <= today:
                    says = f"a line of another story on the page names {day.isoformat()}"
                    yield Clue("other-story", text[n.start : n.end], n.start, n.end, says, since(day), 1.0)

    def _same_month(self, document: Document, low: str, day: dt.date) -> dt.date:
        """A later day of the following week that such lines name without a year."""
        best = day
        for part in document.parts:
            if part.role in _OTHER:
                for n in self._dates.read(low, part.start, part.end):
                    if n.year is None and n.month == day.month and n.day and 0 <= n.day - day.day <= 3:
                        best = max(best, day.replace(day=n.day))
        return best


def _inside(mention: Mention, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of ``spans``, which are sorted, begins within ``mention`` or holds its beginning."""
    n = bisect_left(spans, (mention.end, 0)) - 1
    return n >= 0 and spans[n][1] > mention.start


def _date(named: Named) -> dt.date | None:
    try:
        return dt.date(named.year or 0, named.month or 0, named.day or 0)
    except ValueError:
        return None


def _before_capture(captured: Interval, last: dt.date) -> Clue:
    proven = captured.basis and captured.basis[0].kind == "other-story"
    bound = last.toordinal() + (_SLACK if proven else 1)
    text = captured.basis[0].text if captured.basis else ""
    says = "the page was captured about then, after the article was written"
    start, end = (captured.basis[0].start, captured.basis[0].end) if captured.basis else (None, None)
    return Clue("capture", text, start, end, says, ((FLOOR, bound),), 2.0)


def _answer(clues: list[Clue], today: dt.date) -> Interval | None:
    """The days on which the clues agree best, with the clues that allow them as basis."""
    if not any(clue.days[0][0] > FLOOR and (clue.kind not in _YEARLESS or len(clue.days) == 1) for clue in clues):
        return None
    bound = Clue(
        "reading", "", None, None, "nothing is read before it is written", ((FLOOR, today.toordinal()),), 100.0
    )
    then, clues = [c for c in clues if c.kind == THEN], [c for c in clues if c.kind != THEN]
    chosen = agreement([*clues, bound])
    if then and chosen and chosen[-1][1] - chosen[0][0] > _VAGUE:
        clues += then
        chosen = agreement([*clues, bound])
    if not chosen or chosen[0][0] <= FLOOR or chosen[-1][1] - chosen[0][0] > _WIDEST:
        return None
    first, last = dt.date.fromordinal(chosen[0][0]), dt.date.fromordinal(chosen[-1][1])
    bases = pieces(clues if last < today else [*clues, bound], chosen)
    return Interval(first, last, precision(first, last), bases)
