"""The inbox of course grades: a signal notes whose grade changed, the worker pulls the grade.

What a signal carries is never believed, so a lost, doubled or late signal does no harm: noting
twice is one item, and a grade that equals the last recorded one is not recorded again.
"""

import logging
from datetime import UTC, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from scoring import compat, journal
from scoring.core.entries import decimal_text
from scoring.core.errors import ScoringError
from scoring.core.evidence import COURSE, Evidence, evidence_id
from scoring.models import Entry, InboxItem

__all__ = ["MOST_TRIES", "drain", "note", "sweep"]

MOST_TRIES = 5  # after that an item rests until its grade changes again

_PERCENT = Decimal("0.01")
_PAGE = 64

_log = logging.getLogger(__name__)


def note(user_id: int, course_key: str) -> None:
    """Remember that this learner's grade in this course is to be pulled."""
    with transaction.atomic():  # a savepoint, so that a refusal spares the caller's transaction
        noted = InboxItem.objects.filter(user_id=user_id, course_key=course_key).update(tries=0)
        if not noted:
            item = InboxItem(user_id=user_id, course_key=course_key)
            InboxItem.objects.bulk_create([item], ignore_conflicts=True)


def sweep(*, since: datetime) -> int:
    """Note every grade that changed since then; the number of grades seen."""
    seen = 0
    for user_id, course_key in compat.changed_grades(since):
        note(user_id, course_key)
        seen += 1
    return seen


def drain() -> int:
    """Pull every noted grade and record what is new; the number of entries that were written."""
    waiting = InboxItem.objects.filter(tries__lt=MOST_TRIES).order_by("pk")
    return sum(_take_up(item) for item in list(waiting))


def _take_up(item: InboxItem) -> bool:
    try:
        # The item goes first: a note that comes while the grade is pulled makes a new one.
        with transaction.atomic():
            taken, _ = InboxItem.objects.filter(pk=item.pk).delete()
            return bool(taken) and _record(item.user_id, item.course_key)
    except ScoringError as error:
        InboxItem.objects.filter(pk=item.pk).update(tries=F("tries") + 1)
        _log.warning("A grade stays in the inbox: %s", error)
        return False


def _record(user_id: int, course_key: str) -> bool:
    grade = compat.course_grade(user_id, course_key)
    if grade is None:
        return False
    earned = (grade.percent * 100).quantize(_PERCENT)
    learner_key = compat.anonymous_id(user_id, course_key)
    changes, last = _recorded(course_key, learner_key)
    if last == decimal_text(earned):
        return False
    modified = grade.modified.astimezone(UTC)
    evidence = Evidence(
        evidence_id=evidence_id(usage_key=course_key, learner_key=learner_key, attempt=changes + 1),
        learner=str(user_id),
        course_key=course_key,
        usage_key=course_key,
        activity=COURSE,
        earned=earned,
        possible=Decimal(100),
        attempt=changes + 1,
        began_at=modified,
        submitted_at=modified,
        content_digest=grade.policy_digest,
    )
    return journal.record_evidence(evidence).created


def _recorded(course_key: str, learner_key: str) -> tuple[int, str | None]:
    """How many changes of this grade stand in the ledger, and the points of the last one."""
    changes, last = 0, None
    while True:
        # The ids are deterministic, so the entries are found by the ids they must have.
        attempts = range(changes + 1, changes + 1 + _PAGE)
        keys = [
            "evidence:"
            + evidence_id(usage_key=course_key, learner_key=learner_key, attempt=attempt)
            for attempt in attempts
        ]
        page = list(Entry.objects.filter(key__in=keys).order_by("seq"))
        if page:
            changes += len(page)
            last = page[-1].restored().body["earned"]
        if len(page) < _PAGE:
            return changes, last
