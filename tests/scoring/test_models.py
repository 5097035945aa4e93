"""The tables: what their constraints refuse, and what a row shows of a person."""

from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from scoring.models import (
    CourseResult,
    Cursor,
    Entry,
    Head,
    InboxItem,
    LevelResult,
    Person,
    RewardCase,
    RulebookText,
)

SUBJECT = UUID(int=1)


@pytest.mark.parametrize(
    ("nip", "shown"), [("199001012015032001", "1990****...001"), (None, ""), ("", "")]
)
def test_a_nip_is_shown_masked(nip, shown):
    """First four and last three digits, or nothing."""
    assert Person(nip=nip).masked_nip == shown


def test_no_row_shows_a_name_or_nip_as_text():
    """What lands in a log or an error page is an opaque id."""
    person = Person(subject=SUBJECT, name="Contoh Satu", nip="199001012015032001", user_id=414141)
    rows = [
        person,
        Entry(seq=3, kind="export_made", key="k"),
        Head(),
        RulebookText(name="2026-01"),
        InboxItem(user_id=414141, course_key="c"),
        Cursor(name="judge", seq=3),
        CourseResult(subject=SUBJECT, course_key="c"),
        LevelResult(subject=SUBJECT, code="M.05", level=2),
        RewardCase(proposed_id=3, reward_id="r", state="proposed"),
    ]
    assert {type(row) for row in rows} == set(apps.get_app_config("asn_scoring").get_models())
    texts = [str(row) for row in rows]
    assert str(person) == str(SUBJECT)
    assert all(texts)
    assert not any(hidden in text for text in texts for hidden in ("Contoh", "1990", "414141"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        Head(id=2),
        Head(id=1, size=-1),
        Cursor(name="x", seq=-2),
        Entry(seq=-1, key="k", at="2026-03-02T00:00Z"),
        LevelResult(subject=SUBJECT, code="M.05", level=6, seq=0),
        CourseResult(
            subject=SUBJECT,
            course_key="c",
            score="100.01",
            seq=0,
            began_at="2026-03-02T00:00Z",
            last_at="2026-03-02T00:00Z",
        ),
    ],
    ids=["second head", "negative size", "cursor", "negative seq", "level 6", "score"],
)
def test_the_database_refuses_what_cannot_be(row):
    """Every invariant is a named constraint, not only a habit of the code."""
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_every_constraint_has_a_name_and_no_condition():
    """MySQL has no partial unique index; Django would skip it there without a word."""
    for model in apps.get_app_config("asn_scoring").get_models():
        for constraint in model._meta.constraints:
            assert constraint.name.startswith("asn_scoring_")
            assert not getattr(constraint, "deferrable", None)
            if type(constraint).__name__ == "UniqueConstraint":
                assert constraint.condition is None


def test_no_model_points_at_a_user():
    """Closing an account neither fails because of the ledger nor takes anything out of it."""
    for model in apps.get_app_config("asn_scoring").get_models():
        targets = [field.related_model for field in model._meta.fields if field.is_relation]
        assert set(targets) <= {Entry, RulebookText}


def test_the_roles_of_a_site_find_their_permissions():
    """Results, rewards, ledger and exports are four different permissions."""
    names = [codename for codename, _ in Person._meta.permissions]
    assert names == ["read_results", "decide_rewards", "read_ledger", "export_results"]
