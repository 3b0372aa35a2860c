"""What is known of states, organisations, offices, places and dates: tables, read on first use.

Their origin and licences stand in NOTICE. Every table says what it was when it was compiled: an office without an end
was held at ``as_of`` and is unknown afterwards.
"""

from banggiao.knowledge.entities import Organisation, State, is_dated, members, name_of, organisations, states

__all__ = ["Organisation", "State", "is_dated", "members", "name_of", "organisations", "states"]
