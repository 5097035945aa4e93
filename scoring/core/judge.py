"""The judge: one subject's entries, a rulebook and a few facts in, decisions out.

It looks at no clock, no database and no network. The same three things give the same decisions
on any machine, and a decision that is among the entries already is not made again: feeding the
judge its own decisions brings nothing new.
"""

from collections.abc import Iterable, Sequence

from .attempts import Attempt, attempts
from .credit import credits_due
from .entries import Draft, Entry
from .errors import EntryInvalid
from .level import levels_due
from .reward import RewardVerdict, rewards_due, verdict_on
from .rulebook import Rulebook
from .rules import Facts, Situation
from .standing import fold

__all__ = ["Facts", "RewardVerdict", "judge", "reward_verdicts"]


def judge(entries: Sequence[Entry], rulebook: Rulebook, facts: Facts) -> tuple[Draft, ...]:
    """The decisions that follow from one subject's entries and are not among them yet.

    Credits and levels come in the order of the evidence that decides them. Rewards come last and
    see those credits and levels; their year is that of the latest evidence.
    """
    subject = _subject(entries)
    tried = attempts(entries)
    if subject is None or not tried or facts.population not in rulebook.population:
        return ()
    taken = frozenset(entry.key for entry in entries)
    standing = fold(entries)
    due = [
        *credits_due(tried, standing, rulebook, subject=subject, taken=taken),
        *levels_due(tried, standing, rulebook, subject=subject),
    ]
    decided = [draft for _, draft in sorted(due, key=_by_evidence) if draft.key not in taken]
    situation = Situation(
        standing=fold([*entries, *_as_entries(decided, after=entries[-1])]),
        facts=facts,
        year=_latest_day_year(tried),
    )
    rewards = rewards_due(rulebook, situation, subject=subject)
    return (*decided, *(draft for draft in rewards if draft.key not in taken))


def reward_verdicts(
    entries: Sequence[Entry], rulebook: Rulebook, facts: Facts
) -> tuple[RewardVerdict, ...]:
    """For each reward, what holds and what is missing, in the year of ``facts.as_of``.

    Without that day it is the year of the latest evidence, or the rulebook's first year.
    """
    tried = attempts(entries)
    if facts.as_of is not None:
        year = facts.as_of.year
    else:
        year = _latest_day_year(tried) if tried else rulebook.effective_from.year
    situation = Situation(standing=fold(entries), facts=facts, year=year)
    return tuple(verdict_on(reward, situation) for reward in rulebook.rewards.values())


def _subject(entries: Iterable[Entry]) -> str | None:
    subjects = {entry.subject for entry in entries if entry.subject is not None}
    if len(subjects) > 1:
        raise EntryInvalid("the judge was given the entries of more than one subject")
    return subjects.pop() if subjects else None


def _latest_day_year(tried: Sequence[Attempt]) -> int:
    return max(attempt.day for attempt in tried).year


def _by_evidence(due: tuple[int, Draft]) -> tuple[int, str]:
    seq, draft = due
    return seq, draft.key


def _as_entries(drafts: Iterable[Draft], *, after: Entry) -> list[Entry]:
    """The drafts as if they were recorded, so that rewards can be judged in the same breath."""
    return [
        Entry(
            seq=seq,
            kind=draft.kind,
            key=draft.key,
            subject=draft.subject,
            at=after.at,
            body=draft.body,
        )
        for seq, draft in enumerate(drafts, after.seq + 1)
    ]
