"""Every sentence of the blocks is said in Indonesian too."""

import ast
import gettext
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3] / "asn_xblocks"
ROOMS = ["shared", "lesson", "quiz", "scenario"]
SAME = {"OLX"}  # a name in both languages


def marked(room):
    """The sentences a room marks for its translators."""
    for file in sorted((ROOT / room).glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
                yield node.args[0].value


def catalog(room):
    return gettext.translation("text", str(ROOT / room / "translations"), ["id"])


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_is_translated(room):
    """Each marked sentence has its Indonesian, with the same values in it."""
    own, shared = catalog(room), catalog("shared")
    for msgid in set(marked(room)) - SAME:
        said = own.gettext(msgid)
        said = shared.gettext(msgid) if said == msgid else said
        assert said != msgid, msgid
        values = [sorted(re.findall(r"%\(\w+\)[sd]", text)) for text in (msgid, said)]
        assert values[0] == values[1], msgid


@pytest.mark.parametrize("room", ROOMS)
def test_compiled_words_are_those_of_the_source(room):
    """The .mo that platforms read holds exactly the sentences of the .po beside it."""
    source = (ROOT / room / "translations/id/LC_MESSAGES/text.po").read_text(encoding="utf-8")
    pairs = re.findall(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)', source, re.MULTILINE)
    written = {
        "".join(ast.literal_eval(line) for line in msgid.splitlines()): "".join(
            ast.literal_eval(line) for line in msgstr.splitlines()
        )
        for msgid, msgstr in pairs
    }
    compiled = {name: said for name, said in catalog(room)._catalog.items() if name}
    assert compiled == {name: said for name, said in written.items() if name}
