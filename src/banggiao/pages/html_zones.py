"""Where the article stands on a page: its title line, the element that holds its body, the place of its lead.

A profile's selectors are asked first; what they do not find is found by features: paragraphs gather weight by length
and by running on without headlines between them, boxes that call themselves comments, footers or lists of news lose
it, and the container with most of the weight is the body (after Arc90's Readability). Metadata vote: the title that
the page claims, its description, its JSON-LD body.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from banggiao.pages.html_dom import Dom, Line
from banggiao.pages.html_meta import Metadata
from banggiao.pages.html_select import select
from banggiao.pages.html_words import Words, key
from banggiao.pages.publishers import Layout, PublisherProfile

BAD = frozenset(
    {"comment", "tags", "mostread", "related", "readmore", "teaser", "ad", "chrome", "footer", "aside", "player"}
)
BAD_TAGS = {
    "nav": "chrome",
    "footer": "footer",
    "aside": "aside",
    "form": "chrome",
    "button": "chrome",
    "select": "chrome",
    "label": "chrome",
}
HEADLINE = 20  # characters from which a line of link text is a headline rather than a menu entry


@dataclass(slots=True)
class Zones:
    """Where the parts stand: indices of lines (``title``, ``lead``) and of elements (``body``); -1 where not found."""

    layout: type[Layout] | None = None
    title: int = -1
    body: int = -1
    lead: list[int] = field(default_factory=list)
    end: int = 1 << 60  # the line from which nothing is body: readers' comments begin
    mass: int = 0  # characters of running paragraphs in the body
    share: float = 0.0  # of the page's running paragraphs, in [0, 1]
    bad: list[str] = field(default_factory=list)  # for each element the kind of the box it stands in, or ""


def headline(line: Line) -> bool:
    """Whether the line is link text long enough for a headline."""
    return line.linked >= 0.75 and len(line.text) >= HEADLINE and line.text.count(" ") >= 3


def paragraph(line: Line) -> bool:
    """Whether the line reads as a paragraph: long enough, closed by punctuation or very long, few links."""
    size = len(line.text)
    if size < 45 or line.linked > 0.5:
        return False
    return size >= 140 or line.text.rstrip("\"'”’» )]")[-1:] in ".!?:;…"


def choose_layout(dom: Dom, profiles: tuple[type[PublisherProfile], ...]) -> type[Layout] | None:
    """The first layout whose signature is on the page and whose body selector finds something."""
    for profile in profiles:
        for layout in profile.LAYOUTS:
            if select(dom, layout.SIGNATURE) and select(dom, layout.BODY):
                return layout
    return None


def find_zones(dom: Dom, meta: Metadata, words: Words, layout: type[Layout] | None) -> Zones:
    """Find title, body and lead."""
    zones = Zones(layout)
    running = _running(dom, meta, words)
    zones.title = _title(dom, meta, words, layout, running)
    zones.bad = _bad_boxes(dom, words, running, zones.title, layout)
    weights = [0.0 if zones.bad[line.leaf] else w for line, w in zip(dom.lines, running, strict=True)]
    if zones.title >= 0:
        for i in range(zones.title):
            weights[i] *= 0.2
    zones.end = _comments_begin(dom, words, zones.title, weights)
    weights[zones.end :] = [0.0] * len(weights[zones.end :])
    totals = _subtree_sums(dom, weights)
    zones.body = _profile_body(dom, layout, totals, zones.title)
    general = _container(dom, words, meta, weights, totals)
    if zones.body < 0 or (general >= 0 and totals[general] > 3 * totals[zones.body] + 600):
        zones.body = general
    everything = sum(weights)
    if zones.body >= 0:
        zones.mass = int(totals[zones.body])
        zones.share = totals[zones.body] / everything if everything else 0.0
    zones.lead = _lead(dom, meta, words, zones)
    return zones


def _running(dom: Dom, meta: Metadata, words: Words) -> list[float]:
    """The weight of every line: paragraphs count by length, in full where another stands next to them."""
    good = [paragraph(line) and words.furniture(line.text, outside=True) is None for line in dom.lines]
    known = key(meta.body)
    weights = []
    for i, line in enumerate(dom.lines):
        if not good[i]:
            weights.append(0.0)
            continue
        beside = _beside(dom, good, i, -1) or _beside(dom, good, i, 1)
        weight = min(len(line.text), 700) * (1.0 if beside else 0.35)
        if known and len(known) > 200 and key(line.text[:80]) in known:
            weight *= 2.0
        weights.append(weight)
    return weights


def _comments_begin(dom: Dom, words: Words, title: int, weights: list[float]) -> int:
    """The line that heads the readers' comments: furniture after three paragraphs, in another box than they."""
    parents: set[int] = set()
    passed = 0
    for i, line in enumerate(dom.lines):
        if i > title and weights[i] > 0:
            passed += 1
            parents.add(dom.parents[line.block])
            continue
        begins = len(line.text) < 60 and words.furniture(line.text, outside=False) == "comment_widget"
        if passed >= 3 and begins and dom.parents[line.block] not in parents:
            return i
    return len(dom.lines)


