"""Every page of every role: accessible in light and dark, and no wider than a phone."""

import pytest

from tests.browser.looking import look
from tests.browser.people import APPROVER, AUDITOR, HR, NEWCOMER, TRAINER, WAITING
from tests.browser.walking import walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("learner", [NEWCOMER, WAITING])
def test_a_learner_can_use_every_page_on_a_phone(at_phone, learner) -> None:
    """From courses that are not begun to rewards that are proposed."""
    _every_page(at_phone(learner), fewest=7)


@pytest.mark.parametrize(
    ("username", "fewest"), [(TRAINER, 10), (HR, 7), (APPROVER, 3), (AUDITOR, 3)]
)
def test_staff_can_use_every_page_at_a_desk(at_desk, username, fewest) -> None:
    """Each page in a wide window, and checked for width on a phone as well."""
    _every_page(at_desk(username), fewest=fewest)


def test_a_visitor_can_use_the_page_to_log_in_and_is_told_what_is_wrong(at_phone) -> None:
    """The form, and what it says to a wrong password."""
    someone = at_phone()
    _every_page(someone, fewest=1)
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


def _every_page(someone, *, fewest: int) -> None:
    found = {kind: look(someone.page) for kind in walk(someone)}
    assert len(found) >= fewest, list(found)
    assert [line for lines in found.values() for line in lines] == []
