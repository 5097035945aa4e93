"""The rows of a file: a result, its person, and the evidence levels that person has reached."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from scoring.core.records import Record
from scoring.exports.columns import Row
from scoring.models import LevelResult, Person

__all__ = ["levels_of", "rows_of"]

_CHUNK = 500


class _Result(Protocol):
    @property
    def record(self) -> Record: ...

    @property
    def person(self) -> Person | None: ...


def rows_of(results: Sequence[_Result]) -> list[Row]:
    """A row for each result."""
    levels = levels_of([result.record.subject for result in results])
    return [
        Row(result.record, result.person, levels.get(result.record.subject, {}))
        for result in results
    ]


def levels_of(subjects: Collection[str]) -> Mapping[str, Mapping[str, int]]:
    """The evidence level in each competency, for each of the subjects that has any."""
    levels: dict[str, dict[str, int]] = defaultdict(dict)
    wanted = sorted({UUID(subject) for subject in subjects})
    for start in range(0, len(wanted), _CHUNK):
        found = LevelResult.objects.filter(subject__in=wanted[start : start + _CHUNK])
        for subject, code, level in found.values_list("subject", "code", "level"):
            levels[str(subject)][code] = level
    return levels
