"""Reading the ledger back: one entry, a stretch of it, or all that concerns a subject."""

from collections import defaultdict
from collections.abc import Collection

from scoring.core.entries import Entry as CoreEntry
from scoring.core.errors import EntryUnknown
from scoring.models import Entry, Person

__all__ = ["entry_at", "histories", "people_of", "stretch"]


def entry_at(seq: int) -> CoreEntry:
    """The entry with this number; raises EntryUnknown when there is none."""
    found = Entry.objects.filter(pk=seq).first()
    if found is None:
        raise EntryUnknown(seq)
    return found.restored()


def stretch(*, after: int, limit: int) -> list[CoreEntry]:
    """The entries behind a number, in their order."""
    return [row.restored() for row in Entry.objects.filter(seq__gt=after).order_by("seq")[:limit]]


def histories(subjects: Collection[str], *, until: int | None = None) -> dict[str, list[CoreEntry]]:
    """The entries of each of these subjects in their order; who has none is left out."""
    rows = Entry.objects.filter(subject__in=subjects).order_by("seq")
    if until is not None:
        rows = rows.filter(seq__lte=until)
    found: dict[str, list[CoreEntry]] = defaultdict(list)
    for subject, canonical in rows.values_list("subject", "canonical"):
        found[subject].append(CoreEntry.from_canonical(canonical.encode()))
    return dict(found)


def people_of(subjects: Collection[str]) -> dict[str, Person]:
    """The people behind these subjects; who was erased is left out."""
    people = Person.objects.filter(subject__in=subjects)
    return {str(person.subject): person for person in people}
