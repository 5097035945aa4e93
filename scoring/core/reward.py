"""Rewards: proposed when their condition holds, decided by a person and by nobody else.

UU 27/2022 art. 10 lets people object to decisions that a machine took alone. So the rules only
ever propose, once a year for each reward, and the proposal carries the facts it was made from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .entries import Draft, Entry, Kind
from .errors import EntryInvalid
from .rulebook import RewardRule, Rulebook
from .rules import Facts, Situation, Verdict, judged
from .wording import N_, Line

__all__ = ["RewardVerdict", "decision", "rewards_due", "verdict_on"]


@dataclass(frozen=True, kw_only=True)
class RewardVerdict:
    """A reward with the verdict on each of its conditions: what holds and what is missing."""

    reward: RewardRule
    year: int
    verdict: Verdict

    @property
    def met(self) -> bool:
        """Whether every condition holds."""
        return self.verdict.met


def verdict_on(reward: RewardRule, situation: Situation) -> RewardVerdict:
    """The verdict on one reward: the population it is for and the conditions it sets."""
    population = situation.facts.population
    children = (
        Verdict(
            met=population in reward.population,
            line=Line(
                msgid=N_("Kind of civil servant: %(current)s; this reward is for %(needed)s"),
                params={"current": population, "needed": ", ".join(reward.population)},
            ),
        ),
        judged(reward.condition, situation),
    )
    return RewardVerdict(
        reward=reward,
        year=situation.year,
        verdict=Verdict(
            met=all(child.met for child in children),
            line=Line(
                msgid=N_("Conditions of the reward %(title)s"), params={"title": reward.title}
            ),
            children=children,
            rests_on=children[1].rests_on,
        ),
    )


def rewards_due(rulebook: Rulebook, situation: Situation, *, subject: str) -> Iterator[Draft]:
    """A proposal for each reward whose conditions all hold."""
    for reward in rulebook.rewards.values():
        verdict = verdict_on(reward, situation)
        if verdict.met:
            yield Draft(
                kind=Kind.REWARD_PROPOSED,
                key=f"reward:{subject}:{reward.reward_id}:{situation.year}",
                subject=subject,
                body={
                    **rulebook.naming(),
                    "clause": f"rewards.{reward.reward_id}",
                    "facts": _facts_used(reward, situation.facts),
                    "rests_on": sorted(verdict.verdict.rests_on),
                    "reward": reward.reward_id,
                    "title": reward.title,
                    "year": situation.year,
                },
            )


def decision(proposal: Entry, *, grant: bool, actor: str, reason: str) -> Draft:
    """The draft of a person's decision; its key lets a proposal be decided only once."""
    if proposal.kind is not Kind.REWARD_PROPOSED:
        raise EntryInvalid(f"entry {proposal.seq} proposes no reward")
    if not reason.strip():
        raise EntryInvalid("a decision needs its reason")
    named = ("rulebook", "rulebook_digest", "clause", "reward", "title", "year")
    return Draft(
        kind=Kind.REWARD_GRANTED if grant else Kind.REWARD_REFUSED,
        key=f"reward_decision:{proposal.seq}",
        subject=proposal.subject,
        body={
            **{name: proposal.body[name] for name in named},
            "actor": actor,
            "proposal": proposal.seq,
            "reason": reason.strip(),
            "rests_on": [proposal.seq],
        },
    )


def _facts_used(reward: RewardRule, facts: Facts) -> dict[str, Any]:
    """Only what the conditions ask for: the ledger keeps no more of a person than it needs."""
    asked = sorted({"population", *reward.condition.facts()})
    return {name: getattr(facts, name) for name in asked}
