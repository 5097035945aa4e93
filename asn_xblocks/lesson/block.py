"""Reading in sections, with a glossary and short checks that earn nothing."""

from collections.abc import Iterable
from importlib import resources
from typing import Any

from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.fields import Scope

from asn_xblocks.shared import olx, payload
from asn_xblocks.shared.block import AsnBlock
from asn_xblocks.shared.errors import N_
from asn_xblocks.shared.markup import plain_text
from asn_xblocks.shared.state import LearnerState

from . import content
from .content import Check, Lesson
from .form import form_of, node_of_form
from .grading import Progress, is_right, progress
from .pages import author_context, learner_state, public_context, student_context
from .words import EDITOR, SCRIPT

__all__ = ["LessonXBlock"]


class LessonXBlock(AsnBlock):
    """A lesson is complete when its sections are read and its checks answered; it has no score."""

    VOCABULARY = content.VOCABULARY

    # {"read": [section ids], "answers": {check id: choice id}}
    state = LearnerState(scope=Scope.user_state)

    # -- content ---------------------------------------------------------------------------

    @classmethod
    def tag(cls) -> str:
        """The block's OLX tag."""
        return "asn_lesson"

    @property
    def authored(self) -> Lesson:
        """The block's lesson, read once for each different text; ``read`` is the handler here."""
        return content.read(self.content)

    @classmethod
    def check_node(cls, node: olx.Element) -> None:
        """Nothing when the element can be used; ``ContentInvalid`` otherwise."""
        content.read_node(node)

    def node_from_form(self, edited: dict[str, Any]) -> olx.Element:
        """The OLX element of the editor's form."""
        return node_of_form(edited, tag=self.tag(), before=self.authored)

    @property
    def prefix(self) -> str:
        """What the ids in this block's HTML begin with, so that two on one page keep apart."""
        return "asn-" + olx.digest(str(self.scope_ids.usage_id))[-8:]

    # -- where the learner stands --------------------------------------------------------------

    @property
    def progress(self) -> Progress:
        """How far this learner came."""
        return progress(
            self.authored.stops,
            read=self.state.get("read", []),
            answered=self.state.get("answers", {}),
        )

    def learner_state(self) -> dict[str, Any]:
        """The JSON of what this learner has done."""
        return learner_state(self)

    # -- handlers --------------------------------------------------------------------------------

    @XBlock.json_handler
    def read(self, sent: Any, _suffix: str = "") -> dict[str, Any]:
        """Marks ``{"section": id}`` as read and answers the new state; again is harmless."""
        asked = payload.mapping(self, sent, "body")
        payload.only(self, asked, ("section",))
        section = payload.text(self, asked, "section")
        if self.authored.section(section) is None:
            raise payload.refusal(
                self, 400, N_("%(field)s is not a section of this lesson."), field="section"
            )
        before = self.state.get("read", [])
        if section not in before:
            self._note(read=[*before, section])
        return self.learner_state()

    @XBlock.json_handler
    def check(self, sent: Any, _suffix: str = "") -> dict[str, Any]:
        """Takes the answer ``{"check": id, "choice": id}`` and answers the state with feedback.

        One may try again until the answer is right; a right answer stands.
        """
        asked = payload.mapping(self, sent, "body")
        payload.only(self, asked, ("check", "choice"))
        check = self.authored.check(payload.text(self, asked, "check"))
        if check is None:
            raise payload.refusal(
                self, 400, N_("%(field)s is not a check of this lesson."), field="check"
            )
        chosen = payload.text(self, asked, "choice")
        if check.choice(chosen) is None:
            raise payload.refusal(
                self, 400, N_("%(field)s is not one of the answers here."), field="choice"
            )
        self._take_answer(check, chosen)
        return self.learner_state()

    def _take_answer(self, check: Check, chosen: str) -> None:
        answers = self.state.get("answers", {})
        before = answers.get(check.id, "")
        if chosen != before and not is_right(before, check.right):
            self._note(answers={**answers, check.id: chosen})

    def _note(self, **done: Any) -> None:
        self.state = {**self.state, **done}
        self.emit_completion(self.progress.share)

    # -- views -----------------------------------------------------------------------------------

    @XBlock.supports("multi_device")
    def student_view(self, _context: Any = None) -> Fragment:
        """The lesson as the learner reads it."""
        state = self.learner_state()
        return self.fragment(
            "student.html",
            student_context(self, state),
            css=("lesson.css",),
            js=("lesson.js",),
            init="AsnLessonBlock",
            state={"words": self.words(SCRIPT), "learner": state},
        )

    def public_view(self, _context: Any = None) -> Fragment:
        """The reading alone, for visitors."""
        return self.fragment("public.html", public_context(self), css=("lesson.css",))

    def author_view(self, _context: Any = None) -> Fragment:
        """Everything, right answers and feedback included, and what should be checked."""
        return self.fragment("author.html", author_context(self), css=("lesson.css",))

    def studio_view(self, _context: Any = None) -> Fragment:
        """The editor's form."""
        words = self.words(EDITOR)
        return self.fragment(
            "studio.html",
            {"words": words},
            css=("asn_editor.css",),
            js=("asn_editor.js", "lesson_studio.js"),
            init="AsnLessonEditor",
            state={
                "words": words,
                "form": {"display_name": self.display_name, **form_of(self.authored)},
            },
        )

    # -- what others read --------------------------------------------------------------------------

    def student_view_data(self, _context: Any = None) -> dict[str, Any]:
        """What the mobile app shows: sections, and checks without their answers."""
        return {
            "display_name": self.display_name,
            "sections": [
                {
                    "id": section.id,
                    "title": section.title,
                    "html": self.expand_urls(section.html),
                    "checks": [_asked(check) for check in section.checks],
                }
                for section in self.authored.sections
            ],
            "glossary": [
                {"name": term.name, "definition": term.definition}
                for term in self.authored.glossary
            ],
        }

    def index_dictionary(self) -> dict[str, Any]:
        """What search may find: titles, reading and glossary; never the checks' answers."""
        found = super().index_dictionary()
        lesson = self.authored
        found["content"]["sections"] = " ".join(
            f"{section.title} {plain_text(section.html)}" for section in lesson.sections
        )
        found["content"]["glossary"] = " ".join(
            f"{term.name} {plain_text(term.definition)}" for term in lesson.glossary
        )
        return found

    @staticmethod
    def workbench_scenarios() -> Iterable[tuple[str, str]]:
        """The examples of this room, for XBlock's workbench."""
        folder = resources.files(__package__).joinpath("scenarios")
        return sorted((file.name, file.read_text(encoding="utf-8")) for file in folder.iterdir())


def _asked(check: Check) -> dict[str, Any]:
    return {
        "id": check.id,
        "prompt": check.prompt,
        "choices": [{"id": choice.id, "html": choice.html} for choice in check.choices],
    }
