"""Sentences are kept apart from their language."""

from scoring.core.wording import N_, Line

WORDS = {"%(what)s is %(state)s": "%(what)s %(state)s", "open": "terbuka"}


def test_only_named_parameters_are_translated():
    line = Line(
        msgid=N_("%(what)s is %(state)s"),
        params={"what": "open", "state": "open"},
        translated=frozenset({"state"}),
    )
    assert line.text() == "open is open"
    assert line.text(lambda text: WORDS.get(text, text)) == "open terbuka"


def test_a_line_states_a_fact_unless_told_otherwise():
    line = Line(msgid="A fact.")
    assert (line.met, line.depth, line.text()) == (None, 0, "A fact.")
