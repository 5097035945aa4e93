"""The runtime: state of every scope, services, rendering that does not break a page."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from xblock.exceptions import InvalidScopeError, NoSuchUsage

from campus import courses
from campus.accounts import anonymous_id
from campus.models import UserState
from campus.runtime import CampusRuntime
from tests.campus.conftest import COURSE, key

Q1, Q2 = key("campus_probe", "q1"), key("campus_probe", "q2")


def test_each_learner_has_a_state_of_his_own(ana, budi):
    """Two learners answer the same block; neither sees the other's answer."""
    ana.post(Q1, "keep", answer="satu", tally={"a": 1})
    budi.post(Q1, "keep", answer="dua")
    assert (ana.tell(Q1)["answer"], budi.tell(Q1)["answer"]) == ("satu", "dua")
    assert budi.tell(Q1)["tally"] == {}


def test_every_scope_is_kept_where_it_belongs(ana, budi):
    """Preferences follow the type, user info the user, the summary everybody."""
    ana.post(Q1, "keep", colour="hijau", nickname="An", visits=5)
    other = ana.tell(Q2)
    assert (other["colour"], other["nickname"], other["answer"]) == ("hijau", "An", "")
    assert budi.tell(Q1)["visits"] == 6
    assert budi.tell(Q2)["colour"] == ""
    places = set(UserState.objects.values_list("scope", "block", "learner"))
    assert ("preferences", "campus_probe", ana.user.id) in places
    assert ("user_info", "", ana.user.id) in places
    assert ("user_state_summary", Q1, 0) in places


def test_settings_are_inherited(ana):
    """A block in a subsection knows its format and due date."""
    told = ana.tell(Q1)
    assert told["format"] == "Kuis"
    assert told["due"].startswith("2030-01-01T00:00:00")


def test_the_user_service_speaks_as_the_lms(ana, pelatih):
    """Learners are students with a stable opaque id; trainers are staff."""
    told = ana.tell(Q1)
    assert told["role"] == "student"
    assert told["opaque"] == anonymous_id(ana.user.id, COURSE)
    assert len(told["opaque"]) == 32
    assert pelatih.tell(Q1)["role"] == "staff"


def test_a_trainer_who_is_not_enrolled_leaves_nothing(pelatih):
    """What a trainer tries out is neither kept nor graded."""
    pelatih.post(Q1, "keep", answer="coba")
    assert pelatih.tell(Q1)["answer"] == ""
    assert not UserState.objects.exists()


def test_content_cannot_be_changed_while_learning(course, ana):
    """A block that writes its content outside the studio is refused, and nothing changes."""
    runtime = CampusRuntime(
        courses.tree_of(course), user=ana.user, enrollment=ana.user.enrollments.get()
    )
    block = runtime.get_block(runtime.tree.block(Q1).usage_key)
    block.body = "lain"
    with pytest.raises(InvalidScopeError):
        block.save()


def test_a_shared_list_is_never_changed_in_place(course):
    """A block that appends to a content list changes its own copy only."""
    tree = courses.tree_of(course)
    first = CampusRuntime(tree, author=True).get_block(tree.block(Q1).usage_key)
    first.words.append("x")
    second = CampusRuntime(tree, author=True).get_block(tree.block(Q1).usage_key)
    assert second.words == []


def test_nobody_can_look_without_leaving_a_trace(course):
    """An anonymous user's view writes no row."""
    tree = courses.tree_of(course)
    runtime = CampusRuntime(tree, user=AnonymousUser())
    fragment = runtime.get_block(tree.block(Q1).usage_key).render("student_view")
    assert "isi" in fragment.content
    assert not UserState.objects.exists()


def test_an_unknown_usage_is_no_block(course):
    """A key that the course does not have raises `NoSuchUsage`."""
    tree = courses.tree_of(course)
    with pytest.raises(NoSuchUsage):
        CampusRuntime(tree).get_block(tree.key.make_usage_key("html", "tiada"))


def test_a_failing_block_does_not_break_its_unit(course, ana):
    """The unit renders with a sentence in place of the block that failed."""
    ana.post(Q1, "keep", answer="gagal")
    runtime = CampusRuntime(courses.tree_of(course), user=ana.user)
    unit = runtime.tree.block(key("vertical", "v1")).usage_key
    content = runtime.get_block(unit).render("student_view").content
    assert "campus-notice" in content
    assert "Selamat datang" in content


def test_arguments_of_a_script_cannot_end_it(course, ana):
    """JSON within the page holds no sign that could close the element."""
    runtime = CampusRuntime(courses.tree_of(course), user=ana.user)
    content = runtime.get_block(runtime.tree.block(Q1).usage_key).render("student_view").content
    inside = content.split('class="xblock_json_init_args">')[1].split("</script>")[0]
    assert json.loads(inside) == {"text": "</script><b>"}
    assert 'data-init="Probe"' in content


def test_an_unknown_tag_shows_a_sentence(course, ana):
    """A component that is not installed is named, and its OLX is kept."""
    runtime = CampusRuntime(courses.tree_of(course), user=ana.user)
    block = runtime.get_block(runtime.tree.block(key("tidak_dikenal", "x1")).usage_key)
    assert "tidak_dikenal" in block.render("student_view").content
    assert "<dalam/>" in block.olx


def test_links_to_course_files_are_completed(course, ana):
    """`/static/` of the course becomes its asset address; the site's own stays."""
    runtime = CampusRuntime(courses.tree_of(course), user=ana.user)
    content = runtime.get_block(runtime.tree.block(key("html", "h1")).usage_key)
    assert f'src="/asset/{COURSE}/peta.png"' in content.render("student_view").content
