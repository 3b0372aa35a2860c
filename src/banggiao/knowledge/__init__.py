"""What is known of states, organisations, offices, places and dates: tables, read on first use.

Their origin and licences stand in NOTICE. Every table says what it was when it was compiled: an office without an end
was held at ``as_of`` and is unknown afterwards.
"""

from banggiao.knowledge.entities import Organisation, State, is_dated, members, name_of, organisations, states
from banggiao.knowledge.offices import Offices, Tenure, name_key, offices
from banggiao.knowledge.places import KnownPlace, capital_of, places

__all__ = [
    "KnownPlace",
    "Offices",
    "Organisation",
    "State",
    "Tenure",
    "capital_of",
    "is_dated",
    "members",
    "name_key",
    "name_of",
    "offices",
    "organisations",
    "places",
    "states",
]
