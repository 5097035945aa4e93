"""The readers of the ledger: one judges new evidence, one projects where everybody stands.

Each remembers the last entry it has dealt with, in the transaction that does the work: so a
process may die at any point, reading twice changes nothing, and what is written follows from the
order of the ledger, not from when they ran.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from scoring import judging, projecting
from scoring.core.entries import Kind
from scoring.models import Cursor, Entry, Head

__all__ = ["catch_up", "judge_again", "rebuild"]

_JUDGE = "judge"
_STANDING = "standing"
_BATCH = 200  # small enough that a learner's append never waits long for the head row


@dataclass(frozen=True)
class _Row:
    """One entry as a follower meets it, before anything of its content is read."""

    seq: int
    kind: str
    subject: str


def catch_up() -> int:
    """Judge and project what is new; the number of entries that were read."""
    size = Head.objects.filter(pk=1).values_list("size", flat=True).first() or 0
    cursors = dict(Cursor.objects.values_list("name", "seq"))
    if size - 1 <= min(cursors.get(_JUDGE, -1), cursors.get(_STANDING, -1)):
        return 0
    return _follow(_JUDGE, _judge) + _follow(_STANDING, _project)


def judge_again(subjects: Iterable[UUID], *, on: date) -> int:
    """Judge subjects whose facts changed, by the rules of that day; the number of decisions."""
    with transaction.atomic():
        _locked_cursor(_JUDGE)
        return judging.judge_again(subjects, on=on)


def rebuild() -> int:
    """Drop every projection and make it again from the ledger; the number of entries read."""
    with transaction.atomic():
        _locked_cursor(_STANDING)
        projecting.drop()
        Cursor.objects.filter(pk=_STANDING).update(seq=-1)
    return _follow(_STANDING, _project)


def _judge(batch: Sequence[_Row]) -> None:
    docket = judging.Docket({row.subject for row in batch if row.kind == Kind.EVIDENCE_RECORDED})
    for row in batch:
        if row.kind == Kind.EVIDENCE_RECORDED:
            docket.judge_at(row.seq, row.subject, published_by=row.seq)
        elif row.kind == Kind.RULEBOOK_PUBLISHED:
            docket.judge_earlier(row.seq)


def _project(batch: Sequence[_Row]) -> None:
    projecting.project({row.subject for row in batch if row.subject}, until=batch[-1].seq)


def _follow(name: str, work: Callable[[Sequence[_Row]], None]) -> int:
    read = 0
    while batch := _advance(name, work):
        read += batch
    return read


def _advance(name: str, work: Callable[[Sequence[_Row]], None]) -> int:
    with transaction.atomic():
        after = _locked_cursor(name).seq
        found = Entry.objects.filter(seq__gt=after).order_by("seq")[:_BATCH]
        batch = [_Row(*row) for row in found.values_list("seq", "kind", "subject")]
        if batch:
            work(batch)
            Cursor.objects.filter(pk=name).update(seq=batch[-1].seq)
        return len(batch)


def _locked_cursor(name: str) -> Cursor:
    found = Cursor.objects.select_for_update().filter(pk=name).first()
    if found is None:
        Cursor.objects.get_or_create(pk=name)
        found = Cursor.objects.select_for_update().get(pk=name)
    return found
