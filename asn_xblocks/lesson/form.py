"""The editor's form of a lesson: shown from what is stored, and written back as OLX."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from asn_xblocks.shared import olx
from asn_xblocks.shared.errors import N_, ContentInvalid
from asn_xblocks.shared.forms import Kept, Row, element_of, flag, place, rows, text
from asn_xblocks.shared.prose import to_line, to_prose
from asn_xblocks.shared.reading import placed

from .content import Check, Lesson, Section

__all__ = ["form_of", "node_of_form", "pictures_without_words"]

_PICTURE = re.compile(r"<img\b[^>]*>")
_ALT = re.compile(r"\balt=")


def form_of(lesson: Lesson) -> dict[str, Any]:
    """The lesson as the form shows it: formatted text as trainers type it."""
    return {
        "sections": [_section_row(section) for section in lesson.sections],
        "glossary": [
            {"name": term.name, "definition": to_line(term.definition)} for term in lesson.glossary
        ],
    }


def _section_row(section: Section) -> dict[str, Any]:
    return {
        "id": section.id,
        "title": section.title,
        "parts": [
            _check_row(part)
            if isinstance(part, Check)
            else {"kind": "text", "text": to_prose(part)}
            for part in section.parts
        ],
    }


def _check_row(check: Check) -> dict[str, Any]:
    return {
        "kind": "check",
        "id": check.id,
        "competency": check.competency,
        "prompt": to_prose(check.prompt),
        "choices": [
            {
                "id": choice.id,
                "correct": choice.correct,
                "text": to_line(choice.html),
                "feedback": to_prose(choice.feedback),
            }
            for choice in check.choices
        ],
    }


def node_of_form(form: Mapping[str, Any], *, tag: str, before: Lesson) -> olx.Element:
    """The OLX element of a filled-in form; a wrong shape raises ``ContentInvalid`` with its place.

    A text that was not touched keeps the HTML it had ``before``.
    """
    kept = dict(_typed_before(before))
    root = etree.Element(tag)
    if "display_name" in form:
        root.set("display_name", text(form, "display_name"))
    for number, row in enumerate(rows(form, "sections"), start=1):
        with placed(place(row, "id", number)):
            _add_section(root, row, kept)
    _add_glossary(root, rows(form, "glossary"), kept)
    return root


def _add_glossary(root: olx.Element, terms: list[Row], kept: Kept) -> None:
    glossary = etree.Element("glossary")
    for number, row in enumerate(terms, start=1):
        with placed(place(row, "name", number)):
            term = _fill("term", row, "definition", kept, is_line=True)
            term.set("name", text(row, "name"))
            glossary.append(term)
    if terms:
        root.append(glossary)


def pictures_without_words(html: str) -> list[str]:
    """The pictures of some HTML that do not say what they show."""
    return [picture for picture in _PICTURE.findall(html) if not _ALT.search(picture)]


def _typed_before(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Pairs of a text as the form shows it and the HTML it stands for."""
    for term in lesson.glossary:
        yield to_line(term.definition), term.definition
    for section in lesson.sections:
        for part in section.parts:
            if isinstance(part, str):
                yield to_prose(part), part
                continue
            yield to_prose(part.prompt), part.prompt
            for choice in part.choices:
                yield to_line(choice.html), choice.html
                yield to_prose(choice.feedback), choice.feedback


def _add_section(root: olx.Element, row: Row, kept: Kept) -> None:
    section = etree.SubElement(root, "section", id=text(row, "id"), title=text(row, "title"))
    for part in rows(row, "parts"):
        kind = text(part, "kind")
        if kind == "check":
            with placed(place(part, "id", 1)):
                section.append(_check(part, kept))
        elif kind == "text":
            _move(_fill("run", part, "text", kept), section)
        else:
            raise ContentInvalid(N_("%(field)s must be text or check."), field="kind")


def _check(row: Row, kept: Kept) -> olx.Element:
    check = etree.Element("check", id=text(row, "id"))
    if text(row, "competency"):
        check.set("competency", text(row, "competency"))
    check.append(_fill("prompt", row, "prompt", kept))
    for number, answer in enumerate(rows(row, "choices"), start=1):
        with placed(place(answer, "id", number)):
            choice = _fill("choice", answer, "text", kept, is_line=True)
            choice.set("id", text(answer, "id"))
            if flag(answer, "correct"):
                choice.set("correct", "true")
            if text(answer, "feedback"):
                choice.append(_fill("feedback", answer, "feedback", kept))
            check.append(choice)
    return check


def _fill(tag: str, row: Row, name: str, kept: Kept, *, is_line: bool = False) -> olx.Element:
    """A new element with the HTML of a typed text in it; each picture must say what it shows."""
    filled = element_of(tag, row, name, kept=kept, is_line=is_line)
    if any(picture.get("alt") is None for picture in filled.iter("img")):
        raise ContentInvalid(
            N_('A picture has no alternative text. Add alt="what it shows" to its <img>.'),
            field=name,
        )
    return filled


def _move(run: olx.Element, section: olx.Element) -> None:
    """Puts what is in ``run`` at the end of ``section``."""
    if run.text and len(section):
        section[-1].tail = (section[-1].tail or "") + run.text
    elif run.text:
        section.text = (section.text or "") + run.text
    section.extend(list(run))
