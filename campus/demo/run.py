"""The main job from end to end: courses in, people in, learning, decisions, HR's table."""

import csv
import io
import itertools
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import time_machine
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from campus import accounts
from campus.courses import enroll, import_course
from campus.demo import answers
from campus.demo.cohort import FIRST_DAY, REGISTER, Member, cohort, opaque
from campus.demo.study import ACTIVITIES, Activity, sittings, study
from campus.demo.visitor import Visitor
from campus.models import Course
from campus.outline import Node, outline
from scoring import api

__all__ = ["PASSWORD", "STAFF", "Outcome", "run"]

# The demo's people are made up and so is their password; a real campus has neither.
PASSWORD = "sawahlunto-1888"  # noqa: S105 - printed for everybody to see
STAFF = (
    ("trainer", "pelatih", "Pelatih (contoh)"),
    ("hr", "bkpsdm", "Petugas BKPSDM (contoh)"),
    ("approver", "pejabat", "Pejabat yang berwenang (contoh)"),
    ("auditor", "inspektur", "Auditor Inspektorat (contoh)"),
)
COURSES = ("literasi_digital", "manajemen_pariwisata")
RULEBOOK = "2026-01"
_BEFORE = timedelta(days=3)


@dataclass
class Outcome:
    """What the demo made, for the printout and for tests."""

    seed: int
    members: list[Member]
    granted: int = 0
    refused: int = 0
    results: list[dict[str, Any]] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    explained: int = 0
    explanation: str = ""
    verification: Any = None
    seconds: float = 0.0


def run(*, seed: int, console: Console, people: int | None = None) -> Outcome:
    """Build the demo on an empty campus; CommandError when it holds somebody's ledger."""
    _start_empty()
    outcome = Outcome(seed=seed, members=cohort(seed)[:people])
    with _progress(console) as progress:
        with time_machine.travel(FIRST_DAY - _BEFORE, tick=False):
            _staff(seed)
            courses = _courses(progress)
            _people(outcome, progress)
            _rulebook()
        visitors = _log_in(outcome, progress)
        _learn(outcome, courses, visitors, progress)
        last = max(s.begins for s in sittings(outcome.members, courses, seed=seed))
        with time_machine.travel(last + timedelta(days=1), tick=False):
            _decide(outcome)
            _pull(outcome)
        outcome.verification = _verify(progress)
    return outcome


def _start_empty() -> None:
    """Begin with an empty demo folder, or refuse a database that already holds a ledger."""
    if not os.environ.get("DATABASE_URL") and settings.VAR.name == "demo":
        connections.close_all()
        shutil.rmtree(settings.VAR, ignore_errors=True)
        settings.VAR.mkdir(parents=True)
    call_command("migrate", verbosity=0)
    if api.head().size:
        raise CommandError(
            f"This database already holds a ledger of {api.head().size} entries, which nothing may"
            " remove. Give the demo an empty database (DATABASE_URL), or leave DATABASE_URL out."
        )
    accounts.ensure_roles()


def _courses(progress: Progress) -> tuple[tuple[Activity, ...], ...]:
    """Both courses imported, and what a learner finds to do in each."""
    task = progress.add_task("courses imported", total=len(COURSES))
    trainer = _account_of_staff("trainer")
    found = []
    for name in COURSES:
        folder = Path(str(resources.files("course_content") / name))
        course = import_course(folder)
        found.append(tuple(_activities(outline(course.key, trainer), course.key, folder)))
        progress.advance(task)
    return tuple(found)


def _activities(course: Node, course_key: str, folder: Path) -> Iterator[Activity]:
    written = answers.written(folder)
    for unit in course.units():
        for block in unit.children:
            content = written[block.block_type, block.usage_key.block_id]
            if block.block_type in ACTIVITIES and answers.asks(content):
                yield Activity(
                    course_key=course_key,
                    unit=str(unit.usage_key),
                    usage_key=str(block.usage_key),
                    block_type=block.block_type,
                    content=content,
                )


def _people(outcome: Outcome, progress: Progress) -> None:
    """Accounts, places in both courses, and the register."""
    task = progress.add_task("people registered", total=len(outcome.members))
    courses = list(Course.objects.order_by("key"))
    for member in outcome.members:
        user = _account(outcome.seed, member.account, member.name, "learner")
        for course in courses:
            enroll(user, course)
        progress.advance(task)
    _same_password()
    numbers = itertools.count()
    with REGISTER.open(encoding="utf-8", newline="") as register:
        api.import_people(
            itertools.islice(csv.DictReader(register), len(outcome.members)),
            source=REGISTER.name,
            subject_factory=lambda: opaque(outcome.seed, "subject", str(next(numbers))),
        )


