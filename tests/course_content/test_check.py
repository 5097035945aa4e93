"""What the course check finds, each fault planted in a sound little course."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from django.utils import translation

from course_content.archive import CourseFiles
from course_content.check import check_course, summary

QUIZ = """<asn_quiz display_name="Kuis"><item id="i1" type="single" competency="T.DIG.01">
<prompt>Mana?</prompt><choice id="a" correct="true">Ini</choice><choice id="b">Itu</choice></item>
<item id="i2" type="ordering" competency="T.DIG.01"><prompt>Urut</prompt>
<step id="k">Satu</step><step id="m">Dua</step></item></asn_quiz>"""
LESSON = """<asn_lesson display_name="Bacaan"><section id="s1" title="Satu"><p>Teks.</p>
<img src="/static/a.svg" alt="Gambar"/>
<check id="c1" competency="T.DIG.01"><prompt>Mana?</prompt>
<choice id="a">Itu</choice><choice id="b" correct="true">Ini</choice></check></section>
<section id="tugas" title="Tugas"><p>Waktu: 15 menit.</p></section></asn_lesson>"""
SCENARIO = """<asn_scenario display_name="Skenario" first="n1">
<node id="n1" title="Satu"><text>Teks</text>
<choice id="a" to="n2"><label>A</label><score competency="M.05" earned="2"/></choice>
<choice id="b" to="e2"><label>B</label></choice></node>
<node id="n2" title="Dua"><text>Teks</text><choice id="a" to="e1"><label>A</label></choice></node>
<node id="e1" ending="good" title="Baik"><text>Teks</text></node>
<node id="e2" ending="poor" title="Buruk"><text>Teks</text></node></asn_scenario>"""
SOUND = {
    "course.xml": '<course url_name="2026" org="S" course="C"/>',
    "course/2026.xml": '<course display_name="Kursus"><chapter url_name="c"/><wiki slug="x"/></course>',
    "chapter/c.xml": '<chapter display_name="Bab"><sequential url_name="s"/></chapter>',
    "sequential/s.xml": '<sequential display_name="Bagian" format="Kuis" graded="true">'
    '<vertical url_name="v"/></sequential>',
    "vertical/v.xml": '<vertical display_name="Unit">\n<asn_lesson url_name="l"/>\n'
    '<asn_quiz url_name="q"/>\n<asn_scenario url_name="k"/>\n<html url_name="h"/></vertical>',
    "asn_lesson/l.xml": LESSON,
    "asn_quiz/q.xml": QUIZ,
    "asn_scenario/k.xml": SCENARIO,
    "html/h.xml": '<html filename="h" display_name="Rujukan"/>',
    "html/h.html": "<p>Satu dua tiga.</p>",
    "static/a.svg": "<svg/>",
    "policies/2026/grading_policy.json": '{"GRADER": [{"type": "Kuis", "weight": 0.7},'
    ' {"type": "Skenario", "weight": 0.3}]}',
}


def _course(files):
    contents = {name: text.encode() for name, text in files.items()}
    return CourseFiles(source="test", contents=MappingProxyType(contents))


def _changed(file, old, new):
    assert old in SOUND[file], "the fault must be planted"
    return _course(SOUND | {file: SOUND[file].replace(old, new)})


def test_a_sound_course_has_no_findings():
    """The course the faults are planted in has none itself."""
    assert check_course(_course(SOUND)) == []


FAULTS = [
    ("course.xml", "<course ", "<course <", "not well-formed"),
    ("chapter/c.xml", "</chapter>", "", "not well-formed"),
    ("vertical/v.xml", '<asn_quiz url_name="q"/>', '<asn_quiz url_name="z"/>', "asn_quiz/z.xml"),
    ("vertical/v.xml", '<asn_quiz url_name="q"/>', "<asn_quiz/>", "has no url_name"),
    ("chapter/c.xml", "</chap", '<sequential url_name="s"/></chap', "sequential/s stands"),
    ("asn_quiz/q.xml", "asn_quiz", "asn_lesson", "holds <asn_lesson>"),
    ("asn_quiz/q.xml", 'display_name="Kuis"', 'display_name=" "', "no display_name"),
    ("sequential/s.xml", 'format="Kuis"', 'format="Ujian"', '"Ujian"'),
    ("html/h.xml", 'filename="h"', 'filename="g"', "html/g.html"),
    ("policies/2026/grading_policy.json", "0.3", "0.2", "do not add up to 1"),
    ("policies/2026/grading_policy.json", "0.3", '"x"', "do not add up to 1"),
    ("policies/2026/grading_policy.json", "GRADER", "GRADES", "no list GRADER"),
    ("policies/2026/grading_policy.json", "{", "[", "no list GRADER"),
    ("asn_quiz/q.xml", 'correct="true"', "", "0 choices are marked"),
    ("asn_quiz/q.xml", 'id="b"', 'id="b" correct="true"', "2 choices are marked"),
    ("asn_quiz/q.xml", '<choice id="b">Itu</choice>', "", "fewer than two choices"),
    ("asn_quiz/q.xml", '<step id="m">Dua</step>', "", "fewer than two steps"),
    ("asn_quiz/q.xml", 'id="i2"', 'id="i1"', '"i1" is used twice'),
    ("asn_quiz/q.xml", 'id="b"', 'id="a"', '"a" is used twice'),
    ("asn_quiz/q.xml", 'id="k"', "", "<step> has no id"),
    ("asn_quiz/q.xml", 'type="single"', 'type="essay"', '"essay" is not a type'),
    ("asn_quiz/q.xml", 'type="single" competency="T.DIG.01"', "", "no competency"),
    ("asn_quiz/q.xml", "T.DIG.01", "T.DIG.99", '"T.DIG.99" is in no framework'),
    ("asn_quiz/q.xml", "<prompt>Mana?</prompt>", "", "no text"),
    ("asn_lesson/l.xml", 'title="Satu"', "", "<section> has no title"),
    ("asn_lesson/l.xml", 'id="tugas"', 'id="s1"', '"s1" is used twice'),
    ("asn_lesson/l.xml", 'correct="true"', "", "0 choices are marked"),
    ("asn_lesson/l.xml", "T.DIG.01", "M.99", '"M.99" is in no framework'),
    ("asn_lesson/l.xml", ' alt="Gambar"', "", "no alternative text"),
    ("asn_lesson/l.xml", "/static/a.svg", "/static/b.svg", "static/b.svg"),
    ("asn_lesson/l.xml", "<p>Teks", '<p correct="true">Teks', "shows the answer"),
    ("html/h.html", "<p>", '<p data-correct="1">', "shows the answer"),
    ("html/h.html", "<p>", '<p><img src="/static/no.png">', "static/no.png"),
    ("asn_scenario/k.xml", 'first="n1"', 'first="n9"', 'first node "n9"'),
    ("asn_scenario/k.xml", 'first="n1"', "", 'first node ""'),
    ("asn_scenario/k.xml", 'first="n1"', 'start="n1"', 'start="n1" is not a date'),
    ("asn_scenario/k.xml", 'to="e2"', 'to="e9"', 'leads to "e9"'),
    ("asn_scenario/k.xml", 'to="e1"', 'to="n1"', "circle: n1 > n2 > n1"),
    ("asn_scenario/k.xml", 'to="e2"', 'to="n2"', 'the node "e2"'),
    ("asn_scenario/k.xml", 'ending="good" ', "", 'node "e1" has no choices'),
    ("asn_scenario/k.xml", 'ending="good"', 'ending="great"', '"great" is not an ending'),
    ("asn_scenario/k.xml", 'id="n2" ', 'id="n2" ending="fair" ', "is an ending and has"),
    ("asn_scenario/k.xml", 'id="n2" ', 'id="n1" ', '"n1" is used twice'),
    ("asn_scenario/k.xml", 'earned="2"', 'earned="-1"', '"-1" is not a number'),
    ("asn_scenario/k.xml", 'earned="2"', 'earned="NaN"', '"NaN" is not a number'),
    ("asn_scenario/k.xml", 'earned="2"', "", '"" is not a number'),
    ("asn_scenario/k.xml", "M.05", "M.5", '"M.5" is in no framework'),
    ("asn_scenario/k.xml", "<label>A", '<label correct="true">A', "shows the answer"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), FAULTS)
def test_a_planted_fault_is_found_where_it_stands(file, old, new, said):
    """The finding names the fault, and the fault is named in its file or where it is missed."""
    with translation.override("en"):
        findings = check_course(_changed(file, old, new))
    hits = [finding for finding in findings if said in finding.message]
    assert hits, findings
    assert all(finding.remedy for finding in findings)


def test_a_release_date_on_a_scenario_is_no_fault():
    """A platform exports its own start as a date, with or without quotes."""
    for date in ("2026-01-01T00:00:00Z", "&quot;2026-01-01T00:00:00+00:00&quot;"):
        assert (
            check_course(_changed("asn_scenario/k.xml", 'first="n1"', f'first="n1" start="{date}"'))
            == []
        )


def _inline(files):
    """The course with our blocks written in the unit's file, as Studio exports them."""
    files = dict(files)
    for tag, name in (("asn_lesson", "l"), ("asn_quiz", "q"), ("asn_scenario", "k")):
        block = files.pop(f"{tag}/{name}.xml").replace(f"<{tag} ", f'<{tag} url_name="{name}" ', 1)
        pointer = f'<{tag} url_name="{name}"/>'
        files["vertical/v.xml"] = files["vertical/v.xml"].replace(pointer, block)
    return files


