"""Answers that would reach the browser: `correct` where no block takes it out.

The blocks keep `correct` on a `choice` of a question to themselves. Anywhere else the attribute
is sent as part of the text, and whoever reads the page source reads the answer.
"""

from collections.abc import Iterator

from course_content.archive import CourseFiles
from course_content.checks.markup import Passage, passages
from course_content.findings import Finding, found
from course_content.tree import Tree
from course_content.wording import N_

__all__ = ["check"]

_TELLING = ("correct", "data-correct", "data-answer")
_KEPT_ON = {("check", "choice"), ("item", "choice")}


def check(files: CourseFiles, tree: Tree) -> Iterator[Finding]:
    """Attributes that give an answer away."""
    for passage in passages(files, tree):
        for attribute in _TELLING:
            if passage.element.get(attribute) is not None and not _is_kept(passage, attribute):
                yield found(passage.file, passage.element, *_LEAK, name=attribute)


def _is_kept(passage: Passage, attribute: str) -> bool:
    parent = passage.element.getparent()
    place = (None if parent is None else parent.tag, passage.element.tag)
    return attribute == "correct" and place in _KEPT_ON


_LEAK = (
    N_('The attribute %(name)s="..." stands outside of a question and shows the answer.'),
    N_("Delete the attribute; mark the right choice only in <choice> of a question."),
)
