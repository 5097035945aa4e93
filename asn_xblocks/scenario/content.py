"""A scenario's OLX read into what is played and graded.

Note [First, not start]
    Platforms hand every block a release date called ``start``. A scenario that names its first
    node there would be barred by a date that is none, so the attribute is ``first``; a ``start``
    that is no date is refused before any field is set, while a date goes where it belongs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from asn_xblocks.shared import olx
from asn_xblocks.shared.errors import N_
from asn_xblocks.shared.markup import plain_text
from asn_xblocks.shared.reading import own_parts, placed, refused

from .grading import ENDINGS, Choice, Fault, FaultKind, Node, Scenario, faults

__all__ = ["VOCABULARY", "read", "read_node", "refuse_node_as_start", "sentence_of"]

VOCABULARY = frozenset({"intro", "node", "text", "choice", "label", "score", "feedback"})

_DATE = re.compile(r'"?\d{4}-\d{2}-\d{2}([T ].*)?')  # a platform may export a string in quotes

_FAULTS: Mapping[FaultKind, str] = {
    FaultKind.NO_FIRST: N_('The first node "%(target)s" is not among the nodes. Choose a node.'),
    FaultKind.NO_TARGET: N_(
        'Node "%(node)s", choice "%(choice)s": the node "%(target)s" it leads to does not exist. '
        "Choose another node."
    ),
    FaultKind.ENDING_GOES_ON: N_(
        'Node "%(node)s" is an ending and has choices. Remove the choices or the ending.'
    ),
    FaultKind.DEAD_END: N_('Node "%(node)s" is a dead end. Give it a choice or make it an ending.'),
    FaultKind.CYCLE: N_(
        "The nodes %(nodes)s lead round in a circle. Lead one of their choices onwards."
    ),
    FaultKind.UNREACHABLE: N_(
        'No path leads to node "%(node)s". Lead a choice there or remove the node.'
    ),
    FaultKind.NOTHING_TO_EARN: N_(
        "No path earns anything. Give a score above 0 to at least one choice."
    ),
}


@lru_cache(maxsize=256)
def read(content: str, first: str) -> Scenario:
    """The scenario of a stored content string, from a cache; ``""`` has no nodes."""
    if not content:
        return Scenario(first="")
    return read_node(olx.parse(content), first)


def read_node(root: olx.Element, first: str) -> Scenario:
    """The scenario of an OLX element; what cannot be played to an end raises ``ContentInvalid``.

    An empty ``first`` is the first node.
    """
    taken: set[str] = set()
    parts = own_parts(root, {"intro", "node"})
    nodes = tuple(_node(part, taken) for part in parts if part.tag == "node")
    intro = "".join(_html(part) for part in parts if part.tag == "intro")
    scenario = Scenario(first=first or (nodes[0].id if nodes else ""), intro=intro, nodes=nodes)
    if nodes:
        _refuse_faults(root, scenario)
    return scenario


def refuse_node_as_start(root: olx.Element) -> None:
    """Nothing, unless ``start`` names a node. See Note [First, not start]."""
    said = (root.get("start") or "").strip()
    if said and not _DATE.fullmatch(said):
        raise refused(
            root,
            N_('start="%(node)s" is not a date. Name the first node with first="%(node)s".'),
            field="start",
            node=said,
        )


def sentence_of(fault: Fault) -> tuple[str, dict[str, str]]:
    """The English sentence about a fault and what to put into it."""
    names = {
        "node": fault.node,
        "choice": fault.choice,
        "target": fault.target,
        "nodes": " → ".join((*fault.nodes, fault.node)),
    }
    return _FAULTS[fault.kind], names


def _refuse_faults(root: olx.Element, scenario: Scenario) -> None:
    fault = next((fault for fault in faults(scenario) if fault.fatal), None)
    if fault is None:
        return
    msgid, names = sentence_of(fault)
    at = next((node for node in root.iter("node") if node.get("id") == fault.node), root)
    place = "/".join(filter(None, (fault.node, fault.choice)))
    raise refused(at, msgid, field=place or "first", **names)


def _node(element: olx.Element, taken: set[str]) -> Node:
    node_id = olx.identifier(element, taken)
    with placed(node_id):
        parts = own_parts(element, {"text", "choice"})
        text = "".join(_html(part) for part in parts if part.tag == "text")
        if not text:
            raise refused(
                element,
                N_('Node "%(node)s" has no text. Say what happens there.'),
                field="text",
                node=node_id,
            )
        among: set[str] = set()
        return Node(
            id=node_id,
            title=(element.get("title") or "").strip(),
            text=text,
            ending=_ending(element),
            choices=tuple(_choice(part, among) for part in parts if part.tag == "choice"),
        )


def _ending(element: olx.Element) -> str | None:
    ending = element.get("ending")
    if ending is not None and ending not in ENDINGS:
        raise refused(
            element,
            N_('ending="%(ending)s" is not known. Write good, fair or poor.'),
            field="ending",
            ending=ending,
        )
    return ending


def _choice(element: olx.Element, taken: set[str]) -> Choice:
    choice_id = olx.identifier(element, taken)
    with placed(choice_id):
        parts = own_parts(element, {"label", "score", "feedback"})
        label = "".join(_html(part) for part in parts if part.tag == "label")
        if not plain_text(label):
            raise refused(
                element,
                N_('The choice "%(choice)s" has no label. Say what the learner would do.'),
                field="label",
                choice=choice_id,
            )
        return Choice(
            id=choice_id,
            to=olx.attribute(element, "to"),
            label=label,
            scores=tuple(_scores(parts)),
            feedback="".join(_html(part) for part in parts if part.tag == "feedback"),
        )


def _scores(parts: Sequence[olx.Element]) -> Iterator[tuple[str, Decimal]]:
    met: set[str] = set()
    for part in parts:
        if part.tag != "score":
            continue
        code = olx.competency(part, required=True)
        if code in met:
            raise refused(
                part,
                N_("The competency %(code)s is scored twice in one choice. Keep one score."),
                field="scores",
                code=code,
            )
        met.add(code)
        yield code, olx.points(part, "earned")


def _html(element: olx.Element) -> str:
    return olx.inner_html(element, vocabulary=VOCABULARY)
