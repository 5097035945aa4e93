"""HR's table, and the file it becomes."""

import csv
import io
import re
import zipfile
from hashlib import sha256

import pytest

from scoring import api
from scoring.models import Person

PAGE = "/asn/results/"
EXPORT = "/asn/results/export/"


def _names(answer):
    return [
        name for name in ("Rahmi Contoh", "=cmd") for _ in re.findall(f'row">{name}', answer.text)
    ]


def test_each_learner_and_course_is_a_row(visit):
    """Counted, with the unit, the score with a comma, the JP and the evidence level."""
    answer = visit("hr").get(PAGE)

    assert "3 hasil" in answer.text
    assert _names(answer) == ["Rahmi Contoh", "Rahmi Contoh", "=cmd"]
    for shown in ("1986****...001", "Dinas Contoh A", "90,00", "02-03-2026", "T.DIG.03 2"):
        assert shown in answer.text


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"unit": "Dinas Contoh B"}, 1),
        ({"course": "course-v1:Sawahlunto+MP01+2026"}, 1),
        ({"text": "rahmi"}, 2),
        ({"text": "RAHMI", "unit": "Dinas Contoh B"}, 0),
        ({"unit": "Tidak ada"}, 0),
    ],
)
def test_the_table_is_narrowed(visit, asked, count):
    """By unit, course and part of a name; the count says how many of all."""
    answer = visit("hr").get(PAGE, asked)

    assert f"{count} hasil dari 3" in re.sub(r"\s+", " ", answer.text)
    assert len(_names(answer)) == count
    assert ("Tidak ada hasil yang cocok" in answer.text) == (count == 0)


@pytest.mark.parametrize(
    ("sort", "scores"),
    [
        ("score", ["40,00", "85,00", "90,00"]),
        ("-score", ["90,00", "85,00", "40,00"]),
        ("tidak-ada", None),
    ],
)
def test_the_table_is_sorted(visit, sort, scores):
    """Upwards, downwards; a column that does not exist is no error."""
    answer = visit("hr").get(PAGE, {"sort": sort})

    assert answer.status_code == 200
    if scores:
        assert re.findall(r">(\d\d,\d\d)<", answer.text) == scores
        assert answer.text.count("aria-sort") == 1


def test_a_nip_is_not_searched_and_not_carried_on(visit):
    """Digits are refused by a sentence, and no link of the page repeats them."""
    answer = visit("hr").get(PAGE, {"text": "198601012010012001"})

    assert "Tulis huruf saja; NIP tidak dicari." in answer.text
    assert not re.search(r'href="[^"]*1986', answer.text)


def test_many_rows_come_in_pages(visit, office, monkeypatch):
    """The filter stays, the number is kept within bounds."""
    monkeypatch.setattr("scoring.pages.results._ROWS_A_PAGE", 2)
    hr = visit("hr")

    first, last = hr.get(PAGE), hr.get(PAGE, {"page": "999", "sort": "score"})

    assert "Halaman 1 dari 2" in first.text
    assert "Halaman 2 dari 2" in last.text
    assert "sort=score&amp;page=1" in last.text
    assert len(_names(first)) + len(_names(last)) == 3


def _export(visit, **asked):
    answer = visit("hr").post(EXPORT, asked)
    return answer, b"".join(answer.streaming_content)


def test_the_csv_holds_the_rows_of_the_choice(visit):
    """With full NIP, a byte order mark for Excel and a name that says nothing about anybody."""
    answer, content = _export(visit, format="csv", unit="Dinas Contoh A")

    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"] == 'attachment; filename="hasil-asn-2026-11-24.csv"'
    assert [row["NIP"] for row in rows] == ["'198601012010012001"] * 2
    assert {row["Nama"] for row in rows} == {"Rahmi Contoh"}


def test_a_hostile_name_is_text_in_the_csv(visit, names):
    """The formula is quoted by an apostrophe."""
    _, content = _export(visit, format="csv", unit="Dinas Contoh B")

    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert row["Nama"] == f"'{names.hostile}"


def test_the_xlsx_is_a_workbook(visit):
    """It opens, and holds no formula."""
    answer, content = _export(visit, format="xlsx")

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")


def test_an_export_is_an_entry(visit):
    """The ledger knows who exported how many rows and the digest of the file, and no name."""
    _, content = _export(visit, format="csv")

    entry = api.entries(after=api.head().size - 2, limit=1)[0]
    assert entry.kind.value == "export_made"
    assert entry.body["rows"] == 3
    assert entry.body["digest"] == "sha256:" + sha256(content).hexdigest()
    assert entry.body["actor"].startswith("role:hr#")
    assert api.verify_ledger().problems == []


@pytest.mark.parametrize("role", ["learner", "trainer", "approver", "auditor"])
def test_only_hr_exports(visit, role):
    """Nobody else gets a file, and no entry is made."""
    size = api.head().size

    assert visit(role).post(EXPORT, {"format": "csv"}).status_code == 403
    assert api.head().size == size


def test_an_export_is_never_made_by_following_a_link(visit):
    """It writes, so it is a POST."""
    assert visit("hr").get(EXPORT, {"format": "csv"}).status_code == 405


def test_an_unknown_format_is_refused(visit):
    """A sentence, no file, no entry."""
    size = api.head().size

    assert visit("hr").post(EXPORT, {"format": "exe"}).status_code == 404
    assert api.head().size == size


def test_an_empty_table_says_what_will_be_there(client, empty_office):
    """And offers no export."""
    client.force_login(empty_office.accounts["hr"])
    text = client.get(PAGE).text

    assert "Belum ada hasil" in text
    assert "Unduh" not in text


def test_an_erased_person_is_an_id(visit, office):
    """The row stays, without a name."""
    subject = str(office.people["rahmi"].subject)
    Person.objects.filter(subject=subject).delete()

    assert subject in visit("hr").get(PAGE).text
