"""Reading a TOML table key by key: what is missing, wrong or unknown is refused by name."""

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

from .errors import RulebookInvalid

__all__ = ["Table"]


class Table:
    """A table of a rulebook that knows where it stands, so that a refusal can say it."""

    def __init__(self, values: Mapping[str, Any], *, name: str, source: str, text: str) -> None:
        self.name = name
        self._values = values
        self._source = source
        self._text = text

    def refuse(self, key: str, remedy: str) -> NoReturn:
        """Raise RulebookInvalid for one key of this table, with its line where it is unique."""
        table = f"table [{self.name}]" if self.name else "top of the file"
        raise RulebookInvalid(f"{self._source}{self._line_of(key)}, {table}, {key!r}", remedy)

    def only(self, *known: str) -> None:
        """Refuse the first key that is not among the known ones."""
        for key in self._values:
            if key not in known:
                near = difflib.get_close_matches(key, known, n=1)
                hint = f"write {near[0]!r}" if near else "known are " + ", ".join(known)
                self.refuse(key, f"unknown key; {hint}, or remove it")

    @property
    def names(self) -> Sequence[str]:
        """The keys in the order of the file."""
        return tuple(self._values)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str) -> str:
        """A text that is not empty."""
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse(key, "write a text between quotation marks")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, at least one."""
        value = self._get(key)
        if not isinstance(value, list) or not value or not all(_is_text(item) for item in value):
            self.refuse(key, "write a list of texts, at least one")
        return tuple(value)

    def whole(self, key: str, *, least: int, most: int) -> int:
        """A whole number between two bounds."""
        value = self._get(key)
        if type(value) is not int or not least <= value <= most:
            self.refuse(key, f"write a whole number from {least} to {most}")
        return value

    def number(self, key: str, *, least: int, most: int) -> Decimal:
        """A number between two bounds, exactly as written."""
        value = self._get(key)
        if type(value) is int:
            value = Decimal(value)
        if not isinstance(value, Decimal) or not value.is_finite() or not least <= value <= most:
            self.refuse(key, f"write a number from {least} to {most}")
        return value

    def truth(self, key: str) -> bool:
        """True or false."""
        value = self._get(key)
        if not isinstance(value, bool):
            self.refuse(key, "write true or false")
        return value

    def day(self, key: str) -> date:
        """A date."""
        value = self._get(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.refuse(key, "write a date as 2026-01-31, without quotation marks")
        return value

    def time(self, key: str) -> datetime:
        """A time with its zone."""
        value = self._get(key)
        if not isinstance(value, datetime) or value.tzinfo is None:
            self.refuse(key, "write a time with its zone as 2026-01-31T09:00:00+07:00")
        return value

    def table(self, key: str) -> "Table":
        """The table below a key."""
        value = self._get(key)
        if not isinstance(value, dict):
            self.refuse(key, "write a table")
        return self._below(value, f"{self.name}.{key}" if self.name else key)

    def tables(self, key: str) -> tuple["Table", ...]:
        """A list of tables, at least one."""
        value = self._get(key)
        if not isinstance(value, list) or not value or not all(isinstance(t, dict) for t in value):
            self.refuse(key, "write a list of tables, at least one")
        name = f"{self.name}.{key}" if self.name else key
        return tuple(self._below(item, f"{name}[{place}]") for place, item in enumerate(value, 1))

    def _below(self, values: Mapping[str, Any], name: str) -> "Table":
        return Table(values, name=name, source=self._source, text=self._text)

    def _get(self, key: str) -> Any:
        if key not in self._values:
            self.refuse(key, "missing, add it")
        return self._values[key]

    def _line_of(self, key: str) -> str:
        written = re.compile(rf'(?<![\w.-])"?{re.escape(key)}"?\s*[=\]]')
        lines = [n for n, line in enumerate(self._text.splitlines(), 1) if written.search(line)]
        return f", line {lines[0]}" if len(lines) == 1 else ""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
