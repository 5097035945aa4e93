"""The trainer's pages."""

import pytest
from django.urls import reverse

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
