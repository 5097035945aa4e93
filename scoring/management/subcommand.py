"""What every sub-command of `asn` is: its words, its arguments and what it does."""

from abc import ABC, abstractmethod
from argparse import ArgumentParser, Namespace
from typing import ClassVar, TextIO

__all__ = ["Refused", "Subcommand"]


class Refused(Exception):  # noqa: N818 - the name says what happened
    """The command was not carried out: do what its sentence says, then run it again."""


class Subcommand(ABC):
    """One thing `asn` can do.

    To add one: subclass this, and name the class in the `subcommands` of the command. The first
    of two words is shared by a group (`ledger verify`, `ledger head`).
    """

    words: ClassVar[tuple[str] | tuple[str, str]]
    summary: ClassVar[str]

    def arguments(self, parser: ArgumentParser) -> None:
        """Declare what may be written after the words; nothing by default."""
        return

    @abstractmethod
    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Do it: results to `out`, progress to `err`; raise what is refused."""
