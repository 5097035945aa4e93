"""A campus of its own, served as an operator serves it: `asn serve` in another process."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

__all__ = ["asn", "prepare", "served"]

_ROOT = Path(__file__).parents[2]
_ASN = Path(sys.executable).with_name("asn")
_STARTS_WITHIN_S = 60


def prepare(var: Path) -> None:
    """Fill the folder with the small campus of the browser tests."""
    _run(sys.executable, "-m", "tests.browser.prepare", var=var)


def asn(*arguments: str, var: Path) -> None:
    """Run the command line on the campus of that folder."""
    _run(str(_ASN), *arguments, var=var)


@contextmanager
def served(var: Path) -> Iterator[str]:
    """The address of the site while it is served; it must not have written a traceback."""
    address = f"127.0.0.1:{_free_port()}"
    log = var / "served.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(_ASN), "serve", "--bind", address],
            cwd=_ROOT,
            env=_environment(var),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(f"http://{address}/login/", server, log)
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait(timeout=30)
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in said, said


def _run(*command: str, var: Path) -> None:
    done = subprocess.run(
        command, cwd=_ROOT, env=_environment(var), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASN_")}
    kept.pop("DATABASE_URL", None)
    return kept | {"ASN_VAR": str(var), "DJANGO_SETTINGS_MODULE": "campus.settings"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _STARTS_WITHIN_S
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=_STARTS_WITHIN_S):
                return
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"The site did not start: {log.read_text(encoding='utf-8')}")
