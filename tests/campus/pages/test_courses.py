"""My courses, enrolling, the outline."""

import pytest
from django.urls import reverse
from opaque_keys.edx.keys import UsageKey

from campus import accounts, courses
from campus.models import CourseGrade, Enrollment
from campus.pages.course_view import course_view
from campus.pages.resume import latest, resume
from campus.services import CampusCompletion
from tests.campus.pages.small_course import COURSE_KEY, GRADED, READING

OUTLINE = reverse("campus:outline", args=[COURSE_KEY])
TEXT = READING.replace("vertical+block@baca", "html+block@teks")


def _finish(user, usage_key):
    key = UsageKey.from_string(usage_key)
    CampusCompletion(user, key.context_key).submit_completion(key, 1.0)


@pytest.fixture
def newcomer(people):
    """A learner who takes no course."""
    return accounts.create_account("baru", name="Nama baru", password="empat kata acak")


def test_enrolling_opens_the_outline(reader, course, newcomer):
    """The button of an open course enrols and leads to its outline."""
    visitor = reader("baru")
    page = visitor.get("/courses/")
    (address,) = page.tree.xpath("//main//form[@method='post']/@action")
    shown = visitor.post(address)
    assert shown.url == OUTLINE
    assert shown.text("//*[@role='status']") == "Anda kini mengikuti kursus “Kursus kecil”."
    assert Enrollment.objects.filter(user=newcomer, course=course).count() == 1


def test_enrolling_twice_is_harmless(reader, course, people):
    """Sending the form again keeps the one place."""
    visitor = reader("learner")
    visitor.post(reverse("campus:enrol", args=[COURSE_KEY]))
    assert Enrollment.objects.filter(user=people["learner"]).count() == 1


def test_enrolling_needs_a_form(reader, course):
    """Following a link enrols nobody."""
    assert reader("hr").client.get(reverse("campus:enrol", args=[COURSE_KEY])).status_code == 405


def test_outline_before_enrolling(reader, course, newcomer, problems):
    """Who does not take the course sees what is in it, and no unit opens."""
    page = reader("baru").get(OUTLINE)
    assert "Bacaan pertama" in page.texts("//*[@class='unit-name']")
    assert page.tree.xpath("//a[contains(@href, '/unit/')]") == []
    assert "Ikuti kursus" in page.texts("//main//button")
    assert problems(page) == []


def test_unit_before_enrolling(reader, course, newcomer):
    """A unit's address leads who does not take the course to the outline, and says why."""
    page = reader("baru").get(reverse("campus:unit", args=[COURSE_KEY, READING]))
    assert page.url == OUTLINE
    assert "Ikuti kursus ini dahulu" in page.text("//*[@role='status']")


def test_outline_tells_what_is_graded_and_until_when(reader, course):
    """A graded part says its kind and its deadline in WIB."""
    facts = reader("learner").get(OUTLINE).texts("//*[@class='part-facts']")
    assert facts == ["", "Dinilai: Kuis Batas waktu 01-12-2026 16.30"]


def test_outline_after_the_deadline(reader, course, time_machine):
    """A deadline that has passed is told as closed."""
    time_machine.move_to("2026-12-02T00:00:00+00:00")
    facts = reader("learner").get(OUTLINE).texts("//*[@class='part-facts']")
    assert facts[1].endswith("Ditutup 01-12-2026 16.30")


def test_progress(reader, course, people):
    """Finishing one of two units shows as one of two, with its sign in words."""
    _finish(people["learner"], TEXT)
    page = reader("learner").get(OUTLINE)
    assert page.text("//aside//*[@class='figure-large']") == "50%"
    assert "1 dari 2 unit selesai" in page.text("//aside[@aria-labelledby='progress-title']")
    states = page.texts("//*[contains(@class, 'unit-row')]")
    assert states[0] == "Bacaan pertama Selesai"


def test_a_unit_with_nothing_to_do_is_not_counted(course, people):
    """An empty unit is shown, but neither finished nor waited for."""
    view = course_view(course, people["learner"])
    assert [unit.name for unit in view.units if not unit.completable] == ["Halaman kosong"]
    assert (view.units_done, view.units_total) == (0, 2)


def test_grade(reader, course, people):
    """A passed course says so with its score."""
    enrolment = Enrollment.objects.get(user=people["learner"])
    CourseGrade.objects.update_or_create(
        enrollment=enrolment,
        defaults={
            "percent": "0.8250",
            "passed": True,
            "policy_digest": "sha256:0",
            "modified": enrolment.created,
        },
    )
    card = reader("learner").get("/courses/").text("//article")
    assert "✓ Lulus" in card
    assert "Nilai 83%" in card


def test_resume_begins_at_the_first_unit(course, people):
    """Before anything is done the first unit is offered as a beginning."""
    found = resume(course_view(course, people["learner"]), people["learner"])
    assert (found.unit_name, found.begun) == ("Bacaan pertama", False)


def test_resume_goes_on_after_what_is_finished(course, people):
    """The next unfinished unit follows; a unit with nothing to do is passed over."""
    _finish(people["learner"], TEXT)
    found = resume(course_view(course, people["learner"]), people["learner"])
    assert (found.unit_name, found.begun) == ("Kuis akhir", True)


def test_resume_ends(course, people):
    """When everything is finished there is nothing to go on with."""
    for usage_key in (TEXT, GRADED.replace("vertical+block@kuis", "problem+block@soal")):
        _finish(people["learner"], usage_key)
    assert resume(course_view(course, people["learner"]), people["learner"]) is None


def test_latest_prefers_the_course_worked_on(course, people, time_machine):
    """Of two courses the one touched last is offered."""
    begun = resume(course_view(course, people["learner"]), people["learner"])
    time_machine.move_to("2026-11-24T04:00:00+00:00")
    _finish(people["learner"], TEXT)
    later = resume(course_view(course, people["learner"]), people["learner"])
    assert latest([begun, None, later]) is later
    assert latest([]) is None


def test_player_leads_on(reader, course):
    """The units beside are one click away; the last leads back to the outline."""
    visitor = reader("learner")
    first = visitor.get(reverse("campus:unit", args=[COURSE_KEY, READING]))
    assert first.tree.xpath("//*[@rel='prev']") == []
    assert first.text("//*[@rel='next']") == "Berikutnya Halaman kosong"
    assert first.texts("//*[@aria-current='page']") == ["Bacaan pertama Belum dimulai"]
    last = visitor.get(reverse("campus:unit", args=[COURSE_KEY, GRADED]))
    assert last.tree.xpath("//nav[@class='pager']/a[last()]/@href") == [OUTLINE]


def test_player_shows_an_empty_unit(reader, course):
    """A unit without blocks says so."""
    empty = READING.replace("@baca", "@sisa")
    page = reader("learner").get(reverse("campus:unit", args=[COURSE_KEY, empty]))
    assert "Unit ini masih kosong" in page.text("//*[@class='empty']")


def test_a_course_that_was_closed_leaves_no_trace(reader, course):
    """When the course is gone its outline is a 404, not an error."""
    courses.get_course(COURSE_KEY).delete()
    assert reader("learner").get(OUTLINE).status == 404
