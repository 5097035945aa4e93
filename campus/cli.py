"""The command `asn`: the campus's and the ledger's commands in one place."""

import os
import sys

from django.core.management import execute_from_command_line

__all__ = ["main"]


def main() -> None:
    """Run a sub-command with the campus's settings; the demo keeps its own folder, `var/demo`."""
    arguments = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campus.settings")
    if arguments[:1] == ["demo"] or "--demo" in arguments:
        os.environ.setdefault("ASN_VAR", "var/demo")
    execute_from_command_line(["asn", "asn", *arguments])
