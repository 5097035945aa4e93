"""What a scenario is and what a walk through it earns: a graph, its best paths, its faults.

A scenario is a directed graph without cycles. Every path begins at the start and ends at an
ending; what may be earned is the best total over all paths, and for each competency the best of
that competency over all paths, since one path need not be best at everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

__all__ = [
    "ENDINGS",
    "Best",
    "Choice",
    "Fault",
    "FaultKind",
    "Node",
    "Scenario",
    "Step",
    "Walk",
    "best",
    "faults",
    "walk",
]

ENDINGS = ("good", "fair", "poor")
"""How a situation may end, best first."""

_ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way on: its label, where it leads, what it earns and what is said of it afterwards."""

    id: str
    to: str
    label: str = ""
    scores: tuple[tuple[str, Decimal], ...] = ()
    feedback: str = ""

    @property
    def earned(self) -> Decimal:
        """The points of the choice over all its competencies."""
        return sum((points for _, points in self.scores), _ZERO)

    def earned_in(self, competency: str) -> Decimal:
        """The points of the choice in one competency."""
        return sum((points for code, points in self.scores if code == competency), _ZERO)


@dataclass(frozen=True, kw_only=True)
class Node:
    """One moment of the situation: its text and the choices that lead on, or the way it ends."""

    id: str
    title: str = ""
    text: str = ""
    ending: str | None = None
    choices: tuple[Choice, ...] = ()

    def choice(self, choice_id: str) -> Choice | None:
        """The choice of that id, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A whole branching situation as its author wrote it."""

    first: str
    intro: str = ""
    nodes: tuple[Node, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Node]:
        """The nodes by their ids."""
        return {node.id: node for node in self.nodes}

    @cached_property
    def competencies(self) -> tuple[str, ...]:
        """The competencies the choices score, in the order they are first met."""
        met = (code for node in self.nodes for choice in node.choices for code, _ in choice.scores)
        return tuple(dict.fromkeys(met))

    def targets(self, node: Node) -> Iterator[str]:
        """The ids of the nodes that exist and follow on that node."""
        return (choice.to for choice in node.choices if choice.to in self.by_id)


