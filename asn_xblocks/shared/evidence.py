"""From a recorded result to the evidence event, the same content each time it is sent.

Note [State before evidence]
    A platform saves a block's state after its handler, and the process may die in between. A
    result is therefore saved first, marked as unsent, and evidence is built from the saved
    result alone. Whoever asks again for that attempt makes the block send the very same
    evidence, which the journal takes for the same entry; the mark goes once the event came back.
    Times are whole seconds, so that a double click of two requests states one content.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from scoring.core.evidence import CompetencyScore, Evidence, evidence_id
from scoring.signals import EVIDENCE_OBSERVED

from .learner import Learner

__all__ = ["CompetencyPoints", "evidence_of", "now", "result_row", "send_evidence"]

CompetencyPoints = Mapping[str, tuple[Decimal, Decimal]]  # code: (earned, possible)


def now() -> datetime:
    """The server's clock in UTC, in whole seconds. See Note [State before evidence]."""
    return datetime.now(UTC).replace(microsecond=0)


def result_row(
    *,
    attempt: int,
    earned: Decimal,
    possible: Decimal,
    competencies: CompetencyPoints,
    began_at: datetime,
    submitted_at: datetime,
    content_digest: str,
) -> dict[str, Any]:
    """One result as JSON for the learner's state: all that evidence needs."""
    return {
        "attempt": attempt,
        "earned": str(earned),
        "possible": str(possible),
        "competencies": [
            [code, str(got), str(best)] for code, (got, best) in sorted(competencies.items())
        ],
        "began_at": began_at.isoformat(),
        "submitted_at": submitted_at.isoformat(),
        "digest": content_digest,
    }


def evidence_of(
    row: Mapping[str, Any], *, learner: Learner, course_key: str, usage_key: str, activity: str
) -> Evidence:
    """The evidence of a result row: equal rows of one learner give equal evidence."""
    return Evidence(
        evidence_id=evidence_id(
            usage_key=usage_key, learner_key=learner.key, attempt=row["attempt"]
        ),
        learner=learner.user_id,
        course_key=course_key,
        usage_key=usage_key,
        activity=activity,
        earned=Decimal(row["earned"]),
        possible=Decimal(row["possible"]),
        competencies=tuple(
            CompetencyScore(code=code, earned=Decimal(got), possible=Decimal(best))
            for code, got, best in row["competencies"]
        ),
        attempt=row["attempt"],
        began_at=datetime.fromisoformat(row["began_at"]),
        submitted_at=datetime.fromisoformat(row["submitted_at"]),
        content_digest=row["digest"],
    )


def send_evidence(evidence: Evidence) -> None:
    """Nothing, once every receiver has taken the evidence; their errors come through."""
    # send_robust=False: the default would swallow a failed write of the ledger.
    EVIDENCE_OBSERVED.send_event(send_robust=False, evidence=evidence)
