"""The first page of each role, over a real ledger."""

from datetime import UTC, date, datetime

import pytest

from campus.accounts import anonymous_id
from scoring import api
from scoring.models import Person


@pytest.fixture
def registered(people):
    """The learner's row in the register."""
    return Person.objects.create(user_id=people["learner"].pk, name="Nama learner", unit="Dinas")


def test_learner_without_a_person(reader, people):
    """An account that HR has not linked is told so, and whom to tell."""
    assert "belum terhubung" in reader("learner").get("/").text("//aside")


def test_learning_hours(reader, registered):
    """The hours of the year stand against the rulebook's cap."""
    api.publish_rulebook("2026-01", actor="role:hr")
    year = date.today().year  # noqa: DTZ011 - the page's own year
    aside = reader("learner").get("/").text("//aside")
    assert f"Jam pelajaran {year}" in aside
    assert "0 dari 20 JP" in aside


def test_learning_hours_without_a_rulebook(reader, registered):
    """Before any rulebook is published there is no cap to compare with."""
    assert "0 JP" in reader("learner").get("/").text("//aside")


def test_continue(reader, course):
    """The learner's page offers the first unit and the course."""
    page = reader("learner").get("/")
    assert "Mulai di sini" in page.texts("//h2")
    assert page.texts("//article//h3") == ["Kursus kecil"]


def test_trainer(reader, course):
    """The trainer's page lists the courses with their learners."""
    (row,) = reader("trainer").get("/").texts("//tbody/tr")
    assert row.startswith("Kursus kecil course-v1:Sawahlunto+KECIL+2026 1 ")


def test_offices_count_what_is_there(reader, course):
    """HR and the auditor see how many entries the ledger holds."""
    api.publish_rulebook("2026-01", actor="role:hr")
    for role in ("hr", "auditor"):
        tiles = reader(role).get("/").texts("//*[@class='tile']")
        assert "Buku besar 1 entri, masing-masing dapat dibuktikan" in tiles
    assert api.head().root in reader("auditor").get("/").text("//*[@class='digest']")


def test_no_page_tells_an_opaque_id(reader, course, people):
    """The ids by which blocks and the ledger know a person stay off the pages."""
    for url in ("/", "/courses/"):
        source = reader("learner").get(url).source
        assert str(people["learner"].account.opaque_id) not in source
        assert anonymous_id(people["learner"].pk, course.key) not in source


def test_the_year_is_that_of_wib(reader, registered, time_machine):
    """At 20:00 UTC on 31 December it is already next year in Sawahlunto."""
    time_machine.move_to(datetime(2026, 12, 31, 20, 0, tzinfo=UTC))
    assert "Jam pelajaran 2027" in reader("learner").get("/").text("//aside")
