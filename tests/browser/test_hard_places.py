"""A quiz without a mouse, and a quiz whose network goes away."""

from importlib import resources
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.answering import answer_quiz
from tests.browser.looking import look
from tests.browser.people import CUT_OFF, KEYBOARD

pytestmark = pytest.mark.browser

_FOLDER = Path(str(resources.files("course_content") / "manajemen_pariwisata"))
_COURSE = "course-v1:Sawahlunto+MP01+2026"
_UNIT = "block-v1:Sawahlunto+MP01+2026+type@vertical+block@warisan_ombilin_kuis_unit"
_QUIZ = ("asn_quiz", "warisan_ombilin_kuis_isi")
_PAGE = f"/courses/{quote(_COURSE)}/unit/{quote(_UNIT)}/"


@pytest.fixture(scope="module")
def quiz():
    """What the author wrote: questions of all three kinds, with their answers."""
    from campus.demo import answers

    found = answers.written(_FOLDER)[_QUIZ]
    assert {item.get("type") for item in found.iter("item")} == {"single", "multiple", "ordering"}
    return found


def test_a_quiz_is_answered_and_sent_with_the_keyboard_alone(at_desk, quiz) -> None:
    """Tab, space, enter and arrows reach everything, and the focus lands on the result."""
    someone = at_desk(KEYBOARD)
    someone.open(_PAGE)
    page = someone.page
    for item in quiz.iter("item"):
        _BY_KEY[item.get("type")](page, item)
    _tab_to(page, 'button[data-do="submit"]')
    page.keyboard.press("Enter")
    page.locator(".asn-result:focus").wait_for()
    count = len(list(quiz.iter("item")))
    assert f"{count} dari {count} poin" in page.locator(".asn-score").inner_text()
    assert look(page) == []


def test_answers_survive_a_network_that_goes_away(at_phone, quiz) -> None:
    """What was to be sent is kept, is sent again when the network is back, and counts once."""
    someone = at_phone(CUT_OFF)
    someone.expect_trouble("ERR_INTERNET_DISCONNECTED")
    someone.open(_PAGE)
    page = someone.page
    answer_quiz(page, quiz)
    page.get_by_text("Draf tersimpan. Jawaban belum dikirim.").wait_for()
    page.context.set_offline(True)
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Tidak ada sambungan. Jawaban Anda tetap ada di halaman ini").wait_for()
    assert look(page) == []
    page.get_by_role("button", name="Coba lagi").click()
    page.get_by_role("button", name="Coba lagi").wait_for()
    page.context.set_offline(False)
    page.get_by_role("button", name="Coba lagi").click()
    page.locator(".asn-result .asn-score").wait_for()
    page.get_by_text("Percobaan 1 dari 2").wait_for()
    page.reload()
    page.get_by_text("Percobaan 1 dari 2").wait_for()
    assert look(page) == []


def _tab_to(page, selector: str) -> None:
    for _ in range(60):
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} was not reached by Tab")


def _single(page, item) -> None:
    right = next(c.get("id") for c in item.iter("choice") if c.get("correct") == "true")
    group = f'input[name="{item.get("id")}"]'
    _tab_to(page, group)
    page.keyboard.press("Space")
    for _ in range(20):
        if page.locator(f'{group}[value="{right}"]').is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{right} was not reached by the arrows")


def _multiple(page, item) -> None:
    field = page.locator(f'[data-item="{item.get("id")}"]')
    right = {c.get("id") for c in item.iter("choice") if c.get("correct") == "true"}
    shown = field.locator("[data-choice]").evaluate_all("(all) => all.map((c) => c.dataset.choice)")
    for choice in shown:
        if choice in right:
            _tab_to(page, f'[data-item="{item.get("id")}"] input[value="{choice}"]')
            page.keyboard.press("Space")


def _ordering(page, item) -> None:
    """Bubble the steps into place with "move up" only, passing down the list as often as needed."""
    wanted = [step.get("id") for step in item.iter("step")]
    field = page.locator(f'[data-item="{item.get("id")}"]')
    for place, step in enumerate(wanted):
        button = f'[data-item="{item.get("id")}"] [data-choice="{step}"] [data-move=up]'
        shown = field.locator("[data-choice]")
        order = shown.evaluate_all("(all) => all.map((c) => c.dataset.choice)")
        presses = order.index(step) - place
        if presses:
            page.locator(f'[data-item="{item.get("id")}"] .asn-move:not(:disabled)').first.focus()
            _tab_to(page, button)
        for _ in range(presses):
            page.keyboard.press("Enter")
    order = field.locator("[data-choice]").evaluate_all("(all) => all.map((c) => c.dataset.choice)")
    assert order == wanted


_BY_KEY = {"single": _single, "multiple": _multiple, "ordering": _ordering}
