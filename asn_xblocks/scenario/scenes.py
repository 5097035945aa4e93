"""What a learner may see of a scenario now, as JSON and as words for the templates.

A node appears only once a path has come to it; where a choice leads never does. What a choice
earned and its feedback appear when the attempt is finished, and only if correctness may be seen.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from asn_xblocks.shared.words import display_number, display_time

from .grading import Node, Step, Walk
from .words import ENDINGS, LEARNER

__all__ = ["learner_state", "scene_context"]


def learner_state(block: Any) -> dict[str, Any]:
    """The JSON of where the learner stands: the path so far and the current node, or the result."""
    row = block.finished_row
    state: dict[str, Any] = {
        "attempt": block.attempt,
        "attempts_left": block.attempts_left,
        "closed": block.deadline_has_passed,
        "finished": row is not None,
        # Recorded but not yet told to others: the script sends the last choice once more.
        "unsent": "unsent" in block.state,
        "can_restart": row is not None and block.may_restart,
        "path": [],
        "node": None,
        "result": None,
    }
    if not block.authored.nodes:
        return state
    walk = block.walk
    reveal = row is not None and block.correctness_may_be_seen
    state["path"] = [_step(step, reveal=reveal) for step in walk.steps]
    state["node"] = _node(walk.at, choices=row is None and not block.deadline_has_passed)
    if row is not None:
        state["result"] = _result(row, walk) if reveal else {"hidden": True}
    return state


def _step(step: Step, *, reveal: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "node": _node(step.node, choices=False),
        "choice": {"id": step.choice.id, "label": step.choice.label},
    }
    if reveal:
        shown["feedback"] = step.choice.feedback
        shown["scores"] = [[code, str(earned)] for code, earned in step.choice.scores]
    return shown


def _node(node: Node, *, choices: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": node.id, "title": node.title, "text": node.text}
    if choices:
        shown["choices"] = [{"id": choice.id, "label": choice.label} for choice in node.choices]
    return shown


def _result(row: Mapping[str, Any], walk: Walk) -> dict[str, Any]:
    return {
        "earned": row["earned"],
        "possible": row["possible"],
        "competencies": row["competencies"],
        "ending": walk.at.ending,
    }


def scene_context(block: Any, state: Mapping[str, Any]) -> dict[str, Any]:
    """What scene.html shows of a learner's state."""
    return {
        "words": block.words(LEARNER),
        "prefix": block.prefix,
        "state": state,
        "preview": block.is_preview,
        "max_attempts": block.max_attempts,
        "deadline": display_time(block.closes_at) if block.closes_at else "",
        "hidden": _hidden(block, state),
        "result": _shown_result(block, state["result"]),
        "steps": [{**step, "points": _points(step.get("scores", []))} for step in state["path"]],
    }


def _hidden(block: Any, state: Mapping[str, Any]) -> str:
    """Why a finished attempt shows no scores, or nothing."""
    if not state["finished"] or not (state["result"] or {}).get("hidden"):
        return ""
    waits = block.show_correctness == "past_due"
    return block.gettext(LEARNER["hidden_until_due" if waits else "hidden_always"])


def _shown_result(block: Any, result: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if result is None or "hidden" in result:
        return None
    return {
        "ending": block.gettext(ENDINGS[result["ending"]]) if result["ending"] else "",
        "kind": result["ending"],
        "earned": _number(result["earned"]),
        "possible": _number(result["possible"]),
        "competencies": [
            {"code": code, "earned": _number(earned), "possible": _number(possible)}
            for code, earned, possible in result["competencies"]
        ],
    }


def _points(scores: list[list[str]]) -> str:
    return ", ".join(f"{code} +{_number(earned)}" for code, earned in scores)


def _number(value: str) -> str:
    return display_number(Decimal(value))
