"""JP for a passed course, within the caps of a day and of a year."""

import dataclasses
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.core.entries import Kind

DAYS = ["2026-03-01", "2026-03-02", "2026-03-03"]


def credits_of(ledger):
    return [entry for entry in ledger.entries if entry.kind is Kind.CREDIT_AWARDED]


def test_a_course_passed_at_the_pass_mark_earns_its_jp(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 70)
    (award,) = ledger.judge()
    assert award.key == f"credit:subject-1:{ledger.DIGITAL}:2026"
    assert award.body["jp"] == 2
    assert award.body["rests_on"] == [0]
    assert award.body["rulebook_digest"] == ledger.rulebook.digest


def test_one_hundredth_below_the_pass_mark_earns_nothing(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 69.99)
    assert ledger.judge() == []


def test_a_course_outside_the_rulebook_earns_nothing(ledger):
    ledger.grade("course-v1:Other+X+2026", "2026-03-02", 100)
    assert ledger.judge() == []


def test_a_quiz_of_full_marks_is_no_course_grade(ledger):
    ledger.evidence(ledger.DIGITAL, "2026-03-02", earned=100)
    assert ledger.judge() == []


def test_two_courses_on_one_day_meet_the_cap_of_the_day(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    ledger.grade(ledger.TOURISM, "2026-03-02", 90)
    first, second = ledger.judge()
    assert (first.body["jp"], second.body["jp"]) == (2, 1)
    assert second.body["days"] == [{"day": "2026-03-02", "left": 1, "jp": 1}]


def test_a_course_worked_on_over_two_days_uses_what_either_day_has_left(ledger):
    ledger.evidence(ledger.TOURISM, "2026-03-01", earned=10)
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    ledger.grade(ledger.TOURISM, "2026-03-02", 90)
    ledger.judge()
    tourism = credits_of(ledger)[1].body
    assert tourism["jp"] == 2
    assert tourism["days"] == [{"day": "2026-03-01", "left": 3, "jp": 2}]
    assert tourism["rests_on"] == [0, 2]


def test_the_remainder_comes_from_the_next_working_day(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-01", 90)
    ledger.evidence(ledger.TOURISM, "2026-03-01", earned=10)
    ledger.grade(ledger.TOURISM, "2026-03-02", 90)
    ledger.judge()
    assert credits_of(ledger)[1].body["days"] == [
        {"day": "2026-03-01", "left": 1, "jp": 1},
        {"day": "2026-03-02", "left": 3, "jp": 1},
    ]


def test_what_the_cap_cut_off_is_not_added_by_later_work(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    ledger.grade(ledger.TOURISM, "2026-03-02", 90)
    ledger.judge()
    ledger.grade(ledger.TOURISM, "2026-03-09", 95)
    ledger.grade(ledger.TOURISM, "2027-01-09", 99)
    assert ledger.judge() == []


def test_work_that_is_written_down_after_the_pass_changes_no_award(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    ledger.evidence(ledger.DIGITAL, "2026-03-01", earned=10)
    (award,) = ledger.judge()
    assert [day["day"] for day in award.body["days"]] == ["2026-03-02"]


def test_days_are_days_of_sawahlunto(ledger):
    """23:59 and 00:01 WIB are two days, though UTC calls them one."""
    ledger.grade(ledger.DIGITAL, "2026-03-02T23:59", 90)
    ledger.grade(ledger.TOURISM, "2026-03-03T00:01", 90)
    assert [award.body["jp"] for award in ledger.judge()] == [2, 2]


def test_work_of_last_year_gives_no_day_to_this_year(ledger):
    ledger.evidence(ledger.DIGITAL, "2026-12-31", earned=10)
    ledger.grade(ledger.DIGITAL, "2027-01-01", 90)
    (award,) = ledger.judge()
    assert [day["day"] for day in award.body["days"]] == ["2027-01-01"]
    assert award.body["year"] == 2027


def test_work_before_the_rulebook_gives_nothing(ledger):
    ledger.grade(ledger.DIGITAL, "2025-12-31T23:59", 90)
    assert ledger.judge() == []


def test_a_pass_that_was_lost_later_stays_a_pass(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    ledger.grade(ledger.DIGITAL, "2026-03-03", 50)
    (award,) = ledger.judge()
    assert award.body["score"] == "90.00"


def test_a_reversed_grade_passes_nothing(ledger):
    ledger.reverse(ledger.grade(ledger.DIGITAL, "2026-03-02", 90))
    assert ledger.judge() == []


def test_a_reversed_award_is_not_made_again_and_frees_its_day(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    (award,) = ledger.judge()
    ledger.reverse(award)
    ledger.grade(ledger.TOURISM, "2026-03-02", 90)
    (other,) = ledger.judge()
    assert other.body["days"] == [{"day": "2026-03-02", "left": 3, "jp": 2}]


def with_courses(rulebook, count, *, jp):
    """The rulebook with as many courses as the caps need to be felt."""
    pattern = next(iter(rulebook.courses.values()))
    courses = {
        f"course-{number}": dataclasses.replace(pattern, key=f"course-{number}", jp=jp)
        for number in range(count)
    }
    return dataclasses.replace(rulebook, courses=MappingProxyType(courses))


def test_the_cap_of_the_year_leaves_nothing_and_the_award_says_so(rulebook, new_ledger):
    ledger = new_ledger(rulebook=with_courses(rulebook, 8, jp=3))
    for number in range(8):
        ledger.grade(f"course-{number}", f"2026-04-{number + 1:02}", 100)
    awards = ledger.judge()
    assert [award.body["jp"] for award in awards] == [3, 3, 3, 3, 3, 3, 2, 0]
    assert (awards[7].body["year_left"], awards[7].body["days"]) == (0, [])


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(DAYS), st.integers(60, 100), st.booleans()),
        max_size=25,
    ),
    st.integers(1, 9),
)
def test_jp_never_exceed_the_caps(rulebook, new_ledger, history, jp):
    ledger = new_ledger(rulebook=with_courses(rulebook, 10, jp=jp))
    for number, day, score, at_once in history:
        ledger.grade(f"course-{number}", day, score)
        if at_once:
            ledger.judge()
    ledger.judge()
    counted = [day for award in credits_of(ledger) for day in award.body["days"]]
    for day in DAYS:
        assert sum(part["jp"] for part in counted if part["day"] == day) <= 3
    assert sum(award.body["jp"] for award in credits_of(ledger)) <= 20
    assert all(award.body["jp"] <= jp for award in credits_of(ledger))


@pytest.mark.parametrize("population", ["PNS", "CPNS", "PPPK"])
def test_every_population_of_the_rulebook_earns_jp(ledger, population):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    facts = dataclasses.replace(ledger.GOOD, population=population)
    assert [entry.body["jp"] for entry in ledger.judge(facts)] == [2]


def test_who_is_outside_the_population_earns_nothing(ledger):
    ledger.grade(ledger.DIGITAL, "2026-03-02", 90)
    assert ledger.judge(dataclasses.replace(ledger.GOOD, population="tamu")) == []
