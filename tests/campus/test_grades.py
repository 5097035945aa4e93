"""Grades: the policy's weights and drops, what is kept, and who is told."""

from decimal import Decimal

import pytest
from completion.models import BlockCompletion
from django.utils import timezone
from openedx_events.learning.signals import PERSISTENT_GRADE_SUMMARY_CHANGED

from campus import courses, grades
from campus.models import BlockScore, CourseGrade
from campus.policies import GradingPolicy, percent_of
from scoring import compat
from tests.campus.conftest import COURSE, key
from tests.campus.olx import files_with

Q1, Q2 = key("campus_probe", "q1"), key("campus_probe", "q2")


def grade_of(person) -> CourseGrade:
    return CourseGrade.objects.get(enrollment__user=person.user)


def test_a_published_grade_reaches_the_course(ana):
    """A full score in the exam is 60 % of the course: exam 4 of 4 points, quizzes still 0."""
    ana.post(Q2, "publish", value=2, max_value=2)
    assert grade_of(ana).percent == Decimal("0.60")
    assert not grade_of(ana).passed


def test_weights_drops_and_missing_subsections(ana):
    """Quiz 2 of 3 points (problem 1 point, probe 2) and one of two quizzes dropped: 0.4 * 2/3."""
    ana.post(Q1, "publish", value=2, max_value=2)
    assert grade_of(ana).percent == Decimal("0.27")


def test_the_grade_summary_is_announced_when_it_changes(ana):
    """One event a change, with the LMS's own payload; the same score again is silent."""
    heard = []

    def hear(grade, **_kwargs):
        heard.append(grade)

    PERSISTENT_GRADE_SUMMARY_CHANGED.connect(hear)
    try:
        ana.post(Q2, "publish", value=1, max_value=2)
        ana.post(Q2, "publish", value=1, max_value=2)
        ana.post(Q2, "publish", value=2, max_value=2)
    finally:
        PERSISTENT_GRADE_SUMMARY_CHANGED.disconnect(hear)
    assert [grade.percent_grade for grade in heard] == [0.3, 0.6]
    assert str(heard[0].course.course_key) == COURSE
    assert heard[0].user_id == ana.user.id


def test_passing_is_remembered(ana):
    """The course is passed at the cutoff; the moment of passing stays when the grade rises."""
    ana.post(Q2, "publish", value=2, max_value=2)
    ana.post(Q1, "publish", value=2, max_value=2)
    first = grade_of(ana)
    assert (first.passed, first.letter, first.percent) == (True, "Lulus", Decimal("0.87"))
    ana.post(Q2, "publish", value=1, max_value=2)
    assert not grade_of(ana).passed


def test_only_if_higher_keeps_the_better_score(ana):
    """A lower score with only_if_higher changes nothing."""
    ana.post(Q2, "publish", value=2, max_value=2, only_if_higher=True)
    ana.post(Q2, "publish", value=1, max_value=2, only_if_higher=True)
    assert BlockScore.objects.get().earned == 2


def test_a_deleted_score_is_gone_with_its_completion(ana):
    """score_deleted removes the score, grades the course again and completes to 0."""
    ana.post(Q2, "publish", value=2, max_value=2)
    ana.post(Q2, "publish", value=0, max_value=2, score_deleted=True)
    assert not BlockScore.objects.exists()
    assert grade_of(ana).percent == 0
    assert BlockCompletion.objects.get().completion == 0


def test_a_grade_completes_the_block_in_edx_completion(ana):
    """The row is edx-completion's own: whatever the score, the block was done."""
    ana.post(Q2, "publish", value=0, max_value=2)
    row = BlockCompletion.objects.get(user=ana.user)
    assert (str(row.block_key), row.block_type, row.completion) == (Q2, "campus_probe", 1.0)
    assert str(row.context_key) == COURSE


def test_completion_may_be_published_and_go_down(ana):
    """publish('completion') is kept as told."""
    ana.post(Q1, "publish", kind="completion", completion=0.5)
    ana.post(Q1, "publish", kind="completion", completion=0.25)
    assert BlockCompletion.objects.get().completion == 0.25


def test_scoring_is_answered_in_its_own_words(ana, budi):
    """`course_grade` gives scoring's value, and None for who has no grade."""
    ana.post(Q2, "publish", value=2, max_value=2)
    grade = grades.course_grade(ana.user.id, COURSE)
    assert (grade.percent, grade.passed) == (Decimal("0.60"), False)
    assert grades.course_grade(str(budi.user.id), COURSE) is None


def test_a_sweep_finds_whose_grade_changed(ana, budi):
    """What was missed can be asked for by time, through scoring's own door."""
    before = timezone.now()
    ana.post(Q2, "publish", value=2, max_value=2)
    assert list(compat.changed_grades(before)) == [(ana.user.id, COURSE)]
    assert list(compat.changed_grades(timezone.now())) == []


