"""`asn` on the campus: scoring's commands, and those that need courses, accounts and a web server."""

from typing import ClassVar

from django.core.management.base import CommandParser

from campus.management import subcommands
from course_content.archive import ArchiveRefused
from course_content.olx import OlxInvalid
from scoring.management.commands.asn import Command as ScoringCommand
from scoring.management.subcommand import Subcommand

__all__ = ["Command"]


class Command(ScoringCommand):
    """The command `asn` with everything one machine needs."""

    help = "Courses, accounts, the register, the rulebook, the ledger and the results."
    subcommands: ClassVar[tuple[type[Subcommand], ...]] = (
        subcommands.Demo,
        subcommands.Serve,
        subcommands.CourseCheck,
        subcommands.CourseImport,
        subcommands.AccountAdd,
        subcommands.AccountImport,
        *ScoringCommand.subcommands,
    )
    refusals: ClassVar[tuple[type[Exception], ...]] = (
        *ScoringCommand.refusals,
        ArchiveRefused,
        OlxInvalid,
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare every sub-command under the name people type, `asn`."""
        parser.prog = "asn"
        super().add_arguments(parser)
