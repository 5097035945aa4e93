"""However often the world says a thing, the ledger holds it once."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from importlib import resources
from pathlib import Path
from random import Random

import pytest
from django.urls import reverse

from campus import accounts, courses
from campus.demo import answers
from campus.demo.visitor import Visitor
from scoring import api
from scoring.core.entries import Kind
from scoring.signals import EVIDENCE_OBSERVED

SCRIPT = Path(__file__).with_name("one_answer.py")
COURSE = Path(str(resources.files("course_content") / "literasi_digital"))


@pytest.fixture
def learner(db):
    """A learner who is logged in and enrolled in the course on digital literacy."""
    accounts.ensure_roles()
    course = courses.import_course(COURSE)
    courses.enroll(accounts.create_account("wendi", password="a long pass phrase"), course)
    visitor = Visitor()
    visitor.log_in("wendi", "a long pass phrase")
    return visitor, course


@pytest.fixture
def twice():
    """Every evidence event is sent a second time as soon as it was received."""

    def again(evidence, **event):
        if not getattr(again, "busy", False):
            again.busy = True
            EVIDENCE_OBSERVED.send_event(send_robust=False, evidence=evidence)
            again.busy = False
            again.count += 1

    again.count = 0
    EVIDENCE_OBSERVED.connect(again, weak=False)
    yield again
    EVIDENCE_OBSERVED.disconnect(again)


def _take_everything(visitor, course):
    """The number of attempts sent: each quiz and scenario of the course once, each answer twice."""
    sent, written = 0, answers.written(COURSE)
    for row in course.blocks.filter(block_type__in=["asn_quiz", "asn_scenario"]):
        content = written[row.block_type, row.usage_key.rpartition("@")[2]]
        rng = Random(1)
        if row.block_type == "asn_quiz":
            sheet = answers.quiz_sheet(content, skill=0.8, rng=rng)
            steps = [("submit", {"attempt": 1, "answers": sheet.answers})]
        else:
            walk = answers.scenario_walk(content, skill=0.8, rng=rng)
            steps = [
                ("choose", {"attempt": 1, "node": step.node, "choice": step.choice})
                for step in walk.choices
            ]
        for handler, payload in steps:
            url = reverse("campus:handler", args=[row.usage_key, handler])
            assert visitor.post_json(url, payload) == visitor.post_json(url, payload)
        sent += 1
    return sent


def test_every_event_sent_twice_and_every_answer_sent_twice_leaves_one_entry(learner, twice):
    """Attempts, events and answers may repeat; evidence does not."""
    visitor, course = learner
    attempts = _take_everything(visitor, course)
    api.catch_up()
    evidence = [e for e in api.entries(limit=1000) if e.kind == Kind.EVIDENCE_RECORDED]
    blocks = [e for e in evidence if e.body["activity"] != "course"]
    assert twice.count >= attempts == len(blocks)
    assert set(Counter(e.body["evidence_id"] for e in evidence).values()) == {1}
    assert not api.verify_ledger().problems


@pytest.mark.slow
def test_a_process_killed_between_evidence_and_answer_leaves_one_entry(tmp_path):
    """The phone asks again after the crash, and is told its score; the ledger has one entry."""

    def run(phase):
        clean = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        return subprocess.run(
            [sys.executable, str(SCRIPT), phase],
            env=clean | {"ASN_VAR": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    def entries():
        with sqlite3.connect(tmp_path / "campus.sqlite3") as database:
            return database.execute(
                "select canonical from asn_scoring_entry where kind = 'evidence_recorded'"
                " and canonical like '%asn_quiz%'"
            ).fetchall()

    def scores():
        with sqlite3.connect(tmp_path / "campus.sqlite3") as database:
            return database.execute("select earned = possible from campus_blockscore").fetchall()

    prepared = run("prepare")
    assert prepared.returncode == 0, prepared.stderr
    killed = run("die")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(entries()) == 1
    assert scores() == []
    for _retry in range(2):
        answered = run("answer")
        assert answered.returncode == 0, answered.stderr
    assert len(entries()) == 1
    assert scores() == [(1,)]
