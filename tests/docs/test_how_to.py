"""The how-tos work as they are written: every line after a `$` is run, in the order of the page."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs/how-to"
FIRST = "run-a-campus.md"  # the others need the campus that this page makes
OTHERS = sorted(path.name for path in HOW_TO.glob("*.md") if path.name != FIRST)
PASSWORD = "a long pass phrase"


def _commands(page):
    text = (HOW_TO / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the repository's course files and register, and an environment for commands."""
    folder = tmp_path_factory.mktemp("campus")
    for name in ("course_content", "campus"):
        (folder / name).symlink_to(ROOT / name)
    clean = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    path = f"{Path(sys.executable).parent}:{clean['PATH']}"
    return folder, clean | {"PATH": path, "ASN_VAR": str(folder / "var")}


def _run(command, place, **more):
    folder, environment = place
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment | more,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def prepared(place):
    """The campus after every command of the first page."""
    for command in _commands(FIRST):
        answer = _run(command, place)
        assert answer.returncode == 0, f"{command}\n{answer.stdout}{answer.stderr}"
    return place


@pytest.fixture
def served(prepared):
    """The address of the campus while `asn serve` runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    folder, environment = prepared
    server = subprocess.Popen(["asn", "serve", "--bind", address], cwd=folder, env=environment)
    try:
        _wait(f"http://{address}/login/")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(url):
    until = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < until, "the site did not start within a minute"
            time.sleep(0.2)
        else:
            return


@pytest.mark.slow
@pytest.mark.parametrize("page", OTHERS)
def test_every_command_of_the_page_works(page, prepared, served):
    """A reader who copies the lines of a how-to gets what it says."""
    commands = _commands(page)
    assert commands
    for command in commands:
        answer = _run(command, prepared, CAMPUS=served, HR_USER="bkpsdm", HR_PASSWORD=PASSWORD)
        assert answer.returncode == 0, f"{command}\n{answer.stdout}{answer.stderr}"
