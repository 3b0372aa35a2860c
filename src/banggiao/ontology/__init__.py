"""Types, modes, contexts, quad categories and scores of PLOVER 2.0, and the nearest CAMEO code: ``load()``.

PLOVER (Open Event Data Alliance, CC BY-SA 4.0) replaced CAMEO; data sets and users still speak CAMEO, whose codes are
text with leading zeros ("042" is not 42). The way back is not one to one: ``nearest.tsv`` says which code a type, mode
and context come closest to. The words that tell a context are the language pack's affair (its table ``topics``).
"""

from banggiao.ontology.plover import CameoCode, EventType, Ontology, cameo_codes, load
from banggiao.ontology.schemes import OUTSIDE, QUADS, Coding, cameo_of_label, coding, weis_codes

__all__ = [
    "OUTSIDE",
    "QUADS",
    "CameoCode",
    "Coding",
    "EventType",
    "Ontology",
    "cameo_codes",
    "cameo_of_label",
    "coding",
    "load",
    "weis_codes",
]
