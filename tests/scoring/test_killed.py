"""Processes that die at the worst moment, or write at the same one, leave one entry each."""

import json
import os
import subprocess
import sys
from pathlib import Path
from signal import SIGKILL

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What crash_site.py found on a database file of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "ASN_VAR": str(tmp_path_factory.mktemp("var")),
        "DJANGO_SETTINGS_MODULE": "campus.settings",
        "PYTHONPATH": str(ROOT),
    }
    script = Path(__file__).with_name("crash_site.py")
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", str(script)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize(
    ("moment", "survived"),
    [
        ("after the entry was written", 0),
        ("after the head was moved", 0),
        ("between evidence and answer", 1),
    ],
)
def test_a_killed_submission_is_one_entry_after_the_retry(found, moment, survived):
    """Before the commit nothing is left, after it everything; the retry makes it one entry."""
    assert found[moment] == {"signal": SIGKILL, "survived": survived, "entries": 1}


def test_a_judge_that_dies_decides_once(found):
    """The credit that was not committed is decided by the next catch-up, and only once."""
    assert found["while judging"] == {"signal": SIGKILL, "credits": 1}


def test_processes_that_record_the_same_attempts_write_each_once(found):
    """Four processes with the same 25 attempts: 25 entries, and nobody fails."""
    assert found["side by side"] == {"failed": 0, "entries": 25}


def test_the_ledger_is_whole_after_all_that(found):
    """Numbers, root and decisions hold."""
    assert found["problems"] == []
