"""The two catalogues hold every text of the campus, translated and compiled."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

import campus
from tests.campus.pages.conftest import LOCALES

ROOT = Path(campus.__file__).parent
_CALLS = {"_", "gettext", "gettext_lazy", "ngettext"}
_IN_TEMPLATE = re.compile(r"\b(?:gettext|ngettext|_)\((?=u?['\"])")


def _of_python(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = node.args[0] if node.args else None
            if node.func.id in _CALLS and isinstance(first, ast.Constant):
                yield first.value


def _of_template(path):
    code = templatize(path.read_text(encoding="utf-8"), origin=path.name)
    for call in _IN_TEMPLATE.finditer(code):
        literal = re.match(r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", code[call.end() :])
        yield ast.literal_eval(literal[1])


def _used():
    found = {text for path in ROOT.rglob("*.py") for text in _of_python(path)}
    return found | {text for path in ROOT.rglob("*.html") for text in _of_template(path)}


def _entries(language):
    """The entries of a .po file: msgid to its translations."""
    text = (LOCALES / language / "LC_MESSAGES/django.po").read_text(encoding="utf-8")
    found = {}
    for chunk in re.split(r"\n\n+", text):
        parts = re.findall(r'^(msg\w+(?:\[\d\])?) ((?:"[^\n]*"\n?)+)', chunk, re.MULTILINE)
        said = {
            name: "".join(map(ast.literal_eval, lines.split("\n")))
            for name, lines in ((name, block.rstrip("\n")) for name, block in parts)
        }
        if said.get("msgid"):
            found[said["msgid"]] = [v for name, v in said.items() if name.startswith("msgstr")]
    return found


@pytest.mark.parametrize("language", ["id", "en"])
def test_complete(language):
    """Every text of the sources stands in the catalogue, has a translation, and none is left over."""
    entries = _entries(language)
    assert sorted(_used() - set(entries)) == []
    assert sorted(set(entries) - _used()) == []
    assert [msgid for msgid, said in entries.items() if not all(said)] == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_compiled(language):
    """The .mo file says what the .po file says."""
    with (LOCALES / language / "LC_MESSAGES/django.mo").open("rb") as compiled:
        catalogue = gettext.GNUTranslations(compiled)._catalog
    said = {}
    for key, text in catalogue.items():
        msgid = key[0] if isinstance(key, tuple) else key
        if msgid:
            said.setdefault(msgid, []).append(text)
    assert said == _entries(language)


@pytest.mark.parametrize("language", ["id", "en"])
def test_keeps_the_placeholders(language):
    """A translation fills in the same values as its original."""
    placeholder = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    for msgid, said in _entries(language).items():
        for text in said:
            assert set(placeholder.findall(text)) == set(placeholder.findall(msgid)), msgid
