"""What the codes of older event data (CAMEO, WEIS) mean in PLOVER: type, mode, contexts, quad category, score.

PLOVER has no type for bare statements (CAMEO 01, WEIS 02) and left out appeals (CAMEO 02): such events are
:data:`STATEMENT` and :data:`APPEAL`, keep the Goldstein weight of their code as score, and count as verbal cooperation,
as in GDELT and ICEWS (codebook of GDELT 2.0, QuadClass: roots 01 to 05). Codes are text: "010" is not "10".
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from banggiao.ontology.plover import CameoCode, cameo_codes, load, rows

Scheme = Literal["cameo", "weis"]
STATEMENT = "STATEMENT"
APPEAL = "APPEAL"
OTHER = "OTHER"
"""The type of an event whose code is none of its scheme's."""

OUTSIDE = (STATEMENT, APPEAL, OTHER)
"""Types of imported events that are none of PLOVER's."""

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""The quad categories in the order of GDELT's QuadClass, 1 to 4."""

_OUTSIDE = {("cameo", "01"): STATEMENT, ("cameo", "02"): APPEAL, ("weis", "02"): STATEMENT}


class Coding(Struct, frozen=True):
    """What a code means in PLOVER; ``score`` is None and ``quad`` empty where the code is not known."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: str
    score: float | None


UNKNOWN = Coding(OTHER, None, (), "", None)


@functools.cache
def weis_codes() -> Mapping[str, CameoCode]:
    """All WEIS codes, in the shape of CAMEO's; the extensions of the KEDS project among them."""
    return {
        row["code"]: CameoCode(
            row["code"], row["label"], float(row["goldstein"]), row["plover_type"], row["plover_mode"] or "", ()
        )
        for row in rows("weis.tsv")
    }


@functools.cache
def _by_label() -> Mapping[str, str]:
    """CAMEO codes by the letters of their label; of two codes of one label, the more general."""
    return {_letters(entry.label): entry.code for entry in reversed(list(cameo_codes().values()))}


def _letters(label: str) -> str:
    return "".join(c for c in label.lower() if c.isalpha())


def cameo_of_label(label: str) -> str | None:
    """The CAMEO code that is called ``label`` (only its letters count), None where none is."""
    return _by_label().get(_letters(label))


@functools.cache
def coding(code: str, scheme: Scheme = "cameo") -> Coding:
    """What ``code`` means in PLOVER: by itself, else by the code that it refines ("0841" by "084"), else OTHER.

    CAMEO has no roots 21 and 22 and no 065: such codes, which stand in CAMEO sets of the KEDS project, are WEIS's.
    """
    for other in dict.fromkeys((scheme, "weis")):
        table = weis_codes() if other == "weis" else cameo_codes()
        if code in table:
            return _coding(table[code], other)
    table = weis_codes() if scheme == "weis" else cameo_codes()
    for size in range(len(code) - 1, 1, -1):
        if code[:size] in table and code.isdigit():
            return _coding(table[code[:size]], scheme)
    return UNKNOWN


def _coding(entry: CameoCode, scheme: str) -> Coding:
    if not entry.type:
        outside = _OUTSIDE.get((scheme, entry.code[:2]), OTHER)
        return Coding(outside, None, (), QUADS[0] if outside != OTHER else "", entry.goldstein)
    ontology = load()
    mode = entry.mode if entry.mode in ontology.modes(entry.type) else ""
    score = ontology.score(entry.type, mode or None)
    return Coding(entry.type, mode or None, entry.contexts, ontology.quad(entry.type), score)
