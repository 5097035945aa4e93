"""What a synthetic learner answers: read from the course files, right as often as their skill says."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from course_content.archive import open_course
from course_content.tree import read_tree

__all__ = [
    "Choice",
    "QuizSheet",
    "ScenarioWalk",
    "asks",
    "quiz_sheet",
    "scenario_walk",
    "sections",
    "written",
]


@dataclass(frozen=True)
class QuizSheet:
    """A filled-in quiz: the answers by item and the share of items meant to be right."""

    answers: dict[str, list[str]]
    share: float


@dataclass(frozen=True)
class Choice:
    """One step through a scenario."""

    node: str
    choice: str


@dataclass(frozen=True)
class ScenarioWalk:
    """A way through a scenario to one of its endings, and how good its choices were (0 to 1)."""

    choices: tuple[Choice, ...]
    share: float


def sections(lesson: Any) -> tuple[list[str], list[tuple[str, str]]]:
    """The ids of a lesson's sections, and its checks as (check id, right choice id)."""
    checks = [
        (check.get("id"), next(c.get("id") for c in check.iter("choice") if _right(c)))
        for check in lesson.iter("check")
    ]
    return [section.get("id") for section in lesson.iter("section")], checks


def quiz_sheet(quiz: Any, *, skill: float, rng: Random) -> QuizSheet:
    """Answers to every item, each right with the probability `skill`."""
    answers, right = {}, 0
    for item in quiz.iter("item"):
        knows = rng.random() < skill
        right += knows
        answers[item.get("id")] = _item_answer(item, knows=knows, rng=rng)
    return QuizSheet(answers, right / max(len(answers), 1))


def _item_answer(item: Any, *, knows: bool, rng: Random) -> list[str]:
    if item.get("type") == "ordering":
        steps = [step.get("id") for step in item.iter("step")]
        return steps if knows else [*steps[1:], steps[0]]
    key = [c.get("id") for c in item.iter("choice") if _right(c)]
    if knows:
        return key
    wrong = [c.get("id") for c in item.iter("choice") if not _right(c)]
    if item.get("type") == "multiple":
        return [*key[:-1], rng.choice(wrong)] if wrong else key[:-1]
    return [rng.choice(wrong)]


def scenario_walk(scenario: Any, *, skill: float, rng: Random) -> ScenarioWalk:
    """A way from the first node to an ending; at each node the best choice with probability `skill`."""
    nodes = {node.get("id"): node for node in scenario.iter("node")}
    at, choices, good = scenario.get("first"), [], 0
    while at in nodes and nodes[at].get("ending") is None:
        options = sorted(nodes[at].iter("choice"), key=_worth, reverse=True)
        knows = rng.random() < skill
        good += knows
        chosen = options[0] if knows else rng.choice(options[1:] or options)
        choices.append(Choice(at, chosen.get("id")))
        at = chosen.get("to")
    return ScenarioWalk(tuple(choices), good / max(len(choices), 1))


def written(course: Path) -> dict[tuple[str, str], Any]:
    """What the author wrote for each block of a course, by the block's tag and url_name."""
    tree = read_tree(open_course(course))
    return {(block.tag, block.url_name): block.element for block in tree.blocks}


def asks(block: Any) -> bool:
    """True when there is something to answer; a list of sources is looked up, not studied."""
    return next(block.iter("check", "item", "node"), None) is not None


def _right(choice: Any) -> bool:
    return choice.get("correct") == "true"


def _worth(choice: Any) -> Decimal:
    return sum((Decimal(s.get("earned")) for s in choice.iter("score")), Decimal(0))
