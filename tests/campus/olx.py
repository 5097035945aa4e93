"""A small course as files, for tests of the engine."""

import io
import json
import tarfile
from collections.abc import Mapping

from course_content.archive import CourseFiles

POLICY = {
    "GRADER": [
        {"type": "Kuis", "short_label": "K", "min_count": 2, "drop_count": 1, "weight": 0.4},
        {"type": "Ujian", "short_label": "U", "min_count": 1, "drop_count": 0, "weight": 0.6},
    ],
    "GRADE_CUTOFFS": {"Lulus": 0.7},
}

MULTIPLE_CHOICE = """<problem display_name="Pilihan" max_attempts="3">
  <multiplechoiceresponse>
    <label>Kota apa?</label>
    <choicegroup type="MultipleChoice">
      <choice correct="true">Sawahlunto</choice>
      <choice correct="false">Sabang</choice>
    </choicegroup>
  </multiplechoiceresponse>
</problem>"""

PROBE = "<campus_probe display_name='Uji'/>"

FILES: dict[str, str] = {
    "course.xml": '<course url_name="2026" org="Uji" course="C1"/>',
    "course/2026.xml": '<course display_name="Kursus uji"><chapter url_name="ch1"/></course>',
    "chapter/ch1.xml": '<chapter display_name="Bab 1"><sequential url_name="s1"/>'
    '<sequential url_name="s2"/></chapter>',
    "sequential/s1.xml": '<sequential display_name="Kuis" format="Kuis" graded="true"'
    ' due="&quot;2030-01-01T00:00:00Z&quot;"><vertical url_name="v1"/></sequential>',
    "sequential/s2.xml": '<sequential display_name="Ujian" format="Ujian" graded="true">'
    '<vertical url_name="v2"/></sequential>',
    "vertical/v1.xml": '<vertical display_name="Unit 1"><html url_name="h1"/>'
    '<problem url_name="p1"/><campus_probe url_name="q1" display_name="Uji"/></vertical>',
    "vertical/v2.xml": '<vertical display_name="Unit 2"><campus_probe url_name="q2" weight="4"/>'
    '<tidak_dikenal url_name="x1" display_name="Asing"><dalam/></tidak_dikenal>'
    '<video url_name="f1"/></vertical>',
    "html/h1.xml": '<html filename="h1" display_name="Bacaan"/>',
    "html/h1.html": '<p>Selamat datang <img src="/static/peta.png" alt="Peta"/></p>',
    "problem/p1.xml": MULTIPLE_CHOICE,
    "video/f1.xml": '<video url_name="f1" display_name="Film" youtube="1.00:abcdefghijk"'
    ' youtube_id_1_0="abcdefghijk"/>',
    "policies/2026/grading_policy.json": json.dumps(POLICY),
    "policies/2026/policy.json": json.dumps({"course/2026": {"display_name": "Kursus Uji"}}),
    "static/peta.png": "\x89PNG",
    "static/gambar.svg": "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "static/catatan.html": "<script>alert(1)</script>",
}


def files_with(changes: Mapping[str, str | None]) -> CourseFiles:
    """The course with some files replaced, or (None) removed."""
    contents = {name: text for name, text in {**FILES, **changes}.items() if text is not None}
    return CourseFiles(
        source="uji", contents={name: text.encode() for name, text in contents.items()}
    )


def archive_of(files: Mapping[str, bytes]) -> io.BytesIO:
    """The files as the .tar.gz that Studio exports."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"course/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    packed.seek(0)
    return packed
