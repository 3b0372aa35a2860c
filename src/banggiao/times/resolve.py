"""From what the words say to days of the calendar, given a day of publication and the days named before."""

from __future__ import annotations

import datetime as dt

from banggiao.records import Precision
from banggiao.times import calendar
from banggiao.times.pattern import Pattern, Point


class Setting:
    """What a value may rest on: the day of publication, the last day named, and which way a missing year goes.

    ``future`` is True where the context speaks of what is to come, False where of what was, None where it says neither;
    ``firm`` where the words themselves can only mean a day past. ``spoken``: the words stand in a quotation.
    """

    def __init__(
        self,
        reference: dt.date | None,
        antecedent: dt.date | None = None,
        future: bool | None = None,
        near_days: int = 45,
        firm: bool = False,
        spoken: bool = False,
    ) -> None:
        self.reference, self.antecedent, self.future = reference, antecedent, future
        self.near_days, self.firm, self.spoken = near_days, firm, spoken


class Value:
    """First and last day (None: open), and the precision named."""

    def __init__(self, start: dt.date | None, end: dt.date | None, precision: Precision) -> None:
        self.start, self.end, self.precision = start, end, precision

    def same(self, other: Value) -> bool:
        """Whether both are the same days, as precisely named."""
        return (self.start, self.end, self.precision) == (other.start, other.end, other.precision)


def value_of(pattern: Pattern, setting: Setting) -> Value | None:
    """The value of an expression; None where the setting does not bear one."""
    if pattern.name or pattern.event:
        return None
    if pattern.shape in ("point", "clock") and pattern.last is None:
        return _either(pattern, setting)
    if pattern.shape in ("range", "clock"):
        return _range(pattern, setting)
    if pattern.shape == "window":
        return _window(pattern, setting)
    if pattern.shape == "offset":
        return _offset(pattern, setting)
    if pattern.shape == "slice":
        return _slice(pattern, setting)
    return None


def _either(pattern: Pattern, setting: Setting) -> Value | None:
    beside = point_value(pattern.beside, setting) if pattern.beside else None
    if beside is not None:
        return beside
    return point_value(pattern.first, setting) if pattern.first else None


def _range(pattern: Pattern, setting: Setting) -> Value | None:
    first, last = pattern.first, pattern.last
    if first is not None and last is None and not pattern.now:
        start = _either(pattern, setting)
        return Value(start.start, None, start.precision) if start else None
    if pattern.from_now or pattern.now:
        return _with_now(pattern, setting)
    if first is None or last is None:
        return None
    shared = _share(first, last)
    end = point_value(last, setting)
    start = point_value(shared, setting)
    if start is None or end is None or start.start is None or end.end is None:
        return None
    if start.start > end.end:
        if shared.year is None and (moved := _share_year(shared, end)):
            start = point_value(moved, setting) or start
        elif last.year is None and (later := _later(last, start)):
            end = point_value(later, setting) or end
    assert start.start is not None and end.end is not None
    return Value(start.start, end.end, end.precision) if start.start <= end.end else None


def _with_now(pattern: Pattern, setting: Setting) -> Value | None:
    if setting.reference is None:
        return None
    point = pattern.last if pattern.from_now else pattern.first
    known = point_value(point, setting) if point else None
    if known is None:
        return None
    start, end = (setting.reference, known.end) if pattern.from_now else (known.start, setting.reference)
    return Value(start, end, known.precision) if start and end and start <= end else None


def _share(first: Point, last: Point) -> Point:
    """The first point with what only the last one names: "từ 4 đến 6/2/2018", "tháng 3 đến tháng 5/2018"."""
    if first.unit not in ("day", "month") or first.shift is not None or first.anaphor is not None:
        return first
    if first.weekday is not None and first.day is None:
        return first
    values = {f: getattr(first, f) for f in first.__struct_fields__}
    earlier = (
        first.month is not None
        and last.month is not None
        and (first.month, first.day or 0) > (last.month, last.day or 32)
    )
    for name in ("month", "year", "year_shift", "month_shift", "direction"):
        if values[name] in (None, "") and not (
            name == "year" and (first.year_shift is not None or (first.month is None and last.month is None))
        ):
            values[name] = getattr(last, name)
    if earlier and first.year is None and last.year is not None:
        values["year"] = last.year - 1
    return Point(**values)


def _share_year(point: Point, end: Value) -> Point | None:
    if end.end is None or point.month is None:
        return None
    values = {f: getattr(point, f) for f in point.__struct_fields__}
    year = end.end.year
    values["year"] = year if (point.month, point.day or 0) <= (end.end.month, end.end.day) else year - 1
    values["direction"] = ""
    return Point(**values)


