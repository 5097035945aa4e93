"""What a repository must not tell: where a machine keeps things, and from where it installs."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Put together here, so that this file does not name them itself.
_HOSTS = ("py" + "pi.org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org")
_PLACES = re.compile(r"(?<![\w.])/(?:work/main|work/shared|root/)")


def test_no_file_names_a_package_index_or_a_place_on_a_machine():
    """The lock says what to install; the machine says where from."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    found = []
    for name in listed:
        path = ROOT / name
        if path.suffix in {".mo", ".png", ".gz", ".xlsx"} or not path.exists():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if path != Path(__file__) and (_PLACES.search(text) or any(h in text for h in _HOSTS)):
            found.append(name)
    assert found == []
