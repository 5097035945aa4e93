"""A process of its own that sends one answer to a quiz over HTTP; told to, it dies before replying.

Usage: one_answer.py prepare|answer|die
"""

import os
import signal
import sys
from importlib import resources
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "campus.settings"
    django.setup()

from django.core.management import call_command
from django.urls import reverse

from campus import accounts, courses
from campus.demo import answers
from campus.demo.visitor import Visitor
from campus.models import Block
from scoring.signals import EVIDENCE_OBSERVED

COURSE = Path(str(resources.files("course_content") / "literasi_digital"))
PASSWORD = "a long pass phrase"


def prepare() -> None:
    """An empty campus with one course and one learner in it."""
    call_command("migrate", verbosity=0)
    accounts.ensure_roles()
    course = courses.import_course(COURSE)
    courses.enroll(accounts.create_account("wendi", password=PASSWORD), course)


def answer() -> None:
    """The first attempt at the first quiz, every answer right."""
    block = Block.objects.filter(block_type="asn_quiz").order_by("position").first()
    quiz = answers.written(COURSE)["asn_quiz", block.usage_key.rpartition("@")[2]]
    right = {}
    for item in quiz.iter("item"):
        steps = [step.get("id") for step in item.iter("step")]
        keys = [c.get("id") for c in item.iter("choice") if c.get("correct") == "true"]
        right[item.get("id")] = steps or keys
    visitor = Visitor()
    visitor.log_in("wendi", PASSWORD)
    url = reverse("campus:handler", args=[block.usage_key, "submit"])
    visitor.post_json(url, {"attempt": 1, "answers": right})


def die() -> None:
    """The same, but the process is killed after the journal has written and before the answer."""
    EVIDENCE_OBSERVED.connect(_kill, weak=False)  # receivers are called in the order they connect
    answer()


def _kill(**_event: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    {"prepare": prepare, "answer": answer, "die": die}[sys.argv[1]]()
