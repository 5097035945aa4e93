"""The quiz as an XBlock: it shows, keeps drafts, takes answers; grading.py decides."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.fields import Boolean, Scope, String

from asn_xblocks.shared import olx, payload
from asn_xblocks.shared.errors import N_
from asn_xblocks.shared.learner import may_author
from asn_xblocks.shared.markup import plain_text
from asn_xblocks.shared.scored import ScoredAsnBlock

from . import content as contents
from .content import Question, Quiz
from .form import form_of, node_of_form, set_settings
from .grading import Kind, grade, shuffled
from .views import facts, form_html, key_rows, page_html, result_view
from .wording import EDITOR_WORDS, WORDS

__all__ = ["QuizXBlock"]

Answers = dict[str, list[str]]


class QuizXBlock(ScoredAsnBlock):
    """Questions with one right choice, several, or an order; graded on the server only.

    Beside what ScoredAsnBlock keeps, ``state`` holds ``answers``: the draft of the current
    attempt; a result row holds the answers that were sent.
    """

    VOCABULARY: ClassVar[frozenset[str]] = contents.VOCABULARY
    SETTINGS: ClassVar[tuple[str, ...]] = (*ScoredAsnBlock.SETTINGS, "shuffle")

    display_name = String(display_name=N_("Title"), scope=Scope.settings, default=N_("Quiz"))
    shuffle = Boolean(display_name=N_("Shuffle the choices"), scope=Scope.settings, default=True)

    @classmethod
    def tag(cls) -> str:
        """``asn_quiz``."""
        return "asn_quiz"

    @classmethod
    def read(cls, content: str) -> Quiz:
        """The quiz of a stored string, from a cache."""
        return contents.read(content)

    @classmethod
    def check_node(cls, node: olx.Element) -> None:
        """Nothing when the element can be asked and graded; ``ContentInvalid`` otherwise."""
        contents.read_node(node)

    @property
    def possible(self) -> Decimal:
        """The points of all questions."""
        quiz: Quiz = self.authored
        return quiz.possible

    # -- what the learner sees -------------------------------------------------------------------

    @property
    def is_submitted(self) -> bool:
        """Whether the current attempt has been sent."""
        return self.attempt <= self.attempts_used

    def orders(self) -> dict[str, tuple[str, ...]]:
        """The choices of each question as this learner sees them in this attempt."""
        quiz: Quiz = self.authored
        seed = f"{self.scope_ids.usage_id}\n{self.learner.key}\n{self.attempt}"
        shuffles = self.shuffle
        return {
            question.id: _order(question, f"{seed}\n{question.id}", shuffles=shuffles)
            for question in quiz.questions
        }

    def learner_state(self) -> dict[str, Any]:
        """All the script needs, without anything that may not be seen yet."""
        row = self.recorded(self.attempt)
        is_open = not self.deadline_has_passed and self.attempts_remain
        return {
            "attempt": self.attempt,
            "submitted": row is not None,
            "answers": row["answers"] if row else self.state.get("answers", {}),
            "order": self.orders(),
            "facts": facts(self),
            "can_submit": row is None and is_open,
            "can_retry": row is not None and is_open and not self.has_full_score,
            "unsent": "unsent" in self.state,
            "result": result_view(self, row) if row else None,
        }

    @XBlock.supports("multi_device")
    def student_view(self, _context: Any = None) -> Fragment:
        """The quiz with the learner's draft or result."""
        quiz: Quiz = self.authored
        if not quiz.questions:
            return self._note(N_("This quiz has no questions yet."))
        learner_state = self.learner_state()
        words = self.words(WORDS)
        return self.fragment_of(
            page_html(
                form_html(self, learner_state["order"]),
                title=self.title,
                intro=quiz.intro,
                told=tuple(learner_state["facts"]),
                submit=words["submit"],
            ),
            js=("quiz.js",),
            css=("quiz.css",),
            init="AsnQuiz",
            state={"learner": learner_state, "words": words},
        )

    def public_view(self, _context: Any = None) -> Fragment:
        """What a visitor may see: what it is about, no state and no answers."""
        quiz: Quiz = self.authored
        return self.fragment(
            "public.html",
            {
                "title": self.title,
                "intro": quiz.intro,
                "prompts": [question.prompt for question in quiz.questions],
                "notice": self.gettext(N_("Sign in and enrol to answer the questions.")),
            },
            css=("quiz.css",),
        )

    def author_view(self, _context: Any = None) -> Fragment:
        """The quiz with its key, for the course team in Studio."""
        if not (self.is_preview or may_author(self)):
            return self._note(N_("Only the course team can see this."))
        quiz: Quiz = self.authored
        if not quiz.questions:
            return self._note(N_("This quiz has no questions yet. Choose Edit to write some."))
        return self.fragment(
            "author.html",
            {
                "title": self.title,
                "intro": quiz.intro,
                "rows": key_rows(self),
                "facts": facts(self, as_author=True),
            },
            css=("quiz.css",),
        )

    def studio_view(self, _context: Any = None) -> Fragment:
        """The editor, for the course team only."""
        if not (self.is_preview or may_author(self)):
            return self._note(N_("Only the course team can change this."))
        settings = {name: getattr(self, name) for name in self.SETTINGS}
        return self.fragment(
            "studio.html",
            {"loading": self.gettext(N_("The editor is loading …"))},
            js=("studio.js",),
            css=("quiz.css",),
            init="AsnQuizStudio",
            state={
                "settings": settings,
                "form": form_of(self.authored),
                "olx": self.olx_text(),
                "words": self.words(EDITOR_WORDS),
            },
        )

    def _note(self, msgid: str) -> Fragment:
        return self.fragment("note.html", {"note": self.gettext(msgid)}, css=("quiz.css",))

    def student_view_data(self, _context: Any = None) -> dict[str, Any]:
        """The quiz for apps: questions and choices, nothing of the key, nothing of a person."""
        quiz: Quiz = self.authored
        return {
            "display_name": self.display_name,
            "weight": self.weight,
            "max_attempts": self.max_attempts,
            "possible": str(quiz.possible),
            "intro": quiz.intro,
            "items": [self._question_data(question) for question in quiz.questions],
        }

    def _question_data(self, question: Question) -> dict[str, Any]:
        html = {choice.id: choice.html for choice in question.choices}
        return {
            "id": question.id,
            "type": question.kind.value,
            "competency": question.competency,
            "points": str(question.points),
            "prompt": question.prompt,
            # In an order of nobody: the author's own order may be the answer.
            "choices": [
                {"id": one, "html": html[one]}
                for one in _order(question, self.content_digest, shuffles=True)
            ],
        }

    def index_dictionary(self) -> dict[str, Any]:
        """What search may find: the title, the introduction and the questions."""
        found = super().index_dictionary()
        quiz: Quiz = self.authored
        found["content"]["intro"] = plain_text(quiz.intro)
        found["content"]["questions"] = " ".join(
            plain_text(question.prompt) for question in quiz.questions
        )
        return found

    # -- what the learner does -------------------------------------------------------------------

    @XBlock.json_handler
    def save_draft(self, sent: Any, _suffix: str = "") -> dict[str, Any]:
        """Keeps a draft of the current attempt; a draft of an attempt that was sent is dropped."""
        fields = payload.mapping(self, sent, "payload")
        payload.only(self, fields, ("attempt", "answers"))
        attempt = payload.integer(self, fields, "attempt")
        if self.recorded(attempt):
            return {"saved": False}
        answers = self._checked(fields.get("answers"))
        self.refuse_unless_open(attempt)
        self.begin()
        self.state = {**self.state, "answers": answers}
        return {"saved": True}

    @XBlock.json_handler
    def submit(self, sent: Any, _suffix: str = "") -> dict[str, Any]:
        """Grades and records the attempt; one that is recorded already is answered as it was."""
        fields = payload.mapping(self, sent, "payload")
        payload.only(self, fields, ("attempt", "answers"))
        attempt = payload.integer(self, fields, "attempt")
        if self.recorded(attempt):
            self.deliver()
            return self.learner_state()
        answers = self._checked(fields.get("answers"))
        self.refuse_unless_open(attempt)
        quiz: Quiz = self.authored
        if not quiz.questions:
            raise payload.refusal(self, 409, N_("This quiz has no questions yet."))
        score = grade(quiz.items, answers)
        self.record(earned=score.earned, competencies=score.competencies, answers=answers)
        return self.learner_state()

    @XBlock.json_handler
    def retry(self, sent: Any, _suffix: str = "") -> dict[str, Any]:
        """Opens the next attempt with an empty form."""
        payload.only(self, payload.mapping(self, sent, "payload"), ())
        self.deliver()
        self.open_next_attempt(answers={})
        return self.learner_state()

    def _checked(self, sent: object) -> Answers:
        """The answers when each names a question and choices of it; 400 naming the field."""
        quiz: Quiz = self.authored
        answers: Answers = {}
        for name, chosen in payload.mapping(self, sent, "answers").items():
            field = f"answers.{name[:60]}"
            question = quiz.by_id.get(name)
            if question is None:
                raise payload.refusal(self, 400, N_("%(field)s is not known here."), field=field)
            ids = payload.text_list(self, chosen, field)
            if not _fits(question, ids):
                raise payload.refusal(
                    self, 400, N_("%(field)s does not answer this question."), field=field
                )
            answers[name] = ids
        return answers

    # -- the editor ------------------------------------------------------------------------------

    def node_from_form(self, edited: Mapping[str, Any]) -> olx.Element:
        """The OLX element of the editor's form, its settings included."""
        payload.only(self, edited, ("settings", "intro", "items"))
        node = node_of_form(edited, tag=self.tag(), before=self.authored)
        settings = payload.mapping(self, edited.get("settings", {}), "settings")
        payload.only(self, settings, self.SETTINGS)
        set_settings(node, settings)
        return node


def _order(question: Question, seed: str, *, shuffles: bool) -> tuple[str, ...]:
    """The ids of the choices; an ordering is always shuffled, and never into its solution."""
    ids = tuple(choice.id for choice in question.choices)
    if question.kind is Kind.ORDERING:
        return shuffled(ids, seed=seed, never=ids)
    return shuffled(ids, seed=seed) if shuffles else ids


def _fits(question: Question, ids: list[str]) -> bool:
    known = {choice.id for choice in question.choices}
    if question.kind is Kind.ORDERING:
        return not ids or set(ids) == known
    return set(ids) <= known and (question.kind is Kind.MULTIPLE or len(ids) <= 1)
