"""A person's decision about a proposed reward: the only way a reward is ever granted."""

import re

from django.db import transaction

from scoring import journal
from scoring.core.attempts import reversals
from scoring.core.entries import Draft, Kind
from scoring.core.entries import Entry as CoreEntry
from scoring.core.errors import RewardAlreadyDecided, ScoringError
from scoring.core.reward import decision
from scoring.core.standing import RewardStanding, fold
from scoring.histories import entry_at, histories

__all__ = ["DecisionRefused", "decide_reward"]

_LONGEST_REASON = 1000
_ACTOR = re.compile(r"(subject:[0-9a-f-]{36}|role:[a-z]+(#[0-9a-f-]{36})?)")
_DIGITS_OF_A_NIP = re.compile(r"(?:\d[\s.-]*){18}")


class DecisionRefused(ScoringError):  # noqa: N818 - named like every refusal of scoring
    """The decision cannot be recorded: do what ``remedy`` says about ``field`` and send it again."""

    def __init__(self, field: str, remedy: str) -> None:
        super().__init__(f"The decision is not recorded, {field}: {remedy}.")
        self.field = field
        self.remedy = remedy


def decide_reward(proposal_seq: int, *, grant: bool, actor: str, reason: str) -> CoreEntry:
    """The entry that grants or refuses a proposed reward, with the reason given.

    ``actor`` is the opaque id of who decides. Raises RewardAlreadyDecided for a second decision,
    DecisionRefused for one's own reward, a missing reason, or one that would carry a NIP.
    """
    _check_actor(actor)
    said = _checked_reason(reason)
    with transaction.atomic():
        proposal = entry_at(proposal_seq)
        _check_open(proposal)
        if actor == f"subject:{proposal.subject}":
            raise DecisionRefused("actor", "another person has to decide on one's own reward")
        # Both outcomes have one key: whoever comes second, at the same moment too, is refused.
        draft = decision(proposal, grant=grant, actor=actor, reason=said)
        return _recorded(draft, proposal.seq)


def _recorded(draft: Draft, proposal_seq: int) -> CoreEntry:
    try:
        recorded = journal.append(draft)
    except journal.EntryConflict as conflict:
        raise RewardAlreadyDecided(proposal_seq) from conflict
    if not recorded.created:
        raise RewardAlreadyDecided(proposal_seq)
    return recorded.entry


def _check_actor(actor: str) -> None:
    if not _ACTOR.fullmatch(actor):
        raise DecisionRefused("actor", "give an opaque id, 'subject:...' or 'role:...'")


def _checked_reason(reason: str) -> str:
    said = " ".join(reason.split())
    if len(said.split()) < 2:
        raise DecisionRefused("reason", "write why, in a sentence")
    if len(said) > _LONGEST_REASON:
        raise DecisionRefused("reason", f"write at most {_LONGEST_REASON} characters")
    if _DIGITS_OF_A_NIP.search(said):
        raise DecisionRefused("reason", "leave the NIP out; the ledger never holds one")
    return said


def _check_open(proposal: CoreEntry) -> None:
    if proposal.kind is not Kind.REWARD_PROPOSED or proposal.subject is None:
        raise DecisionRefused("proposal", f"entry {proposal.seq} proposes no reward")
    history = histories([proposal.subject])[proposal.subject]
    if proposal.seq in reversals(history):
        raise DecisionRefused("proposal", f"entry {proposal.seq} was reversed")
    state = _standing_of(proposal, history).state
    if state in ("granted", "refused"):
        raise RewardAlreadyDecided(proposal.seq)
    if state == "held":
        raise DecisionRefused("proposal", "it is on hold; release it first")


def _standing_of(proposal: CoreEntry, history: list[CoreEntry]) -> RewardStanding:
    rewards = fold(history).rewards
    return next(reward for reward in rewards if reward.proposed_seq == proposal.seq)
