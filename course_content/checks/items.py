"""Questions that can be answered: quiz items and the short checks inside a lesson."""

from collections.abc import Iterable, Iterator

from lxml import etree

from course_content.archive import CourseFiles
from course_content.findings import Finding, found
from course_content.frameworks import local_competencies
from course_content.tree import Tree
from course_content.wording import N_

__all__ = ["check", "repeated_ids", "unknown_competency"]

_KINDS = ("single", "multiple", "ordering")


def check(files: CourseFiles, tree: Tree) -> Iterator[Finding]:
    """What would leave a question without an answer, or an answer without a meaning."""
    for block in tree.of("asn_quiz"):
        items = block.element.findall("item")
        if not items:
            yield found(block.file, block.element, *_NO_ITEMS)
        yield from repeated_ids(block.file, items)
        for item in items:
            yield from _item(block.file, item)
    for block in tree.of("asn_lesson"):
        sections = block.element.findall("section")
        checks = block.element.findall("section/check")
        yield from repeated_ids(block.file, sections)
        yield from repeated_ids(block.file, checks)
        for section in sections:
            if not section.get("title"):
                yield found(block.file, section, *_NO_ATTRIBUTE, tag="section", name="title")
        for question in checks:
            yield from _choices(block.file, question, single=True)
            yield from unknown_competency(block.file, question, required=False)


_NO_ITEMS = (N_("The quiz has no questions."), N_("Write one, or delete the quiz."))
_NO_ATTRIBUTE = (
    N_("<%(tag)s> has no %(name)s."),
    N_('Add %(name)s="..." to it.'),
)


def _item(file: str, item: etree._Element) -> Iterator[Finding]:
    kind = item.get("type", "single")
    if kind not in _KINDS:
        yield found(file, item, *_KIND, kind=kind)
        return
    yield from unknown_competency(file, item, required=True)
    if kind == "ordering":
        steps = item.findall("step")
        yield from repeated_ids(file, steps)
        if len(steps) < 2:
            yield found(file, item, *_FEW_STEPS)
    else:
        yield from _choices(file, item, single=kind == "single")


_KIND = (
    N_('"%(kind)s" is not a type of question.'),
    N_("Use single, multiple or ordering."),
)
_FEW_STEPS = (N_("There are fewer than two steps to order."), N_("Add steps."))


def _choices(file: str, question: etree._Element, *, single: bool) -> Iterator[Finding]:
    if question.find("prompt") is None:
        yield found(file, question, *_NO_PROMPT)
    choices = question.findall("choice")
    yield from repeated_ids(file, choices)
    right = sum(choice.get("correct") == "true" for choice in choices)
    if len(choices) < 2:
        yield found(file, question, *_FEW_CHOICES)
    elif single and right != 1:
        yield found(file, question, *_NOT_ONE, right=right)
    elif not right:
        yield found(file, question, *_NONE_RIGHT)


_NO_PROMPT = (N_("The question has no text."), N_("Write it in <prompt>."))
_FEW_CHOICES = (N_("There are fewer than two choices."), N_("Add a choice."))
_NOT_ONE = (
    N_("%(right)d choices are marked as right, but one is asked for."),
    N_('Mark exactly one choice with correct="true".'),
)
_NONE_RIGHT = (
    N_("No choice is marked as right."),
    N_('Mark at least one choice with correct="true".'),
)


def repeated_ids(file: str, elements: Iterable[etree._Element]) -> Iterator[Finding]:
    """Elements without an id, and ids used again."""
    taken: set[str] = set()
    for element in elements:
        name = element.get("id")
        if not name:
            yield found(file, element, *_NO_ATTRIBUTE, tag=element.tag, name="id")
        elif name in taken:
            yield found(file, element, *_SAME_ID, name=name)
        else:
            taken.add(name)


_SAME_ID = (N_('The id "%(name)s" is used twice.'), N_("Give each one an id of its own."))


def unknown_competency(file: str, element: etree._Element, *, required: bool) -> Iterator[Finding]:
    """A competency code that is missing where it is required, or that no framework lists."""
    code = element.get("competency")
    if not code and required:
        yield found(file, element, *_NO_ATTRIBUTE, tag=element.tag, name="competency")
    elif code and code not in local_competencies():
        yield found(file, element, *_UNKNOWN, code=code)


_UNKNOWN = (
    N_('The competency "%(code)s" is in no framework.'),
    N_("Correct the code, or add the competency to course_content/frameworks/local.toml."),
)
