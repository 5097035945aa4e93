"""The course as an outline: names people read, grading that adds up, pages that exist."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from course_content.archive import CourseFiles
from course_content.findings import Finding, found
from course_content.tree import Block, Tree
from course_content.wording import N_

__all__ = ["check"]

_NAMED = ("course", "chapter", "sequential", "vertical", "asn_lesson", "asn_quiz", "asn_scenario")


def check(files: CourseFiles, tree: Tree) -> Iterator[Finding]:
    """Missing names and pages, and a grading policy that does not fit the course."""
    for block in tree.blocks:
        if block.tag in _NAMED and not (block.element.get("display_name") or "").strip():
            yield found(block.file, block.element, *_NO_TITLE, tag=block.tag)
        if block.tag == "html":
            yield from _page(files, block)
    for block in tree.of("course"):
        yield from _grading(files, tree, run=block.url_name)


_NO_TITLE = (
    N_("<%(tag)s> has no display_name; learners would see an empty title."),
    N_("Add a display_name of a few words."),
)


def _page(files: CourseFiles, block: Block) -> Iterator[Finding]:
    filename = block.element.get("filename")
    if filename and f"html/{filename}.html" not in files:
        yield found(block.file, block.element, *_NO_PAGE, page=f"html/{filename}.html")


_NO_PAGE = (
    N_("The page %(page)s is not there."),
    N_("Add the page, or correct the attribute filename."),
)


def _grading(files: CourseFiles, tree: Tree, *, run: str) -> Iterator[Finding]:
    file = f"policies/{run}/grading_policy.json"
    if file not in files:
        return
    policy = _read_json(files.read(file))
    graders = policy.get("GRADER") if policy else None
    if not isinstance(graders, list) or not all(isinstance(one, Mapping) for one in graders):
        yield found(file, None, *_NO_GRADER)
        return
    weights = [_decimal(grader.get("weight")) for grader in graders]
    if None in weights or sum(weight for weight in weights if weight is not None) != 1:
        yield found(file, None, *_WEIGHTS)
    kinds = {grader.get("type") for grader in graders}
    for block in tree.of("sequential"):
        kind = block.element.get("format")
        if block.element.get("graded") == "true" and kind not in kinds:
            yield found(block.file, block.element, *_NO_KIND, kind=kind or "?")


_NO_GRADER = (
    N_("The grading policy has no list GRADER."),
    N_("Export the grading policy from Studio again."),
)
_WEIGHTS = (
    N_("The weights of the grading policy do not add up to 1."),
    N_("Change the weights so that their sum is 1."),
)
_NO_KIND = (
    N_('The graded part has the format "%(kind)s", which the grading policy does not know.'),
    N_("Choose one of the assignment types of the grading policy."),
)


def _read_json(content: bytes) -> Mapping[str, Any] | None:
    try:
        policy = json.loads(content, parse_float=str)
    except (ValueError, RecursionError):
        return None
    return policy if isinstance(policy, Mapping) else None


def _decimal(written: object) -> Decimal | None:
    try:
        return Decimal(str(written))
    except InvalidOperation:
        return None
