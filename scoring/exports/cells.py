"""How one cell is written, so that a spreadsheet shows it and never runs it."""

from datetime import date
from decimal import Decimal

from scoring.exports.columns import Cell

__all__ = ["as_text", "harmless"]

# Note [Formula injection]
# A spreadsheet runs what begins with one of these, also in their full-width forms, and also when
# white space stands before it. The leading apostrophe makes it text; an importer takes it off.
_STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """The text as a CSV cell no spreadsheet takes for a formula (Note [Formula injection])."""
    starts = text.startswith(_STARTS_A_FORMULA) or text.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{text}" if starts else text


def as_text(cell: Cell) -> str:
    """The cell as the text of a CSV file: dates dd-mm-yyyy, decimals with a point."""
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case date():
            return f"{cell:%d-%m-%Y}"
        case Decimal():
            return f"{cell:f}"
        case _:
            return str(cell)
