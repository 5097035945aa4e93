"""People of every role, a small course, and a reader of pages."""

import gettext
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

import campus
from campus import accounts, courses
from tests.campus.pages.small_course import write_course

LOCALES = Path(campus.__file__).parent / "locale"
PASSWORD = "empat kata acak"


@dataclass(frozen=True)
class Page:
    """A page as its reader gets it."""

    status: int
    url: str
    tree: html.HtmlElement
    source: str

    def texts(self, xpath: str) -> list[str]:
        """The text of every element found, with single spaces."""
        return [" ".join(found.text_content().split()) for found in self.tree.xpath(xpath)]

    def text(self, xpath: str) -> str:
        """The text of the only element found."""
        (found,) = self.texts(xpath)
        return found


class Reader:
    """A browser without scripts, in one language, that may be somebody."""

    def __init__(self, *, language: str = "id") -> None:
        self.client = Client(enforce_csrf_checks=False)
        self.client.cookies["django_language"] = language

    def log_in(self, username: str) -> "Reader":
        assert self.client.login(username=username, password=PASSWORD)
        return self

    def get(self, url: str, **query: str) -> Page:
        return _page(self.client.get(url, query, follow=True), url)

    def post(self, url: str, fields: dict | None = None) -> Page:
        return _page(self.client.post(url, fields or {}, follow=True), url)


def _page(response, url: str) -> Page:
    chain = getattr(response, "redirect_chain", [])
    return Page(
        status=response.status_code,
        url=chain[-1][0] if chain else url,
        tree=html.fromstring(response.content.decode()),
        source=response.content.decode(),
    )


@pytest.fixture
def people(db):
    """One account of each role, named like the role."""
    accounts.ensure_roles()
    return {
        role: accounts.create_account(role, role=role, name=f"Nama {role}", password=PASSWORD)
        for role in accounts.ROLES
    }


@pytest.fixture
def course(people, tmp_path):
    """The small course; the learner takes it."""
    imported = courses.import_course(write_course(tmp_path / "kecil"))
    courses.enroll(people["learner"], imported)
    return imported


@pytest.fixture
def reader(people):
    """A reader of that role and language."""

    def of(role: str = "", *, language: str = "id") -> Reader:
        fresh = Reader(language=language)
        return fresh.log_in(role) if role else fresh

    return of


@pytest.fixture(scope="session")
def untranslated():
    """The texts of a page that stand in English although Bahasa Indonesia has its own."""
    with (LOCALES / "id/LC_MESSAGES/django.mo").open("rb") as catalogue:
        known = gettext.GNUTranslations(catalogue)._catalog
    english = {
        key for key, said in known.items() if isinstance(key, str) and key and said not in (key, "")
    }

    def on(page: Page) -> list[str]:
        shown = [" ".join(text.split()) for text in page.tree.itertext()]
        shown += page.tree.xpath("//@aria-label | //@title | //@data-label | //@placeholder")
        return [text for text in shown if text in english]

    return on


def problems_of(page: Page) -> list[str]:
    """What keeps a page from being read by everybody: headings, labels, language, scripts."""
    tree, found = page.tree, []
    if len(tree.xpath("//h1")) != 1:
        found.append(f"{len(tree.xpath('//h1'))} h1 elements")
    if tree.get("lang") not in {"id", "en"}:
        found.append("no language on <html>")
    if len(page.text("//title")) < len("x · Kampus ASN"):
        found.append("no title of its own")
    labelled = set(tree.xpath("//label/@for"))
    fields = tree.xpath("//input[not(@type='hidden' or @type='submit')] | //select | //textarea")
    found += [f"no label for {f.get('name')}" for f in fields if f.get("id") not in labelled]
    ids = tree.xpath("//@id")
    found += [f"id {name} twice" for name in {name for name in ids if ids.count(name) > 1}]
    own = "[not(ancestor::*[contains(@class, 'xblock')])]"
    found += [f"style attribute {s}" for s in tree.xpath(f"//*{own}/@style")]
    inline = f"//script{own}[not(@src or @nonce or contains(@type, 'json'))]"
    found += tree.xpath(f"{inline}/text()")
    found += [f"handler {a}" for a in re.findall(r"<[^>]*\s(on\w+)=", page.source)]
    images = tree.xpath("//img[not(@alt)]")
    return found + [f"no alternative text for {image.get('src')}" for image in images]


@pytest.fixture
def problems():
    """The examination of a page."""
    return problems_of