def _later(point: Point, start: Value) -> Point | None:
    if start.start is None or point.month is None:
        return None
    values = {f: getattr(point, f) for f in point.__struct_fields__}
    year = start.start.year
    values["year"] = year if (point.month, point.day or 32) >= (start.start.month, start.start.day) else year + 1
    values["direction"] = ""
    return Point(**values)


def _window(pattern: Pattern, setting: Setting) -> Value | None:
    amount, reference = pattern.amount, setting.reference
    if amount is None or reference is None or amount.count is None or amount.upto is not None:
        return None
    other = _moved(reference, amount.unit, pattern.sign * amount.count)
    if other is None:
        return None
    start, end = (other, reference) if pattern.sign < 0 else (reference, other)
    return Value(start, end, _PRECISION[amount.unit])


_PRECISION: dict[str, Precision] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "season": "season",
    "year": "year",
    "decade": "decade",
    "century": "decade",
    "hour": "day",
    "minute": "day",
    "second": "day",
}
_SECONDS = {"hour": 3600, "minute": 60, "second": 1}


def _moved(to: dt.date, unit: str, count: float) -> dt.date | None:
    if abs(count) > 100_000:
        return None
    if unit in _SECONDS:
        return calendar.add(to, "day", int(count * _SECONDS[unit] / 86400))
    whole = int(count)
    moved = calendar.add(to, unit, whole)
    if moved and count != whole:
        days = {"week": 7, "month": 30, "year": 365, "quarter": 91}.get(unit, 0)
        moved = calendar.add(moved, "day", int(days * (count - whole)))
    return moved


def _offset(pattern: Pattern, setting: Setting) -> Value | None:
    amount = pattern.amount
    base = setting.antecedent if pattern.anaphoric else setting.reference
    if amount is None or base is None or amount.count is None or amount.upto is not None:
        return None
    if setting.spoken and amount.unit in ("day", "hour", "minute"):
        return None
    other = _moved(base, amount.unit, pattern.sign * amount.count)
    if other is None:
        return None
    pair = calendar.unit_of(other, amount.unit)
    return Value(pair[0], pair[1], _PRECISION[amount.unit]) if pair else None


def _slice(pattern: Pattern, setting: Setting) -> Value | None:
    amount, first = pattern.amount, pattern.first
    if (
        amount is None
        or first is None
        or amount.count is None
        or amount.upto is not None
        or amount.count != int(amount.count)
    ):
        return None
    whole = point_value(first, setting)
    if whole is None or whole.start is None or whole.end is None or not 0 < amount.count <= 400:
        return None
    count = int(amount.count)
    if amount.unit == "day" and first.unit == "week" and pattern.sign < 0 and count <= 2:
        return Value(whole.end - (count - 1) * calendar.ONE_DAY, whole.end, "day")
    if pattern.sign > 0:
        past_end = calendar.add(whole.start, amount.unit, count)
        end = past_end - calendar.ONE_DAY if past_end else None
        return Value(whole.start, end, _PRECISION[amount.unit]) if end and end <= whole.end else None
    after = whole.end + calendar.ONE_DAY
    start = calendar.add(after, amount.unit, -count)
    return Value(start, whole.end, _PRECISION[amount.unit]) if start and start >= whole.start else None


def point_value(point: Point, setting: Setting) -> Value | None:
    """First and last day of a point; None where it rests on something that the setting lacks."""
    if point.unit == "day":
        found = _day(point, setting)
        return Value(found, found, "day") if found else None
    pair = _unit(point, setting)
    if pair is None:
        return None
    if point.position:
        cut = calendar.part(pair, point.unit, point.position)
        if cut is None:
            return None
        pair = cut
    return Value(pair[0], pair[1], _PRECISION[point.unit])


def _day(point: Point, setting: Setting) -> dt.date | None:
    if point.day is not None:
        return _numbered_day(point, setting)
    if point.shift is not None:
        if setting.reference is None or setting.spoken:
            return None
        return calendar.add(setting.reference, "day", point.shift)
    if point.weekday is not None:
        return _weekday(point, setting)
    return calendar.add(setting.antecedent, "day", point.anaphor or 0) if setting.antecedent else None


def _weekday(point: Point, setting: Setting) -> dt.date | None:
    if setting.reference is None or point.weekday is None:
        return None
    if point.week_shift is not None:
        week = calendar.week(setting.reference, point.week_shift)
        return calendar.add(week[0], "day", point.weekday - 1) if week else None
    back = (setting.reference.weekday() + 1 - point.weekday) % 7
    ahead = point.direction == "next" or (point.direction == "" and setting.future is True)
    if ahead:
        return calendar.add(setting.reference, "day", 7 - back)
    return calendar.add(setting.reference, "day", -back)