def test_blocks_in_their_units_file_are_the_same_course():
    """Studio writes our blocks inside the unit; it is as sound and as long as with pointers."""
    inline = _course(_inline(SOUND))
    assert not any(name.startswith("asn_") for name in inline.names())
    assert check_course(inline) == []
    assert summary(inline) == summary(_course(SOUND))


# The fault of a pointer to another tag is left out: a block in its unit's file has no pointer.
INLINE_FAULTS = [row[:3] for row in FAULTS if row[0].startswith("asn_") and "holds" not in row[3]]


@pytest.mark.parametrize(("file", "old", "new"), INLINE_FAULTS)
def test_a_fault_in_an_inline_block_is_found_in_the_units_file(file, old, new):
    """The finding says what it says of a block's own file, at the line of the unit's file."""
    faulty = SOUND | {file: SOUND[file].replace(old, new)}
    inline = _inline(faulty)
    lines_above = inline["vertical/v.xml"].partition(f"<{file.partition('/')[0]} ")[0].count("\n")
    own = check_course(_course(faulty))
    assert {one.file for one in own} == {file}
    assert check_course(_course(inline)) == [
        replace(one, file="vertical/v.xml", line=one.line + lines_above) for one in own
    ]


def test_a_finding_names_the_line():
    """An author goes straight to the place."""
    (finding,) = check_course(_changed("vertical/v.xml", 'url_name="q"', 'url_name="z"'))
    assert (finding.file, finding.line) == ("vertical/v.xml", 3)


