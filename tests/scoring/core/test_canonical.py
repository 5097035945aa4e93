"""One value, one sequence of bytes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.core import canonical
from scoring.core.errors import CanonicalInvalid

SAFE = 2**53 - 1
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-SAFE, SAFE) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(JSON)
def test_what_is_encoded_is_decoded(value):
    assert canonical.decode(canonical.encode(value)) == value


@given(st.dictionaries(st.text(), st.integers(-SAFE, SAFE)))
def test_the_order_of_keys_does_not_matter(value):
    backwards = dict(reversed(list(value.items())))
    assert canonical.encode(backwards) == canonical.encode(value)


def test_keys_are_sorted_by_utf16_as_rfc_8785_shows():
    """The example of RFC 8785, 3.2.3: the emoji sorts before U+FB33."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    text = canonical.encode(dict.fromkeys(keys, 0)).decode()
    order = ["\\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert text == "{" + ",".join(f'"{key}":0' for key in order) + "}"


def test_strings_are_escaped_as_rfc_8785_says():
    value = '€$\x0f\nA\'B"\\\\"/\x7f'
    assert canonical.encode(value) == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\x7f"'.encode()


@pytest.mark.parametrize(
    "value",
    [1.5, Decimal(1), 2**53, -(2**53), {1: "a"}, b"bytes", {"a": {2}}, "\ud800", {"\ud800": 1}],
    ids=repr,
)
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(CanonicalInvalid):
        canonical.encode(value)


@pytest.mark.parametrize(
    "spelling",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"1e3",
        b"NaN",
        b"-0",
        b'"\\u0041"',
        b"\xff",
        b"{",
        b"",
        b"[" * 100_000,
    ],
    ids=lambda spelling: repr(spelling[:12]),
)
def test_any_other_spelling_is_refused(spelling):
    with pytest.raises(CanonicalInvalid):
        canonical.decode(spelling)


def test_tuples_are_lists_and_true_is_not_one():
    assert canonical.encode((True, 1, False, None)) == b"[true,1,false,null]"
