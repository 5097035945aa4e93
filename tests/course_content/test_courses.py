"""The two courses of the house: sound, honest about time, fair in their keys, plain in words."""

import json
import re
import tarfile
from collections import Counter
from pathlib import Path

import pytest

import course_content
from asn_xblocks.lesson.content import read_node as read_lesson
from asn_xblocks.quiz.content import read_node as read_quiz
from asn_xblocks.scenario.content import read_node as read_scenario
from asn_xblocks.scenario.grading import best, faults
from course_content.archive import open_course
from course_content.check import check_course, summary
from course_content.frameworks import local_competencies
from course_content.tree import read_tree

HOUSE = Path(course_content.__file__).parent
COURSES = {"literasi_digital": "LD01", "manajemen_pariwisata": "MP01"}
LONGEST_SENTENCE = 20
SOURCES = "rujukan_isi"
# What the sources do not carry, or what is wrong in circulation; it may not be taught.
NEVER = ("10 Juli 2019", "diakui UNESCO", "1881", "21 lokomotif", "bknsawahlunto", "korban jiwa")
PRAISE = ("bagus", "hebat", "selamat!", "luar biasa", "sempurna", "pintar", "keren")


@pytest.fixture(scope="module", params=COURSES)
def course(request):
    return open_course(HOUSE / request.param)


@pytest.fixture(scope="module")
def tree(course):
    return read_tree(course)


def _text(element):
    return " ".join(" ".join(element.itertext()).split())


def _own_text(choice):
    """The choice without its feedback."""
    return " ".join(
        "".join([choice.text or "", *(_text(e) for e in choice if e.tag != "feedback")]).split()
    )


def _modules(tree):
    """The lessons that are studied, without the list of sources."""
    return [lesson for lesson in tree.of("asn_lesson") if lesson.url_name != SOURCES]


def _items(tree):
    return [item for quiz in tree.of("asn_quiz") for item in quiz.element.findall("item")]


def test_a_course_has_no_findings(course):
    """Both courses pass the check they are offered with."""
    assert check_course(course) == []


def test_a_course_packed_as_studio_exports_it_has_no_findings(course, tmp_path):
    """The .tar.gz with the top folder course/ holds the same files, and they are sound."""
    packed = tmp_path / "kursus.tar.gz"
    with tarfile.open(packed, "w:gz") as archive:
        archive.add(HOUSE / course.source, arcname="course")
    opened = open_course(packed)
    assert opened.contents == course.contents
    assert check_course(opened) == []


def test_our_blocks_stand_in_their_units_file(tree):
    """Open edX follows no pointer to a block of ours; it reads and writes it inside the unit."""
    ours = list(tree.of("asn_lesson", "asn_quiz", "asn_scenario"))
    assert ours
    assert {block.file.partition("/")[0] for block in ours} == {"vertical"}


def test_the_identity_is_what_the_rulebook_counts(course, tree):
    """The course key is course-v1:Sawahlunto+<course>+2026."""
    root = course.read("course.xml").decode()
    assert f'course="{COURSES[course.source]}"' in root
    assert 'org="Sawahlunto"' in root
    assert next(tree.of("course")).url_name == "2026"


def test_a_course_is_two_jp(course):
    """Reading, checks, quizzes, scenarios and desk exercises come to 90 minutes, give or take 3."""
    assert 87 <= summary(course).minutes <= 93


def test_the_grading_policy_is_sixty_to_forty_and_passes_at_seventy(course):
    """Quizzes weigh 0.6, scenarios 0.4."""
    policy = json.loads(course.read("policies/2026/grading_policy.json"))
    assert {row["type"]: row["weight"] for row in policy["GRADER"]} == {
        "Kuis": 0.6,
        "Skenario": 0.4,
    }
    assert policy["GRADE_CUTOFFS"] == {"Pass": 0.7}


def test_each_module_reads_asks_and_plays(tree):
    """A module is a lesson of 4 to 6 sections, a quiz of 6 to 8 items and a scenario."""
    for lesson in _modules(tree):
        assert 4 <= len(lesson.element.findall("section")) <= 6
        assert lesson.element.findall("section/check")
        assert lesson.element.findall("glossary/term")
    for quiz in tree.of("asn_quiz"):
        kinds = Counter(item.get("type") for item in quiz.element.findall("item"))
        assert 6 <= kinds.total() <= 8
        assert set(kinds) == {"single", "multiple", "ordering"}
    for scenario in tree.of("asn_scenario"):
        endings = [n.get("ending") for n in scenario.element.findall("node") if n.get("ending")]
        assert sorted(endings) == ["fair", "good", "poor"]
        codes = {score.get("competency") for score in scenario.element.iter("score")}
        assert len(codes) == 2


def test_the_blocks_take_what_the_courses_hold(tree):
    """Every lesson, quiz and scenario is read by the block that plays it."""
    for block in tree.of("asn_lesson"):
        assert len(read_lesson(block.element).sections) == len(block.element.findall("section"))
    for block in tree.of("asn_quiz"):
        assert read_quiz(block.element).possible == len(block.element.findall("item"))
    for block in tree.of("asn_scenario"):
        assert faults(read_scenario(block.element, block.element.get("first"))) == ()


def test_one_way_through_a_scenario_is_best_at_everything(tree):
    """A learner can reach the full score: no competency must be given up for the other."""
    for block in tree.of("asn_scenario"):
        most = best(read_scenario(block.element, block.element.get("first")))
        assert sum(most.competencies.values()) == most.total


def test_every_choice_answers_back(tree):
    """Each choice says why, and each item cites what it rests on."""
    for block in tree.of("asn_quiz", "asn_lesson", "asn_scenario"):
        for choice in block.element.iter("choice"):
            assert len(_text(choice.find("feedback"))) > 10
    for item in _items(tree):
        assert len(_text(item.find("explanation"))) > 40


def test_length_does_not_give_the_key_away(tree):
    """The right answer of a single choice is the longest in at most half of the questions."""
    singles = [item for item in _items(tree) if item.get("type") == "single"]
    longest = 0
    for item in singles:
        lengths = {c.get("id"): len(_own_text(c)) for c in item.findall("choice")}
        right = next(c.get("id") for c in item.findall("choice") if c.get("correct"))
        longest += lengths[right] == max(lengths.values())
        assert max(lengths.values()) <= 3 * min(lengths.values()) + 10
    assert longest <= len(singles) / 2


def test_position_does_not_give_the_key_away(tree):
    """Right answers are spread over the positions, though learners see them shuffled."""
    keys = Counter(
        choice.get("id")
        for item in _items(tree)
        if item.get("type") == "single"
        for choice in item.findall("choice")
        if choice.get("correct")
    )
    assert len(keys) == 4
    assert max(keys.values()) <= keys.total() * 0.4


def test_a_scenario_is_not_won_by_length_or_place(tree):
    """The best choice is neither the longest nor the shortest nor in one place more than half."""
    longest, shortest, places, nodes = 0, 0, Counter(), 0
    for scenario in tree.of("asn_scenario"):
        for node in scenario.element.findall("node"):
            choices = node.findall("choice")
            if not choices:
                continue
            nodes += 1
            earned = [sum(int(s.get("earned")) for s in c.findall("score")) for c in choices]
            lengths = [len(_text(choice.find("label"))) for choice in choices]
            at = earned.index(max(earned))
            assert earned.count(max(earned)) == 1
            longest += lengths[at] == max(lengths)
            shortest += lengths[at] == min(lengths)
            places[at] += 1
    assert max(longest, shortest, *places.values()) <= nodes / 2


def test_the_names_of_steps_do_not_tell_their_order(tree):
    """Step ids are words, not letters or numbers in a row."""
    for item in _items(tree):
        names = [step.get("id") for step in item.findall("step")]
        assert all(len(name) > 2 and name.isalpha() for name in names)
        assert not names or names != sorted(names)


def test_no_question_is_asked_in_the_negative(tree):
    """A stem that asks what is not so tests reading, not knowledge."""
    for item in _items(tree):
        question = _text(item.find("prompt")).split(". ")[-1].lower()
        assert not re.search(
            r"\b(kecuali|bukan merupakan|yang tidak (benar|tepat|sesuai))\b", question
        )


def _sentences(tree, course):
    for block in tree.of("asn_lesson", "asn_quiz", "asn_scenario"):
        for element in block.element.iter():
            if element.tag in ("p", "li", "td", "feedback", "label", "term", "figcaption", "step"):
                for sentence in re.split(r"(?<=[.!?:;])\s+", _text(element)):
                    yield block.file, sentence


def test_sentences_are_short(course, tree):
    """At most twenty words from stop to stop."""
    long = [
        (file, len(words), sentence)
        for file, sentence in _sentences(tree, course)
        if len(words := re.findall(r"[\w./&%()–-]+", sentence)) > LONGEST_SENTENCE
    ]
    assert long == []


def test_nothing_forbidden_is_taught(course):
    """Known errors and machine praise appear nowhere in the course."""
    for name in course.names():
        if name.endswith((".xml", ".html", ".svg")):
            text = course.read(name).decode()
            assert not [phrase for phrase in NEVER if phrase in text], name
            assert not [word for word in PRAISE if word in text.lower()], name


def test_the_sources_are_shown_last(tree):
    """The last unit of the course is Rujukan."""
    unit, lesson = tree.blocks[-2:]
    assert unit.element.get("display_name") == "Rujukan"
    assert (lesson.tag, lesson.url_name) == ("asn_lesson", SOURCES)
    assert len(lesson.element.findall("section/ul/li")) >= 19


def test_each_competency_of_the_overview_is_assessed(course, tree):
    """What the overview promises is what quizzes and scenarios score, in the framework's words."""
    overview = course.read("about/overview.html").decode()
    promised = set(re.findall(r"(?:T\.[A-Z]{3}|M)\.\d\d", overview))
    scored = {item.get("competency") for item in _items(tree)}
    for scenario in tree.of("asn_scenario"):
        scored |= {score.get("competency") for score in scenario.element.iter("score")}
    assert promised == scored
    for code in promised:
        assert f"{code} {local_competencies()[code].name}" in overview


def test_the_lebaran_figures_are_as_reported_and_do_not_add_up():
    """The exercise rests on this: the report says 29,213, its details sum to 29,898."""
    course = open_course(HOUSE / "manajemen_pariwisata")
    drawing = course.read("static/lebaran-2025.svg").decode()
    description = re.search(r"<desc[^>]*>(.*?)</desc>", drawing)[1]
    details = [
        int(number.replace(".", "")) for number in re.findall(r" ([\d.]*\d)(?=[;.])", description)
    ]
    assert len(details) == 10
    assert sum(details) == 29898
    assert sum(details) - 29213 == 685
    assert round(1418 / 29898 * 100, 1) == 4.7
    assert round(21972 / 29213 * 100, 1) == 75.2
    assert round(21972 / 29898 * 100, 1) == 73.5