class FaultKind(StrEnum):
    """What can be wrong with a graph."""

    NO_FIRST = "no_first"
    NO_TARGET = "no_target"
    ENDING_GOES_ON = "ending_goes_on"
    DEAD_END = "dead_end"
    CYCLE = "cycle"
    UNREACHABLE = "unreachable"
    NOTHING_TO_EARN = "nothing_to_earn"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong with a graph and the place it was found."""

    kind: FaultKind
    node: str = ""
    choice: str = ""
    target: str = ""
    nodes: tuple[str, ...] = ()

    @property
    def fatal(self) -> bool:
        """Whether a learner could get stuck or could not be scored."""
        return self.kind is not FaultKind.UNREACHABLE


@dataclass(frozen=True, kw_only=True)
class Best:
    """The most that any path earns, in total and for each competency."""

    total: Decimal
    competencies: Mapping[str, Decimal]


@dataclass(frozen=True, kw_only=True)
class Step:
    """One choice taken at one node."""

    node: Node
    choice: Choice


@dataclass(frozen=True, kw_only=True)
class Walk:
    """A path as far as the graph carries it: where it stands and what it earned."""

    at: Node
    steps: tuple[Step, ...]

    @property
    def finished(self) -> bool:
        """Whether the path has come to an ending."""
        return self.at.ending is not None

    @property
    def earned(self) -> Decimal:
        """The points of all choices taken."""
        return sum((step.choice.earned for step in self.steps), _ZERO)

    def earned_in(self, competency: str) -> Decimal:
        """The points of all choices taken, in one competency."""
        return sum((step.choice.earned_in(competency) for step in self.steps), _ZERO)


def faults(scenario: Scenario) -> tuple[Fault, ...]:
    """Everything wrong with the graph, fatal or not, in the order of its nodes."""
    found = [*_faults_of_nodes(scenario)]
    if scenario.first not in scenario.by_id:
        found.insert(0, Fault(kind=FaultKind.NO_FIRST, target=scenario.first))
    loop = _cycle(scenario)
    if loop:
        found.append(Fault(kind=FaultKind.CYCLE, node=loop[0], nodes=loop))
    if not found and best(scenario).total == 0:
        found.append(Fault(kind=FaultKind.NOTHING_TO_EARN))
    reached = _reachable(scenario)
    found += [
        Fault(kind=FaultKind.UNREACHABLE, node=node.id)
        for node in scenario.nodes
        if node.id not in reached and scenario.first in scenario.by_id
    ]
    return tuple(found)


def best(scenario: Scenario) -> Best:
    """The most that any path from the start earns; the graph must be free of fatal faults."""
    order = [scenario.by_id[node_id] for node_id in _children_first(scenario)]
    total: dict[str, Decimal] = {}
    for node in order:
        total[node.id] = max((c.earned + total[c.to] for c in node.choices), default=_ZERO)
    by_competency = {}
    for code in scenario.competencies:
        most: dict[str, Decimal] = {}
        for node in order:
            ways = (c.earned_in(code) + most[c.to] for c in node.choices)
            most[node.id] = max(ways, default=_ZERO)
        by_competency[code] = most[scenario.first]
    return Best(total=total[scenario.first], competencies=by_competency)


def walk(scenario: Scenario, path: Sequence[tuple[str, str]]) -> Walk:
    """The walk along `path` of (node, choice) from the start, as far as the graph carries it.

    A step the graph no longer knows ends the walk there: an author may have changed the scenario
    under a learner, who then goes on from the last place that still stands.
    """
    at = scenario.by_id[scenario.first]
    steps: list[Step] = []
    for node_id, choice_id in path:
        choice = at.choice(choice_id) if node_id == at.id else None
        if choice is None:
            break
        steps.append(Step(node=at, choice=choice))
        at = scenario.by_id[choice.to]
    return Walk(at=at, steps=tuple(steps))


def _faults_of_nodes(scenario: Scenario) -> Iterator[Fault]:
    for node in scenario.nodes:
        if node.ending is None and not node.choices:
            yield Fault(kind=FaultKind.DEAD_END, node=node.id)
        if node.ending is not None and node.choices:
            yield Fault(kind=FaultKind.ENDING_GOES_ON, node=node.id)
        for choice in node.choices:
            if choice.to not in scenario.by_id:
                yield Fault(
                    kind=FaultKind.NO_TARGET, node=node.id, choice=choice.id, target=choice.to
                )


def _children_first(scenario: Scenario) -> list[str]:
    """The ids of the nodes, each after all that follow on it; those that lead to a cycle are left out.

    Iterative, so that a long story cannot exhaust Python's stack.
    """
    followed_by = {node.id: set(scenario.targets(node)) for node in scenario.nodes}
    comes_from: dict[str, list[str]] = {node_id: [] for node_id in followed_by}
    for node_id, targets in followed_by.items():
        for target in targets:
            comes_from[target].append(node_id)
    open_ways = {node_id: len(targets) for node_id, targets in followed_by.items()}
    order = [node_id for node_id, ways in open_ways.items() if ways == 0]
    for node_id in order:  # grows while it is read
        for before in comes_from[node_id]:
            open_ways[before] -= 1
            if open_ways[before] == 0:
                order.append(before)
    return order


def _cycle(scenario: Scenario) -> tuple[str, ...]:
    """One cycle of the graph as the ids along it, or nothing."""
    settled = set(_children_first(scenario))
    restless = [node for node in scenario.nodes if node.id not in settled]
    if not restless:
        return ()
    # Every restless node has a restless follower, so walking on must come round.
    trail: list[str] = []
    at = restless[0]
    while at.id not in trail:
        trail.append(at.id)
        onward = next(target for target in scenario.targets(at) if target not in settled)
        at = scenario.by_id[onward]
    return tuple(trail[trail.index(at.id) :])


def _reachable(scenario: Scenario) -> set[str]:
    """The ids of the nodes some path from the start comes to."""
    if scenario.first not in scenario.by_id:
        return set()
    reached = {scenario.first}
    waiting = [scenario.first]
    while waiting:
        for target in scenario.targets(scenario.by_id[waiting.pop()]):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached
