"""Every page, for every role that may see it, in both languages."""

import pytest
from django.urls import reverse

from tests.campus.pages.small_course import COURSE_KEY, GRADED, READING

TEXT = READING.replace("vertical+block@baca", "html+block@teks")

HOME = ("campus:home", ())
PASSWORD = ("campus:password", ())
COURSES = ("campus:courses", ())
OUTLINE = ("campus:outline", (COURSE_KEY,))
UNIT = ("campus:unit", (COURSE_KEY, READING))
GRADED_UNIT = ("campus:unit", (COURSE_KEY, GRADED))
STUDIO = ("campus:studio", ())
STUDIO_COURSE = ("campus:studio-course", (COURSE_KEY,))
STUDIO_BLOCK = ("campus:studio-block", (TEXT,))
STUDIO_PREVIEW = ("campus:studio-preview", (TEXT,))
IMPORT = ("campus:studio-import", ())

ALLOWED = [
    *[(role, HOME) for role in ("learner", "trainer", "hr", "approver", "auditor")],
    *[(role, PASSWORD) for role in ("learner", "trainer", "hr", "approver", "auditor")],
    *[(role, COURSES) for role in ("learner", "trainer", "hr", "approver", "auditor")],
    *[(role, OUTLINE) for role in ("learner", "trainer", "hr")],
    *[("learner", page) for page in (UNIT, GRADED_UNIT)],
    *[("trainer", page) for page in (UNIT, STUDIO, STUDIO_COURSE, STUDIO_BLOCK)],
    *[("trainer", page) for page in (STUDIO_PREVIEW, IMPORT)],
]
TRAINERS_ONLY = (STUDIO, STUDIO_COURSE, STUDIO_BLOCK, STUDIO_PREVIEW, IMPORT)


def _name(value):
    return value if isinstance(value, str) else value[0].partition(":")[2]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("role", "page"), ALLOWED, ids=_name)
def test_shows(reader, course, problems, untranslated, role, page, language):
    """The page opens, says everything in the reader's language and can be read by everybody."""
    shown = reader(role, language=language).get(reverse(page[0], args=page[1]))
    assert shown.status == 200
    assert shown.tree.get("lang") == language
    assert problems(shown) == []
    if language == "id":
        assert untranslated(shown) == []


@pytest.mark.parametrize("role", ["learner", "hr", "approver", "auditor"])
@pytest.mark.parametrize("page", TRAINERS_ONLY, ids=_name)
def test_refuses_the_wrong_role(reader, course, problems, role, page):
    """A page of the studio answers others with 403 and says which role they have."""
    shown = reader(role).get(reverse(page[0], args=page[1]))
    assert shown.status == 403
    assert shown.text("//h1") == "Halaman ini bukan untuk peran Anda"
    assert problems(shown) == []


@pytest.mark.parametrize("page", [HOME, COURSES, OUTLINE, UNIT, *TRAINERS_ONLY], ids=_name)
def test_sends_visitors_to_log_in(reader, course, page):
    """Who is not logged in lands on the log-in page, which remembers the way."""
    url = reverse(page[0], args=page[1])
    shown = reader().get(url)
    assert shown.url.startswith("/login/")
    assert shown.tree.xpath("//form[@class='card']/input[@name='next']/@value") == [url]


@pytest.mark.parametrize("page", [OUTLINE, UNIT, STUDIO_COURSE, STUDIO_BLOCK], ids=_name)
def test_does_not_know_it(reader, people, problems, page):
    """On a campus without that course the page is a 404 that leads back."""
    shown = reader("trainer").get(reverse(page[0], args=page[1]))
    assert shown.status == 404
    assert shown.tree.xpath("//main//a/@href") == ["/", "/courses/"]
    assert problems(shown) == []


@pytest.mark.parametrize("role", ["learner", "trainer", "hr", "approver", "auditor"])
def test_titles_differ(reader, course, role):
    """No two pages of a role share a title."""
    visitor = reader(role)
    pages = [page for allowed, page in ALLOWED if allowed == role and page is not GRADED_UNIT]
    titles = [visitor.get(reverse(name, args=args)).text("//title") for name, args in pages]
    assert len(set(titles)) == len(titles)


def test_empty_campus(reader, people, problems, untranslated):
    """Without courses every list says what will stand there and how to begin."""
    for role, url in [
        ("learner", "/"),
        ("learner", "/courses/"),
        ("trainer", "/"),
        ("trainer", "/studio/"),
        ("approver", "/"),
    ]:
        shown = reader(role).get(url)
        assert shown.status == 200
        assert shown.texts("//*[contains(@class, 'empty')]"), (role, url)
        assert problems(shown) == []
        assert untranslated(shown) == []
