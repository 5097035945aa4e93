"""The editor's form of a scenario: shown from what is stored, and written back as OLX."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from asn_xblocks.shared import olx
from asn_xblocks.shared.errors import N_, ContentInvalid
from asn_xblocks.shared.markup import clean_html
from asn_xblocks.shared.prose import from_line, from_prose, to_line, to_prose

from .content import placed
from .grading import Choice, Node, Scenario

__all__ = ["form_of", "node_of_form"]

_SETTINGS = ("display_name", "weight", "max_attempts", "start")
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def form_of(scenario: Scenario) -> dict[str, Any]:
    """The scenario as the form shows it: formatted text as trainers type it."""
    return {
        "start": scenario.start,
        "intro": to_prose(scenario.intro),
        "nodes": [_node_row(node) for node in scenario.nodes],
    }


def _node_row(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "title": node.title,
        "ending": node.ending or "",
        "text": to_prose(node.text),
        "choices": [_choice_row(choice) for choice in node.choices],
    }


def _choice_row(choice: Choice) -> dict[str, Any]:
    return {
        "id": choice.id,
        "to": choice.to,
        "label": to_line(choice.label),
        "feedback": to_prose(choice.feedback),
        "scores": [{"competency": code, "earned": f"{earned:f}"} for code, earned in choice.scores],
    }


def node_of_form(tag: str, form: Mapping[str, Any]) -> olx.Element:
    """The OLX element of a filled-in form; a wrong shape raises ``ContentInvalid`` with its place."""
    root = etree.Element(tag)
    for name in _SETTINGS:
        if name in form:
            root.set(name, _text(form, name))
    _add_html(root, "intro", form)
    for number, node in enumerate(_rows(form, "nodes"), start=1):
        with placed(_place(node, number)):
            _add_node(root, node)
    return root


def _add_node(root: olx.Element, form: Mapping[str, Any]) -> None:
    node = etree.SubElement(root, "node", id=_text(form, "id"))
    for name in ("title", "ending"):
        if _text(form, name):
            node.set(name, _text(form, name))
    _add_html(node, "text", form)
    for number, choice in enumerate(_rows(form, "choices"), start=1):
        with placed(_place(choice, number)):
            _add_choice(node, choice)


def _add_choice(node: olx.Element, form: Mapping[str, Any]) -> None:
    choice = etree.SubElement(node, "choice", id=_text(form, "id"), to=_text(form, "to"))
    _add_html(choice, "label", form)
    for score in _rows(form, "scores"):
        etree.SubElement(
            choice,
            "score",
            competency=_text(score, "competency"),
            earned=_text(score, "earned").replace(",", "."),
        )
    _add_html(choice, "feedback", form)


def _add_html(parent: olx.Element, tag: str, form: Mapping[str, Any]) -> None:
    typed = _text(form, tag)
    html = clean_html(from_line(typed) if tag == "label" else from_prose(typed))
    if html:
        parent.append(lxml_html.fragment_fromstring(html, create_parent=tag))


def _place(row: Mapping[str, Any], number: int) -> str:
    row_id = row.get("id")
    return row_id if isinstance(row_id, str) and row_id else str(number)


def _text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name, "")
    if not isinstance(value, str) or _NOT_XML.search(value):
        raise ContentInvalid(N_("%(name)s must be a text."), field=name, name=name)
    return value.strip()


def _rows(form: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = form.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ContentInvalid(N_("%(name)s must be a list of objects."), field=name, name=name)
    return rows
