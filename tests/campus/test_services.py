"""The services blocks may ask for, and the small promises of every block."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone, translation
from lxml import etree
from xblock.exceptions import NoSuchServiceError

from campus import courses
from campus.accounts import anonymous_id
from campus.catalogue import block_class, is_upstream
from campus.placeholder import Placeholder
from campus.runtime import CampusRuntime
from campus.services import Settings, Translations
from tests.campus.conftest import COURSE, key
from tests.campus.probe import Probe


@pytest.fixture
def block(course, ana):
    """The probe before one learner."""
    runtime = CampusRuntime(
        courses.tree_of(course), user=ana.user, enrollment=ana.user.enrollments.get()
    )
    return runtime.get_block(runtime.tree.block(key("campus_probe", "q1")).usage_key)


def test_only_staff_may_learn_the_opaque_id_of_others(block, pelatih, course, ana, budi):
    """A learner's block asks in vain; a trainer's gets the id, and back from it the user."""
    users = block.runtime.service(block, "user")
    assert users.get_anonymous_user_id("budi", COURSE) is None
    staff = CampusRuntime(courses.tree_of(course), user=pelatih.user)._services["user"]
    opaque = staff.get_anonymous_user_id("budi", COURSE)
    assert opaque == anonymous_id(budi.user.id, COURSE)
    assert staff.get_user_by_anonymous_id(opaque) == budi.user
    assert staff.get_user_by_anonymous_id("tiada") is None
    assert staff.get_anonymous_user_id("tiada", COURSE) is None


def test_nobody_is_not_authenticated(course):
    """Without a user every attribute of the LMS is there, and says nothing."""
    runtime = CampusRuntime(courses.tree_of(course))
    nobody = runtime._services["user"].get_current_user()
    assert nobody.opt_attrs["edx-platform.is_authenticated"] is False
    assert nobody.opt_attrs["edx-platform.user_id"] is None
    assert runtime.anonymous_student_id is None


def test_a_service_that_was_not_asked_for_is_not_given(block):
    """XBlock's own rule: what a block did not declare it does not get."""
    with pytest.raises(NoSuchServiceError):
        block.runtime.service(block, "completion")


def test_texts_of_our_blocks_come_in_the_readers_language():
    """The catalog lies beside the block's module; a package without one speaks English."""
    quiz = type("Quiz", (), {"__module__": "asn_xblocks.quiz.block"})()
    with translation.override("id"):
        assert Translations(quiz).gettext("Quiz") == "Kuis"
        assert Translations().gettext("Hello") == "Hello"
        assert Translations().ngettext("one", "many", 2) == "many"
        moment = datetime(2026, 11, 24, 1, 2, tzinfo=UTC)
        assert Translations().strftime(moment, "DATE_TIME") == "24-11-2026 08:02"


def test_settings_come_from_the_buckets_of_the_site(settings, block):
    """A block reads its bucket by name, or gets the default."""
    settings.XBLOCK_SETTINGS = {"Probe": {"a": 1}}
    assert Settings.get_settings_bucket(Probe, default={}) == {}
    block.block_settings_key = "Probe"
    assert Settings.get_settings_bucket(block) == {"a": 1}


def test_a_deadline_has_its_grace(block):
    """The due date of the subsection and the grace period after it decide."""
    assert block.close_date == datetime(2030, 1, 1, tzinfo=UTC)
    assert not block.has_deadline_passed()
    block.graceperiod = timedelta(hours=1)
    with time_machine.travel(datetime(2030, 1, 1, 0, 30, tzinfo=UTC)):
        assert not block.has_deadline_passed()
    with time_machine.travel(datetime(2030, 1, 1, 1, 1, tzinfo=UTC)):
        assert timezone.now() > block.close_date
        assert block.has_deadline_passed()


def test_old_names_of_keys_are_known(block):
    """`location` and `course_id` are the usage key and the course key."""
    assert block.location == block.usage_key
    assert str(block.course_id) == COURSE
    assert block.display_name_with_default == "Uji"


def test_other_events_are_logged_without_a_person(block, caplog):
    """The log names the event and the block, and nothing of the learner."""
    caplog.set_level("INFO", logger="campus.tracking")
    block.runtime.publish(block, "asn.quiz.opened", {"name": "Ana", "user_id": 1})
    line = caplog.messages[-1]
    assert line == f"asn.quiz.opened {block.usage_key}"


def test_progress_completes_blocks_that_do_not_do_it_themselves(block, ana):
    """The deprecated event still counts as seen."""
    block.runtime.publish(block, "progress", {})
    unit = courses.outline(COURSE, ana.user).find(block.usage_key)
    assert unit.completion == 1


def test_a_grade_without_numbers_is_ignored(block, ana):
    """value or max_value missing: nothing is stored, nothing fails."""
    block.runtime.publish(block, "grade", {"value": None, "max_value": 2})
    block.runtime.publish(block, "grade", {})
    assert not ana.user.enrollments.get().scores.exists()


def test_a_placeholder_gives_its_olx_back(course):
    """What could not be shown can still be exported as it was."""
    runtime = CampusRuntime(courses.tree_of(course))
    block = runtime.get_block(runtime.tree.block(key("tidak_dikenal", "x1")).usage_key)
    node = etree.Element("unknown")
    block.add_xml_to_node(node)
    assert node.tag == "tidak_dikenal"
    assert [child.tag for child in node] == ["dalam"]


def test_the_catalogue_knows_whose_block_a_tag_is():
    """Upstream blocks expect the LMS's page; ours and unknown ones do not."""
    assert is_upstream("problem")
    assert not is_upstream("asn_quiz")
    assert not is_upstream("vertical")
    assert block_class("tidak_pernah_ada") is Placeholder
