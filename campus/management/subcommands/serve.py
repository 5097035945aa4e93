"""`asn serve`: the site on this machine."""

import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TextIO

from django.core.management import call_command

from campus import accounts
from scoring.management.subcommand import Subcommand

__all__ = ["Serve"]


class Serve(Subcommand):
    """Serve the site until it is stopped."""

    words = ("serve",)
    summary = "Serve the site on 127.0.0.1:8000 until Ctrl+C."

    def arguments(self, parser: ArgumentParser) -> None:
        """The address, and whether it is the demo's data that is served."""
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="ADDRESS:PORT")
        parser.add_argument("--demo", action="store_true", help="the site that `asn demo` made")

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Bring the database up to date, then hand this process over to gunicorn."""
        call_command("migrate", verbosity=0)
        accounts.ensure_roles()
        out.write(f"Open http://{options.bind}/ (stop with Ctrl+C)\n")
        out.flush()
        # One process with threads: the parsed courses are kept once, and SQLite has one writer.
        os.execv(  # noqa: S606 - our own interpreter, no shell
            sys.executable,
            [
                *(sys.executable, "-m", "gunicorn", "campus.wsgi:application"),
                *("--bind", options.bind, "--worker-class", "gthread"),
                *("--workers", "1", "--threads", "8", "--log-level", "warning"),
            ],
        )
