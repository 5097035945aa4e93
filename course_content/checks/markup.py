"""The formatted text of a course, wherever it stands: in our blocks and in HTML pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from course_content.archive import CourseFiles
from course_content.olx import MAX_SIZE
from course_content.tree import Tree

__all__ = ["Passage", "passages"]

_PAGES = ("html/", "about/", "tabs/", "info/")


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One element of a text and the file it stands in."""

    file: str
    element: etree._Element


def passages(files: CourseFiles, tree: Tree) -> Iterator[Passage]:
    """Every element of our blocks, of `html` blocks and of the course's pages."""
    for block in tree.of("asn_lesson", "asn_quiz", "asn_scenario", "html"):
        for element in block.element.iter(etree.Element):
            yield Passage(file=block.file, element=element)
    for name in files.names():
        if name.startswith(_PAGES) and name.endswith(".html"):
            for element in _page(files.read(name)):
                yield Passage(file=name, element=element)


def _page(content: bytes) -> Iterator[etree._Element]:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    if not content.strip() or len(content) > MAX_SIZE:
        return
    root = etree.fromstring(content, parser)
    if root is not None:
        yield from root.iter(etree.Element)
