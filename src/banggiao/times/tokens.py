"""Cut a text into words and numbers of time, and gather neighbours into groups.

The vocabulary is found by one pass of an automaton, numbers by one regular expression; what stands between two tokens of
a group is white space or nothing. Groups without a word or number that can name a time are dropped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from banggiao.times.lexicon import DayMonth, Lexicon, Token, valid, year_of

# A number with what corpus spacing leaves of its separators: "15/7", "20 - 29/7", "10:30", "1.500", "1,5".
_RUN = re.compile(r"[0-9][0-9]*(?::[0-9]\s[0-9](?![0-9])|(?:\s?[-–—]\s?|\s?/\s?|[.:,])[0-9]+)*")
_DASH = r"\s?[-–—]\s?"
_SEP = r"\s?[-–./]\s?"
_NUMBERS = re.compile(
    rf"""(?P<iso>\d{{4}}-\d\d?-\d\d?)(?!\d)
    |(?P<full>\d\d?\s?(?P<s>[-./])\s?\d\d?\s?(?P=s)\s?\d{{4}})(?!\d)
    |(?P<days>\d\d?{_DASH}\d\d?{_SEP}\d\d?(?:{_SEP}\d{{4}})?)(?![\d/])
    |(?P<short>\d\d?\s?(?P<s2>[-./])\s?\d\d?(?P=s2)\d\d)(?!\d)
    |(?P<years>\d{{4}}(?:{_DASH}|/)(?:\d{{4}}|\d\d))(?!\d)
    |(?P<months>\d\d?{_DASH}\d\d?[./]\d{{4}})(?!\d)
    |(?P<month>\d\d?{_SEP}\d{{4}})(?!\d)
    |(?P<day>\d\d?(?:\s?[-–/]\s?|\.)\d\d?)(?!\d)
    |(?P<clock>\d\d?:\d\s?\d)(?!\d)
    |(?P<big>\d{{1,3}}(?:\.\d{{3}})+)(?!\d)
    |(?P<fraction>\d+,\d+)
    |(?P<plain>\d+)""",
    re.VERBOSE,
)
_HOUR = re.compile(r"\s?h(?:\s?(\d\s?\d)(?!\d))?(?!\w)|g(\d\d)(?!\w)")
_PUNCTUATION = {",": ",", "(": "(", ")": ")", "-": "-", "–": "-", "—": "-", "/": "-"}
_GAP = re.compile(r"[ \t\u00a0\u200b\ufeff]*")
_MARK = re.compile(r"[ \t\u00a0\u200b\ufeff]*([,()\-–—/])?[ \t\u00a0\u200b\ufeff]*")
_WIDEST_GAP = 6
_ROMAN = re.compile(r"[ivx]{1,5}(?!\w)")
#: Classes that can name a time on their own or carry an expression.
ANCHORS = frozenset("dwmyqechnsSWuDFRQkYMCJUPHr")
_ANCHORED = ANCHORS | {"#"}
#: Start, end, class letter ("#" for digits) and value.
_Hit = tuple[int, int, str, Any]
# A year after the name of an exercise or a fair ("Vostok -2018") is a year; after letters and capitals it is a model.
_EDITION = re.compile(r"[^\W\d_]{4} ?[-–]20[1-3]\d\b")
_LETTER = re.compile(r"[^\W\d_]")


class Scanner:
    """Cuts texts with one language's vocabulary."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def groups(self, low: str) -> Iterator[list[Token]]:
        """The groups of neighbouring tokens of a lower-case text, in order."""
        for cluster in self._clusters(low):
            yield from self._split(low, self._tokens(low, cluster))

    def _clusters(self, low: str) -> Iterator[list[_Hit]]:
        """Words and digits that stand close together, where one of them can name a time: a cheap first cut."""
        kinds = self._lexicon.kinds
        padded = low + " "
        hits: list[_Hit] = [
            (start, end, *kinds[index])
            for index, start, end in self._lexicon.automaton.find_matches_as_indexes(low)
            if not padded[end].isalnum() and not (start and padded[start - 1].isalnum())
        ]
        runs = [(*run.span(), "#", None) for run in _RUN.finditer(low)]
        if runs:
            hits += runs
            hits.sort(key=_start)
        cluster: list[_Hit] = []
        anchored = False
        reach = -1
        for hit in hits:
            if hit[0] > reach:
                if anchored:
                    yield cluster
                cluster, anchored = [], False
            kind = hit[2]
            cluster.append(hit)
            if kind in _ANCHORED:
                anchored = True
            reach = hit[1] + _WIDEST_GAP
        if anchored:
            yield cluster

    def _tokens(self, low: str, cluster: list[_Hit]) -> list[Token]:
        tokens: list[Token] = []
        position = 0
        for start, end, kind, value in cluster:
            if kind == "#":
                if end > position:
                    found = self._digits(low, max(start, position), end)
                    tokens += found
                    position = found[-1].end if found else end
            else:
                tokens.append(Token(kind, start, end, value))
        return self._roman(low, self._numbers(tokens, low))

    @staticmethod
    def _split(low: str, tokens: list[Token]) -> Iterator[list[Token]]:
        """Cut where more than white space or one mark stands between two tokens; marks become tokens."""
        group: list[Token] = []
        opened = False
        for token in tokens:
            if group:
                last = group[-1].end
                near = token.start == last or (token.start == last + 1 and low[last] == " ")
                gap = None if near else _MARK.match(low, last)
                if token.kind == "!" or (not near and (gap is None or gap.end() != token.start)):
                    yield group
                    group, opened = [], False
                elif gap and gap[1]:
                    group.append(Token(_PUNCTUATION[gap[1]], gap.start(1), gap.end(1)))
                    opened = opened or gap[1] == "("
            if token.kind == "!":
                continue
            group.append(token)
            if opened and (token.kind in ANCHORS or token.kind == "N") and low[token.end : token.end + 1] == ")":
                group.append(Token(")", token.end, token.end + 1))
        if group:
            yield group

    def _numbers(self, tokens: list[Token], low: str) -> list[Token]:
        """Join number words to numbers; the word for year and five counts as five inside one."""
        lexicon = self._lexicon
        out: list[Token] = []
        for token in tokens:
            word = low[token.start : token.end] if token.kind in "Ny" else ""
            if word and out and out[-1].end + 1 == token.start and isinstance(out[-1].value, int | float):
                before = out[-1]
                five = before.kind == "y" and word in lexicon.multipliers
                if (before.kind == "N" or five) and (word in lexicon.tails or self._adds(before.value, token)):
                    times = lexicon.multipliers.get(word)
                    value = before.value * times if times else before.value + token.value
                    out[-1] = Token("N", before.start, token.end, value)
                    continue
            # A tail heads no number, except as the name of a month ("tháng Tư").
            if (
                token.kind == "N"
                and word in lexicon.tails
                and not (out and out[-1].kind == "m" and out[-1].end + 1 == token.start)
            ):
                continue
            out.append(Token("y", token.start, token.end, 5) if token.kind == "y" else token)
        return out

    @staticmethod
    def _adds(before: float, token: Token) -> bool:
        return (
            token.kind == "N"
            and before >= 20
            and before % 10 == 0
            and isinstance(token.value, int)
            and token.value < 10
        )

    def _roman(self, low: str, tokens: list[Token]) -> list[Token]:
        """Read Roman numbers after the words for quarter and century."""
        out: list[Token] = []
        for token in tokens:
            if out and token.start < out[-1].end:
                continue
            out.append(token)
            if token.kind in "qc" and (m := _ROMAN.match(low, _gap_end(low, token.end))):
                out.append(Token("I", m.start(), m.end(), self._roman_value(m[0])))
        return out

    def _roman_value(self, text: str) -> int:
        values = [self._lexicon.roman[c] for c in text]
        return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))

    @staticmethod
    def _digits(low: str, start: int, end: int) -> list[Token]:
        """The tokens of one run of digits and separators."""
        out: list[Token] = []
        if _attached(low, start):
            return out
        while start < end:
            token = _number(low, start, end)
            if token is None:
                break
            out.append(token)
            start = token.end
            rest = _MARK.match(low, start)
            if not rest or not rest[1] or rest[1] == "/" or rest.end() >= end:
                break
            out.append(Token(_PUNCTUATION[rest[1]], rest.start(1), rest.end(1)))
            start = rest.end()
        return out


