"""The editor's form of a scenario: shown from what is stored, and written back as OLX."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from asn_xblocks.shared import olx
from asn_xblocks.shared.forms import Kept, Row, element_of, place, rows, text
from asn_xblocks.shared.prose import to_line, to_prose
from asn_xblocks.shared.reading import placed

from .grading import Choice, Node, Scenario

__all__ = ["form_of", "node_of_form"]

_SETTINGS = ("display_name", "weight", "max_attempts", "first")


def form_of(scenario: Scenario) -> dict[str, Any]:
    """The scenario as the form shows it: formatted text as trainers type it."""
    return {
        "first": scenario.first,
        "intro": _typed("intro", scenario.intro),
        "nodes": [_node_row(node) for node in scenario.nodes],
    }


def _node_row(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "title": node.title,
        "ending": node.ending or "",
        "text": _typed("text", node.text),
        "choices": [_choice_row(choice) for choice in node.choices],
    }


def _choice_row(choice: Choice) -> dict[str, Any]:
    return {
        "id": choice.id,
        "to": choice.to,
        "label": _typed("label", choice.label),
        "feedback": _typed("feedback", choice.feedback),
        "scores": [{"competency": code, "earned": f"{earned:f}"} for code, earned in choice.scores],
    }


def node_of_form(form: Mapping[str, Any], *, tag: str, before: Scenario) -> olx.Element:
    """The OLX element of a filled-in form; a wrong shape raises ``ContentInvalid`` with its place.

    A text that was not touched keeps the HTML it had ``before``.
    """
    kept = {_typed(name, html): html for name, html in _all_html(before)}
    root = etree.Element(tag)
    for name in _SETTINGS:
        if name in form:
            root.set(name, text(form, name))
    _add_html(root, "intro", form, kept)
    for number, row in enumerate(rows(form, "nodes"), start=1):
        with placed(place(row, "id", number)):
            _add_node(root, row, kept)
    return root


def _all_html(scenario: Scenario) -> Iterator[tuple[str, str]]:
    yield "intro", scenario.intro
    for node in scenario.nodes:
        yield "text", node.text
        for choice in node.choices:
            yield "label", choice.label
            yield "feedback", choice.feedback


def _typed(name: str, html: str) -> str:
    return to_line(html) if name == "label" else to_prose(html)


def _add_node(root: olx.Element, row: Row, kept: Kept) -> None:
    node = etree.SubElement(root, "node", id=text(row, "id"))
    for name in ("ending", "title"):
        if text(row, name):
            node.set(name, text(row, name))
    _add_html(node, "text", row, kept)
    for number, choice in enumerate(rows(row, "choices"), start=1):
        with placed(place(choice, "id", number)):
            _add_choice(node, choice, kept)


def _add_choice(node: olx.Element, row: Row, kept: Kept) -> None:
    choice = etree.SubElement(node, "choice", id=text(row, "id"), to=text(row, "to"))
    _add_html(choice, "label", row, kept)
    for score in rows(row, "scores"):
        code, earned = text(score, "competency"), text(score, "earned").replace(",", ".")
        etree.SubElement(choice, "score", competency=code, earned=earned)
    _add_html(choice, "feedback", row, kept)


def _add_html(parent: olx.Element, name: str, row: Row, kept: Kept) -> None:
    filled = element_of(name, row, name, kept=kept, is_line=name == "label")
    if len(filled) or filled.text:
        parent.append(filled)
