"""The campus's commands: what they make, and how they refuse with one sentence and exit code 2."""

import csv
import io
import stat

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError

from campus.demo.cohort import REGISTER
from campus.models import Course
from scoring import api


@pytest.fixture
def asn(db, monkeypatch):
    """A function that runs `asn` and gives what it printed; a text stands for the keyboard."""

    def run(*words, typed=""):
        out = io.StringIO()
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        call_command("asn", *map(str, words), stdout=out)
        return out.getvalue()

    return run


def _refused(asn, *words, typed=""):
    with pytest.raises(CommandError) as refusal:
        asn(*words, typed=typed)
    assert refusal.value.returncode == 2
    return str(refusal.value)


def test_an_account_is_added_with_its_role(asn):
    """The person can log in at once."""
    printed = asn("account", "add", "pelatih", "--role", "trainer", typed="a long pass phrase\n")
    assert printed == "pelatih may log in as trainer.\n"
    assert User.objects.get(username="pelatih").check_password("a long pass phrase")


def test_a_taken_name_and_a_weak_password_are_refused(asn):
    """Nothing is made by halves."""
    asn("account", "add", "pelatih", typed="a long pass phrase\n")
    taken = _refused(asn, "account", "add", "pelatih", typed="another pass phrase\n")
    assert "taken" in taken
    assert _refused(asn, "account", "add", "baru", typed="123\n")
    assert not User.objects.filter(username="baru").exists()


def test_accounts_for_a_register_come_with_private_first_passwords(asn, tmp_path):
    """Forty people get an account once; the file can be read by its owner alone."""
    file = tmp_path / "passwords.csv"
    printed = asn("account", "import", REGISTER, "--passwords", file)
    assert printed.startswith("40 accounts added, 0 were there")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with file.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert User.objects.get(username=rows[0]["akun"]).check_password(rows[0]["sandi"])
    again = asn("account", "import", REGISTER, "--passwords", tmp_path / "more.csv")
    assert again.startswith("0 accounts added, 40 were there")


def test_passwords_never_overwrite_a_file(asn, tmp_path):
    """An old list of passwords is not lost, and no account is made whose password nobody has."""
    file = tmp_path / "passwords.csv"
    file.write_text("kept")
    assert "not there" in _refused(asn, "account", "import", REGISTER, "--passwords", file)
    assert file.read_text() == "kept"
    assert not User.objects.exists()


def test_a_register_without_its_columns_is_refused(asn, tmp_path):
    """The sentence names the file and the columns."""
    file = tmp_path / "register.csv"
    file.write_text("satu,dua\n1,2\n")
    words = _refused(asn, "account", "import", file, "--passwords", tmp_path / "p.csv")
    assert "register.csv" in words
    assert "akun" in words


def test_a_course_with_findings_is_refused_by_place(asn, tmp_path):
    """File, line and remedy are printed; the exit code says that it is not sound."""
    (tmp_path / "course.xml").write_text('<course url_name="2026" org="S" course="X"/>')
    assert "findings" in _refused(asn, "course", "check", tmp_path)


@pytest.mark.parametrize("command", ["check", "import"])
def test_what_is_no_course_is_refused(asn, tmp_path, command):
    """A broken archive is named with a remedy, and nothing is stored."""
    file = tmp_path / "kursus.tar.gz"
    file.write_bytes(b"not an archive")
    assert "kursus.tar.gz" in _refused(asn, "course", command, file)
    assert not Course.objects.exists()


def test_broken_olx_is_refused_with_file_and_line(asn, tmp_path):
    """Nothing of the course is stored."""
    (tmp_path / "course.xml").write_text("<course\n<<")
    words = _refused(asn, "course", "import", tmp_path)
    assert "course.xml" in words
    assert not Course.objects.exists()


def test_the_demo_refuses_a_database_that_holds_a_ledger(asn):
    """Nothing of anybody's is removed for a demonstration."""
    api.publish_rulebook("2026-01", actor="role:operator")
    with pytest.raises(CommandError, match="already holds a ledger of 1 entries"):
        asn("demo")
    assert api.head().size == 1
