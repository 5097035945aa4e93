"""The register of civil servants: reading it, checking it, and linking it to accounts.

All rows are checked before one is written, and all are written or none. The subject of a person
is random and stays theirs: a new NIP or name changes the row, never the subject.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from scoring import compat
from scoring.core.errors import PersonInvalid
from scoring.core.rules import PERFORMANCE
from scoring.models import Person

__all__ = ["COLUMNS", "ImportReport", "import_people", "read_nip"]

COLUMNS = (
    "nip",
    "nama",
    "unit",
    "jabatan",
    "jenis_jabatan",
    "jenis_asn",
    "predikat_kinerja",
    "tmt",
    "akun",
)
_POPULATIONS = ("PNS", "CPNS", "PPPK", "PPPK Paruh Waktu")
_DATE_FORMS = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y")
_HEADER_ROWS = 1  # so that a row is counted as a spreadsheet counts it
_YOUNGEST = 16
_CHUNK = 500
_FIELDS = (
    "user_id",
    "nip",
    "name",
    "unit",
    "position",
    "job_type",
    "population",
    "performance",
    "tenure_from",
    "active",
)


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What an import did: how many people it added and how many it brought up to date."""

    created: int
    updated: int
    source: str = ""
    subjects: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Row:
    number: int
    account: str
    values: Mapping[str, str | date | None]


