"""Pictures and files a text points to: they are in the course, and pictures say what they show."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from course_content.archive import CourseFiles
from course_content.checks.markup import Passage, passages
from course_content.findings import Finding, found
from course_content.tree import Tree
from course_content.wording import N_

__all__ = ["check"]

_ASSETS = ("/static/", "static/")


def check(files: CourseFiles, tree: Tree) -> Iterator[Finding]:
    """Links to assets that are not there, and pictures without alternative text."""
    for passage in passages(files, tree):
        for attribute in ("src", "href"):
            yield from _asset(files, passage, passage.element.get(attribute) or "")
        if passage.element.tag == "img" and passage.element.get("alt") is None:
            yield found(passage.file, passage.element, *_NO_ALT)


def _asset(files: CourseFiles, passage: Passage, link: str) -> Iterator[Finding]:
    if link.startswith(_ASSETS):
        name = unquote(urlsplit(link).path).removeprefix("/")
        if name not in files:
            yield found(passage.file, passage.element, *_NO_ASSET, name=name)


_NO_ASSET = (
    N_("The text points to %(name)s, which is not in the course."),
    N_("Add the file to static/, or correct the link."),
)
_NO_ALT = (
    N_("The picture has no alternative text, so some learners do not know what it shows."),
    N_('Describe it in alt="..."; write alt="" if it only decorates.'),
)
