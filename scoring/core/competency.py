"""The five levels of a competency and the form of its code (PermenPANRB 38/2017)."""

import re

__all__ = ["HIGHEST_EVIDENCE_LEVEL", "LEVEL_NAMES", "is_code", "level_name"]

# The names stay Indonesian in every language: they are terms of the regulation.
LEVEL_NAMES = {1: "Paham", 2: "Dasar", 3: "Menengah", 4: "Mumpuni", 5: "Ahli"}

# Course scores are evidence; only an assessor may confirm more than "Dasar".
HIGHEST_EVIDENCE_LEVEL = 2

_CODE = re.compile(r"(T\.[A-Z]{3}|M|S)\.[0-9]{2}")


def is_code(text: str) -> bool:
    """Whether a text has the form of a competency code: technical, managerial, socio-cultural.

    >>> is_code("T.DIG.03"), is_code("M.05"), is_code("digital")
    (True, True, False)
    """
    return _CODE.fullmatch(text) is not None


def level_name(level: int) -> str:
    """The regulation's name of a level.

    >>> level_name(2)
    'Dasar'
    """
    return LEVEL_NAMES[level]
