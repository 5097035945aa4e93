"""The only writer of the ledger.

An append locks the head row, looks its key up, and only then writes: so numbers have no gaps, a
retry finds what it wrote before, and every other writer waits. It opens its own ``atomic()``,
because an XBlock handler has no transaction, and it may be nested in one.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from scoring.core.entries import Draft, evidence_draft
from scoring.core.entries import Entry as CoreEntry
from scoring.core.errors import EntryInvalid, EvidenceConflict, EvidenceInvalid, ScoringError
from scoring.core.evidence import Evidence
from scoring.core.merkle import Frontier, leaf_hash
from scoring.models import Entry, Head, Person

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


def _locked_head() -> Head:
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Head.objects.get_or_create(pk=1)
        head = Head.objects.select_for_update().get(pk=1)
    return head


def _entry_with(key: str) -> CoreEntry | None:
    # A locking read sees what others committed even under REPEATABLE READ.
    found = Entry.objects.select_for_update().filter(key=key).first()
    return found.restored() if found else None


def _write(draft: Draft, head: Head) -> CoreEntry:
    entry = CoreEntry(
        seq=head.size,
        kind=draft.kind,
        key=draft.key,
        subject=draft.subject,
        at=timezone.now(),
        body=draft.body,
    )
    canonical = entry.canonical()
    frontier = Frontier.from_hex(head.frontier)
    leaf = leaf_hash(canonical)
    frontier.append(leaf)
    Entry.objects.create(
        seq=entry.seq,
        kind=entry.kind.value,
        key=entry.key,
        subject=entry.subject or "",
        at=entry.at,
        canonical=canonical.decode(),
        leaf=leaf.hex(),
    )
    Head.objects.filter(pk=1).update(
        size=entry.seq + 1, root=frontier.root().hex(), frontier=frontier.to_hex()
    )
    return entry


def _subject_of(learner: str) -> str:
    if not learner.isdecimal():
        raise EvidenceInvalid("learner", "must be the platform's user id, a whole number")
    user_id = int(learner)
    known = Person.objects.filter(user_id=user_id).values_list("subject", flat=True).first()
    if known is None:
        person, _ = Person.objects.get_or_create(user_id=user_id)
        known = person.subject
    return str(known)
