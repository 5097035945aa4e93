"""Words in the reader's language, from our catalogs where the platform has none."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from asn_xblocks.quiz import QuizXBlock
from asn_xblocks.shared.words import display_number, display_time


def test_a_room_and_the_shared_words_speak_indonesian(stage):
    """Both catalogs are found though the runtime's service knows neither."""
    place = stage(QuizXBlock)
    place.author("<asn_quiz/>")
    with translation.override("id"):
        block = place.block()
        assert block.gettext("Send answers") == "Kirim jawaban"
        assert block.gettext("Try again") == "Coba lagi"
        assert block.gettext("not a marked sentence") == "not a marked sentence"


def test_the_platforms_catalog_comes_first(stage):
    """What the i18n service translates is taken from it."""
    place = stage(QuizXBlock)
    place.author("<asn_quiz/>")
    block = place.block()

    class Service:
        def gettext(self, msgid):
            return "Mengirim!" if msgid == "Send answers" else msgid

    block.runtime._services["i18n"] = Service()
    with translation.override("id"):
        assert block.gettext("Send answers") == "Mengirim!"


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        ("2.5000", "2,5", "2.5"),
        ("10", "10", "10"),
        ("0.0000", "0", "0"),
        ("0.3333", "0,33", "0.33"),
        ("100.00", "100", "100"),
    ],
)
def test_numbers_are_written_for_people(value, indonesian, english):
    """No needless zeros; a comma in Indonesian."""
    with translation.override("id"):
        assert display_number(Decimal(value)) == indonesian
    with translation.override("en"):
        assert display_number(Decimal(value)) == english


def test_times_are_in_the_citys_zone():
    """UTC becomes WIB, day first."""
    assert display_time(datetime(2026, 11, 24, 17, 5, tzinfo=UTC)) == "25-11-2026 00:05 WIB"