def _staff(seed: int) -> None:
    for role, username, name in STAFF:
        _account(seed, username, name, role)


def _account_of_staff(role: str) -> User:
    return User.objects.get(username=next(name for r, name, _ in STAFF if r == role))


def _account(seed: int, username: str, name: str, role: str) -> User:
    return accounts.create_account(
        username, role=role, name=name, opaque_id=opaque(seed, "account", username)
    )


def _same_password() -> None:
    # Hashing is slow on purpose; the made-up people share one hash of one printed password.
    User.objects.update(password=make_password(PASSWORD))
    roles = [{"role": r, "username": u, "name": n} for r, u, n in STAFF]
    learners = [
        {"role": "learner", "username": u.username, "name": u.first_name}
        for u in User.objects.filter(groups__name="learner").order_by("id")[:3]
    ]
    (settings.VAR / "accounts.json").write_text(
        json.dumps({"password": PASSWORD, "accounts": learners + roles}), encoding="utf-8"
    )


def _rulebook() -> None:
    api.publish_rulebook(RULEBOOK, actor="role:hr")


def _log_in(outcome: Outcome, progress: Progress) -> dict[str, Visitor]:
    task = progress.add_task("people logged in", total=len(outcome.members))
    visitors = {}
    for member in outcome.members:
        with time_machine.travel(member.begins, tick=False):
            visitors[member.account] = Visitor()
            visitors[member.account].log_in(member.account, PASSWORD)
        progress.advance(task)
    return visitors


def _learn(
    outcome: Outcome,
    courses: tuple[tuple[Activity, ...], ...],
    visitors: dict[str, Visitor],
    progress: Progress,
) -> None:
    planned = sittings(outcome.members, courses, seed=outcome.seed)
    task = progress.add_task("sittings taken", total=len(planned))
    for _ in study(planned, seed=outcome.seed, visitors=visitors, after_each=api.catch_up):
        progress.advance(task)


def _decide(outcome: Outcome) -> None:
    """The approver opens the queue, grants the first proposal and refuses the second."""
    approver = Visitor()
    approver.log_in("pejabat", PASSWORD)
    waiting = api.rewards(state="proposed")
    if len(waiting) < 2:
        raise CommandError(
            f"Seed {outcome.seed} proposes {len(waiting)} rewards; the demo shows one granted and"
            " one refused. Choose another seed."
        )
    granted, refused = waiting[0].proposed_seq, waiting[1].proposed_seq
    _send_decision(approver, granted, "grant", "Bukti lengkap dan kuota pelatihan tersedia.")
    _send_decision(
        approver,
        refused,
        "refuse",
        "Unit yang bersangkutan sudah mengirim satu peserta pada periode ini.",
    )
    outcome.granted, outcome.refused, outcome.explained = granted, refused, granted
    with translation.override("id"):
        outcome.explanation = api.explanation(granted).text(gettext)


def _send_decision(approver: Visitor, seq: int, decision: str, reason: str) -> None:
    page = reverse("asn_scoring:reward", args=[seq])
    approver.post_form(page, {"decision": decision, "reason": reason, "final": "on"})


def _pull(outcome: Outcome) -> None:
    """HR pulls the results as a machine would, page by page, and saves both files."""
    hr = Visitor()
    hr.log_in("bkpsdm", PASSWORD)
    after: int | None = -1
    while after is not None:
        answer = hr.get(f"{reverse('asn_scoring_rest:results')}?after={after}&limit=25").json()
        outcome.results += answer["results"]
        after = answer["next"]
    for kind in ("csv", "xlsx"):
        path = settings.VAR / f"hasil-belajar.{kind}"
        call_command(
            "asn", "results", "export", "--format", kind, "--out", str(path), stdout=io.StringIO()
        )
        outcome.files.append(path)


def _verify(progress: Progress) -> Any:
    task = progress.add_task("ledger verified", total=api.head().size)
    return api.verify_ledger(progress=lambda done: progress.update(task, completed=done))


@contextmanager
def _progress(console: Console) -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description:<18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        yield progress
