"""Evidence: what a learner did and how it was graded, checked once, when it is made.

A block states it, the journal writes it down. Scores are ``Decimal`` with at most six decimals,
times come from the server's clock in UTC. Only what a server graded is evidence.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from .competency import is_code
from .errors import EvidenceConflict, EvidenceInvalid

__all__ = [
    "COURSE",
    "CompetencyScore",
    "Evidence",
    "EvidenceConflict",  # for blocks, which know scoring by this module and the event alone
    "EvidenceInvalid",
    "evidence_id",
]

COURSE = "course"  # the activity of a course grade; other activities are block tags

_NAMESPACE = UUID("7b0f7f1c-5c39-5f0e-9a53-0d4a8e2f6c11")  # ours, never to be changed
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_LARGEST_SCORE = Decimal(1_000_000)
_MOST_DECIMALS = 6
_GRADERS = ("automatic", "person")


def evidence_id(*, usage_key: str, learner_key: str, attempt: int) -> str:
    """The id of one attempt of one learner at one block: the same whenever it is asked for.

    ``learner_key`` is the platform's anonymous id, so nothing about the person can be read
    from the result.
    """
    return str(uuid5(_NAMESPACE, f"{usage_key}\n{learner_key}\n{attempt}"))


@dataclass(frozen=True, kw_only=True)
class CompetencyScore:
    """The points of an attempt that speak for one competency."""

    code: str
    earned: Decimal
    possible: Decimal

    def __post_init__(self) -> None:
        _check_text("code", self.code)
        _require(is_code(self.code), "code", "must look like T.DIG.01, M.05 or S.09")
        _check_points(f"competencies[{self.code}]", self.earned, self.possible)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One graded attempt. ``learner`` is the platform's user id; it never enters the ledger."""

    evidence_id: str
    learner: str
    course_key: str
    usage_key: str
    activity: str
    earned: Decimal
    possible: Decimal
    competencies: tuple[CompetencyScore, ...] = ()
    attempt: int
    began_at: datetime
    submitted_at: datetime
    content_digest: str
    grader: str = "automatic"

    def __post_init__(self) -> None:
        for field in ("learner", "course_key", "usage_key", "activity"):
            _check_text(field, getattr(self, field))
        _check_uuid(self.evidence_id)
        _check_points("earned", self.earned, self.possible)
        self._check_competencies()
        _require(type(self.attempt) is int and self.attempt >= 1, "attempt", "counts from 1")
        self._check_times()
        _check_text("content_digest", self.content_digest)
        _require(
            _DIGEST.fullmatch(self.content_digest) is not None,
            "content_digest",
            "must be 'sha256:' and 64 hexadecimal digits",
        )
        _require(self.grader in _GRADERS, "grader", "must be 'automatic' or 'person'")

    def _check_competencies(self) -> None:
        scores: object = self.competencies
        _require(
            isinstance(scores, tuple)
            and all(isinstance(score, CompetencyScore) for score in scores),
            "competencies",
            "must be a tuple of CompetencyScore",
        )
        codes = [score.code for score in self.competencies]
        _require(len(codes) == len(set(codes)), "competencies", "names a competency twice")

    def _check_times(self) -> None:
        for field in ("began_at", "submitted_at"):
            time = getattr(self, field)
            _require(
                isinstance(time, datetime) and time.utcoffset() == timedelta(0),
                field,
                "must be a time in UTC",
            )
        _require(self.submitted_at >= self.began_at, "submitted_at", "lies before began_at")


def _require(holds: bool, field: str, reason: str) -> None:
    if not holds:
        raise EvidenceInvalid(field, reason)


def _check_text(field: str, value: object) -> None:
    _require(isinstance(value, str) and bool(value.strip()), field, "must be text, not empty")


def _check_uuid(value: object) -> None:
    _check_text("evidence_id", value)
    try:
        canonical = str(UUID(str(value)))
    except ValueError:
        canonical = ""
    _require(canonical == value, "evidence_id", "must come from evidence_id()")


def _check_points(field: str, earned: object, possible: object) -> None:
    prefix = "" if field == "earned" else f"{field}."
    best = _points(f"{prefix}possible", possible)
    _require(best > 0, f"{prefix}possible", "must be more than 0")
    _require(_points(f"{prefix}earned", earned) <= best, f"{prefix}earned", "is above possible")


def _points(field: str, points: object) -> Decimal:
    # A float cannot say 0.1 exactly, and two machines may round it apart.
    if not isinstance(points, Decimal) or not points.is_finite():
        raise EvidenceInvalid(field, "must be a finite Decimal, not a float or int")
    _require(0 <= points <= _LARGEST_SCORE, field, "must lie between 0 and a million")
    decimals = -int(points.as_tuple().exponent)
    _require(decimals <= _MOST_DECIMALS, field, "must be rounded to six decimals")
    return points
