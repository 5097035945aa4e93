"""A table is read key by key and refuses by name."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from scoring.core.errors import RulebookInvalid
from scoring.core.tables import Table

GOOD = {
    "name": "teks",
    "names": ["a", "b"],
    "jp": 2,
    "share": Decimal("0.6"),
    "yes": True,
    "day": date(2026, 1, 31),
    "time": datetime(2026, 1, 31, tzinfo=UTC),
    "inner": {"x": 1},
    "items": [{"x": 1}, {"x": 2}],
}


def table(**more):
    return Table(GOOD | more, name="caps", source="x.toml", text="")


def test_what_is_written_is_read():
    read = table()
    assert read.text("name") == "teks"
    assert read.texts("names") == ("a", "b")
    assert read.whole("jp", least=1, most=2) == 2
    assert read.number("jp", least=1, most=2) == Decimal(2)
    assert read.number("share", least=0, most=1) == Decimal("0.6")
    assert read.truth("yes") is True
    assert read.day("day") == date(2026, 1, 31)
    assert read.time("time") == datetime(2026, 1, 31, tzinfo=UTC)
    assert read.table("inner").name == "caps.inner"
    assert [item.name for item in read.tables("items")] == ["caps.items[1]", "caps.items[2]"]
    assert ("jp" in read, "jq" in read) == (True, False)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 5),
        ("text", "  "),
        ("texts", []),
        ("texts", "a"),
        ("texts", ["a", ""]),
        ("texts", [1]),
        ("truth", 1),
        ("day", "2026-01-31"),
        ("day", datetime(2026, 1, 31, tzinfo=UTC)),
        ("time", date(2026, 1, 31)),
        ("time", datetime(2026, 1, 31)),  # noqa: DTZ001 - the point of the test
        ("table", [1]),
        ("tables", {}),
        ("tables", []),
        ("tables", [1]),
    ],
)
def test_a_wrong_kind_of_value_is_refused(kind, value):
    with pytest.raises(RulebookInvalid, match="write"):
        getattr(table(key=value), kind)("key")


@pytest.mark.parametrize("kind", ["whole", "number"])
@pytest.mark.parametrize("value", ["2", True, 0, 4, Decimal("NaN"), None])
def test_numbers_have_bounds(kind, value):
    with pytest.raises(RulebookInvalid, match="from 1 to 3"):
        getattr(table(key=value), kind)("key", least=1, most=3)


def test_a_missing_key_is_refused():
    with pytest.raises(RulebookInvalid, match="missing, add it"):
        table().text("title")


@pytest.mark.parametrize(
    ("known", "remedy"), [(("day_jp",), "write 'day_jp'"), (("year",), "known are year")]
)
def test_an_unknown_key_is_refused_with_the_nearest_known_one(known, remedy):
    with pytest.raises(RulebookInvalid) as refusal:
        Table({"day_jq": 3}, name="caps", source="x.toml", text="").only(*known)
    assert remedy in refusal.value.remedy


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[caps]\nday = 3\n", "x.toml, line 2, table [caps], 'day'"),
        ("[caps]\nday = 3\n[other]\nday = 3\n", "x.toml, table [caps], 'day'"),
        ("[caps]\nbirth_day = 3\n", "x.toml, table [caps], 'day'"),
    ],
    ids=["once", "twice", "as the end of another key"],
)
def test_a_line_is_named_only_when_it_is_certain(text, place):
    with pytest.raises(RulebookInvalid) as refusal:
        Table({"day": "x"}, name="caps", source="x.toml", text=text).day("day")
    assert refusal.value.place == place
