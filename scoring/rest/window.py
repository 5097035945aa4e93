"""The part of a list a reader asks for: what comes after a number, and how much of it."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from rest_framework import serializers
from rest_framework.request import Request

__all__ = ["Window", "window_answer", "window_of"]

_MOST = 1000


class Window(NamedTuple):
    """What a reader asks for: at most `limit` rows whose number is larger than `after`."""

    after: int
    limit: int


class _WindowQuery(serializers.Serializer[Any]):
    after = serializers.IntegerField(min_value=-1, max_value=2**63 - 1, default=-1)
    limit = serializers.IntegerField(min_value=1, max_value=_MOST, default=100)


def window_of(request: Request) -> Window:
    """The window of the request; a parameter that is none is refused by its name with 400."""
    query = _WindowQuery(data=request.query_params)
    query.is_valid(raise_exception=True)
    return Window(**query.validated_data)


def window_answer[T](
    rows: Sequence[T], window: Window, *, seq: Callable[[T], int], document: Callable[[T], Any]
) -> dict[str, Any]:
    """The answer to a window, of rows that were read one beyond its limit.

    `next` is the `after` of the following request, or None when nothing is left now.
    """
    shown = rows[: window.limit]
    more = len(rows) > window.limit
    return {"results": [document(row) for row in shown], "next": seq(shown[-1]) if more else None}
