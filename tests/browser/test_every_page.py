"""Every page of every role: accessible in light and dark, and no wider than a phone."""

import pytest

from tests.browser.looking import look
from tests.browser.people import APPROVER, AUDITOR, HR, NEWCOMER, TRAINER, WAITING
from tests.browser.visiting import UPSTREAM
from tests.browser.walking import walk

pytestmark = pytest.mark.browser


# The second course has other words on the same kinds of pages.
_SECOND_COURSE = r"Sawahlunto\+MP01"


def test_a_learner_can_use_every_page_on_a_phone(at_phone) -> None:
    """Courses that are passed, answers that were given, a reward that is proposed."""
    _every_page(at_phone(WAITING), fewest=8, without=_SECOND_COURSE)


@pytest.mark.parametrize("course", ["Literasi Digital", "Manajemen Pariwisata"])
def test_a_newcomer_can_read_every_unit_on_a_phone(at_phone, course) -> None:
    """Each text, table and drawing of a course, and each question before it is answered."""
    someone = at_phone(NEWCOMER)
    page = someone.page
    found = look(page)
    page.get_by_role("article").get_by_role("link", name=course).click()
    page.get_by_role("heading", level=1, name=course).wait_for()
    found += look(page)
    units = page.locator("a.unit-row").evaluate_all("(all) => all.map((a) => a.pathname)")
    assert len(units) >= 6
    for unit in units:
        someone.open(unit)
        found += look(page)
    assert found == []


@pytest.mark.parametrize(
    ("username", "fewest"), [(TRAINER, 10), (HR, 7), (APPROVER, 3), (AUDITOR, 3)]
)
def test_staff_can_use_every_page_at_a_desk(at_desk, username, fewest) -> None:
    """Each page in a wide window, and checked for width on a phone as well."""
    someone = at_desk(username)
    someone.expect_trouble(UPSTREAM)
    _every_page(someone, fewest=fewest, without=_SECOND_COURSE)


def test_a_visitor_can_use_the_page_to_log_in_and_is_told_what_is_wrong(at_phone) -> None:
    """The form, and what it says to a wrong password."""
    someone = at_phone()
    someone.open("/login/")
    assert look(someone.page) == []
    someone.page.get_by_label("Nama pengguna").fill("seseorang")
    someone.page.get_by_label("Kata sandi").fill("bukan sandinya")
    someone.page.get_by_role("button", name="Masuk").click()
    someone.page.get_by_role("alert").filter(has_text="Anda belum masuk").wait_for()
    assert look(someone.page) == []


def test_an_address_without_a_page_leads_back(at_phone) -> None:
    """A sentence and a way back, no dead end."""
    someone = at_phone(NEWCOMER)
    someone.expect_trouble("status of 404")
    someone.page.goto(f"{someone.site}/tidak-ada/")
    someone.page.get_by_role("heading", name="Halaman tidak ditemukan").wait_for()
    assert look(someone.page) == []


def _every_page(someone, *, fewest: int, without: str = "never") -> None:
    found = {kind: look(someone.page) for kind in walk(someone, without=without)}
    assert len(found) >= fewest, list(found)
    assert [line for lines in found.values() for line in lines] == []
