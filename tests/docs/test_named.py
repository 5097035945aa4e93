"""What a reader may look for is in the documentation."""

import re
from pathlib import Path

import pytest

from campus.management.commands.asn import Command
from scoring import api
from scoring.core.entries import Kind
from scoring.settings.common import DEFAULTS

ROOT = Path(__file__).parents[2]
DOCS = "\n".join(
    path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
)


def test_every_setting_is_documented():
    """Each ASN_* setting of scoring has a row in docs/settings.md."""
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert [name for name in DEFAULTS if f"`{name}`" not in page] == []


def test_every_environment_variable_is_documented():
    """Each variable the campus reads has a row in docs/settings.md."""
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    source = (ROOT / "campus/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'environ\.get\(\s*"(\w+)"', source)) - {"SECRET_KEY"}
    assert sorted(name for name in read if f"`{name}`" not in page) == []


@pytest.mark.parametrize("words", [" ".join(kind.words) for kind in Command.subcommands])
def test_every_command_is_documented(words):
    """Each sub-command of asn is shown somewhere in the README or docs."""
    assert f"asn {words}" in DOCS


@pytest.mark.parametrize("name", api.__all__)
def test_every_public_function_of_scoring_is_documented(name):
    """Each name of scoring.api has a row in docs/api.md."""
    assert f"`{name}" in (ROOT / "docs/api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_entry_is_documented(kind):
    """Each kind of entry has a row in docs/ledger.md."""
    assert f"`{kind.value}`" in (ROOT / "docs/ledger.md").read_text(encoding="utf-8")


def test_links_between_pages_lead_somewhere():
    """A relative link in the documentation points to a file that is there."""
    dead = []
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        targets = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
        dead += [
            f"{page.relative_to(ROOT)} -> {target}"
            for target in targets
            if "://" not in target and not (page.parent / target).exists()
        ]
    assert dead == []
