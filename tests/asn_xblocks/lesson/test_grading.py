"""Progress through a lesson."""

from hypothesis import given
from hypothesis import strategies as st

from asn_xblocks.lesson.grading import Stop, is_right, progress

THREE = (Stop(section="s1"), Stop(section="s2", checks=("c1", "c2")), Stop(section="s3"))


def test_nothing_done_yet():
    """The learner goes on with the first section."""
    found = progress(THREE, read=(), answered=())
    assert (found.sections_done, found.go_on, found.share) == ((), "s1", 0.0)
    assert not found.finished


def test_a_section_with_checks_is_done_when_all_are_answered():
    """Reading alone leaves a section open while a check of it waits."""
    half = progress(THREE, read={"s1", "s2"}, answered={"c1"})
    assert (half.sections_done, half.go_on) == (("s1",), "s2")
    whole = progress(THREE, read={"s1", "s2"}, answered={"c1", "c2"})
    assert (whole.sections_done, whole.go_on) == (("s1", "s2"), "s3")
    assert (whole.steps_done, whole.steps, whole.share) == (4, 5, 0.8)


def test_all_done():
    """Nothing is left to go on with."""
    found = progress(THREE, read={"s1", "s2", "s3"}, answered={"c1", "c2"})
    assert found.finished
    assert (found.share, found.go_on) == (1.0, None)


def test_what_the_lesson_no_longer_has_counts_for_nothing():
    """Old ids from before an edit neither help nor harm."""
    assert progress(THREE, read={"old"}, answered={"older"}).steps_done == 0


def test_a_lesson_without_steps_is_done():
    """There is nothing to divide by."""
    found = progress((), read=(), answered=())
    assert found.finished
    assert found.share == 1.0


@given(st.sets(st.sampled_from(["s1", "s2", "s3"])), st.sets(st.sampled_from(["c1", "c2"])))
def test_doing_more_never_lowers_progress(read, answered):
    """The share grows with every step and reaches one only at the end."""
    now = progress(THREE, read=read, answered=answered)
    assert now.share <= progress(THREE, read={*read, "s1"}, answered=answered).share
    assert (now.share == 1.0) == (len(read) == 3 and len(answered) == 2) == now.finished


def test_a_check_is_right_when_the_choice_is():
    """One of the right choices suffices."""
    assert is_right("a", ("a", "b"))
    assert not is_right("c", ("a", "b"))
