"""A course whose blocks are not ours opens here as well, in the browser and with its own scripts."""

import pytest

from tests.browser.looking import look
from tests.browser.people import CURIOUS
from tests.browser.visiting import UPSTREAM

pytestmark = pytest.mark.browser


def test_a_learner_enrols_and_answers_a_problem_of_open_edx(at_phone) -> None:
    """Enrolment, a text with a picture, a CAPA problem that is checked, and a foreign block."""
    someone = at_phone(CURIOUS)
    someone.expect_trouble(UPSTREAM)
    page = someone.page
    someone.open("/courses/")
    page.get_by_role("button", name="Ikuti kursus Kursus Uji").click()
    page.get_by_role("heading", level=1, name="Kursus Uji").wait_for()
    page.get_by_role("link", name="Unit 1 Belum dimulai").click()
    page.get_by_text("Selamat datang").wait_for()
    page.get_by_label("Sawahlunto").check()
    page.get_by_role("button", name="Submit").click()
    page.get_by_text("Correct (1/1 point)").wait_for()
    assert look(page) == []
    page.locator(".pager-next").click()
    page.get_by_text("tidak_dikenal").wait_for()
    assert look(page) == []
