"""Importing: what Studio exports comes in whole; what is broken or hostile leaves no trace."""

import json
import time
from pathlib import Path

import pytest

import course_content
from campus import courses
from campus.importing import parse_course
from campus.models import Block, BlockScore, Course, CourseAsset
from course_content.archive import ArchiveRefused, open_course
from course_content.olx import OlxInvalid
from tests.campus.conftest import COURSE, key
from tests.campus.olx import archive_of, files_with
from tests.campus.probe import Probe

Q1 = key("campus_probe", "q1")
COURSES = [
    Path(course_content.__file__).parent / name
    for name in ("literasi_digital", "manajemen_pariwisata")
]


def test_a_course_comes_in_whole(course):
    """Every block, every file, the policy's name and the grading policy are stored."""
    assert (course.key, course.display_name, course.version) == (COURSE, "Kursus Uji", 1)
    assert Block.objects.count() == 12
    assert set(CourseAsset.objects.values_list("path", flat=True)) == {
        "peta.png",
        "gambar.svg",
        "catatan.html",
    }
    assert course.grading_policy["GRADE_CUTOFFS"] == {"Lulus": 0.7}
    assert course.policy_digest.startswith("sha256:")


def test_maximum_scores_are_asked_at_import(course):
    """The problem can score 1, the probe 2, readable blocks nothing."""
    possible = dict(Block.objects.values_list("usage_key", "raw_possible"))
    assert possible[key("problem", "p1")] == 1
    assert possible[Q1] == 2
    assert possible[key("html", "h1")] is None


def test_an_archive_is_the_same_as_a_folder(db):
    """A .tar.gz as Studio makes it gives the same course."""
    course = courses.import_course(archive_of(files_with({}).contents))
    assert course.content_digest == courses.import_files(files_with({})).content_digest
    assert Block.objects.filter(course=course).count() == 12


def test_importing_again_keeps_what_learners_did(ana):
    """State and scores outlive a new version; blocks that went are gone from the outline."""
    ana.post(Q1, "keep", answer="satu")
    ana.post(Q1, "publish", value=1, max_value=2)
    changed = {"vertical/v1.xml": '<vertical><campus_probe url_name="q1" body="baru"/></vertical>'}
    course = courses.import_files(files_with(changed))
    assert course.version == 2
    assert ana.tell(Q1)["answer"] == "satu"
    assert BlockScore.objects.get().earned == 1
    assert key("html", "h1") not in courses.tree_of(course)


