"""`asn account add`: a person who may log in to this campus."""

import csv
import getpass
import os
import secrets
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TextIO

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from campus import accounts
from scoring.management.reading import read_text
from scoring.management.subcommand import Refused, Subcommand

__all__ = ["AccountAdd", "AccountImport"]


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


class AccountImport(Subcommand):
    """Add an account for every learner of a register."""

    words = ("account", "import")
    summary = "Add a learner's account for each log-in name in a register, with a first password."

    def arguments(self, parser: ArgumentParser) -> None:
        """The register, and where the first passwords go."""
        parser.add_argument("file", type=Path, metavar="REGISTER.csv")
        parser.add_argument("--passwords", type=Path, required=True, metavar="FILE.csv")

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Make the accounts that are missing; their passwords are in a file only you can read."""
        call_command("migrate", verbosity=0)
        accounts.ensure_roles()
        rows = list(csv.DictReader(read_text(options.file).splitlines()))
        if not rows or not {"akun", "nama"} <= rows[0].keys():
            sentence = f"{options.file}: the first line must name the columns akun and nama."
            raise Refused(sentence)
        known = set(User.objects.values_list("username", flat=True))
        missing = [row for row in rows if row["akun"] and row["akun"] not in known]
        with transaction.atomic():
            first = [(row["akun"], _new_learner(row)) for row in missing]
            _write_privately(options.passwords, first)
        out.write(
            f"{len(missing)} accounts added, {len(rows) - len(missing)} were there;"
            f" first passwords in {options.passwords}: hand them out, then delete the file.\n"
        )


def _new_learner(row: dict[str, str]) -> str:
    password = secrets.token_urlsafe(9)
    accounts.create_account(row["akun"], name=row["nama"], password=password)
    return password


def _write_privately(path: Path, rows: list[tuple[str, str]]) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        sentence = f"{path}: cannot be written ({error.strerror}); name a file that is not there."
        raise Refused(sentence) from error
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["akun", "sandi"])
        writer.writerows(rows)


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")
