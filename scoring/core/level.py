"""Evidence levels: how much of what was asked on a competency was shown, and in how many places.

Only the best attempt at each activity is read, the one that counts for the grade. A level is
reached at the first moment its rule holds and is never taken away; so it does not matter whether
the evidence is judged piece by piece or all at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from .attempts import Attempt
from .entries import Draft, Kind, decimal_text
from .rulebook import LevelRule, Rulebook
from .standing import Standing

__all__ = ["levels_due"]


def levels_due(
    tried: Sequence[Attempt], standing: Standing, rulebook: Rulebook, *, subject: str
) -> Iterator[tuple[int, Draft]]:
    """The levels newly reached, each with the entry that decides it."""
    for code in sorted({code for attempt in tried for code in attempt.points}):
        known = standing.levels.get(code)
        level = known.level if known else 0
        best: dict[str, Attempt] = {}
        for attempt in tried:
            if code not in attempt.points or not _is_best(attempt, best):
                continue
            best[attempt.usage_key] = attempt
            rule = _rule_met(code, best, rulebook)
            if rule is not None and rule.level > level and rulebook.in_force_on(attempt.day):
                level = rule.level
                yield attempt.seq, _draft(code, rule, best, rulebook, subject=subject)


def _is_best(attempt: Attempt, best: Mapping[str, Attempt]) -> bool:
    known = best.get(attempt.usage_key)
    return known is None or attempt.beats(known)


def _rule_met(code: str, best: Mapping[str, Attempt], rulebook: Rulebook) -> LevelRule | None:
    """The highest level whose rule holds; the levels of a rulebook go upwards."""
    earned, possible = _points(code, best)
    met = [
        rule
        for rule in rulebook.levels
        if earned >= rule.share * possible and len(best) >= rule.activities
    ]
    return met[-1] if met else None


def _points(code: str, best: Mapping[str, Attempt]) -> tuple[Decimal, Decimal]:
    points = [attempt.points[code] for attempt in best.values()]
    earned = sum((earned for earned, _ in points), Decimal(0))
    return earned, sum((possible for _, possible in points), Decimal(0))


def _draft(
    code: str, rule: LevelRule, best: Mapping[str, Attempt], rulebook: Rulebook, *, subject: str
) -> Draft:
    earned, possible = _points(code, best)
    return Draft(
        kind=Kind.LEVEL_REACHED,
        key=f"level:{subject}:{code}:{rule.level}",
        subject=subject,
        body={
            **rulebook.naming(),
            "activities": len(best),
            "activities_needed": rule.activities,
            "clause": f"levels.{rule.level}",
            "competency": code,
            "earned": decimal_text(earned),
            "level": rule.level,
            "possible": decimal_text(possible),
            "rests_on": sorted(attempt.seq for attempt in best.values()),
            "share_needed": decimal_text(rule.share),
        },
    )
