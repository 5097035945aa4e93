"""A trainer changes a question in Studio, sees it as learners will, and cannot break the course."""

import pytest

from tests.browser.looking import look
from tests.browser.people import TRAINER

pytestmark = pytest.mark.browser

_COURSE = "Manajemen Pariwisata"
_PROMPT = '[data-field="items.0.prompt"]'


@pytest.fixture
def studio(at_desk):
    """A trainer in front of the editor of the last quiz of a course."""
    someone = at_desk(TRAINER)
    page = someone.page
    page.get_by_role("navigation", name="Utama").get_by_role("link", name="Studio").click()
    page.get_by_role("row").get_by_role("link", name=_COURSE).click()
    page.locator("a.row", has=page.get_by_text("Kuis", exact=True)).last.click()
    page.locator(_PROMPT).wait_for()
    return someone


def test_a_question_is_edited_and_seen_in_the_preview(studio) -> None:
    """Saved is what the preview shows, and what stands in the form after a reload."""
    page = studio.page
    new = "Rombongan tiba lebih awal. Apa yang Anda lakukan lebih dulu?"
    page.locator(_PROMPT).fill(new)
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Tersimpan. Pratinjau menampilkan isi yang baru.").wait_for()
    page.frame_locator("#studio-preview").get_by_text(new).wait_for()
    assert look(page) == []
    page.reload()
    assert page.locator(_PROMPT).input_value() == new


def test_a_form_that_is_not_complete_is_refused_at_its_field(studio) -> None:
    """A question without a text: the sentence stands at the field, and nothing is saved."""
    studio.expect_trouble("status of 400")
    page = studio.page
    before = page.locator(_PROMPT).input_value()
    page.locator(_PROMPT).fill("")
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Soal 1 belum ada teksnya. Tulis teksnya.").first.wait_for()
    assert page.locator(_PROMPT).get_attribute("aria-invalid") == "true"
    assert look(page) == []
    page.reload()
    assert page.locator(_PROMPT).input_value() == before


def test_broken_olx_is_refused_with_its_line(studio) -> None:
    """A tag that is not closed: the message names the line and the remedy, and nothing is saved."""
    studio.expect_trouble("status of 400")
    page = studio.page
    page.get_by_role("button", name="OLX").click()
    text = page.locator('[data-field="olx"]')
    before = text.input_value()
    text.fill(before.replace("</item>", "", 1))
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Ini bukan XML yang benar").first.wait_for()
    assert "Baris " in page.locator(".asn-error").inner_text()
    page.get_by_text("Tidak tersimpan.", exact=False).first.wait_for()
    assert look(page) == []
    page.reload()
    page.get_by_role("button", name="OLX").click()
    assert text.input_value() == before


def test_where_a_situation_begins_is_chosen_kept_and_undone(studio) -> None:
    """The scenario's form: another first scene is saved and previewed; undo brings the old one back."""
    page = studio.page
    page.get_by_role("navigation", name="Utama").get_by_role("link", name="Studio").click()
    page.get_by_role("row").get_by_role("link", name=_COURSE).click()
    page.locator("a.row", has=page.get_by_text("Skenario", exact=True)).last.click()
    first = page.get_by_label("Situasi dimulai dengan")
    before = first.input_value()
    first.select_option(index=2)
    chosen = first.input_value()
    assert chosen != before
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_text("Tersimpan. Pratinjau menampilkan isi yang baru.").wait_for()
    page.reload()
    assert first.input_value() == chosen
    page.get_by_role("button", name="Batalkan penyimpanan terakhir").click()
    page.get_by_text("dibatalkan", exact=False).first.wait_for()
    assert first.input_value() == before
    assert look(page) == []
