"""A small course with one block of ours and of each peer, in one unit each, in one runtime."""

from pathlib import Path

__all__ = ["COURSE_KEY", "write_course"]

COURSE_KEY = "course-v1:Bench+B1+2026"

_ITEM = """<item id="i{n}" type="single" competency="T.DIG.03" points="1">
<prompt><p>Question {n}: which of these is the right answer?</p></prompt>
<choice id="a" correct="true">The right one<feedback>Yes, this one.</feedback></choice>
<choice id="b">Another one<feedback>No.</feedback></choice>
<choice id="c">A third one<feedback>No.</feedback></choice>
<choice id="d">A fourth one<feedback>No.</feedback></choice>
<explanation><p>Because.</p></explanation></item>"""

_PROBLEM = """<problem display_name="Problem" max_attempts="100000"><multiplechoiceresponse>
<label>Which of these is the right answer?</label><choicegroup type="MultipleChoice">
<choice correct="true">The right one</choice><choice correct="false">Another one</choice>
<choice correct="false">A third one</choice><choice correct="false">A fourth one</choice>
</choicegroup></multiplechoiceresponse></problem>"""


def write_course(folder: Path) -> Path:
    """The folder of a course whose three units hold a quiz of five items and its peers."""
    quiz = "".join(_ITEM.format(n=n) for n in range(5))
    files = {
        "course.xml": '<course url_name="2026" org="Bench" course="B1"/>',
        "course/2026.xml": '<course display_name="Bench"><chapter url_name="c"/></course>',
        "chapter/c.xml": '<chapter display_name="C"><sequential url_name="s"/></chapter>',
        "sequential/s.xml": '<sequential display_name="S" graded="true" format="Quiz">'
        '<vertical url_name="v1"/><vertical url_name="v2"/><vertical url_name="v3"/></sequential>',
        "vertical/v1.xml": '<vertical display_name="Q"><asn_quiz url_name="quiz"/></vertical>',
        "vertical/v2.xml": '<vertical display_name="P"><problem url_name="problem"/></vertical>',
        "vertical/v3.xml": '<vertical display_name="D"><drag-and-drop-v2 url_name="dnd"/></vertical>',
        "asn_quiz/quiz.xml": f'<asn_quiz display_name="Quiz" max_attempts="1000">{quiz}</asn_quiz>',
        "problem/problem.xml": _PROBLEM,
        "drag-and-drop-v2/dnd.xml": '<drag-and-drop-v2 display_name="Drag"/>',
        "policies/2026/policy.json": '{"course/2026": {"display_name": "Bench"}}',
        "policies/2026/grading_policy.json": '{"GRADER": [{"type": "Quiz", "min_count": 1,'
        ' "drop_count": 0, "weight": 1.0, "short_label": "Q"}], "GRADE_CUTOFFS": {"Pass": 0.7}}',
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
