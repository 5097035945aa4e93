"""Rewards are proposed by rules and decided by people."""

import dataclasses
from datetime import date

import pytest

from scoring.core.entries import Kind
from scoring.core.errors import EntryInvalid
from scoring.core.reward import decision

REWARD = "prioritas-pelatihan"


@pytest.fixture
def deserving(ledger):
    """A ledger to which nothing but the judge's proposal is missing."""
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={"T.DIG.03": (5, 5)})
    ledger.evidence(ledger.DIGITAL, "2026-03-02", usage="quiz-2", points={"T.DIG.03": (3, 5)})
    ledger.grade(ledger.DIGITAL, "2026-03-02", 80)
    ledger.grade(ledger.TOURISM, "2026-03-03", 70)
    return ledger


def proposals(entries):
    return [entry for entry in entries if entry.kind is Kind.REWARD_PROPOSED]


def test_a_reward_is_proposed_once_when_everything_holds(deserving):
    (proposal,) = proposals(deserving.judge())
    assert proposal.key == f"reward:subject-1:{REWARD}:2026"
    assert proposal.body["rests_on"] == [0, 1, 2, 3]
    assert proposal.body["facts"] == {"performance": "Baik", "population": "PNS"}
    deserving.grade(deserving.TOURISM, "2026-04-03", 95)
    assert proposals(deserving.judge()) == []


@pytest.mark.parametrize("performance", [None, "Butuh Perbaikan", "Kurang", "tidak ada"])
def test_the_performance_predicate_must_be_good(deserving, performance):
    facts = dataclasses.replace(deserving.GOOD, performance=performance)
    assert proposals(deserving.judge(facts)) == []


def test_a_predicate_that_comes_later_is_enough(deserving):
    deserving.judge(dataclasses.replace(deserving.GOOD, performance=None))
    assert len(proposals(deserving.judge())) == 1


def test_the_present_score_counts_when_a_fact_comes_later(deserving):
    deserving.judge(dataclasses.replace(deserving.GOOD, performance=None))
    deserving.grade(deserving.DIGITAL, "2026-03-05", 79)
    assert proposals(deserving.judge()) == []


def test_a_reward_keeps_to_its_population(deserving):
    facts = dataclasses.replace(deserving.GOOD, population="CPNS")
    assert proposals(deserving.judge(facts)) == []


def test_jp_of_last_year_do_not_count(deserving):
    deserving.judge(dataclasses.replace(deserving.GOOD, performance=None))
    deserving.grade(deserving.TOURISM, "2027-01-05", 95)
    facts = dataclasses.replace(deserving.GOOD, as_of=date(2026, 12, 31))
    assert proposals(deserving.judge(facts)) == []


@pytest.mark.parametrize(
    ("grant", "kind"), [(True, Kind.REWARD_GRANTED), (False, Kind.REWARD_REFUSED)]
)
def test_a_person_decides_with_a_reason(deserving, grant, kind):
    (proposal,) = proposals(deserving.judge())
    draft = decision(proposal, grant=grant, actor="role:approver#1", reason=" Kuota penuh. ")
    assert (draft.kind, draft.key) == (kind, f"reward_decision:{proposal.seq}")
    assert draft.subject == proposal.subject
    assert draft.body["reason"] == "Kuota penuh."
    assert draft.body["rests_on"] == [proposal.seq]


def test_granting_and_refusing_share_a_key_so_only_one_can_be_recorded(deserving):
    (proposal,) = proposals(deserving.judge())
    granted = decision(proposal, grant=True, actor="a", reason="b")
    assert decision(proposal, grant=False, actor="a", reason="b").key == granted.key


def test_a_decision_without_reason_is_refused(deserving):
    (proposal,) = proposals(deserving.judge())
    with pytest.raises(EntryInvalid, match="reason"):
        decision(proposal, grant=True, actor="role:approver#1", reason="  ")


def test_only_a_proposal_can_be_decided(deserving):
    with pytest.raises(EntryInvalid, match="proposes no reward"):
        decision(deserving.entries[0], grant=True, actor="role:approver#1", reason="x")
