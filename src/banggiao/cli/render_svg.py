"""Two small drawings for the HTML view: when things happened, and who stands to whom. Same record, same drawing."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
from itertools import combinations, pairwise

from msgspec import Struct

from banggiao.cli import wording
from banggiao.cli.interface import Interface
from banggiao.records import AgendaEntry, Event, Interval, Record

MOST_DATES = 12
MOST_ACTORS = 12
_GAP = dt.timedelta(days=366)
_TALLEST = 6
_STEP, _DOT, _NARROWEST = 92, 7, 460


class Canvas(Struct, frozen=True):
    """How large the network is drawn, and how many letters of a name find room in it."""

    width: float
    height: float
    letters: int


_FEW = {1: Canvas(440, 150, 16), 2: Canvas(440, 150, 16), 3: Canvas(440, 220, 16), 4: Canvas(440, 230, 16)}
_SOME, _MANY = Canvas(440, 320, 16), Canvas(680, 440, 14)


class Moment(Struct):
    """One place on the timeline: an interval, and what falls on it."""

    interval: Interval
    events: list[Event]
    planned: list[AgendaEntry]
    published: bool = False


def timeline(record: Record, ui: Interface, anchor: Callable[[Event], str]) -> str:
    """Dots for events and rings for plans over the dates they fall on, in order; ``anchor`` names an event's row.

    The dates are evenly spaced, since an article names days of this week and years long past together: a dotted
    stretch of the axis says that a year or more lies between. Empty when there are fewer than two dates.
    """
    moments, left_out = _moments(record)
    if len(moments) < 2:
        return ""
    width = max(_STEP * len(moments), _NARROWEST)
    left_edge = (width - _STEP * (len(moments) - 1)) / 2
    axis = 30 + (2 * _DOT + 1) * min(max(max(len(m.events), len(m.planned)) for m in moments), _TALLEST + 1)
    shapes: list[str] = []
    for number, (left, right) in enumerate(pairwise(moments)):
        x = left_edge + _STEP * number
        far = _first(right.interval) - _last(left.interval) > _GAP
        tip = f"<title>{escape(ui.say('historical_gap'))}</title>" if far else ""
        shapes.append(
            f'<line class="{"gap" if far else "axis"}" x1="{x}" y1="{axis}" x2="{x + _STEP}" y2="{axis}">{tip}</line>'
        )
    for number, moment in enumerate(moments):
        shapes += _moment(moment, (left_edge + _STEP * number, axis), ui, anchor)
    if left_out:
        shapes.append(_label(width / 2, axis + 62, ui.say("timeline_more", count=left_out), "faint"))
    size = "wide" if len(moments) > 6 else "small"
    return _svg(width, axis + (70 if left_out else 56), shapes, ui.say("timeline"), size)


def _moments(record: Record) -> tuple[list[Moment], int]:
    """The dates of the record, earliest first, and how many are left out: the busiest are drawn when there are many."""
    found: dict[tuple[dt.date, dt.date], Moment] = {}

    def at(interval: Interval | None) -> Moment | None:
        if interval is None or (interval.start is None and interval.end is None):
            return None
        return found.setdefault((_first(interval), _last(interval)), Moment(interval, [], []))

    for event in wording.in_order(record.events):
        moment = at(event.date)
        if moment is not None:
            moment.events.append(event)
    for entry in record.agenda:
        moment = at(entry.date)
        if moment is not None:
            moment.planned.append(entry)
    moment = at(record.document.published)
    if moment is not None:
        moment.published = True
    busiest = sorted(
        found.values(), key=lambda m: (not m.published, -len(m.events) - len(m.planned), _first(m.interval))
    )
    shown = sorted(busiest[:MOST_DATES], key=lambda m: (_first(m.interval), _last(m.interval)))
    return shown, len(busiest) - len(shown)


def _moment(moment: Moment, place: tuple[float, float], ui: Interface, anchor: Callable[[Event], str]) -> list[str]:
    x, axis = place
    shapes: list[str] = []
    y = axis - 16.0
    if moment.published:
        diamond = f"M{x} {axis - 9}l8 9l-8 9l-8 -9z"
        shapes.append(f'<path class="published" d="{diamond}"><title>{escape(ui.say("published"))}</title></path>')
    else:
        shapes.append(f'<circle class="node" cx="{x}" cy="{axis}" r="4"/>')
    for event in moment.events[:_TALLEST]:
        css = event.quad.replace(" ", "-") + ("" if event.status == "actual" else " weak")
        tip = (
            f"{wording.parties(event.actors, ui)} → {wording.parties(event.recipients, ui)}: {wording.what(event, ui)}"
        )
        shapes.append(
            f'<a href="#{anchor(event)}"><circle class="dot {escape(css)}" cx="{x}" cy="{y}" r="{_DOT}">'
            f"<title>{escape(tip)}</title></circle></a>"
        )
        y -= 2 * _DOT + 1
    left_out = len(moment.events) - _TALLEST
    if left_out > 0:
        shapes.append(_label(x, y + 3, f"+{left_out}", "faint"))
    for number, entry in enumerate(moment.planned[:3]):
        tip = escape(f"{ui.say('planned_mark')}: {wording.clean(entry.what)}")
        cx = x + 17
        shapes.append(
            f'<circle class="planned" cx="{cx}" cy="{axis - 16 - 15 * number}" r="5"><title>{tip}</title></circle>'
        )
    lines = _caption(moment.interval, ui)
    if moment.published:
        lines.append(ui.say("published_mark"))
    shapes += [_label(x, axis + 22 + 14 * n, line, "faint" if n else "") for n, line in enumerate(lines)]
    return shapes


def _caption(interval: Interval, ui: Interface) -> list[str]:
    """The date in one line, or a span of dates in two."""
    words = wording.date(interval, ui)
    if interval.start and interval.end and words == ui.say("span", start=interval.start, end=interval.end):
        return [interval.start.isoformat(), f"– {interval.end.isoformat()}"]
    if interval.start and not interval.end:
        return [ui.say("from", start="").strip(), interval.start.isoformat()]
    if interval.end and not interval.start:
        return [ui.say("until", end="").strip(), interval.end.isoformat()]
    return [words]


def _first(interval: Interval) -> dt.date:
    return interval.start or interval.end or dt.date.min


def _last(interval: Interval) -> dt.date:
    return interval.end or interval.start or dt.date.max


def network(events: Iterable[Event], ui: Interface) -> str:
    """Who acts towards whom: one line for each pair and kind, the thicker the more events; empty without a pair.

    Joint acts (several actors, no recipient) join their actors by a line without a head. Actors stand on an ellipse,
    those with the most events first.
    """
    names, edges = _edges(events, ui)
    actors, left_out = _drawn(edges)
    if not actors:
        return ""
    canvas = _FEW.get(len(actors), _SOME if len(actors) <= 6 else _MANY)
    places = _ellipse(actors, canvas)
    shown = {code: names[code] if len(names[code]) <= canvas.letters else code for code in actors}
    shapes: list[str] = []
    lanes: Counter[frozenset[str]] = Counter()
    for (source, target, kind, directed), weight in sorted(edges.items()):
        if source in places and target in places:
            lane = lanes[frozenset((source, target))]
            lanes[frozenset((source, target))] += 1
            tip = f"{names[source]} → {names[target]}: {ui.label('quads', kind)} ({weight})"
            look = (kind.replace(" ", "-"), directed, tip, _half(shown[target]))
            shapes.append(_edge(places[source], places[target], lane, weight, look))
    for code in actors:
        shapes.append(_node(shown[code], f"{names[code]} ({code})", places[code]))
    if left_out:
        shapes.append(_label(canvas.width / 2, canvas.height - 6, ui.say("network_more", count=left_out), "faint"))
    return _svg(canvas.width, canvas.height, shapes, ui.say("network"), "large" if canvas is _MANY else "small")


def _edges(events: Iterable[Event], ui: Interface) -> tuple[dict[str, str], Counter[tuple[str, str, str, bool]]]:
    """The names of the actors by code, and how often (source, target, quad category, directed) occurs."""
    names: dict[str, str] = {}
    edges: Counter[tuple[str, str, str, bool]] = Counter()
    for event in events:
        if event.status == "negated":
            continue
        for party in (*event.actors, *event.recipients):
            names.setdefault(party.code, wording.actor(party.code, ui, party.name))
        actors = sorted({p.code for p in event.actors})
        recipients = sorted({p.code for p in event.recipients})
        if recipients:
            edges.update((a, r, event.quad, True) for a in actors for r in recipients)
        else:
            edges.update((a, b, event.quad, False) for a, b in combinations(actors, 2))
    return names, edges


def _drawn(edges: Counter[tuple[str, str, str, bool]]) -> tuple[list[str], int]:
    """The actors that are drawn, those with the most events first, and how many are left out.

    The heaviest lines are chosen, with both of their ends: an actor that stands alone would tell nothing.
    """
    degree: Counter[str] = Counter()
    for (source, target, _, _), weight in edges.items():
        degree[source] += weight
        degree[target] += weight
    chosen: set[str] = set()
    for source, target, *_ in sorted(edges, key=lambda e: (-edges[e], -degree[e[0]] - degree[e[1]], e)):
        if len(chosen | {source, target}) <= MOST_ACTORS:
            chosen |= {source, target}
    return sorted(chosen, key=lambda code: (-degree[code], code)), len(degree) - len(chosen)


def _ellipse(actors: list[str], canvas: Canvas) -> dict[str, tuple[float, float]]:
    """A place for each actor: the first at the left, the others around."""
    turn, x, y = 2 * math.pi / len(actors), canvas.width / 2, canvas.height / 2
    return {
        code: (round(x - (x - 68) * math.cos(turn * n), 1), round(y - (y - 42) * math.sin(turn * n), 1))
        for n, code in enumerate(actors)
    }


def _edge(
    source: tuple[float, float],
    target: tuple[float, float],
    lane: int,
    weight: int,
    look: tuple[str, bool, str, float],
) -> str:
    """A curve from ``source`` to ``target``; each further one between the same two bends more, to the other side."""
    kind, directed, tip, half = look
    (x1, y1), (x2, y2) = source, target
    thick = min(1.5 + 0.9 * (weight - 1), 6)
    title = f"<title>{escape(tip)}</title>"
    if source == target:
        path = f"M{x1 - 12} {y1 - 12}C{x1 - 44} {y1 - 58} {x1 + 44} {y1 - 58} {x1 + 12} {y1 - 12}"
        return f'<path class="edge {kind}" stroke-width="{thick}" d="{path}">{title}</path>'
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    ux, uy = (x2 - x1) / length, (y2 - y1) / length
    bend = 16 + 20 * lane
    cx, cy = (x1 + x2) / 2 - uy * bend, (y1 + y2) / 2 + ux * bend
    reach = math.hypot(x2 - cx, y2 - cy) or 1.0
    vx, vy = (x2 - cx) / reach, (y2 - cy) / reach
    if not directed:
        path = f"M{x1} {y1}Q{cx:.1f} {cy:.1f} {x2} {y2}"
        return f'<path class="edge {kind}" stroke-width="{thick}" d="{path}">{title}</path>'
    # The curve ends at the rim of the box around the target's name, where its head is.
    rim = min((half + 3) / abs(vx) if vx else 99, 17 / abs(vy) if vy else 99)
    ex, ey = x2 - vx * rim, y2 - vy * rim
    path = f"M{x1} {y1}Q{cx:.1f} {cy:.1f} {ex:.1f} {ey:.1f}"
    shape = f'<path class="edge {kind}" stroke-width="{thick}" d="{path}">{title}</path>'
    size = 6 + thick
    bx, by = ex - vx * size, ey - vy * size
    sx, sy = vy * size / 2, vx * size / 2
    corners = f"{ex:.1f},{ey:.1f} {bx - sx:.1f},{by + sy:.1f} {bx + sx:.1f},{by - sy:.1f}"
    return shape + f'<polygon class="head {kind}" points="{corners}"/>'


def _half(name: str) -> float:
    """Half the width of the box around ``name``."""
    return max(24.0, 3.6 * len(name) + 9)


def _node(name: str, whole: str, place: tuple[float, float]) -> str:
    x, y = place
    half = _half(name)
    box = f'<rect class="node" x="{x - half}" y="{y - 14}" width="{2 * half}" height="28" rx="14"/>'
    return f"<g><title>{escape(wording.clean(whole))}</title>{box}{_label(x, y + 4, name)}</g>"


def _label(x: float, y: float, words: str, css: str = "") -> str:
    look = f' class="{css}"' if css else ""
    return f'<text{look} x="{x}" y="{y}" text-anchor="middle">{escape(wording.clean(words))}</text>'


def _svg(width: float, height: float, shapes: Iterable[str], words: str, css: str) -> str:
    body = "".join(shapes)
    return f'<svg class="{css}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(words)}">{body}</svg>'
