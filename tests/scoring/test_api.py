"""The door to scoring: what pages, REST and commands read and do."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scoring import api, inbox, journal
from scoring.core.entries import Kind
from scoring.core.errors import EntryUnknown, PersonUnknown, RulebookUnknown
from scoring.core.merkle import EMPTY_ROOT
from scoring.models import Entry, Person
from tests.scoring.learners import LD, MP

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
APPROVER = f"role:approver#{uuid4()}"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        yield


@pytest.fixture
def learners(rulebook, attempt, grades):
    """Three people of two units; the first two passed both courses, the third failed one."""
    people = [
        Person.objects.create(user_id=7, name="Satu", unit="Dinas A", performance="Baik"),
        Person.objects.create(user_id=8, name="Dua", unit="Dinas B", performance="Baik"),
        Person.objects.create(user_id=9, name="Tiga", unit="Dinas B", performance="Baik"),
    ]
    for person, percent in zip(people, ("0.9", "0.8", "0.5"), strict=True):
        for course, day in ((LD, MONDAY), (MP, MONDAY + timedelta(days=1))):
            for block in ("kuis-1", "skenario-1"):
                journal.record_evidence(attempt(person.user_id, course=course, block=block, at=day))
            grades.set(percent, learner=person.user_id, course=course, at=day)
            inbox.note(person.user_id, course)
            if percent == "0.5":
                return people
    return people


def test_reading_catches_up_first(learners):
    """Nobody has to remember to run the followers before they look."""
    standing = api.standing(learners[0].subject)
    assert standing.jp(2026) == 4
    assert [reward.state for reward in standing.rewards] == ["proposed"]


def test_catching_up_with_nothing_new_is_three_questions(learners):
    """Looking again costs next to nothing."""
    api.catch_up()
    with CaptureQueriesContext(connection) as queries:
        assert api.catch_up() == 0
    assert len(queries) == 3


def test_results_are_hrs_rows_with_the_people_behind_them(learners):
    """Score, predicate, JP and the name, in the order of the last change."""
    rows = api.results()
    assert [row.record.seq for row in rows] == sorted(row.record.seq for row in rows)
    assert len(rows) == 5
    first = next(row for row in rows if row.person == learners[0] and row.record.course_key == LD)
    assert first.record.title == "Literasi Digital"
    assert (first.record.score, first.record.predicate) == (Decimal("90.00"), "Sangat memuaskan")
    assert (first.record.passed, first.record.jp, first.record.form) == (True, 2, "C3")
    assert first.record.competencies == ("T.DIG.03",)


def test_results_are_read_in_pages_that_miss_nothing(learners):
    """After the last number of a page comes the next page, until there is none."""
    read, after = [], -1
    while page := api.results(after=after, limit=2):
        read += [row.record.seq for row in page]
        after = page[-1].record.seq
    assert read == [row.record.seq for row in api.results()]
    assert len(set(read)) == 5


def test_results_of_one_course_or_unit(learners):
    """HR narrows the table by course and by unit."""
    assert {row.record.course_key for row in api.results(course_key=MP)} == {MP}
    assert {row.person.name for row in api.results(unit="Dinas B")} == {"Dua", "Tiga"}
    assert api.results(unit="Dinas C") == []


def test_the_row_of_an_erased_person_has_no_name(learners):
    """The result stays, the person is gone."""
    api.catch_up()
    learners[0].delete()
    assert sum(row.person is None for row in api.results()) == 2


def test_results_need_a_rulebook(db, attempt):
    """Without rules nothing can be called a result; the remedy is in the error."""
    journal.record_evidence(attempt())
    with pytest.raises(RulebookUnknown, match="asn rulebook publish"):
        api.results()


def test_the_rulebook_of_a_day(rulebook):
    """Today's if no day is given; a day before all rulebooks has none."""
    assert api.current_rulebook().id == "2026-01"
    with pytest.raises(RulebookUnknown, match="31-12-2025"):
        api.current_rulebook(MONDAY.date().replace(2025, 12, 31))


