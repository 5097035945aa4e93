"""`asn`: the register, the rulebook, the ledger and the results from the command line."""

import sys
from argparse import ArgumentParser, Namespace
from typing import Any, ClassVar, TextIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser

from scoring.core.errors import ScoringError
from scoring.management import subcommands
from scoring.management.subcommand import Refused, Subcommand

__all__ = ["Command"]

_BAD_INPUT = 2


class Command(BaseCommand):
    """The command `asn`; a site adds its own sub-commands and refusals by subclassing."""

    help = "The register, the rulebook, the ledger and the results of scoring."
    subcommands: ClassVar[tuple[type[Subcommand], ...]] = (
        subcommands.PeopleImport,
        subcommands.RulebookCheck,
        subcommands.RulebookPublish,
        subcommands.Explain,
        subcommands.LedgerVerify,
        subcommands.LedgerHead,
        subcommands.ResultsExport,
    )
    refusals: ClassVar[tuple[type[Exception], ...]] = (ScoringError, Refused)

    _from_shell = False

    def run_from_argv(self, argv: list[str]) -> None:
        """Run as from a shell: a refusal ends the process with its exit code."""
        self._from_shell = True
        super().run_from_argv(argv)

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare every sub-command, those of two words below their first."""
        groups: dict[str, Any] = {}
        top = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
        for kind in self.subcommands:
            place, name = top, kind.words[-1]
            if len(kind.words) > 1:
                place = groups.get(kind.words[0]) or _group(top, kind.words[0])
                groups[kind.words[0]] = place
            self._declare(place.add_parser(name, help=kind.summary, description=kind.summary), kind)

    def _declare(self, parser: ArgumentParser, kind: type[Subcommand]) -> None:
        subcommand = kind()
        subcommand.arguments(parser)
        parser.set_defaults(subcommand=subcommand)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the chosen sub-command; what it refuses is one sentence and exit code 2."""
        subcommand: Subcommand = options["subcommand"]
        try:
            subcommand.run(
                Namespace(**options),
                out=cast("TextIO", self.stdout),
                err=cast("TextIO", self.stderr),
            )
        except self.refusals as refusal:
            self._refuse(str(refusal), refusal)

    def _refuse(self, sentence: str, cause: Exception) -> None:
        if not self._from_shell:
            raise CommandError(sentence, returncode=_BAD_INPUT) from cause
        # Django would print the class of the error before the sentence.
        self.stderr.write(sentence)
        sys.exit(_BAD_INPUT)


def _group(top: Any, word: str) -> Any:
    parser = top.add_parser(word, help=f"see: asn {word} --help")
    return parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
