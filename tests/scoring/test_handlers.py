"""The receivers: evidence must be written or the block must know; grades never disturb anybody."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError
from opaque_keys.edx.keys import CourseKey
from openedx_events.learning.data import CourseData, PersistentCourseGradeData
from openedx_events.learning.signals import PERSISTENT_GRADE_SUMMARY_CHANGED

from scoring.core.errors import EvidenceConflict
from scoring.models import Entry, InboxItem
from scoring.signals import EVIDENCE_OBSERVED
from tests.scoring.learners import LD

pytestmark = pytest.mark.django_db


def grade_event(percent: float = 0.5) -> PersistentCourseGradeData:
    """What the platform says when it has graded a course; its percent is never believed."""
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return PersistentCourseGradeData(
        user_id=7,
        course=CourseData(course_key=CourseKey.from_string(LD)),
        course_edited_timestamp=now,
        course_version="1",
        grading_policy_hash="",
        percent_grade=percent,
        letter_grade="",
        passed_timestamp=now,
    )


def test_evidence_is_in_the_ledger_before_send_event_returns(attempt):
    """Every event sent twice is one entry."""
    for _ in range(2):
        EVIDENCE_OBSERVED.send_event(send_robust=False, evidence=attempt())
    assert Entry.objects.get().key == f"evidence:{attempt().evidence_id}"


def test_an_error_reaches_the_block(attempt):
    """A block that sends other content for the same attempt hears of it."""
    EVIDENCE_OBSERVED.send_event(send_robust=False, evidence=attempt())
    with pytest.raises(EvidenceConflict):
        EVIDENCE_OBSERVED.send_event(
            send_robust=False, evidence=replace(attempt(), earned=Decimal(1))
        )


def test_a_database_that_fails_reaches_the_block(attempt, monkeypatch):
    """A learner is never told of a success that was not written."""

    def fail(*_values):
        raise DatabaseError("disk full")

    monkeypatch.setattr("scoring.journal._run", fail)
    with pytest.raises(DatabaseError, match="disk full"):
        EVIDENCE_OBSERVED.send_event(send_robust=False, evidence=attempt())
    assert not Entry.objects.exists()


def test_a_grade_event_only_wakes_the_inbox(grades):
    """The platform's signal notes whose grade to pull and reads nothing of it."""
    for _ in range(2):
        PERSISTENT_GRADE_SUMMARY_CHANGED.send_event(send_robust=False, grade=grade_event())
    item = InboxItem.objects.get()
    assert (item.user_id, item.course_key) == (7, LD)
    assert grades.asked == 0


def test_grading_goes_on_when_the_note_fails(monkeypatch, caplog):
    """The platform's grading never fails because of us; the failure is in the log."""

    def fail(*_arguments):
        raise DatabaseError("locked")

    monkeypatch.setattr("scoring.inbox.note", fail)
    PERSISTENT_GRADE_SUMMARY_CHANGED.send_event(send_robust=False, grade=grade_event())
    assert f"A changed grade of {LD} was not noted" in caplog.text
