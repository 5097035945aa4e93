"""The journal: one writer, gapless numbers, and retries that do no harm."""

import os
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring import journal
from scoring.core.entries import Draft, Kind
from scoring.core.errors import EntryInvalid, EvidenceConflict, EvidenceInvalid
from scoring.core.merkle import EMPTY_ROOT, root
from scoring.models import Entry, Head, Person

pytestmark = [pytest.mark.django_db, *[pytest.mark.database] * ("DATABASE_URL" in os.environ)]


def draft(key: str, **body: object) -> Draft:
    """An export, the smallest thing an entry can say."""
    return Draft(kind=Kind.EXPORT_MADE, key=key, subject=None, body=body)


def test_numbers_count_from_zero_without_gaps():
    """Entries are numbered in the order in which they were appended."""
    written = [journal.append(draft(f"k{n}")).entry.seq for n in range(5)]
    assert written == [0, 1, 2, 3, 4]
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == written


def test_the_head_holds_the_root_of_all_entries():
    """The stored root is the RFC 6962 root over the stored leaves."""
    assert Head().root == EMPTY_ROOT.hex()
    for n in range(7):
        journal.append(draft(f"k{n}", number=n))
    leaves = [bytes.fromhex(leaf) for leaf in Entry.objects.values_list("leaf", flat=True)]
    assert Head.objects.get().root == root(leaves).hex()
    assert Head.objects.get().size == 7


def test_what_is_stored_is_what_was_hashed():
    """An entry read back has the leaf that stands beside it."""
    written = journal.append(draft("k", note="Ombilin – tambang", rows=3)).entry
    stored = Entry.objects.get(pk=written.seq)
    assert stored.restored() == written
    assert stored.leaf == written.leaf().hex()
    assert stored.at == written.at


def test_the_same_evidence_twice_is_one_entry(attempt):
    """A retry gets the first entry back and writes nothing."""
    first = journal.record_evidence(attempt())
    again = journal.record_evidence(attempt())
    assert (first.created, again.created) == (True, False)
    assert again.entry == first.entry
    assert Entry.objects.count() == Head.objects.get().size == 1


def test_other_content_under_the_same_id_is_refused(attempt):
    """One attempt has one result; a second result is an error, and nothing is written."""
    journal.record_evidence(attempt())
    with pytest.raises(EvidenceConflict) as refusal:
        journal.record_evidence(replace(attempt(), earned=Decimal(9)))
    assert refusal.value.evidence_id == attempt().evidence_id
    assert Entry.objects.count() == 1


def test_the_same_id_for_another_learner_is_refused(attempt):
    """An id that belongs to one learner cannot be taken by another."""
    journal.record_evidence(attempt(7))
    with pytest.raises(EvidenceConflict):
        journal.record_evidence(replace(attempt(7), learner="8"))


def test_keys_that_differ_in_case_are_two_keys():
    """Keys are compared letter by letter on every database."""
    assert journal.append(draft("export:a")).created
    assert journal.append(draft("export:A")).created


def test_a_key_with_other_content_is_a_conflict():
    """The error names the entry that holds the key."""
    journal.append(draft("k", rows=1))
    with pytest.raises(journal.EntryConflict) as refusal:
        journal.append(draft("k", rows=2))
    assert (refusal.value.key, refusal.value.seq) == ("k", 0)


def test_a_key_that_does_not_fit_is_refused_rather_than_cut():
    """A key longer than its column never reaches the database."""
    with pytest.raises(EntryInvalid, match="longer than 255"):
        journal.append(draft("k" * 256))


def test_a_subject_that_does_not_fit_is_refused():
    """Only ids of the register are subjects."""
    with pytest.raises(EntryInvalid, match="id of the register"):
        journal.append(Draft(kind=Kind.EXPORT_MADE, key="k", subject="x" * 37, body={}))


def test_a_database_without_the_head_row_gets_one():
    """A flushed database begins anew with the first append."""
    Head.objects.all().delete()
    assert journal.append(draft("k")).entry.seq == 0
    assert Head.objects.get().size == 1


def test_a_learner_gets_one_subject_that_is_not_the_user_id(attempt):
    """The entry knows a random subject; the person behind it is in the register alone."""
    first = journal.record_evidence(attempt(41)).entry
    second = journal.record_evidence(attempt(41, number=2)).entry
    person = Person.objects.get(user_id=41)
    assert first.subject == second.subject == str(person.subject)
    assert person.nip is None
    assert "41" not in first.body.values()


def test_a_learner_without_a_number_is_refused(attempt):
    """Evidence names the platform's user id, or it is nobody's."""
    with pytest.raises(EvidenceInvalid, match="learner"):
        journal.record_evidence(replace(attempt(), learner="budi"))


def test_a_rolled_back_append_leaves_no_gap():
    """An append inside a transaction that fails is as if it had never been."""
    journal.append(draft("k0"))
    with transaction.atomic():
        journal.append(draft("k1"))
        transaction.set_rollback(True)
    assert journal.append(draft("k2")).entry.seq == 1


def test_recording_evidence_of_a_known_learner_takes_few_queries(attempt):
    """A person, the head, the key; then the entry and the head: five statements and a savepoint."""
    journal.record_evidence(attempt())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        journal.record_evidence(attempt(number=2))
    statements = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) == 5


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 2)), max_size=12))
def test_every_history_of_retries_keeps_the_promises(attempts):
    """Whatever is sent in whatever order: one entry a key, no gaps, and the first content stays."""
    with transaction.atomic():
        first: dict[str, int] = {}
        for key, rows in attempts:
            if first.setdefault(key, rows) == rows:
                assert journal.append(draft(key, rows=rows)).entry.body["rows"] == rows
            else:
                with pytest.raises(journal.EntryConflict):
                    journal.append(draft(key, rows=rows))
        stored = [row.restored() for row in Entry.objects.order_by("seq")]
        assert [entry.seq for entry in stored] == list(range(len(first)))
        assert {entry.key: entry.body["rows"] for entry in stored} == first
        assert Head.objects.filter(size=len(first)).exists() or not first
        transaction.set_rollback(True)
