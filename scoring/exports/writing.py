"""Writes the results to one file that appears whole or not at all."""

import csv
import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import xlsxwriter

from scoring.exports.cells import as_text
from scoring.exports.columns import COLUMNS, Cell, Row

__all__ = ["Exported", "FileFormat", "write_results"]

type _Progress = Callable[[int], object]


class FileFormat(StrEnum):
    """The kinds of file the results can be written to."""

    CSV = "csv"
    XLSX = "xlsx"

    @property
    def content_type(self) -> str:
        """The media type a browser is told."""
        return _CONTENT_TYPES[self]


_CONTENT_TYPES = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, kw_only=True)
class Exported:
    """What was written: the number of rows and the file's digest as `sha256:` and 64 hex digits."""

    rows: int
    digest: str


def write_results(
    rows: Iterable[Row],
    *,
    out: Path,
    file_format: FileFormat,
    record: Callable[[Exported], object],
    for_spreadsheet: bool = False,
    progress: _Progress | None = None,
) -> Exported:
    """What was written to `out`, after `record` has told the ledger of it.

    The rows go to a temporary file beside `out`, which gets its name only when it is complete and
    recorded; when anything fails before that, no file is left and an older one stays as it was.
    `for_spreadsheet` starts a CSV with a byte order mark and keeps Excel from rounding a NIP.
    """
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=".", suffix=f".{file_format}.part")
    os.close(handle)
    temporary = Path(name)
    try:
        counted = _counted(rows, progress)
        if file_format is FileFormat.CSV:
            count = _write_csv(counted, temporary, for_spreadsheet=for_spreadsheet)
        else:
            count = _write_xlsx(counted, temporary)
        exported = Exported(rows=count, digest=_digest(temporary))
        record(exported)
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
    return exported


def _counted(rows: Iterable[Row], progress: _Progress | None) -> Iterable[Row]:
    for number, row in enumerate(rows, start=1):
        yield row
        if progress:
            progress(number)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def _write_csv(rows: Iterable[Row], path: Path, *, for_spreadsheet: bool) -> int:
    count = 0
    encoding = "utf-8-sig" if for_spreadsheet else "utf-8"
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.title for column in COLUMNS)
        for row in rows:
            cells = [as_text(column.cell(row)) for column in COLUMNS]
            if for_spreadsheet and cells[0]:
                # Excel reads 18 digits as a number and rounds them: 1.98E+17.
                cells[0] = f"'{cells[0]}"
            writer.writerow(cells)
            count += 1
    return count


def _write_xlsx(rows: Iterable[Row], path: Path) -> int:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "tmpdir": str(path.parent),
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Hasil")
        head = book.add_format({"bold": True, "bg_color": "#f1eee7", "bottom": 1})
        formats = {
            date: book.add_format({"num_format": "dd-mm-yyyy"}),
            Decimal: book.add_format({"num_format": "0.00"}),
        }
        sheet.freeze_panes(1, 2)
        for position, column in enumerate(COLUMNS):
            sheet.set_column(position, position, column.width)
            sheet.write_string(0, position, column.title, head)
        count = 0
        for count, row in enumerate(rows, start=1):
            for position, column in enumerate(COLUMNS):
                _write_cell(sheet, count, position, column.cell(row), formats)
        sheet.autofilter(0, 0, count, len(COLUMNS) - 1)
    return count


def _write_cell(
    sheet: Any, line: int, position: int, cell: Cell, formats: dict[type, object]
) -> None:
    match cell:
        case None:
            pass
        case str():
            sheet.write_string(line, position, cell)
        case date():
            sheet.write_datetime(line, position, cell, formats[date])
        case Decimal():
            sheet.write_number(line, position, float(cell), formats[Decimal])
        case _:
            sheet.write_number(line, position, cell)
