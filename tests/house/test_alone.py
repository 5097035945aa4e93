"""The domain and the grading run on a bare Python: an auditor needs nothing else."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PURE = [
    *sorted((ROOT / "scoring/core").glob("*.py")),
    *sorted((ROOT / "asn_xblocks").glob("*/grading.py")),
]


@pytest.mark.parametrize("path", PURE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_imports_only_the_standard_library(path):
    """Every import is of Python's own library or of a neighbour in scoring.core."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= 1, f"{path.name}:{node.lineno} reaches out of its room"
            names = [node.module or ""] if node.level == 0 else []
        else:
            continue
        for name in names:
            own = name.partition(".")[0] in sys.stdlib_module_names
            assert own or name.startswith("scoring.core"), f"{path.name}:{node.lineno} {name}"


def test_the_domain_loads_without_site_packages():
    """Python with neither our environment nor Django reads a rulebook with scoring.core alone."""
    script = (
        "from pathlib import Path; from scoring.core import rulebook;"
        "print(rulebook.parse(Path('scoring/rulebooks/2026-01.toml').read_text('utf-8')).id)"
    )
    answer = subprocess.run(
        [sys.executable, "-S", "-E", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.stdout.strip() == "2026-01", answer.stderr
