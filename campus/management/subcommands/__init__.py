"""The sub-commands of `asn` that only the campus has, one small class each."""

from campus.management.subcommands.accounts import AccountAdd, AccountImport
from campus.management.subcommands.courses import CourseCheck, CourseImport
from campus.management.subcommands.demo import Demo
from campus.management.subcommands.serve import Serve

__all__ = ["AccountAdd", "AccountImport", "CourseCheck", "CourseImport", "Demo", "Serve"]
