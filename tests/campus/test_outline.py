"""The outline: progress, points, dates, and what learners do not see."""

from datetime import UTC, datetime

import pytest

from campus import courses
from campus.outline import outline
from tests.campus.conftest import COURSE, key
from tests.campus.olx import files_with

Q1, Q2 = key("campus_probe", "q1"), key("campus_probe", "q2")


def test_a_new_learner_has_done_nothing(ana):
    """Names, formats, due dates and possible points are there from the beginning."""
    root = outline(COURSE, ana.user)
    chapter = root.children[0]
    quiz, exam = chapter.children
    assert (root.name, chapter.name, quiz.name) == ("Kursus Uji", "Bab 1", "Kuis")
    assert (root.completion, quiz.graded, quiz.format) == (0, True, "Kuis")
    assert quiz.due == datetime(2030, 1, 1, tzinfo=UTC)
    assert (quiz.earned, quiz.possible, exam.possible) == (0, 3, 4)
    assert [unit.name for unit in root.units()] == ["Unit 1", "Unit 2"]


def test_completion_is_the_mean_of_what_can_be_completed(ana):
    """One of three blocks of the unit done is a third; the placeholder does not count."""
    ana.post(Q1, "publish", kind="completion", completion=1.0)
    root = outline(COURSE, ana.user)
    unit = root.find(key("vertical", "v1"))
    assert unit.completion == pytest.approx(1 / 3)
    assert unit.percent_complete == 33
    assert root.find(key("vertical", "v2")).completable == 2
    assert root.completion == pytest.approx(1 / 5)


def test_points_follow_the_weight(ana):
    """Half of two raw points in a block of weight four is two points."""
    ana.post(Q2, "publish", value=1, max_value=2)
    exam = outline(COURSE, ana.user).find(key("sequential", "s2"))
    assert (exam.earned, exam.possible) == (2, 4)


def test_two_learners_have_two_outlines(ana, budi):
    """What one has done is not in the other's outline."""
    ana.post(Q1, "publish", value=2, max_value=2)
    assert outline(COURSE, ana.user).earned == 2
    assert outline(COURSE, budi.user).earned == 0


def test_the_outline_needs_two_queries_however_long(ana, course, django_assert_num_queries):
    """Completions and scores; the course itself is in memory."""
    courses.outline_of(course, ana.user)
    with django_assert_num_queries(2):
        courses.outline_of(course, ana.user)


def test_what_is_for_staff_is_not_shown_to_learners(ana, pelatih):
    """visible_to_staff_only hides a unit from learners, in the outline and at every door."""
    hidden = (
        '<vertical visible_to_staff_only="true"><campus_probe url_name="q2" weight="4"/></vertical>'
    )
    courses.import_files(files_with({"vertical/v2.xml": hidden}))
    assert outline(COURSE, ana.user).find(key("vertical", "v2")) is None
    assert outline(COURSE, pelatih.user).find(key("vertical", "v2")) is not None
    assert ana.post(Q2, "tell").status_code == 404
    assert pelatih.post(Q2, "tell").status_code == 200
    assert outline(COURSE, None).find(key("vertical", "v2")) is None
