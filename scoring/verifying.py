"""Is the ledger whole, and does every decision follow? Read again from the first entry on.

Nothing that was stored beside the entries is trusted: leaves, numbers, columns, the root and the
decisions are all made anew and compared.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from scoring.core.entries import Entry as CoreEntry
from scoring.core.entries import Kind
from scoring.core.errors import EntryInvalid, RulebookInvalid, RulebookUnknown, ScoringError
from scoring.core.judge import judge
from scoring.core.merkle import Frontier, leaf_hash
from scoring.core.rules import Facts
from scoring.histories import histories
from scoring.judging import DECISIONS, seen_at
from scoring.models import Entry, Head
from scoring.publishing import by_digest

__all__ = ["Verification", "verify_ledger"]

_CHUNK = 500
_SUBJECTS = 50


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What was found: how many entries were read, their root, and whatever is wrong."""

    size: int
    root: str
    problems: list[str]


def verify_ledger(*, progress: Callable[[int], object] | None = None) -> Verification:
    """Read every entry and re-reach every decision; ``progress`` is told how many are read."""
    head = Head.objects.filter(pk=1).first() or Head()
    # What is appended while we read stands behind the head that we compare with.
    rows = Entry.objects.filter(seq__lt=head.size).order_by("seq")
    reading = _Reading()
    for row in rows.iterator(chunk_size=_CHUNK):
        reading.take(row)
        if progress is not None and reading.size % 100 == 0:
            progress(reading.size)
    problems = [*reading.problems, *reading.against(head), *_undecided(reading.subjects)]
    if progress is not None:
        progress(reading.size)
    return Verification(size=reading.size, root=reading.frontier.root().hex(), problems=problems)


@dataclass
class _Reading:
    """The ledger as far as it has been read."""

    frontier: Frontier = field(default_factory=Frontier)
    size: int = 0
    keys: set[str] = field(default_factory=set)
    rulebooks: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def take(self, row: Entry) -> None:
        """Read the next row."""
        canonical = row.canonical.encode()
        leaf = leaf_hash(canonical)
        self.frontier.append(leaf)
        self._expect(row.seq == self.size, row, f"its number should be {self.size}")
        self._expect(row.leaf == leaf.hex(), row, "its leaf hash is not the hash of its text")
        self._expect(row.key not in self.keys, row, "its key stands in an earlier entry")
        self.size += 1
        self.keys.add(row.key)
        try:
            entry = CoreEntry.from_canonical(canonical)
        except EntryInvalid as error:
            self.problems.append(f"entry {row.seq}: {error.reason}")
            return
        self._expect(_columns(row) == _fields(entry), row, "its columns differ from its text")
        self._follow(row, entry)

    def against(self, head: Head) -> Iterator[str]:
        """How the head row differs from what was read."""
        if self.size != head.size:
            yield f"the head counts {head.size} entries, there are {self.size}"
        if self.frontier.root().hex() != head.root:
            yield "the root of the head is not the root of the entries"
        if self.frontier.to_hex() != head.frontier:
            yield "the frontier of the head is not that of the entries"

    def _follow(self, row: Entry, entry: CoreEntry) -> None:
        digest = entry.body.get("rulebook_digest")
        if entry.kind is Kind.RULEBOOK_PUBLISHED:
            self.rulebooks.add(str(digest))
        elif digest is not None:
            self._expect(digest in self.rulebooks, row, "its rulebook was not published before it")
        if entry.kind in DECISIONS and entry.subject:
            self.subjects.add(entry.subject)

    def _expect(self, holds: bool, row: Entry, otherwise: str) -> None:
        if not holds:
            self.problems.append(f"entry {row.seq}: {otherwise}")


def _columns(row: Entry) -> tuple[Any, ...]:
    return row.seq, row.kind, row.key, row.subject, row.at


def _fields(entry: CoreEntry) -> tuple[Any, ...]:
    return entry.seq, entry.kind.value, entry.key, entry.subject or "", entry.at


def _undecided(subjects: set[str]) -> Iterator[str]:
    """The decisions that the judge does not reach again from what stood before them."""
    ordered = sorted(subjects)
    for start in range(0, len(ordered), _SUBJECTS):
        try:
            found = histories(ordered[start : start + _SUBJECTS])
        except EntryInvalid:
            continue  # reported where it was read; its subject cannot be judged
        for history in found.values():
            for entry in history:
                if entry.kind in DECISIONS and (reason := _doubt(entry, history)):
                    yield f"entry {entry.seq}: {reason}"


def _doubt(decision: CoreEntry, history: Sequence[CoreEntry]) -> str:
    """Why a decision does not follow, empty when it does."""
    try:
        return _difference(decision, history)
    except (RulebookInvalid, RulebookUnknown) as error:
        return str(error)
    except (ScoringError, LookupError, TypeError, ValueError, ArithmeticError) as error:
        # Entries that no journal wrote can hold anything; that is a finding, never a crash.
        return f"it cannot be judged ({type(error).__name__})"


def _difference(decision: CoreEntry, history: Sequence[CoreEntry]) -> str:
    before = [entry for entry in history if entry.seq < decision.seq]
    known = {entry.seq for entry in before}
    if not set(decision.body["rests_on"]) <= known:
        return "it rests on entries that are not its subject's or not before it"
    rules = by_digest(decision.body["rulebook_digest"])
    facts = Facts(**{"population": rules.population[0], **decision.body.get("facts", {})})
    # The judge may have woken up late; so every place it can have judged at is tried.
    for seq in sorted(known, reverse=True):
        drafts = judge(seen_at(seq, before), rules, facts)
        if any(draft.key == decision.key and decision.says_the_same_as(draft) for draft in drafts):
            return ""
    return "the judge does not reach this decision again"
