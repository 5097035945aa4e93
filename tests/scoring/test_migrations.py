"""The database refuses what no part of scoring would ask of it."""

import os
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from scoring import journal, publishing
from scoring.core.entries import Draft, Kind
from scoring.models import Entry, RulebookText

pytestmark = [pytest.mark.django_db, *[pytest.mark.database] * ("DATABASE_URL" in os.environ)]

MIGRATIONS = Path(import_module("scoring.migrations").__path__[0])


@pytest.fixture
def ledger():
    """A rulebook in entry 0 and an export in entry 1."""
    publishing.publish("2026-01", actor="role:operator")
    journal.append(Draft(kind=Kind.EXPORT_MADE, key="k", subject=None, body={}))


CHANGES = {
    "update of an entry": "UPDATE asn_scoring_entry SET canonical = '{}' WHERE seq = 0",
    "update of every entry": "UPDATE asn_scoring_entry SET subject = subject",
    "delete of an entry": "DELETE FROM asn_scoring_entry WHERE seq = 1",
    "delete of every entry": "DELETE FROM asn_scoring_entry",
    "update of a rulebook": "UPDATE asn_scoring_rulebooktext SET text = ''",
    "delete of a rulebook": "DELETE FROM asn_scoring_rulebooktext",
}
TRUNCATIONS = {
    "sqlite": "DELETE FROM {}",  # it has no other way to empty a table
    "postgresql": "TRUNCATE {} CASCADE",
    "mysql": "TRUNCATE {}",
}
REPLACEMENTS = {
    "sqlite": (
        "INSERT OR REPLACE INTO asn_scoring_entry (seq, kind, key, subject, at, canonical, leaf)"
        " SELECT seq, kind, key, subject, at, '{}', leaf FROM asn_scoring_entry WHERE seq = 1"
    ),
    "mysql": (
        "REPLACE INTO asn_scoring_entry (seq, kind, `key`, subject, `at`, canonical, leaf)"
        " SELECT seq, kind, `key`, subject, `at`, '{}', leaf FROM asn_scoring_entry WHERE seq = 1"
    ),
    "postgresql": (
        "INSERT INTO asn_scoring_entry (seq, kind, key, subject, at, canonical, leaf)"
        " SELECT seq, kind, key, subject, at, '{}', leaf FROM asn_scoring_entry WHERE seq = 1"
        " ON CONFLICT (seq) DO UPDATE SET canonical = EXCLUDED.canonical"
    ),
}


def refused(statement: str) -> None:
    """Assert that the database raises and that nothing changed."""
    before = list(Entry.objects.values_list("seq", "canonical"))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Entry.objects.values_list("seq", "canonical")) == before
    assert RulebookText.objects.exclude(text="").count() == 1


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses(ledger, change):
    """Raw SQL cannot change or delete an entry or a rulebook's text."""
    refused(CHANGES[change])


def test_the_database_refuses_to_replace(ledger):
    """An upsert cannot write over an entry either."""
    refused(REPLACEMENTS[connection.vendor])


@pytest.mark.django_db(transaction=True)  # on MariaDB and MySQL TRUNCATE ends a transaction
@pytest.mark.parametrize("table", ["asn_scoring_entry", "asn_scoring_rulebooktext"])
def test_the_database_refuses_to_truncate(ledger, table):
    """A table of the ledger cannot be emptied in one stroke."""
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(TRUNCATIONS[connection.vendor].format(table))
    assert (Entry.objects.count(), RulebookText.objects.count()) == (2, 1)


def test_models_cannot_change_entries_either(ledger):
    """The ORM meets the same refusal."""
    entry = Entry.objects.get(pk=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=1).update(subject="somebody")


def test_the_models_match_the_migrations():
    """Nobody changed a model and forgot its migration."""
    call_command("makemigrations", "asn_scoring", check=True, dry_run=True, verbosity=0)


def test_migrations_are_linear_and_only_the_first_touches_entries():
    """Each follows the one before; the columns that were hashed are never altered again."""
    names = sorted(path.stem for path in MIGRATIONS.glob("0*.py"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    altering = re.compile(r"(Add|Alter|Remove|Rename)Field\(\s*model_name=.entry.|ALTER TABLE")
    touching = [n for n in names[1:] if altering.search((MIGRATIONS / f"{n}.py").read_text())]
    assert touching == []
