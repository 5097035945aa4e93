"""One value, one sequence of bytes: canonical JSON after RFC 8785, restricted.

Numbers are whole and smaller than 2**53, because fractions print differently in different
languages; decimals and times are written as text. What is hashed can so be re-made anywhere.
"""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from .errors import CanonicalInvalid

__all__ = ["JSON", "decode", "encode"]

type JSON = str | int | bool | list[JSON] | dict[str, JSON] | None

_SAFE_INTEGER = 2**53
_LITERALS = {None: "null", True: "true", False: "false"}
_quoted = json.JSONEncoder(ensure_ascii=False).encode


def encode(value: object) -> bytes:
    r"""The canonical bytes of a value; two equal values give equal bytes.

    >>> encode({"b": 1, "a": ["€", True, None]})
    b'{"a":["\xe2\x82\xac",true,null],"b":1}'
    """
    try:
        return _text(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise CanonicalInvalid("text holds half of a surrogate pair") from error


def decode(canonical: bytes) -> JSON:
    """The value of canonical bytes; any other spelling of the same value is refused.

    >>> decode(b'{"a":1}')
    {'a': 1}
    """
    try:
        value: JSON = json.loads(
            canonical.decode("utf-8"), parse_float=_refuse_number, parse_constant=_refuse_number
        )
    except (ValueError, RecursionError) as error:
        raise CanonicalInvalid("these bytes are not JSON in UTF-8") from error
    if encode(value) != canonical:
        raise CanonicalInvalid("these bytes spell their value in another way")
    return value


def _text(value: object) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return _LITERALS[value]
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, Mapping):
        return _object(value)
    raise CanonicalInvalid(f"{type(value).__name__} is not allowed; write decimals as text")


def _integer(value: int) -> str:
    if abs(value) >= _SAFE_INTEGER:
        raise CanonicalInvalid("whole numbers must be smaller than 2**53")
    return str(int(value))


def _object(value: Mapping[Any, object]) -> str:
    if not all(isinstance(key, str) for key in value):
        raise CanonicalInvalid("keys must be text")
    # RFC 8785, 3.2.3: keys are sorted by their UTF-16 code units, not by code points.
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return "{" + ",".join(f"{_text(key)}:{_text(value[key])}" for key in keys) + "}"


def _refuse_number(literal: str) -> NoReturn:
    raise CanonicalInvalid(f"{literal} is not a whole number")