def _start(hit: _Hit) -> int:
    return hit[0]


def _gap_end(low: str, position: int) -> int:
    m = _GAP.match(low, position)
    return m.end() if m else position


def _attached(low: str, start: int) -> bool:
    """Whether the digits belong to a name or a rate: "F-16", "S -400", "A320", "Covid-19", "$50"."""
    if not start:
        return False
    before = low[start - 1]
    if before.isalnum() or before in "$€£#.+":
        return before != "." or (start > 1 and low[start - 2].isalnum() and low[start - 2].isascii())
    if before in "-–" and _EDITION.search(low[max(0, start - 8) : start + 5]):
        return False
    if before in "-–" and low[start - 2 : start - 1] == "h" and low[max(0, start - 3) : start - 2].isdigit():
        return False
    if before in "-–":
        head = low[: start - 1][-2:].rstrip()
        return bool(head) and bool(_LETTER.match(head[-1])) and head[-1] not in "ivx" and start > 1
    return False


def _number(low: str, start: int, end: int) -> Token | None:
    """The number token at ``start``; None for what cannot be part of a time ("5%", "3km", "1/2/3/4")."""
    m = _NUMBERS.match(low, start, end)
    if m is None:
        return None
    kind, text, stop = m.lastgroup or "", m[0], m.end()
    if kind in ("s", "s2"):
        kind = "full" if m["full"] else "short"
    following = low[stop : stop + 1]
    if following == "%":
        return None
    if kind in ("plain", "day", "clock") and (clock := _clock(low, m)):
        return clock
    if following.isalpha():
        return None
    return _READERS[kind](text, start, stop) or _plain(text, start)


