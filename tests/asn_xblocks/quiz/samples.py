"""The quizzes that tests take, and how they are sent."""

import json
from importlib import resources

THREE = resources.files("asn_xblocks.quiz").joinpath("scenarios/three_kinds.xml").read_text("utf-8")
RIGHT = {"i1": ["b"], "i2": ["a", "b"], "i3": ["s1", "s2", "s3", "s4"]}
HALF = {"i1": ["a"], "i2": ["a"], "i3": ["s2", "s1", "s3", "s4"]}
CANARIES = """
<asn_quiz display_name="Kenari" max_attempts="2">
  <intro>INTRO</intro>
  <item id="i1"><prompt>PROMPT-1</prompt>
    <choice id="k1" correct="true">CHOICE-1<feedback>FEEDBACK-RIGHT</feedback></choice>
    <choice id="k2">CHOICE-2<feedback>FEEDBACK-WRONG</feedback></choice>
    <explanation>EXPLANATION-1</explanation></item>
  <item id="i2" type="ordering"><prompt>PROMPT-2</prompt>
    <step id="z">STEP-1</step><step id="y">STEP-2</step><step id="x">STEP-3</step>
    <explanation>EXPLANATION-2</explanation></item>
</asn_quiz>"""
SECRETS = ("FEEDBACK-RIGHT", "FEEDBACK-WRONG", "EXPLANATION-1", "EXPLANATION-2", "correct")


def submit(place, answers, attempt=1, **who):
    return place.post("submit", {"attempt": attempt, "answers": answers}, **who)


def args(fragment):
    return json.loads(fragment.json_init_args["state"])