def _beside(dom: Dom, good: list[bool], i: int, step: int) -> bool:
    """Whether another paragraph stands next to line ``i``, at most two short lines that are no headlines between."""
    for j in range(i + step, i + 4 * step, step):
        if not 0 <= j < len(good) or headline(dom.lines[j]) or dom.lines[j].link_chars > 20:
            return False
        if good[j]:
            return True
    return False


def _subtree_sums(dom: Dom, weights: list[float]) -> list[float]:
    sums = [0.0] * len(dom.tags)
    for line, weight in zip(dom.lines, weights, strict=True):
        sums[line.leaf] += weight
    for element in range(len(sums) - 1, 0, -1):
        parent = dom.parents[element]
        if parent >= 0:
            sums[parent] += sums[element]
    return sums


def _bad_boxes(dom: Dom, words: Words, running: list[float], title: int, layout: type[Layout] | None) -> list[str]:
    """For every element the kind of the outermost box of furniture or other stories around it, or ""."""
    sums = _subtree_sums(dom, running)
    most = max(sums, default=0.0)
    at_title = dom.lines[title].leaf if title >= 0 else -1
    known = set(select(dom, layout.RELATED)) if layout else set()
    bad: list[str] = []
    for element, kin in enumerate(dom.kin):
        parent = dom.parents[element]
        if parent >= 0 and bad[parent]:
            bad.append(bad[parent])
            continue
        kind = BAD_TAGS.get(dom.tags[element], "")
        if not kind and kin:
            boxes = words.box(kin)
            kind = "" if boxes & {"lead", "byline", "date", "source", "caption"} else words.kind(kin, BAD)
        holds_title = element <= at_title < dom.ends[element]
        if element in known:
            kind = "related"
        if kind and (holds_title or (sums[element] > 0.45 * most and kind != "comment")):
            kind = ""
        bad.append(kind)
    return bad


def _profile_body(dom: Dom, layout: type[Layout] | None, totals: list[float], title: int) -> int:
    """The first element of the profile's body selectors after the title that holds text: more articles may follow."""
    if layout is None:
        return -1
    found = select(dom, layout.BODY)
    after = [e for e in found if title < 0 or dom.ends[e] > dom.lines[title].leaf]
    for element in after:
        if totals[element] >= 200:
            return element
    return max(after, key=lambda e: totals[e], default=-1)


def _container(dom: Dom, words: Words, meta: Metadata, weights: list[float], totals: list[float]) -> int:
    """The element with most of the running paragraphs, widened while that brings in much more of them."""
    marked = [e for e in select(dom, ("[itemprop=articleBody]", "[property=articleBody]")) if totals[e] >= 300]
    if marked:
        return max(marked, key=lambda e: totals[e])
    shared: dict[int, int] = {}
    for line in dom.lines:
        shared[line.block] = shared.get(line.block, 0) + 1
    scores: dict[int, float] = {}
    for line, weight in zip(dom.lines, weights, strict=True):
        if weight <= 0:
            continue
        near = line.block if shared[line.block] > 1 or dom.parents[line.block] < 0 else dom.parents[line.block]
        scores[near] = scores.get(near, 0.0) + weight
        if (parent := dom.parents[near]) >= 0:
            scores[parent] = scores.get(parent, 0.0) + weight / 2
    if not scores:
        return -1
    for element in scores:
        if dom.kin[element] and words.shows(dom.kin[element], "content"):
            scores[element] *= 1.25
    best = max(scores, key=lambda e: (scores[e], -e))
    current = best
    heads = _subtree_sums(dom, [float(headline(line)) for line in dom.lines])
    for ancestor in dom.ancestors(dom.parents[best]):
        if dom.tags[ancestor] in ("body", "html"):
            break
        added = totals[ancestor] - totals[current]
        if added > 0.15 * totals[current] and heads[ancestor] - heads[current] <= 2 + added / 100:
            current = ancestor
    return current


def _title(dom: Dom, meta: Metadata, words: Words, layout: type[Layout] | None, running: list[float]) -> int:
    """The line of the article's title: by the profile, else the heading that agrees best with the page's own claims."""
    elements = select(dom, layout.TITLE) if layout else []
    for element in elements[:20]:
        inside = [i for i in dom.lines_in(element) if len(dom.lines[i].text) >= 10]
        if inside:
            return inside[0]
    claims = [key(t) for t in meta.titles if len(t) >= 10]
    best, best_score = -1, 1.0
    first_text = next((i for i, w in enumerate(running) if w >= 150), len(dom.lines))
    for i, line in enumerate(dom.lines):
        score = _title_score(dom, line, claims)
        if score and i > first_text + 8:
            score -= 1.5
        if score > best_score:
            best, best_score = i, score
    return best if best >= 0 else _bold_title(dom, words, first_text)


