"""The only writer of the ledger.

An append locks the head row, looks its key up, and only then writes: so numbers have no gaps, a
retry finds what it wrote before, and every other writer waits. It opens its own ``atomic()``,
because an XBlock handler has no transaction, and it may be nested in one.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from scoring.core.entries import Draft, evidence_draft
from scoring.core.entries import Entry as CoreEntry
from scoring.core.errors import EntryInvalid, EvidenceConflict, EvidenceInvalid, ScoringError
from scoring.core.evidence import Evidence
from scoring.core.merkle import Frontier, leaf_hash
from scoring.models import Head, Person

__all__ = ["EntryConflict", "Recorded", "append", "record_evidence"]

_LONGEST_KEY = 255
_LONGEST_SUBJECT = 36


class EntryConflict(ScoringError):  # noqa: N818 - named like every refusal of scoring
    """The ledger holds this key with other content: correct it by an entry with its own key."""

    def __init__(self, key: str, seq: int) -> None:
        super().__init__(f"Entry {seq} already says something else under the key {key!r}.")
        self.key = key
        self.seq = seq


@dataclass(frozen=True, kw_only=True)
class _Head:
    size: int
    frontier: Frontier


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """The entry that now stands in the ledger, and whether this call wrote it."""

    entry: CoreEntry
    created: bool


def append(draft: Draft) -> Recorded:
    """Write the draft as the next entry; a retry gets the entry of the first time.

    Raises EntryConflict when the key stands for something else.
    """
    _require_room(draft)
    with transaction.atomic():
        head = _locked_head()
        earlier = _entry_with(draft.key)
        if earlier is None:
            return Recorded(entry=_write(draft, head), created=True)
    if not earlier.says_the_same_as(draft):
        raise EntryConflict(draft.key, earlier.seq)
    return Recorded(entry=earlier, created=False)


def record_evidence(evidence: Evidence) -> Recorded:
    """Write the evidence under its learner's subject; the same evidence twice is one entry.

    Raises EvidenceConflict when this id stands for another attempt or result.
    """
    subject = _subject_of(evidence.learner)
    try:
        return append(evidence_draft(evidence, subject=subject))
    except EntryConflict as conflict:
        raise EvidenceConflict(evidence.evidence_id) from conflict


def _require_room(draft: Draft) -> None:
    # MySQL outside strict mode would cut a key short, and two keys could then collide.
    if len(draft.key) > _LONGEST_KEY:
        raise EntryInvalid(f"the key is longer than {_LONGEST_KEY} characters")
    if len(draft.subject or "") > _LONGEST_SUBJECT:
        raise EntryInvalid("the subject must be an id of the register")


def _locked_head() -> _Head:
    found = _read(_HEAD, locked=True)
    if found is None:
        Head.objects.get_or_create(pk=1)
        found = _read(_HEAD, locked=True)
    size, frontier = found or (0, "[]")
    return _Head(size=size, frontier=Frontier.from_hex(json.loads(frontier)))


def _entry_with(key: str) -> CoreEntry | None:
    # A locking read sees what others committed even under REPEATABLE READ.
    found = _read(_ENTRY, key, locked=True)
    return CoreEntry.from_canonical(found[0].encode()) if found else None


def _write(draft: Draft, head: _Head) -> CoreEntry:
    entry = CoreEntry(
        seq=head.size,
        kind=draft.kind,
        key=draft.key,
        subject=draft.subject,
        at=timezone.now(),
        body=draft.body,
    )
    canonical = entry.canonical()
    leaf = leaf_hash(canonical)
    head.frontier.append(leaf)
    _run(
        _ADD,
        entry.seq,
        entry.kind.value,
        entry.key,
        entry.subject or "",
        connection.ops.adapt_datetimefield_value(entry.at),
        canonical.decode(),
        leaf.hex(),
    )
    frontier = json.dumps(head.frontier.to_hex())
    _run(_MOVE, entry.seq + 1, head.frontier.root().hex(), frontier)
    return entry


def _subject_of(learner: str) -> str:
    if not learner.isdecimal():
        raise EvidenceInvalid("learner", "must be the platform's user id, a whole number")
    user_id = int(learner)
    known = _read(_SUBJECT, user_id)
    if known is not None:
        return str(UUID(str(known[0])))
    person, _ = Person.objects.get_or_create(user_id=user_id)
    return str(person.subject)


# Note [Plain SQL]
# A learner waits for these statements, and the ORM takes twice as long to compose them as the
# database to run them. They are five, short, and the same for every vendor; the tests run them
# on SQLite, PostgreSQL and MariaDB.
_SUBJECT = "SELECT subject FROM asn_scoring_person WHERE user_id = %s"
_HEAD = "SELECT size, frontier FROM asn_scoring_head WHERE id = 1"
_ENTRY = "SELECT canonical FROM asn_scoring_entry WHERE {key} = %s"
_ADD = (
    "INSERT INTO asn_scoring_entry (seq, kind, {key}, subject, {at}, canonical, leaf) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s)"
)
_MOVE = "UPDATE asn_scoring_head SET size = %s, root = %s, frontier = %s WHERE id = 1"


def _read(statement: str, *values: str | int, locked: bool = False) -> tuple[Any, ...] | None:
    if locked and connection.features.has_select_for_update:
        statement += " FOR UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(_quoted(statement), values)
        row: tuple[Any, ...] | None = cursor.fetchone()
        return row


def _run(statement: str, *values: str | int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_quoted(statement), values)


def _quoted(statement: str) -> str:
    # MariaDB and MySQL reserve the word "key".
    return statement.format(**{name: connection.ops.quote_name(name) for name in ("key", "at")})
