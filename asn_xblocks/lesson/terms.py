"""Words of the glossary linked where they first occur in a text."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from lxml import etree
from lxml import html as lxml_html

__all__ = ["link_terms"]

_NOT_INSIDE = frozenset({"a", "code", "pre", "kbd", "samp", "h3", "h4", "h5", "h6", "abbr", "dfn"})


@lru_cache(maxsize=512)
def link_terms(html: str, names: tuple[str, ...], prefix: str) -> str:
    """The HTML with each name linked once to ``#<prefix><position of the name>``.

    Longer names win over shorter ones in them; links, code and headings stay as they are.
    """
    places = {name.casefold(): place for place, name in enumerate(names)}
    longest_first = sorted(names, key=len, reverse=True)
    if not any(name.casefold() in html.casefold() for name in names):
        return html
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE
    )
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    linked: set[str] = set()
    for element, is_tail in list(_texts(root)):
        pieces = _split((element.tail if is_tail else element.text) or "", pattern, linked)
        if len(pieces) > 1:
            _put(element, is_tail, pieces, lambda name: f"#{prefix}{places[name.casefold()]}")
    return _escaped(root.text) + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in root
    )


def _texts(root: Any) -> Iterator[tuple[Any, bool]]:
    """Each place that holds text: an element, and whether it is the text after it."""
    for element in root.iter():
        around = {parent.tag for parent in element.iterancestors()}
        if not around & _NOT_INSIDE:
            if element.tag not in _NOT_INSIDE:
                yield element, False
            if element is not root:
                yield element, True


def _split(text: str, pattern: re.Pattern[str], linked: set[str]) -> list[str]:
    """The text cut at names not linked before: plain, name, plain, name, ... plain."""
    cut = []
    end = 0
    for found in pattern.finditer(text):
        if found[0].casefold() not in linked:
            linked.add(found[0].casefold())
            cut += [text[end : found.start()], found[0]]
            end = found.end()
    return [*cut, text[end:]]


def _put(element: Any, is_tail: bool, pieces: list[str], address: Callable[[str], str]) -> None:
    """Puts plain pieces and links back where the text was."""
    parent = element.getparent() if is_tail else element
    at = parent.index(element) + 1 if is_tail else 0
    if is_tail:
        element.tail = pieces[0]
    else:
        element.text = pieces[0]
    names, tails = pieces[1::2], pieces[2::2]
    for offset, (name, tail) in enumerate(zip(names, tails, strict=True)):
        link = etree.Element("a", {"class": "asn-lesson-term", "href": address(name)})
        link.text, link.tail = name, tail
        parent.insert(at + offset, link)


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
