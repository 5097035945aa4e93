"""Every word a page or script uses is in its room's table, and every word of a table is used."""

import re
from importlib import resources

import pytest

from asn_xblocks.lesson import words as lesson
from asn_xblocks.scenario import words as scenario

USED_BY = {
    lesson: [
        ("templates/student.html", lesson.LEARNER),
        ("templates/public.html", lesson.LEARNER),
        ("templates/author.html", lesson.AUTHOR),
        ("templates/studio.html", lesson.EDITOR),
        ("public/lesson.js", lesson.SCRIPT),
        ("public/lesson_studio.js", lesson.EDITOR),
        ("public/asn_editor.js", lesson.EDITOR),
    ],
    scenario: [
        ("templates/scene.html", scenario.LEARNER),
        ("templates/public.html", scenario.LEARNER),
        ("templates/author.html", scenario.AUTHOR),
        ("templates/studio.html", scenario.EDITOR),
        ("public/scenario.js", scenario.SCRIPT),
        ("public/scenario_studio.js", scenario.EDITOR),
        ("public/asn_editor.js", scenario.EDITOR),
    ],
}
NOT_TABLES = {"NO_ALTERNATIVE"}  # a sentence that stands alone
PLACES = [(room, path, table) for room, uses in USED_BY.items() for path, table in uses]


def _text(room, path):
    return resources.files(room.__package__).joinpath(path).read_text("utf-8")


@pytest.mark.parametrize(
    ("room", "path", "table"), PLACES, ids=[f"{r.__package__} {path}" for r, path, _ in PLACES]
)
def test_a_word_that_is_used_exists(room, path, table):
    """A misspelt name would show as nothing at all."""
    used = set(re.findall(r"\bwords\.(\w+)", _text(room, path)))
    assert used
    assert used <= set(table)


@pytest.mark.parametrize("room", USED_BY, ids=lambda room: room.__package__)
def test_every_word_is_used(room):
    """Nobody translates what nobody reads."""
    texts = [_text(room, path) for path, _ in USED_BY[room]]
    folder = resources.files(room.__package__)
    texts += [file.read_text("utf-8") for file in folder.iterdir() if file.name.endswith(".py")]
    everything = "\n".join(texts)
    for table in set(room.__all__) - NOT_TABLES:
        for name in getattr(room, table):
            assert re.search(rf"\bwords\.{name}\b|\"{name}\"\]|\"{name}\"(?!:)", everything), name
