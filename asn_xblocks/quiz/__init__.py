"""A graded quiz: single choice, several choices, ordering."""

from .block import QuizXBlock

__all__ = ["QuizXBlock"]
