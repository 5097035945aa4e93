"""Why a decision was taken, read by the person concerned."""

import re

import pytest

from scoring import api


def _page(seq):
    return f"/asn/decisions/{seq}/"


@pytest.mark.parametrize(
    ("role", "status"),
    [("learner", 200), ("hr", 200), ("auditor", 200), ("approver", 200), ("other", 403)],
)
def test_it_opens_to_the_person_concerned_and_the_offices(visit, office, role, status):
    """Another learner is refused."""
    seq = office.decision("rahmi", "level_reached")

    assert visit(role).get(_page(seq)).status_code == status


@pytest.mark.parametrize("kind", ["credit_awarded", "level_reached", "reward_proposed"])
def test_it_says_the_rule_the_figures_and_how_to_object(visit, office, kind):
    """In Bahasa Indonesia, whatever kind of decision it is."""
    text = visit("learner").get(_page(office.decision("rahmi", kind))).text

    assert "Buku aturan 2026-01" in text
    assert "BKPSDM" in text
    assert "UU 27/2022 pasal 10" in text
    assert "%(" not in text


def test_conditions_stand_below_what_they_belong_to(visit, office):
    """The tree of a reward is a list in a list."""
    text = visit("approver").get(_page(office.decision("rahmi", "reward_proposed"))).text

    assert re.search(r"<ul[^>]*>(?:(?!</ul>).)*<ul[^>]*>(?:(?!</ul>).)*<ul", text, re.DOTALL)
    assert "Terpenuhi" in text


def test_a_persons_decision_is_explained_too(visit, office):
    """With the reason that was given, as text."""
    seq = office.decision("rahmi", "reward_proposed")
    decided = api.decide_reward(
        seq, grant=True, actor="role:approver", reason="Layak <b>sekali</b>."
    )

    text = visit("learner").get(_page(decided.seq)).text

    assert "Layak &lt;b&gt;sekali&lt;/b&gt;." in text


@pytest.mark.parametrize(
    ("seq", "sentence"),
    [(0, "Entri ini bukan keputusan."), (99_999, "Buku besar tidak memiliki entri itu.")],
)
def test_what_is_no_decision_is_not_found(visit, seq, sentence):
    """The page says which of the two it is."""
    answer = visit("hr").get(_page(seq))

    assert answer.status_code == 404
    assert sentence in answer.text
