"""`asn ledger verify|head`: the state of the ledger, and whether it is whole."""

from argparse import Namespace
from typing import TextIO

from scoring import api
from scoring.management.progress import Progress
from scoring.management.subcommand import Refused, Subcommand

__all__ = ["LedgerHead", "LedgerVerify"]


class LedgerHead(Subcommand):
    """The size and the root of the ledger."""

    words = ("ledger", "head")
    summary = "Print the size and the root of the ledger."

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Write them on one line."""
        head = api.head()
        out.write(f"{head.size} entries, root {head.root}\n")


class LedgerVerify(Subcommand):
    """Verify every entry and the root."""

    words = ("ledger", "verify")
    summary = "Read every entry again and compare the hashes and the root."

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Say that the ledger is whole, or refuse with what was found."""
        with Progress("Verifying the ledger", err) as progress:
            found = api.verify_ledger(progress=progress)
        if found.problems:
            sentence = (
                f"Ledger NOT verified, {len(found.problems)} problems in {found.size} entries: "
                f"{'; '.join(str(problem) for problem in found.problems)}. Stop writing and restore "
                "the last verified copy."
            )
            raise Refused(sentence)
        out.write(f"ledger verified: {found.size} entries, root {found.root}\n")
