"""One seed, one ledger: on another day, in another process, on another database."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

SEED, PEOPLE = "1888", "14"  # enough people for one reward granted and one refused


def _demo(place, **environment):
    """What `asn demo` printed, and the root it verified."""
    answer = subprocess.run(
        [str(Path(sys.executable).with_name("asn")), "demo", "--seed", SEED, "--people", PEOPLE],
        env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        | {"ASN_VAR": str(place / "demo")}
        | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout, re.search(
        r"ledger verified: \d+ entries, root ([0-9a-f]{64})", answer.stdout
    )[1]


@pytest.mark.slow
def test_the_same_seed_gives_the_same_root_twice(tmp_path):
    """And the demo shows what it promises: a table, an explanation, a grant and a refusal."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    printed, first = _demo(tmp_path / "one")
    _, second = _demo(tmp_path / "two")
    assert first == second
    for words in (
        "HR's table",
        "granted",
        "refused",
        "Penghargaan diusulkan",
        "UU 27/2022 pasal 10",
    ):
        assert words in printed
    assert (tmp_path / "one/demo/hasil-belajar.xlsx").exists()


@pytest.mark.slow
@pytest.mark.database
def test_the_same_seed_gives_the_same_root_on_another_database(tmp_path, fresh_database):
    """SQLite and the server of DATABASE_URL agree on every byte that was hashed."""
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    _, here = _demo(tmp_path / "one")
    _, there = _demo(tmp_path / "two", DATABASE_URL=fresh_database)
    assert here == there


@pytest.fixture
def fresh_database(django_db_setup, django_db_blocker):
    """The address of an empty database beside the one of the tests, dropped afterwards."""
    url = os.environ["DATABASE_URL"]
    name = "asn_same_root"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
    yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name}")
