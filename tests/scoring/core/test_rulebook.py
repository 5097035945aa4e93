"""A rulebook is read whole or refused with its place and a remedy."""

from datetime import date
from decimal import Decimal

import pytest

from scoring.core.entries import Kind
from scoring.core.errors import RulebookInvalid
from scoring.core.rulebook import parse, publication

DIGITAL = "course-v1:Sawahlunto+LD01+2026"


def test_the_shipped_rulebook_says_what_was_agreed(rulebook):
    assert (rulebook.id, rulebook.effective_from) == ("2026-01", date(2026, 1, 1))
    assert (rulebook.caps.day_jp, rulebook.caps.year_jp) == (3, 20)
    assert rulebook.caps.day_source == "BPS 2019, after PerLAN 10/2018; check against the annex"
    course = rulebook.courses[DIGITAL]
    assert (course.jp, course.form, course.pass_mark) == (2, "C3", Decimal(70))
    assert [(rule.level, rule.share, rule.activities) for rule in rulebook.levels] == [
        (1, Decimal("0.60"), 1),
        (2, Decimal("0.80"), 2),
    ]
    assert list(rulebook.rewards) == ["prioritas-pelatihan"]
    assert {legal.ref for legal in rulebook.legal} >= {
        "UU 20/2023 art. 49",
        "PP 11/2017 jo. PP 17/2020 art. 203(4)",
    }


def test_the_digest_is_that_of_the_text(rulebook, rulebook_text):
    assert rulebook.digest.startswith("sha256:")
    assert parse(rulebook_text, source="elsewhere").digest == rulebook.digest
    assert parse(rulebook_text + "\n").digest != rulebook.digest


@pytest.mark.parametrize(
    ("score", "predicate"),
    [
        ("100", "Sangat memuaskan"),
        ("90", "Sangat memuaskan"),
        ("89.99", "Memuaskan"),
        ("70", "Cukup memuaskan"),
        ("60", "Kurang memuaskan"),
        ("0", "Tidak memuaskan"),
    ],
)
def test_a_score_has_a_word(rulebook, score, predicate):
    assert rulebook.predicate(Decimal(score)) == predicate


def test_below_the_scale_there_is_no_word(rulebook_text):
    scale = rulebook_text.replace("at_least = 0\n", "at_least = 10\n")
    assert parse(scale).predicate(Decimal(5)) == ""


@pytest.mark.parametrize(
    ("end", "day", "inside"),
    [
        ("", date(2025, 12, 31), False),
        ("", date(2026, 1, 1), True),
        ("", date(2099, 1, 1), True),
        ("effective_to = 2026-12-31\n", date(2026, 12, 31), True),
        ("effective_to = 2026-12-31\n", date(2027, 1, 1), False),
    ],
)
def test_a_rulebook_is_in_force_from_its_first_to_its_last_day(rulebook_text, end, day, inside):
    dated = rulebook_text.replace("population = [", end + "population = [", 1)
    assert parse(dated).in_force_on(day) is inside


@pytest.mark.parametrize(
    ("written", "instead", "place", "remedy"),
    [
        ("[caps]", "[capz]", "line 42, top of the file, 'capz'", "write 'caps'"),
        ("day_jp = 3", "day_jp = 3\nweek_jp = 9", "[caps], 'week_jp'", "unknown key"),
        ("day_jp = 3", "day_jp = 3.5", "[caps], 'day_jp'", "whole number from 1 to 24"),
        ("day_jp = 3\n", "", "[caps], 'day_jp'", "missing"),
        ('id = "2026-01"', "id = 202601", "[rulebook], 'id'", "text"),
        ("effective_from = 2026-01-01", 'effective_from = "2026"', "'effective_from'", "date"),
        (
            "effective_from = 2026-01-01",
            "effective_from = 2026-01-01\neffective_to = 2025-01-01",
            "[rulebook], 'effective_to'",
            "not before",
        ),
        ("jp = 2\n", "jp = 0\n", f"[courses.{DIGITAL}], 'jp'", "from 1"),
        ("pass_mark = 70", "pass_mark = 0", "'pass_mark'", "from 1 to 100"),
        ("level = 2\n", "level = 3\n", "[levels[2]], 'level'", "from 1 to 2"),
        ("level = 2\n", "level = 1\n", "[levels[2]], 'level'", "upwards"),
        ("share = 0.80", "share = 0.50", "[levels[2]], 'level'", "upwards"),
        ("share = 0.80", "share = 80", "[levels[2]], 'share'", "from 0 to 1"),
        ("verified = true", 'verified = "yes"', "[legal[1]], 'verified'", "true or false"),
        ("at_least = 4 }", "at_most = 4 }", "prioritas-pelatihan.when.all[1]", "at_least"),
        ('name = "Memuaskan"', "nama = 1", "[predicates[2]], 'nama'", "write 'name'"),
        ("rewards = [", "reward = [", "[golden[1].expect], 'reward'", "write 'rewards'"),
    ],
)
def test_a_broken_rulebook_is_refused_with_place_and_remedy(
    rulebook_text, written, instead, place, remedy
):
    assert written in rulebook_text
    with pytest.raises(RulebookInvalid) as refusal:
        parse(rulebook_text.replace(written, instead, 1), source="2026-01.toml")
    assert refusal.value.place.startswith("2026-01.toml")
    assert place in refusal.value.place
    assert remedy in refusal.value.remedy


def test_a_file_that_is_no_toml_is_refused_with_its_line():
    with pytest.raises(RulebookInvalid, match=r"correct the TOML: .*line 2"):
        parse("[caps]\nday_jp = = 3", source="x.toml")


def test_a_rulebook_is_published_by_its_digest(rulebook):
    draft = publication(rulebook, actor="role:hr")
    assert draft.kind is Kind.RULEBOOK_PUBLISHED
    assert draft.key == f"rulebook:{rulebook.digest}"
    assert draft.body["rulebook_digest"] == rulebook.digest
    assert draft.subject is None