def test_publishing_through_the_door_is_the_same_entry(rulebook):
    """The second time brings the first entry."""
    assert api.publish_rulebook("2026-01", actor="role:hr") == rulebook


def test_people_are_found_by_account_and_by_subject(learners):
    """Nobody stands behind an unknown account, an unknown subject or no subject at all."""
    assert api.person_for_user(7) == learners[0]
    assert api.person(str(learners[0].subject)) == learners[0]
    assert api.person_for_user(99) is None
    assert api.person_for_user(None) is None
    for unknown in (uuid4(), "Budi"):
        with pytest.raises(PersonUnknown):
            api.person(unknown)


def test_verdicts_say_what_is_missing(learners):
    """Who was proposed meets everything; who failed does not."""
    assert [verdict.met for verdict in api.reward_verdicts(learners[0].subject)] == [True]
    assert [verdict.met for verdict in api.reward_verdicts(learners[2].subject)] == [False]


def test_rewards_wait_for_a_person(learners):
    """A decision moves the case from one list to the other."""
    waiting = api.rewards(state="proposed")
    assert len(waiting) == len(api.rewards()) == 2
    api.decide_reward(
        waiting[0].proposed_seq, grant=True, actor=APPROVER, reason="Sudah sesuai kebutuhan."
    )
    assert [case.state for case in api.rewards(state="granted")] == ["granted"]
    assert api.rewards(state="granted")[0].reason == "Sudah sesuai kebutuhan."
    assert len(api.rewards(state="proposed")) == 1


def test_entries_and_head_are_the_ledger(learners):
    """Entries are read behind a number; the head is their size and root."""
    everything = api.entries(limit=1000)
    assert api.entries(after=2, limit=3) == everything[3:6]
    assert api.head().size == len(everything)
    assert api.subject_entries(learners[0].subject)[0].subject == str(learners[0].subject)


def test_the_head_of_an_empty_ledger(db):
    """Nothing has the root of nothing."""
    assert (api.head().size, api.head().root) == (0, EMPTY_ROOT.hex())


def test_decisions_are_explained_and_nothing_else(learners):
    """A credit has its reasons; evidence and unknown numbers do not."""
    api.catch_up()
    credit = Entry.objects.filter(kind=Kind.CREDIT_AWARDED).order_by("seq")[0]
    assert "2026-01" in api.explanation(credit.seq).text()
    for seq in (0, 1, 10_000):
        with pytest.raises(EntryUnknown):
            api.explanation(seq)


def test_an_import_judges_whose_facts_changed(learners):
    """The appraisal that was missing is imported, and the reward is proposed at once."""
    learners[0].performance = ""
    learners[0].nip = "199001012015032999"
    learners[0].save()
    api.catch_up()
    assert len(api.rewards()) == 1
    row = {"nip": "199001012015032999", "nama": "Satu", "predikat_kinerja": "Sangat Baik"}
    report = api.import_people([row], source="register.csv")
    assert (report.created, report.updated) == (0, 1)
    assert len(api.rewards()) == 2


def test_an_export_is_an_entry(learners):
    """Who exported what is in the ledger, each time."""
    first = api.record_export(what="results.csv", rows=5, digest="sha256:0", actor="role:hr")
    second = api.record_export(what="results.csv", rows=5, digest="sha256:0", actor="role:hr")
    assert first.body == {
        "actor": "role:hr",
        "digest": "sha256:0",
        "rows": 5,
        "what": "results.csv",
    }
    assert second.seq == first.seq + 1


def test_a_rebuild_changes_no_result(learners):
    """Dropped and made again, every row is the same."""
    before = api.results()
    assert api.rebuild() == api.head().size
    assert api.results() == before


def test_the_ledger_of_the_whole_story_verifies(learners):
    """After all of it, verification finds no problem."""
    api.catch_up()
    assert api.verify_ledger().problems == []
