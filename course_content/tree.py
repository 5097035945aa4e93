"""The blocks of a course, found as a platform finds them: from course.xml along the pointers."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from course_content.archive import CourseFiles
from course_content.findings import Finding, found
from course_content.olx import OlxInvalid, parse
from course_content.wording import N_

__all__ = ["CONTAINERS", "Block", "Tree", "read_tree"]

CONTAINERS = ("course", "chapter", "sequential", "vertical", "library_content", "split_test")
_POINTER_ATTRIBUTES = {"url_name", "org", "course", "slug"}


@dataclass(frozen=True, kw_only=True)
class Block:
    """One block where it is written: its file, its element and its name."""

    file: str
    element: etree._Element
    url_name: str

    @property
    def tag(self) -> str:
        """The kind of block."""
        return str(self.element.tag)


@dataclass(frozen=True, kw_only=True)
class Tree:
    """The blocks in teaching order, and what was wrong on the way to them."""

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]

    def of(self, *tags: str) -> Iterator[Block]:
        """The blocks of some kinds."""
        return (block for block in self.blocks if block.tag in tags)


@dataclass
class _Walk:
    files: CourseFiles
    blocks: list[Block] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def parse(self, file: str) -> etree._Element | None:
        try:
            return parse(self.files.read(file), source=file)
        except OlxInvalid as wrong:
            self.findings.append(
                Finding(file=file, line=wrong.line, message=wrong.message, remedy=wrong.remedy)
            )
        return None

    def visit(self, file: str, element: etree._Element) -> None:
        """Take a block in, or follow the pointer to it."""
        name = (element.get("url_name") or "").strip()
        if not name:
            self._say(file, element, *_NO_NAME, tag=element.tag)
            return
        key = (str(element.tag), name)
        if key in self.seen:
            self._say(file, element, *_TWICE, tag=element.tag, name=name)
            return
        self.seen.add(key)
        self._take(file, element, name)

    def _take(self, file: str, element: etree._Element, name: str) -> None:
        if _is_pointer(element):
            target = f"{element.tag}/{name.replace(':', '/')}.xml"
            if target not in self.files:
                self._say(file, element, *_NO_TARGET, target=target)
                return
            definition = self.parse(target)
            if definition is None:
                return
            if definition.tag != element.tag:
                self._say(target, definition, *_OTHER_TAG, tag=definition.tag, wanted=element.tag)
                return
            file, element = target, definition
        self.blocks.append(Block(file=file, element=element, url_name=name))
        if element.tag in CONTAINERS:
            self._descend(file, element)

    def _descend(self, file: str, element: etree._Element) -> None:
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if element.tag == "course" and child.tag not in CONTAINERS:
                continue  # the course's wiki and textbooks
            self.visit(file, child)

    def _say(
        self, file: str, element: etree._Element, msgid: str, remedy: str, **facts: object
    ) -> None:
        self.findings.append(found(file, element, msgid, remedy, **facts))


_NO_NAME = (
    N_("<%(tag)s> has no url_name, so a learner's answers could not be found again."),
    N_("Give it a url_name of its own and never change it."),
)
_TWICE = (
    N_("%(tag)s/%(name)s stands in the course twice."),
    N_("Copy the block under another url_name."),
)
_NO_TARGET = (
    N_("The pointer leads to %(target)s, which is not there."),
    N_("Add the file, or delete the pointer."),
)
_OTHER_TAG = (
    N_("The file holds <%(tag)s>, but the pointer to it says <%(wanted)s>."),
    N_("Correct the tag in the file or in the pointer."),
)


def _is_pointer(element: etree._Element) -> bool:
    has_text = bool((element.text or "").strip())
    return not (len(element) or has_text or set(map(str, element.keys())) - _POINTER_ATTRIBUTES)


def read_tree(files: CourseFiles) -> Tree:
    """The tree below course.xml; every other XML file is at least well-formed."""
    walk = _Walk(files)
    root = walk.parse("course.xml")
    if root is not None:
        walk.visit("course.xml", root)
    read = {block.file for block in walk.blocks} | {finding.file for finding in walk.findings}
    for name in files.names():
        if name.endswith(".xml") and name not in read and name != "course.xml":
            walk.parse(name)
    return Tree(blocks=tuple(walk.blocks), findings=tuple(walk.findings))
