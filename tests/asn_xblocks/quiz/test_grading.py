"""What an answer is worth."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asn_xblocks.quiz.grading import Item, Kind, Verdict, grade, shuffled

SIX = tuple("abcdef")


def item(kind, key, points="1", *, identity="i1", competency=""):
    return Item(id=identity, kind=kind, key=key, points=Decimal(points), competency=competency)


def earned(one, chosen):
    return grade([one], {one.id: chosen}).earned


@st.composite
def items(draw):
    kind = draw(st.sampled_from(Kind))
    size = 1 if kind is Kind.SINGLE else draw(st.integers(1, 6))
    key = tuple(draw(st.permutations(SIX))[:size])
    points = draw(st.decimals("0.001", "1000", places=3))
    competency = draw(st.sampled_from(["", "T.DIG.01", "M.05"]))
    return Item(id="i1", kind=kind, key=key, points=points, competency=competency)


@st.composite
def sheets(draw):
    """Several items and an answer sheet, some answers missing, some nonsense."""
    made = draw(st.lists(items(), min_size=1, max_size=5))
    numbered = [
        Item(id=f"i{at}", kind=one.kind, key=one.key, points=one.points, competency=one.competency)
        for at, one in enumerate(made)
    ]
    chosen = st.lists(st.sampled_from((*SIX, "zz")), unique=True, max_size=7)
    answers = draw(st.dictionaries(st.sampled_from([one.id for one in numbered]), chosen))
    return numbered, answers


@given(sheets())
def test_points_lie_between_nothing_and_all(sheet):
    """Whatever is answered, 0 <= earned <= possible, in total, by item and by competency."""
    questions, answers = sheet
    score = grade(questions, answers)
    pairs = [(score.earned, score.possible), *score.competencies.values()]
    pairs += [(one.earned, one.possible) for one in score.items]
    assert all(0 <= got <= best for got, best in pairs)
    assert score.earned == sum(one.earned for one in score.items)


@given(sheets())
def test_all_right_is_exactly_everything(sheet):
    """The key itself earns all points, without a remainder lost in a division."""
    questions, _answers = sheet
    score = grade(questions, {one.id: one.key for one in questions})
    assert score.earned == score.possible
    assert all(one.verdict is Verdict.RIGHT for one in score.items)


@given(items(), st.data())
def test_one_more_right_choice_never_costs(one, data):
    """Adding a right choice to an answer of several never lowers it; a wrong one never raises."""
    if one.kind is not Kind.MULTIPLE:
        return
    chosen = data.draw(st.lists(st.sampled_from(SIX), unique=True))
    more = data.draw(st.sampled_from(SIX))
    before, after = earned(one, chosen), earned(one, [*chosen, more])
    if more in chosen:
        return
    assert after >= before if more in one.key else after <= before


@given(items(), st.data())
def test_the_order_of_choices_does_not_count(one, data):
    """Several choices earn the same in whatever order they were ticked."""
    if one.kind is not Kind.MULTIPLE:
        return
    chosen = data.draw(st.lists(st.sampled_from(SIX), unique=True))
    assert earned(one, chosen) == earned(one, data.draw(st.permutations(chosen)))


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        (["a"], "2.5"),
        (["b"], "0"),
        ([], "0"),
        (["a", "b"], "0"),
    ],
)
def test_a_single_choice_earns_all_or_nothing(chosen, points):
    """Only the one right choice, alone, earns the points."""
    assert earned(item(Kind.SINGLE, ("a",), "2.5"), chosen) == Decimal(points)


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        (["a", "b", "c"], "3"),
        (["a", "b"], "2"),
        (["a", "b", "x"], "1"),
        (["a", "x", "y"], "0"),
        (["a", "b", "c", "x"], "2"),
    ],
)
def test_a_wrong_choice_takes_one_right_one_away(chosen, points):
    """Several choices earn (right - wrong) / all right, never below nothing."""
    assert earned(item(Kind.MULTIPLE, ("a", "b", "c"), "3"), chosen) == Decimal(points)


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        (["a", "b", "c", "d"], "4"),
        (["a", "b", "d", "c"], "2"),
        (["b", "c", "d", "a"], "0"),
        ([], "0"),
    ],
)
def test_an_ordering_earns_for_each_step_in_its_place(chosen, points):
    """The share of steps that stand where they belong."""
    assert earned(item(Kind.ORDERING, ("a", "b", "c", "d"), "4"), chosen) == Decimal(points)


def test_a_third_of_a_point_is_kept_to_four_decimals():
    """A division that does not come out is rounded down."""
    assert earned(item(Kind.MULTIPLE, ("a", "b", "c")), ["a"]) == Decimal("0.3333")


def test_competencies_add_up_their_own_items():
    """Two items of one competency are one sum; an item without a competency is in none."""
    score = grade(
        [
            item(Kind.SINGLE, ("a",), "1", identity="i1", competency="T.DIG.03"),
            item(Kind.SINGLE, ("a",), "2", identity="i2", competency="T.DIG.03"),
            item(Kind.SINGLE, ("a",), "4", identity="i3"),
        ],
        {"i1": ["a"], "i3": ["a"]},
    )
    assert score.competencies == {"T.DIG.03": (Decimal(1), Decimal(3))}
    assert (score.earned, score.possible) == (Decimal(5), Decimal(7))


def test_a_verdict_says_right_partly_or_wrong():
    """By the points: all, some, none."""
    several = item(Kind.MULTIPLE, ("a", "b"))
    verdicts = [grade([several], {"i1": chosen}).items[0].verdict for chosen in ("ab", "a", "")]
    assert verdicts == [Verdict.RIGHT, Verdict.PARTLY, Verdict.WRONG]


@given(st.lists(st.sampled_from(SIX), unique=True), st.text(max_size=5))
def test_a_shuffle_keeps_every_id_and_is_the_same_for_the_same_seed(ids, seed):
    """A shuffle is a permutation that depends on the ids and the seed alone."""
    assert sorted(shuffled(ids, seed=seed)) == sorted(ids)
    assert shuffled(ids, seed=seed) == shuffled(list(reversed(ids)), seed=seed)


@given(st.lists(st.sampled_from(SIX), unique=True, min_size=2), st.text(max_size=5))
def test_a_shuffle_never_shows_the_solution(ids, seed):
    """The order that must not come out does not."""
    assert shuffled(ids, seed=seed, never=ids) != tuple(ids)


def test_other_attempts_see_other_orders():
    """Seeds spread over the orders."""
    assert len({shuffled(SIX, seed=str(attempt)) for attempt in range(20)}) > 10
