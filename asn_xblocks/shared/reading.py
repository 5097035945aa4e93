"""Reading an element's parts without losing any, and saying where something is wrong."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import cast

from .errors import N_, ContentInvalid
from .olx import Element

__all__ = ["misplaced", "own_parts", "placed", "refused"]


def refused(
    at: Element, msgid: str, *, field: str | None = None, **params: object
) -> ContentInvalid:
    """The error to raise about an element: one sentence, with the element's line where it has one."""
    return ContentInvalid(msgid, line=cast("int | None", at.sourceline), field=field, **params)


def own_parts(element: Element, allowed: Collection[str]) -> list[Element]:
    """The child elements, all of tags that belong here; whatever would be lost is refused."""
    children = [child for child in element if _is_ours(child.tag)]
    for child in children:
        if child.tag not in allowed:
            raise misplaced(child, element)
    for text in (element.text, *(child.tail for child in element)):
        if text and text.strip():
            raise refused(
                element,
                N_("“%(text)s” stands outside of every part. Put a tag around it or remove it."),
                text=text.strip()[:40],
            )
    return children


def misplaced(child: Element, around: Element) -> ContentInvalid:
    """The error to raise about an element that stands where it does not belong."""
    return refused(
        child,
        N_("<%(tag)s> does not belong into <%(around)s>. Remove it or move it."),
        tag=child.tag,
        around=around.tag,
    )


@contextmanager
def placed(place: str) -> Iterator[None]:
    """Puts the place before the field of what is refused inside, so that the editor finds it."""
    try:
        yield
    except ContentInvalid as invalid:
        invalid.field = "/".join(filter(None, (place, invalid.field)))
        raise


def _is_ours(tag: object) -> bool:
    """Whether a tag is an element's own name: no comment, no platform's namespace."""
    return isinstance(tag, str) and not tag.startswith("{")
