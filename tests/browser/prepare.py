"""Fills an empty campus for the browser tests: `python -m tests.browser.prepare`, with ASN_VAR set.

It runs in a process of its own, because the settings read ASN_VAR once. Courses, accounts, register,
rulebook and learning come by the functions that the demo uses; nothing is written past them.
"""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import django

from tests.browser.people import LEARNERS, PASSWORD, STAFF, STUDIED
from tests.campus.olx import files_with

_BEGAN = timedelta(days=14)
_SEED = 1888


def main() -> None:
    """Build the campus in ASN_VAR."""
    django.setup()
    import time_machine
    from django.core.management import call_command

    from campus import accounts

    now = datetime.now(UTC)
    call_command("migrate", verbosity=0)
    accounts.ensure_roles()
    with time_machine.travel(now - _BEGAN - timedelta(days=1), tick=False):
        courses = _courses()
        _people(courses)
        _course_of_others()
    _study(courses, begins=now - _BEGAN)


def _courses() -> dict[str, Path]:
    """The folder of each imported course by its key."""
    from campus.courses import import_course
    from campus.demo.run import COURSES

    folders = [Path(str(resources.files("course_content") / name)) for name in COURSES]
    return {import_course(folder).key: folder for folder in folders}


def _course_of_others() -> None:
    """A course of blocks that are not ours, which nobody takes yet."""
    from campus.courses import import_files

    changes = {
        "vertical/v1.xml": '<vertical display_name="Unit 1"><html url_name="h1"/>'
        '<problem url_name="p1"/></vertical>',
        "vertical/v2.xml": '<vertical display_name="Unit 2"><tidak_dikenal url_name="x1"'
        ' display_name="Asing"/></vertical>',
        "html/h1.html": '<p>Selamat datang <img src="/static/gambar.svg" alt="Gambar"/></p>',
    }
    import_files(files_with(changes))


def _people(courses: dict[str, Path]) -> None:
    """Accounts, places in both courses, the register and the rulebook."""
    from django.conf import settings
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    from campus import accounts
    from campus.courses import enroll
    from campus.demo.cohort import REGISTER
    from campus.demo.run import RULEBOOK
    from campus.models import Course
    from scoring import api

    with REGISTER.open(encoding="utf-8", newline="") as register:
        rows = [row for row in csv.DictReader(register) if row["akun"] in LEARNERS]
    learners = [("learner", row["akun"], row["nama"]) for row in rows]
    for role, username, name in (*learners, *STAFF):
        user = accounts.create_account(username, role=role, name=name)
        for course in Course.objects.all() if role == "learner" else ():
            enroll(user, course)
    User.objects.update(password=make_password(PASSWORD))  # slow on purpose, so once for all
    api.import_people(rows, source=REGISTER.name)
    api.publish_rulebook(RULEBOOK, actor="role:hr")
    shown = [{"role": r, "username": u, "name": n} for r, u, n in (*learners[:1], *STAFF)]
    (settings.VAR / "accounts.json").write_text(
        json.dumps({"password": PASSWORD, "accounts": shown}), encoding="utf-8"
    )


def _study(courses: dict[str, Path], *, begins: datetime) -> None:
    """Let some learners take the courses through the site's own doors, on days that lie behind."""
    import time_machine

    from campus.demo.study import sittings, study
    from campus.demo.visitor import Visitor
    from scoring import api

    members = [_member(account, activities, begins) for account, activities in STUDIED.items()]
    visitors = {member.account: Visitor() for member in members}
    with time_machine.travel(begins, tick=False):
        for account, visitor in visitors.items():
            visitor.log_in(account, PASSWORD)
    found = tuple(tuple(_activities(key, folder)) for key, folder in courses.items())
    planned = sittings(members, found, seed=_SEED)
    for _ in study(planned, seed=_SEED, visitors=visitors, after_each=api.catch_up):
        pass


def _member(account: str, activities: int, begins: datetime) -> Any:
    from campus.demo.cohort import Member

    return Member(
        account=account,
        name=account,
        manner="thorough",
        skill=1.0,
        activities=activities,
        retries=True,
        one_day=False,
        begins=begins,
        first_course=0,
    )


def _activities(course_key: str, folder: Path) -> Iterator[Any]:
    from django.contrib.auth.models import User

    from campus.demo import answers
    from campus.demo.study import ACTIVITIES, Activity
    from campus.outline import outline

    written = answers.written(folder)
    for unit in outline(course_key, User.objects.get(username="pelatih")).units():
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


if __name__ == "__main__":
    main()
