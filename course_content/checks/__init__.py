"""The rules a course is checked by: one subject a file, blocks in, findings out."""

from collections.abc import Callable, Iterable

from course_content.archive import CourseFiles
from course_content.checks import graph, items, leaks, links, outline
from course_content.findings import Finding
from course_content.tree import Tree

__all__ = ["RULES"]

RULES: tuple[Callable[[CourseFiles, Tree], Iterable[Finding]], ...] = (
    outline.check,
    items.check,
    graph.check,
    links.check,
    leaks.check,
)
