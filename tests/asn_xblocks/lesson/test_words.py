"""Every word a page or script uses is in its table, and every word of a table is used."""

import re
from importlib import resources

import pytest

from asn_xblocks.lesson import words

ROOM = resources.files("asn_xblocks.lesson")
TABLES = [getattr(words, name) for name in words.__all__ if name != "NO_ALTERNATIVE"]
USED_BY = [
    ("templates/student.html", words.LEARNER),
    ("templates/public.html", words.LEARNER),
    ("templates/author.html", words.AUTHOR),
    ("templates/studio.html", words.EDITOR),
    ("public/lesson.js", words.SCRIPT),
    ("public/lesson_studio.js", words.EDITOR),
    ("public/asn_editor.js", words.EDITOR),
]


@pytest.mark.parametrize(("path", "table"), USED_BY)
def test_a_word_that_is_used_exists(path, table):
    """A misspelt name would show as nothing at all."""
    used = set(re.findall(r"\bwords\.(\w+)", ROOM.joinpath(path).read_text("utf-8")))
    assert used
    assert used <= set(table)


def test_every_word_is_used():
    """Nobody translates what nobody reads."""
    texts = [ROOM.joinpath(path).read_text("utf-8") for path, _ in USED_BY]
    texts += [file.read_text("utf-8") for file in ROOM.iterdir() if file.name.endswith(".py")]
    everything = "\n".join(texts)
    for table in TABLES:
        for name in table:
            assert re.search(rf"\bwords\.{name}\b|\"{name}\"\]|\"{name}\"(?!:)", everything), name
