"""`asn rulebook check|publish`: a rulebook before and when it comes into force."""

from argparse import ArgumentParser, Namespace
from typing import TextIO

from scoring import api
from scoring.management.subcommand import Subcommand

__all__ = ["OPERATOR", "RulebookCheck", "RulebookPublish"]

# Who acts in an entry that was made from the command line.
OPERATOR = "role:operator"


class RulebookCheck(Subcommand):
    """Check a rulebook and its golden cases."""

    words = ("rulebook", "check")
    summary = "Check a rulebook file and its golden cases; nothing is published."

    def arguments(self, parser: ArgumentParser) -> None:
        """The name of a rulebook that came with the programme, or a file."""
        parser.add_argument("name", metavar="NAME", help="for example 2026-01, or a FILE.toml")

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Say that it may be published, or refuse with the first thing to correct."""
        rules = api.check_rulebook(options.name)
        out.write(
            f"Rulebook {rules.id} may be published: {len(rules.courses)} courses, "
            f"{len(rules.rewards)} rewards, {len(rules.golden)} golden cases pass; {rules.digest}.\n"
        )


class RulebookPublish(Subcommand):
    """Publish a rulebook for good."""

    words = ("rulebook", "publish")
    summary = "Publish a rulebook: its digest becomes an entry and it is never edited again."

    def arguments(self, parser: ArgumentParser) -> None:
        """The name of a rulebook that came with the programme, or a file."""
        parser.add_argument("name", metavar="NAME", help="for example 2026-01, or a FILE.toml")

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Publish it and say under which entry."""
        entry = api.publish_rulebook(options.name, actor=OPERATOR)
        out.write(f"Rulebook {options.name} is published in entry {entry.seq}.\n")
