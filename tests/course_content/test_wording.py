"""The sentences of the course tools in Indonesian."""

import ast
import gettext as catalogues
from pathlib import Path

import pytest
from django.utils import translation

import course_content
from course_content import wording

HOUSE = Path(course_content.__file__).parent


def _msgids():
    for file in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "N_")
            if is_call and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


@pytest.fixture(scope="module")
def indonesian():
    return catalogues.translation(wording.DOMAIN, HOUSE / "locale", languages=["id"])


def test_every_sentence_has_its_translation(indonesian):
    """A new msgid comes with its Indonesian sentence, and the compiled catalogue is not stale."""
    missing = {msgid for msgid in _msgids() if indonesian.gettext(msgid) == msgid}
    assert missing == set()
    assert sum(1 for _ in _msgids()) > 90


def test_every_translation_is_still_used(indonesian):
    """A sentence that left the code leaves the catalogue."""
    assert set(indonesian._catalog) - {""} - set(_msgids()) == set()


def test_the_sentence_follows_the_site():
    """English where the reader chose it, Indonesian by default, the msgid where neither is."""
    with translation.override("en"):
        assert wording.gettext("Add steps.") == "Add steps."
    with translation.override("id-id"):
        assert wording.gettext("Add steps.") == "Tambahkan langkah."
    with translation.override(None):
        assert wording.gettext("Add steps.") == "Add steps."


def test_without_a_site_sentences_are_indonesian(monkeypatch):
    """A hook on an author's machine has no settings."""

    class Nowhere:
        configured = False

    monkeypatch.setattr(wording, "settings", Nowhere())
    assert wording.gettext("Add steps.") == "Tambahkan langkah."
