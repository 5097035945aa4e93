"""A service situation that branches: the learner's choices lead on and are scored at the end."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from web_fragments.fragment import Fragment
from xblock.core import XBlock
from xblock.fields import Scope, String

from asn_xblocks.shared import olx, payload
from asn_xblocks.shared.errors import N_
from asn_xblocks.shared.markup import plain_text
from asn_xblocks.shared.scored import ScoredAsnBlock

from . import content, outline
from .form import form_of, node_of_form
from .grading import Best, Scenario, Walk, best, walk
from .scenes import learner_state, scene_context
from .words import EDITOR, LEARNER, SCRIPT

__all__ = ["ScenarioXBlock"]

_NOTHING = Best(total=Decimal(0), competencies={})


@lru_cache(maxsize=256)
def _best(scenario_content: str, first: str) -> Best:
    scenario = content.read(scenario_content, first)
    return best(scenario) if scenario.nodes else _NOTHING


class ScenarioXBlock(ScoredAsnBlock):
    """One node at a time; an attempt ends at an ending and is then evidence."""

    VOCABULARY = content.VOCABULARY

    # Part of what is played and graded, though OLX writes it as an attribute.
    first = String(display_name=N_("First node"), scope=Scope.content, default="")

    # -- content ---------------------------------------------------------------------------

    @classmethod
    def tag(cls) -> str:
        """The block's OLX tag."""
        return "asn_scenario"

    @classmethod
    def read(cls, stored: str) -> Scenario:
        """The scenario of a stored content string that begins with its first node."""
        return content.read(stored, "")

    @property
    def authored(self) -> Scenario:
        """The block's scenario, read once for each different text and first node."""
        return content.read(self.content, self.first)

    @property
    def content_digest(self) -> str:
        """``sha256:`` of what the author wrote, the first node included."""
        return olx.digest(f"{self.first}\n{self.content}")

    @property
    def best(self) -> Best:
        """The most that any path earns, in total and for each competency."""
        return _best(self.content, self.first)

    @property
    def possible(self) -> Decimal:
        """The best total over all paths."""
        return self.best.total

    def edited_settings(self, node: olx.Element) -> dict[str, Any]:
        """The settings an element carries. See content.py, Note [First, not start]."""
        content.refuse_node_as_start(node)
        return super().edited_settings(node)

    def take_content(self, node: olx.Element) -> None:
        """Sets content and first node from an element, or raises ``ContentInvalid``."""
        super().take_content(node)
        self.first = (node.get("first") or "").strip()

    @classmethod
    def check_node(cls, node: olx.Element) -> None:
        """Nothing when the element can be played; ``ContentInvalid`` otherwise."""
        content.read_node(node, (node.get("first") or "").strip())

    def node_from_form(self, edited: dict[str, Any]) -> olx.Element:
        """The OLX element of the editor's form."""
        return node_of_form(edited, tag=self.tag(), before=self.authored)

    def add_xml_to_node(self, node: olx.Element) -> None:
        """Writes the block into ``node``, the first node as an attribute."""
        super().add_xml_to_node(node)
        if self.first:
            node.set("first", self.first)

    @property
    def prefix(self) -> str:
        """What the ids in this block's HTML begin with, so that two on one page keep apart."""
        return "asn-" + olx.digest(str(self.scope_ids.usage_id))[-8:]

    # -- where the learner stands --------------------------------------------------------------

    @property
    def finished_row(self) -> dict[str, Any] | None:
        """The result of the current attempt once it is finished, or None."""
        return self.recorded(self.attempt)

    @property
    def walk(self) -> Walk:
        """The walk of the current attempt; the scenario must have nodes."""
        row = self.finished_row
        path = row["path"] if row else self.state.get("path", [])
        return walk(self.authored, [(node, choice) for node, choice in path])

    @property
    def may_restart(self) -> bool:
        """Whether another attempt may be opened now."""
        return self.attempts_remain and not self.deadline_has_passed and not self.has_full_score

    def learner_state(self) -> dict[str, Any]:
        """The JSON of what this learner may see now."""
        return learner_state(self)

    # -- handlers --------------------------------------------------------------------------------

    @XBlock.json_handler
    def choose(self, sent: Any, _suffix: str = "") -> dict[str, Any]:
        """Takes ``{"attempt", "node", "choice"}`` and answers the new state.

        The same choice again answers the current state; another choice at a node already passed
        is 409, as is a node where the learner does not stand.
        """
        asked = payload.mapping(self, sent, "body")
        payload.only(self, asked, ("attempt", "node", "choice"))
        attempt = payload.integer(self, asked, "attempt")
        node_id = payload.text(self, asked, "node")
        choice_id = payload.text(self, asked, "choice")
        if not self._is_repeated(attempt, node_id, choice_id):
            self._take_choice(attempt, node_id, choice_id)
        return self._answer()

    @XBlock.json_handler
    def restart(self, sent: Any, _suffix: str = "") -> dict[str, Any]:
        """Opens the next attempt and answers the new state; asking twice opens only one."""
        payload.only(self, payload.mapping(self, sent, "body"), ())
        self.deliver()
        self.open_next_attempt(path=[])
        return self._answer()

    def _is_repeated(self, attempt: int, node_id: str, choice_id: str) -> bool:
        """Whether this very choice was recorded before; 409 when another one was."""
        row = self.recorded(attempt)
        if row is None and (attempt != self.attempt or not self.authored.nodes):
            return False
        steps = [(step.node.id, step.choice.id) for step in self.walk.steps] if row is None else []
        passed = dict(row["path"] if row else steps)
        if node_id in passed and passed[node_id] != choice_id:
            raise payload.refusal(
                self, 409, N_("You have already chosen here, and that choice stands.")
            )
        if row is not None:
            self.deliver()
        return node_id in passed

    def _take_choice(self, attempt: int, node_id: str, choice_id: str) -> None:
        self.refuse_unless_open(attempt)
        if not self.authored.nodes or self.recorded(attempt) or node_id != self.walk.at.id:
            raise payload.refusal(
                self, 409, N_("This page is out of date. Reload it; nothing has been lost.")
            )
        before = self.walk
        if before.at.choice(choice_id) is None:
            raise payload.refusal(
                self, 400, N_("%(field)s is not one of the choices here."), field="choice"
            )
        self.begin()
        path = [[step.node.id, step.choice.id] for step in before.steps]
        path.append([node_id, choice_id])
        self.state = {**self.state, "path": path}
        there = self.walk
        if there.finished:
            self._finish(there, path)

    def _finish(self, there: Walk, path: list[list[str]]) -> None:
        possible = self.best.competencies
        self.record(
            earned=there.earned,
            competencies={
                code: (there.earned_in(code), most) for code, most in possible.items() if most
            },
            path=path,
            ending=there.at.id,
        )

    def _answer(self) -> dict[str, Any]:
        state = self.learner_state()
        return {**state, "html": self.expand_urls(self._scene(state))}

    # -- views -----------------------------------------------------------------------------------

    def _scene(self, state: Mapping[str, Any]) -> str:
        return self.render_template("scene.html", scene_context(self, state))

    @XBlock.supports("multi_device")
    def student_view(self, _context: Any = None) -> Fragment:
        """The scenario as the learner plays it."""
        state = self.learner_state()
        return self.fragment(
            "student.html",
            {
                "prefix": self.prefix,
                "title": self.display_name,
                "intro": self.authored.intro,
                "scene": self._scene(state),
            },
            css=("scenario.css",),
            js=("scenario.js",),
            init="AsnScenarioBlock",
            state={"words": self.words(SCRIPT), "learner": state},
        )

    def public_view(self, _context: Any = None) -> Fragment:
        """The introduction, and what to do to play."""
        return self.fragment(
            "public.html",
            {
                "words": self.words(LEARNER),
                "title": self.display_name,
                "intro": self.authored.intro,
            },
            css=("scenario.css",),
        )

    def author_view(self, _context: Any = None) -> Fragment:
        """Every node with its choices, scores and feedback, and what should be checked."""
        return self.fragment("author.html", outline.context(self), css=("scenario.css",))

    def studio_view(self, _context: Any = None) -> Fragment:
        """The editor's form."""
        return self.fragment(
            "studio.html",
            {"words": self.words(EDITOR)},
            css=("asn_editor.css",),
            js=("asn_editor.js", "scenario_studio.js"),
            init="AsnScenarioEditor",
            state={
                "words": self.words(EDITOR),
                "form": {
                    "display_name": self.display_name,
                    "weight": f"{self.weight:g}",
                    "max_attempts": "" if self.max_attempts is None else str(self.max_attempts),
                    **form_of(self.authored),
                },
            },
        )

    # -- what others read --------------------------------------------------------------------------

    def student_view_data(self, _context: Any = None) -> dict[str, Any]:
        """What the mobile app may know of the block: nothing of its nodes."""
        return {
            "display_name": self.display_name,
            "intro": self.expand_urls(self.authored.intro),
            "max_attempts": self.max_attempts,
            "max_score": self.max_score(),
            "competencies": [code for code, most in self.best.competencies.items() if most],
        }

    def index_dictionary(self) -> dict[str, Any]:
        """What search may find: title, introduction and the first node; never where choices lead."""
        found = super().index_dictionary()
        scenario = self.authored
        first = scenario.by_id.get(scenario.first)
        found["content"]["intro"] = plain_text(scenario.intro)
        found["content"]["first"] = plain_text(f"{first.title} {first.text}") if first else ""
        return found

    @staticmethod
    def workbench_scenarios() -> Iterable[tuple[str, str]]:
        """The examples of this room, for XBlock's workbench."""
        return outline.examples()
