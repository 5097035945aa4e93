"""The tasks: what a worker does is what the functions do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from scoring import inbox, tasks
from scoring.models import Entry
from tests.scoring.learners import LD

pytestmark = pytest.mark.django_db


def test_catching_up_takes_noted_grades_up(grades):
    """A noted grade is an entry afterwards."""
    grades.set("0.5")
    inbox.note(7, LD)
    assert tasks.catch_up() > 0
    assert Entry.objects.count() == 1


def test_the_sweep_looks_back_some_hours_and_catches_up(grades, monkeypatch):
    """What no signal told is in the ledger after the nightly sweep."""
    asked = []

    def changed(since):
        asked.append(since)
        return [(7, LD)]

    monkeypatch.setattr("scoring.compat.lms_changed_grades", changed)
    grades.set("0.5")
    assert tasks.sweep_grades(hours=24) == 1
    assert Entry.objects.count() == 1
    assert timedelta(hours=23) < timezone.now() - asked[0] < timedelta(hours=25)