def _bold_title(dom: Dom, words: Words, first_text: int) -> int:
    """On a page without headings, as printers get them: the bold line over the date or the first paragraph."""
    for i, line in enumerate(dom.lines[: min(first_text + 1, 12)]):
        bold = line.strong_chars >= 0.8 * len(line.text) and not line.linked
        size = 5 <= line.text.count(" ") + 1 <= 30 and line.text[-1:] not in ".,;:"
        near = dom.lines[i + 1 : i + 3]
        if bold and size and not words.dated(line.text) and any(words.dated(x.text) or paragraph(x) for x in near):
            return i
    return -1


def _title_score(dom: Dom, line: Line, claims: list[str]) -> float:
    if not 12 <= len(line.text) <= 300:
        return 0.0
    tag = next((dom.tags[e] for e in dom.ancestors(line.leaf) if dom.tags[e] in ("h1", "h2", "h3", "li", "nav")), "")
    low = key(line.text)
    score = {"h1": 3.0, "h2": 1.0}.get(tag, 0.0)
    claimed = 3.0 if low in claims else 1.6 if any(low in c or c in low for c in claims) else 0.0
    score += claimed
    # The title of an article may be a link to itself; a list's headlines are links to elsewhere.
    if line.linked > 0.8 and not (tag == "h1" and claimed):
        score -= 2.2
    itemprop = dom.attributes[line.leaf].get("itemprop")
    return score + (1.0 if itemprop in ("headline", "name") and score else 0.0)


def _lead(dom: Dom, meta: Metadata, words: Words, zones: Zones) -> list[int]:
    """The lines of the lead: by the profile, by the name of its box, by the page's description, by its shape."""
    if zones.body < 0 and zones.title < 0:
        return []
    if zones.layout is not None:
        for element in select(dom, zones.layout.LEAD)[:20]:
            found = [i for i in dom.lines_in(element) if _may_lead(dom.lines[i]) and i > zones.title]
            if found:
                return found
    body = [
        i for i, line in enumerate(dom.lines) if zones.body >= 0 and dom.holds(zones.body, line) and i > zones.title
    ]
    first = next(
        (i for i in body if paragraph(dom.lines[i]) and not zones.bad[dom.lines[i].leaf]),
        body[0] if body else len(dom.lines),
    )
    span = (
        range(zones.title + 1, min(first + 1, zones.title + 60, len(dom.lines)))
        if zones.title >= 0
        else range(max(0, first - 5), first)
    )
    open_lines = [
        i
        for i in span
        if _may_lead(dom.lines[i]) and not zones.bad[dom.lines[i].leaf] and not _captions(dom, words, dom.lines[i])
    ]
    named = [
        i
        for i in open_lines
        if any(dom.kin[e] and words.shows(dom.kin[e], "lead") for e in _near(dom, dom.lines[i].leaf, zones.body))
    ]
    if named:
        return named[:4]
    claims = [key(words.without_opener(d)).strip(" .…")[:70] for d in meta.descriptions if len(d) >= 40]
    for i in open_lines:
        opening = key(words.without_opener(dom.lines[i].text))[:70]
        if any(len(c) >= 30 and (opening.startswith(c) or c.startswith(opening[:60])) for c in claims):
            return [i]
    apart = _set_apart(dom, zones, [i for i in body if paragraph(dom.lines[i])])
    for i in open_lines:
        line = dom.lines[i]
        bold = line.strong_chars >= 0.8 * len(line.text) and len(line.text) >= 60
        heading = dom.tags[line.block] == "h2" and len(line.text) >= 60
        if bold or heading or (i < first and i not in body and len(line.text) >= 60) or (i == apart):
            return [i]
    return []


def _set_apart(dom: Dom, zones: Zones, paragraphs: list[int]) -> int:
    """The first paragraph when the element around it is unlike those around all the others, else -1."""
    if len(paragraphs) < 4 or len(dom.lines[paragraphs[0]].text) > 450:
        return -1
    around = [max(0, dom.parents[dom.lines[i].block]) for i in paragraphs]
    shapes = [(dom.tags[e], dom.kin[e]) for e in around]
    alone = around[0] != zones.body and around[0] not in around[1:]
    return paragraphs[0] if alone and shapes[0] not in shapes[1:] and len(set(shapes[1:4])) == 1 else -1


def _captions(dom: Dom, words: Words, line: Line) -> bool:
    """Whether the line stands in a table or figure and names the source of a picture."""
    boxed = any(dom.tags[e] in ("table", "figure") for e in dom.ancestors(line.leaf))
    return boxed and words.photo_credit(line.text)


def _may_lead(line: Line) -> bool:
    return len(line.text) >= 25 and line.linked < 0.6


def _near(dom: Dom, element: int, limit: int) -> list[int]:
    """The element and up to three of its ancestors, short of ``limit``."""
    found: list[int] = []
    for ancestor in dom.ancestors(element):
        if ancestor == limit or len(found) == 4 or dom.tags[ancestor] in ("body", "main", "html"):
            break
        found.append(ancestor)
    return found
