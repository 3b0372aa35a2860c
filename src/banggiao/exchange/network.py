"""The network of who acts towards whom, for Gephi and other tools: GEXF 1.3 and GraphML.

Nodes are actors, edges go from actor to recipient; the weight of an edge is its number of events, beside the mean
PLOVER score and the events by quad category. Only what happened counts, and reports of one event count once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from banggiao import knowledge
from banggiao.exchange.fields import xml
from banggiao.ontology import QUADS
from banggiao.store.events import EventRow
from banggiao.store.import_rows import dyads_of

Write = Callable[[bytes], object]
_NODE = (("label", "string"), ("kind", "string"), ("events", "long"))
_EDGE = (
    *(("weight", "double"), ("events", "long"), ("mean_score", "double"), ("first", "string"), ("last", "string")),
    *((quad.replace(" ", "_"), "long") for quad in QUADS),
)


class Edge(Struct):
    """What one actor did towards another."""

    events: int = 0
    score: float = 0.0
    scored: int = 0
    first: str = ""
    last: str = ""
    quads: dict[str, int] = {}


class Network:
    """Adds up events; memory grows with pairs of actors, not with events."""

    def __init__(self) -> None:
        self.edges: dict[tuple[str, str], Edge] = {}
        self.actors: dict[str, int] = {}
        self._told: set[str] = set()

    def add(self, row: EventRow) -> bool:
        """Count ``row``; whether it counts."""
        if row.status not in ("actual", "historical") or (row.occurrence and row.occurrence in self._told):
            return False
        pairs = dyads_of(row.actors, row.recipients)
        if row.occurrence:
            self._told.add(row.occurrence)
        for pair in pairs:
            _count(self.edges.setdefault(pair, Edge()), row)
        for code in {code for pair in pairs for code in pair}:
            self.actors[code] = self.actors.get(code, 0) + 1
        return bool(pairs)


def _count(edge: Edge, row: EventRow) -> None:
    edge.events += 1
    if row.score is not None:
        edge.score += row.score
        edge.scored += 1
    edge.quads[row.quad] = edge.quads.get(row.quad, 0) + 1
    if row.date and row.date.start:
        day = row.date.start.isoformat()
        edge.first = min(edge.first or day, day)
        edge.last = max(edge.last, day)


def write(network: Network, form: str, out: Write) -> None:
    """Write ``network`` as ``form``: gexf or graphml. The same events give the same bytes."""
    for part in (_gexf if form == "gexf" else _graphml)(network):
        out(part.encode())


def _node_values(network: Network, code: str) -> Iterator[str]:
    yield knowledge.name_of(code)
    yield "state" if code in knowledge.states() else getattr(knowledge.organisations().get(code), "kind", "other")
    yield str(network.actors[code])


def _edge_values(edge: Edge) -> Iterator[str]:
    yield str(edge.events)
    yield str(edge.events)
    yield f"{edge.score / edge.scored:.4f}" if edge.scored else ""
    yield edge.first
    yield edge.last
    yield from (str(edge.quads.get(quad, 0)) for quad in QUADS)


def _attribute(text: str) -> str:
    return quoteattr(xml(text))


def _gexf(network: Network) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    yield '<meta><creator>banggiao</creator></meta>\n<graph defaultedgetype="directed" mode="static">\n'
    for kind, fields in (("node", _NODE[1:]), ("edge", _EDGE[1:])):
        yield f'<attributes class="{kind}">\n'
        yield from (f'<attribute id="{name}" title="{name}" type="{type}"/>\n' for name, type in fields)
        yield "</attributes>\n"
    yield "<nodes>\n"
    for code in sorted(network.actors):
        label, *rest = _node_values(network, code)
        yield f"<node id={_attribute(code)} label={_attribute(label)}>{_gexf_values(_NODE[1:], rest)}</node>\n"
    yield "</nodes>\n<edges>\n"
    for number, ((actor, recipient), edge) in enumerate(sorted(network.edges.items(), key=lambda item: item[0])):
        weight, *rest = _edge_values(edge)
        ends = f"source={_attribute(actor)} target={_attribute(recipient)}"
        yield f'<edge id="{number}" {ends} weight="{weight}">{_gexf_values(_EDGE[1:], rest)}</edge>\n'
    yield "</edges>\n</graph>\n</gexf>\n"


def _gexf_values(fields: Iterable[tuple[str, str]], values: Iterable[str]) -> str:
    pairs = ((name, value) for (name, _), value in zip(fields, values, strict=True) if value)
    inner = "".join(f'<attvalue for="{name}" value={_attribute(value)}/>' for name, value in pairs)
    return f"<attvalues>{inner}</attvalues>"


def _graphml(network: Network) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for kind, fields in (("node", _NODE), ("edge", _EDGE)):
        for name, type in fields:
            yield f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{type}"/>\n'
    yield '<graph edgedefault="directed">\n'
    for code in sorted(network.actors):
        inner = _graphml_values("node", _NODE, _node_values(network, code))
        yield f"<node id={_attribute(code)}>{inner}</node>\n"
    for (actor, recipient), edge in sorted(network.edges.items(), key=lambda item: item[0]):
        inner = _graphml_values("edge", _EDGE, _edge_values(edge))
        yield f"<edge source={_attribute(actor)} target={_attribute(recipient)}>{inner}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _graphml_values(kind: str, fields: Iterable[tuple[str, str]], values: Iterable[str]) -> str:
    pairs = ((name, value) for (name, _), value in zip(fields, values, strict=True) if value)
    return "".join(f'<data key="{kind}_{name}">{escape(xml(value))}</data>' for name, value in pairs)
