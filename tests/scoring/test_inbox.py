"""The inbox: a grade is pulled, never believed, and recorded only when it is new."""

from datetime import UTC, datetime

import pytest

from scoring import inbox
from scoring.models import Entry, InboxItem
from tests.scoring.learners import LD, MP

pytestmark = pytest.mark.django_db


def recorded() -> list[tuple[int, str]]:
    """Attempt and points of every recorded grade."""
    bodies = [row.restored().body for row in Entry.objects.order_by("seq")]
    return [(body["attempt"], body["earned"]) for body in bodies]


def test_notes_about_one_grade_coalesce(grades):
    """However often a grade is noted, it is pulled once."""
    grades.set("0.5")
    for _ in range(3):
        inbox.note(7, LD)
    inbox.note(7, MP)
    assert InboxItem.objects.count() == 2
    assert inbox.drain() == 1
    assert grades.asked == 2
    assert not InboxItem.objects.exists()


def test_a_grade_is_recorded_as_evidence_of_the_course(grades):
    """The percent becomes points out of a hundred, the course its own usage."""
    grades.set("0.72125")
    inbox.note(7, LD)
    inbox.drain()
    body = Entry.objects.get().restored().body
    assert body["activity"] == "course"
    assert body["course"] == body["usage"] == LD
    assert (body["earned"], body["possible"]) == ("72.12", "100.00")
    assert body["submitted_at"] == "2026-03-02T03:00:00.000000Z"


def test_an_unchanged_grade_is_not_recorded_again(grades):
    """Signals repeat themselves; the ledger does not."""
    grades.set("0.5")
    for _ in range(3):
        inbox.note(7, LD)
        inbox.drain()
    assert recorded() == [(1, "50.00")]


def test_each_change_is_the_next_attempt_downwards_too(grades):
    """The platform's grade is the truth, also when it falls or returns to an earlier value."""
    for percent in ("0.5", "0.9", "0.5"):
        grades.set(percent)
        inbox.note(7, LD)
        inbox.drain()
    assert recorded() == [(1, "50.00"), (2, "90.00"), (3, "50.00")]


def test_more_changes_than_one_look_finds(grades, monkeypatch):
    """The count of changes goes on past the first page of ids."""
    monkeypatch.setattr(inbox, "_PAGE", 2)
    for n in range(5):
        grades.set(f"0.{n + 1}")
        inbox.note(7, LD)
        inbox.drain()
    assert [number for number, _ in recorded()] == [1, 2, 3, 4, 5]


def test_a_grade_that_is_not_there_is_no_evidence(grades):
    """A wake-up for a learner without a grade leaves nothing behind."""
    inbox.note(7, LD)
    assert inbox.drain() == 0
    assert not InboxItem.objects.exists()
    assert not Entry.objects.exists()


def test_a_platform_that_fails_blocks_nobody(grades, caplog):
    """The item stays and rests after a few tries; a new note wakes it up."""
    grades.broken = True
    inbox.note(7, LD)
    for _ in range(inbox.MOST_TRIES + 2):
        assert inbox.drain() == 0
    assert grades.asked == inbox.MOST_TRIES
    assert LD in caplog.text
    grades.broken = False
    grades.set("0.5")
    assert inbox.drain() == 0
    inbox.note(7, LD)
    assert inbox.drain() == 1


def test_a_sweep_finds_what_no_signal_told(grades, monkeypatch):
    """Every grade the platform changed since then is noted."""
    since = datetime(2026, 3, 1, tzinfo=UTC)
    asked = []

    def changed(moment):
        asked.append(moment)
        yield from ((7, LD), (8, LD))

    monkeypatch.setattr("scoring.compat.lms_changed_grades", changed)
    grades.set("0.5", learner=8)
    assert inbox.sweep(since=since) == 2
    assert asked == [since]
    assert inbox.drain() == 1
