"""A reward is decided by a person, once, with a reason, and never by oneself."""

from uuid import uuid4

import pytest

from scoring import deciding, journal
from scoring.core.entries import Draft, Kind
from scoring.core.errors import EntryUnknown, RewardAlreadyDecided
from scoring.models import Entry

pytestmark = pytest.mark.django_db

SUBJECT = str(uuid4())
APPROVER = f"role:approver#{uuid4()}"
REASON = "Sudah sesuai dengan kebutuhan dinas."


def add(kind: Kind, key: str, **body: object) -> int:
    """Append an entry about the subject and give its number."""
    return journal.append(Draft(kind=kind, key=key, subject=SUBJECT, body=body)).entry.seq


@pytest.fixture
def proposal() -> int:
    """The number of a proposed reward."""
    return add(
        Kind.REWARD_PROPOSED,
        "reward:x",
        reward="prioritas-pelatihan",
        title="Prioritas kursi",
        year=2026,
        rulebook="2026-01",
        rulebook_digest="sha256:0",
        clause="rewards.prioritas-pelatihan",
        rests_on=[],
        facts={},
    )


def decide(proposal: int, *, grant: bool = True, actor: str = APPROVER, reason: str = REASON):
    """Decide it."""
    return deciding.decide_reward(proposal, grant=grant, actor=actor, reason=reason)


@pytest.mark.parametrize(
    ("grant", "kind"), [(True, Kind.REWARD_GRANTED), (False, Kind.REWARD_REFUSED)]
)
def test_a_decision_is_an_entry_with_actor_and_reason(proposal, grant, kind):
    """It says who decided what and why, about the same subject."""
    entry = decide(proposal, grant=grant)
    assert (entry.kind, entry.subject) == (kind, SUBJECT)
    assert entry.body["proposal"] == proposal
    assert (entry.body["actor"], entry.body["reason"]) == (APPROVER, REASON)


@pytest.mark.parametrize("second", [True, False])
def test_a_second_decision_is_refused(proposal, second):
    """Neither the same nor the opposite can be recorded again."""
    decide(proposal)
    with pytest.raises(RewardAlreadyDecided):
        decide(proposal, grant=second)
    assert Entry.objects.count() == 2


def test_two_who_decide_at_the_same_moment_cannot_both(proposal, monkeypatch):
    """Even when both saw it open, the key of the decision is taken once."""
    decide(proposal)
    monkeypatch.setattr(deciding, "_check_open", lambda _proposal: None)
    for grant in (True, False):
        with pytest.raises(RewardAlreadyDecided):
            decide(proposal, grant=grant)


def test_nobody_decides_their_own_reward(proposal):
    """The person the reward is for is refused."""
    with pytest.raises(deciding.DecisionRefused, match="another person"):
        decide(proposal, actor=f"subject:{SUBJECT}")


@pytest.mark.parametrize(
    ("reason", "remedy"),
    [
        ("", "in a sentence"),
        ("  \n ", "in a sentence"),
        ("ok", "in a sentence"),
        ("x " * 501, "at most 1000"),
        ("Untuk 19900101 201503 2 999 saja", "leave the NIP out"),
        ("Untuk 199001012015032999 saja", "leave the NIP out"),
    ],
)
def test_a_reason_is_a_sentence_without_a_nip(proposal, reason, remedy):
    """The ledger keeps the reason for ever, so it must say something and name nobody."""
    with pytest.raises(deciding.DecisionRefused, match=remedy):
        decide(proposal, reason=reason)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("actor", ["", "Budi", "budi@example.org", "subject:Budi", "role:x#Budi"])
def test_an_actor_is_an_opaque_id(proposal, actor):
    """A name or a mail address of the approver never enters the ledger."""
    with pytest.raises(deciding.DecisionRefused, match="opaque id"):
        decide(proposal, actor=actor)


def test_only_an_open_proposal_can_be_decided(proposal):
    """Other entries, unknown numbers, held and reversed proposals are refused by name."""
    other = add(Kind.EXPORT_MADE, "other")
    with pytest.raises(deciding.DecisionRefused, match="proposes no reward"):
        decide(other)
    with pytest.raises(EntryUnknown):
        decide(99)
    add(Kind.REWARD_HELD, "hold", proposal=proposal, reason="menunggu")
    with pytest.raises(deciding.DecisionRefused, match="on hold"):
        decide(proposal)
    add(Kind.REWARD_RELEASED, "release", proposal=proposal, reason="selesai")
    add(Kind.ENTRY_REVERSED, "reversal", reverses=proposal, reason="keliru")
    with pytest.raises(deciding.DecisionRefused, match="was reversed"):
        decide(proposal)
