"""A quiz of three kinds of question, and one whose secrets can be searched for."""

import pytest

from asn_xblocks.quiz import QuizXBlock
from tests.asn_xblocks.quiz.samples import CANARIES, THREE


@pytest.fixture
def quiz(stage):
    place = stage(QuizXBlock)
    place.author(THREE)
    return place


@pytest.fixture
def canaries(stage):
    place = stage(QuizXBlock)
    place.author(CANARIES)
    return place
