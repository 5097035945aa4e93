"""What the quiz's views show: the form, the facts above it, a result, the key for authors.

Note [What may be seen when]
    After an attempt: points, right or not for each question, and the feedback of the choices that
    were chosen, unless ``show_correctness`` forbids it. The right choices and the explanations
    only when nothing can change any more (``is_over``); before, they would answer the next
    attempt.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from asn_xblocks.shared.errors import N_
from asn_xblocks.shared.fragments import render_template
from asn_xblocks.shared.markup import plain_text
from asn_xblocks.shared.words import display_number, display_time

from .content import Question, Quiz, read
from .grading import Kind, grade

__all__ = ["facts", "form_html", "key_rows", "page_html", "result_view"]

_HINTS = {
    Kind.SINGLE: N_("Choose one."),
    Kind.MULTIPLE: N_("Choose all that apply."),
    Kind.ORDERING: N_("Put the steps in order with the buttons."),
}
_CUT = "<!--asn-choices-->"


def facts(block: Any, *, as_author: bool = False) -> list[str]:
    """The sentences above the quiz: how much, how often, until when."""
    say: Callable[[str], str] = block.gettext
    quiz: Quiz = block.authored
    told = [
        say(N_("Questions: %(count)s")) % {"count": len(quiz.questions)},
        say(N_("Points: %(points)s")) % {"points": display_number(quiz.possible)},
    ]
    if as_author and block.max_attempts:
        told.append(say(N_("Attempts: %(most)s")) % {"most": block.max_attempts})
    elif block.max_attempts:
        told.append(
            say(N_("Attempt %(number)s of %(most)s"))
            % {"number": min(block.attempt, block.max_attempts), "most": block.max_attempts}
        )
    if block.closes_at:
        sentence = N_("Closed on %(when)s") if block.deadline_has_passed else N_("Until %(when)s")
        told.append(say(sentence) % {"when": display_time(block.closes_at)})
    return told


def form_html(block: Any, order: Mapping[str, tuple[str, ...]]) -> SafeString:
    """All questions as form controls, choices in the learner's order.

    The pieces are rendered once for each content and language; putting them together is all a
    view costs.
    """
    hints = tuple(block.gettext(hint) for hint in _HINTS.values())
    moves = (block.gettext(N_("Move up: %(step)s")), block.gettext(N_("Move down: %(step)s")))
    pieces = _pieces(block.content, hints, moves)
    return mark_safe(  # noqa: S308 - made of escaped templates and cleaned HTML
        "".join(
            before + "".join(choices[one] for one in order[item]) + after
            for item, before, choices, after in pieces
        )
    )


def page_html(form: str, *, title: str, intro: str, told: tuple[str, ...], submit: str) -> str:
    """The learner's page around a form, rendered once for each title, introduction and facts."""
    before, after = _shell(title, intro, told, submit)
    return before + form + after


@lru_cache(maxsize=256)
def _shell(title: str, intro: str, told: tuple[str, ...], submit: str) -> tuple[str, str]:
    context = {"title": title, "intro": intro, "facts": told, "submit": submit}
    page = _render("quiz.html", {**context, "form": mark_safe(_CUT)})  # noqa: S308 - a constant
    before, after = page.split(_CUT)
    return before, after


@lru_cache(maxsize=256)
def _pieces(
    content: str, hints: tuple[str, ...], moves: tuple[str, str]
) -> tuple[tuple[str, str, dict[str, str], str], ...]:
    hint_of = dict(zip(_HINTS, hints, strict=True))
    pieces = []
    for number, question in enumerate(read(content).questions, start=1):
        context = {"number": number, "question": question, "hint": hint_of[question.kind]}
        before, after = _render("item.html", context).split(_CUT)
        choices = {
            choice.id: _render(
                "choice.html", {**context, "choice": choice, **_moves(choice, moves)}
            )
            for choice in question.choices
        }
        pieces.append((question.id, before, choices, after))
    return tuple(pieces)


def _moves(choice: Any, moves: tuple[str, str]) -> dict[str, str]:
    step = {"step": plain_text(choice.html)}
    return {"up": moves[0] % step, "down": moves[1] % step}


def _render(template: str, context: Mapping[str, object]) -> str:
    return render_template(__package__, template, context)


def result_view(block: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    """A recorded attempt as far as it may be seen. See Note [What may be seen when]."""
    say: Callable[[str], str] = block.gettext
    if not block.correctness_may_be_seen:
        sentence = N_("Your answers are recorded. The result will not be shown here.")
        if block.show_correctness == "past_due":
            sentence = N_("Your answers are recorded. The result is shown after the deadline.")
        return {"visible": False, "sentence": say(sentence), "items": {}}
    earned, possible = Decimal(row["earned"]), Decimal(row["possible"])
    numbers = {"earned": display_number(earned), "possible": display_number(possible)}
    return {
        "visible": True,
        "sentence": say(N_("%(earned)s of %(possible)s points")) % numbers,
        "share": int(earned * 100 / possible),
        "notes": [say(note) % params for note, params in _notes(block, row)],
        "items": _items(block, row),
    }


def _notes(block: Any, row: Mapping[str, Any]) -> list[tuple[str, dict[str, str]]]:
    """What to say below the points, as marked sentences with their values."""
    notes: list[tuple[str, dict[str, str]]] = []
    best = block.best_result()
    if best and Decimal(best["earned"]) > Decimal(row["earned"]):
        best_points = {"points": display_number(Decimal(best["earned"]))}
        notes.append((N_("Your best attempt counts: %(points)s points."), best_points))
    if row["digest"] != block.content_digest:
        notes.append((N_("The questions have been changed since; the points stand."), {}))
    if block.has_full_score:
        return notes
    if block.deadline_has_passed:
        notes.append((N_("The deadline has passed."), {}))
    elif not block.attempts_remain:
        notes.append((N_("All attempts have been used."), {}))
    elif block.attempts_left is not None:
        left = {"left": str(block.attempts_left)}
        notes.append((N_("Attempts left: %(left)s. The best one counts."), left))
    return notes


def _items(block: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    if row["digest"] != block.content_digest:
        return {}
    quiz: Quiz = block.authored
    scores = grade(quiz.items, row["answers"]).items
    is_over = block.is_over
    return {
        score.id: {
            "verdict": score.verdict.value,
            "earned": display_number(score.earned),
            "possible": display_number(score.possible),
            **_told(block, quiz.by_id[score.id], row["answers"].get(score.id, []), is_over=is_over),
        }
        for score in scores
    }


def _told(block: Any, question: Question, chosen: list[str], *, is_over: bool) -> dict[str, Any]:
    """The feedback of what was chosen, and the key of a question once it may be seen."""
    told: dict[str, Any] = {
        "feedback": {
            choice.id: block.expand_urls(choice.feedback)
            for choice in question.choices
            if choice.feedback and choice.id in chosen
        }
        if question.kind is not Kind.ORDERING
        else {}
    }
    if is_over:
        told["right"] = list(question.graded.key)
        told["explanation"] = block.expand_urls(question.explanation)
    return told


def key_rows(block: Any) -> list[dict[str, Any]]:
    """The questions with their key, for the author's view."""
    quiz: Quiz = block.authored
    say: Callable[[str], str] = block.gettext
    marks = {True: say(N_("right")), False: ""}
    return [
        {
            "question": question,
            "points": say(N_("Points: %(points)s")) % {"points": display_number(question.points)},
            "is_ordering": question.kind is Kind.ORDERING,
            "choices": [(choice, marks[choice.correct]) for choice in question.choices],
        }
        for question in quiz.questions
    ]
