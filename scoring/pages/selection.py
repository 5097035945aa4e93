"""HR's table narrowed and put in order: the same choice for the page and for the file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self
from urllib.parse import urlencode

from scoring.exports import Row

__all__ = ["SORTS", "Choice", "shown_name"]

_FIRST_DAY = date(1, 1, 1)
_NO_SCORE = Decimal(-1)


def shown_name(row: Row) -> str:
    """The name of the person, or the subject when the register knows nobody any more."""
    if row.person is not None and row.person.name:
        return row.person.name
    return str(row.record.subject)


def _unit(row: Row) -> str:
    return row.person.unit if row.person else ""


SORTS: Mapping[str, Callable[[Row], Any]] = {
    "name": lambda row: shown_name(row).casefold(),
    "unit": lambda row: _unit(row).casefold(),
    "course": lambda row: row.record.title.casefold(),
    "score": lambda row: _NO_SCORE if row.record.score is None else row.record.score,
    "jp": lambda row: row.record.jp,
    "completed": lambda row: row.record.completed_on or _FIRST_DAY,
    "entry": lambda row: row.record.seq,
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What somebody wants to see: filters, and the column to sort by (`-` for the largest first)."""

    unit: str = ""
    course: str = ""
    text: str = ""
    sort: str = "name"

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Self:
        """The choice in a form or address; a column that does not exist sorts by name."""
        sort = asked.get("sort", "name")
        return cls(
            unit=asked.get("unit", ""),
            course=asked.get("course", ""),
            text=asked.get("text", "").strip(),
            sort=sort if sort.removeprefix("-") in SORTS else "name",
        )

    @property
    def searches_digits(self) -> bool:
        """Whether the text could be a NIP, which is neither searched nor kept in an address."""
        return any(sign.isdigit() for sign in self.text)

    @property
    def filters(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.unit or self.course or self.text)

    def of_these(self, rows: Iterable[Row]) -> list[Row]:
        """The results of this choice in its order."""
        wanted = [row for row in rows if self._wants(row)]
        wanted.sort(key=SORTS["name"])
        column = self.sort.removeprefix("-")
        wanted.sort(key=SORTS[column], reverse=self.sort.startswith("-"))
        return wanted

    def address(self, **changed: str | int) -> str:
        """The query of an address for this choice with something changed."""
        fields = {"unit": self.unit, "course": self.course, "text": self.text, "sort": self.sort}
        if self.searches_digits:
            del fields["text"]
        return "?" + urlencode({key: value for key, value in (fields | changed).items() if value})

    def _wants(self, row: Row) -> bool:
        return (
            self.unit in ("", _unit(row))
            and self.course in ("", row.record.course_key)
            and (self.searches_digits or self.text.casefold() in shown_name(row).casefold())
        )
