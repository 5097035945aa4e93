"""The trainer's pages."""

import pytest
from django.urls import reverse

from campus.courses import save_block_fields
from tests.campus.pages.small_course import COURSE_KEY, GRADED, READING

TEXT = READING.replace("vertical+block@baca", "html+block@teks")


def _url(name, *args):
    return reverse(f"campus:{name}", args=args)


def test_course_lists_its_blocks(reader, course):
    """Every block of the course leads to its editor."""
    page = reader("trainer").get(_url("studio-course", COURSE_KEY))
    soal = GRADED.replace("vertical+block@kuis", "problem+block@soal")
    assert page.tree.xpath("//a[@class='row']/@href") == [
        _url("studio-block", TEXT),
        _url("studio-block", soal),
    ]
    assert page.texts("//a[@class='row']") == ["Teks bacaan Teks", "Soal sandi Soal"]


def test_block_without_an_editor(reader, course):
    """A block of Open edX's own Studio says that it is changed in the course files."""
    page = reader("trainer").get(_url("studio-block", TEXT))
    assert page.text("//h1") == "Teks bacaan"
    assert "tidak punya penyunting di sini" in page.text("//*[@class='empty']")
    assert page.tree.xpath("//iframe/@src") == [_url("studio-preview", TEXT)]


def test_breadcrumb_leads_to_the_whole_unit(reader, course):
    """From a block one can go to its unit, its course and the studio."""
    page = reader("trainer").get(_url("studio-block", TEXT))
    assert page.tree.xpath("//nav[@class='breadcrumb']//a/@href") == [
        _url("studio"),
        _url("studio-course", COURSE_KEY),
        _url("unit", COURSE_KEY, READING),
    ]


def test_preview_shows_the_block_alone(reader, course):
    """The preview holds the block without the site around it, and may stand in our frame only."""
    visitor = reader("trainer")
    page = visitor.get(_url("studio-preview", TEXT))
    assert "Sandi yang panjang" in page.text("//main")
    assert page.tree.xpath("//header") == []
    assert visitor.client.get(_url("studio-preview", TEXT))["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("name", ["bukan-kunci", READING.replace("@baca", "@hilang")])
def test_unknown_block(reader, course, name):
    """A key that names no block is a 404."""
    assert reader("trainer").get(_url("studio-block", name)).status == 404


def _undo_form(page):
    return page.tree.xpath("//form[@id='studio-undo' and not(@hidden)]")


def test_the_last_save_can_be_undone(reader, course):
    """The editor offers it after a save only; pressed once it gives the old content back."""
    visitor = reader("trainer")
    assert not _undo_form(visitor.get(_url("studio-block", TEXT)))
    save_block_fields(course, {TEXT: {"data": "<p>Salah ketik.</p>"}})
    (form,) = _undo_form(visitor.get(_url("studio-block", TEXT)))
    page = visitor.post(form.get("action"))
    assert page.url == _url("studio-block", TEXT)
    assert "Penyimpanan terakhir dibatalkan" in page.text("//div[@class='messages']/p")
    assert not _undo_form(page)
    assert "Sandi yang panjang" in visitor.get(_url("studio-preview", TEXT)).text("//main")


def test_nothing_to_undo_is_said(reader, course):
    """Pressed in a second window it changes nothing and says so."""
    page = reader("trainer").post(_url("studio-undo", TEXT))
    assert page.text("//div[@class='messages']/p[@class='warning']").startswith("Tidak ada")


def test_undoing_is_the_trainers_and_is_sent(reader, course):
    """Others get 403, and an address alone undoes nothing."""
    save_block_fields(course, {TEXT: {"data": "<p>Baru.</p>"}})
    assert reader("learner").post(_url("studio-undo", TEXT)).status == 403
    assert reader("trainer").client.get(_url("studio-undo", TEXT)).status_code == 405
    assert "Baru." in reader("trainer").get(_url("studio-preview", TEXT)).text("//main")
