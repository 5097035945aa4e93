"""Entries are written in one way, and read back only from that."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.core import canonical
from scoring.core.entries import (
    Draft,
    Entry,
    Kind,
    decimal_text,
    evidence_draft,
    time_from_text,
    time_text,
)
from scoring.core.errors import EntryInvalid
from scoring.core.evidence import Evidence, evidence_id
from scoring.core.merkle import leaf_hash, root

AT = datetime(2026, 11, 24, 4, 5, 6, 789, tzinfo=UTC)
GOOD = {
    "seq": 3,
    "kind": Kind.EXPORT_MADE,
    "key": "export:1",
    "subject": None,
    "at": AT,
    "body": {"rows": 40, "what": ["results"]},
}


def test_an_entry_is_read_back_from_its_bytes():
    entry = Entry(**GOOD)
    again = Entry.from_canonical(entry.canonical())
    assert again == entry
    assert again.canonical() == entry.canonical()


def test_the_bytes_of_an_entry_never_change_between_releases():
    assert Entry(**GOOD).canonical() == (
        b'{"at":"2026-11-24T04:05:06.000789Z","body":{"rows":40,"what":["results"]},'
        b'"key":"export:1","kind":"export_made","seq":3,"subject":null}'
    )


def test_the_leaf_is_the_hash_of_the_bytes():
    entry = Entry(**GOOD)
    assert entry.leaf() == leaf_hash(entry.canonical())


@given(
    st.sampled_from(["seq", "key", "subject", "at", "body", "kind"]),
    st.integers(0, 4),
)
def test_every_edit_of_an_entry_changes_the_root(field, place):
    other = {
        "seq": 99,
        "key": "export:2",
        "subject": "s",
        "at": AT + timedelta(microseconds=1),
        "body": {"rows": 41, "what": ["results"]},
        "kind": Kind.OVERRIDE,
    }
    entries = [Entry(**GOOD | {"seq": seq}) for seq in range(5)]
    edited = list(entries)
    edited[place] = Entry(**GOOD | {"seq": place, field: other[field]})
    assert root([e.leaf() for e in edited]) != root([e.leaf() for e in entries])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seq", -1),
        ("seq", True),
        ("kind", "export_made_up"),
        ("key", ""),
        ("key", None),
        ("subject", ""),
        ("subject", 7),
        ("at", AT.replace(tzinfo=None)),
        ("at", "2026-11-24"),
        ("at", AT.astimezone(timezone(timedelta(hours=7)))),
        ("body", {"score": 1.5}),
        ("body", ["no", "object"]),
    ],
)
def test_a_broken_entry_is_refused(field, value):
    with pytest.raises(EntryInvalid):
        Entry(**GOOD | {field: value})


def test_a_body_cannot_be_changed_from_outside():
    body = {"what": ["results"]}
    entry = Entry(**GOOD | {"body": body})
    body["what"].append("more")
    assert entry.body == {"what": ["results"]}
    with pytest.raises(TypeError):
        entry.body["what"] = []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "unheard_of"),
        ("kind", ["export_made"]),
        ("at", "2026-11-24T04:05:06Z"),
        ("at", "0001-01-01T00:00:00+07:00"),
        ("at", "soon"),
        ("at", 5),
    ],
)
def test_stored_bytes_with_a_broken_field_are_refused(field, value):
    fields = canonical.decode(Entry(**GOOD).canonical()) | {field: value}
    with pytest.raises(EntryInvalid):
        Entry.from_canonical(canonical.encode(fields))


@pytest.mark.parametrize("stored", [b"{}", b"[]", b"{ }", b'{"seq":1}'])
def test_stored_bytes_of_another_form_are_refused(stored):
    with pytest.raises(EntryInvalid):
        Entry.from_canonical(stored)


def test_a_retry_says_the_same_and_a_conflict_does_not():
    entry = Entry(**GOOD)
    same = Draft(kind=entry.kind, key=entry.key, subject=None, body=dict(entry.body))
    other = Draft(kind=entry.kind, key=entry.key, subject=None, body={"rows": 41})
    assert entry.says_the_same_as(same)
    assert not entry.says_the_same_as(other)


def test_evidence_enters_the_ledger_without_the_platform_user():
    evidence = Evidence(
        evidence_id=evidence_id(usage_key="q", learner_key="anon", attempt=1),
        learner="4242",
        course_key="c",
        usage_key="q",
        activity="asn_quiz",
        earned=Decimal("7.500"),
        possible=Decimal(10),
        attempt=1,
        began_at=AT,
        submitted_at=AT,
        content_digest="sha256:" + "0" * 64,
    )
    draft = evidence_draft(evidence, subject="subject-1")
    assert draft.key == f"evidence:{evidence.evidence_id}"
    assert (draft.body["earned"], draft.body["possible"]) == ("7.50", "10.00")
    assert "4242" not in canonical.encode(draft.body).decode()


@given(st.decimals(0, 1_000_000, places=6))
def test_a_decimal_keeps_its_value_and_has_one_spelling(number):
    assert Decimal(decimal_text(number)) == number
    assert decimal_text(number) == decimal_text(number + Decimal("0.00000000"))


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_keeps_its_microseconds(time):
    assert time_from_text(time_text(time)) == time
