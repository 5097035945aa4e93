"""The sub-commands of `asn`, one small class each."""

from scoring.management.subcommands.explaining import Explain
from scoring.management.subcommands.ledger import LedgerHead, LedgerVerify
from scoring.management.subcommands.people import PeopleImport
from scoring.management.subcommands.results import ResultsExport
from scoring.management.subcommands.rulebooks import RulebookCheck, RulebookPublish

__all__ = [
    "Explain",
    "LedgerHead",
    "LedgerVerify",
    "PeopleImport",
    "ResultsExport",
    "RulebookCheck",
    "RulebookPublish",
]
