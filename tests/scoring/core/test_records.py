"""Records: one row for each course somebody worked in."""

from datetime import date
from decimal import Decimal

from scoring.core.records import records
from scoring.core.standing import Standing, fold


def test_a_passed_course_is_a_complete_row(ledger, rulebook):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", points={"T.DIG.03": (5, 5)})
    ledger.grade(ledger.DIGITAL, "2026-03-02", 87.5)
    ledger.judge()
    (row,) = records(fold(ledger.entries), rulebook)
    assert (row.subject, row.course_key, row.title) == (
        "subject-1",
        ledger.DIGITAL,
        "Literasi Digital",
    )
    assert (row.score, row.predicate, row.passed) == (Decimal("87.50"), "Memuaskan", True)
    assert (row.completed_on, row.year, row.jp, row.form) == (date(2026, 3, 2), 2026, 2, "C3")
    assert (row.competencies, row.seq) == (("T.DIG.03",), 3)


def test_a_course_in_progress_has_no_score_yet(ledger, rulebook):
    ledger.evidence(ledger.DIGITAL, "2026-12-31T23:30")
    (row,) = records(fold(ledger.entries), rulebook)
    assert (row.score, row.predicate, row.passed, row.completed_on) == (None, "", False, None)
    assert (row.year, row.jp) == (2026, 0)


def test_a_course_the_rulebook_does_not_know_is_shown_by_its_key(ledger, rulebook):
    ledger.grade("course-v1:Other+X+2026", "2026-03-02", 90)
    (row,) = records(fold(ledger.entries), rulebook)
    assert (row.title, row.form) == ("course-v1:Other+X+2026", "")


def test_rows_come_in_the_order_of_their_last_change(ledger, rulebook):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 10)
    ledger.grade(ledger.TOURISM, "2026-03-02", 10)
    ledger.grade(ledger.DIGITAL, "2026-03-03", 20)
    rows = records(fold(ledger.entries), rulebook)
    assert [row.course_key for row in rows] == [ledger.TOURISM, ledger.DIGITAL]


def test_nobody_has_no_rows(rulebook):
    assert records(Standing(), rulebook) == ()
