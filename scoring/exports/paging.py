"""Reading a whole list through a door that hands it out in pages."""

from collections.abc import Callable, Iterator
from typing import Protocol

__all__ = ["batches"]

_PAGE = 500


class _ReadPage[T](Protocol):
    def __call__(self, *, after: int, limit: int) -> list[T]: ...


def batches[T](
    read: _ReadPage[T], *, seq: Callable[[T], int], page: int = _PAGE
) -> Iterator[list[T]]:
    """Everything `read` can give, in order of `seq`, page after page.

    Each page is asked for after the last number seen, so nothing is missed and nothing comes
    twice, even when the list grows while it is read.
    """
    after = -1
    while batch := read(after=after, limit=page):
        yield batch
        after = seq(batch[-1])
        if len(batch) < page:
            return
