"""The register: every row is checked, and all are written or none."""

from datetime import date
from itertools import count
from uuid import UUID

import pytest
from django.contrib.auth.models import User

from scoring import journal, people
from scoring.core.errors import PersonInvalid
from scoring.models import Person

PNS = "19900101 201503 2 999"
PPPK = "199203042022211001"
TODAY = date(2026, 11, 24)


def row(**cells: str) -> dict[str, str]:
    """A row of the register, complete unless told otherwise."""
    return {
        "nip": PNS,
        "nama": "Contoh Satu",
        "unit": "Dinas Contoh",
        "jabatan": "Analis",
        "jenis_jabatan": "Pelaksana",
        "jenis_asn": "PNS",
        "predikat_kinerja": "Baik",
        "tmt": "01-03-2015",
        "akun": "",
    } | cells


def import_rows(*rows: dict[str, str], **options: object) -> people.ImportReport:
    """Import these rows."""
    return people.import_people(rows, source="register.csv", **options)


@pytest.mark.parametrize("text", [PNS, PPPK, "199001012015032001", " 19900101\t201503 2 999 "])
def test_a_nip_is_18_digits_with_or_without_spaces(text):
    """Both forms, of PNS and of PPPK, are read; the digits alone are kept."""
    assert people.read_nip(text, today=TODAY) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("19900101201503299", "exactly 18 digits"),
        ("1990010120150329999", "exactly 18 digits"),
        ("19900101201503299X", "exactly 18 digits"),
        ("١٩٩٠٠١٠١٢٠١٥٠٣٢٩٩٩", "exactly 18 digits"),
        ("199002302015032001", "digits 1-8"),
        ("199001012005032001", "digits 9-12"),
        ("199001012028032001", "digits 9-12"),
        ("199001012015132001", "digits 13-14"),
        ("199001012015002001", "digits 13-14"),
        ("199001012015033001", "digit 15"),
        ("199001012015032000", "digits 16-18"),
    ],
)
def test_a_nip_that_cannot_be_is_refused(text, remedy):
    """Each refusal says which digits are wrong, and never repeats them."""
    with pytest.raises(ValueError, match=remedy) as refusal:
        people.read_nip(text, today=TODAY)
    assert text not in str(refusal.value)


@pytest.mark.django_db
def test_rows_become_people():
    """What the row says stands in the register; the subject is random."""
    report = import_rows(row(), row(nip=PPPK, jenis_asn="", predikat_kinerja="", tmt=""))
    assert (report.created, report.updated) == (2, 0)
    first = Person.objects.get(nip="199001012015032999")
    assert (first.name, first.performance, first.tenure_from) == (
        "Contoh Satu",
        "Baik",
        date(2015, 3, 1),
    )
    second = Person.objects.get(nip=PPPK)
    assert (second.population, second.performance, second.tenure_from) == ("PPPK", "", None)
    assert first.subject.version == 4
    assert first.masked_nip == "1990****...999"


@pytest.mark.django_db
def test_subjects_can_be_chosen_for_a_repeatable_demo():
    """The factory is asked once for each new person, in the order of the rows."""
    numbers = count(1)
    import_rows(row(), row(nip=PPPK), subject_factory=lambda: UUID(int=next(numbers)))
    import_rows(row(), subject_factory=lambda: pytest.fail("nobody is new"))
    assert Person.objects.get(nip=PPPK).subject == UUID(int=2)


@pytest.mark.django_db
def test_importing_again_brings_people_up_to_date():
    """The same NIP is the same person with the same subject."""
    import_rows(row())
    before = Person.objects.get()
    report = import_rows(row(nama="Contoh Satu, S.E.", unit="Dinas Lain"))
    assert (report.created, report.updated) == (0, 1)
    after = Person.objects.get()
    assert (after.subject, after.unit) == (before.subject, "Dinas Lain")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["16-02-1998", "1998-02-16", "16/02/1998"])
def test_dates_are_read_in_the_three_forms_offices_use(text):
    """Day first with hyphens or slashes, or ISO."""
    import_rows(row(tmt=text))
    assert Person.objects.get().tenure_from == date(1998, 2, 16)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field", "remedy"),
    [
        ({"nip": ""}, "nip", "fill this cell"),
        ({"nip": "123"}, "nip", "18 digits"),
        ({"nama": "  "}, "nama", "fill this cell"),
        ({"nama": "x" * 201}, "nama", "at most 200"),
        ({"jenis_asn": "Honorer"}, "jenis_asn", "PPPK Paruh Waktu"),
        ({"predikat_kinerja": "Lumayan"}, "predikat_kinerja", "Sangat Baik"),
        ({"tmt": "2015"}, "tmt", "31-12-2026"),
        ({"akun": "tidak-ada"}, "akun", "no such account"),
        ({"nip": PNS}, "nip", "stands in row 2"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_written(wrong, field, remedy):
    """Row, column and remedy are said, counted as a spreadsheet counts; no row stays behind."""
    with pytest.raises(PersonInvalid, match=remedy) as refusal:
        import_rows(row(), row(nip=PPPK) | wrong)
    assert (refusal.value.row, refusal.value.field) == (3, field)
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_a_missing_column_is_named():
    """A file without the column nama is refused at its first row."""
    cells = row()
    del cells["nama"]
    with pytest.raises(PersonInvalid, match="is the column there"):
        import_rows(cells)


@pytest.mark.django_db
def test_an_account_links_what_was_learned_before_the_register_came(attempt):
    """Evidence made a nameless person; the row with that account gives it its name."""
    account = User.objects.create(username="contoh1")
    entry = journal.record_evidence(attempt(account.pk)).entry
    report = import_rows(row(akun="contoh1"))
    assert (report.created, report.updated) == (0, 1)
    person = Person.objects.get()
    assert (str(person.subject), person.user_id, person.name) == (
        entry.subject,
        account.pk,
        "Contoh Satu",
    )


@pytest.mark.django_db
def test_a_pppk_keeps_the_subject_when_the_number_changes():
    """A new contract brings a new number; account, date of birth and name tell who it is."""
    User.objects.create(username="contoh1")
    import_rows(row(nip=PPPK, jenis_asn="PPPK", akun="contoh1"))
    subject = Person.objects.get().subject
    import_rows(row(nip="199203042024211007", jenis_asn="PPPK", akun="contoh1"))
    assert (Person.objects.get().subject, Person.objects.get().nip) == (
        subject,
        "199203042024211007",
    )


@pytest.mark.django_db
def test_an_account_is_never_given_to_somebody_else():
    """An account that belongs to one NIP is not moved to another by a slip of the pen."""
    User.objects.create(username="contoh1")
    import_rows(row(akun="contoh1"), row(nip=PPPK, nama="Contoh Dua"))
    with pytest.raises(PersonInvalid, match="another NIP"):
        import_rows(row(nip="198001012005011003", nama="Contoh Tiga", akun="contoh1"))
    with pytest.raises(PersonInvalid, match="as another person"):
        import_rows(row(nip=PPPK, nama="Contoh Dua", akun="contoh1"))
    with pytest.raises(PersonInvalid, match="stands in row 2"):
        import_rows(row(akun="contoh1"), row(nip=PPPK, akun="contoh1"))
