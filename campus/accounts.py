"""Accounts and roles: who may do what, and the opaque id by which blocks and the ledger know them."""

import uuid
from collections.abc import Mapping

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractBaseUser, Group, Permission, User
from django.db import transaction

from campus.models import Account

__all__ = [
    "ROLES",
    "AccountBackend",
    "anonymous_id",
    "anonymous_id_of",
    "create_account",
    "ensure_roles",
    "is_trainer",
    "role_of",
]

ROLES: Mapping[str, tuple[str, ...]] = {
    "learner": (),
    "trainer": (),
    "hr": ("read_results", "export_results", "read_ledger"),
    "approver": ("decide_rewards",),
    "auditor": ("read_ledger",),
}


class AccountBackend(ModelBackend):
    """Loads a user together with the account, so that a request asks the database once."""

    def get_user(self, user_id: int) -> AbstractBaseUser | None:
        """The active user of that id."""
        user = User.objects.select_related("account").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


def ensure_roles() -> None:
    """Make one group for each role, with the permissions scoring declares."""
    known = {
        permission.codename: permission
        for permission in Permission.objects.filter(content_type__app_label="asn_scoring")
    }
    for role, codenames in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set([known[name] for name in codenames if name in known])


@transaction.atomic
def create_account(
    username: str,
    *,
    role: str = "learner",
    name: str = "",
    password: str | None = None,
    opaque_id: uuid.UUID | None = None,
) -> User:
    """A new user with one role; without a password nobody can log in as that user."""
    if role not in ROLES:
        msg = f"Unknown role {role!r}; choose one of {', '.join(ROLES)}."
        raise ValueError(msg)
    user = User.objects.create_user(username=username, password=password, first_name=name)
    group, _ = Group.objects.get_or_create(name=role)
    user.groups.add(group)
    Account.objects.create(user=user, role=role, opaque_id=opaque_id or uuid.uuid4())
    return user


def _account(user: User) -> Account:
    try:
        return user.account
    except Account.DoesNotExist:
        return Account.objects.get_or_create(user=user)[0]


def role_of(user: User) -> str:
    """The user's role, or an empty string for somebody who is not logged in."""
    return _account(user).role if user.is_authenticated else ""


def is_trainer(user: User) -> bool:
    """True for people who write and preview courses."""
    return role_of(user) == "trainer"


def anonymous_id(user_id: int | str, course_key: object) -> str:
    """The learner's opaque id in one course: 32 hexadecimal digits, the same every time."""
    account, _ = Account.objects.get_or_create(user_id=int(user_id))
    return uuid.uuid5(account.opaque_id, str(course_key)).hex


def anonymous_id_of(user: User, course_key: object) -> str:
    """The same as `anonymous_id`, without asking the database when the account is loaded."""
    return uuid.uuid5(_account(user).opaque_id, str(course_key)).hex
