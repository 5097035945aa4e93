"""Sentences for people, kept apart from their language.

The core writes English; whoever shows a line passes the translation in. Numbers and dates are
written as Indonesia writes them before they enter a sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

__all__ = ["N_", "Line", "date_shown", "number_shown"]


def N_(msgid: str) -> str:  # noqa: N802 - the name translators' tools look for
    """The same text, marked for translation."""
    return msgid


@dataclass(frozen=True, kw_only=True)
class Line:
    """One sentence: ``met`` tells whether its condition holds, None when it states a fact.

    ``translated`` names the parameters that are themselves sentences to be translated.
    """

    msgid: str
    params: Mapping[str, str] = field(default_factory=dict)
    met: bool | None = None
    depth: int = 0
    translated: frozenset[str] = frozenset()

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in the language of ``translate``."""
        params = {
            name: translate(value) if name in self.translated else value
            for name, value in self.params.items()
        }
        return translate(self.msgid) % params


def number_shown(number: Decimal | int) -> str:
    """A number with a decimal comma and no trailing zeros.

    >>> number_shown(Decimal("87.50")), number_shown(20)
    ('87,5', '20')
    """
    return f"{Decimal(number).normalize():f}".replace(".", ",")


def date_shown(day: date) -> str:
    """A date as day-month-year.

    >>> date_shown(date(2026, 3, 5))
    '05-03-2026'
    """
    return f"{day:%d-%m-%Y}"
