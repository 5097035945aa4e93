"""`asn people import`: the register of civil servants from a CSV file."""

import csv
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from scoring import api
from scoring.core.errors import PersonInvalid
from scoring.management.reading import read_text
from scoring.management.subcommand import Refused, Subcommand

__all__ = ["PeopleImport"]


class PeopleImport(Subcommand):
    """Import the register, all rows or none."""

    words = ("people", "import")
    summary = "Import the register of civil servants from a CSV file, all rows or none."

    def arguments(self, parser: ArgumentParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Import it and say how many people are new and how many were brought up to date."""
        path: Path = options.file
        try:
            report = api.import_people(_rows(path), source=path.name)
        except PersonInvalid as error:
            sentence = f"{path}: {error}"
            raise Refused(sentence) from error
        out.write(f"{report.created} people added, {report.updated} brought up to date.\n")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    """Every row of the register by the titles of its columns; separated by comma or semicolon."""
    lines = read_text(path).splitlines(keepends=True)
    if not lines:
        sentence = f"{path}: the file is empty; its first line names the columns."
        raise Refused(sentence)
    separator = ";" if lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.DictReader(lines, delimiter=separator, strict=True)
    try:
        for row in reader:
            if None in row or None in row.values():
                sentence = (
                    f"{path}, line {reader.line_num}: the row has another number of columns "
                    f"than the first line; separate the columns with {separator!r}."
                )
                raise Refused(sentence)
            yield row
    except csv.Error as error:
        sentence = f"{path}, line {reader.reader.line_num}: not a row of CSV ({error}); correct the quotes."
        raise Refused(sentence) from error
