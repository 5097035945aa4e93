"""Files the browser gets: small, shared, without ways to run text."""

import gzip
import re
from pathlib import Path

import pytest

BLOCKS = ["lesson", "quiz", "scenario"]
ROOT = Path(__file__).parents[3] / "asn_xblocks"


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("name", ["asn.css", "asn.js"])
def test_every_block_serves_the_shared_files(block, name):
    """Platforms serve a block's own public/ only, so each has the shared files in it."""
    served = ROOT / block / "public" / name
    assert served.read_bytes() == (ROOT / "shared" / "public" / name).read_bytes()


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_is_quick_on_a_weak_link(block):
    """All scripts and styles of a block, editor included, are at most 15 KB compressed."""
    files = sorted((ROOT / block / "public").glob("*.*"))
    assert len(gzip.compress(b"".join(file.read_bytes() for file in files))) <= 15 * 1024


@pytest.mark.parametrize("script", sorted(ROOT.glob("*/public/*.js")), ids=lambda path: path.name)
def test_scripts_put_text_not_markup(script):
    """No script of a block hands text to the HTML parser of the live page, or runs it."""
    code = script.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", code)
