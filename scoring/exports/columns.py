"""The columns BKPSDM expects of a training record, in its own words and order.

The titles are names in a file format, so they are never translated. Columns for which the ledger
holds nothing (organiser, certificate number, SIASN ids) are left out rather than left empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scoring.core.records import Record
from scoring.models import Person

__all__ = ["COLUMNS", "Cell", "Column", "Row"]

type Cell = str | int | Decimal | date | None

# Form of training in the rulebook -> (id, name) in SIASN's table "jenis diklat".
_TRAINING_KINDS = {"C3": "16 E-Learning"}


class Row(NamedTuple):
    """One result, the person it belongs to (None once erased) and that person's evidence levels."""

    record: Record
    person: Person | None
    levels: Mapping[str, int]

    @property
    def competencies(self) -> dict[str, int | None]:
        """The competencies of the course, each with the evidence level, None before the first."""
        return {code: self.levels.get(code) for code in self.record.competencies}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the export: its title, its width in characters and how to read its cell."""

    title: str
    width: int
    cell: Callable[[Row], Cell]


def _competencies(row: Row) -> str:
    return "; ".join(
        f"{code} ({level})" if level else code for code, level in row.competencies.items()
    )


def _of_person(field: str) -> Callable[[Row], Cell]:
    return lambda row: getattr(row.person, field) if row.person else None


COLUMNS: tuple[Column, ...] = (
    Column(title="NIP", width=21, cell=_of_person("nip")),
    Column(title="Nama", width=30, cell=_of_person("name")),
    Column(title="Unit", width=34, cell=_of_person("unit")),
    Column(title="Jabatan", width=28, cell=_of_person("position")),
    Column(
        title="Jenis Diklat",
        width=16,
        cell=lambda row: _TRAINING_KINDS.get(row.record.form, row.record.form),
    ),
    Column(title="Nama Kursus", width=34, cell=lambda row: row.record.title),
    Column(title="Kode Kursus", width=36, cell=lambda row: row.record.course_key),
    Column(title="Tanggal Selesai", width=15, cell=lambda row: row.record.completed_on),
    Column(title="Tahun", width=7, cell=lambda row: row.record.year),
    Column(title="Jumlah JP", width=10, cell=lambda row: row.record.jp),
    Column(title="Nilai Akhir", width=11, cell=lambda row: row.record.score),
    Column(title="Predikat", width=14, cell=lambda row: row.record.predicate),
    Column(title="Lulus", width=7, cell=lambda row: "Ya" if row.record.passed else "Tidak"),
    Column(title="Kompetensi", width=34, cell=_competencies),
    Column(title="Subjek", width=38, cell=lambda row: str(row.record.subject)),
    Column(title="Nomor Entri", width=12, cell=lambda row: row.record.seq),
)