def test_a_new_policy_grades_everybody_again(ana):
    """Re-importing with another policy changes grades that exist."""
    ana.post(Q2, "publish", value=2, max_value=2)
    policy = '{"GRADER": [{"type": "Ujian", "weight": 1.0}], "GRADE_CUTOFFS": {"Lulus": 0.7}}'
    courses.import_files(files_with({"policies/2026/grading_policy.json": policy}))
    assert grade_of(ana).percent == 1
    assert grade_of(ana).passed


def test_who_has_attempted_nothing_has_no_grade(ana, budi):
    """Importing again grades those who have scores, and nobody else."""
    ana.post(Q2, "publish", value=2, max_value=2)
    courses.import_files(files_with({"policies/2026/grading_policy.json": "{}"}))
    assert [grade.enrollment.user for grade in CourseGrade.objects.all()] == [ana.user]
    assert grade_of(ana).percent == 0


def test_a_score_in_a_block_that_is_gone_makes_no_grade(ana, budi):
    """An import grades nobody who attempted nothing of what the course holds now."""
    ana.post(Q2, "publish", value=2, max_value=2)
    CourseGrade.objects.all().delete()
    BlockScore.objects.update(usage_key=key("campus_probe", "gone"))
    courses.import_files(files_with({}))
    assert not CourseGrade.objects.exists()


def test_nobody_hears_of_who_has_attempted_nothing(ana, budi):
    """Importing again announces no grade of people without a score, whatever the policy."""
    heard = []

    def hear(grade, **_kwargs):
        heard.append(grade.user_id)

    ana.post(Q2, "publish", value=2, max_value=2)
    PERSISTENT_GRADE_SUMMARY_CHANGED.connect(hear)
    try:
        courses.import_files(files_with({"policies/2026/grading_policy.json": "{}"}))
    finally:
        PERSISTENT_GRADE_SUMMARY_CHANGED.disconnect(hear)
    assert heard == [ana.user.id]


@pytest.mark.parametrize(
    ("percents", "expected"),
    [
        ([], "0"),
        (["1"], "0.4"),  # one of two is missing and dropped
        (["1", "0.5"], "0.4"),
        (["1", "0.5", "0.6"], "0.32"),  # (1 + 0.6) / 2
    ],
)
def test_drops_forget_the_lowest(percents, expected):
    """min_count 2 pads with zeros, drop_count 1 forgets the lowest, the rest is averaged."""
    policy = GradingPolicy.of(
        {"GRADER": [{"type": "K", "weight": 0.4, "min_count": 2, "drop_count": 1}]}
    )
    subsections = [("K", Decimal(percent)) for percent in percents]
    assert policy.course_percent(subsections) == Decimal(expected)


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ("0", "0"),
        ("0.0044", "0"),
        ("0.0045", "0.01"),
        ("0.6944", "0.69"),
        ("0.6945", "0.70"),
        ("0.6950", "0.70"),
        ("0.9944", "0.99"),
        ("0.9945", "1"),
        ("1", "1"),
    ],
)
def test_the_course_is_graded_in_whole_percents_as_the_lms_does(percent, expected):
    """Five hundredths are added, then halves go away from zero: 69.45 % is 70 %."""
    policy = GradingPolicy.of({"GRADER": [{"type": "K", "weight": 1.0}]})
    assert policy.course_percent([("K", Decimal(percent))]) == Decimal(expected)


def test_the_pass_mark_is_held_against_the_rounded_percent():
    """69.45 % passes a course whose mark is 70, and 69.44 % does not."""
    policy = GradingPolicy.of(
        {"GRADER": [{"type": "K", "weight": 1.0}], "GRADE_CUTOFFS": {"Lulus": 0.7}}
    )
    said = [
        policy.letter(policy.course_percent([("K", p)]))
        for p in (Decimal("0.6945"), Decimal("0.6944"))
    ]
    assert said == ["Lulus", ""]


def test_no_weights_make_more_than_the_whole():
    """Weights that add up to more than 1 still give at most 100 %."""
    policy = GradingPolicy.of({"GRADER": [{"type": n, "weight": 0.8} for n in ("A", "B")]})
    assert policy.course_percent([("A", Decimal(1)), ("B", Decimal(1))]) == 1


def test_percentages_round_halves_up_to_four_decimals():
    """1 of 16 eighths of a percent is rounded away from zero."""
    assert percent_of(1, 3) == Decimal("0.3333")
    assert percent_of(0.00005, 1) == Decimal("0.0001")
    assert percent_of(1, 0) == 0
