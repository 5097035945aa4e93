"""Graphs of situations: what they are worth, what is wrong with them, what a walk earns."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from asn_xblocks.scenario.grading import (
    Choice,
    Fault,
    FaultKind,
    Node,
    Scenario,
    best,
    faults,
    walk,
)


def ending(node_id, kind="good"):
    return Node(id=node_id, ending=kind)


def choice(choice_id, to, **scores):
    return Choice(
        id=choice_id,
        to=to,
        scores=tuple((code.replace("_", "."), Decimal(p)) for code, p in scores.items()),
    )


def kinds(scenario):
    return [fault.kind for fault in faults(scenario)]


COUNTER = Scenario(
    first="n1",
    nodes=(
        Node(
            id="n1",
            choices=(choice("a", "n2", M_05="2", T_DIG_03="1"), choice("b", "bad", M_05="1")),
        ),
        Node(
            id="n2",
            choices=(choice("a", "good", M_05="0.5"), choice("b", "bad", T_DIG_03="3")),
        ),
        ending("good"),
        ending("bad", "poor"),
    ),
)


@st.composite
def graphs(draw):
    """Sound scenarios: nodes in an order, each leading only to later ones, the last an ending."""
    size = draw(st.integers(1, 5))
    points = st.decimals(0, 5, places=2)
    nodes = []
    for number in range(size):
        targets = draw(st.lists(st.integers(number + 1, size), min_size=1, max_size=3))
        choices = tuple(
            Choice(
                id=f"c{position}",
                to=f"n{target}",
                scores=tuple(draw(st.dictionaries(st.sampled_from("AB"), points)).items()),
            )
            for position, target in enumerate(targets)
        )
        nodes.append(Node(id=f"n{number}", choices=choices))
    nodes.append(ending(f"n{size}"))
    return Scenario(first="n0", nodes=tuple(draw(st.permutations(nodes))))


def every_path(scenario, at=None, so_far=()):
    """All full paths by plain recursion, as the slow and obvious witness."""
    node = scenario.by_id[at or scenario.first]
    if node.ending:
        yield so_far
    for way in node.choices:
        yield from every_path(scenario, way.to, (*so_far, (node.id, way.id)))


@given(graphs())
def test_the_best_of_a_graph_is_the_best_of_its_paths(scenario):
    """Total and competencies equal what trying every path finds."""
    walks = [walk(scenario, path) for path in every_path(scenario)]
    found = best(scenario)
    assert found.total == max(w.earned for w in walks)
    assert set(found.competencies) == set(scenario.competencies)
    for code, most in found.competencies.items():
        assert most == max(w.earned_in(code) for w in walks)


@given(graphs())
def test_every_full_path_ends_and_its_parts_add_up(scenario):
    """A walk over a full path is finished, links up, and its competencies sum to its total."""
    for path in every_path(scenario):
        there = walk(scenario, path)
        assert there.finished
        assert [(s.node.id, s.choice.id) for s in there.steps] == list(path)
        assert all(a.choice.to == b.node.id for a, b in pairwise(there.steps))
        assert there.earned == sum(there.earned_in(code) for code in scenario.competencies)


@given(graphs())
def test_a_sound_graph_has_no_fatal_fault_but_emptiness(scenario):
    """Graphs that only lead onwards are refused for nothing but having nothing to earn."""
    fatal = {fault.kind for fault in faults(scenario) if fault.fatal}
    assert fatal <= {FaultKind.NOTHING_TO_EARN}
    assert (not fatal) == (best(scenario).total > 0)


@given(graphs(), st.data())
def test_an_edge_backwards_is_always_found(scenario, data):
    """Whatever node one returns to, the cycle is named by the ids along it."""
    goers = [node for node in scenario.nodes if node.choices]
    node = data.draw(st.sampled_from(goers))
    path = data.draw(st.sampled_from(list(every_path(scenario, node.id))))
    back = data.draw(st.sampled_from(path))[0]
    looping = tuple(
        Node(id=n.id, choices=(*n.choices, choice("back", node.id))) if n.id == back else n
        for n in scenario.nodes
    )
    loop = next(f for f in faults(Scenario(first="n0", nodes=looping)) if f.kind is FaultKind.CYCLE)
    by_id = {n.id: n for n in looping}
    assert all(b in {c.to for c in by_id[a].choices} for a, b in pairwise((*loop.nodes, loop.node)))


def test_possible_per_competency_may_come_from_different_paths():
    """No single path earns the best of both: one has all of M.05, another all of T.DIG.03."""
    found = best(COUNTER)
    assert found.total == Decimal(6)
    assert found.competencies == {"M.05": Decimal("2.5"), "T.DIG.03": Decimal(4)}


def test_a_walk_stands_where_its_path_leads():
    """Half a path is not finished and has earned what its choices earn."""
    half = walk(COUNTER, [("n1", "a")])
    assert (half.at.id, half.finished, half.earned) == ("n2", False, Decimal(3))
    assert half.earned_in("T.DIG.03") == Decimal(1)
    assert walk(COUNTER, []).at.id == "n1"


def test_a_walk_stops_at_a_step_the_graph_no_longer_knows():
    """A removed choice, or a step at another node, leaves the learner at the last sound place."""
    assert walk(COUNTER, [("n1", "gone"), ("n2", "a")]).at.id == "n1"
    assert walk(COUNTER, [("n1", "a"), ("n9", "a")]).at.id == "n2"


def test_a_choice_of_one_node_is_found_by_id():
    """An unknown choice is None."""
    assert COUNTER.by_id["n1"].choice("b").to == "bad"
    assert COUNTER.by_id["n1"].choice("z") is None


def test_a_sound_scenario_has_no_faults():
    """Nothing is said of what is right."""
    assert faults(COUNTER) == ()


def test_a_missing_start_is_named():
    """The start that does not exist is the first fault, and nothing is called unreachable then."""
    scenario = Scenario(first="n0", nodes=COUNTER.nodes)
    assert faults(scenario) == (Fault(kind=FaultKind.NO_FIRST, target="n0"),)


def test_a_dead_end_a_lost_target_and_an_ending_that_goes_on_are_named():
    """Each fault names the node, and the choice where one is to blame."""
    scenario = Scenario(
        first="a",
        nodes=(
            Node(id="a", choices=(choice("1", "b", X="1"), choice("2", "nowhere"))),
            Node(id="b"),
            Node(id="c", ending="fair", choices=(choice("1", "b"),)),
        ),
    )
    assert faults(scenario) == (
        Fault(kind=FaultKind.NO_TARGET, node="a", choice="2", target="nowhere"),
        Fault(kind=FaultKind.DEAD_END, node="b"),
        Fault(kind=FaultKind.ENDING_GOES_ON, node="c"),
        Fault(kind=FaultKind.UNREACHABLE, node="c"),
    )


def test_a_node_that_leads_to_itself_is_a_cycle():
    """The shortest cycle there is."""
    scenario = Scenario(
        first="a", nodes=(Node(id="a", choices=(choice("1", "a"), choice("2", "z"))), ending("z"))
    )
    assert faults(scenario) == (Fault(kind=FaultKind.CYCLE, node="a", nodes=("a",)),)


def test_a_way_into_a_cycle_is_not_part_of_it():
    """Only the nodes one can return to are named."""
    scenario = Scenario(
        first="a",
        nodes=(
            Node(id="a", choices=(choice("1", "b"),)),
            Node(id="b", choices=(choice("1", "c"),)),
            Node(id="c", choices=(choice("1", "b"), choice("2", "z"))),
            ending("z"),
        ),
    )
    (fault,) = faults(scenario)
    assert set(fault.nodes) == {"b", "c"}


def test_a_node_nobody_comes_to_is_a_warning_only():
    """Unreachable nodes do not keep a scenario from being used."""
    scenario = Scenario(first="n1", nodes=(*COUNTER.nodes, ending("lost")))
    (fault,) = faults(scenario)
    assert (fault.kind, fault.node, fault.fatal) == (FaultKind.UNREACHABLE, "lost", False)


def test_a_scenario_without_points_cannot_be_graded():
    """Evidence needs something that could be earned."""
    scenario = Scenario(
        first="a", nodes=(Node(id="a", choices=(choice("1", "z", X="0"),)), ending("z"))
    )
    assert kinds(scenario) == [FaultKind.NOTHING_TO_EARN]


def test_a_very_long_story_does_not_exhaust_the_stack():
    """Five thousand nodes in a row are counted."""
    nodes = [Node(id=f"n{i}", choices=(choice("a", f"n{i + 1}", X="1"),)) for i in range(5000)]
    scenario = Scenario(first="n0", nodes=(*nodes, ending("n5000")))
    assert faults(scenario) == ()
    assert best(scenario).total == 5000
