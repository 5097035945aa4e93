"""`asn demo`: the main job from end to end, with synthetic civil servants."""

import time
from argparse import ArgumentParser, Namespace
from typing import TextIO

from rich.console import Console

from campus.demo.run import run
from campus.demo.show import show
from scoring.management.subcommand import Subcommand

__all__ = ["Demo"]


class Demo(Subcommand):
    """Forty synthetic civil servants take both courses."""

    words = ("demo",)
    summary = "Let 40 synthetic civil servants take both courses, and show what came of it."

    def arguments(self, parser: ArgumentParser) -> None:
        """The seed: the same one gives the same ledger, on any machine and database."""
        parser.add_argument("--seed", type=int, default=1888)
        parser.add_argument("--people", type=int, default=None, help="only the first so many")

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Run it and print the results."""
        console = Console(file=out, width=120 if not out.isatty() else None)
        began = time.perf_counter()
        outcome = run(seed=options.seed, people=options.people, console=console)
        outcome.seconds = time.perf_counter() - began
        show(outcome, console)
