"""A course looked over before learners meet it: what to mend, and how long it takes.

Note [Minutes]
    An estimate a trainer can argue with, not a measurement: attentive reading at 150 words a
    minute, 30 s for a check inside a lesson, 75 s for a question of a quiz, 75 s for a decision
    on the longest way through a scenario, and what a section named `tugas` states ("20 menit")
    for the exercise at the desk. The words of questions and scenarios are in those seconds.
"""

import re
from dataclasses import dataclass
from math import ceil

from lxml import etree

from course_content.archive import CourseFiles
from course_content.checks import RULES
from course_content.checks.graph import longest_walk
from course_content.checks.markup import passages
from course_content.findings import Finding
from course_content.tree import Tree, read_tree

__all__ = ["Finding", "Summary", "check_course", "summary"]


def check_course(files: CourseFiles) -> list[Finding]:
    """Everything an author should mend, by file and line; an empty list for a sound course."""
    tree = read_tree(files)
    findings = {*tree.findings}
    for rule in RULES:
        findings.update(rule(files, tree))
    return sorted(findings)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """The size of a course. See Note [Minutes]."""

    chapters: int
    units: int
    items: int
    scenarios: int
    words: int
    minutes: int


_READING_WORDS_A_MINUTE = 150
_CHECK_S, _ITEM_S, _DECISION_S = 30, 75, 75
_EXERCISE = "tugas"
_STATED_MINUTES = re.compile(r"(\d{1,3}) menit")


def summary(files: CourseFiles) -> Summary:
    """The size of a course and the minutes it asks of a learner."""
    tree = read_tree(files)
    reading = sum(_reading_words(block.element) for block in tree.of("asn_lesson"))
    reading += _page_words(files, tree)
    items = sum(len(block.element.findall("item")) for block in tree.of("asn_quiz"))
    items += sum(1 for _ in tree.of("problem"))
    scenarios = list(tree.of("asn_scenario"))
    checks = sum(len(block.element.findall("section/check")) for block in tree.of("asn_lesson"))
    decisions = sum(longest_walk(block.element) for block in scenarios)
    seconds = checks * _CHECK_S + items * _ITEM_S + decisions * _DECISION_S
    seconds += ceil(reading / _READING_WORDS_A_MINUTE * 60)
    graded = sum(_words(block.element) for block in tree.of("asn_quiz", "asn_scenario"))
    return Summary(
        chapters=sum(1 for _ in tree.of("chapter")),
        units=sum(1 for _ in tree.of("vertical")),
        items=items,
        scenarios=len(scenarios),
        words=reading + graded,
        minutes=round(seconds / 60) + _exercise_minutes(tree),
    )


def _words(element: etree._Element) -> int:
    return len(" ".join(map(str, element.itertext())).split())


def _reading_words(lesson: etree._Element) -> int:
    checks = sum(_words(check) for check in lesson.iterfind("section/check"))
    return _words(lesson) - checks


def _page_words(files: CourseFiles, tree: Tree) -> int:
    return sum(
        len((text or "").split())
        for passage in passages(files, tree)
        if passage.file.startswith("html/")
        for text in (passage.element.text, passage.element.tail)
    )


def _exercise_minutes(tree: Tree) -> int:
    stated = 0
    for block in tree.of("asn_lesson"):
        for section in block.element.findall("section"):
            if section.get("id") == _EXERCISE:
                minutes = _STATED_MINUTES.search(" ".join(map(str, section.itertext())))
                stated += int(minutes[1]) if minutes else 0
    return stated
