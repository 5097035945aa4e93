"""Authored content as XML: in and out without loss, and nothing that could attack the reader.

Note [One authored field]
    A block keeps what its author wrote as one XML string, ``<asn_quiz>...</asn_quiz>`` without
    the settings, already cleaned. OLX import, the editor and OLX export all go through the
    functions here, so they cannot drift apart, and the digest of the content is the digest of
    that string.

Note [Pretty printing]
    Platforms export with ``pretty_print=True``, which puts line breaks between inline elements
    that stand alone in a paragraph. libxml2 leaves an element alone when it holds a text node,
    even an empty one, so ``write_into`` gives every element with HTML such a node.
"""

import hashlib
import re
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any, Final

from lxml import etree
from lxml import html as lxml_html

from .errors import N_, ContentInvalid
from .markup import clean_html, is_plain, show_html

__all__ = [
    "NOT_XML",
    "Element",
    "attribute",
    "canonical",
    "competency",
    "digest",
    "flag",
    "holds_html",
    "identifier",
    "inner_html",
    "line_of",
    "parse",
    "points",
    "put_html",
    "refuse_dangers",
    "tag_of",
    "write_into",
]

Element = etree._Element

LARGEST_BYTES: Final = 2 * 1024 * 1024
DEEPEST: Final = 64
_COMPETENCY = re.compile(r"(T\.[A-Z]{3}|M|S)\.[0-9]{2}")  # as scoring accepts it
NOT_XML: Final = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_ID_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")


_too_deep: Final = etree.XPath("/".join(["*"] * DEEPEST))
_BLANKS: Final = " \t\n\r"  # a no-break space at an edge is an author's sign and stays
_SPECIAL: Final = re.compile("[<>&]")
_PLAIN_XML: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def parse(text: str | bytes) -> Element:
    """The root of an OLX text; a DOCTYPE, an entity, too much size or depth is refused."""
    raw = text.encode() if isinstance(text, str) else text
    if len(raw) > LARGEST_BYTES:
        raise ContentInvalid(N_("The text is larger than 2 MB. Split it into several blocks."))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise ContentInvalid(
            N_("This is not well-formed XML (%(reason)s). Close or correct the tag there."),
            line=getattr(broken, "lineno", None) or 1,
            reason=str(broken).split(", line", 1)[0],
        ) from broken
    refuse_dangers(root)
    return root


def line_of(node: Element) -> int | None:
    """The line of the source an element was read from; None when it was made by a form."""
    line: Any = node.sourceline
    return line if isinstance(line, int) else None


def tag_of(node: Element) -> str:
    """The tag of an element; empty for comments, instructions and entities."""
    tag: Any = node.tag
    return tag if isinstance(tag, str) else ""


def refuse_dangers(root: Element) -> None:
    """Nothing, when the tree has no DOCTYPE, no entities and is not too deep; refuses otherwise."""
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise ContentInvalid(N_("A DOCTYPE is not allowed. Delete it."), line=1)
    for node in root.iter(etree.Entity):
        raise ContentInvalid(
            N_("The entity %(name)s is not allowed. Write the character itself."),
            line=line_of(node),
            name=node.text,
        )
    found: Any = _too_deep(root)
    for node in found:
        raise ContentInvalid(
            N_("Tags are nested too deeply. Keep to 64 levels."), line=line_of(node)
        )


def canonical(node: Element, *, vocabulary: frozenset[str]) -> str:
    """The content below ``node`` as the one string a block stores: cleaned, without settings.

    ``vocabulary`` holds the block's own tags; everything else is author's HTML.
    """
    refuse_dangers(node)
    root = etree.Element(str(node.tag))
    _copy_clean(node, root, vocabulary)
    return etree.tostring(root, encoding="unicode")


def _copy_clean(source: Element, target: Element, vocabulary: frozenset[str]) -> None:
    """Fills ``target`` from ``source``: own tags are walked, the HTML between them is cleaned."""
    if not len(source) and is_plain(source.text or ""):
        if bare := (source.text or "").strip(_BLANKS):
            target.text = bare.strip()
        return
    if _holds_parts_alone(source, vocabulary):
        for part in source:
            copy = etree.SubElement(target, part.tag, _plain_attributes(part))
            _copy_clean(part, copy, vocabulary)
        return
    for run, own in _runs(source, vocabulary):
        if bare := run.strip(_BLANKS):
            _append_html(target, clean_html(bare).strip())
        if own is not None:
            child = etree.SubElement(target, own.tag, _plain_attributes(own))
            _copy_clean(own, child, vocabulary)


def _holds_parts_alone(node: Element, vocabulary: frozenset[str]) -> bool:
    if node.text and node.text.strip(_BLANKS):
        return False
    for child in node:
        tail = child.tail
        if child.tag not in vocabulary or (tail and tail.strip(_BLANKS)):
            return False
    return True


def _plain_attributes(node: Element) -> dict[str, str]:
    pairs: Any = node.items()
    if not pairs:
        return {}
    return dict(sorted([pair for pair in pairs if pair[0][0] != "{"]))


def _runs(source: Element, vocabulary: frozenset[str]) -> Iterator[tuple[str, Element | None]]:
    """Pairs of the HTML up to an own tag and that tag; the last pair has no tag."""
    run = _escape(source.text)
    for child in source:
        tag = tag_of(child)
        if tag in vocabulary:
            yield run, child
            run = ""
        elif tag and not tag.startswith("{"):
            _refuse_buried(child, vocabulary)
            run += _as_html(child)
        run += _escape(child.tail)
    yield run, None


def _refuse_buried(node: Element, vocabulary: frozenset[str]) -> None:
    for inner in node.iter(*vocabulary) if len(node) and vocabulary else ():
        if inner is not node:
            raise ContentInvalid(
                N_("<%(tag)s> stands inside <%(around)s>. Move it out of the formatted text."),
                line=line_of(inner),
                tag=inner.tag,
                around=node.tag,
            )


