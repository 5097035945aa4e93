"""Accounts: one role each, an opaque id that stays, and no surprise."""

import uuid

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser, Group, User

from campus import accounts


@pytest.mark.django_db
def test_roles_carry_what_scoring_allows():
    """HR reads results, approvers decide, learners may do neither."""
    accounts.ensure_roles()
    hr = accounts.create_account("hr", role="hr", password="rahasia-sekali")
    learner = accounts.create_account("ana")
    assert hr.has_perm("asn_scoring.read_results")
    assert not hr.has_perm("asn_scoring.decide_rewards")
    assert not learner.get_all_permissions()
    assert set(Group.objects.values_list("name", flat=True)) == set(accounts.ROLES)


@pytest.mark.django_db
def test_an_opaque_id_can_be_given_and_stays():
    """The anonymous id depends on the opaque id and the course alone."""
    given = uuid.UUID(int=7)
    user = accounts.create_account("ana", opaque_id=given)
    first = accounts.anonymous_id(user.id, "course-v1:A+B+C")
    assert first == uuid.uuid5(given, "course-v1:A+B+C").hex
    assert accounts.anonymous_id_of(user, "course-v1:A+B+C") == first
    assert accounts.anonymous_id(user.id, "course-v1:A+B+D") != first


@pytest.mark.django_db
def test_an_unknown_role_is_refused_and_nothing_is_made():
    """The sentence names the roles there are."""
    with pytest.raises(ValueError, match="learner"):
        accounts.create_account("ana", role="raja")
    assert not User.objects.exists()


@pytest.mark.django_db
def test_who_has_no_password_cannot_log_in():
    """An account without a password is for machines and made-up people."""
    accounts.create_account("ana")
    assert authenticate(username="ana", password="") is None
    assert authenticate(username="ana", password="None") is None


@pytest.mark.django_db
def test_a_user_comes_with_the_account(django_assert_num_queries):
    """Loading the session's user is one query, role and opaque id included."""
    made = accounts.create_account("ana", role="trainer")
    with django_assert_num_queries(1):
        user = accounts.AccountBackend().get_user(made.id)
        assert accounts.is_trainer(user)
        assert accounts.anonymous_id_of(user, "x")


def test_nobody_has_no_role():
    """Who is not logged in is neither learner nor trainer."""
    assert accounts.role_of(AnonymousUser()) == ""
    assert not accounts.is_trainer(AnonymousUser())


@pytest.mark.django_db
def test_a_user_made_elsewhere_gets_an_account_when_asked():
    """`createsuperuser` makes users without an account; they are learners until told otherwise."""
    user = User.objects.create_user("lain")
    assert accounts.role_of(user) == "learner"
    assert len(accounts.anonymous_id(user.id, "x")) == 32
