"""The files of the personnel office: whole or absent, and harmless to whoever opens them."""

import csv
import zipfile
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.core.records import Record
from scoring.exports import COLUMNS, FileFormat, Row, write_results
from scoring.exports.cells import harmless
from scoring.models import Person

_GOLDEN = Path(__file__).parent / "results.golden.csv"
_HOSTILE = [
    '=cmd|" /C calc"!A0',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "<script>alert(1)</script>",
    "＝1",
]
_SUBJECT = "6f1c7a52-0d7c-4a62-9a3e-3f1f5a6d0001"


def _row(name="Rahmi Contoh", *, person=True, **changed) -> Row:
    record = {
        "subject": _SUBJECT,
        "course_key": "course-v1:Sawahlunto+LD01+2026",
        "title": "Literasi digital",
        "score": Decimal("87.50"),
        "predicate": "Sangat Memuaskan",
        "passed": True,
        "completed_on": date(2026, 11, 24),
        "year": 2026,
        "jp": 2,
        "form": "C3",
        "competencies": ("T.DIG.01", "T.DIG.03"),
        "seq": 41,
    } | changed
    known = Person(
        subject=UUID(_SUBJECT),
        nip="198601012010012001",
        name=name,
        unit="Dinas Contoh, Bidang A",
        position="Analis",
    )
    return Row(Record(**record), known if person else None, {"T.DIG.03": 2})


def _write(tmp_path, rows, *, kind=FileFormat.CSV, record=lambda _: None, **options):
    out = tmp_path / f"hasil.{kind}"
    return out, write_results(rows, out=out, file_format=kind, record=record, **options)


def _sheet(path):
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as book:
        sheet = Xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert sheet.findall(".//x:f", space) == []
    assert sheet.findall(".//x:hyperlink", space) == []
    return [
        [(cell.get("t"), "".join(cell.itertext())) for cell in row.findall("x:c", space)]
        for row in sheet.findall(".//x:row", space)
    ], sheet


def test_the_csv_is_the_golden_one(tmp_path):
    """A machine gets plain UTF-8 with the columns of BKPSDM; an erased person leaves blanks."""
    unfinished = {"score": None, "predicate": "", "passed": False, "completed_on": None, "jp": 0}
    out, exported = _write(tmp_path, [_row(), _row(person=False, seq=57, **unfinished)])

    assert out.read_bytes() == _GOLDEN.read_bytes()
    assert exported.rows == 2
    assert exported.digest == "sha256:" + sha256(out.read_bytes()).hexdigest()


def test_a_csv_for_a_spreadsheet_keeps_the_nip_whole(tmp_path):
    """It starts with a byte order mark, and the NIP is text so that Excel does not round it."""
    out, _ = _write(tmp_path, [_row()], for_spreadsheet=True)

    assert out.read_bytes().startswith(b"\xef\xbb\xbfNIP,")
    assert b"\r\n'198601012010012001," in out.read_bytes()


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_hostile_name_stays_text_in_csv(tmp_path, name):
    """No cell of the file begins as a formula, and the name can be read back."""
    out, _ = _write(tmp_path, [_row(name)])

    with out.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))[1]
    assert cells[1].removeprefix("'") == name
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in cells)


@given(st.text())
def test_whatever_the_text_no_cell_begins_as_a_formula(text):
    """The apostrophe is put where it is needed, and nowhere else."""
    cell = harmless(text)

    assert cell in (text, f"'{text}")
    assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_hostile_name_stays_text_in_xlsx(tmp_path, name):
    """No formula and no link comes into the sheet."""
    out, _ = _write(tmp_path, [_row(name)], kind=FileFormat.XLSX)

    rows, _ = _sheet(out)
    assert rows[1][1] == ("inlineStr", name)


def test_the_sheet_is_ready_to_work_in(tmp_path):
    """The head is frozen, the columns are wide enough, a NIP is text and a score a number."""
    out, exported = _write(tmp_path, [_row()], kind=FileFormat.XLSX)

    rows, sheet = _sheet(out)
    space = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    assert exported.rows == 1
    assert [text for _, text in rows[0]] == [column.title for column in COLUMNS]
    assert rows[1][0] == ("inlineStr", "198601012010012001")
    assert rows[1][10] == (None, "87.5")
    pane = sheet.find(".//x:pane", space)
    assert pane.get("ySplit") == "1"
    assert pane.get("state") == "frozen"
    assert len(sheet.findall(".//x:cols/x:col", space)) == len(COLUMNS)


@pytest.mark.parametrize("kind", list(FileFormat))
def test_a_failure_leaves_no_file_and_keeps_the_old_one(tmp_path, kind):
    """When the ledger refuses the export, the file of last time is still there, and only it."""
    out, _ = _write(tmp_path, [_row()], kind=kind)
    before = out.read_bytes()

    def refuse(_):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        _write(tmp_path, [_row("Lain")], kind=kind, record=refuse)

    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]


def test_the_ledger_hears_of_the_file_before_it_appears(tmp_path):
    """An export nobody recorded cannot be found on the disk."""
    seen = []
    out, exported = _write(
        tmp_path, [_row()], record=lambda written: seen.append((written, out_exists(tmp_path)))
    )

    assert seen == [(exported, False)]
    assert out.exists()


def out_exists(folder):
    return (folder / "hasil.csv").exists()


def test_progress_counts_the_rows(tmp_path):
    """Whoever waits is told after each row."""
    counted = []
    _write(tmp_path, [_row(), _row(), _row()], progress=counted.append)

    assert counted == [1, 2, 3]