def _as_html(node: Element) -> str:
    return etree.tostring(node, encoding="unicode", method="html", with_tail=False)


def _escape(text: str | None) -> str:
    if not text or not _SPECIAL.search(text):
        return text or ""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _append_html(target: Element, cleaned: str) -> None:
    """Adds cleaned HTML to ``target`` as XML nodes."""
    if not cleaned:
        return
    if "<" not in cleaned and "&" not in cleaned:
        _append_text(target, cleaned)
        return
    try:
        # Clean HTML without <br> and its like is XML already, which is quicker to read.
        around = etree.fromstring(f"<x>{cleaned}</x>", _PLAIN_XML)
    except etree.XMLSyntaxError:
        for part in lxml_html.fragments_fromstring(cleaned):
            if isinstance(part, str):
                _append_text(target, part)
            else:
                target.append(_as_xml(part))
        return
    _append_text(target, around.text or "")
    target.extend(around)


def _append_text(target: Element, text: str) -> None:
    if len(target):
        target[-1].tail = (target[-1].tail or "") + text
    else:
        target.text = (target.text or "") + text


def _as_xml(node: Element) -> Element:
    """A copy of an HTML node as plain XML, its tail included; ``<br>`` becomes ``<br/>``."""
    copy = etree.fromstring(etree.tostring(node, encoding="unicode", method="xml", with_tail=False))
    copy.tail = node.tail
    return copy


def put_html(node: Element, html: str) -> None:
    """Adds an author's HTML below ``node``, cleaned; characters XML cannot hold are dropped."""
    _append_html(node, clean_html(NOT_XML.sub("", html)).strip())


def inner_html(node: Element, *, vocabulary: frozenset[str]) -> str:
    """The HTML directly in ``node``, without its own-tag children, safe to show."""
    if not len(node):
        text = node.text or ""
        return text.strip() if is_plain(text) else show_html(_escape(text).strip())
    return show_html("".join([run for run, _own in _runs(node, vocabulary)]).strip())


def holds_html(node: Element, *, vocabulary: frozenset[str]) -> bool:
    """Whether text or HTML stands directly in ``node``, beside its own-tag children."""
    alone = _holds_parts_alone(node, vocabulary)
    return not alone and bool(inner_html(node, vocabulary=vocabulary))


def write_into(node: Element, content: str, *, vocabulary: frozenset[str]) -> None:
    """Puts stored content below ``node`` for export. See Note [Pretty printing]."""
    source = parse(content)
    node.text = source.text
    for child in source:
        node.append(deepcopy(child))
    for part in node.iter():
        is_html = part.tag not in vocabulary or _has_html(part, vocabulary)
        if part is not node and len(part) and is_html:
            part.text = part.text or ""


def _has_html(node: Element, vocabulary: frozenset[str]) -> bool:
    return any(run.strip() for run, _own in _runs(node, vocabulary))


@lru_cache(maxsize=1024)
def digest(content: str) -> str:
    """``sha256:`` and the hash of the stored content, as evidence names it."""
    return "sha256:" + hashlib.sha256(content.encode()).hexdigest()


def attribute(node: Element, name: str) -> str:
    """The text of a required attribute."""
    value = (node.get(name) or "").strip()
    if not value:
        raise ContentInvalid(
            N_('<%(tag)s> has no %(name)s. Add %(name)s="...".'),
            line=line_of(node),
            tag=node.tag,
            name=name,
        )
    return value


def identifier(node: Element, taken: set[str]) -> str:
    """The ``id`` of an element: required, simple, and not among ``taken``, to which it is added."""
    value = attribute(node, "id")
    if not set(value) <= _ID_CHARACTERS or len(value) > 64:
        raise ContentInvalid(
            N_('The id "%(id)s" is not simple. Use up to 64 letters, digits, "-", "_" or ".".'),
            line=line_of(node),
            field=value,
            id=value,
        )
    if value in taken:
        raise ContentInvalid(
            N_('The id "%(id)s" is used twice. Give each one its own.'),
            line=line_of(node),
            field=value,
            id=value,
        )
    taken.add(value)
    return value


def flag(node: Element, name: str) -> bool:
    """Whether an attribute says ``true``; absent or ``false`` is no, other words are refused."""
    value = (node.get(name) or "false").strip().lower()
    if value not in ("true", "false"):
        raise ContentInvalid(
            N_('%(name)s="%(value)s" is neither true nor false. Write one of them.'),
            line=line_of(node),
            name=name,
            value=value,
        )
    return value == "true"


def points(node: Element, name: str, *, default: str | None = None) -> Decimal:
    """The attribute as points: 0 to 1000 with at most three decimals."""
    raw = attribute(node, name) if default is None else node.get(name, default).strip()
    try:
        value = Decimal(raw)
        fits = value.is_finite() and 0 <= value <= 1000 and value == round(value, 3)
    except InvalidOperation:
        fits = False
    if not fits:
        raise ContentInvalid(
            N_('%(name)s="%(value)s" is not a number from 0 to 1000 with a point for decimals.'),
            line=line_of(node),
            name=name,
            value=raw,
        )
    return value


def competency(node: Element, *, required: bool = False) -> str:
    """The ``competency`` code of an element, or ``""`` where none is given and none required."""
    code = attribute(node, "competency") if required else (node.get("competency") or "").strip()
    if code and not _COMPETENCY.fullmatch(code):
        raise ContentInvalid(
            N_('"%(code)s" is not a competency code. Write one like T.DIG.01 or M.05.'),
            line=line_of(node),
            field="competency",
            code=code,
        )
    return code
