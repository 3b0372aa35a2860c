"""Refuse what looks like a time and is none, and trim what does not belong to a phrase.

A guard sees the text around a phrase: fractions, scores, votes, models, articles of law and counts all look like dates
or years, and the word for "coming" after a date is as often the verb "to arrive at". The words are data (``[context]``
in ``times.toml``).
"""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace

from banggiao.times.lexicon import DayMonth, Token
from banggiao.times.reading import Piece, build

_WORD = re.compile(r"[^\W_]+")
_BEFORE = re.compile(r"(?:([^\W_]+)[ \u200b]+)?([^\W_]+)[ \u200b]*([\"“(]?)[ \u200b]*$")
_TWELVE = 12


class Guards:
    """The guards over one text."""

    def __init__(self, text: str, low: str, context: dict[str, Any]) -> None:
        self._text = text
        self._low = low
        self._cues: frozenset[str] = context["sets"]["date_cues"]
        self._counted: frozenset[str] = context["sets"]["number_after"]
        self._counting: frozenset[str] = context["sets"]["number_before"]
        self._heads: frozenset[str] = context["sets"]["event_heads"]
        self._clause_heads: frozenset[str] = context["sets"]["clause_heads"]
        self._season_names: frozenset[str] = context["sets"]["season_names"]
        self._goals: frozenset[str] = context["sets"]["goals"]
        self._names: frozenset[str] = context["sets"]["names"]
        self._name_cues: frozenset[str] = context["sets"]["name_before"]
        self._never: frozenset[str] = context["sets"]["never"]
        self._hour_cues: frozenset[str] = context["sets"]["hour_cues"]
        self._not_hours: frozenset[str] = context["sets"]["not_hours"]
        self._within: frozenset[str] = context["sets"]["within"]
        self._after_year: frozenset[str] = context["sets"]["not_after_year"]

    def accept(self, piece: Piece, linked: bool = False) -> Piece | None:
        """The phrase, trimmed where a word at its end belongs to what follows; None where it is no time."""
        trimmed = self._trim(piece)
        if trimmed is None:
            return None
        check = _CHECKS.get(trimmed.rule)
        if self._low[trimmed.start - 1 : trimmed.start] == "/" and trimmed.start:
            return None
        if linked and trimmed.rule == "day" and trimmed.tokens[-1].kind in "DF":
            return trimmed
        return check(self, trimmed) if check else trimmed

    # What stands around

    def _after(self, position: int) -> str:
        """The next word of the same sentence, or the mark that stands there."""
        rest = self._low[position : position + 24].lstrip(" \u200b")
        m = _WORD.match(rest)
        return m[0] if m else rest[:1]

    def _previous(self, position: int) -> tuple[str, str]:
        """The last word and the last two words before, through an opening bracket or quotation mark."""
        m = _BEFORE.search(self._low, max(0, position - 32), position)
        if not m:
            return "", ""
        return m[2], f"{m[1]} {m[2]}" if m[1] else m[2]

    def _cued(self, words: frozenset[str], position: int) -> bool:
        last, two = self._previous(position)
        return last in words or two in words

    # Trimming

    def _trim(self, piece: Piece) -> Piece | None:
        last = piece.tokens[-1]
        if last.kind in "gl" and len(piece.tokens) > 1 and self._is_verb(last):
            kept = piece.tokens[:-1]
            if piece.rule == "week" or (len(kept) == 1 and kept[0].kind in "dwmy"):
                return None
            rule = "duration" if piece.rule == "window" else piece.rule
            return build(rule, kept)
        return piece

    def _is_verb(self, token: Token) -> bool:
        """Whether "tới" before a name or a verb is itself the verb."""
        if " " in self._low[token.start : token.end]:
            return False
        rest = self._text[token.end : token.end + 2]
        return len(rest) == 2 and rest[0] == " " and (rest[1].isupper() or self._after(token.end) in self._goals)

    # Checks by rule

    def _day(self, piece: Piece) -> Piece | None:
        kinds = "".join(t.kind for t in piece.tokens)
        if "W" in kinds and not self._weekday(piece, kinds):
            return None
        if kinds == "J" and self._low[piece.start : piece.end] in self._never:
            return None
        if kinds in ("D", "F", "R"):
            return self._bare(piece)
        if kinds == "S" and (
            " " not in self._low[piece.start : piece.end] or self._text[piece.start : piece.end].istitle()
        ):
            return None
        if kinds[-1] in "DFN" and self._low[piece.end : piece.end + 1] in ("%", "/"):
            return None
        first = piece.pattern.first
        if first is not None and first.day is None and kinds[-1] == "N" and piece.pattern.shape == "point":
            return None
        if kinds in ("dN", "HN") and self._after(piece.end) in self._counted:
            return None
        return piece

    def _weekday(self, piece: Piece, kinds: str) -> bool:
        at = kinds.index("W")
        token = piece.tokens[at]
        words = self._text[token.start : token.end].split()
        if token.value == 7 or words[-1][0].isupper():
            return True
        before = kinds[at - 1] if at else ""
        if len(kinds) > at + 1 or before in ("d", "H", "P"):
            return True
        return self._cued(self._hour_cues, token.start) and self._after(piece.end) not in self._counted

    def _bare(self, piece: Piece) -> Piece | None:
        token = piece.tokens[0]
        text = self._low[token.start : token.end]
        value: DayMonth = token.value
        slash = "/" in text
        if text in self._names and self._cued(self._name_cues, piece.start):
            return Piece(piece.rule, piece.tokens, replace(piece.pattern, name=True))
        cued = self._cued(self._cues, piece.start)
        if value.year is not None and len(text) > (5 if slash else 7):
            return piece
        if text in self._never and not cued:
            return None
        after = self._after(piece.end)
        if after in self._counted or self._cued(self._counting, piece.start):
            return None
        if self._text[piece.start - 1 : piece.start] == "(" and after == ")":
            return piece
        if piece.start and self._low[piece.start - 1] in "-–":
            return None
        if cued:
            return piece if slash or value.last is not None or "-" in text or "–" in text else None
        if token.kind == "R":
            return piece if slash else None
        return (
            piece
            if slash and (value.day > _TWELVE or (value.day >= value.month and value.day > 1)) and not after.isdigit()
            else None
        )

    def _year(self, piece: Piece) -> Piece | None:
        tokens = piece.tokens
        if len(tokens) > 1:
            after = self._after(piece.end)
            return None if tokens[0].kind == "y" and after in self._after_year else piece
        token = tokens[0]
        if token.kind == "M":
            first, last = token.value
            return piece if first >= 1700 and last <= 2100 else None
        if token.kind != "Y":
            return piece
        low, high = (1900, 2060) if not self._cued(self._cues, piece.start) else (1700, 2060)
        if (
            not low <= token.value <= high
            or self._after(piece.end) in self._counted
            or self._cued(self._counting, piece.start)
        ):
            return None
        around = self._low[piece.start - 1 : piece.start], self._low[piece.end : piece.end + 1]
        return None if around[0] in ("/", ".", ",") or around[1] in ("/", "°", "%") else piece

    def _clock(self, piece: Piece) -> Piece | None:
        head = piece.tokens[0]
        if self._low[max(0, piece.start - 3) : piece.start].rstrip().endswith("+"):
            return None
        kinds = "".join(t.kind for t in piece.tokens)
        hour = head.value[0] if head.kind == "C" else head.value
        spelled = head.kind != "C"
        if (
            spelled
            and " " not in self._low[piece.tokens[1].start :][:4]
            and len(self._low[piece.tokens[1].start : piece.tokens[1].end]) > 3
        ):
            return build("duration", piece.tokens[:2])
        certain = len(kinds.rstrip("n")) > (2 if spelled else 1) or self._cued(self._hour_cues, piece.start)
        written = head.kind == "C" and self._low[head.end - 1].isdigit()
        if isinstance(hour, float) or hour > 24:
            return build("duration", _as_hours(piece.tokens)) if spelled or not written else None
        if certain or (not spelled and (written or (hour != 24 and self._after(piece.end) not in self._not_hours))):
            return piece
        return build("duration", _as_hours(piece.tokens))

    def _offset(self, piece: Piece) -> Piece | None:
        last = piece.tokens[-1]
        after = self._after(piece.end)
        if last.kind == "f" and self._cued(self._within, piece.start):
            return build("duration", piece.tokens[:-1])
        if after in self._heads:
            return Piece(piece.rule, piece.tokens, replace(piece.pattern, anaphoric=True, event=True))
        return piece

    def _duration(self, piece: Piece) -> Piece | None:
        after = self._after(piece.end)
        if after in self._not_hours and piece.tokens[-1].kind == "h":
            return None
        if after in self._after_year:
            return None
        return piece

    def _season(self, piece: Piece) -> Piece | None:
        """The season in the name of a sports event is no time; the year beside it is."""
        if not self._cued(self._season_names, piece.start):
            return piece
        rest = piece.tokens[1:]
        return build("year", rest) if rest and rest[-1].kind == "Y" else None

    def _deictic(self, piece: Piece) -> Piece | None:
        first = piece.pattern.first
        if first is not None and first.month is not None and not 1 <= first.month <= _TWELVE:
            return None
        last = piece.tokens[-1]
        if last.kind in "bf" and len(piece.tokens) == 2 and self._after(piece.end) in self._clause_heads:
            return None
        return piece


def _as_hours(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """A clock's tokens as an amount of hours: "48h"."""
    head = tokens[0]
    if head.kind != "C":
        return tokens[:2]
    number = Token("N", head.start, head.end, head.value[0])
    return (number, Token("h", head.end, head.end))


_CHECKS = {
    "day": Guards._day,
    "year": Guards._year,
    "clock": Guards._clock,
    "offset": Guards._offset,
    "season": Guards._season,
    "duration": Guards._duration,
    "week": Guards._deictic,
    "month": Guards._deictic,
}
