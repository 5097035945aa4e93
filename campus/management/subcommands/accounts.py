"""`asn account add`: a person who may log in to this campus."""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from typing import TextIO

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command

from campus import accounts
from scoring.management.subcommand import Refused, Subcommand

__all__ = ["AccountAdd"]


class AccountAdd(Subcommand):
    """Add an account with one role."""

    words = ("account", "add")
    summary = "Add an account: a learner, trainer, hr, approver or auditor."

    def arguments(self, parser: ArgumentParser) -> None:
        """The log-in name, the role and the person's name."""
        parser.add_argument("username", metavar="LOGIN")
        parser.add_argument("--role", choices=sorted(accounts.ROLES), default="learner")
        parser.add_argument("--name", default="", help="the name shown on the pages")

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Ask for the password (or read it from a pipe) and make the account."""
        call_command("migrate", verbosity=0)
        accounts.ensure_roles()
        if User.objects.filter(username=options.username).exists():
            sentence = f"{options.username}: this log-in name is taken; choose another."
            raise Refused(sentence)
        password = _password()
        try:
            validate_password(password)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        accounts.create_account(
            options.username, role=options.role, name=options.name, password=password
        )
        out.write(f"{options.username} may log in as {options.role}.\n")


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")
