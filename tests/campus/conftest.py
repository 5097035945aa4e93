"""A small course, two learners and a trainer."""

import json
from dataclasses import dataclass

import pytest
from django.test import Client
from xblock.core import XBlock

from campus import catalogue, courses
from campus.accounts import create_account, ensure_roles
from campus.models import Course
from tests.campus.olx import files_with
from tests.campus.probe import Box, Probe

COURSE = "course-v1:Uji+C1+2026"


def key(block_type: str, name: str) -> str:
    """A usage key of the small course."""
    return f"block-v1:Uji+C1+2026+type@{block_type}+block@{name}"


@pytest.fixture(autouse=True)
def _probe(monkeypatch):
    """The tags campus_probe and campus_box stand for the test blocks."""
    original = XBlock.load_class

    def load(identifier, *args, **kwargs):
        ours = {"campus_probe": Probe, "campus_box": Box}.get(identifier)
        return ours or original(identifier, *args, **kwargs)

    monkeypatch.setattr(XBlock, "load_class", load)
    catalogue.block_class.cache_clear()
    yield
    catalogue.block_class.cache_clear()


@pytest.fixture
def course(db) -> Course:
    """The small course, imported."""
    return courses.import_files(files_with({}))


@dataclass
class Person:
    """A user with a logged-in client."""

    user: object
    client: Client

    def post(self, block: str, handler: str, **content):
        """The answer of a handler to JSON."""
        return self.client.post(
            f"/xblock/{block}/handler/{handler}",
            json.dumps(content),
            content_type="application/json",
        )

    def tell(self, block: str) -> dict:
        """What the probe says."""
        return self.post(block, "tell").json()


def _person(username: str, role: str) -> Person:
    user = create_account(username, role=role, name=username.title(), password="rahasia-sekali")
    client = Client()
    client.force_login(user)
    return Person(user=user, client=client)


@pytest.fixture
def ana(course) -> Person:
    """An enrolled learner."""
    person = _person("ana", "learner")
    courses.enroll(person.user, course)
    return person


@pytest.fixture
def budi(course) -> Person:
    """Another enrolled learner."""
    person = _person("budi", "learner")
    courses.enroll(person.user, course)
    return person


@pytest.fixture
def pelatih(course) -> Person:
    """A trainer, who is not enrolled."""
    ensure_roles()
    return _person("pelatih", "trainer")