def test_findings_are_indonesian_unless_the_site_says_otherwise():
    """The sentence follows the reader's language."""
    course = _changed("asn_lesson/l.xml", ' alt="Gambar"', "")
    with translation.override("id"):
        assert "teks alternatif" in check_course(course)[0].message
    with translation.override("en"):
        assert "alternative text" in check_course(course)[0].message


def test_a_hostile_file_off_the_path_is_found_too():
    """Every XML file of the course is read by the hardened parser."""
    (finding,) = check_course(_course(SOUND | {"drafts/x.xml": "<!DOCTYPE a><a/>"}))
    assert "DOCTYPE" in finding.message


def test_a_course_that_points_to_itself_ends():
    """A circle of pointers is a finding, not an endless walk."""
    circle = SOUND | {
        "vertical/v.xml": '<vertical display_name="U"><vertical url_name="v"/></vertical>'
    }
    with translation.override("en"):
        assert any(
            "stands in the course twice" in one.message for one in check_course(_course(circle))
        )


def test_blocks_of_others_and_inline_blocks_are_let_through():
    """A CAPA problem marks its answers itself; Studio writes some blocks inside the unit."""
    inline = QUIZ.replace("<asn_quiz ", '<asn_quiz url_name="w" ')
    problem = '<problem url_name="p"><multiplechoiceresponse><choicegroup>'
    problem += '<choice correct="true">Ya</choice></choicegroup></multiplechoiceresponse></problem>'
    unit = f'<vertical display_name="Unit">{inline}{problem}<video url_name="y" a="b"/></vertical>'
    course = _course(SOUND | {"vertical/v.xml": unit})
    assert check_course(course) == []
    assert summary(course).items == 3


def test_the_summary_counts_and_estimates():
    """Minutes follow the note in the module: reading, checks, questions, decisions, exercise."""
    found = summary(_course(SOUND))
    assert (found.chapters, found.units, found.items, found.scenarios) == (1, 1, 2, 1)
    assert found.words == 20
    assert found.minutes == 15 + round((30 + 2 * 75 + 2 * 75 + 3) / 60)


def test_a_scenario_in_circles_is_estimated_as_nothing():
    """The summary of a faulty course still answers."""
    assert summary(_changed("asn_scenario/k.xml", 'to="e1"', 'to="n1"')).scenarios == 1
