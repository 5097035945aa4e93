"""Rulebooks: published for good, found by their day."""

from datetime import date
from pathlib import Path

import pytest

from scoring import publishing
from scoring.core.errors import RulebookInvalid, RulebookUnknown
from scoring.models import Entry, RulebookText

pytestmark = pytest.mark.django_db

SHIPPED = (Path(publishing.__file__).parent / "rulebooks/2026-01.toml").read_text()


@pytest.fixture
def write(tmp_path):
    """Write a rulebook made from the shipped one by exact replacements."""

    def writing(*changes: tuple[str, str], name: str = "aturan.toml") -> Path:
        text = SHIPPED
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / name
        path.write_text(text)
        return path

    return writing


NEW_ID = ('id = "2026-01"', 'id = "2026-02"')


def test_publishing_puts_the_digest_in_an_entry_and_keeps_the_text(rulebook):
    """Whoever holds the text can compare it with the ledger."""
    stored = RulebookText.objects.get()
    assert stored.text == SHIPPED
    assert rulebook.body["rulebook_digest"] == stored.digest
    assert (stored.name, rulebook.body["actor"]) == ("2026-01", "role:operator")


def test_publishing_twice_is_once(rulebook):
    """The same text is one entry, whoever publishes it again."""
    assert publishing.publish("2026-01", actor="role:hr") == rulebook
    assert Entry.objects.count() == RulebookText.objects.count() == 1


def test_a_published_id_never_gets_another_text(rulebook, write):
    """An edited rulebook needs a new id."""
    with pytest.raises(RulebookInvalid, match="give this one a new id"):
        publishing.publish(write(("Literasi Digital", "Literasi")), actor="role:operator")
    assert Entry.objects.count() == 1


def test_a_rulebook_that_fails_its_own_cases_is_not_published(write):
    """Nothing is written when a golden case does not come out."""
    with pytest.raises(RulebookInvalid, match="golden case"):
        publishing.publish(write(("day_jp = 3", "day_jp = 9")), actor="role:operator")
    assert not Entry.objects.exists()
    assert not RulebookText.objects.exists()


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("2099-01", "there is no such rulebook; write a file or: .*2026-01"),
        ("tidak/ada.toml", "cannot be read"),
    ],
)
def test_a_rulebook_that_is_not_there_is_named(name, remedy):
    """The refusal says what can be published instead."""
    with pytest.raises(RulebookInvalid, match=remedy):
        publishing.publish(name, actor="role:operator")


@pytest.mark.parametrize(
    ("raw", "remedy"),
    [(b"\xff\xfe", "UTF-8"), (b"#" * 1_000_001, "at most a million bytes")],
)
def test_a_file_that_is_no_text_is_refused(tmp_path, raw, remedy):
    """Binary and enormous files are refused before they are parsed."""
    (tmp_path / "x.toml").write_bytes(raw)
    with pytest.raises(RulebookInvalid, match=remedy):
        publishing.publish(tmp_path / "x.toml", actor="role:operator")


def test_the_later_of_two_rulebooks_of_a_day_is_in_force(rulebook, write):
    """A day before every rulebook has none; a day with two has the one published last."""
    second = ("effective_from = 2026-01-01", "effective_from = 2026-02-01")
    case = ("2025-12-31T23:59:59", "2026-01-31T23:59:59")
    publishing.publish(write(NEW_ID, second, case), actor="role:operator")
    books = publishing.published()
    days = (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 1))
    found = [publishing.in_force(day, books) for day in days]
    assert [rules.id if rules else None for rules in found] == [None, "2026-01", "2026-02"]


def test_an_unknown_digest_is_an_error_of_its_own():
    """A decision that names a rulebook nobody published cannot be explained."""
    with pytest.raises(RulebookUnknown, match="sha256:00"):
        publishing.by_digest("sha256:00")