def _clock(low: str, m: re.Match[str]) -> Token | None:
    if m.lastgroup == "clock":
        hour, minute = (int(x) for x in m[0].replace(" ", "").split(":"))
        end = m.end()
    else:
        hour_match = re.match(r"\d+", m[0])
        assert hour_match is not None
        after = _HOUR.match(low, m.start() + hour_match.end())
        if after is None:
            return None
        hour, end = int(hour_match[0]), after.end()
        minute = int((after[1] or after[2] or "0").replace(" ", "").replace("\u00a0", ""))
    if hour > 99 or minute > 59:
        return None
    return Token("C", m.start(), end, (hour, minute))


def _ints(text: str) -> list[int]:
    return [int(x) for x in re.findall(r"\d+", text)]


def _iso(text: str, start: int, end: int) -> Token | None:
    year, month, day = _ints(text)
    return Token("D", start, end, DayMonth(day, month, year)) if valid(day, month) else None


def _full(text: str, start: int, end: int) -> Token | None:
    day, month, year = _ints(text)
    year = year if year > 99 else year_of(year)
    return Token("D", start, end, DayMonth(day, month, year)) if valid(day, month) else None


def _days(text: str, start: int, end: int) -> Token | None:
    first, last, month, *year = _ints(text)
    if valid(first, month) and valid(last, month) and first < last:
        return Token("R", start, end, DayMonth(first, month, year[0] if year else None, last))
    if year and 1 <= first < last <= 12:
        return None
    if not year and valid(first, last) and month > 12:
        return Token("D", start, end, DayMonth(first, last, year_of(month)))
    if month <= 12 and (m := re.match(r"\d+", text)):
        return Token("N", start, start + m.end(), first)
    return None


def _years(text: str, start: int, end: int) -> Token | None:
    first, last = _ints(text)
    if last < 100:
        last += first // 100 * 100
    return Token("M", start, end, (first, last)) if 1000 <= first < last <= 2200 else None


def _months(text: str, start: int, end: int) -> Token | None:
    first, last, year = _ints(text)
    return Token("k", start, end, (first, last, year)) if 1 <= first < last <= 12 and 1000 <= year <= 2200 else None


def _month(text: str, start: int, end: int) -> Token | None:
    month, year = _ints(text)
    return Token("Q", start, end, (month, year)) if 1 <= month <= 12 and 1000 <= year <= 2200 else None


def _day(text: str, start: int, end: int) -> Token | None:
    day, month = _ints(text)
    if not valid(day, month):
        return None
    # With a dash it may as well be "two to three" of something.
    return Token("D" if "/" in text or "." in text else "F", start, end, DayMonth(day, month))


def _plain(text: str, start: int) -> Token | None:
    m = re.match(r"\d+", text)
    assert m is not None
    if len(m[0]) > 6:
        return None
    value = int(m[0])
    year = len(m[0]) == 4 and 1000 <= value <= 2200
    return Token("Y" if year else "N", start, start + m.end(), value)


def _big(text: str, start: int, end: int) -> Token | None:
    return Token("N", start, end, int(text.replace(".", ""))) if len(text) < 12 else None


def _fraction(text: str, start: int, end: int) -> Token | None:
    return Token("N", start, end, float(text.replace(",", "."))) if len(text) < 8 else None


_READERS = {"iso": _iso, "full": _full, "short": _full, "days": _days, "years": _years, "months": _months, "month": _month, "day": _day, "big": _big,
            "fraction": _fraction, "clock": lambda text, start, end: None, "plain": lambda text, start, end: None}  # fmt: skip
