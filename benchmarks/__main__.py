"""Run the benchmarks named on the command line, or `all`, and merge their rows."""

import importlib
import os
import sys
import tempfile

from benchmarks.row import Row, merge

NAMES = ("block_view", "block_submit", "import")
_MODULES = {"import": "course_import"}


def main(names: list[str]) -> int:
    """The number of rows that miss their target; every row is printed."""
    unknown = [name for name in names if name not in (*NAMES, "all")]
    if unknown or not names:
        sys.stderr.write(f"usage: python -m benchmarks all | {' | '.join(NAMES)}\n")
        return 2
    chosen = NAMES if "all" in names else tuple(names)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as var:
        _campus(var)
        for name in chosen:
            module = importlib.import_module(f"benchmarks.{_MODULES.get(name, name)}")
            rows += module.run()
    merge(rows)
    for row in rows:
        verdict = "holds" if row.holds else "MISSED"
        beside = f"{row.peer:.2f} {row.peer_name}" if row.peer else row.peer_name
        print(
            f"{row.name:28} {row.ours:10.2f} {row.unit:9} beside {beside:34}"
            f" {row.ratio:8.2f} {row.target:8} {verdict}"
        )
    return sum(not row.holds for row in rows)


def _campus(var: str) -> None:
    """A campus of its own with an empty SQLite file."""
    os.environ["ASN_VAR"] = var
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "campus.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
