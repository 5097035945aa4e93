"""The receivers: evidence is written down before its block answers, grades only wake the inbox."""

import logging
from typing import Any

from django.db import DatabaseError
from openedx_events.learning.data import PersistentCourseGradeData
from openedx_events.learning.signals import PERSISTENT_GRADE_SUMMARY_CHANGED

from scoring import inbox, journal
from scoring.core.evidence import Evidence
from scoring.signals import EVIDENCE_OBSERVED

__all__ = ["connect", "evidence_observed", "grade_changed"]

_log = logging.getLogger(__name__)


def connect() -> None:
    """Connect every receiver, once."""
    EVIDENCE_OBSERVED.connect(evidence_observed, dispatch_uid="asn_scoring.evidence_observed")
    PERSISTENT_GRADE_SUMMARY_CHANGED.connect(
        grade_changed, dispatch_uid="asn_scoring.grade_changed"
    )


def evidence_observed(evidence: Evidence, **_event: Any) -> None:
    """Record the evidence; an error reaches the block, which must not claim success."""
    journal.record_evidence(evidence)


def grade_changed(grade: PersistentCourseGradeData, **_event: Any) -> None:
    """Note whose grade to pull; never raises, for it runs inside the platform's own grading."""
    try:
        inbox.note(int(grade.user_id), str(grade.course.course_key))
    except DatabaseError:
        # The nightly sweep finds what was missed here.
        _log.exception("A changed grade of %s was not noted", grade.course.course_key)
