"""What an editor's form sent, checked field by field, and its texts as elements."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from .errors import N_, ContentInvalid
from .markup import clean_html
from .olx import Element
from .prose import from_line, from_prose

__all__ = ["Kept", "Row", "element_of", "flag", "place", "rows", "text"]

Row = Mapping[str, Any]
Kept = Mapping[str, str]  # a text as the form showed it: the HTML it stood for

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def text(row: Row, name: str) -> str:
    """The text of a field without blanks around it; ``""`` when it is absent."""
    value = row.get(name, "")
    if not isinstance(value, str) or _NOT_XML.search(value):
        raise ContentInvalid(N_("%(field)s must be a text."), field=name)
    return value.strip()


def flag(row: Row, name: str) -> bool:
    """Whether a field is ticked; absent is no."""
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise ContentInvalid(N_("%(field)s must be true or false."), field=name)
    return value


def rows(row: Row, name: str) -> list[Row]:
    """The rows of a field; an empty list when it is absent."""
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ContentInvalid(N_("%(field)s must be a list of objects."), field=name)
    return value


def place(row: Row, name: str, number: int) -> str:
    """How to find a row again: its own name, or its number where it has none."""
    given = row.get(name)
    return given if isinstance(given, str) and given else str(number)


def element_of(tag: str, row: Row, name: str, *, kept: Kept, is_line: bool = False) -> Element:
    """A new element that holds the HTML of a typed text.

    A text that was not touched keeps the HTML it stood for.
    """
    typed = text(row, name)
    html = kept.get(typed)
    if html is None:
        html = from_line(typed) if is_line else from_prose(typed)
    html = clean_html(html)
    if not html:
        return etree.Element(tag)
    return lxml_html.fragment_fromstring(html, create_parent=tag)
