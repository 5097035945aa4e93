"""Reading in sections, with a glossary and short checks."""

from .block import LessonXBlock

__all__ = ["LessonXBlock"]
