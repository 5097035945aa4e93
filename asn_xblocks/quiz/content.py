"""A quiz's OLX read into frozen values, and the editor's form written as OLX."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from asn_xblocks.shared import olx
from asn_xblocks.shared.errors import N_, ContentInvalid

from .grading import Item, Kind

__all__ = ["VOCABULARY", "Choice", "Question", "Quiz", "read", "read_node"]

VOCABULARY = frozenset({"intro", "item", "prompt", "choice", "step", "feedback", "explanation"})
MOST_ITEMS = 100
MOST_CHOICES = 20


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A choice, or a step of an ordering; the HTML is safe to show."""

    id: str
    html: str
    correct: bool = False
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """An item as its author wrote it; ``choices`` of an ordering stand in the right order."""

    id: str
    kind: Kind
    prompt: str
    choices: tuple[Choice, ...]
    points: Decimal
    competency: str
    explanation: str

    @cached_property
    def graded(self) -> Item:
        """What grading must know of this question."""
        ordering = self.kind is Kind.ORDERING
        return Item(
            id=self.id,
            kind=self.kind,
            key=tuple(choice.id for choice in self.choices if ordering or choice.correct),
            points=self.points,
            competency=self.competency,
        )


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """A whole quiz."""

    intro: str = ""
    questions: tuple[Question, ...] = ()

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All questions as grading sees them."""
        return tuple(question.graded for question in self.questions)

    @cached_property
    def possible(self) -> Decimal:
        """The points of a perfect attempt."""
        return sum((question.points for question in self.questions), Decimal(0))

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}


@lru_cache(maxsize=512)
def read(content: str) -> Quiz:
    """The quiz of a stored content string, from a cache; ``""`` is a quiz without questions."""
    return read_node(olx.parse(content)) if content else Quiz()


def read_node(root: olx.Element) -> Quiz:
    """The quiz of an OLX element; what cannot be asked or graded raises ``ContentInvalid``."""
    _refuse_stray(root, {"intro", "item"})
    taken: set[str] = set()
    nodes = root.findall("item")
    if len(nodes) > MOST_ITEMS:
        raise ContentInvalid(
            N_("A quiz holds at most %(most)s questions. Split it."),
            line=olx.line_of(nodes[MOST_ITEMS]),
            most=MOST_ITEMS,
        )
    return Quiz(
        intro=_html(root.find("intro")),
        questions=tuple(_question(node, at, taken) for at, node in enumerate(nodes)),
    )


def _question(node: olx.Element, at: int, taken: set[str]) -> Question:
    identity = olx.identifier(node, taken)
    kind = _kind(node, at)
    _refuse_stray(node, {"prompt", "explanation", _CHOICE_TAGS[kind]})
    prompt = _html(node.find("prompt"))
    if not prompt:
        raise _wrong(node, at, "prompt", N_("Question %(number)s has no text. Write one."))
    with _field(at, "points"):
        points = olx.points(node, "points", default="1")
    with _field(at, "competency"):
        competency = olx.competency(node)
    if not points:
        raise _wrong(node, at, "points", N_("Question %(number)s gives no points. Give some."))
    return Question(
        id=identity,
        kind=kind,
        prompt=prompt,
        choices=_choices(node, at, kind),
        points=points,
        competency=competency,
        explanation=_html(node.find("explanation")),
    )


_CHOICE_TAGS = {Kind.SINGLE: "choice", Kind.MULTIPLE: "choice", Kind.ORDERING: "step"}


def _kind(node: olx.Element, at: int) -> Kind:
    try:
        return Kind(node.get("type", "single"))
    except ValueError:
        raise _wrong(
            node,
            at,
            "type",
            N_("Question %(number)s has an unknown type. Use single, multiple or ordering."),
        ) from None


def _choices(node: olx.Element, at: int, kind: Kind) -> tuple[Choice, ...]:
    taken: set[str] = set()
    choices = tuple(_choice(part, taken) for part in node.findall(_CHOICE_TAGS[kind]))
    for where, choice in enumerate(choices):
        if not choice.html:
            raise _wrong(
                node,
                at,
                f"choices.{where}.text",
                N_("Question %(number)s, choice %(choice)s is empty. Write it or remove it."),
                choice=where + 1,
            )
    if not 2 <= len(choices) <= MOST_CHOICES:
        raise _wrong(node, at, "choices", N_("Question %(number)s needs 2 to 20 choices."))
    right = sum(choice.correct for choice in choices)
    if kind is Kind.SINGLE and right != 1:
        raise _wrong(
            node, at, "choices", N_("Question %(number)s needs exactly one right choice. Mark it.")
        )
    if kind is Kind.MULTIPLE and not right:
        raise _wrong(
            node, at, "choices", N_("Question %(number)s has no right choice. Mark at least one.")
        )
    return choices


def _choice(node: olx.Element, taken: set[str]) -> Choice:
    _refuse_stray(node, {"feedback"}, html=True)
    return Choice(
        id=olx.identifier(node, taken),
        html=_html(node),
        correct=olx.flag(node, "correct"),
        feedback=_html(node.find("feedback")),
    )


@contextmanager
def _field(at: int, name: str) -> Iterator[None]:
    """Puts the form's field into what is refused inside, so that the editor finds it."""
    try:
        yield
    except ContentInvalid as invalid:
        invalid.field = f"items.{at}.{name}"
        raise


def _wrong(node: olx.Element, at: int, field: str, msgid: str, **params: object) -> ContentInvalid:
    return ContentInvalid(
        msgid, line=olx.line_of(node), field=f"items.{at}.{field}", number=at + 1, **params
    )


def _html(node: olx.Element | None) -> str:
    return "" if node is None else olx.inner_html(node, vocabulary=VOCABULARY)


def _refuse_stray(node: olx.Element, allowed: set[str], *, html: bool = False) -> None:
    """Nothing, when ``node`` holds the allowed own tags, and HTML only where it may stand."""
    for child in node:
        if olx.tag_of(child) in VOCABULARY - allowed:
            raise ContentInvalid(
                N_("<%(tag)s> cannot stand in <%(around)s>. Move or delete it."),
                line=olx.line_of(child),
                tag=child.tag,
                around=node.tag,
            )
    if not html and olx.holds_html(node, vocabulary=VOCABULARY):
        raise ContentInvalid(
            N_("Text stands in <%(around)s> outside of its parts. Move it into one of them."),
            line=olx.line_of(node),
            around=node.tag,
        )
