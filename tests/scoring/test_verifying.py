"""Verification finds whatever was changed behind the journal's back."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection

from scoring import followers, inbox, journal
from scoring.core.entries import Draft, Kind
from scoring.core.entries import Entry as CoreEntry
from scoring.core.merkle import Frontier, leaf_hash
from scoring.models import Entry, Head, Person, RewardCase
from scoring.verifying import verify_ledger
from tests.scoring.learners import LD, MP

pytestmark = pytest.mark.django_db

_append_only = import_module("scoring.migrations.0002_append_only")
MONDAY = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def ledger(rulebook, attempt, grades):
    """A rulebook, evidence of two days, and the credits, levels and proposal that follow."""
    Person.objects.create(user_id=7, performance="Baik")
    for course, day in ((LD, MONDAY), (MP, MONDAY + timedelta(days=1))):
        for block in ("kuis-1", "skenario-1"):
            journal.record_evidence(attempt(course=course, block=block, at=day))
        grades.set("0.9", course=course, at=day)
        inbox.note(7, course)
        inbox.drain()
    followers.catch_up()
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"credit_awarded", "level_reached", "reward_proposed"} < kinds


@pytest.fixture
def forge(ledger):
    """Change the tables as their owner could, with the triggers out of the way."""
    # SQLite can drop a trigger inside the test's transaction, which gives it back afterwards.
    for table in _append_only.TABLES:
        for statement in _append_only._DROP[connection.vendor](table):
            with connection.cursor() as cursor:
                cursor.execute(statement)
    return Entry.objects


def seq_of(kind: str) -> int:
    """The number of the first entry of a kind."""
    return Entry.objects.filter(kind=kind).order_by("seq").values_list("seq", flat=True)[0]


def rewrite(seq: int, **body: object) -> None:
    """Put another body into an entry and hash the whole ledger anew, as a skilled forger would."""
    old = Entry.objects.get(pk=seq).restored()
    new = CoreEntry(
        seq=old.seq,
        kind=old.kind,
        key=old.key,
        subject=old.subject,
        at=old.at,
        body={**old.body, **body},
    )
    Entry.objects.filter(pk=seq).update(canonical=new.canonical().decode(), leaf=new.leaf().hex())
    frontier = Frontier()
    for canonical in Entry.objects.order_by("seq").values_list("canonical", flat=True):
        frontier.append(leaf_hash(canonical.encode()))
    Head.objects.update(root=frontier.root().hex(), frontier=frontier.to_hex())


def test_a_whole_ledger_has_no_problems(ledger):
    """Every leaf, the root and every decision come out again; progress is told to the end."""
    told = []
    found = verify_ledger(progress=told.append)
    head = Head.objects.get()
    assert (found.problems, found.size, found.root) == ([], head.size, head.root)
    assert told[-1] == head.size


def test_an_empty_ledger_is_whole(db):
    """Before the first entry there is nothing that could be wrong."""
    assert verify_ledger().problems == []


def test_a_late_judge_is_no_problem(ledger, attempt, grades):
    """Decisions that were written behind later evidence are reached again at their own place."""
    for learner in (8, 9):
        for percent, minutes in (("0.75", 0), ("0.2", 3)):
            grades.set(percent, learner=learner, at=MONDAY + timedelta(minutes=minutes))
            inbox.note(learner, LD)
            inbox.drain()
            journal.record_evidence(attempt(learner, block=f"b{minutes}", at=MONDAY))
    followers.catch_up()
    assert verify_ledger().problems == []


def test_a_changed_text_is_found(forge):
    """One letter in one entry breaks its leaf and the root."""
    entry = forge.get(pk=2)
    forge.filter(pk=2).update(canonical=entry.canonical.replace('"8.00"', '"9.00"'))
    problems = verify_ledger().problems
    assert "entry 2: its leaf hash is not the hash of its text" in problems
    assert "the root of the head is not the root of the entries" in problems


def test_another_spelling_of_the_same_entry_is_found(forge):
    """An entry with a space too many is not canonical."""
    entry = forge.get(pk=2)
    forge.filter(pk=2).update(canonical=entry.canonical.replace('{"at":', '{ "at":'))
    assert any("another way" in problem for problem in verify_ledger().problems)


def test_a_changed_column_is_found(forge):
    """The columns for looking up say what the text says."""
    forge.filter(pk=2).update(subject="")
    assert "entry 2: its columns differ from its text" in verify_ledger().problems


def test_a_missing_entry_is_found(forge):
    """A gap in the numbers cannot be hidden."""
    forge.filter(pk=2).delete()
    problems = verify_ledger().problems
    assert "entry 3: its number should be 2" in problems
    assert any(problem.startswith("the head counts") for problem in problems)


def test_a_cut_tail_is_found(forge):
    """The last entry cannot be taken away."""
    RewardCase.objects.all().delete()
    forge.filter(seq=forge.count() - 1).delete()
    assert any(problem.startswith("the head counts") for problem in verify_ledger().problems)


def test_a_changed_head_is_found(ledger):
    """Root and frontier are made anew and compared."""
    Head.objects.update(root="0" * 64, frontier=[])
    assert verify_ledger().problems == [
        "the root of the head is not the root of the entries",
        "the frontier of the head is not that of the entries",
    ]


def test_a_forged_decision_with_right_hashes_is_found(forge):
    """Whoever rewrites a credit and every hash cannot make the judge agree."""
    seq = seq_of("credit_awarded")
    rewrite(seq, jp=20)
    assert verify_ledger().problems == [
        f"entry {seq}: the judge does not reach this decision again"
    ]


def test_forged_evidence_below_a_decision_is_found(forge):
    """A decision no longer follows when the evidence it rests on was rewritten."""
    seq = next(
        row.seq for row in forge.order_by("seq") if row.restored().body.get("activity") == "course"
    )
    rewrite(seq, earned="10.00")
    assert any("does not reach" in problem for problem in verify_ledger().problems)


def test_a_decision_that_rests_on_nothing_of_its_subject_is_found(forge):
    """The entries a decision names are its subject's, and stand before it."""
    seq = seq_of("level_reached")
    rewrite(seq, rests_on=[0, 999])
    assert any(
        problem.startswith(f"entry {seq}: it rests on") for problem in verify_ledger().problems
    )


