"""The grading policy of a course: read, checked, and applied to scores."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from course_content.olx import OlxInvalid

__all__ = ["AssignmentType", "GradingPolicy", "percent_of", "read_policy"]

_FOUR_PLACES = Decimal("0.0001")
_WHOLE = Decimal(1)
_NUDGE = Decimal("0.05")


@dataclass(frozen=True, kw_only=True)
class AssignmentType:
    """How the subsections of one format count together."""

    name: str
    weight: Decimal
    min_count: int
    drop_count: int

    def percent(self, percents: list[Decimal]) -> Decimal:
        """The mean of the kept percentages; subsections that are still missing count as 0."""
        padded = percents + [Decimal(0)] * max(0, self.min_count - len(percents))
        kept = sorted(padded, reverse=True)[: max(0, len(padded) - self.drop_count)]
        return sum(kept, Decimal(0)) / len(kept) if kept else Decimal(0)


@dataclass(frozen=True, kw_only=True)
class GradingPolicy:
    """The assignment types and the cutoffs of a course."""

    types: tuple[AssignmentType, ...]
    cutoffs: Mapping[str, Decimal]

    def course_percent(self, subsections: list[tuple[str, Decimal]]) -> Decimal:
        """The weighted percentage of (format, percent) pairs, as a fraction with 2 decimals.

        It is rounded to whole percents as `CourseGrade` in edx-platform's grades app does it:
        round_away_from_zero(percent * 100 + 0.05) / 100, so that 69.45 % is 70 % already.
        """
        total = Decimal(0)
        for assignment in self.types:
            percents = [percent for name, percent in subsections if name == assignment.name]
            total += assignment.weight * assignment.percent(percents)
        whole = (total * 100 + _NUDGE).quantize(_WHOLE, rounding=ROUND_HALF_UP)
        return min(whole, Decimal(100)) / 100

    def letter(self, percent: Decimal) -> str:
        """The best grade whose cutoff is reached; an empty string below all of them."""
        reached = [(cutoff, name) for name, cutoff in self.cutoffs.items() if percent >= cutoff > 0]
        return max(reached)[1] if reached else ""

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "GradingPolicy":
        """The policy of a grading_policy.json that was read before."""
        return cls(
            types=tuple(
                AssignmentType(
                    name=str(entry["type"]),
                    weight=Decimal(str(entry["weight"])),
                    min_count=int(entry.get("min_count", 0)),
                    drop_count=int(entry.get("drop_count", 0)),
                )
                for entry in stored.get("GRADER", ())
            ),
            cutoffs={
                name: Decimal(str(cutoff))
                for name, cutoff in stored.get("GRADE_CUTOFFS", {}).items()
            },
        )

    @staticmethod
    def digest(stored: Mapping[str, Any]) -> str:
        """The policy's fingerprint; grades carry it, so that a change of policy shows."""
        text = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def percent_of(earned: float, possible: float) -> Decimal:
    """Earned of possible as a fraction with 4 decimals, halves away from zero."""
    if possible <= 0:
        return Decimal(0)
    return (Decimal(repr(earned)) / Decimal(repr(possible))).quantize(
        _FOUR_PLACES, rounding=ROUND_HALF_UP
    )


def read_policy(content: bytes, *, source: str) -> dict[str, Any]:
    """The JSON of a grading policy; refuses (`OlxInvalid`) what could not be applied."""
    try:
        policy = json.loads(content)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise _refusal(source, line, _("The file is not valid JSON."), _("Correct it.")) from error
    problem = _problem(policy)
    if problem:
        raise _refusal(source, 1, problem, _("Correct the grading policy and import again."))
    return policy


def _problem(policy: Any) -> str:
    if not isinstance(policy, dict):
        return _("The grading policy must be a JSON object.")
    graders, cutoffs = policy.get("GRADER", []), policy.get("GRADE_CUTOFFS", {})
    if not isinstance(graders, list) or not isinstance(cutoffs, dict):
        return _("GRADER must be a list and GRADE_CUTOFFS an object.")
    for number, entry in enumerate(graders, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("type"), str):
            return _("GRADER, entry %(number)d: a type is missing.") % {"number": number}
        if not _is_fraction(entry.get("weight")):
            return _("GRADER, entry %(number)d: weight must be a number from 0 to 1.") % {
                "number": number
            }
        if not all(_is_count(entry.get(name, 0)) for name in ("min_count", "drop_count")):
            return _(
                "GRADER, entry %(number)d: min_count and drop_count must be whole numbers."
            ) % {"number": number}
    if not all(_is_fraction(cutoff) for cutoff in cutoffs.values()):
        return _("GRADE_CUTOFFS: every cutoff must be a number from 0 to 1.")
    return ""


def _is_fraction(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _refusal(source: str, line: int, message: str, remedy: str) -> OlxInvalid:
    return OlxInvalid(file=source, line=line, message=message, remedy=remedy)
