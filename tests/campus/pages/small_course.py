"""A course small enough to read: two chapters, three units, one of them graded."""

from pathlib import Path

__all__ = ["COURSE_KEY", "GRADED", "READING", "SPARE", "write_course"]

COURSE_KEY = "course-v1:Sawahlunto+KECIL+2026"
_BLOCK = "block-v1:Sawahlunto+KECIL+2026+type@{}+block@{}"
READING = _BLOCK.format("vertical", "baca")
GRADED = _BLOCK.format("vertical", "kuis")
SPARE = _BLOCK.format("vertical", "sisa")

_FILES = {
    "course.xml": '<course url_name="2026" org="Sawahlunto" course="KECIL"/>',
    "course/2026.xml": (
        '<course display_name="Kursus kecil">'
        '<chapter url_name="satu"/><chapter url_name="dua"/></course>'
    ),
    "chapter/satu.xml": '<chapter display_name="Bab satu"><sequential url_name="isi"/></chapter>',
    "chapter/dua.xml": '<chapter display_name="Bab dua"><sequential url_name="uji"/></chapter>',
    "sequential/isi.xml": (
        '<sequential display_name="Bacaan">'
        '<vertical url_name="baca"/><vertical url_name="sisa"/></sequential>'
    ),
    "sequential/uji.xml": (
        '<sequential display_name="Ujian" graded="true" format="Kuis"'
        ' due="2026-12-01T09:30:00Z"><vertical url_name="kuis"/></sequential>'
    ),
    "vertical/baca.xml": '<vertical display_name="Bacaan pertama"><html url_name="teks"/></vertical>',
    "vertical/sisa.xml": '<vertical display_name="Halaman kosong"/>',
    "vertical/kuis.xml": '<vertical display_name="Kuis akhir"><problem url_name="soal"/></vertical>',
    "html/teks.xml": '<html filename="teks" display_name="Teks bacaan"/>',
    "html/teks.html": "<p>Sandi yang panjang lebih sulit ditebak.</p>",
    "problem/soal.xml": (
        '<problem display_name="Soal sandi" max_attempts="2"><multiplechoiceresponse>'
        "<label>Mana yang paling kuat?</label><choicegroup>"
        '<choice correct="false">rahasia</choice>'
        '<choice correct="true">empat kata acak</choice>'
        "</choicegroup></multiplechoiceresponse></problem>"
    ),
    "policies/2026/grading_policy.json": (
        '{"GRADER": [{"type": "Kuis", "short_label": "K", "weight": 1.0, "min_count": 1,'
        ' "drop_count": 0}], "GRADE_CUTOFFS": {"Lulus": 0.7}}'
    ),
    "policies/2026/policy.json": '{"course/2026": {"display_name": "Kursus kecil"}}',
}


def write_course(folder: Path) -> Path:
    """The folder, now holding the small course."""
    for name, text in _FILES.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder
