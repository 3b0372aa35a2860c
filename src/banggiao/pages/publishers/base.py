"""What a publisher profile is: selectors as constants, in one layout for each time that the markup changed.

Selectors are those of :mod:`banggiao.pages.html_select`; within one constant the first that matches wins over the
later ones for single parts (title, body), and all of them count for parts that may recur (captions, boxes).
A profile need not name everything: what it leaves out, or what its selectors do not find, the general path supplies.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

Selectors = tuple[str, ...]


class Layout:
    """The selectors of one generation of a publisher's pages."""

    VALID_UNTIL: ClassVar[dt.date | None] = None  # the last day on which pages were made so; None: still
    SIGNATURE: ClassVar[Selectors] = ()  # any of these shows that a page is of this layout
    TITLE: ClassVar[Selectors] = ()
    LEAD: ClassVar[Selectors] = ()
    BODY: ClassVar[Selectors] = ()
    BYLINE: ClassVar[Selectors] = ()
    DATE: ClassVar[Selectors] = ()
    CLOCK: ClassVar[Selectors] = ()  # today's date, on every page
    SOURCE: ClassVar[Selectors] = ()  # the agency or outlet that a report is taken from
    CAPTION: ClassVar[Selectors] = ()
    DATELINE: ClassVar[Selectors] = ()
    RELATED: ClassVar[Selectors] = ()  # boxes of other stories in or beside the body
    TAGS: ClassVar[Selectors] = ()
    DROP: ClassVar[Selectors] = ()  # furniture inside the body


class PublisherProfile:
    """One content management system or publisher. Its layouts are the nested classes, newest first."""

    NAME: ClassVar[str] = ""
    LAYOUTS: ClassVar[tuple[type[Layout], ...]] = ()

    def __init_subclass__(cls) -> None:
        """Gather the nested layouts in the order in which they are written."""
        nested = (value for value in vars(cls).values() if isinstance(value, type))
        cls.LAYOUTS = tuple(value for value in nested if issubclass(value, Layout))