def import_people(
    rows: Iterable[Mapping[str, str]],
    *,
    source: str,
    subject_factory: Callable[[], UUID] = uuid4,
) -> ImportReport:
    """Bring the register up to date with these rows, and say how many were new.

    Raises PersonInvalid, which names row, column and remedy, before anything is written.
    """
    read = [_read(row, number) for number, row in enumerate(rows, start=1 + _HEADER_ROWS)]
    _refuse_doubles(read)
    with transaction.atomic():
        people = _Matched(read)
        created, updated = [], []
        for row in read:
            person = people.of(row)
            if person is None:
                created.append(Person(subject=subject_factory(), **people.fields(row)))
                continue
            for field, value in people.fields(row).items():
                setattr(person, field, value)
            updated.append(person)
        Person.objects.bulk_create(created, batch_size=_CHUNK)
        Person.objects.bulk_update(updated, _FIELDS, batch_size=_CHUNK // len(_FIELDS))
    return ImportReport(
        created=len(created),
        updated=len(updated),
        source=source,
        subjects=tuple(person.subject for person in (*created, *updated)),
    )


def read_nip(text: str, *, today: date) -> str:
    """The 18 digits of a NIP or NI PPPK; raises ValueError with the remedy.

    There is no check digit, so this refuses only what cannot be: a birth date that does not
    exist, a first year before the sixteenth birthday, a sex or sequence nobody has.
    """
    nip = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{18}", nip):
        raise ValueError("write the NIP with exactly 18 digits")
    try:
        born = datetime.strptime(nip[:8], "%Y%m%d").date()  # noqa: DTZ007 - a date of birth
    except ValueError as error:
        raise ValueError("digits 1-8 must be a date of birth, as 19900101") from error
    if not born.year + _YOUNGEST <= int(nip[8:12]) <= today.year + 1:
        raise ValueError("digits 9-12 must be the year of the first appointment")
    month = int(nip[12:14])
    if not (1 <= month <= 12 or month >= 21):
        raise ValueError("digits 13-14 must be a month (PNS), or 21 and above (PPPK)")
    if nip[14] not in "12":
        raise ValueError("digit 15 must be 1 or 2")
    if nip[15:] == "000":
        raise ValueError("digits 16-18 must count from 001")
    return nip


def _read(row: Mapping[str, str], number: int) -> _Row:
    cells = {column: str(row.get(column) or "").strip() for column in COLUMNS}
    nip = _nip(cells["nip"], number)
    population = cells["jenis_asn"] or ("PPPK" if int(nip[12:14]) >= 21 else "PNS")
    for column, longest in _LONGEST.items():
        if len(cells[column]) > longest:
            raise PersonInvalid(number, column, f"write at most {longest} characters")
    return _Row(
        number=number,
        account=cells["akun"],
        values={
            "nip": nip,
            "name": _present(cells["nama"], number, "nama"),
            "unit": cells["unit"],
            "position": cells["jabatan"],
            "job_type": cells["jenis_jabatan"],
            "population": _one_of(_POPULATIONS, population, number, "jenis_asn"),
            "performance": _one_of(
                ("", *PERFORMANCE), cells["predikat_kinerja"], number, "predikat_kinerja"
            ),
            "tenure_from": _date(cells["tmt"], number, "tmt"),
        },
    )


_LONGEST = {"nama": 200, "unit": 200, "jabatan": 200, "jenis_jabatan": 40, "akun": 150}


def _nip(text: str, number: int) -> str:
    _present(text, number, "nip")
    try:
        # The message never repeats the digits: they tell a date of birth and a sex.
        return read_nip(text, today=timezone.localdate())
    except ValueError as error:
        raise PersonInvalid(number, "nip", str(error)) from error


def _present(text: str, number: int, column: str) -> str:
    if not text:
        raise PersonInvalid(number, column, "fill this cell; is the column there?")
    return text


def _one_of(allowed: Sequence[str], text: str, number: int, column: str) -> str:
    for choice in allowed:
        if choice.casefold() == " ".join(text.split()).casefold():
            return choice
    raise PersonInvalid(number, column, f"write one of: {', '.join(filter(None, allowed))}")


def _date(text: str, number: int, column: str) -> date | None:
    if not text:
        return None
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, not a time
        except ValueError:
            continue
    raise PersonInvalid(number, column, "write the date as 31-12-2026")


def _refuse_doubles(rows: Sequence[_Row]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        for column, value in (("nip", str(row.values["nip"])), ("akun", row.account)):
            first = seen.setdefault((column, value), row.number) if value else row.number
            if first != row.number:
                raise PersonInvalid(row.number, column, f"it stands in row {first} already")


class _Matched:
    """Who of the register each row is about: the same NIP, else the same account."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        nips = [str(row.values["nip"]) for row in rows]
        self._accounts = compat.user_ids_of([row.account for row in rows if row.account])
        self._by_nip = {person.nip: person for person in _found("nip__in", nips)}
        self._by_user = {
            person.user_id: person for person in _found("user_id__in", self._accounts.values())
        }

    def of(self, row: _Row) -> Person | None:
        """The person the row brings up to date, or None for somebody new."""
        by_nip = self._by_nip.get(str(row.values["nip"]))
        by_user = self._by_user.get(self._user_id(row) or 0)
        if by_nip and by_user and by_nip.subject != by_user.subject:
            raise PersonInvalid(
                row.number, "akun", "this account has learned as another person; leave it empty"
            )
        if by_user and not by_nip and by_user.nip and not _same_person(by_user, row):
            raise PersonInvalid(
                row.number, "akun", "this account belongs to another NIP; correct one of them"
            )
        return by_nip or by_user

    def fields(self, row: _Row) -> dict[str, object]:
        """What the row says about the person."""
        said: dict[str, object] = {**row.values, "active": True}
        if row.account:
            said["user_id"] = self._user_id(row)
        return said

    def _user_id(self, row: _Row) -> int | None:
        if not row.account:
            return None
        if row.account not in self._accounts:
            raise PersonInvalid(
                row.number, "akun", "there is no such account; create it or leave the cell empty"
            )
        return self._accounts[row.account]


def _same_person(person: Person, row: _Row) -> bool:
    # A PPPK gets a new number with a new contract; the date of birth stays.
    return str(person.nip)[:8] == str(row.values["nip"])[:8] and person.name == row.values["name"]


def _found(lookup: str, wanted: Iterable[object]) -> Iterable[Person]:
    everything = list(wanted)
    for start in range(0, len(everything), _CHUNK):
        yield from Person.objects.filter(**{lookup: everything[start : start + _CHUNK]})
