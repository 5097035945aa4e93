"""`asn course check|import`: a course before and when it comes to this campus."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TextIO

from django.core.management import call_command

from campus.courses import import_course
from course_content.archive import open_course
from course_content.check import check_course, summary
from scoring.management.subcommand import Refused, Subcommand

__all__ = ["CourseCheck", "CourseImport"]


class CourseCheck(Subcommand):
    """Find what is wrong with a course before learners do."""

    words = ("course", "check")
    summary = "Check a course (a folder or a .tar.gz from Studio) and print what to mend."

    def arguments(self, parser: ArgumentParser) -> None:
        """The course."""
        parser.add_argument("course", type=Path, metavar="COURSE")

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Print the size of a sound course; refuse one with findings, each on a line."""
        files = open_course(options.course)
        findings = check_course(files)
        for finding in findings:
            place = f"{finding.file}:{finding.line}" if finding.line else finding.file
            out.write(f"{place}: {finding.message} {finding.remedy}\n")
        if findings:
            sentence = f"{options.course}: {len(findings)} findings; mend them and check again."
            raise Refused(sentence)
        found = summary(files)
        out.write(
            f"{options.course}: no findings; {found.units} units, {found.items} items,"
            f" {found.words} words, about {found.minutes} minutes.\n"
        )


class CourseImport(Subcommand):
    """Bring a course to this campus."""

    words = ("course", "import")
    summary = "Import a course (a folder or a .tar.gz from Studio), all of it or nothing."

    def arguments(self, parser: ArgumentParser) -> None:
        """The course."""
        parser.add_argument("course", type=Path, metavar="COURSE")

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Import it and say under which key it can be found."""
        call_command("migrate", verbosity=0)
        course = import_course(options.course)
        out.write(f"{course.display_name} imported as {course.key}, version {course.version}.\n")
