"""Competency frameworks as files, and the one way to read them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Competency", "local_competencies"]


@dataclass(frozen=True, kw_only=True)
class Competency:
    """One competency: its code, its name in Indonesian and where it comes from."""

    code: str
    name: str
    source: str


@cache
def local_competencies() -> dict[str, Competency]:
    """The competencies of the city's courses by code."""
    text = (Path(__file__).parent / "local.toml").read_text(encoding="utf-8")
    return {row["code"]: Competency(**row) for row in tomllib.loads(text)["competency"]}
