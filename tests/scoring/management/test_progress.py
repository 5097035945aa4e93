"""Progress: silent while it is quick, then told."""

from io import StringIO

from scoring.management import progress
from scoring.management.progress import Progress


class _Terminal(StringIO):
    def isatty(self):
        return True


def test_what_is_quick_says_nothing():
    """The first second is silent."""
    stream = StringIO()
    with Progress("Membaca", stream) as told:
        told(1)
        told(2, 2)

    assert stream.getvalue() == ""


def test_what_takes_long_says_how_far_it_is(monkeypatch):
    """A plain line now and then, with the total when it is known."""
    clock = iter([0.0, 0.5, 1.5, 1.5, 2.0, 9.0, 9.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    stream = StringIO()
    with Progress("Membaca", stream) as told:
        told(1)
        told(2)
        told(3)
        told(4, 5)

    assert stream.getvalue() == "Membaca: 2\nMembaca: 4 of 5\n"


def test_a_terminal_gets_a_bar(monkeypatch, capsys):
    """rich draws it, on the error stream, so that the output stays clean."""
    clock = iter([0.0, 1.5])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock, 2.0))
    stream = _Terminal()
    with Progress("Membaca", stream) as told:
        told(1, 3)
        told(2, 3)

    assert stream.getvalue() == ""
    assert capsys.readouterr().out == ""


def test_without_rich_a_terminal_gets_lines_too(monkeypatch):
    """The LMS does not bring rich."""
    clock = iter([0.0, 1.5, 1.5])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(progress.importlib.util, "find_spec", lambda _: None)
    stream = _Terminal()
    with Progress("Membaca", stream) as told:
        told(7)

    assert stream.getvalue() == "Membaca: 7\n"
