"""`asn explain`: why a decision was taken, in words."""

from argparse import ArgumentParser, Namespace
from typing import TextIO

from django.utils.translation import gettext

from scoring import api
from scoring.management.subcommand import Subcommand

__all__ = ["Explain"]


class Explain(Subcommand):
    """Explain one decision."""

    words = ("explain",)
    summary = "Explain a decision: the rule, the figures and the entries it rests on."

    def arguments(self, parser: ArgumentParser) -> None:
        """The number of the entry."""
        parser.add_argument("seq", type=int, metavar="SEQ", help="the number of the entry")

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Write the explanation in the language of the site."""
        out.write(api.explanation(options.seq).text(gettext) + "\n")
