"""A lesson's OLX read into sections with checks and a glossary."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from asn_xblocks.shared import olx
from asn_xblocks.shared.errors import N_
from asn_xblocks.shared.markup import plain_text
from asn_xblocks.shared.reading import misplaced, own_parts, placed, refused

from .grading import Stop

__all__ = [
    "VOCABULARY",
    "Check",
    "Choice",
    "Lesson",
    "Section",
    "Term",
    "read",
    "read_node",
]

VOCABULARY = frozenset({"section", "check", "prompt", "choice", "feedback", "glossary", "term"})


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer to a check."""

    id: str
    html: str
    correct: bool = False
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class Check:
    """A short question inside a section; one answer is chosen, and it earns nothing."""

    id: str
    prompt: str
    choices: tuple[Choice, ...]
    competency: str = ""

    @cached_property
    def right(self) -> tuple[str, ...]:
        """The ids of the right answers."""
        return tuple(choice.id for choice in self.choices if choice.correct)

    def choice(self, choice_id: str) -> Choice | None:
        """The answer of that id, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A titled stretch of reading: HTML and checks in the order they stand."""

    id: str
    title: str
    parts: tuple[str | Check, ...]

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks of the section."""
        return tuple(part for part in self.parts if isinstance(part, Check))

    @cached_property
    def html(self) -> str:
        """The reading of the section without its checks."""
        return "".join(part for part in self.parts if isinstance(part, str))


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of the trade and what it means."""

    name: str
    definition: str


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A whole lesson as its author wrote it."""

    sections: tuple[Section, ...] = ()
    glossary: tuple[Term, ...] = ()

    @cached_property
    def stops(self) -> tuple[Stop, ...]:
        """The lesson as progress sees it."""
        return tuple(
            Stop(section=section.id, checks=tuple(check.id for check in section.checks))
            for section in self.sections
        )

    def section(self, section_id: str) -> Section | None:
        """The section of that id, or None."""
        return next((one for one in self.sections if one.id == section_id), None)

    def check(self, check_id: str) -> Check | None:
        """The check of that id, or None."""
        checks = (check for section in self.sections for check in section.checks)
        return next((check for check in checks if check.id == check_id), None)


@lru_cache(maxsize=256)
def read(content: str) -> Lesson:
    """The lesson of a stored content string, from a cache; ``""`` has no sections."""
    return read_node(olx.parse(content)) if content else Lesson()


def read_node(root: olx.Element) -> Lesson:
    """The lesson of an OLX element; what cannot be used raises ``ContentInvalid``."""
    parts = own_parts(root, {"section", "glossary"})
    sections: set[str] = set()
    checks: set[str] = set()
    return Lesson(
        sections=tuple(_section(part, sections, checks) for part in parts if part.tag == "section"),
        glossary=tuple(_glossary(parts)),
    )


def _section(element: olx.Element, taken: set[str], checks: set[str]) -> Section:
    section_id = olx.identifier(element, taken)
    with placed(section_id):
        section = Section(
            id=section_id,
            title=olx.attribute(element, "title"),
            parts=tuple(_section_parts(element, checks)),
        )
        if not section.parts:
            raise refused(
                element,
                N_('Section "%(section)s" is empty. Write its text or remove it.'),
                section=section_id,
            )
        return section


def _section_parts(element: olx.Element, checks: set[str]) -> Iterator[str | Check]:
    """The HTML and the checks of a section, in their order."""
    run = _run(element.text)
    for child in element:
        if child.tag == "check":
            yield from _shown(run)
            yield _check(child, checks)
            run = _run(child.tail)
        else:
            run.append(deepcopy(child))
    yield from _shown(run)


def _run(text: str | None) -> olx.Element:
    run = etree.Element("section")
    run.text = text
    return run


def _shown(run: olx.Element) -> Iterator[str]:
    _refuse_own(run)
    html = olx.inner_html(run, vocabulary=VOCABULARY)
    if html:
        yield html


def _check(element: olx.Element, taken: set[str]) -> Check:
    check_id = olx.identifier(element, taken)
    with placed(check_id):
        parts = own_parts(element, {"prompt", "choice"})
        among: set[str] = set()
        check = Check(
            id=check_id,
            prompt="".join(_html(part) for part in parts if part.tag == "prompt"),
            choices=tuple(_choice(part, among) for part in parts if part.tag == "choice"),
            competency=olx.competency(element),
        )
        if not plain_text(check.prompt):
            raise refused(
                element,
                N_('The check "%(check)s" asks nothing. Write its question.'),
                field="prompt",
                check=check_id,
            )
        if len(check.choices) < 2 or not check.right:
            raise refused(
                element,
                N_(
                    'The check "%(check)s" needs at least two answers, one of them right. '
                    "Add an answer or mark the right one."
                ),
                check=check_id,
            )
        return check


def _choice(element: olx.Element, taken: set[str]) -> Choice:
    choice_id = olx.identifier(element, taken)
    with placed(choice_id):
        for child in element:
            if child.tag in VOCABULARY - {"feedback"}:
                raise misplaced(child, element)
        html = _html(element)
        if not html:
            raise refused(
                element,
                N_('The answer "%(choice)s" is empty. Write it or remove it.'),
                field="text",
                choice=choice_id,
            )
        return Choice(
            id=choice_id,
            html=html,
            correct=olx.flag(element, "correct"),
            feedback="".join(_html(part) for part in element if part.tag == "feedback"),
        )


def _glossary(parts: list[olx.Element]) -> Iterator[Term]:
    taken: set[str] = set()
    for glossary in (part for part in parts if part.tag == "glossary"):
        for element in own_parts(glossary, {"term"}):
            name = olx.attribute(element, "name")
            with placed(name):
                if name.casefold() in taken:
                    raise refused(
                        element,
                        N_('The term "%(term)s" is explained twice. Keep one of them.'),
                        term=name,
                    )
                taken.add(name.casefold())
                _refuse_own(element)
                definition = _html(element)
                if not definition:
                    raise refused(
                        element,
                        N_('The term "%(term)s" has no definition. Write it or remove the term.'),
                        term=name,
                    )
                yield Term(name=name, definition=definition)


def _refuse_own(element: olx.Element) -> None:
    """Nothing when an element holds author's HTML only."""
    for child in element:
        if child.tag in VOCABULARY:
            raise misplaced(child, element)


def _html(element: olx.Element) -> str:
    return olx.inner_html(element, vocabulary=VOCABULARY)
