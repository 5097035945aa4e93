"""The Merkle tree of RFC 6962: one root speaks for every entry and for their order.

``root`` is the definition, word by word; ``Frontier`` reaches the same root by appending, with
one hash kept for each perfect subtree.
"""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Self

from .errors import LedgerBroken

__all__ = ["EMPTY_ROOT", "Frontier", "leaf_hash", "node_hash", "root"]

EMPTY_ROOT = sha256(b"").digest()

_HASH = re.compile(r"[0-9a-f]{64}")


def leaf_hash(canonical: bytes) -> bytes:
    """The hash of one entry's bytes; the prefix 0x00 keeps a leaf from posing as a node."""
    return sha256(b"\x00" + canonical).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbours; the prefix 0x01 keeps a node from posing as a leaf."""
    return sha256(b"\x01" + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, after RFC 6962, 2.1: split at the largest power of two.

    >>> root([]).hex()[:8]
    'e3b0c442'
    """
    return _subtree(leaves, 0, len(leaves)) if leaves else EMPTY_ROOT


def _subtree(leaves: Sequence[bytes], start: int, end: int) -> bytes:
    if end - start == 1:
        return leaves[start]
    middle = start + (1 << ((end - start - 1).bit_length() - 1))
    return node_hash(_subtree(leaves, start, middle), _subtree(leaves, middle, end))


class Frontier:
    """A growing tree that remembers only its perfect subtrees: log2(n) hashes for n leaves."""

    def __init__(self) -> None:
        # _levels[k] is the root of a perfect subtree of 2**k leaves, or None.
        self._levels: list[bytes | None] = []

    @property
    def size(self) -> int:
        """How many leaves were appended."""
        return sum(1 << level for level, node in enumerate(self._levels) if node is not None)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the right, as one adds one to a binary number."""
        carried = leaf
        for level, node in enumerate(self._levels):
            if node is None:
                self._levels[level] = carried
                return
            carried = node_hash(node, carried)
            self._levels[level] = None
        self._levels.append(carried)

    def root(self) -> bytes:
        """The root over all leaves so far; equal to ``merkle.root`` of the same leaves."""
        folded: bytes | None = None
        for node in self._levels:
            if node is not None:
                folded = node if folded is None else node_hash(node, folded)
        return EMPTY_ROOT if folded is None else folded

    def to_hex(self) -> list[str]:
        """The frontier as a list of texts, smallest subtree first, "" where there is none."""
        return ["" if node is None else node.hex() for node in self._levels]

    @classmethod
    def from_hex(cls, texts: Sequence[str]) -> Self:
        """The frontier that ``to_hex`` wrote; a text that is no SHA-256 hash is refused."""
        frontier = cls()
        for text in texts:
            frontier._levels.append(_hash_from_hex(text) if text else None)
        if frontier._levels and frontier._levels[-1] is None:
            raise LedgerBroken(frontier.size, "the stored frontier ends in a gap")
        return frontier


def _hash_from_hex(text: str) -> bytes:
    # Only one spelling is read, so that an edit of the stored text cannot pass unseen.
    if not _HASH.fullmatch(text):
        raise LedgerBroken(0, "the stored frontier holds a text that is no SHA-256 hash")
    return bytes.fromhex(text)
