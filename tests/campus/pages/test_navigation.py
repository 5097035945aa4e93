"""The header's links."""

import pytest
from django.urls import reverse

from campus.pages.navigation import url_or_empty
from tests.campus.pages.small_course import COURSE_KEY, READING

LINKS = {
    "learner": ["Beranda", "Kursus saya", "Hasil saya"],
    "trainer": ["Beranda", "Studio", "Kursus saya", "Hasil saya"],
    "hr": ["Beranda", "Hasil", "Penghargaan", "Buku besar"],
    "approver": ["Beranda", "Penghargaan"],
    "auditor": ["Beranda", "Buku besar"],
}


@pytest.mark.parametrize("role", LINKS)
def test_links_by_role(reader, role):
    """Each role has its own places, in the bar and in the menu of a phone alike."""
    page = reader(role).get("/")
    assert page.texts("//div[@class='site-wide']/nav//a") == LINKS[role]
    assert page.texts("//details//nav//a") == LINKS[role]


@pytest.mark.parametrize("role", LINKS)
def test_every_link_opens(reader, people, role):
    """No role is offered a place that refuses it."""
    visitor = reader(role)
    for address in visitor.get("/").tree.xpath("//details//nav//a/@href"):
        assert visitor.get(address).status == 200, address


def test_visitors_have_none(reader):
    """Before logging in there is no navigation, only the language."""
    page = reader().get("/login/")
    assert page.tree.xpath("//header//nav") == []
    assert page.texts("//header//button") == ["ID", "EN"]


def test_marks_the_place(reader, course):
    """The page itself is marked as page, the place above it as true."""
    visitor = reader("learner")
    unit = reverse("campus:unit", args=[COURSE_KEY, READING])
    marks = "//div[@class='site-wide']/nav//a[@aria-current]"
    for url, name, mark in [
        ("/", "Beranda", "page"),
        ("/courses/", "Kursus saya", "page"),
        (unit, "Kursus saya", "true"),
    ]:
        page = visitor.get(url)
        assert page.text(marks) == name
        assert page.tree.xpath(f"{marks}/@aria-current") == [mark]


def test_skip_link_comes_first(reader, people):
    """The first thing the tab key reaches leads to the content."""
    page = reader("learner").get("/")
    assert page.tree.xpath("(//a | //button | //input)[1]/@href") == ["#content"]
    assert page.tree.xpath("//main/@id") == ["content"]


def test_a_room_that_is_not_there():
    """An address nobody declares is left out instead of failing."""
    assert url_or_empty("nowhere:page") == ""
