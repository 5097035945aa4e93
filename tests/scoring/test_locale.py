"""Every sentence scoring shows has its Indonesian words, and the compiled catalogue holds them."""

import ast
import gettext
import re
import string
from pathlib import Path

import pytest
from django.utils.translation import templatize

import scoring

_ROOT = Path(scoring.__file__).parent
_MARKS = {"_", "gettext", "gettext_lazy", "N_", "gettext_noop"}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def _catalogue(language):
    """The texts of a .po file: msgid to its translations, None as key of none."""
    path = _ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    found, current = {}, []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        current = re.findall(r'^(msgid|msgstr(?:\[\d\])?) (".*")$', block, re.MULTILINE)
        texts = [(word, ast.literal_eval(text)) for word, text in current]
        assert texts[0][0] == "msgid"
        found[texts[0][1]] = [text for word, text in texts[1:]]
    found.pop("")
    return found


def _in_python():
    for path in _ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in _MARKS and node.args and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


def _in_templates():
    for path in _ROOT.rglob("*.html"):
        code = templatize(path.read_text(encoding="utf-8"))
        for text in re.findall(r"gettext\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", code):
            yield ast.literal_eval(text)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_sentence_is_without_words(language):
    """What is marked in code and templates stands in the catalogue, with every plural form."""
    catalogue = _catalogue(language)
    marked = {*_in_python(), *_in_templates()}

    assert len(marked) > 150
    assert marked - catalogue.keys() == set()
    assert [msgid for msgid, texts in catalogue.items() if not texts or not all(texts)] == []


def test_no_words_are_left_over():
    """What nothing shows any more is taken out of the catalogue."""
    assert _catalogue("id").keys() - {*_in_python(), *_in_templates()} == set()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_compiled_catalogue_is_in_step(language):
    """Whoever edits the .po compiles it too."""
    path = _ROOT / "locale" / language / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    for msgid, texts in _catalogue(language).items():
        shown = compiled.gettext(msgid) if len(texts) == 1 else compiled.ngettext(msgid, msgid, 1)
        assert shown == texts[0]


def test_a_translation_keeps_the_figures_of_its_sentence():
    """A placeholder that is missing or misspelt would hide a figure or break the page."""
    for msgid, texts in _catalogue("id").items():
        for text in texts:
            assert set(_PLACEHOLDER.findall(text)) == set(_PLACEHOLDER.findall(msgid)), msgid
            assert text.count("%%") == msgid.count("%%")


def test_the_words_are_indonesian():
    """Hardly a sentence of several words is the same in both languages."""
    same = [
        msgid
        for msgid, texts in _catalogue("id").items()
        if msgid in texts and len(msgid.strip(string.punctuation).split()) > 2
    ]

    assert same == []
