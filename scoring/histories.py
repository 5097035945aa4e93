"""Reading the ledger back: one entry, a stretch of it, or all that concerns a subject."""

from collections import defaultdict
from collections.abc import Collection
from functools import lru_cache

from scoring.core.entries import Entry as CoreEntry
from scoring.core.errors import EntryUnknown
from scoring.models import Entry, Person

__all__ = ["entry_at", "histories", "people_of", "stretch"]


def entry_at(seq: int) -> CoreEntry:
    """The entry with this number; raises EntryUnknown when there is none."""
    found = Entry.objects.filter(pk=seq).values_list("canonical", flat=True).first()
    if found is None:
        raise EntryUnknown(seq)
    return _restored(found)


def stretch(*, after: int, limit: int) -> list[CoreEntry]:
    """The entries behind a number, in their order."""
    rows = Entry.objects.filter(seq__gt=after).order_by("seq")[:limit]
    return [_restored(canonical) for canonical in rows.values_list("canonical", flat=True)]


def histories(subjects: Collection[str], *, until: int | None = None) -> dict[str, list[CoreEntry]]:
    """The entries of each of these subjects in their order; who has none is left out."""
    rows = Entry.objects.filter(subject__in=subjects).order_by("seq")
    if until is not None:
        rows = rows.filter(seq__lte=until)
    found: dict[str, list[CoreEntry]] = defaultdict(list)
    for subject, canonical in rows.values_list("subject", "canonical"):
        found[subject].append(_restored(canonical))
    return dict(found)


def people_of(subjects: Collection[str]) -> dict[str, Person]:
    """The people behind these subjects; who was erased is left out."""
    people = Person.objects.filter(subject__in=subjects)
    return {str(person.subject): person for person in people}


@lru_cache(maxsize=4096)
def _restored(canonical: str) -> CoreEntry:
    # Kept by the text itself, of which an entry is a pure function: it can never be stale.
    return CoreEntry.from_canonical(canonical.encode())
