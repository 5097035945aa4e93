"""Files for the personnel office: rows of the ledger's results as CSV and XLSX."""

from scoring.exports.columns import COLUMNS, Row
from scoring.exports.paging import batches
from scoring.exports.rows import levels_of, rows_of
from scoring.exports.writing import Exported, FileFormat, write_results

__all__ = [
    "COLUMNS",
    "Exported",
    "FileFormat",
    "Row",
    "batches",
    "levels_of",
    "rows_of",
    "write_results",
]
