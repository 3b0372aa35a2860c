"""Read digits as they stand in texts: days, months, years, clocks, counts.

A run of digits and separators is cut into tokens; what belongs to a name, a rate or a fraction is dropped here where
its own characters show it, and in ``guards.py`` where only its neighbours do.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from banggiao.times.lexicon import DayMonth, Token, valid, year_of

# A number with what corpus spacing leaves of its separators: "15/7", "20 - 29/7", "10:30", "1.500", "1,5".
RUN = re.compile(r"[0-9][0-9]*(?::[0-9]\s[0-9](?![0-9])|(?:\s?[-–—]\s?|\s?/\s?|[.:,])[0-9]+)*")
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
PUNCTUATION = {",": ",", "(": "(", ")": ")", "-": "-", "–": "-", "—": "-", "/": "-"}
MARK = re.compile(r"[ \t\u00a0\u200b\ufeff]*([,()\-–—/])?[ \t\u00a0\u200b\ufeff]*")
# A year after the name of an exercise or a fair ("Vostok -2018") is a year; after letters and capitals it is a model.
_EDITION = re.compile(r"[^\W\d_]{4} ?[-–]20[1-3]\d\b")
_LETTER = re.compile(r"[^\W\d_]")


def digits(low: str, start: int, end: int) -> list[Token]:
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
        rest = MARK.match(low, start)
        if not rest or not rest[1] or rest[1] == "/" or rest.end() >= end:
            break
        out.append(Token(PUNCTUATION[rest[1]], rest.start(1), rest.end(1)))
        start = rest.end()
    return out


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


_READERS: dict[str, Callable[[str, int, int], Token | None]] = {
    "iso": _iso,
    "full": _full,
    "short": _full,
    "days": _days,
    "years": _years,
    "months": _months,
    "month": _month,
    "day": _day,
    "big": _big,
    "fraction": _fraction,
    "clock": lambda text, start, end: None,
    "plain": lambda text, start, end: None,
}
