"""Several writers on a database server: one entry a key, no gaps, one root."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import close_old_connections, connection, connections

from scoring import deciding, followers, journal, publishing
from scoring.core.entries import Draft, Kind
from scoring.core.errors import RewardAlreadyDecided
from scoring.models import Entry, Person
from scoring.verifying import verify_ledger

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]

WRITERS = 8


@pytest.fixture(autouse=True)
def _server():
    if connection.vendor == "sqlite":
        pytest.skip("threads need a database server; test_killed.py does it for SQLite")


def in_threads[Answer](work: Callable[[int], Answer]) -> list[Answer]:
    """What each writer gets, all of them at the same time."""

    def closing(writer: int) -> Answer:
        close_old_connections()
        try:
            return work(writer)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(closing, range(WRITERS)))


def export(key: str) -> Draft:
    """The smallest entry."""
    return Draft(kind=Kind.EXPORT_MADE, key=key, subject=None, body={})


def test_different_keys_get_numbers_without_gaps():
    """Eight writers with twenty entries each fill 0 to 159."""
    in_threads(lambda w: [journal.append(export(f"{w}-{n}")) for n in range(20)])
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(160))
    assert verify_ledger().problems == []


def test_the_same_key_is_written_once():
    """Eight writers with the same key: one creates, seven find it."""
    created = in_threads(lambda _writer: journal.append(export("one")).created)
    assert sorted(created) == [False] * 7 + [True]
    assert Entry.objects.count() == 1


def test_a_learner_who_is_met_at_once_by_many_is_one_person(attempt):
    """Evidence that comes in parallel creates one subject."""
    entries = in_threads(lambda w: journal.record_evidence(attempt(block=f"b{w}")).entry)
    assert len({entry.subject for entry in entries}) == 1
    assert Person.objects.count() == 1


def test_followers_that_run_at_once_decide_once(attempt):
    """Writers and followers in parallel: every level is reached once, and all is projected."""
    publishing.publish("2026-01", actor="role:operator")

    def work(writer: int) -> int:
        journal.record_evidence(attempt(writer, earned="10"))
        return followers.catch_up()

    in_threads(work)
    followers.catch_up()
    assert Entry.objects.filter(kind=Kind.LEVEL_REACHED).count() == WRITERS
    assert verify_ledger().problems == []


def test_only_one_of_two_deciders_wins():
    """Eight approvers decide the same proposal at once: one entry, seven refusals."""
    body = dict.fromkeys(("reward", "title", "rulebook", "rulebook_digest", "clause"), "x")
    proposal = Draft(
        kind=Kind.REWARD_PROPOSED,
        key="proposal",
        subject=str(uuid4()),
        body=body | {"year": 2026, "rests_on": []},
    )
    seq = journal.append(proposal).entry.seq

    def decide(writer: int) -> bool:
        try:
            deciding.decide_reward(
                seq, grant=writer % 2 == 0, actor=f"role:a#{uuid4()}", reason="Sudah sesuai."
            )
        except RewardAlreadyDecided:
            return False
        return True

    assert sorted(in_threads(decide)) == [False] * 7 + [True]
    assert Entry.objects.count() == 2
