"""The platform's own pins and our dependencies can be installed side by side."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.index
def test_run_time_dependencies_resolve_beside_verawoods_pins(tmp_path):
    """What setup needs at run time is satisfied by the versions Open edX Verawood pins."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = tmp_path / "wanted.txt"
    wanted.write_text("\n".join(project["dependencies"]), encoding="utf-8")
    answer = subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header"),
            *("--python", sys.executable),
            *("--constraint", str(Path(__file__).with_name("verawood-pins.txt")), str(wanted)),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert answer.returncode == 0, answer.stderr
    assert "django==5.2.12" in answer.stdout
    assert "lxml==5.3.2" in answer.stdout
