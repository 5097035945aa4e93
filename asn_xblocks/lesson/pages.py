"""What the lesson's templates show and what its script knows: never an answer before its time."""

from collections.abc import Mapping
from typing import Any

from .content import Check, Lesson, Section
from .form import pictures_without_words
from .grading import Progress
from .terms import link_terms
from .words import AUTHOR, LEARNER, NO_ALTERNATIVE

__all__ = ["author_context", "learner_state", "public_context", "student_context"]

SHORT = 3  # sections up to which a table of contents would only be in the way


def learner_state(block: Any) -> dict[str, Any]:
    """The JSON of how far the learner came, with feedback on the answers given so far."""
    lesson: Lesson = block.authored
    progress: Progress = block.progress
    answers: Mapping[str, str] = block.state.get("answers", {})
    checks = [check for section in lesson.sections for check in section.checks]
    return {
        "read": [s.id for s in lesson.sections if s.id in block.state.get("read", [])],
        "checks": {
            check.id: _answered(check, answers[check.id]) for check in checks if check.id in answers
        },
        "sections_done": list(progress.sections_done),
        "sections": progress.sections,
        "steps_done": progress.steps_done,
        "steps": progress.steps,
        "go_on": progress.go_on,
        "finished": progress.finished,
    }


def _answered(check: Check, chosen: str) -> dict[str, Any]:
    choice = check.choice(chosen)
    return {
        "choice": chosen,
        "right": chosen in check.right,
        "feedback": choice.feedback if choice else "",
    }


def student_context(block: Any, state: Mapping[str, Any]) -> dict[str, Any]:
    """What student.html shows."""
    lesson: Lesson = block.authored
    words = block.words(LEARNER)
    go_on = lesson.section(state["go_on"]) if state["go_on"] else None
    return {
        **_reading(block, words),
        "state": state,
        "progress": words["progress"]
        % {"done": len(state["sections_done"]), "all": state["sections"]},
        "contents": len(lesson.sections) > SHORT,
        "go_on": go_on if state["steps_done"] else None,
        "sections": [_student_section(block, lesson, one, state) for one in lesson.sections],
    }


def _student_section(
    block: Any, lesson: Lesson, section: Section, state: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "id": section.id,
        "title": section.title,
        "is_read": section.id in state["read"],
        "is_done": section.id in state["sections_done"],
        "parts": [
            {"check": part, "answer": state["checks"].get(part.id)}
            if isinstance(part, Check)
            else {"html": _linked(block, lesson, part)}
            for part in section.parts
        ],
    }


def public_context(block: Any) -> dict[str, Any]:
    """What public.html shows: the reading without checks."""
    lesson: Lesson = block.authored
    return {
        **_reading(block, block.words(LEARNER)),
        "sections": [
            {"id": one.id, "title": one.title, "html": _linked(block, lesson, one.html)}
            for one in lesson.sections
        ],
    }


def author_context(block: Any) -> dict[str, Any]:
    """What author.html shows: everything, with right answers and what should be checked."""
    lesson: Lesson = block.authored
    return {
        **_reading(block, block.words(AUTHOR)),
        "warnings": [
            block.gettext(NO_ALTERNATIVE) % {"section": section.title}
            for section in lesson.sections
            if pictures_without_words(section.html)
        ],
        "sections": [
            {
                "id": one.id,
                "title": one.title,
                "parts": [
                    {"check": part} if isinstance(part, Check) else {"html": part}
                    for part in one.parts
                ],
            }
            for one in lesson.sections
        ],
    }


def _reading(block: Any, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "words": words,
        "prefix": block.prefix,
        "title": block.display_name,
        "glossary": block.authored.glossary,
    }


def _linked(block: Any, lesson: Lesson, html: str) -> str:
    names = tuple(term.name for term in lesson.glossary)
    return link_terms(html, names, f"{block.prefix}-term-") if names else html
