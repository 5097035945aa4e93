"""What a browser sent, checked: the wrong type is answered with 400 and the field's name."""

from collections.abc import Collection, Mapping
from typing import Any

from xblock.exceptions import JsonHandlerError

from .errors import N_

__all__ = ["Refusal", "integer", "mapping", "only", "refusal", "text", "text_list"]

LONGEST_TEXT = 200


class Refusal(JsonHandlerError):  # noqa: N818 - it is not always an error
    """A status with ``{"error": sentence}`` and, where they help, ``field`` and ``line``."""

    def __init__(
        self, status: int, sentence: str, *, field: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(status, sentence)
        self.place = {
            name: value for name, value in (("field", field), ("line", line)) if value is not None
        }

    def get_response(self, **kwargs: Any) -> Any:
        """The response a browser gets."""
        response = super().get_response(**kwargs)
        response.json_body = {"error": self.message, **self.place}
        return response


def refusal(block: Any, status: int, msgid: str, **params: object) -> Refusal:
    """The error to raise: a status, one translated sentence and, if named, the field."""
    sentence = block.gettext(msgid)
    field = params.get("field")
    return Refusal(
        status,
        sentence % params if params else sentence,
        field=None if field is None else str(field),
    )


def mapping(block: Any, payload: object, field: str) -> dict[str, Any]:
    """The value itself when it is a JSON object."""
    if not isinstance(payload, dict):
        raise refusal(block, 400, N_("%(field)s must be an object."), field=field)
    return payload


def only(block: Any, payload: Mapping[str, object], allowed: Collection[str]) -> None:
    """Nothing, when every key of the payload is known."""
    for name in payload:
        if name not in allowed:
            raise refusal(block, 400, N_("%(field)s is not known here."), field=name[:60])


def integer(block: Any, payload: Mapping[str, object], field: str) -> int:
    """The whole number of a field, 1 to a million; ``true`` is not a number."""
    value = payload.get(field)
    if type(value) is not int or not 1 <= value <= 1_000_000:
        raise refusal(block, 400, N_("%(field)s must be a whole number from 1."), field=field)
    return value


def text(block: Any, payload: Mapping[str, object], field: str) -> str:
    """The text of a field: not empty, at most 200 characters."""
    value = payload.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
        raise refusal(block, 400, N_("%(field)s must be a short text."), field=field)
    return value


def text_list(block: Any, value: object, field: str) -> list[str]:
    """The value itself when it is a list of at most 100 different short texts."""
    if (
        not isinstance(value, list)
        or len(value) > 100
        or not all(isinstance(part, str) and len(part) <= LONGEST_TEXT for part in value)
        or len(set(value)) != len(value)
    ):
        raise refusal(
            block, 400, N_("%(field)s must be a list of different short texts."), field=field
        )
    return value
