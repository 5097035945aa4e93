"""The editor's form: a quiz as fields that a trainer fills in, and back into OLX."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from asn_xblocks.shared import olx
from asn_xblocks.shared.block import NO_TITLE
from asn_xblocks.shared.errors import N_, ContentInvalid
from asn_xblocks.shared.prose import from_prose, to_prose

from .content import Question, Quiz
from .grading import Kind

__all__ = ["form_of", "node_of_form", "set_settings"]

LONGEST_TEXT = 20_000
_ONE_LINE = re.compile(r"<p>[^<>]*</p>")
_Kept = Mapping[str, str]


def form_of(quiz: Quiz) -> dict[str, Any]:
    """The fields of a quiz as the editor's script shows them."""
    return {"intro": to_prose(quiz.intro), "items": [_item_fields(one) for one in quiz.questions]}


def _item_fields(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "type": question.kind.value,
        "competency": question.competency,
        "points": f"{question.points:f}",
        "prompt": to_prose(question.prompt),
        "explanation": to_prose(question.explanation),
        "choices": [
            {
                "id": choice.id,
                "text": to_prose(choice.html),
                "correct": choice.correct,
                "feedback": to_prose(choice.feedback),
            }
            for choice in question.choices
        ],
    }


def node_of_form(form: Mapping[str, Any], *, tag: str, before: Quiz) -> olx.Element:
    """The OLX element of the form's fields; a field of the wrong type raises ``ContentInvalid``.

    A text that was not touched keeps the HTML it had ``before``. Whether the quiz makes sense is
    judged by ``read_node``, as for every other door.
    """
    kept = {to_prose(html): html for html in _all_html(before)}
    root = etree.Element(tag)
    _html(root, "intro", _text(form, "intro", "intro"), kept)
    ids = _fresh("i", _known_ids(form.get("items")))
    for at, item in enumerate(_list(form, "items", "items")):
        _item_node(root, item, f"items.{at}", ids, kept)
    return root


def _all_html(quiz: Quiz) -> Iterator[str]:
    yield quiz.intro
    for question in quiz.questions:
        yield from (question.prompt, question.explanation)
        for choice in question.choices:
            yield from (choice.html, choice.feedback)


def _item_node(
    root: olx.Element, item: object, field: str, ids: Iterator[str], kept: _Kept
) -> None:
    fields = _mapping(item, field)
    node = etree.SubElement(root, "item", id=_text(fields, "id", f"{field}.id") or next(ids))
    kind = _text(fields, "type", f"{field}.type")
    for name, default in (("type", ""), ("competency", ""), ("points", "1")):
        value = _text(fields, name, f"{field}.{name}").strip() or default
        if value:
            node.set(name, _point(value) if name == "points" else value)
    _html(node, "prompt", _text(fields, "prompt", f"{field}.prompt"), kept)
    choices = _list(fields, "choices", f"{field}.choices")
    choice_ids = _fresh("c", _known_ids(choices))
    for at, choice in enumerate(choices):
        _choice_node(node, choice, f"{field}.choices.{at}", choice_ids, kind, kept)
    _html(node, "explanation", _text(fields, "explanation", f"{field}.explanation"), kept)


def _choice_node(
    item: olx.Element, choice: object, field: str, ids: Iterator[str], kind: str, kept: _Kept
) -> None:
    fields = _mapping(choice, field)
    tag = "step" if kind == Kind.ORDERING else "choice"
    node = etree.SubElement(item, tag, id=_text(fields, "id", f"{field}.id") or next(ids))
    correct = fields.get("correct", False)
    if not isinstance(correct, bool):
        raise ContentInvalid(N_("%(field)s must be true or false."), field=f"{field}.correct")
    if correct and kind != Kind.ORDERING:
        node.set("correct", "true")
    olx.put_html(node, _markup(_text(fields, "text", f"{field}.text"), kept))
    _html(node, "feedback", _text(fields, "feedback", f"{field}.feedback"), kept)


def _html(node: olx.Element, tag: str, text: str, kept: _Kept) -> None:
    if text.strip():
        olx.put_html(etree.SubElement(node, tag), _markup(text, kept))


def _markup(text: str, kept: _Kept) -> str:
    """The HTML of a field; one plain line stays a line, without a paragraph around it."""
    if text in kept:
        return kept[text]
    html = from_prose(text)
    return html[3:-4] if _ONE_LINE.fullmatch(html) else html


def _known_ids(items: object) -> set[str]:
    found = items if isinstance(items, list) else []
    return {str(one.get("id", "")) for one in found if isinstance(one, dict)}


def _fresh(prefix: str, taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if (candidate := f"{prefix}{number}") not in taken:
            yield candidate


def _mapping(value: object, field: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ContentInvalid(N_("%(field)s must be an object."), field=field)
    return value


def _list(fields: Mapping[str, Any], name: str, field: str) -> list[Any]:
    value = fields.get(name, [])
    if not isinstance(value, list) or len(value) > 200:
        raise ContentInvalid(N_("%(field)s must be a list."), field=field)
    return value


def _text(fields: Mapping[str, Any], name: str, field: str) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or olx.NOT_XML.search(value):
        raise ContentInvalid(N_("%(field)s must be a text of up to 20 000 signs."), field=field)
    return value


def set_settings(node: olx.Element, settings: Mapping[str, Any]) -> None:
    """Writes the form's settings as attributes; an empty one is left out, which clears it."""
    for name, value in settings.items():
        written = str(value).strip() if isinstance(value, str | int | float | None) else None
        if written is None or olx.NOT_XML.search(written):
            raise ContentInvalid(N_("%(field)s must be a text."), field=f"settings.{name}")
        if name == "display_name" and not written:
            raise ContentInvalid(NO_TITLE, field=f"settings.{name}")
        if value is not None and written:
            node.set(name, _point(written) if name == "weight" else written)


def _point(number: str) -> str:
    """A number as Indonesians type it, ``1,5``, with the point that OLX wants."""
    return number.replace(",", ".")
