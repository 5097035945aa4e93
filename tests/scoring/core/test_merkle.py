"""The Merkle tree agrees with RFC 6962 and finds every edit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.core.errors import LedgerBroken
from scoring.core.merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash, root

# The eight leaves and the roots that implementations of Certificate Transparency test against.
CT_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HISTORIES = st.lists(st.binary(max_size=8), max_size=70)


@pytest.mark.parametrize("size", range(9))
def test_the_roots_of_certificate_transparency_are_reached(size):
    leaves = [leaf_hash(leaf) for leaf in CT_LEAVES[:size]]
    assert root(leaves).hex() == CT_ROOTS[size]


@given(HISTORIES)
def test_appending_reaches_the_root_of_the_definition(history):
    leaves = [leaf_hash(item) for item in history]
    frontier = Frontier()
    for count, leaf in enumerate(leaves):
        assert frontier.root() == root(leaves[:count])
        frontier.append(leaf)
    assert (frontier.size, frontier.root()) == (len(leaves), root(leaves))


@given(HISTORIES, st.binary(max_size=8))
def test_a_frontier_goes_on_where_it_was_written_down(history, later):
    frontier = Frontier()
    for item in history:
        frontier.append(leaf_hash(item))
    restored = Frontier.from_hex(frontier.to_hex())
    assert restored.to_hex() == frontier.to_hex()
    for either in (frontier, restored):
        either.append(leaf_hash(later))
    assert restored.root() == frontier.root()


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_every_edit_changes_the_root(history, draw):
    place = draw.draw(st.integers(0, len(history) - 1))
    edited = [*history[:place], history[place] + b"!", *history[place + 1 :]]
    removed = history[:place] + history[place + 1 :]
    roots = {root([leaf_hash(item) for item in tried]) for tried in (history, edited, removed)}
    assert len(roots) == 3


def test_a_node_cannot_pose_as_a_leaf():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert node_hash(left, right) != leaf_hash(left + right)


def test_nothing_has_the_root_of_the_empty_text():
    assert Frontier().root() == EMPTY_ROOT
    assert Frontier().to_hex() == []


@pytest.mark.parametrize(
    "stored",
    [["zz"], ["ab"], ["AB" * 32], ["ab " * 32], ["ab" * 32, ""]],
    ids=["no hexadecimal", "too short", "capitals", "spaces", "a gap at the end"],
)
def test_a_damaged_frontier_is_refused(stored):
    with pytest.raises(LedgerBroken):
        Frontier.from_hex(stored)
