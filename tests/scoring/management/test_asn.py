"""`asn` from the command line: what it prints, what it refuses, and how it exits."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from scoring import api
from scoring.management.commands.asn import Command
from scoring.models import Entry, Person

RULEBOOK = Path(api.__file__).parent / "rulebooks" / "2026-01.toml"
HEAD = "nip,nama,unit,jabatan,jenis_jabatan,jenis_asn,predikat_kinerja,tmt,akun\n"
GOOD = "199203042019031003,Beni Contoh,Dinas Contoh C,Analis,fungsional,PNS,Baik,01-03-2019,\n"


def asn(*words):
    """What the command prints."""
    out, err = StringIO(), StringIO()
    call_command(Command(), *map(str, words), stdout=out, stderr=err)
    return out.getvalue()


def refused(*words):
    """The sentence with which the command refuses; its exit code is 2."""
    with pytest.raises(CommandError) as caught:
        asn(*words)
    assert caught.value.returncode == 2
    return str(caught.value)


def test_people_are_imported(office, tmp_path):
    """From a file as Excel saves it: byte order mark and semicolons."""
    file = tmp_path / "pegawai.csv"
    file.write_text((HEAD + GOOD).replace(",", ";"), encoding="utf-8-sig")

    assert asn("people", "import", file) == "1 people added, 0 brought up to date.\n"
    assert asn("people", "import", file) == "0 people added, 1 brought up to date.\n"
    assert Person.objects.get(nip="199203042019031003").name == "Beni Contoh"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (HEAD + GOOD + GOOD.replace("199203", "19920"), ("pegawai.csv", "3", "nip", "18 digits")),
        (HEAD + GOOD + GOOD.replace("199203042", "199213042"), ("pegawai.csv", "3", "nip")),
        (HEAD + GOOD + "terlalu,sedikit\n", ("pegawai.csv", "line 3", "columns")),
        (HEAD + GOOD + GOOD.strip() + ",lebih\n", ("pegawai.csv", "line 3", "columns")),
        (HEAD + GOOD.replace("Beni", '"Beni" x'), ("pegawai.csv", "line 2", "quotes")),
        (HEAD + GOOD.replace("Baik", "Hebat"), ("pegawai.csv", "2", "predikat_kinerja")),
        ("", ("pegawai.csv", "empty")),
    ],
    ids=["short nip", "month 13", "few columns", "many columns", "quotes", "predicate", "empty"],
)
def test_a_bad_row_is_named_and_nobody_is_imported(office, tmp_path, rows, words):
    """One sentence with the file, the row, the column and the remedy; never the NIP itself."""
    file = tmp_path / "pegawai.csv"
    file.write_text(rows, encoding="utf-8")

    sentence = refused("people", "import", file)

    assert all(word in sentence for word in words), sentence
    assert "\n" not in sentence
    assert "1992" not in sentence
    assert Person.objects.count() == 2


def test_a_file_that_cannot_be_read_is_named(office, tmp_path):
    """Missing, a folder, or not UTF-8."""
    latin = tmp_path / "latin.csv"
    latin.write_bytes(HEAD.encode() + "199203042019031003,Béni".encode("latin-1"))

    assert "tidak-ada.csv: cannot be read" in refused("people", "import", "tidak-ada.csv")
    assert "cannot be read" in refused("people", "import", tmp_path)
    assert "latin.csv: not UTF-8" in refused("people", "import", latin)


def test_a_rulebook_is_checked_without_being_published(empty_office):
    """The shipped one passes its golden cases."""
    printed = asn("rulebook", "check", RULEBOOK)

    assert "Rulebook 2026-01 may be published: 2 courses" in printed
    assert api.head().size == 0


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("day_jp = 3", "day_jp = 3\nhari = 1", ("aturan.toml", "caps", "hari")),
        ("day_jp = 3", 'day_jp = "tiga"', ("aturan.toml", "day_jp", "whole number")),
        ("day_jp = 3", "day_jp = 1", ("aturan.toml", "golden cases fail")),
        ("[caps]", "[caps", ("aturan.toml", "TOML")),
    ],
    ids=["unknown key", "wrong type", "golden case", "not TOML"],
)
def test_a_rulebook_with_a_fault_is_refused_by_place(empty_office, tmp_path, old, new, words):
    """File, table and key, and what to write."""
    file = tmp_path / "aturan.toml"
    file.write_text(RULEBOOK.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    sentence = refused("rulebook", "check", file)

    assert all(word in sentence for word in words), sentence


def test_a_rulebook_is_published_once(empty_office):
    """Publishing it again changes nothing."""
    assert asn("rulebook", "publish", "2026-01") == "Rulebook 2026-01 is published in entry 0.\n"
    assert asn("rulebook", "publish", "2026-01") == "Rulebook 2026-01 is published in entry 0.\n"
    assert api.head().size == 1


def test_an_unknown_rulebook_is_refused(empty_office):
    """The sentence names what was asked for, and the ledger stays empty."""
    assert "1999-01" in refused("rulebook", "publish", "1999-01")
    assert api.head().size == 0


def test_a_decision_is_explained_in_the_language_of_the_site(office):
    """The rule, the figures and the entries, line by line."""
    printed = asn("explain", office.decision("rahmi", "credit_awarded"))

    assert "JP untuk kursus Manajemen Pariwisata" in printed
    assert "Buku aturan 2026-01" in printed


@pytest.mark.parametrize("seq", [0, 99_999])
def test_what_is_no_decision_cannot_be_explained(office, seq):
    """The number is named."""
    assert str(seq) in refused("explain", seq)


def test_the_head_and_the_verified_ledger(office):
    """Both print the root, so that it can be kept elsewhere."""
    head = api.head()

    assert asn("ledger", "head") == f"{head.size} entries, root {head.root}\n"
    assert asn("ledger", "verify") == f"ledger verified: {head.size} entries, root {head.root}\n"


def test_a_broken_ledger_is_refused(office, monkeypatch):
    """Every problem is named, and what to do."""
    found = api.Verification(size=2, root="00", problems=["entry 1: changed"])
    monkeypatch.setattr(api, "verify_ledger", lambda **_: found)

    sentence = refused("ledger", "verify")

    assert "NOT verified" in sentence
    assert "entry 1: changed" in sentence


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_results_are_exported(office, tmp_path, kind):
    """All of them, and the ledger knows."""
    out = tmp_path / f"hasil.{kind}"

    printed = asn("results", "export", "--format", kind, "--out", out)

    assert printed.startswith(f"3 results written to {out}; sha256:")
    last = Entry.objects.order_by("seq").last()
    assert last.kind == "export_made"
    assert last.restored().body["rows"] == 3
    assert list(tmp_path.iterdir()) == [out]


def test_one_course_is_exported(office, tmp_path, names):
    """Plain UTF-8 by default, with a byte order mark when asked for."""
    out = tmp_path / "hasil.csv"
    words = ("results", "export", "--format", "csv", "--out", out, "--course", names.tourism)

    asn(*words)
    with out.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["NIP"] == "198601012010012001"

    asn(*words, "--bom")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_file_that_cannot_be_written_is_refused(office, tmp_path):
    """The ledger does not speak of an export that never was."""
    size = api.head().size
    out = tmp_path / "tidak" / "ada.csv"

    assert f"{out}: cannot be written" in refused(
        "results", "export", "--format", "csv", "--out", out
    )
    assert api.head().size == size


def test_from_a_shell_a_refusal_is_one_line_and_code_2(office, capsys):
    """No class name, no trace."""
    with pytest.raises(SystemExit) as caught:
        Command().run_from_argv(["asn", "asn", "explain", "99999"])

    assert caught.value.code == 2
    assert capsys.readouterr().err == "The ledger has no entry number 99999.\n"


@pytest.mark.parametrize(
    "words", [[], ["ledger"], ["ledger", "burn"], ["explain", "tiga"], ["results", "export"]]
)
def test_what_the_command_does_not_know_is_code_2(office, words, capsys):
    """The usage says what it knows."""
    with pytest.raises(SystemExit) as caught:
        Command().run_from_argv(["asn", "asn", *words])

    assert caught.value.code == 2
    assert "usage: asn asn" in capsys.readouterr().err


def test_a_file_too_large_to_be_a_register_is_not_read(office, tmp_path):
    """Twenty megabytes are more than a province has civil servants."""
    file = tmp_path / "besar.csv"
    with file.open("wb") as large:
        large.truncate(20_000_001)

    assert "larger than 20 MB" in refused("people", "import", file)
