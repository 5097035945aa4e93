"""Exit with an error when a file that blocks, pages or rules need is missing from a built wheel."""

import subprocess
import sys
import zipfile
from pathlib import PurePosixPath

SHIPPED = {".css", ".csv", ".html", ".js", ".json", ".mo", ".po", ".svg", ".toml", ".xml"}
PACKAGES = {"asn_xblocks", "campus", "course_content", "scoring"}


def main(wheel: str) -> int:
    """The number of tracked files that the wheel lost, each printed on a line."""
    tracked = subprocess.run(
        ["git", "ls-files"],  # noqa: S607 - git on PATH
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    wanted = {
        name
        for name in tracked
        if PurePosixPath(name).parts[0] in PACKAGES
        and (PurePosixPath(name).suffix in SHIPPED or name.endswith(".py"))
    }
    lost = sorted(wanted - set(zipfile.ZipFile(wheel).namelist()))
    for name in lost:
        sys.stderr.write(f"missing from the wheel: {name}\n")
    return len(lost)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1]) else 0)
