"""A learner takes a whole course on a phone, passes it, and reads why the hours count."""

from importlib import resources
from pathlib import Path

import pytest

from tests.browser.answering import answer_quiz, come_to_an_ending, read_lesson, send
from tests.browser.looking import look
from tests.browser.people import BEGINNER

pytestmark = pytest.mark.browser

_COURSE = Path(str(resources.files("course_content") / "literasi_digital"))
_NAME = "Literasi Digital"


def test_a_learner_takes_a_course_and_sees_its_hours(at_phone) -> None:
    """Log-in, courses, outline, lessons, quizzes, scenarios, progress, credit, explanation."""
    from campus.demo import answers

    someone = at_phone(BEGINNER)
    page = someone.page
    written = answers.written(_COURSE)
    page.get_by_text("Menu").click()
    page.get_by_role("navigation", name="Utama").get_by_role("link", name="Kursus saya").click()
    outline = _follow(page, page.get_by_role("article").get_by_role("link", name=_NAME))
    assert page.locator(".figure-large").inner_text() == "0%"
    _follow(page, page.get_by_role("link", name="Mulai").first)

    wrong = []
    while page.url != outline:
        for block in page.locator(".xblock[data-block-type^=asn_]").all():
            kind = block.get_attribute("data-block-type")
            name = (block.get_attribute("data-usage") or "").rpartition("@")[2]
            _DO[kind](page, written[kind, name])
            wrong += look(page)
        _follow(page, page.locator(".pager-next"))
    assert wrong == []

    assert page.locator(".figure-large").inner_text() == "100%"
    page.get_by_text("Lulus", exact=False).first.wait_for()
    assert look(page) == []
    _hours(someone)


def _follow(page, link) -> str:
    """The address to which the link leads, once the page is there."""
    address = link.evaluate("(link) => link.href")
    link.click()
    page.wait_for_url(lambda url: url == address)
    return address


def _hours(someone) -> None:
    """The credit stands on the page of results, with a page that explains it."""
    page = someone.page
    someone.open("/asn/")
    page.get_by_text("2 dari 20 JP").wait_for()
    row = page.get_by_role("row").filter(has_text=_NAME).first
    row.get_by_text("Lulus", exact=True).wait_for()
    row.get_by_role("link", name="Keputusan").click()
    page.get_by_role("heading", level=1, name=f"2 JP untuk kursus {_NAME}").wait_for()
    page.get_by_role("heading", name="Dasar keputusan").wait_for()
    assert look(page) == []


def _lesson(page, lesson) -> None:
    read_lesson(page, lesson)


def _quiz(page, quiz) -> None:
    """One item wrong: the result says so in words, and what was right."""
    first_single = next(i for i in quiz.iter("item") if i.get("type") == "single").get("id")
    answer_quiz(page, quiz, wrong=(first_single,))
    send(page)
    possible = len(list(quiz.iter("item")))
    assert f"{possible - 1} dari {possible} poin" in page.locator(".asn-score").inner_text()
    assert page.get_by_text("Belum tepat", exact=False).count() == 1
    page.get_by_text("Percobaan 1 dari 2").wait_for()


def _scenario(page, scenario) -> None:
    come_to_an_ending(page, scenario)
    page.get_by_role("table", name="Hasil percobaan 1").wait_for()


_DO = {"asn_lesson": _lesson, "asn_quiz": _quiz, "asn_scenario": _scenario}
