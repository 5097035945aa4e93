"""`asn results export`: HR's table as a file."""

from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path
from typing import TextIO

from scoring import api, exports
from scoring.management.progress import Progress
from scoring.management.subcommand import Refused, Subcommand
from scoring.management.subcommands.rulebooks import OPERATOR

__all__ = ["ResultsExport"]


class ResultsExport(Subcommand):
    """Write the results to a file."""

    words = ("results", "export")
    summary = "Write the results to a CSV or XLSX file and record the export in the ledger."

    def arguments(self, parser: ArgumentParser) -> None:
        """The format, the file and, if wanted, one course."""
        formats = [kind.value for kind in exports.FileFormat]
        parser.add_argument("--format", choices=formats, required=True)
        parser.add_argument("--out", type=Path, required=True, metavar="FILE")
        parser.add_argument("--course", metavar="KEY", help="only this course")
        parser.add_argument(
            "--bom",
            action="store_true",
            help="CSV for a spreadsheet: with a byte order mark, the NIP kept as text",
        )

    def run(self, options: Namespace, *, out: TextIO, err: TextIO) -> None:
        """Write the file, whole or not at all, and say what is in it."""
        path: Path = options.out
        kind = exports.FileFormat(options.format)
        read = partial(api.results, course_key=options.course)
        batches = exports.batches(read, seq=lambda result: result.record.seq)
        try:
            with Progress("Writing the results", err) as progress:
                exported = exports.write_results(
                    (row for batch in batches for row in exports.rows_of(batch)),
                    out=path,
                    file_format=kind,
                    for_spreadsheet=options.bom,
                    progress=progress,
                    record=lambda written: api.record_export(
                        what=f"results.{kind}",
                        rows=written.rows,
                        digest=written.digest,
                        actor=OPERATOR,
                    ),
                )
        except OSError as error:
            sentence = (
                f"{path}: cannot be written ({error.strerror}); check the folder and the rights."
            )
            raise Refused(sentence) from error
        out.write(f"{exported.rows} results written to {path}; {exported.digest}\n")