def _numbered_day(point: Point, setting: Setting) -> dt.date | None:
    assert point.day is not None
    if point.month is None:
        return _day_of_month(point, setting)
    year = _explicit_year(point, setting)
    if year is not None:
        return calendar.day(year, point.month, point.day)
    if setting.reference is None or point.year_shift is not None:
        return None
    years = range(setting.reference.year - 4, setting.reference.year + 5)
    days = [calendar.day(year, point.month, point.day) for year in years]
    pairs = [(d, d) for d in days if d is not None]
    chosen = choose(pairs, setting, point.direction)
    return chosen[0] if chosen else None


def _day_of_month(point: Point, setting: Setting) -> dt.date | None:
    reference, number = setting.reference, point.day
    if reference is None or number is None:
        return None
    if point.month_shift is not None:
        month = calendar.months(reference.year, reference.month + point.month_shift)
        return calendar.day(month[0].year, month[0].month, number) if month else None
    days: list[calendar.Pair] = []
    for shift in range(-3, 4):
        month = calendar.months(reference.year, reference.month + shift)
        found = calendar.day(month[0].year, month[0].month, number) if month else None
        if found:
            days.append((found, found))
    chosen = choose(days, setting, point.direction)
    return chosen[0] if chosen else None


def _explicit_year(point: Point, setting: Setting) -> int | None:
    if point.year is not None:
        return point.year
    if point.year_shift is not None and setting.reference is not None:
        return setting.reference.year + point.year_shift
    return None


def choose(pairs: list[calendar.Pair], setting: Setting, direction: str = "") -> calendar.Pair | None:
    """The occurrence meant, of the occurrences of a recurring unit in order: the last that has begun, or the next one.

    A direction beside the words decides; else the context; and without either a unit that comes within ``near_days``
    wins over one that lies most of a year back.
    """
    reference = setting.reference
    if reference is None:
        return None
    past = [p for p in pairs if p[0] <= reference]
    coming = [p for p in pairs if p[1] >= reference]
    if not past or not coming:
        return past[-1] if past else coming[0] if coming else None
    last, following = past[-1], coming[0]
    ahead, behind = (following[0] - reference).days, (reference - last[1]).days
    if last == following or (direction == "" and setting.firm):
        return last
    if direction:
        nearest_ahead = direction == "next" or (direction == "current" and (ahead < behind or setting.future is True))
        return following if nearest_ahead else last
    if setting.future is True:
        # "Dự kiến" beside a day just past speaks of a plan that was, not of the same day a year on.
        return last if behind * 6 < ahead and behind <= 60 else following
    if ahead <= setting.near_days and behind > 4 * setting.near_days:
        return following
    return last


def _unit(point: Point, setting: Setting) -> calendar.Pair | None:
    if point.unit == "month":
        return _month(point, setting)
    if point.unit == "season" or point.unit == "quarter":
        return _quarter(point, setting)
    if point.unit == "century" and point.number:
        return calendar.century(point.number)
    if point.unit == "decade" and point.year is not None:
        return calendar.years(point.year, point.year + 9)
    if point.unit == "year" and point.year is not None:
        return calendar.years(point.year, point.year)
    return _shifted(point, setting)


def _shifted(point: Point, setting: Setting) -> calendar.Pair | None:
    if setting.reference is None or point.shift is None:
        return None
    if point.unit == "season":
        return None
    moved = calendar.add(setting.reference, point.unit, point.shift)
    return calendar.unit_of(moved, point.unit) if moved else None


def _month(point: Point, setting: Setting) -> calendar.Pair | None:
    if point.month is None:
        return _shifted(point, setting)
    year = _explicit_year(point, setting)
    if year is not None:
        return calendar.months(year, point.month)
    if setting.reference is None or point.year_shift is not None:
        return None
    around = (calendar.months(setting.reference.year + shift, point.month) for shift in (-1, 0, 1))
    pairs = [calendar.part(p, "month", point.position) if p and point.position else p for p in around]
    chosen = choose([pair for pair in pairs if pair is not None], setting, point.direction)
    return calendar.unit_of(chosen[0], "month") if chosen else None


def _quarter(point: Point, setting: Setting) -> calendar.Pair | None:
    if point.number is None:
        return _shifted(point, setting)
    make = calendar.season if point.unit == "season" else calendar.quarter
    year = _explicit_year(point, setting)
    if year is not None:
        return make(year, point.number)
    if setting.reference is None:
        return None
    if point.shift is not None:
        return make(setting.reference.year + point.shift, point.number)
    around = [make(setting.reference.year + shift, point.number) for shift in (-1, 0, 1)]
    return choose([pair for pair in around if pair is not None], setting, point.direction)
