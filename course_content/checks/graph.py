"""Scenarios that lead somewhere: every way begins at the first node and comes to an ending."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from graphlib import CycleError, TopologicalSorter

from lxml import etree

from course_content.archive import CourseFiles
from course_content.checks.items import repeated_ids, unknown_competency
from course_content.findings import Finding, found
from course_content.tree import Block, Tree
from course_content.wording import N_

__all__ = ["check", "longest_walk"]

_ENDINGS = ("good", "fair", "poor")


def check(files: CourseFiles, tree: Tree) -> Iterator[Finding]:
    """First nodes, targets, circles, dead ends and scores of every scenario."""
    for block in tree.of("asn_scenario"):
        nodes = block.element.findall("node")
        yield from repeated_ids(block.file, nodes)
        for node in nodes:
            yield from _node(block.file, node)
        start = block.element.get("start", "").strip()
        if start and not _DATE.fullmatch(start):
            yield found(block.file, block.element, *_NODE_AS_START, name=start)
            continue
        yield from _ways(block, nodes)


def _node(file: str, node: etree._Element) -> Iterator[Finding]:
    choices = node.findall("choice")
    ending = node.get("ending")
    yield from repeated_ids(file, choices)
    if ending is None and not choices:
        yield found(file, node, *_DEAD_END, name=node.get("id", "?"))
    if ending is not None and choices:
        yield found(file, node, *_GOES_ON, name=node.get("id", "?"))
    if ending is not None and ending not in _ENDINGS:
        yield found(file, node, *_ENDING, ending=ending)
    for score in node.iterfind("choice/score"):
        yield from unknown_competency(file, score, required=True)
        if not _is_points(score.get("earned", "")):
            yield found(file, score, *_POINTS, earned=score.get("earned", ""))


_DEAD_END = (
    N_('The node "%(name)s" has no choices and is not an ending.'),
    N_('Add choices, or say how it ends: ending="good", "fair" or "poor".'),
)
_GOES_ON = (
    N_('The node "%(name)s" is an ending and has choices.'),
    N_("Delete the choices, or the attribute ending."),
)
_ENDING = (N_('"%(ending)s" is not an ending.'), N_("Use good, fair or poor."))
_POINTS = (
    N_('"%(earned)s" is not a number of points.'),
    N_("Write a number from 0 with a point for decimals."),
)


def _is_points(written: str) -> bool:
    try:
        points = Decimal(written)
    except InvalidOperation:
        return False
    return points.is_finite() and points >= 0


def _ways(block: Block, nodes: Sequence[etree._Element]) -> Iterator[Finding]:
    by_name = {node.get("id"): node for node in nodes}
    first = block.element.get("first")
    if first not in by_name:
        yield found(block.file, block.element, *_NO_FIRST, name=first or "")
        return
    for node in nodes:
        for choice in node.findall("choice"):
            if choice.get("to") not in by_name:
                yield found(block.file, choice, *_NO_TARGET, name=choice.get("to") or "")
    ways = _targets(nodes)
    circle = _circle(ways)
    if circle:
        yield found(block.file, by_name[circle[0]], *_CIRCLE, names=" > ".join(circle))
    reached = _reached(first, ways)
    for name, node in by_name.items():
        if name and name not in reached:
            yield found(block.file, node, *_UNREACHED, name=name)


_DATE = re.compile(r'"?\d{4}-\d{2}-\d{2}([T ].*)?')  # a platform may export a string in quotes
_NODE_AS_START = (
    N_('The attribute start="%(name)s" is not a date: it opens a block from a day on.'),
    N_("Name the first node in the attribute first, and delete start."),
)
_NO_FIRST = (
    N_('The first node "%(name)s" is not among the nodes.'),
    N_("Write the id of the first node in the attribute first."),
)
_NO_TARGET = (
    N_('The choice leads to "%(name)s", which is not a node.'),
    N_("Correct the attribute to, or add the node."),
)
_CIRCLE = (
    N_("The scenario goes round in a circle: %(names)s."),
    N_("Lead one of these choices to another node."),
)
_UNREACHED = (
    N_('No choice leads to the node "%(name)s".'),
    N_("Lead a choice to it, or delete it."),
)


def _targets(nodes: Sequence[etree._Element]) -> dict[str, list[str]]:
    names = {node.get("id") or "" for node in nodes}
    return {
        node.get("id") or "": [
            target for choice in node.findall("choice") if (target := choice.get("to")) in names
        ]
        for node in nodes
    }


def _circle(ways: Mapping[str, Sequence[str]]) -> list[str]:
    try:
        TopologicalSorter(ways).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def _reached(first: str | None, ways: Mapping[str, Sequence[str]]) -> set[str]:
    reached, waiting = set(), [first or ""]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(ways.get(name, ()))
    return reached


def longest_walk(scenario: etree._Element) -> int:
    """The number of decisions on the longest way; 0 where the scenario goes in circles."""
    ways = _targets(scenario.findall("node"))
    if _circle(ways):
        return 0
    length: dict[str, int] = {}
    for name in TopologicalSorter(ways).static_order():  # targets come before what leads to them
        length[name] = max((length[target] + 1 for target in ways[name]), default=0)
    return length.get(scenario.get("first") or "", 0)
