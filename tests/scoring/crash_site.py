"""A place to die: processes on a database file of their own that are killed at chosen moments.

Run as a script by test_killed.py, which reads the JSON it prints. ASN_VAR says where the file is.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django is set up first
from django.db import connection  # noqa: E402

from scoring import followers, journal, publishing  # noqa: E402
from scoring.core.evidence import COURSE, Evidence, evidence_id  # noqa: E402
from scoring.models import Entry  # noqa: E402
from scoring.signals import EVIDENCE_OBSERVED  # noqa: E402
from scoring.verifying import verify_ledger  # noqa: E402

LD = "course-v1:Sawahlunto+LD01+2026"


def grade(attempt: int, *, learner: int = 7) -> Evidence:
    """The evidence of a passed course."""
    at = datetime(2026, 3, 2, tzinfo=UTC)
    return Evidence(
        evidence_id=evidence_id(usage_key=LD, learner_key=f"anonymous-{learner}", attempt=attempt),
        learner=str(learner),
        course_key=LD,
        usage_key=LD,
        activity=COURSE,
        earned=Decimal(80),
        possible=Decimal(100),
        attempt=attempt,
        began_at=at,
        submitted_at=at,
        content_digest="sha256:" + "0" * 64,
    )


def send(attempt: int) -> None:
    """What a block does: state the evidence; the answer to the learner would come next."""
    EVIDENCE_OBSERVED.send_event(send_robust=False, evidence=grade(attempt))


def die() -> None:
    """No clean-up, no handlers: what a power cut leaves behind."""
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(statement: str) -> Callable[..., object]:
    """A wrapper of database statements that dies right after this one."""

    def wrapper(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith(statement):
            die()
        return answer

    return wrapper


def in_child(work: Callable[[], object]) -> int:
    """Do the work in a process of its own; the number of the signal that ended it."""
    connection.close()
    child = os.fork()
    if child == 0:
        work()
        connection.close()
        os._exit(0)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


def killed(attempt: int, moment: str | None) -> dict[str, object]:
    """Send evidence in a process that dies at that moment, then send it twice more."""

    def work() -> None:
        if moment is None:
            send(attempt)
            die()
        with connection.execute_wrapper(die_after(moment)):
            send(attempt)

    ended_by = in_child(work)
    key = f"evidence:{grade(attempt).evidence_id}"
    survived = Entry.objects.filter(key=key).count()
    send(attempt)
    send(attempt)
    return {
        "signal": ended_by,
        "survived": survived,
        "entries": Entry.objects.filter(key=key).count(),
    }


def killed_while_judging() -> dict[str, object]:
    """Catch up in a process that dies before it has noted how far it came; then catch up again."""

    def work() -> None:
        with connection.execute_wrapper(die_after('UPDATE "asn_scoring_cursor"')):
            followers.catch_up()

    ended_by = in_child(work)
    followers.catch_up()
    followers.catch_up()
    credits = Entry.objects.filter(kind="credit_awarded").count()
    return {"signal": ended_by, "credits": credits}


def side_by_side(*, processes: int, attempts: int) -> dict[str, int]:
    """Several processes record the same attempts at the same time."""

    def work() -> None:
        for attempt in range(1, attempts + 1):
            journal.record_evidence(grade(attempt, learner=8))

    connection.close()
    children = []
    for _ in range(processes):
        child = os.fork()
        if child == 0:
            work()
            os._exit(0)
        children.append(child)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    keys = [f"evidence:{grade(n, learner=8).evidence_id}" for n in range(1, attempts + 1)]
    return {"failed": failed, "entries": Entry.objects.filter(key__in=keys).count()}


def main() -> None:
    """Die in every way, and print what was found afterwards."""
    call_command("migrate", "asn_scoring", verbosity=0)
    publishing.publish("2026-01", actor="role:operator")
    found = {
        "after the entry was written": killed(1, "INSERT INTO asn_scoring_entry"),
        "after the head was moved": killed(2, "UPDATE asn_scoring_head"),
        "between evidence and answer": killed(3, None),
        "while judging": killed_while_judging(),
        "side by side": side_by_side(processes=4, attempts=25),
        "problems": verify_ledger().problems,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