@pytest.mark.parametrize("body", [{"rests_on": None}, {"rests_on": 5}, {"facts": {"x": 1}}])
def test_nonsense_in_a_decision_is_a_finding_and_no_crash(forge, body):
    """Verification reads to the end, whatever it meets."""
    seq = seq_of("reward_proposed")
    rewrite(seq, **body)
    assert any(
        problem.startswith(f"entry {seq}: it cannot be judged")
        for problem in verify_ledger().problems
    )


def test_a_decision_by_an_unpublished_rulebook_is_found(forge):
    """A rulebook must stand in the ledger before a decision names it."""
    seq = seq_of("credit_awarded")
    rewrite(seq, rulebook_digest="sha256:" + "1" * 64)
    problems = verify_ledger().problems
    assert f"entry {seq}: its rulebook was not published before it" in problems


def test_a_changed_rulebook_text_is_found(forge):
    """The stored text has the digest that was published."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE asn_scoring_rulebooktext SET text = text || '#'")
    assert any("its stored text was changed" in problem for problem in verify_ledger().problems)


def test_what_is_appended_while_reading_is_left_for_next_time(ledger):
    """Verification speaks of the head it began with."""
    size = Head.objects.get().size

    def append(_read: int) -> None:
        journal.append(Draft(kind=Kind.EXPORT_MADE, key="late", subject=None, body={}))

    found = verify_ledger(progress=append)
    assert (found.problems, found.size) == ([], size)
