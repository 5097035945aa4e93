"""The whole scenario for its author: the graph as an outline, and what should be checked."""

from importlib import resources
from typing import Any

from asn_xblocks.shared.words import display_number

from .content import sentence_of
from .grading import Choice, Node, Scenario, faults
from .words import AUTHOR, ENDINGS

__all__ = ["context", "examples"]


def context(block: Any) -> dict[str, Any]:
    """What author.html shows."""
    scenario: Scenario = block.authored
    best = block.best
    return {
        "words": block.words(AUTHOR),
        "prefix": block.prefix,
        "title": block.display_name,
        "intro": scenario.intro,
        "warnings": _warnings(block, scenario),
        "total": display_number(best.total),
        "competencies": [
            {"code": code, "most": display_number(most)} for code, most in best.competencies.items()
        ],
        "nodes": [_node(block, scenario, node) for node in scenario.nodes],
    }


def examples() -> list[tuple[str, str]]:
    """The OLX examples in ``scenarios/`` by name."""
    folder = resources.files(__package__).joinpath("scenarios")
    return sorted((file.name, file.read_text(encoding="utf-8")) for file in folder.iterdir())


def _warnings(block: Any, scenario: Scenario) -> list[str]:
    if not scenario.nodes:
        return []
    said = []
    for fault in faults(scenario):
        msgid, names = sentence_of(fault)
        said.append(block.gettext(msgid) % names)
    return said


def _node(block: Any, scenario: Scenario, node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "title": node.title,
        "text": node.text,
        "is_first": node.id == scenario.first,
        "ending": block.gettext(ENDINGS[node.ending]) if node.ending else "",
        "choices": [_choice(scenario, choice) for choice in node.choices],
    }


def _choice(scenario: Scenario, choice: Choice) -> dict[str, Any]:
    target = scenario.by_id.get(choice.to)
    return {
        "label": choice.label,
        "feedback": choice.feedback,
        "to": choice.to,
        "to_title": target.title if target else "",
        "scores": ", ".join(f"{code} +{display_number(points)}" for code, points in choice.scores),
    }