BROKEN = {
    "not well-formed": ("vertical/v1.xml", "<vertical><html></vertical>", "vertical/v1.xml"),
    "doctype": ("vertical/v1.xml", '<!DOCTYPE x [<!ENTITY a "b">]><vertical/>', "vertical/v1.xml"),
    "missing file": ("html/h1.xml", None, "vertical/v1.xml"),
    "missing html": ("html/h1.html", None, "html/h1.xml"),
    "wrong element": ("chapter/ch1.xml", "<vertical/>", "chapter/ch1.xml"),
    "two of one name": (
        "vertical/v1.xml",
        '<vertical><html url_name="a">x</html>\n<html url_name="a">y</html></vertical>',
        "vertical/v1.xml",
    ),
    "bad name": ("vertical/v1.xml", '<vertical><html url_name="a b/c">x</html></vertical>', "ver"),
    "no key": ("course.xml", '<course url_name="2026"/>', "course.xml"),
    "due no date": ("sequential/s1.xml", '<sequential due="besok"/>', "sequential/s1.xml"),
    "weight no number": ("problem/p1.xml", '<problem weight="berat"/>', "problem/p1.xml"),
    "policy not JSON": ("policies/2026/policy.json", "{", "policies/2026/policy.json"),
    "policy a list": ("policies/2026/policy.json", "[]", "policies/2026/policy.json"),
    "weight a word": (
        "policies/2026/grading_policy.json",
        json.dumps({"GRADER": [{"type": "K", "weight": "satu"}]}),
        "policies/2026/grading_policy.json",
    ),
    "policy no JSON at all": ("policies/2026/grading_policy.json", "GRADER", "policies"),
    "policy no object": ("policies/2026/grading_policy.json", "[]", "policies"),
    "graders no list": ("policies/2026/grading_policy.json", '{"GRADER": {}}', "policies"),
    "grader without type": ("policies/2026/grading_policy.json", '{"GRADER": [{}]}', "policies"),
    "count a fraction": (
        "policies/2026/grading_policy.json",
        json.dumps({"GRADER": [{"type": "K", "weight": 1, "min_count": 1.5}]}),
        "policies",
    ),
    "root no course": ("course.xml", "<kursus/>", "course.xml"),
    "too deep": ("vertical/v1.xml", "<vertical>" * 14 + "</vertical>" * 14, "vertical/v1.xml"),
    "cutoff too high": (
        "policies/2026/grading_policy.json",
        json.dumps({"GRADE_CUTOFFS": {"Lulus": 70}}),
        "policies/2026/grading_policy.json",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_course_leaves_no_trace(db, case):
    """The refusal names file, line and remedy, and nothing is written."""
    name, text, place = BROKEN[case]
    with pytest.raises(OlxInvalid) as refused:
        courses.import_files(files_with({name: text}))
    assert refused.value.file.startswith(place)
    assert refused.value.line >= 1
    assert refused.value.remedy
    assert not Course.objects.exists()
    assert not Block.objects.exists()


def test_a_broken_new_version_keeps_the_old_one(course):
    """All or nothing: the course that was there stays as it was."""
    with pytest.raises(OlxInvalid):
        courses.import_files(files_with({"vertical/v2.xml": "<vertical>"}))
    course.refresh_from_db()
    assert course.version == 1
    assert Block.objects.count() == 12


def test_a_hostile_archive_is_refused(db):
    """A member that leaves its folder is refused before anything is read from it."""
    contents = dict(files_with({}).contents) | {"../../etc/passwd": b"x"}
    with pytest.raises(ArchiveRefused):
        courses.import_course(archive_of(contents))
    assert not Course.objects.exists()


def test_a_block_without_a_name_gets_the_same_one_each_time(db):
    """The made-up url_name depends on the place alone, so learners' state is found again."""
    files = files_with({"vertical/v1.xml": "<vertical><html>a</html><html>b</html></vertical>"})
    first, second = (set(parse_course(files).blocks) for _ in range(2))
    assert first == second
    assert len(first) == 11


def test_blocks_within_a_component_are_blocks_of_their_own(db):
    """A component with children (as problem builders have) gets each child as a block."""
    inside = (
        '<vertical><campus_box url_name="k1"><campus_probe url_name="q9" body="dalam"/>'
        "<html>teks</html></campus_box></vertical>"
    )
    tree = courses.tree_of(courses.import_files(files_with({"vertical/v1.xml": inside})))
    box = tree.block(key("campus_box", "k1"))
    assert [child.block_type for child in box.children] == ["campus_probe", "html"]
    assert tree.block(key("campus_probe", "q9")).fields["body"] == "dalam"
    assert tree.ancestor(box.children[0], block_type="chapter").display_name == "Bab 1"


def test_a_block_that_cannot_say_its_maximum_is_not_graded(db, monkeypatch):
    """The course comes in; the block counts for nothing until it is mended."""
    monkeypatch.setattr(Probe, "max_score", lambda self: 1 / 0)
    courses.import_files(files_with({}))
    assert Block.objects.get(usage_key=Q1).raw_possible is None


def test_a_lesson_of_this_house_that_is_wrong_names_its_line(db):
    """What our own blocks refuse keeps file, line and remedy."""
    quiz = '<vertical>\n<asn_quiz url_name="z"><item id="i1" type="single"/></asn_quiz></vertical>'
    with pytest.raises(OlxInvalid) as refused:
        courses.import_files(files_with({"vertical/v1.xml": quiz}))
    assert (refused.value.file, refused.value.line) == ("vertical/v1.xml", 2)


def test_an_author_can_undo_the_last_save(course, pelatih):
    """Undoing gives the content before the save back, once."""
    pelatih.client.post(
        f"/studio/{Q1}/handler/keep", json.dumps({"body": "baru"}), content_type="application/json"
    )
    course.refresh_from_db()
    assert courses.tree_of(course).block(Q1).fields["body"] == "baru"
    assert courses.undo_save(course, Q1)
    assert "body" not in courses.tree_of(course).block(Q1).fields
    assert not courses.undo_save(course, Q1)


@pytest.mark.parametrize("folder", COURSES, ids=lambda folder: folder.name)
def test_the_courses_of_this_house_come_in(db, folder):
    """Both courses import, are graded by their policy, and none of their blocks is unknown."""
    course = courses.import_course(folder)
    tree = courses.tree_of(course)
    kinds = {block.block_type for block in tree.walk()}
    assert {"asn_lesson", "asn_quiz", "asn_scenario"} <= kinds
    weights = sum(entry["weight"] for entry in course.grading_policy["GRADER"])
    assert weights == pytest.approx(1)
    scored = [block for block in tree.walk() if block.raw_possible]
    assert {block.block_type for block in scored} == {"asn_quiz", "asn_scenario"}


def test_parsing_is_quick(db):
    """Far above a hundred blocks a second even on a busy machine (the benchmark asks for 1,000)."""
    folders = [open_course(folder) for folder in COURSES]
    for files in folders:
        parse_course(files)
    began = time.process_time()
    blocks = sum(len(parse_course(files).blocks) for files in folders)
    assert blocks / (time.process_time() - began) > 100
